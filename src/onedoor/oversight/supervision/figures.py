"""What each agency had in hand in a month up to a day, and the cards it got: of offices alone.

Only outcomes are counted, and nothing of a person. Every figure follows from public facts. How well
it was done is said by indicators alone (`measures`), so that no figure is published twice.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from onedoor.kernel.time import month_of
from onedoor.oversight.supervision.cards import Card
from onedoor.oversight.supervision.facts import Fact


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One agency's month up to a day."""

    agency: str
    received: int = 0
    accepted: int = 0
    turned_away: int = 0
    decided: int = 0
    warnings: int = 0
    yellow: int = 0
    red: int = 0
    cancelled: int = 0

    def line(self, until: date) -> dict[str, Any]:
        """As it is published."""
        return asdict(self) | {"until": until.isoformat()}


_COUNTED = {
    "application.submitted": "received",
    "case.accepted": "accepted",
    "case.not-accepted": "turned_away",
    "case.decided": "decided",
}


def figures_of(facts: Iterable[Fact], cards: Iterable[Card], *, until: date) -> list[Figures]:
    """The figures of every agency for the month of `until`, up to that day, by agency.

    Cards are counted by the gravest level reached by then; those cancelled by then count apart.
    """
    first = month_of(until)
    counts: dict[str, dict[str, int]] = {}

    def count(agency: str, name: str) -> None:
        if agency:
            known = counts.setdefault(agency, {})
            known[name] = known.get(name, 0) + 1

    cancelled = set()
    for fact in facts:
        if fact.day > until:
            continue
        if fact.name == "card.cancelled":
            cancelled.add(str(fact.body["card"]))
        if fact.day >= first and fact.name in _COUNTED:
            count(fact.agency, _COUNTED[fact.name])
    for card in cards:
        steps = [step for step in card.steps if first <= step.on <= until]
        if steps:
            level = {"warning": "warnings"}.get(steps[-1].level, steps[-1].level)
            count(card.agency, "cancelled" if card.id in cancelled else level)
    return [Figures(agency=agency, **each) for agency, each in sorted(counts.items())]
