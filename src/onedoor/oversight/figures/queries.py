"""What became of matters in a time, by month, agency or service: one query for every page."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Literal

from django.db.models import Aggregate, Count, F, FloatField, Q
from django.db.models.functions import TruncMonth

from onedoor.kernel.time import month_of, months_after, today
from onedoor.oversight.figures.models import DECIDED, Happened, What
from onedoor.oversight.figures.telling import Figures, sums
from onedoor.oversight.supervision import lines
from onedoor.oversight.supervision.publication import name_of
from onedoor.oversight.supervision.queries import file_of_day, published_days

__all__ = [
    "Figures",
    "cards_of_month",
    "figures_between",
    "figures_of_month",
    "last_month",
    "months_shown",
    "sums",
]

MONTHS = 12
By = Literal["month", "day", "agency", "service"]


class _Median(Aggregate):
    """The middle one; where there is none to count, nothing."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def figures_between(
    first: date, end: date, *, by: By, service: str = "", agency: str = "",
    agencies: Collection[str] | None = None,
) -> dict[Any, Figures]:  # fmt: skip
    """What happened from `first` up to but not on `end`, of one service, one agency, or all.

    By the first day of each month, by day, or by code; `agencies`: of these alone. Public: offices
    and services alone.
    """
    found = Happened.objects.filter(day__gte=first, day__lt=end)
    if agencies is not None:
        found = found.filter(agency__in=sorted(agencies))
    if service:
        found = found.filter(service=service)
    if agency:
        found = found.filter(agency=agency)
    key = TruncMonth("day") if by == "month" else F(by)
    counts = {what.name.lower(): Count("pk", filter=Q(what=what)) for what in What}
    rows = (
        found.order_by()
        .annotate(key=key)
        .values("key")
        .annotate(
            **counts,
            on_time=Count("pk", filter=Q(what__in=DECIDED, in_time=True)),
            middle=_Median("days"),
        )
    )
    return {row["key"]: _figures(dict(row), counts) for row in rows}


def _figures(row: dict[str, Any], counts: Iterable[str]) -> Figures:
    numbers = {name: row[name] for name in counts}
    return Figures(in_time=row["on_time"], median=row["middle"], **numbers)


def figures_of_month(month: date, *, service: str = "", agency: str = "") -> Figures:
    """One month of a service, of an agency, or of both."""
    end = months_after(month, 1)
    found = figures_between(month, end, by="month", service=service, agency=agency)
    return found.get(month, Figures())


def last_month() -> date:
    """The first day of the month that is over last."""
    return months_after(month_of(today()), -1)


def months_shown() -> list[date]:
    """The month that runs and the twelve before it, the newest first."""
    this = month_of(today())
    return [months_after(this, -back) for back in range(MONTHS + 1)]


def cards_of_month(month: date) -> dict[str, tuple[int, int]]:
    """Yellow and red cards of each agency in a month, as they were published last; those that
    were cancelled by then are not among them. An agency that had none is not named."""
    end = months_after(month, 1)
    day = max((day for day in published_days() if month <= day < end), default=None)
    content = (file_of_day(day, name_of("figures")) if day else None) or b""
    found = map(lines.read, content.decode().splitlines())
    return {
        line["agency"]: (line["yellow"], line["red"])
        for line in found
        if line["yellow"] or line["red"]
    }
