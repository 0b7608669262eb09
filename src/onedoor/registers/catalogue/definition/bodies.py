"""Who offers: divisions, agencies, their posts, and where and when they can be met."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from onedoor.registers.catalogue.definition.ground import Name, Slug, Strict, Text, texts

DivisionCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]


class Division(Strict):
    """A place by its statistical code of 12 digits. No `parent`: the nearest one the code names."""

    code: DivisionCode
    name: Text
    level: Literal["nation", "region", "prefecture", "county", "township", "village"]
    parent: Annotated[str, StringConstraints(pattern=r"^([0-9]{12})?$")] = ""
    former_names: tuple[str, ...] = ()


class Listing(Strict):
    """The list a file was taken from, and how far it can be trusted."""

    title: str
    certainty: Literal["high", "medium", "low"] = "high"


class Divisions(Strict):
    """divisions.yaml: the places of this pack."""

    basis: Listing | None = None
    divisions: tuple[Division, ...]


class Station(Strict):
    """Where people are served near home: what can be done there, by code of service and in words.

    `certainty: sample` is invented; pages say so.
    """

    id: Slug
    division: DivisionCode
    kind: Literal["hall", "centre", "village"]
    name: Text
    address: str
    hours: str
    phone: str
    services: tuple[Slug, ...] = ()
    helps: tuple[Text, ...] = ()
    certainty: Literal["high", "medium", "low", "sample"] = "high"


class Stations(Strict):
    """stations.yaml: halls of counties, centres of townships, points of villages."""

    stations: tuple[Station, ...]


class Post(Strict):
    """A post in an agency; its authority comes from the routes that name it."""

    id: Slug
    name: Text


class Office(Strict):
    """Where and when people are served, and whom to ring: published on every guide."""

    address: str
    hours: str
    phone: str
    complaint_phone: str
    note: Text | None = None


class Agency(Strict):
    """One body. `function` ties the same body of different places together."""

    code: Slug
    function: Slug
    division: DivisionCode
    name: Text
    short: str
    credit_code: str
    powers: tuple[str, ...] = ()
    office: Office
    posts: tuple[Post, ...]
    # Words in document numbers: “阿市新出”.
    mark: str
    # Where a decision of this body is reviewed and sued.
    review_body: str
    court: str
    former_names: tuple[str, ...] = ()


class Seat(Strict):
    """A place where bodies sit, and what they all share there."""

    id: Slug
    division: DivisionCode
    # The place in names and in document numbers: 阿克苏市, Aksu City, ئاقسۇ شەھەرلىك, 阿市.
    name: Text
    mark: str
    hours: str
    note: Text | None = None
    review_body: str
    court: str


class Counter(Strict):
    """What is a bureau's own at one seat."""

    credit_code: str
    address: str
    phone: str
    complaint_phone: str


class Bureau(Strict):
    """The same body at several seats: one agency `<function>-<seat>` for each place in `at`."""

    function: Slug
    # What follows the name of the place: 卫生健康委员会; in English “… of Aksu City”.
    name: Text
    short: str
    mark: str
    powers: tuple[str, ...] = ()
    # Empty: the posts of every hall.
    posts: tuple[Post, ...] = ()
    at: dict[Slug, Counter]

    def agency_at(self, seat: Seat, hall: tuple[Post, ...]) -> Agency:
        """The agency that this bureau is at `seat`; `hall` are the posts where it names none."""
        own = self.at[seat.id]
        english = f"{self.name.en} of {seat.name.en}" if self.name.en and seat.name.en else ""
        uyghur = f"{seat.name.ug} {self.name.ug}" if self.name.ug and seat.name.ug else ""
        return Agency(
            code=f"{self.function}-{seat.id}",
            function=self.function,
            division=seat.division,
            name=texts(zh=f"{seat.name}{self.name}", en=english, ug=uyghur),
            short=f"{seat.name}{self.short}",
            credit_code=own.credit_code,
            powers=self.powers,
            office=Office(
                address=own.address,
                hours=seat.hours,
                phone=own.phone,
                complaint_phone=own.complaint_phone,
                note=seat.note,
            ),
            posts=self.posts or hall,
            mark=f"{seat.mark}{self.mark}",
            review_body=seat.review_body,
            court=seat.court,
        )


