"""Inspecting this very site, and keeping what was found for anybody to read."""

from django.conf import settings
from django.db import transaction

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.kernel.ports import port
from onedoor.kernel.time import now, today
from onedoor.kernel.turns import take_turn_of
from onedoor.oversight.inspection.events import SiteInspected
from onedoor.oversight.inspection.inspecting import inspect
from onedoor.oversight.inspection.models import Inspected
from onedoor.oversight.inspection.report import Report
from onedoor.oversight.inspection.surveying import is_surveyed, survey_offers


def inspect_this_site() -> Inspected:
    """Read this site's own pages over the line, judge them, and keep the report under today.

    Minutes go by outside of any transaction. Done twice on one day, the later report stands. That
    the site does not answer is a report too: it fails.
    """
    origin, reader = settings.ONEDOOR_ADDRESS.rstrip("/"), port("site_reader")
    return keep_report(inspect(lambda at: reader.read(origin, at), origin=origin))


@transaction.atomic
def keep_report(report: Report) -> Inspected:
    """Keep today's report. What stood in the one before keeps the day since which it stands.

    With the month's first report of a site that was read whole goes what each agency offers.
    """
    take_turn_of("inspection of this site")
    before = Inspected.objects.order_by("-day").first()
    since = {_what(each): each["since"] for each in (before.report["findings"] if before else [])}
    told = report.as_json()
    for each in told["findings"]:
        each["since"] = since.get(_what(each), today().isoformat())
    kept, _ = Inspected.objects.update_or_create(
        day=today(),
        defaults={
            "at": now(), "score": report.score, "passes": report.passes, "report": told,
        },
    )  # fmt: skip
    record(
        SiteInspected(
            subject="site:inspection",
            day=kept.day,
            score=f"{report.score:g}",
            passes=report.passes,
            findings=len(report.findings),
        ),
        by=SYSTEM,
    )
    if report.is_whole and not is_surveyed():
        survey_offers(report.complete)
    return kept


def _what(finding: dict[str, str]) -> tuple[str, ...]:
    return tuple(finding[key] for key in ("check", "page", "fault", "about"))
