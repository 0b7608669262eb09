"""How much the sample people need not write again: of a second application, what is known.

For each sample story: somebody applies again for the same thing. What the register of parties and
their own earlier applications (this one, and every other story of theirs) hold is filled in. A
statement is made anew each time and can never be known; rows are not taken over yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onedoor.casework.forms.questions import visible_fields, visible_sections
from onedoor.registers.catalogue.definition import Story
from onedoor.registers.catalogue.queries import read_packs

_REGISTERED = frozenset(
    {
        "person.name", "person.citizen_number", "person.phone", "person.address", "firm.name",
        "firm.credit_code", "firm.phone", "firm.address", "firm.representative",
    }
)  # fmt: skip
_ANEW = ("signed", "rows")


@dataclass(frozen=True)
class Journey:
    """One sample application: how many fields it shows, and how many of them are known."""

    service: str
    asked: int
    knowable: int
    filled: int
    elsewhere: int

    @property
    def of_knowable(self) -> float:
        """The share filled in of what some register or earlier case of that person can hold."""
        return self.filled / self.knowable if self.knowable else 1.0

    @property
    def of_all(self) -> float:
        """The share filled in of all fields shown."""
        return self.filled / self.asked if self.asked else 1.0

    @property
    def first_time(self) -> float:
        """The share known when this very thing was never applied for before."""
        return self.elsewhere / self.asked if self.asked else 1.0


def journeys(folder: Path) -> Iterator[Journey]:
    """Every service's sample story, applied for again by the same person."""
    packs = read_packs(folder)
    kinds = {each.ref: each.kind for city, _ in packs.cities for each in city.people}
    said: dict[str, dict[str, set[str]]] = {}
    for pack in packs.services:
        fields = {each.id: each for each in pack.definition.form.all_fields()}
        for told in pack.stories:
            if told.story.ends.result != "granted":
                continue
            own = said.setdefault(told.story.applicant, {}).setdefault(pack.code, set())
            own |= {
                fields[id].meaning
                for id in told.story.answers
                if id in fields and fields[id].type not in _ANEW
            }
    for pack in packs.services:
        for told in pack.stories:
            if told.story.sample:
                yield _of(pack, told.story, kinds, said)


def _of(pack, story: Story, kinds, said) -> Journey:  # type: ignore[no-untyped-def]
    facts = pack.definition.facts_of(
        story.answers, story.situation, kinds.get(story.applicant, "person")
    )
    shown = [
        field
        for section in visible_sections(pack.definition.form, facts)
        for field in visible_fields(section, facts)
    ]
    knowable = [field for field in shown if field.meaning and field.type not in _ANEW]
    own = said.get(story.applicant, {})
    everything = _REGISTERED | {each for meanings in own.values() for each in meanings}
    others = _REGISTERED | {
        each for code, meanings in own.items() if code != pack.code for each in meanings
    }
    return Journey(
        pack.code,
        len(shown),
        len(knowable),
        sum(field.meaning in everything for field in knowable),
        sum(field.meaning in others for field in knowable),
    )
