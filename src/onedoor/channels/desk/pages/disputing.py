"""Objections to ratings: a supervisor of the agency rated raises them with evidence, and one of the
office that watches it decides."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.shown import rail_of, shown, supervising
from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.words import rating_levels, say_plain
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.oversight.feedback.actions import decide_dispute, raise_dispute
from onedoor.oversight.feedback.disputing import NoVerdict
from onedoor.oversight.feedback.known import channels, options_of
from onedoor.oversight.feedback.queries import (
    BadRating,
    Dispute,
    Ground,
    Rating,
    bad_rating_for,
    bad_ratings,
    dispute_for,
    disputes_for,
)
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.definition import Text
from onedoor.registers.catalogue.queries import service_titles

VIEWS = ("own", "open", "decided")


def grounds() -> dict[str, str]:
    """What can be held against a rating, in words."""
    return {
        Ground.MISTAKEN: _("误评：评的不是这件事，或者点错了"),
        Ground.MALICIOUS: _("恶意：不是来办事的人评的，或者拿差评要挟"),
        Ground.NOT_OURS: _("不归本机关：评的是别的机关办的"),
    }


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The bad ratings of one's own agency; objections that wait for one's decision."""
    actor = supervising(request)
    view = request.GET.get("view", "own")
    view = view if view in VIEWS else "own"
    words = {"own": _("本机关的差评"), "open": _("等我复核的"), "decided": _("复核过的")}
    own = bad_ratings(seen_by=actor) if view == "own" else []
    found = [] if view == "own" else disputes_for(seen_by=actor, decided=view == "decided")
    titles = service_titles(
        {each.rating.service for each in own} | {each.rating.service for each in found}
    )
    bodies = agencies({each.agency for each in found})
    return shown(
        request,
        "desk/disputes.html",
        view=view,
        views=[
            {"word": words[each], "url": f"?view={each}", "current": each == view} for each in VIEWS
        ],
        own=[_own_row(each, titles) for each in own],
        rows=[_row(each, titles) | {"office": bodies[each.agency].short} for each in found],
        rail=rail_of(actor),
        rail_here="disputes",
    )


def _said(rating: Rating, titles: dict[str, Text]) -> dict[str, Any]:
    visit = rating.case.startswith("visit:")
    title = titles.get(rating.service, rating.service)
    return {
        "rating": rating,
        "title": say_plain(title) if title else _("来访"),
        "number": "" if visit else rating.case,
        "level": rating_levels()[rating.level],
        "way": say_plain(channels().get(rating.channel, rating.channel)),
        "options": [
            say_plain(name)
            for code, name in options_of(rating.level).items()
            if code in rating.options
        ],
    }


def _own_row(each: BadRating, titles: dict[str, Text]) -> dict[str, Any]:
    return _said(each.rating, titles) | {"bad": each, "state": _state(each)}


def _state(each: BadRating) -> str:
    if each.dispute is None or (each.dispute.raised_at < each.rating.spoken_at):
        return ""
    if each.dispute.upheld is None:
        return _("等复核")
    return _("复核属实，不计入") if each.dispute.upheld else _("复核不属实，照样算")


def _row(each: Dispute, titles: dict[str, Text]) -> dict[str, Any]:
    waits = each.upheld is None
    return _said(each.rating, titles) | {
        "dispute": each,
        "ground": grounds()[each.ground],
        "due": each.decide_by if waits else None,
        "late": waits and each.decide_by < today(),
        "outcome": "" if waits else _("属实，不计入") if each.upheld else _("不属实，照样算"),
    }


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def of_rating(request: HttpRequest, rating: UUID) -> HttpResponse:
    """One bad rating with its words; the form to object, while there are days for it."""
    actor, errors = supervising(request), list[Refusal]()
    given = {name: request.POST.get(name, "")[:4000] for name in ("ground", "reasons", "evidence")}
    if request.method == "POST":
        try:
            raise_dispute(str(rating), **given, by=actor)
            return HttpResponseRedirect(reverse("desk:disputes") + "?done=disputed")
        except Refusal as refusal:
            if refusal.status == 404:
                raise
            errors = [refusal]
    found = bad_rating_for(str(rating), seen_by=actor)
    return shown(
        request,
        "desk/bad_rating.html",
        errors=errors,
        given=given,
        row=_own_row(found, service_titles({found.rating.service})),
        grounds=[{"value": code, "label": word} for code, word in grounds().items()],
        ground=grounds().get(found.dispute.ground, "") if found.dispute else "",
        rail=rail_of(actor),
        rail_here="disputes",
    )


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, dispute: UUID) -> HttpResponse:
    """What the agency objects and what was said; whether it is right, with reasons."""
    actor, errors = supervising(request), list[Refusal]()
    given = {name: request.POST.get(name, "")[:4000] for name in ("upheld", "text")}
    if request.method == "POST":
        try:
            if given["upheld"] not in ("yes", "no"):
                raise NoVerdict(where="upheld")
            decide_dispute(
                str(dispute), upheld=given["upheld"] == "yes", text=given["text"], by=actor
            )
            return HttpResponseRedirect(
                reverse("desk:disputes") + "?view=open&done=dispute-decided"
            )
        except Refusal as refusal:
            if refusal.status == 404:
                raise
            errors = [refusal]
    file = dispute_for(str(dispute), seen_by=actor)
    found = file.dispute
    return shown(
        request,
        "desk/dispute.html",
        errors=errors,
        given=given,
        file=file,
        row=_row(found, service_titles({found.rating.service})),
        office=agencies([found.agency])[found.agency].short,
        rail=rail_of(actor),
        rail_here="disputes",
    )
