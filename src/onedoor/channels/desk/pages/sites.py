"""A site at the desk: how it looks, what it takes, and what others share with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.shown import rail_of, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.site_form import fields_of, site_typed
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.publications.actions import hide_piece, show_piece_again
from onedoor.registers.publications.queries import Received, pieces_received
from onedoor.registers.publications.refusals import NoSuchPiece
from onedoor.registers.publications.rules import CHIEF, EDITOR
from onedoor.registers.publications.words import kind_word
from onedoor.registers.sites.actions import change_site
from onedoor.registers.sites.queries import address_of, cluster, site_of_mine, sites_where


@entrance(Door.STAFF)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The sites one writes or signs off for; of a single one its page."""
    actor = actor_of(request)
    mine = sorted(sites_where(actor, EDITOR, CHIEF))
    if len(mine) == 1:
        return HttpResponseRedirect(reverse("desk:site", args=mine))
    known = cluster().by_slug
    rows = [
        {"word": dict(known[each].names), "url": reverse("desk:site", args=[each]), "icon": "world"}
        for each in mine
    ]
    return shown(request, "desk/sites.html", rows=rows, rail=rail_of(actor), rail_here="sites")


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, site: str) -> HttpResponse:
    """One site: its chief changes it, its editors hide what others share."""
    actor, errors = actor_of(request), []
    site_of_mine(site, EDITOR, CHIEF, by=actor)
    if request.method == "POST":
        try:
            return _done(request, site, actor)
        except Refusal as refusal:
            if refusal.status in (403, 404):
                raise
            errors = [refusal]
    found = site_of_mine(site, EDITOR, CHIEF, by=actor)
    typed = request.POST if request.POST.get("do") == "change" else {}
    form = fields_of(found, typed)
    # Whoever was told that a colleague changed it, and saves again, means it.
    form["values"]["revision"] = str(found.revision)
    received = pieces_received(site, seen_by=actor)
    named = agencies({each.piece.agency for each in received})
    return shown(
        request,
        "desk/site.html",
        errors=errors,
        site=found,
        found_at=address_of(found),
        form=form,
        judges=actor.holds(f"{found.office}/{CHIEF}"),
        office=agencies({found.office})[found.office].short,
        rows=[_row(each, named[each.piece.agency].short) for each in received],
        rail=rail_of(actor),
        rail_here="sites",
    )


def _row(each: Received, agency: str) -> dict[str, Any]:
    home = cluster().called(each.piece.site)
    return {
        "piece": each.piece,
        "kind": kind_word(each.piece.kind),
        "agency": agency,
        "home": home.called("zh") if home else "",
        "hidden": each.hidden,
        "url": (address_of(home) if home else "") + reverse("portal:piece", args=[each.piece.slug]),
    }


def _done(request: HttpRequest, slug: str, actor: Actor) -> HttpResponse:
    given, here = request.POST, reverse("desk:site", args=[slug])
    match given.get("do", ""):
        case "hide":
            hide_piece(_piece(request, slug, actor), at=slug, why=given.get("why", ""), by=actor)
            return HttpResponseRedirect(f"{here}?done=hidden")
        case "show":
            show_piece_again(_piece(request, slug, actor), at=slug, by=actor)
            return HttpResponseRedirect(f"{here}?done=shown-again")
    revision = given.get("revision", "")
    number = int(revision) if revision.isdecimal() and len(revision) < 9 else 0
    change_site(slug, site_typed(request), revision=number, by=actor)
    return HttpResponseRedirect(f"{here}?done=site-changed")


def _piece(request: HttpRequest, slug: str, actor: Actor) -> Any:
    """The piece that is named, of those this site receives."""
    wanted = request.POST.get("piece", "")
    received = pieces_received(slug, seen_by=actor)
    found = next((each for each in received if str(each.piece.pk) == wanted), None)
    if found is None:
        raise NoSuchPiece()
    return found.piece.pk
