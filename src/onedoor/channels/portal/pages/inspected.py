"""What the site found on its own pages: the score, what is to be mended and by whom."""

import json
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.portal.cache import cacheable
from onedoor.kernel.time import today
from onedoor.oversight.inspection.queries import newest_inspection, scores
from onedoor.oversight.inspection.report import Finding, how_scored

# Repairs shown on the page; all are in the report to be downloaded.
SHOWN = 100


@require_safe
@cacheable
@entrance(Door.ANYONE)
def inspection(request: HttpRequest) -> HttpResponse:
    """The newest report: the score and how it comes about, each check, the list of repairs."""
    newest = newest_inspection()
    repairs = newest.repairs if newest else ()
    context = {
        "newest": newest,
        "how": how_scored(),
        "repairs": [_row(finding, since) for finding, since in repairs[:SHOWN]],
        "more": max(len(repairs) - SHOWN, 0),
        "course": [
            {"day": day, "score": f"{score:g}", "share": score / 100, "passes": passes}
            for day, score, passes in reversed(scores())
        ],
    }
    return render(request, "portal/inspection.html", context)


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
    """The whole of the newest report for programs; 404 before the first."""
    newest = newest_inspection()
    if newest is None:
        raise Http404()
    told = {"day": newest.day.isoformat(), "at": newest.at.isoformat(), **newest.told}
    words = json.dumps(told, ensure_ascii=False, indent=2)
    return HttpResponse(words + "\n", content_type="application/json")
