"""What each site found on its own pages: the score, what is to be mended and by whom."""

import json
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.sites import site_of
from onedoor.channels.portal.cache import cacheable
from onedoor.kernel.time import today
from onedoor.oversight.inspection.queries import (
    inspected_as,
    newest_inspection,
    newest_of_each,
    scores,
)
from onedoor.oversight.inspection.report import Finding, how_scored
from onedoor.registers.sites.queries import address_of, cluster

# Repairs shown on the page; all are in the report to be downloaded.
SHOWN = 100


@require_safe
@cacheable
@entrance(Door.ANYONE)
def inspection(request: HttpRequest) -> HttpResponse:
    """The newest report of the site it is read at: the score and how it comes about, each check,
    the list of repairs; and what all the other sites came to."""
    of = inspected_as(site_of(request))
    newest = newest_inspection(of)
    repairs = newest.repairs if newest else ()
    context = {
        "newest": newest,
        "how": how_scored(),
        "repairs": [_row(finding, since) for finding, since in repairs[:SHOWN]],
        "more": max(len(repairs) - SHOWN, 0),
        "course": [
            {"day": day, "score": f"{score:g}", "share": score / 100, "passes": passes}
            for day, score, passes in reversed(scores(of=of))
        ],
        "sites": _all_sites(),
    }
    return render(request, "portal/inspection.html", context)


def _all_sites() -> list[dict[str, Any]]:
    """Every site with what its last inspection came to; none where there is one site alone."""
    known, newest = cluster().sites, newest_of_each()
    if len(known) < 2:
        return []
    return [
        {"name": dict(each.names), "url": address_of(each) + reverse("portal:inspection"),
         "score": newest.get(inspected_as(each))}
        for each in known
    ]  # fmt: skip


def _row(finding: Finding, since: date) -> dict[str, Any]:
    return {
        "wrong": finding.wrong,
        "page": finding.page if finding.page.startswith("/") else "",
        "remedy": finding.remedy,
        "owner": finding.mended_by,
        "days": (today() - since).days + 1,
    }


@require_safe
@entrance(Door.ANYONE)
def report(request: HttpRequest) -> HttpResponse:
    """The whole of the site's newest report for programs; 404 before the first."""
    newest = newest_inspection(inspected_as(site_of(request)))
    if newest is None:
        raise Http404()
    told = {"day": newest.day.isoformat(), "at": newest.at.isoformat(), **newest.told}
    words = json.dumps(told, ensure_ascii=False, indent=2)
    return HttpResponse(words + "\n", content_type="application/json")
