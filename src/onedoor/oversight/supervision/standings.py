"""From counts to points and places: how the agencies of a place stand in a month. Pure.

Fractions throughout, so that whoever reckons gets the same last digit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from onedoor.kernel.time import month_of
from onedoor.oversight.supervision.measures import Count
from onedoor.oversight.supervision.rulebook import nearest
from onedoor.oversight.supervision.terms import Terms
from onedoor.registers.catalogue.definition.assessment import (
    AssessmentBook,
    AssessmentEdition,
    Indicator,
)

# By measure: how much was counted, of how many.
Sums = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Value:
    """One indicator of one agency: so much (`amount`) of so many (`of`), and what it is worth."""

    indicator: Indicator
    amount: int
    of: int

    @cached_property
    def value(self) -> Fraction | None:
        """In the unit of the measure; None where nothing was counted, or more taken back."""
        if self.of <= 0:
            return None
        scale = 100 if self.indicator.unit == "percent" else 1
        return Fraction(self.amount, self.of * scale)

    @property
    def speaks(self) -> bool:
        """Whether there is enough of it to say anything."""
        return self.of >= self.indicator.least

    @cached_property
    def points(self) -> Fraction | None:
        """Between nothing and all of the weight; None while it does not speak."""
        value = self.value
        if value is None or not self.speaks:
            return None
        worst, best = Fraction(self.indicator.worst), Fraction(self.indicator.best)
        return min(max((value - worst) / (best - worst), Fraction(0)), Fraction(1)) * (
            self.indicator.weight
        )


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One agency (or place) in a period: `points` of a hundred in tenths, and its place.

    `weighed`: the weight of the indicators that speak. `place` 0: too little to give it one.
    """

    who: str
    values: tuple[Value, ...]
    points: int
    weighed: int
    place: int = 0


def standing_of(who: str, sums: Sums, edition: AssessmentEdition) -> Standing:
    """How one stands by itself, without a place."""
    values = tuple(
        Value(indicator=each, amount=each.read(amount, of), of=of)
        for each in edition.indicators
        for amount, of in [sums.get(each.counted, (0, 0))]
    )
    speaking = [(each.indicator.weight, each.points) for each in values if each.points is not None]
    weighed = sum(weight for weight, _points in speaking)
    got = sum((points for _weight, points in speaking), Fraction(0))
    tenths = int(got * 1000 / weighed + Fraction(1, 2)) if weighed else 0
    return Standing(who=who, values=values, points=tenths, weighed=weighed)


def in_order(standings: Iterable[Standing], edition: AssessmentEdition) -> list[Standing]:
    """With their places, the best first; those that are alike share one, the silent come last."""
    found = sorted(standings, key=lambda each: each.who)
    able = [each for each in found if each.weighed * 100 >= edition.enough * edition.whole]
    able.sort(key=lambda each: -each.points)
    placed: list[Standing] = []
    for number, each in enumerate(able, start=1):
        alike = placed and placed[-1].points == each.points
        place = placed[-1].place if alike else number
        placed.append(
            Standing(
                who=each.who, values=each.values, points=each.points, weighed=each.weighed,
                place=place,
            )
        )  # fmt: skip
    known = {each.who for each in able}
    return placed + [each for each in found if each.who not in known]


def sums_of(counts: Iterable[Count]) -> dict[str, dict[str, tuple[int, int]]]:
    """The sums of each agency, by measure."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for each in counts:
        own = found.setdefault(each.agency, {})
        amount, of = own.get(each.measure, (0, 0))
        own[each.measure] = (amount + each.amount, of + each.of)
    return found


def assessed(
    counts: Iterable[Count], *, books: tuple[AssessmentBook, ...], terms: Terms, until: date
) -> list[tuple[AssessmentBook, list[Standing]]]:
    """How the agencies of each place stand in the month of `until`, up to that day."""
    first = month_of(until)
    sums = sums_of(each for each in counts if first <= each.day <= until)
    found = []
    for book in sorted(books, key=lambda each: each.place):
        edition = book.edition_on(first)
        own = [code for code in sums if nearest(terms.places.get(code, ""), books) is book]
        if edition is not None:
            standings = [standing_of(code, sums[code], edition) for code in own]
            found.append((book, in_order(standings, edition)))
    return found
