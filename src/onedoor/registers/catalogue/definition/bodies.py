"""Who offers: divisions, agencies, their posts, and where and when they can be met."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from onedoor.registers.catalogue.definition.ground import Name, Slug, Strict, Text

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


class Agencies(Strict):
    """agency.yaml: the bodies of this pack, one for each place."""

    agencies: tuple[Agency, ...]


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

    ref: Name
    name: str
    posts: tuple[str, ...]


class SampleCity(Strict):
    """sample-city.yaml: who lives and who works in the sample city."""

    people: tuple[SamplePerson, ...]
    mandates: tuple[SampleMandate, ...] = ()
    staff: tuple[SampleStaff, ...]
