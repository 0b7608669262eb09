"""One act on many cases: chosen in the inbox, looked over once, done, and answered case by case."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onedoor.casework.cases.actions import (
    MOST_AT_ONCE,
    SAYS_WHY,
    Outcome,
    act_on_many,
    balance_post,
    refuse_many,
)
from onedoor.casework.cases.queries import tasks_chosen
from onedoor.channels.desk.rows import lines_of
from onedoor.channels.desk.shown import rail_of, shown, supervising
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import colleagues_of


def acts_on_many() -> list[dict[str, str]]:
    """What the bar under the inbox offers, in the order of a day's work."""
    return [
        {"value": "take", "label": _("领取")},
        {"value": "give-back", "label": _("退回组里")},
        {"value": "hand-on", "label": _("交给同事")},
        {"value": "accept", "label": _("受理")},
        {"value": "finish", "label": _("完成这一步，同意")},
        {"value": "grant", "label": _("准予")},
    ]


@entrance(Door.STAFF)
@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """What was chosen and what will be done to it; pressed again, it is done."""
    actor, given = actor_of(request), request.POST
    act = given.get("act", "")
    words = {each["value"]: each["label"] for each in acts_on_many()}
    numbers = given.getlist("case")
    if given.get("all"):
        numbers = given.getlist("shown")
    if act not in words:
        return HttpResponseRedirect(reverse("desk:inbox"))
    try:
        refuse_many(numbers)
        if given.get("sure"):
            return _done(request, actor, numbers, act, words[act])
    except Refusal as refusal:
        return _chosen(request, actor, numbers[:MOST_AT_ONCE], act, words[act], errors=[refusal])
    return _chosen(request, actor, numbers, act, words[act])


def _chosen(
    request: HttpRequest,
    actor: Actor,
    numbers: list[str],
    act: str,
    word: str,
    errors: list[Refusal] | None = None,
) -> HttpResponse:
    account = actor.ref.removeprefix("account:")
    colleagues = colleagues_of(account, on=today()) if act == "hand-on" else []
    return shown(
        request,
        "desk/many.html",
        errors=errors or [],
        lines=lines_of(tasks_chosen(numbers, seen_by=actor)),
        act=act,
        word=word,
        asks_opinion=act in SAYS_WHY,
        colleagues=[{"value": str(each.pk), "label": each.staff_name} for each in colleagues],
        given=request.POST,
        rail=rail_of(actor),
        rail_here="mine",
    )


def _done(
    request: HttpRequest, actor: Actor, numbers: list[str], act: str, word: str
) -> HttpResponse:
    opinion, to = request.POST.get("opinion", "").strip()[:2000], request.POST.get("to", "")
    # The lines are read before: a case that has moved on shows what it was chosen for.
    lines = {line.case.number: line for line in lines_of(tasks_chosen(numbers, seen_by=actor))}
    outcomes = act_on_many(numbers, act, words={"opinion": opinion, "to": to}, by=actor)
    return shown(
        request,
        "desk/many_done.html",
        word=word,
        refused=[_row(each, lines) for each in outcomes if each.refusal],
        finished=[_row(each, lines) for each in outcomes if not each.refusal],
        rail=rail_of(actor),
        rail_here="mine",
    )


def _row(outcome: Outcome, lines: dict[str, Any]) -> dict[str, Any]:
    line = lines.get(outcome.number)
    return {
        "case": line.case if line else None,
        "number": outcome.number,
        "why": outcome.refusal.sentence if outcome.refusal else "",
    }


@entrance(Door.STAFF)
@require_POST
def balance(request: HttpRequest) -> HttpResponse:
    """Spread what nobody has in hand over those who are here, by the published rule."""
    balance_post(request.POST.get("post", ""), by=supervising(request))
    return HttpResponseRedirect(reverse("desk:team") + "?done=balanced")
