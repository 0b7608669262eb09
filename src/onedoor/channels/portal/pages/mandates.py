"""Mandates: given and received, asked for, agreed to and ended; the slip, and stopping by code."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor.casework.cases.queries import short_numbers
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.qr import absolute
from onedoor.channels.look.words import full_day
from onedoor.channels.portal.mandate_words import (
    TONES,
    act_words,
    deed_words,
    how_it_ended,
    kind_word,
    mandate_row,
    reach_words,
    service_titles,
    state_words,
)
from onedoor.channels.portal.pages.files import file_response
from onedoor.channels.portal.wording import marked
from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import group_in_fours
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.registers.mandates.actions import confirm_mandate, end_mandate, stop_by_code
from onedoor.registers.mandates.kinds import kinds
from onedoor.registers.mandates.queries import (
    Mandate,
    deeds_under,
    mandate_by_code,
    mandate_for,
    mandates_of,
    may_confirm,
    state_of,
    stop_code_of,
    to_confirm,
)


def whose(actor: Actor) -> str:
    """Whose mandates a page is about: those of the firm one represents, otherwise one's own."""
    speaks = actor.scope is None or actor.scope.kind == "representative"
    return actor.party if speaks else actor.own_party


@never_cache
@require_safe
@entrance(Door.PARTY)
def mandates(request: HttpRequest) -> HttpResponse:
    """What waits for my word, what I gave, what I received, what has ended."""
    actor = actor_of(request)
    both, titles = mandates_of(whose(actor), seen_by=actor), service_titles()
    given = [mandate_row(each, titles, given=True) for each in both.given]
    received = [mandate_row(each, titles, given=False) for each in both.received]
    context = {
        "waiting": [_waiting_row(each, titles) for each in to_confirm(seen_by=actor)],
        "given": [row for row in given if row["live"]],
        "received": [row for row in received if row["live"]],
        "ended": [row for row in [*given, *received] if not row["live"]],
        "is_firm": actor.scope is not None and whose(actor) == actor.party,
    }
    return render(request, "portal/mandates.html", context)


def _waiting_row(mandate: Mandate, titles: dict[str, str]) -> dict[str, Any]:
    row = mandate_row(mandate, titles, given=True)
    words = _("%(receiver)s 代 %(giver)s 办理")
    return row | {"name": words % {"receiver": mandate.receiver.name, "giver": mandate.giver.name}}


@never_cache
@require_safe
@entrance(Door.PARTY)
def mandate(request: HttpRequest, mandate: str) -> HttpResponse:
    """One mandate: read it, agree to it, end it; and what was done under it."""
    return _show(request, mandate)


def _show(request: HttpRequest, id: str, refusal: Refusal | None = None) -> HttpResponse:
    actor = actor_of(request)
    found = mandate_for(id, seen_by=actor)
    state = state_of(found)
    deeds = deeds_under(id, seen_by=actor)
    numbers = short_numbers({each.subject for each in deeds}, seen_by=actor)
    context = {
        "mandate": found,
        "kind": kind_word(found.kind),
        "facts": _facts(found),
        "state": state,
        "state_word": state_words(state),
        "tone": TONES[state],
        "ended": _ended(found),
        "may_confirm": state == "proposed" and may_confirm(found, by=actor),
        "at_window": state == "proposed" and _only_at_a_window(found),
        "may_end": found.ended_at is None,
        "agreements": [_agreement(each) for each in found.agreements.all()],
        "deeds": [
            {"words": deed_words(each), "number": numbers.get(each.subject, ""), "at": each.at}
            for each in deeds
        ],
        "errors": [{"where": refusal.where, "sentence": refusal.sentence}] if refusal else [],
    }
    return render(
        request, "portal/mandate.html", context, status=refusal.status if refusal else 200
    )


def _only_at_a_window(found: Mandate) -> bool:
    agreed = {each.side for each in found.agreements.all()}
    asked = [each for each in kinds()[found.kind].agreed if each.side not in agreed]
    return all("self" not in each.ways for each in asked)