class Agencies(Strict):
    """agency.yaml, and files in agencies/: the bodies of this pack.

    A body is written out whole, or as one bureau with its counters at the seats of the land.
    """

    agencies: tuple[Agency, ...] = ()
    seats: tuple[Seat, ...] = ()
    # The posts of every hall: what a bureau has that names none.
    hall: tuple[Post, ...] = ()
    bureaus: tuple[Bureau, ...] = ()


class SamplePerson(Strict):
    """A person or firm of the sample city. Numbers are on reserved prefixes, never real people."""

    ref: Name
    kind: str
    name: str
    number_kind: str = "citizen"
    number: str
    phone: str = ""
    address: str = ""
    representative: str = ""
    # The ref of the person who represents an organisation.
    represented_by: str = ""
    # Whether stories may be played with this person in the applicant's place.
    applies: bool = True


class SampleMandate(Strict):
    """Who acts for whom in the sample city, by refs; `agreed` and nobody in it: it waits."""

    kind: Name
    giver: Name
    receiver: Name
    offered_by: Name
    acts: tuple[Name, ...]
    services: tuple[Slug, ...] = ()
    days: int
    basis: str = ""
    agreed: tuple[Name, ...] = ()
    # What a clerk at a window saw.
    seen: str = ""
    # A service of which an application is begun under it.
    begins: str = ""


class SampleStaff(Strict):
    """A clerk of the sample city and the posts (`agency/post`) they hold."""

    # Agency and post together may be longer than the names of fields.
    ref: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)]
    name: str
    posts: tuple[str, ...]


class SampleCrew(Strict):
    """Who holds the posts of one agency of the sample city: their names by post.

    Each is known by the agency and the post: `health_kuqa_window`.
    """

    agency: Slug
    posts: dict[Slug, str]

    def staff(self) -> list[SampleStaff]:
        """The clerks, one for each post."""
        return [
            SampleStaff(
                ref=f"{self.agency}_{post}".replace("-", "_"),
                name=name,
                posts=(f"{self.agency}/{post}",),
            )
            for post, name in self.posts.items()
        ]


class SamplePoint(Strict):
    """One thing that a sample policy changes, and the matter it changes it for."""

    heading: str
    text: str
    matter: str = ""


class SampleTranslation(Strict):
    """What a sample piece says in another language; its points in the order of the Chinese ones."""

    title: str
    summary: str
    body: str
    points: tuple[SamplePoint, ...] = ()


class SamplePiece(Strict):
    """A notice, policy, law, question or article that an agency of the sample city published.

    Days are counted back from the day the city is built, so that a new city is never stale.
    """

    kind: Literal["notice", "policy", "law", "question", "article"]
    column: Slug
    agency: Slug
    # Refs of whoever wrote it and whoever signed it off.
    by: str
    signed_by: str
    days_ago: int
    title: str
    summary: str
    body: str
    document_number: str = ""
    issued_before: int = 0
    in_force_for: int = 0
    points: tuple[SamplePoint, ...] = ()
    matters: tuple[str, ...] = ()
    corrected: str = ""
    translations: dict[Literal["en", "ug"], SampleTranslation] = {}
    # Whether all sites within its own show it, whether none may leave it out, and which others do.
    shared: bool = False
    urgent: bool = False
    shared_with: tuple[Slug, ...] = ()


class SampleSite(Strict):
    """A site of the sample city: made in one act, with its first editor and chief by ref."""

    slug: Slug
    division: DivisionCode
    name: Text
    office: Slug
    hue: str
    hosts: tuple[str, ...] = ()
    columns: tuple[Slug, ...] = ()
    foot: dict[str, str] = {}
    takes_pieces: tuple[str, ...] = ("notice", "policy", "law", "question", "article")
    editor: str
    chief: str


class SampleCity(Strict):
    """sample-city.yaml, and files in sample-city/: who lives and works in the sample city."""

    people: tuple[SamplePerson, ...] = ()
    mandates: tuple[SampleMandate, ...] = ()
    staff: tuple[SampleStaff, ...] = ()
    crews: tuple[SampleCrew, ...] = ()
    # Services that the sample city shows at every stage; of the others it tells the sample story.
    busy: tuple[Slug, ...] = ()
    pieces: tuple[SamplePiece, ...] = ()
    sites: tuple[SampleSite, ...] = ()

    def clerks(self) -> list[SampleStaff]:
        """All its clerks: those written out, and those of the crews."""
        return [*self.staff, *(clerk for crew in self.crews for clerk in crew.staff())]
