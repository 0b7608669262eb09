"""What anybody may read of inspections: the newest report, the score day by day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onedoor.kernel.time import today
from onedoor.oversight.inspection.models import Inspected
from onedoor.oversight.inspection.report import Finding, Report, report_from

__all__ = ["Inspected", "Inspection", "is_inspected_today", "newest_inspection", "scores"]


@dataclass(frozen=True)
class Inspection:
    """One inspection as it was kept: when, the report, and since when each finding stands."""

    day: date
    at: datetime
    report: Report
    repairs: tuple[tuple[Finding, date], ...]
    told: dict[str, Any]


def newest_inspection() -> Inspection | None:
    """The last one, or None before the first."""
    kept = Inspected.objects.order_by("-day").first()
    if kept is None:
        return None
    report = report_from(kept.report)
    since = [date.fromisoformat(each["since"]) for each in kept.report["findings"]]
    repairs = zip(report.findings, since, strict=True)
    return Inspection(
        kept.day, kept.at, report, tuple(sorted(repairs, key=lambda each: each[1])), kept.report
    )


def scores(days: int = 30) -> list[tuple[date, float, bool]]:
    """(day, score, whether it passed) of the last so many inspections, the oldest first."""
    rows = Inspected.objects.order_by("-day").values_list("day", "score", "passes")[:days]
    return [(day, float(score), passes) for day, score, passes in reversed(list(rows))]


def is_inspected_today() -> bool:
    """Whether today has its report."""
    return Inspected.objects.filter(day=today()).exists()