def _facts(found: Mandate) -> list[dict[str, Any]]:
    period = marked(
        _("{since} 到 {until}"), since=full_day(found.since), until=full_day(found.until)
    )
    ground = [each for each in (kinds()[found.kind].basis, found.basis) if each]
    rows: list[dict[str, Any]] = [
        {"key": _("为谁办"), "value": found.giver.name},
        {"key": _("谁来办"), "value": found.receiver.name},
        {"key": _("能做什么"), "value": act_words(found.acts)},
        {"key": _("哪些事项"), "value": reach_words(found.services, service_titles())},
        {"key": _("期限"), "value": period},
        {"key": _("依据"), "value": ground},
        {"key": _("授权编号"), "value": group_in_fours(found.id)},
    ]  # fmt: skip
    return rows


def _ended(found: Mandate) -> str:
    if not found.ended_at:
        return ""
    parts = (how_it_ended(found.ended_how), found.ended_by_name, found.end_reason)
    return _("，").join(each for each in parts if each)


def _agreement(each: Any) -> dict[str, Any]:
    sides = {"giver": _("授权一方"), "receiver": _("代办一方")}
    ways = {"self": _("本人确认"), "window": _("窗口核对：%s") % each.basis,
            "register": _("户籍登记核对")}  # fmt: skip
    return {"side": sides[each.side], "name": each.by_name, "way": ways[each.way], "at": each.at}


@never_cache
@require_POST
@entrance(Door.PARTY)
def confirm(request: HttpRequest, mandate: str) -> HttpResponse:
    """Agree to it: oneself, or as the legal representative."""
    try:
        confirm_mandate(mandate, by=actor_of(request))
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, mandate, refusal)
    return redirect("portal:mandate", mandate)


@never_cache
@require_POST
@entrance(Door.PARTY)
def end(request: HttpRequest, mandate: str) -> HttpResponse:
    """End it at once, or decline an offer. Nobody is asked why."""
    try:
        end_mandate(
            mandate, reason=request.POST.get("reason", "").strip()[:200], by=actor_of(request)
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, mandate, refusal)
    # One's own mandate may just have ended under one's feet: who one is, is asked anew.
    return redirect("portal:mandates")


@never_cache
@require_safe
@entrance(Door.PARTY)
def slip(request: HttpRequest, mandate: str) -> HttpResponse:
    """A sheet for the helped person: who helps, with what, until when, and the code to stop it."""
    actor = actor_of(request)
    found = mandate_for(mandate, seen_by=actor)
    context = {
        "mandate": found,
        "kind": kind_word(found.kind),
        "acts": act_words(found.acts),
        "reach": reach_words(found.services, service_titles()),
        "code": group_in_fours(stop_code_of(found, seen_by=actor)),
        "where": absolute("/stop"),
        "ended": found.ended_at is not None,
    }
    return render(request, "portal/slip.html", context)


@never_cache
@require_safe
@entrance(Door.PARTY)
def basis(request: HttpRequest, mandate: str) -> HttpResponse:
    """The document the mandate rests on, for both its sides."""
    found = mandate_for(mandate, seen_by=actor_of(request))
    if not found.basis_digest:
        raise NotFound()
    content = port("store").get(found.basis_digest)
    kinds_by_start = {b"%PDF": "application/pdf", b"\x89PNG": "image/png"}
    kind = kinds_by_start.get(content[:4], "image/jpeg")
    return file_response(content, name=found.basis_name, kind=kind)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def stop(request: HttpRequest) -> HttpResponse:
    """With the code on the slip, and nothing else: see who helps, and stop it."""
    typed = request.POST.get("code", "")[:40]
    if request.method != "POST":
        return _stop_page(request)
    found = mandate_by_code(typed)
    if found is None:
        return _stop_page(
            request, typed, _("没有这个停用码，请对照单子再看一遍。0 和 O、1 和 I 不分。")
        )
    if "sure" in request.POST and not found.ended:
        stop_by_code(typed)
        return _stop_page(request, stopped=found.helper)
    shown = {
        "kind": kind_word(found.kind),
        "helper": found.helper,
        "acts": act_words(found.acts),
        "reach": reach_words(found.services, service_titles()),
        "until": found.until,
        "ended": found.ended,
    }
    return _stop_page(request, typed, found=shown)


def _stop_page(
    request: HttpRequest, typed: str = "", fault: str = "", *, found: Any = None, stopped: str = ""
) -> HttpResponse:
    context = {
        "typed": typed,
        "fault": fault,
        "found": found,
        "stopped": stopped,
        "errors": [{"where": "code", "sentence": fault}] if fault else [],
    }
    return render(request, "portal/stop.html", context, status=422 if fault else 200)
