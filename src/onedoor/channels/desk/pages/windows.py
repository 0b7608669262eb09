"""At the window: a number for whoever came, so that the visit can be rated; what the device shows;
and for supervisors, which devices there are."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.desk.shown import at_a_window, rail_of, shown, supervising
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.qr import absolute, qr_svg
from onedoor.channels.look.words import say_plain
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.kernel.time import today
from onedoor.oversight.feedback.actions import (
    call_up,
    close_window,
    open_visit,
    renew_window,
    set_up_window,
)
from onedoor.oversight.feedback.known import came_for
from onedoor.oversight.feedback.queries import (
    Visit,
    visit_for,
    visits_today,
    windows_at,
    windows_supervised,
)
from onedoor.oversight.feedback.visiting import RECEIVES, SETS_UP
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.queries import offers, service_titles


def _receiving(request: HttpRequest) -> Actor:
    """Whoever asks, receiving people at a window. NotAllowed to everybody else."""
    actor = actor_of(request)
    if not at_a_window(actor):
        raise NotAllowed()
    return actor


@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def windows(request: HttpRequest) -> HttpResponse:
    """Open a visit, call something up on a device; the visits of today."""
    actor, errors = _receiving(request), list[Refusal]()
    fields = ("agency", "came_for", "service", "place", "window", "number")
    given = {name: request.POST.get(name, "")[:100] for name in fields}
    if request.method == "POST":
        try:
            return _acted(request.POST.get("act", ""), given, actor)
        except Refusal as refusal:
            errors = [refusal]
    mine = sorted(actor.agencies_as(RECEIVES))
    given["agency"] = given["agency"] or mine[0]
    rows = visits_today(today(), seen_by=actor)
    return shown(
        request,
        "desk/windows.html",
        errors=errors,
        given=given | {"number": given["number"] or request.GET.get("number", "")[:50]},
        agencies=[{"value": code, "label": body.short} for code, body in agencies(mine).items()],
        kinds=[{"value": code, "label": say_plain(name)} for code, name in came_for().items()],
        services=_services(mine),
        windows=[
            {"value": str(row.window.pk), "label": row.window.name}
            for row in windows_at(seen_by=actor)
        ],
        rows=[{"visit": row.visit, "title": _title(row.visit), "rated": row.rated} for row in rows],
        rail=rail_of(actor),
        rail_here="windows",
    )


def _acted(act: str, given: dict[str, str], actor: Actor) -> HttpResponse:
    if act == "call-up":
        call_up(_as_uuid(given["window"]), number=given["number"].strip(), by=actor)
        return HttpResponseRedirect(reverse("desk:windows") + "?done=called-up")
    visit = open_visit(
        given["agency"],
        came_for=given["came_for"],
        service=given["service"] if given["service"] in offers().get(given["agency"], []) else "",
        place=given["place"],
        by=actor,
    )
    return HttpResponseRedirect(reverse("desk:visit", args=[visit.pk]))


def _as_uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(UUID(int=0))


def _services(mine: list[str]) -> list[dict[str, str]]:
    """What the agencies offer, as options."""
    known = offers()
    titles = service_titles({code for each in mine for code in known.get(each, [])})
    found = [{"value": code, "label": say_plain(title)} for code, title in titles.items()]
    return sorted(found, key=lambda each: each["label"])


def _title(visit: Visit) -> str:
    kind = say_plain(came_for()[visit.came_for])
    titles = service_titles([visit.service]) if visit.service else {}
    return f"{kind}{_('：')}{say_plain(titles[visit.service])}" if titles else kind


@never_cache
@entrance(Door.STAFF)
@require_safe
def slip(request: HttpRequest, visit: UUID) -> HttpResponse:
    """The slip of a visit, to print and to hand over."""
    actor = _receiving(request)
    found = visit_for(str(visit), seen_by=actor)
    path = reverse("portal:rate-by-code", args=[found.number]) + "?from=paper"
    return shown(
        request,
        "desk/visit.html",
        visit=found,
        title=_title(found),
        office=agencies([found.agency])[found.agency].short,
        where=absolute("/rate/kiosk"),
        qr=qr_svg(path),
        windows=[
            {"value": str(row.window.pk), "label": row.window.name}
            for row in windows_at(seen_by=actor)
            if row.window.agency == found.agency
        ],
        rail=rail_of(actor),
        rail_here="windows",
    )


@never_cache
@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: HttpRequest) -> HttpResponse:
    """The devices of the agencies one supervises: set up, given a new secret, taken out of use."""
    actor, errors = supervising(request), list[Refusal]()
    made: dict[str, Any] = {}
    if request.method == "POST":
        try:
            made = _kept(request, actor)
        except Refusal as refusal:
            errors = [refusal]
    mine = sorted(actor.agencies_as(SETS_UP))
    bodies = agencies(mine)
    rows = windows_supervised(seen_by=actor)
    return shown(
        request,
        "desk/devices.html",
        errors=errors,
        made=made,
        name=request.POST.get("name", "")[:40] if errors else "",
        agencies=[{"value": code, "label": body.short} for code, body in bodies.items()],
        rows=[
            {
                "row": row,
                "office": bodies[row.window.agency].short,
                "address": absolute(reverse("portal:rate-at-window", args=[row.window.code])),
            }
            for row in rows
        ],
        rail=rail_of(actor),
        rail_here="devices",
    )


def _kept(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """What was done; with the secret, which is shown this once."""
    act, id = request.POST.get("act", ""), _as_uuid(request.POST.get("window", ""))
    if act == "close":
        window, secret = close_window(id, by=actor), ""
    elif act == "renew":
        window, secret = renew_window(id, by=actor)
    else:
        agency = request.POST.get("agency", "")[:60]
        window, secret = set_up_window(agency, name=request.POST.get("name", ""), by=actor)
    address = absolute(reverse("portal:rate-at-window", args=[window.code]))
    return {"window": window, "secret": secret, "address": address}
