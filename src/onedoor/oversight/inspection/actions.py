"""Inspecting the sites of this installation, and keeping what was found for anybody to read."""

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
from onedoor.oversight.inspection.queries import sites_due
from onedoor.oversight.inspection.report import Report
from onedoor.oversight.inspection.surveying import is_surveyed, survey_offers
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.sites.queries import address_of, cluster


def inspect_sites() -> list[Inspected]:
    """Inspect every site that today has no report of, one after the other.

    Minutes go by outside of any transaction. Stopped half way, the rest is done next time.
    """
    return [inspect_site(slug) for slug in sites_due()]


def inspect_site(slug: str = "") -> Inspected:
    """Read one site's pages over the line, judge them, and keep the report under today.

    `slug`: "" is what shows at the installation's own name. What no agency answers for is the
    office's that runs the site. Done twice on one day, the later report stands. That the site
    does not answer is a report too: it fails.
    """
    sites, reader = cluster(), port("site_reader")
    named = sites.by_slug[slug] if slug else sites.root
    origin = address_of(named) if slug and named else settings.ONEDOOR_ADDRESS.rstrip("/")
    report = inspect(lambda at: reader.read(origin, at), origin=origin)
    if named:
        report = report.owned_by(agencies([named.office])[named.office].name)
    return keep_report(report, of=slug)


@transaction.atomic
def keep_report(report: Report, *, of: str = "") -> Inspected:
    """Keep today's report of a site. What stood in its one before keeps the day since which.

    With the month's first report of the whole installation goes what each agency offers, if it
    was read whole.
    """
    take_turn_of("inspection of the sites")
    before = Inspected.objects.filter(site=of).order_by("-day").first()
    since = {_what(each): each["since"] for each in (before.report["findings"] if before else [])}
    told = report.as_json()
    for each in told["findings"]:
        each["since"] = since.get(_what(each), today().isoformat())
    kept, _ = Inspected.objects.update_or_create(
        site=of,
        day=today(),
        defaults={
            "at": now(), "score": report.score, "passes": report.passes, "report": told,
        },
    )  # fmt: skip
    record(
        SiteInspected(
            subject=f"site:{of}:inspection" if of else "site:inspection",
            site=of,
            day=kept.day,
            score=f"{report.score:g}",
            passes=report.passes,
            findings=len(report.findings),
        ),
        by=SYSTEM,
    )
    if not of and report.is_whole and not is_surveyed():
        survey_offers(report.complete)
    return kept


def _what(finding: dict[str, str]) -> tuple[str, ...]:
    return tuple(finding[key] for key in ("check", "page", "fault", "about"))
