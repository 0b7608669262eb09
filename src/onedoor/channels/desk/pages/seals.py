"""Seals at the desk: a supervisor asks for the agency's own, reads its log of uses, stops it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.shown import rail_of, shown, supervising
from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.typed import day_needed, page_asked
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import posts_of
from onedoor.registers.seals import actions
from onedoor.registers.seals.queries import (
    Kind,
    Seal,
    State,
    is_in_force,
    picture_of,
    seal_for,
    seals,
    use_counts,
    uses_of,
)

FIELDS = ("kind", "keeper", "valid_from", "valid_until", "basis")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.STAFF)
def listing(request: HttpRequest) -> HttpResponse:
    """The agency's seals, and the sheet on which its supervisor asks for one."""
    actor = supervising(request)
    errors: list[Refusal] = []
    if request.method == "POST":
        try:
            actions.ask_for_seal(actor.agency, **_wish(request), by=actor)
            return HttpResponseRedirect(f"{reverse('desk:seals')}?done=asked")
        except Refusal as refusal:
            if refusal.status == 403:
                raise
            errors = [refusal]
    counts = use_counts(seen_by=actor)
    return shown(
        request,
        "desk/seals.html",
        errors=errors,
        rows=[
            {"seal": each, "used": counts[each.pk], "holds": is_in_force(each)}
            for each in seals(seen_by=actor)
        ],
        kinds=[{"value": key, "label": word} for key, word in Kind.choices],
        posts=[{"value": each.code, "label": each.name} for each in posts_of(actor.agency)],
        typed={name: request.POST.get(name, "") for name in FIELDS},
        faults={each.where: each.sentence for each in errors},
        rail=rail_of(actor),
        rail_here="seals",
    )


def _wish(request: HttpRequest) -> dict[str, Any]:
    given = request.POST
    days: dict[str, date] = {
        name: day_needed(given.get(name, ""), where=name) for name in ("valid_from", "valid_until")
    }
    words = {name: given.get(name, "").strip() for name in ("kind", "keeper", "basis")}
    return words | days


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.STAFF)
def show(request: HttpRequest, seal: UUID) -> HttpResponse:
    """One seal of the agency, with every use of it; stopped here at once."""
    actor = supervising(request)
    errors: list[Refusal] = []
    if request.method == "POST":
        try:
            actions.stop_seal(seal, reasons=request.POST.get("words", ""), by=actor)
            return HttpResponseRedirect(f"{reverse('desk:seal', args=[seal])}?done=stopped")
        except Refusal as refusal:
            if refusal.status == 403:
                raise
            errors = [refusal]
    found = seal_for(seal, seen_by=actor)
    page = page_asked(request)
    return shown(
        request,
        "desk/seal.html",
        errors=errors,
        seal=found,
        holds=is_in_force(found),
        may_stop=found.state == State.IN_FORCE,
        keeper=_name_of(found),
        uses=uses_of(seal, seen_by=actor, page=page),
        next=page + 1,
        rail=rail_of(actor),
        rail_here="seals",
    )


@never_cache
@require_safe
@entrance(Door.STAFF)
def picture(request: HttpRequest, seal: UUID) -> HttpResponse:
    """The picture of a seal that was made."""
    content = picture_of(seal, seen_by=supervising(request))
    return HttpResponse(content, content_type="image/png")


def _name_of(seal: Seal) -> str:
    posts = {each.code: each.name for each in posts_of(seal.agency)}
    return posts.get(seal.keeper, seal.keeper)
