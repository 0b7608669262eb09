"""What this clerk's agencies publish of their decisions; keeping one back, and letting it out."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.oversight.results.actions import keep_back, let_out
from onedoor.oversight.results.queries import (
    Result,
    result_to_answer_for,
    results_to_answer_for,
)
from onedoor.oversight.results.rules import GROUNDS

VIEWS = ("due", "withheld", "published")


def _grounds() -> dict[str, str]:
    return {
        "state-secret": _("国家秘密"),
        "commercial-secret": _("商业秘密"),
        "person": _("个人隐私"),
        "error": _("写错了，改好再公示"),
    }


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What is still to be published, what is kept back, what stands on the public page."""
    actor = actor_of(request)
    view = request.GET.get("view", "due")
    view = view if view in VIEWS else "due"
    words = request.GET.get("q", "").strip()[:60]
    names = {"due": _("等公示"), "withheld": _("不公示的"), "published": _("公示了的")}
    found = results_to_answer_for(seen_by=actor, view=view, words=words)
    return shown(
        request,
        "desk/results.html",
        rows=[_row(each) for each in found],
        view=view,
        words=words,
        views=[
            {"word": names[each], "url": f"?view={each}", "current": each == view} for each in VIEWS
        ],
        rail=rail_of(actor),
        rail_here="results",
    )


def _row(each: Result) -> dict[str, Any]:
    return {
        "result": each,
        "url": reverse("desk:result", args=[each.pk]),
        "ground": _grounds().get(each.withheld_ground, ""),
        "late": each.state == "due" and each.publish_by < today(),
    }


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, result_kept: int) -> HttpResponse:
    """One decision: kept back with its ground, or let out again."""
    actor, errors = actor_of(request), list[Refusal]()
    if request.method == "POST":
        try:
            act = _do(request, result_kept, by=actor)
        except Refusal as refusal:
            if refusal.status in (403, 404):
                raise
            errors = [refusal]
        else:
            address = reverse("desk:result", args=[result_kept])
            return HttpResponseRedirect(f"{address}?done=result-{act}")
    found = result_to_answer_for(result_kept, seen_by=actor)
    return shown(
        request,
        "desk/result.html",
        errors=errors,
        row=_row(found),
        found=found,
        grounds=[{"value": code, "label": _grounds()[code]} for code in GROUNDS],
        given={name: request.POST.get(name, "") for name in ("ground", "why")},
        rail=rail_of(actor),
        rail_here="results",
    )


def _do(request: HttpRequest, number: int, *, by: Actor) -> str:
    if request.POST.get("act") == "out":
        let_out(number, by=by)
        return "out"
    ground, why = (request.POST.get(name, "")[:2000] for name in ("ground", "why"))
    keep_back(number, ground=ground, why=why, by=by)
    return "kept"
