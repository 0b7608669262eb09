"""Bad ratings with a name: what this supervisor is to call back about and to answer, by its day."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.shown import rail_of, shown, supervising
from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.words import rating_levels
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.oversight.feedback.actions import answer_rating, call_back
from onedoor.oversight.feedback.queries import (
    Cause,
    FollowUp,
    Step,
    follow_up_for,
    follow_ups_for,
)
from onedoor.registers.catalogue.definition import Text, say
from onedoor.registers.catalogue.queries import service_titles


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What waits for a call or an answer, the first due first; or what is answered."""
    actor = supervising(request)
    done = request.GET.get("view") == "answered"
    found = follow_ups_for(seen_by=actor, done=done)
    titles = service_titles({each.rating.service for each in found})
    return shown(
        request,
        "desk/follow_ups.html",
        rows=[_row(each, titles) for each in found],
        answered=done,
        rail=rail_of(actor),
        rail_here="follow-ups",
    )


def _row(each: FollowUp, titles: dict[str, Text]) -> dict[str, Any]:
    due = each.call_by if each.step == Step.OPEN else each.answer_by
    waits = each.step in (Step.OPEN, Step.CALLED)
    return {
        "follow_up": each,
        "title": say(titles.get(each.rating.service, each.rating.service)),
        "level": rating_levels()[each.rating.level],
        "step": _steps()[each.step],
        "due": due if waits else None,
        "late": waits and due < today(),
        "today": waits and due == today(),
        "judged": rating_levels()[each.judged_level] if each.judged_level else "",
        "lifted": bool(each.judged_level and each.judged_level > each.rating.level),
    }


def _steps() -> dict[str, str]:
    return {
        Step.OPEN: _("等回访"),
        Step.CALLED: _("等整改答复"),
        Step.ANSWERED: _("答复了"),
        Step.JUDGED: _("本人又评了"),
    }


def causes() -> list[dict[str, str]]:
    """What a call can find, as options."""
    return [
        {"value": Cause.AT_ONCE, "label": _("说得对，马上能改")},
        {"value": Cause.BY_A_DAY, "label": _("说得对，要些日子改")},
        {"value": Cause.EXPLAINED, "label": _("依法只能这样办，已经解释清楚")},
        {"value": Cause.NOT_REACHED, "label": _("打了三次，没有联系上")},
    ]


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, follow_up: UUID) -> HttpResponse:
    """What was said, whom to call; then what was found, and what was done about it."""
    actor, errors = supervising(request), list[Refusal]()
    given = {name: request.POST.get(name, "")[:4000] for name in ("text", "cause")}
    if request.method == "POST":
        try:
            return _acted(str(follow_up), request.POST.get("act", ""), given, actor)
        except Refusal as refusal:
            if refusal.status == 404:
                raise
            errors = [refusal]
    file = follow_up_for(str(follow_up), seen_by=actor)
    found = file.follow_up
    labels = {each["value"]: each["label"] for each in causes()}
    return shown(
        request,
        "desk/follow_up.html",
        errors=errors,
        given=given,
        file=file,
        row=_row(found, service_titles({found.rating.service})),
        cause=labels.get(found.cause, ""),
        causes=causes(),
        rail=rail_of(actor),
        rail_here="follow-ups",
    )


def _acted(id: str, act: str, given: dict[str, str], actor: Actor) -> HttpResponse:
    if act == "answer":
        answer_rating(id, text=given["text"], by=actor)
        return HttpResponseRedirect(reverse("desk:follow-ups") + "?done=rating-answered")
    call_back(id, cause=given["cause"], text=given["text"], by=actor)
    return HttpResponseRedirect(reverse("desk:follow-up", args=[id]) + "?done=called-back")
