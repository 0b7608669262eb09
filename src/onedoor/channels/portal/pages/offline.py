"""What a telephone keeps for when it is offline: its page, and the token to send what waits."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.shell import whose
from onedoor.channels.portal.cache import cacheable


@require_safe
@cacheable
@entrance(Door.ANYONE)
def kept(request: HttpRequest) -> HttpResponse:
    """What this telephone keeps and what waits on it; the same for all, filled in by script."""
    return render(request, "portal/offline.html")


@never_cache
@require_safe
@entrance(Door.ANYONE)
def send_token(request: HttpRequest) -> HttpResponse:
    """For the worker: whose session this is, by a mark that names nobody, and its form token."""
    return JsonResponse({"who": whose(request), "token": get_token(request)})
