"""Rating with the code of a matter or a visit, without an account, at a kiosk as well; and what was
rated, for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.local import agencies_at, short_names
from onedoor.channels.look.sites import site_of
from onedoor.channels.look.words import say_plain
from onedoor.channels.portal.paging import page_asked
from onedoor.kernel.codes import BadCode, query_code
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.oversight.feedback.actions import rate_by_code
from onedoor.oversight.feedback.known import came_for, channels, of_window
from onedoor.oversight.feedback.queries import (
    PublicAnswer,
    Rateable,
    Tally,
    answers_published,
    how_followed_up,
    rateable,
    tallies,
)
from onedoor.registers.catalogue.queries import service_titles

# The secret of a device, kept by the device alone.
DEVICE = "window"


@never_cache
@require_safe
@entrance(Door.ANYONE)
def ratings(request: HttpRequest) -> HttpResponse:
    """Every level as it was given, by agency, service or way: as it stands at this moment. At a
    county's site those of its bodies."""
    here = agencies_at(site_of(request))
    by = request.GET.get("by", "")
    by = by if by in ("service", "channel") else "agency"
    told = answers_published(page_asked(request), of=here)
    context = {
        "rows": _rows(by, here),
        "by": by,
        "followed": _followed(here),
        "answers": _answers(told.answers),
        "older": _answers_at(by, told.page + 1) if told.more else "",
        "newer": _answers_at(by, told.page - 1) if told.page > 1 else "",
        "views": [
            {"word": _("按机关"), "url": "?by=agency", "current": by == "agency"},
            {"word": _("按事项"), "url": "?by=service", "current": by == "service"},
            {"word": _("按渠道"), "url": "?by=channel", "current": by == "channel"},
        ],
    }
    return render(request, "portal/ratings.html", context)


def _rows(by: str, here: frozenset[str] | None) -> list[dict[str, Any]]:
    found = tallies(by, of=here)
    if by == "agency":
        names: dict[str, Any] = dict(short_names(found))
    elif by == "channel":
        names = channels()
    else:
        names = dict(service_titles(found))
    rows = [_row(names.get(code, code), tally) for code, tally in found.items()]
    return sorted(rows, key=lambda row: -row["total"])


def _row(name: Any, tally: Tally) -> dict[str, Any]:
    return {
        "name": name,
        "levels": [tally.by_level[level] for level in (5, 4, 3, 2, 1)],
        "total": tally.total,
        "set_aside": tally.set_aside,
        "share": tally.content * 100 // tally.total if tally.total else None,
    }


def _followed(here: frozenset[str] | None) -> list[dict[str, Any]]:
    """How each agency deals with bad ratings that have a name."""
    found = how_followed_up(of=here)
    names = short_names(each.agency for each in found)
    return [{"name": names.get(each.agency, each.agency), "told": each} for each in found]


def _answers_at(by: str, page: int) -> str:
    """The address of a page of answers, with the table above left as it is."""
    return f"?by={by}&page={page}#answers"


def _answers(found: list[PublicAnswer]) -> list[dict[str, Any]]:
    """Answers to bad ratings, with names."""
    names = short_names(each.agency for each in found)
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
    found = rateable(kept)
    way = request.GET.get("from", "")
    level, text = request.POST.get("level", ""), request.POST.get("text", "").strip()[:1000]
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            rate_by_code(
                kept,
                level=int(level) if level.isdecimal() and len(level) == 1 else 0,
                text=text,
                channel=way,
                secret=request.COOKIES.get(DEVICE, ""),
                by=actor_of(request),
            )
            return redirect(_rated(kept, way))
        except Refusal as refused:
            refusal = refused
    context = {
        "title": _title(found),
        "place": found.place,
        "ended": found.ended,
        "over": found.over,
        "rate_by": found.rate_by,
        "is_visit": found.is_visit,
        "track": ""
        if found.is_visit or way == "kiosk"
        else reverse("portal:progress", args=[kept]),
        "kiosk": reverse("portal:rate-at-kiosk") if way == "kiosk" else "",
        "set_aside": found.set_aside,
        "level": level or (str(found.level) if found.level else ""),
        "text": text,
        "done": "done" in request.GET,
        "errors": [{"where": refusal.where or "level", "sentence": refusal.sentence}]
        if refusal
        else [],
    }
    status = refusal.status if refusal else 200
    response = render(request, "portal/rate_by_code.html", context, status=status)
    if way == "kiosk":
        response["Refresh"] = f"{of_window('back_after_seconds')}; url={context['kiosk']}"
    return response


def _rated(code: str, way: str) -> str:
    """Where one is taken after rating: back to the start at a kiosk, so that the next may come."""
    if way == "kiosk":
        return reverse("portal:rate-at-kiosk") + "?done=1"
    return reverse("portal:rate-by-code", args=[code]) + "?done=1"


def _title(found: Rateable) -> Any:
    """What is rated, in words: the service, or what somebody came for."""
    if not found.is_visit:
        return found.service
    kind = say_plain(came_for()[found.came_for])
    titles = service_titles([found.service]) if found.service else {}
    return f"{kind}{_('：')}{say_plain(titles[found.service])}" if titles else kind


@never_cache
@require_safe
@entrance(Door.ANYONE)
def at_kiosk(request: HttpRequest) -> HttpResponse:
    """Where a kiosk begins: the code on the paper or in the message, typed or read by a scanner.

    A scanner types the whole address that stands in the picture; its last part is the code.
    """
    typed = request.GET.get("code", "").strip()[:200]
    error = ""
    if typed:
        try:
            code = query_code(typed.partition("?")[0].rstrip("/").rpartition("/")[2])
            rateable(code)
            return redirect(reverse("portal:rate-by-code", args=[code]) + "?from=kiosk")
        except (BadCode, NotFound):
            error = _("没有找到这个码。请对照小票或者短信再看一遍，0 和 O、1 和 I 不分。")
    context = {
        "typed": typed,
        "done": "done" in request.GET,
        "errors": [{"where": "code", "sentence": error}] if error else [],
    }
    status = 404 if error else 200
    response = render(request, "portal/rate_at_kiosk.html", context, status=status)
    if typed or context["done"]:
        back = of_window("back_after_seconds") if typed else 10
        response["Refresh"] = f"{back}; url={reverse('portal:rate-at-kiosk')}"
    return response
