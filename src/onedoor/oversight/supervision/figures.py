"""Counts of each agency for a month up to a day, and the order they give: of offices alone.

Only outcomes are counted, and nothing of a person. Every figure follows from public facts.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from onedoor.oversight.supervision.cards import Card
from onedoor.oversight.supervision.clocks import whole
from onedoor.oversight.supervision.facts import Fact, chains
from onedoor.oversight.supervision.terms import Terms


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One agency's month up to a day. `place` is its place in the order; 0: it decided nothing."""

    agency: str
    received: int = 0
    accepted: int = 0
    turned_away: int = 0
    decided: int = 0
    in_time: int = 0
    warnings: int = 0
    yellow: int = 0
    red: int = 0
    cancelled: int = 0
    ratings: int = 0
    content: int = 0
    place: int = 0

    def line(self, until: date) -> dict[str, Any]:
        """As it is published."""
        return asdict(self) | {"until": until.isoformat()}


_COUNTED = {
    "application.submitted": "received",
    "case.accepted": "accepted",
    "case.not-accepted": "turned_away",
    "case.decided": "decided",
}


def figures_of(
    facts: Iterable[Fact], cards: Iterable[Card], *, terms: Terms, until: date
) -> list[Figures]:
    """The figures of every agency for the month of `until`, up to that day, by their order.

    Cards are counted by the gravest level reached by then; those cancelled by then count apart.
    """
    first = until.replace(day=1)
    counts: dict[str, dict[str, int]] = {}

    def count(agency: str, name: str) -> None:
        if agency:
            known = counts.setdefault(agency, {})
            known[name] = known.get(name, 0) + 1

    cancelled = set()
    known = [fact for fact in facts if fact.day <= until]
    for chain in chains(known).values():
        ratings = [fact for fact in chain if fact.name == "rating.given" and fact.day >= first]
        for fact in ratings[-1:]:
            count(fact.agency, "ratings")
            if int(fact.body["level"]) >= 3:
                count(fact.agency, "content")
        for fact in chain:
            if fact.name == "card.cancelled":
                cancelled.add(str(fact.body["card"]))
            if fact.day >= first and fact.name in _COUNTED:
                count(fact.agency, _COUNTED[fact.name])
                if fact.name == "case.decided" and _in_time(chain, fact.day, terms):
                    count(fact.agency, "in_time")
    for card in cards:
        steps = [step for step in card.steps if first <= step.on <= until]
        if steps:
            level = {"warning": "warnings"}.get(steps[-1].level, steps[-1].level)
            count(card.agency, "cancelled" if card.id in cancelled else level)
    return _in_order([Figures(agency=agency, **each) for agency, each in counts.items()])


_promised = whole("promised")


def _in_time(chain: list[Fact], on: date, terms: Terms) -> bool:
    """Whether the decision of that day came by the promised day."""
    stretches = [each for clock in _promised(chain, terms) for each in clock.stretches]
    return not any(each.ends == on and each.due < on for each in stretches)


def _worth(each: Figures) -> tuple[float, float, float]:
    """More in time, fewer cards for what was decided, more content: smaller is better."""
    content = each.content / each.ratings if each.ratings else 1.0
    weighed = (each.yellow + 2 * each.red) / each.decided
    return (-each.in_time / each.decided, weighed, -content)


def _in_order(figures: list[Figures]) -> list[Figures]:
    """With their places; those that are alike share one."""
    able = sorted((each for each in figures if each.decided), key=lambda f: (_worth(f), f.agency))
    placed: list[Figures] = []
    for number, each in enumerate(able, start=1):
        same = placed and _worth(placed[-1]) == _worth(each)
        placed.append(replace(each, place=placed[-1].place if same else number))
    rest = sorted((each for each in figures if not each.decided), key=lambda each: each.agency)
    return placed + rest
