"""What is published of supervision: days, their files and the keys, for anybody to recompute."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.portal.cache import cacheable
from onedoor.oversight.supervision.publication import MANIFEST
from onedoor.oversight.supervision.queries import (
    file_of_day,
    public_keys,
    publications,
    published_files,
)

# The days shown on the page; older ones lie at addresses of the same form.
SHOWN = 14


@require_safe
@cacheable
@entrance(Door.ANYONE)
def days(request: HttpRequest) -> HttpResponse:
    """The newest days published, with their files, and how to run them again."""
    found, total = publications(limit=SHOWN)
    rows = [
        {
            "day": each.day,
            "facts": each.facts,
            "files": [
                {"name": name, "url": reverse("portal:published", args=[each.day, name])}
                for name in sorted(each.files)
                if not name.endswith(".tree")
            ],
        }
        for each in found
    ]
    context = {
        "rows": rows, "total": total, "shown": SHOWN,
        "here": request.build_absolute_uri("/").rstrip("/"),
    }  # fmt: skip
    return render(request, "portal/published.html", context)


@require_safe
@cacheable
@entrance(Door.ANYONE)
def index(request: HttpRequest) -> HttpResponse:
    """Every day and its files, for programs: what `onedoor oversight fetch` asks for first."""
    found = [{"day": day.isoformat(), "files": names} for day, names in published_files()]
    return JsonResponse({"days": found})


@require_safe
@entrance(Door.ANYONE)
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys that publications are signed with, newest and former."""
    return HttpResponse(public_keys(), content_type="application/json")


@require_safe
@entrance(Door.ANYONE)
def published(request: HttpRequest, day: str, name: str) -> HttpResponse:
    """One file of one published day, byte for byte."""
    try:
        content = file_of_day(date.fromisoformat(day), name)
    except ValueError:
        content = None
    if content is None:
        raise Http404(name)
    kind = "application/jose" if name == MANIFEST else "text/plain; charset=utf-8"
    return HttpResponse(content, content_type=kind)
