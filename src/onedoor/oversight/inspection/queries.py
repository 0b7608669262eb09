"""What anybody may read of inspections: each site's newest report, its score day by day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onedoor.kernel.time import today
from onedoor.oversight.inspection.models import Inspected
from onedoor.oversight.inspection.report import Finding, Report, report_from
from onedoor.registers.sites.queries import Site, cluster

__all__ = [
    "Inspected",
    "Inspection",
    "inspected_as",
    "newest_inspection",
    "newest_of_each",
    "scores",
    "sites_due",
]


@dataclass(frozen=True)
class Score:
    """What an inspection came to: of a hundred, whether it passed, how much is to be mended."""

    day: date
    score: float
    passes: bool
    to_mend: int


@dataclass(frozen=True)
class Inspection:
    """One inspection of a site as kept: when, the report, and since when each finding stands."""

    day: date
    at: datetime
    report: Report
    repairs: tuple[tuple[Finding, date], ...]
    told: dict[str, Any]


def inspected_as(site: Site | None) -> str:
    """Under which name reports of this site are kept: its slug, "" for the root and for none."""
    return "" if site is None or site == cluster().root else site.slug


def newest_inspection(of: str = "") -> Inspection | None:
    """The last one of a site, or None before the first.

    `of`: its slug, "" for what shows at the installation's own name; so everywhere here.
    """
    kept = Inspected.objects.filter(site=of).order_by("-day").first()
    if kept is None:
        return None
    report = report_from(kept.report)
    since = [date.fromisoformat(each["since"]) for each in kept.report["findings"]]
    repairs = zip(report.findings, since, strict=True)
    return Inspection(
        kept.day, kept.at, report, tuple(sorted(repairs, key=lambda each: each[1])), kept.report
    )


def newest_of_each() -> dict[str, Score]:
    """By site, what its last inspection came to. One query."""
    rows = Inspected.objects.order_by("site", "-day").distinct("site")
    told = rows.values_list("site", "day", "score", "passes", "report__findings")
    return {
        site: Score(day, float(score), passes, len(findings))
        for site, day, score, passes, findings in told
    }


def scores(days: int = 30, *, of: str = "") -> list[tuple[date, float, bool]]:
    """(day, score, whether it passed) of the last so many inspections, the oldest first."""
    own = Inspected.objects.filter(site=of)
    rows = own.order_by("-day").values_list("day", "score", "passes")[:days]
    return [(day, float(score), passes) for day, score, passes in reversed(list(rows))]


def sites_due() -> list[str]:
    """The sites that today has no report of: what shows at the installation's own name first."""
    every = dict.fromkeys(("", *map(inspected_as, cluster().sites)))
    done = set(Inspected.objects.filter(day=today()).values_list("site", flat=True))
    return [each for each in every if each not in done]
