"""The sample city: people, clerks, and cases at every stage, all played through the real actions.

Nothing is written by hand: the finished cases are the packs' own stories, the open ones are the
same stories begun some days ago and stopped half-way, with other people in them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from onedoor.kernel import relay
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import days, today
from onedoor.registers.agencies.actions import appoint, found_office, set_policy
from onedoor.registers.agencies.queries import posts_held
from onedoor.registers.catalogue import queries as catalogue
from onedoor.registers.catalogue.definition import Story
from onedoor.registers.catalogue.queries import sample_city
from onedoor.registers.people.actions import keep_party, open_account, prove
from onedoor.registers.people.queries import Party, account_called, assurance_of, party_for
from onedoor.site.bundle_stories import tell_bundles
from onedoor.site.lettering import write_letters
from onedoor.site.mandating import give_mandates
from onedoor.site.players import Players
from onedoor.site.publishing import publish_pieces
from onedoor.site.sealing import PLAYED, found_sample_seals
from onedoor.site.sites import make_sites
from onedoor.site.stories import Play, check_the_end, until_applied

# One password for every sample account; printed at the start, never for real people.
PASSWORD = "yimen-2026-sample"  # noqa: S105
# The three administrators, and the second one that rights ask for: login, name, office.
ADMINISTRATORS = {
    "admin_system": ("高翔", "system"),
    "admin_security": ("苏丽娜·买买提", "security"),
    "admin_security_2": ("何志刚", "security"),
    "admin_audit": ("努尔兰·别克", "audit"),
}
Tell = Callable[[str], None]


class Cast:
    """The people and clerks of the sample city, opened on first call and known by their ref."""

    def __init__(self, packs: Path) -> None:
        sample = sample_city(packs)
        self.people = {each.ref: each for each in sample.people}
        self.staff = {each.ref: each for each in sample.staff}
        self.mandates = list(sample.mandates)
        self.pieces = list(sample.pieces)
        self.sites = list(sample.sites)
        self.busy = frozenset(sample.busy)
        self._known: dict[str, Actor] = {}
        # Hashed once for all: the sample password is public anyway, and hashing is slow on purpose.
        self._password = make_password(PASSWORD)

    def __call__(self, ref: str) -> Actor:
        """The actor called `ref`; KeyError when nobody in the city is."""
        if ref not in self._known:
            self._known[ref] = self._opened(ref)
        return self._known[ref]

    def _opened(self, ref: str) -> Actor:
        if ref in ADMINISTRATORS:
            return self._administrator(ref)
        return self._person(ref) if ref in self.people else self._clerk(ref)

    def _administrator(self, ref: str) -> Actor:
        self.settle()
        account = account_called(ref)
        assert account is not None
        return Actor(
            kind="administrator",
            ref=f"account:{account.pk}",
            name=account.name,
            office=ADMINISTRATORS[ref][1],
        )

    def of_kind(self, kind: str) -> list[str]:
        """The refs of the sample people or organisations."""
        return [ref for ref, each in self.people.items() if each.kind == kind and each.applies]

    def settle(self) -> None:
        """How this city works: clerks sign in by password alone, which real ones never should."""
        set_policy("staff_sign_in", "password", by=SYSTEM)
        for ref, (name, office) in ADMINISTRATORS.items():
            account = open_account(ref, self._password, staff_name=name, by=SYSTEM)
            try:
                found_office(account.pk, office, by=SYSTEM)
            except Refusal:
                # They hold it already.
                continue

    def found_seals(self) -> int:
        """Every agency's seal, asked for by one administrator and approved by another."""
        return found_sample_seals(self("admin_system"), self("admin_security"))

    def _person(self, ref: str) -> Actor:
        person = self.people[ref]
        party = keep_party(
            kind=person.kind,
            name=person.name,
            number_kind=person.number_kind,
            number=person.number,
            phone=person.phone,
            address=person.address,
            representative=person.representative,
            represented_by=self._party(person.represented_by),
            by=SYSTEM,
        )
        account = open_account(ref, self._password, party=party, by=SYSTEM)
        # Everybody in the sample city has shown their document at a window once.
        prove(party, "window", account=account, basis="样例城市", by=SYSTEM)
        return Actor(
            kind="person",
            ref=f"account:{account.pk}",
            name=party.name,
            party=party.ref,
            person=party.ref,
            level=assurance_of(account),
        )

    def _party(self, ref: str) -> Party | None:
        return party_for(self(ref).party, seen_by=SYSTEM) if ref else None

    def _clerk(self, ref: str) -> Actor:
        clerk = self.staff[ref]
        account = open_account(ref, self._password, staff_name=clerk.name, by=SYSTEM)
        for post in clerk.posts:
            appoint(account.pk, post, since=date(2017, 1, 1), until=None, by=SYSTEM)
        return Actor(
            kind="staff",
            ref=f"account:{account.pk}",
            name=clerk.name,
            agency=clerk.posts[0].split("/")[0],
            posts=posts_held(account.pk, on=today()),
        )


@dataclass(frozen=True)
class Told:
    """A story and where its pack keeps it."""

    service: str
    file: Path
    story: Story

    def play(self, cast: Callable[[str], Actor], **changes: Any) -> Play:
        """The story ready to be played with this cast."""
        facts = {"begin": self.story.begin} | changes
        return Play(
            self.service, self.story, cast, samples=self.file.parent.parent / "samples", **facts
        )


