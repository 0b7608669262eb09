"""All addresses: each door brings its own list, and this page joins them."""

from importlib import import_module
from importlib.util import find_spec

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from onedoor.channels.look.doors import Door, entrance


@entrance(Door.ANYONE)
def alive(request: HttpRequest) -> HttpResponse:
    """Says that the web server answers; open to anyone, for load balancers and `onedoor run`."""
    return HttpResponse("ok", content_type="text/plain")


def _door(prefix: str, room: str) -> list[URLResolver]:
    module = f"onedoor.channels.{room}.urls"
    return [path(prefix, include(module))] if find_spec(module) else []


def _identity() -> list[URLResolver]:
    """The identity door brings several lists under one name: signing in, elsewhere, levels."""
    lists = [f"onedoor.channels.identity.{name}" for name in IDENTITY]
    found = [import_module(each).urlpatterns for each in lists if find_spec(each)]
    return [path("", include(([each for part in found for each in part], "identity")))]


IDENTITY = ("urls", "upstream_urls", "level_urls")
urlpatterns: list[URLPattern | URLResolver] = [
    path("alive", alive, name="alive"),
    *_door("api/", "api"),
    *_door("desk/", "desk"),
    path("admin/systems/", include("onedoor.channels.admin.systems_urls")),
    path("admin/seals/", include("onedoor.channels.admin.seals_urls")),
    *_door("admin/", "admin"),
    *_door("", "look"),
    *_identity(),
    path("", include("onedoor.channels.identity.urls_named")),
    path("", include("onedoor.channels.identity.sso_urls")),
    path("", include("onedoor.channels.identity.wallet_urls")),
    *_door("", "portal"),
]
