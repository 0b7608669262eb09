"""Addresses for the look's own tests: the gallery, the samples, and a portal of stubs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from onedoor.channels.look import pages, samples


def stub(request: HttpRequest) -> HttpResponse:
    return HttpResponse("stub")


def sample(request: HttpRequest, name: str) -> HttpResponse:
    template, context = getattr(samples, name)()
    return render(request, template, context)


def fault(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"{name}.html", {})


NAMES = {
    "home": "", "track": "track", "sign-in": "sign-in", "mine": "mine", "most-done": "most-done",
    "columns": "columns",
}  # fmt: skip
portal = ([path(route, stub, name=name) for name, route in NAMES.items()], "portal")
urlpatterns = [
    path("gallery", pages.gallery, name="gallery"),
    path("sample/<name>", sample, name="sample"),
    path("fault/<name>", fault, name="fault"),
    path("", include("onedoor.channels.look.urls")),
    path("", include(portal)),
]
