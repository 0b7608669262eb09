"""All addresses: each door brings its own list, and this page joins them."""

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


urlpatterns: list[URLPattern | URLResolver] = [
    path("alive", alive, name="alive"),
    *_door("api/", "api"),
    *_door("desk/", "desk"),
    *_door("admin/", "admin"),
    *_door("", "look"),
    *_door("", "portal"),
]
