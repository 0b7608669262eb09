"""Promises to look at: the list of a post, and one promise with what can be said of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.casework.cases.actions import answer_finding, answer_repair, check_promise
from onedoor.casework.cases.queries import (
    case_for,
    promises_of_case,
    promises_to_look_at,
)
from onedoor.channels.desk.clocks import clocks_of
from onedoor.channels.desk.rows import situation_of
from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotFound, Refusal


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Checks, repairs and objections that wait at one's posts, by their last day."""
    actor = actor_of(request)
    return shown(
        request,
        "desk/promises.html",
        promises=promises_to_look_at(seen_by=actor),
        rail=rail_of(actor),
        rail_here="promises",
    )


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, number: str, promise: str) -> HttpResponse:
    """One promise: word for word, what to check, and the finding."""
    actor, errors = actor_of(request), []
    file = case_for(number, seen_by=actor)
    found = promises_of_case(file.case, seen_by=actor).get(promise)
    if found is None:
        raise NotFound(where=promise)
    if request.method == "POST":
        try:
            _does(request, number, promise, actor)
        except Refusal as refusal:
            errors = [refusal]
        else:
            return redirect("desk:promises")
    given = {key: request.POST.get(key, "") for key in ("found", "reasons", "evidence")}
    return shown(
        request,
        "desk/promise.html",
        errors=errors,
        file=file,
        case=file.case,
        situation=situation_of(file.case),
        clocks=clocks_of(file),
        promise=found,
        given=given,
        mine=actor.holds(found.seat),
        decides=any(actor.holds(each.seat) for each in file.tasks if each.step == "decide"),
    )


def _does(request: HttpRequest, number: str, promise: str, actor: Actor) -> None:
    reasons = request.POST.get("reasons", "").strip()[:2000]
    said = request.POST.get("found", "")
    if said not in ("yes", "no"):
        raise Undecided(where="found")
    match request.POST.get("do", ""):
        case "check":
            evidence = request.POST.get("evidence", "").strip()[:2000]
            check_promise(number, promise=promise, kept=said == "yes", reasons=reasons,
                          evidence=evidence, by=actor)  # fmt: skip
        case "objection":
            answer_finding(number, promise=promise, upheld=said == "yes", reasons=reasons, by=actor)
        case "repair":
            answer_repair(
                number, promise=promise, repaired=said == "yes", reasons=reasons, by=actor
            )
        case _other:
            raise NotFound()


class Undecided(Refusal):
    """请先选一项。"""

    status = 422
