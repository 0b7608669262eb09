"""Figures as they are said: where few matters would tell of single persons, no number. Pure.

The trace of every matter is public under a pseudonym, so this hides nothing that could be reckoned
from there; it keeps a page from pointing at somebody whom a reader knows to have applied.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

# All that stands in a row of a table, in its order.
COLUMNS = (
    "received", "accepted", "turned_away", "decided", "granted", "refused", "withdrawn",
)  # fmt: skip
OTHERS = ""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What happened: how often each, and of the decisions the middle one's working days."""

    received: int = 0
    accepted: int = 0
    turned_away: int = 0
    granted: int = 0
    refused: int = 0
    withdrawn: int = 0
    in_time: int = 0
    # Half of what was decided took no more working days on its clock; None where none had one.
    median: float | None = None

    @property
    def decided(self) -> int:
        return self.granted + self.refused

    @property
    def any(self) -> bool:
        """Whether anything happened at all."""
        return any(getattr(self, each.name) for each in fields(self) if each.name != "median")


@dataclass(frozen=True, kw_only=True)
class Told:
    """Figures fit to be said: None stands for a number that is too small to be said."""

    numbers: Mapping[str, int | None]
    median: float | None
    # Of the decisions, in hundredths; None where there are none, or too few.
    share: int | None
    # Decisions there were, and too few to say how long they took.
    too_few: bool


def sums(parts: list[Figures]) -> Figures:
    """Several figures together. A median has no sum: it is left out."""
    names = [each.name for each in fields(Figures) if each.name != "median"]
    return Figures(**{name: sum(getattr(part, name) for part in parts) for name in names})


def told(figures: Figures, *, least: int) -> Told:
    """The figures, without what lies between nothing and `least`; 1 hides nothing.

    Where a grant or a refusal is hidden, so is the other: the decisions would give it away.
    """
    numbers: dict[str, int | None] = {
        name: _said(getattr(figures, name), least) for name in COLUMNS
    }
    if None in (numbers["granted"], numbers["refused"]):
        numbers["granted"] = numbers["refused"] = None
    few = 0 < figures.decided < least
    speaks = figures.decided > 0 and not few
    return Told(
        numbers=numbers,
        median=figures.median if speaks else None,
        share=figures.in_time * 100 // figures.decided if speaks else None,
        too_few=few,
    )


def _said(number: int, least: int) -> int | None:
    return None if 0 < number < least else number


def told_by_agency(by_agency: Mapping[str, Figures], *, least: int) -> dict[str, Told]:
    """The figures of each agency, the most decisions first; those with few matters together.

    One alone is put together with the next: else the whole less the others would tell it.
    """
    order = sorted(by_agency.items(), key=lambda each: (-each[1].decided, each[0]))
    few = [code for code, each in order if max(each.received, each.decided) < least]
    if len(few) == 1 and len(order) > 1:
        few = [code for code, _each in order[-2:]] if order[-1][0] in few else [order[-1][0], *few]
    found = {code: told(each, least=least) for code, each in order if code not in few}
    if few:
        found[OTHERS] = told(sums([by_agency[code] for code in few]), least=least)
    return found
