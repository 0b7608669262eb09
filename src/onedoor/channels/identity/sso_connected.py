"""The systems one is connected to: what each is given and why, and the end of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.systems.actions import withdraw_consent
from onedoor.registers.systems.facts import FACTS
from onedoor.registers.systems.queries import connections_of


@never_cache
@require_safe
@entrance(Door.SIGNED_IN)
def connected(request: HttpRequest) -> HttpResponse:
    """Every system that may be told something about me."""
    account: Any = request.user
    found = connections_of(str(account.pk), seen_by=actor_of(request))
    bodies = agencies({each.system.agency for each in found})
    rows = [
        {
            "system": each.system,
            "agency": bodies[each.system.agency].name
            if each.system.agency in bodies
            else each.system.agency,
            "facts": [FACTS[code].word for code in each.consent.facts if code in FACTS],
            "since": each.consent.at,
            "sessions": each.sessions,
        }
        for each in found
    ]
    return render(request, "identity/sso/connected.html", {"rows": rows})


@never_cache
@require_POST
@entrance(Door.SIGNED_IN)
def withdraw(request: HttpRequest, system: str) -> HttpResponse:
    """End one of them."""
    account: Any = request.user
    withdraw_consent(account, system, by=actor_of(request))
    return redirect("sso:connected")
