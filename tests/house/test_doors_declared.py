"""Every URL has decided who may enter, and one that has not is found."""

from types import ModuleType

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from ninja import NinjaAPI
from tests.house.addresses import addresses, undeclared

from onedoor.channels.look.doors import Door, entrance

SITE = "onedoor.site.urls"


@entrance(Door.STAFF)
def shut(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


def left_open(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


def plan(*patterns: object) -> ModuleType:
    """A urlconf of its own: these patterns, below `inner/`, in a room of their own."""
    module = ModuleType("plan")
    module.urlpatterns = [path("inner/", include((list(patterns), "room")))]  # type: ignore[attr-defined]
    return module


def test_every_address_says_who_may_come_in() -> None:
    assert undeclared(SITE) == []


def test_a_view_that_does_not_say_is_found() -> None:
    house = plan(path("shut", shut, name="shut"), path("open", left_open, name="open"))
    assert undeclared(house) == ["/inner/open"]


def test_an_operation_of_the_api_that_does_not_say_is_found() -> None:
    api = NinjaAPI(urls_namespace="planted", openapi_url=None, docs_url=None)
    api.get("things")(shut)
    api.post("things")(left_open)
    found = undeclared(plan(path("api/", api.urls)))
    assert [one for one in found if "things" in one] == ["/inner/api/things POST"]


def test_names_routes_and_parameters_are_read_through_rooms() -> None:
    (address,) = addresses(plan(path("cases/<slug:number>", shut, name="case")))
    assert address.route == "/inner/cases/<slug:number>"
    assert (address.name, address.parameters) == ("room:case", ("number",))
    assert address.door == Door.STAFF
