"""How agencies or counties stand in a period, with the rows behind each number: one query."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Sum

from onedoor.oversight.assessment.models import Counted, DayLaidDown, MonthSum
from onedoor.oversight.assessment.periods import Period
from onedoor.oversight.supervision.rulebook import AssessmentBook, nearest
from onedoor.oversight.supervision.standing import assessments
from onedoor.oversight.supervision.standings import Standing, in_order, standing_of
from onedoor.registers.agencies.queries import divisions_of
from onedoor.registers.catalogue.definition.assessment import AssessmentEdition

__all__ = [
    "Assessment",
    "AssessmentBook",
    "Behind",
    "Counted",
    "assessment_of",
    "behind",
    "books",
    "months",
    "newest_month",
]

# By whom: each agency for itself, or all agencies of a county together.
BY = ("agency", "division")


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """All who stand in a period, by their order; with the edition they are assessed by."""

    book: AssessmentBook
    edition: AssessmentEdition
    period: Period
    by: str
    standings: list[Standing]
    # The last day that is counted in, None before the first; and whether the period is whole.
    until: date | None
    is_whole: bool

    def standing(self, who: str) -> Standing | None:
        """How one of them stands, or None."""
        return next((each for each in self.standings if each.who == who), None)


@dataclass(frozen=True, kw_only=True)
class Behind:
    """The rows behind one number, the newest first: a page of them, and what all come to."""

    rows: list[Counted]
    total: int
    amount: int
    of: int


def books() -> tuple[AssessmentBook, ...]:
    """What is assessed by in this house, by place."""
    return assessments()


def months() -> list[date]:
    """The months that there is something of, the newest first."""
    return list(MonthSum.objects.order_by("-month").values_list("month", flat=True).distinct())


def newest_month() -> date | None:
    """The newest month that there is something of; None before the first."""
    return MonthSum.objects.order_by("-month").values_list("month", flat=True).first()


def assessment_of(book: AssessmentBook, period: Period, *, by: str = "agency") -> Assessment | None:
    """How everybody stands in the period; None where no edition was in force yet.

    A period of several months is assessed by the edition of its last month. Public: offices alone.
    """
    edition = book.edition_on(period.last_month)
    if edition is None:
        return None
    rows = MonthSum.objects.filter(month__gte=period.first, month__lt=period.end)
    found = rows.values_list("agency", "measure").annotate(Sum("amount"), Sum("of"))
    whose = _whose(book, {agency for agency, *_rest in found}, by)
    sums: dict[str, dict[str, tuple[int, int]]] = {}
    for agency, measure, amount, of in found:
        if who := whose.get(agency):
            own = sums.setdefault(who, {})
            before = own.get(measure, (0, 0))
            own[measure] = (before[0] + amount, before[1] + of)
    alike = tuple((who, tuple(sorted(own.items()))) for who, own in sorted(sums.items()))
    until = _until(period)
    return Assessment(
        book=book,
        edition=edition,
        period=period,
        by=by,
        standings=list(_standings(_Itself(edition), alike)),
        until=until,
        is_whole=until is not None and (period.end - until).days == 1,
    )


class _Itself:
    """An edition in a key, by what it is: to compare what it holds takes longer than the rest."""

    def __init__(self, edition: AssessmentEdition) -> None:
        self.edition = edition

    def __hash__(self) -> int:
        return id(self.edition)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.edition is other.edition


# Points follow from the sums alone, which change once a night, and every board asks for them. Few
# are kept, for each holds all agencies.
@lru_cache(maxsize=8)
def _standings(
    by: _Itself, sums: tuple[tuple[str, tuple[tuple[str, tuple[int, int]], ...]], ...]
) -> tuple[Standing, ...]:
    edition = by.edition
    return tuple(in_order((standing_of(who, dict(own), edition) for who, own in sums), edition))


def _whose(book: AssessmentBook, codes: set[str], by: str) -> dict[str, str]:
    """For which line each agency counts: its own, or that of its county; none elsewhere."""
    places = divisions_of(codes)
    own = {code: at for code, at in places.items() if nearest(at, assessments()) == book}
    return {code: county_of(at) if by == "division" else code for code, at in own.items()}


def county_of(division: str) -> str:
    """The county that a division lies in; of what lies above counties, itself (GB/T 2260)."""
    return f"{division[:6]}000000"


def _until(period: Period) -> date | None:
    days = DayLaidDown.objects.filter(day__gte=period.first, day__lt=period.end)
    return days.order_by("-day").values_list("day", flat=True).first()


def behind(found: Assessment, who: str, indicator: str, *, page: int, size: int = 100) -> Behind:
    """The rows behind one number of an assessment. KeyError for an unknown indicator.

    They come to exactly what the assessment says.
    """
    about = found.edition.indicator(indicator)
    measure = about.counted
    counted = Counted.objects.filter(
        measure=measure, day__gte=found.period.first, day__lt=found.period.end
    )
    counted = counted.filter(agency__in=_agencies_behind(found, who, measure))
    told = counted.aggregate(amount=Sum("amount"), of=Sum("of"))
    start, of = (page - 1) * size, told["of"] or 0
    rows = list(counted.order_by("-day", "-id")[start : start + size])
    for row in rows:
        row.amount = about.read(row.amount, row.of)
    return Behind(
        rows=rows, total=counted.count(), amount=about.read(told["amount"] or 0, of), of=of
    )


def _agencies_behind(found: Assessment, who: str, measure: str) -> list[str]:
    rows = MonthSum.objects.filter(
        month__gte=found.period.first, month__lt=found.period.end, measure=measure
    )
    codes = set(rows.values_list("agency", flat=True))
    return [code for code, line in _whose(found.book, codes, found.by).items() if line == who]
