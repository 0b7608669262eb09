"""The device of a window: it shows what was just done, five faces, and goes back by itself.

No sign-in and no script. A device is known by a secret that a supervisor typed into it once.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.words import rating_levels
from onedoor.channels.portal.pages.rating import DEVICE
from onedoor.kernel.refusals import Refusal
from onedoor.oversight.feedback.actions import put_away, rate_at_window, tick_at_window
from onedoor.oversight.feedback.known import came_for, of_window, options_of
from onedoor.oversight.feedback.queries import AtWindow, at_window
from onedoor.oversight.feedback.visiting import UnknownDevice
from onedoor.registers.agencies.queries import agency
from onedoor.registers.catalogue.queries import service_titles

A_YEAR = 365 * 24 * 60 * 60
# How often a device looks whether something was called up; how long it thanks.
LOOKS_SECONDS, THANKS_SECONDS = 3, 8


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def at(request: HttpRequest, window: str) -> HttpResponse:
    """What was called up, with five faces; nobody has to rate, and nothing is chosen beforehand."""
    secret = request.COOKIES.get(DEVICE, "")
    if "secret" in request.POST:
        return _paired(request, window, request.POST["secret"].strip().upper())
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            return _acted(request, window, secret)
        except UnknownDevice as unknown:
            return _stranger(request, unknown)
        except Refusal as refused:
            refusal = refused
    try:
        found = at_window(window, secret=secret)
    except UnknownDevice:
        return _stranger(request, None)
    return _shown(request, found, refusal)


def _acted(request: HttpRequest, window: str, secret: str) -> HttpResponse:
    """Rate, tick, or neither; then back to the same address."""
    here = reverse("portal:rate-at-window", args=[window])
    level = request.POST.get("level", "")
    if level:
        number = int(level) if level.isdecimal() and len(level) == 1 else 0
        rate_at_window(window, secret=secret, level=number)
        return redirect(here)
    if request.POST.get("act") == "tick":
        tick_at_window(window, secret=secret, options=request.POST.getlist("options"))
        put_away(window, secret=secret)
        return redirect(here + "?thanks=1")
    put_away(window, secret=secret)
    return redirect(here)


def _shown(request: HttpRequest, found: AtWindow, refusal: Refusal | None) -> HttpResponse:
    thanks = "thanks" in request.GET and not found.shows
    context: dict[str, Any] = {
        "office": agency(found.agency),
        "window": found,
        "thanks": thanks,
        "title": service_titles([found.service]).get(found.service, "") if found.service else "",
        "kind": came_for().get(found.came_for, ""),
        "levels": rating_levels(),
        "options": [
            {"value": code, "label": name} for code, name in options_of(found.level).items()
        ]
        if found.level
        else [],
        "errors": [refusal] if refusal else [],
    }
    status = refusal.status if refusal else 200
    response = render(request, "portal/at_window.html", context, status=status)
    wait = of_window("back_after_seconds") if found.shows else LOOKS_SECONDS
    back = request.path
    response["Refresh"] = f"{THANKS_SECONDS if thanks or refusal else wait}; url={back}"
    return response


def _paired(request: HttpRequest, window: str, secret: str) -> HttpResponse:
    """The device keeps the secret from now on, where it is the right one."""
    try:
        at_window(window, secret=secret)
    except UnknownDevice as refusal:
        return _stranger(request, refusal)
    response = redirect(reverse("portal:rate-at-window", args=[window]))
    response.set_cookie(
        DEVICE,
        secret,
        max_age=A_YEAR,
        path="/rate/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _stranger(request: HttpRequest, refusal: Refusal | None) -> HttpResponse:
    """Of whom nobody knows that it is a device of this window: it shows nothing."""
    errors = [{"where": "secret", "sentence": refusal.sentence}] if refusal else []
    status = refusal.status if refusal else 200
    return render(request, "portal/window_unknown.html", {"errors": errors}, status=status)