def stories(packs: Path) -> Iterator[Told]:
    """Every story of every pack, in the order of the tree."""
    for each in sorted(catalogue.stories(packs), key=lambda each: each.path):
        yield Told(each.service, each.path, each.story)


class City:
    """Builds the city once; what is there already is left as it is.

    Busy services are shown at every stage; of the others the sample story is told, so that the
    city stays quick to build however many services there are. A story that stops once the
    application is sent would stand overdue for ever, and is left to the tests.
    """

    def __init__(self, packs: Path, tell: Tell) -> None:
        self.packs, self.tell = packs, tell
        self.cast = Cast(packs)

    def __getstate__(self) -> dict[str, Any]:
        """What the players of stories need: whom to tell how far it is stays here."""
        return {key: value for key, value in vars(self).items() if key != "tell"}

    @cached_property
    def told(self) -> list[Told]:
        return [
            told
            for told in stories(self.packs)
            if told.story.sample
            or (told.service in self.cast.busy and told.story.ends.stage != "submitted")
        ]

    def build(self) -> None:
        """People and clerks, then finished cases, then open ones."""
        self.cast.settle()
        for ref in [*self.cast.people, *self.cast.staff]:
            self.cast(ref)
        self.tell(f"{len(self.cast.people)} people and firms, {len(self.cast.staff)} clerks")
        self.tell(f"{self.cast.found_seals()} seals")
        relay.drain()
        with Players() as players:
            happened = players.each(self.told, self._play_what_has_happened)
            self.tell(f"{happened} cases told by stories")
            self.tell(f"{players.each(self.told, self._begin_open_cases)} open cases")
            self.tell(f"{tell_bundles(self.packs, self.cast, players)} bundles")
        self.tell(f"{give_mandates(self.cast, self.cast.mandates, self._begin_as)} mandates")
        self.tell(f"{make_sites(self.cast, self.cast.sites)} sites")
        self.tell(f"{publish_pieces(self.cast, self.cast.pieces)} publications")
        self.tell(f"{write_letters(self.cast)} letters")
        relay.drain()

    def _play_what_has_happened(self, told: Told) -> int:
        """The pack's own story, as far as its days have come: nothing lies in the future."""
        steps = told.story.steps
        past = [step for step in steps if told.story.begin + days(step.day) <= today()]
        if not past:
            return 0
        play = told.play(self.cast, until=None if len(past) == len(steps) else len(past))
        play.run()
        if len(past) == len(steps):
            check_the_end(play)
        return 1

    def _begin_open_cases(self, told: Told) -> int:
        """The same story, begun lately and left at each of its steps, with others in it."""
        if told.service not in self.cast.busy:
            return 0
        begun, turn = 0, self.told.index(told) * 4
        for stop in range(1, min(len(told.story.steps), 5)):
            begun += self._begin(told, stop, days_ago=1 + (turn * 2) % 7, turn=turn)
            turn += 1
        return begun

    def _begin(self, told: Told, stop: int, *, days_ago: int, turn: int) -> int:
        steps = told.story.steps[:stop]
        last = max((step.day for step in steps), default=0)
        begin = today() - days(days_ago + last)
        play = told.play(self.cast, begin=begin, until=stop, applicant=self._other(told, turn))
        try:
            play.run()
        except Refusal:
            return 0
        except AssertionError:
            # Intake windows, holidays: what was lawful on the story's days is not on these.
            return 0
        return int(play.case is not None and play.case.is_open)

    def _begin_as(
        self, service: str, cast: Callable[[str], Actor], begin: date, applicant: str
    ) -> None:
        """The first step of the service's first story, for this applicant, by this cast."""
        told = next(each for each in self.told if each.service == service)
        until = until_applied(told.story)
        told.play(cast, begin=begin, until=until, applicant=applicant).run()

    def _other(self, told: Told, turn: int) -> str:
        """Somebody of the same kind as the story's applicant, another one each time."""
        kind = self.cast.people[told.story.applicant].kind
        alike = self.cast.of_kind(kind)
        return alike[turn % len(alike)]


def officers() -> tuple[Actor, Actor]:
    """Who asks for seals in a city that stands, and who approves: two of its administrators.

    A city older than its administrators has its seals as a played story has them.
    """
    held = [account_called(ref) for ref in ("admin_system", "admin_security")]
    found = [
        Actor(kind="administrator", ref=f"account:{each.pk}", name=each.name, office=office)
        for each, office in zip(held, ("system", "security"), strict=True)
        if each is not None
    ]
    return (found[0], found[1]) if len(found) == len(PLAYED) else PLAYED


def is_built() -> bool:
    """Whether the sample city stands in this database."""
    return bool(get_user_model().objects.exists())


def build_city(tell: Tell = lambda line: None) -> None:
    """Build the sample city into an empty database; does nothing where anybody has an account."""
    if not is_built():
        City(Path(settings.ONEDOOR_PACKS), tell).build()


def sign_ins() -> list[tuple[str, str, str]]:
    """(who, login, password) of the sample accounts worth trying first."""
    return [
        ("citizen 阿依古丽", "ayigul", PASSWORD),
        ("firm 天山果业", "tianshan_fruit", PASSWORD),
        ("clerk, window", "press_aksu_city_window", PASSWORD),
        ("clerk, approver", "press_aksu_city_approver", PASSWORD),
        ("administrator, system", "admin_system", PASSWORD),
        ("administrator, security", "admin_security", PASSWORD),
        ("administrator, security, second", "admin_security_2", PASSWORD),
        ("administrator, audit", "admin_audit", PASSWORD),
    ]
