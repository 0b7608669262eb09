"""Before acceptance: the one-time notice, accepting, and turning away."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onedoor.casework.cases.actions import accept_case, request_corrections, turn_away
from onedoor.casework.cases.queries import case_for, correction_preview
from onedoor.channels.desk.clocks import clocks_of
from onedoor.channels.desk.pages.case import case_page
from onedoor.channels.desk.points import sheet_of, task_of
from onedoor.channels.desk.rows import situation_of
from onedoor.channels.desk.shown import shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import agency


def back_to(number: str, done: str) -> HttpResponse:
    """To the case page, which says what was done."""
    return HttpResponseRedirect(reverse("desk:case", args=[number]) + f"?done={done}")


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def corrections(request: HttpRequest, number: str) -> HttpResponse:
    """The notice built from the points not met: each line can be reworded, then it is sent."""
    words = {
        key.removeprefix("words-"): str(value).strip()[:500]
        for key, value in request.POST.items()
        if key.startswith("words-")
    }
    if request.POST.get("do") != "send":
        return _notice(request, number, words)
    try:
        request_corrections(number, words=words, by=actor_of(request))
    except Refusal as refusal:
        return _notice(request, number, words, [refusal])
    return back_to(number, "told")


def _notice(
    request: HttpRequest, number: str, words: dict[str, str], errors: Sequence[Refusal] = ()
) -> HttpResponse:
    actor = actor_of(request)
    file = case_for(number, seen_by=actor)
    sheet = sheet_of(file, task_of(file, actor, "accept"))
    lines = [(point, words.get(point.id) or point.words) for point in sheet.unmet]
    said = {point.id: text for point, text in lines}
    return shown(
        request,
        "desk/corrections.html",
        errors=errors,
        file=file,
        case=file.case,
        situation=situation_of(file.case),
        clocks=clocks_of(file),
        sheet=sheet,
        lines=lines,
        signer=agency(file.case.agency).called(),
        paper=correction_preview(number, words=said, seen_by=actor) if lines else None,
    )


@entrance(Door.STAFF)
@require_POST
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """Accepts the application; the clocks start."""
    try:
        accept_case(number, by=actor_of(request))
    except Refusal as refusal:
        return case_page(request, number, [refusal])
    return back_to(number, "accepted")


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest, number: str) -> HttpResponse:
    """Turns the application away, in writing, with its ground and the right body."""
    given = {
        key: request.POST.get(key, "").strip()[:2000] for key in ("ground", "reasons", "right_body")
    }
    errors: list[Refusal] = []
    if request.method == "POST":
        try:
            turn_away(number, **given, by=actor_of(request))
            return back_to(number, "turned-away")
        except Refusal as refusal:
            errors = [refusal]
    file = case_for(number, seen_by=actor_of(request))
    return shown(
        request,
        "desk/away.html",
        errors=errors,
        given=given,
        grounds=_grounds(),
        file=file,
        case=file.case,
        situation=situation_of(file.case),
        clocks=clocks_of(file),
    )


def _grounds() -> list[dict[str, str]]:
    """The three lawful grounds (行政许可法 32 (1)(2), 33) in the words a clerk chooses from."""
    return [
        {
            "value": "not-needed",
            "label": _("这件事不需要办"),
            "hint": _("依法不需要取得许可，当场就要告知"),
        },
        {
            "value": "not-ours",
            "label": _("不归本机关办"),
            "hint": _("要写明该找哪个机关"),
        },
        {
            "value": "not-entitled",
            "label": _("依法不能申请"),
            "hint": _("例如隐瞒情况被处罚后还没满一年"),
        },
    ]
