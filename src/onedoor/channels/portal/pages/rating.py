"""Rating with the code of a matter, without an account; and what was rated, for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.casework.cases.queries import progress_by_code
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.actors import ANYONE
from onedoor.kernel.codes import BadCode, query_code
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.oversight.feedback.actions import rate_by_code
from onedoor.oversight.feedback.queries import (
    Tally,
    answers_published,
    how_followed_up,
    rating_by_code,
    tallies,
)
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.queries import service_titles


@never_cache
@require_safe
@entrance(Door.ANYONE)
def ratings(request: HttpRequest) -> HttpResponse:
    """Every level as it was given, by agency or by service: as it stands at this moment."""
    by = "service" if request.GET.get("by") == "service" else "agency"
    context = {
        "rows": _rows(by),
        "by": by,
        "followed": _followed(),
        "answers": _answers(),
        "views": [
            {"word": _("按机关"), "url": "?by=agency", "current": by == "agency"},
            {"word": _("按事项"), "url": "?by=service", "current": by == "service"},
        ],
    }
    return render(request, "portal/ratings.html", context)


def _rows(by: str) -> list[dict[str, Any]]:
    found = tallies(by)
    if by == "agency":
        names: dict[str, Any] = {code: body.short for code, body in agencies(found).items()}
    else:
        names = dict(service_titles(found))
    rows = [_row(names.get(code, code), tally) for code, tally in found.items()]
    return sorted(rows, key=lambda row: -row["total"])


def _row(name: Any, tally: Tally) -> dict[str, Any]:
    return {
        "name": name,
        "levels": [tally.by_level[level] for level in (5, 4, 3, 2, 1)],
        "total": tally.total,
        "share": tally.content * 100 // tally.total,
    }


def _followed() -> list[dict[str, Any]]:
    """How each agency deals with bad ratings that have a name."""
    found = how_followed_up()
    names = {code: body.short for code, body in agencies({each.agency for each in found}).items()}
    return [{"name": names.get(each.agency, each.agency), "told": each} for each in found]


def _answers() -> list[dict[str, Any]]:
    """The newest answers to bad ratings."""
    found = answers_published()
    names = {code: body.short for code, body in agencies({each.agency for each in found}).items()}
    titles = service_titles({each.service for each in found})
    return [
        {
            "told": each,
            "office": names.get(each.agency, each.agency),
            "title": titles.get(each.service, each.service),
        }
        for each in found
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Five levels, none chosen beforehand, for whoever has the code; nothing else of the matter."""
    try:
        kept = query_code(code)
    except BadCode:
        raise NotFound() from None
    found = progress_by_code(kept, seen_by=ANYONE)
    level, text = request.POST.get("level", ""), request.POST.get("text", "").strip()[:1000]
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            rate_by_code(
                kept,
                level=int(level) if level.isdecimal() and len(level) == 1 else 0,
                text=text,
                channel=request.GET.get("from", ""),
                by=actor_of(request),
            )
            return redirect(reverse("portal:rate-by-code", args=[kept]) + "?done=1")
        except Refusal as refused:
            refusal = refused
    given = rating_by_code(found.number)
    context = {
        "title": found.service_title,
        "ended": found.closed_on is not None,
        "track": reverse("portal:progress", args=[kept]),
        "level": level or (str(given) if given else ""),
        "text": text,
        "done": "done" in request.GET,
        "errors": [{"where": refusal.where or "level", "sentence": refusal.sentence}]
        if refusal
        else [],
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/rate_by_code.html", context, status=status)
