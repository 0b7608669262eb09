"""Decisions for everybody (双公示): the list, one of them, and the same for programs."""

import csv
import io
import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.local import bodies, place_of
from onedoor.channels.look.sites import site_of
from onedoor.channels.portal.cache import cacheable
from onedoor.kernel.time import today
from onedoor.oversight.letters.kinds import kinds
from onedoor.oversight.results.book import books
from onedoor.oversight.results.exchange import FIELDS
from onedoor.oversight.results.queries import (
    FILE,
    PAGE,
    Result,
    Sought,
    exchange_lines,
    result_published,
    results_published,
)
from onedoor.registers.catalogue.definition import Text
from onedoor.registers.catalogue.queries import service_titles

SOUGHT = ("q", "service", "agency")


def _sought(request: HttpRequest) -> dict[str, str]:
    return {key: request.GET.get(key, "").strip()[:60] for key in SOUGHT}


def _query(sought: dict[str, str], **changes: str) -> str:
    """The address of what is sought, with these changes."""
    return f"?{urlencode({key: value for key, value in (sought | changes).items() if value})}"


def _found(request: HttpRequest, most: int) -> Any:
    sought = _sought(request)
    return results_published(
        Sought(words=sought["q"], service=sought["service"], agency=sought["agency"]),
        division=place_of(site_of(request)),
        before=request.GET.get("before", "")[:40],
        most=most,
    )


@require_safe
@cacheable
@entrance(Door.ANYONE)
def listing(request: HttpRequest) -> HttpResponse:
    """What was granted, the newest first; of persons as little as can be."""
    sought = _sought(request)
    found = _found(request, PAGE)
    titles = service_titles({each.service for each in found.results} | {sought["service"]})
    context = {
        "rows": [_row(each, titles) for each in found.results],
        "sought": sought,
        "searched": any(sought.values()),
        "chosen": _chosen(sought, titles),
        "older": _query(sought, before=found.older) if found.older else "",
        "first": _query(sought) if request.GET.get("before") else "",
        "files": [
            {"word": kind.upper(), "url": reverse("portal:results-file", args=[kind])
             + _query(sought)}
            for kind in ("csv", "json")
        ],
        "book": next(iter(books()), None),
        "unpublished": [each for book in books() for each in book.unpublished],
    }  # fmt: skip
    return render(request, "portal/results.html", context)


def _chosen(sought: dict[str, str], titles: dict[str, Text]) -> list[dict[str, Any]]:
    """The service and the body that are sought, each to be taken off again."""
    chosen: list[dict[str, Any]] = []
    if sought["service"] in titles:
        chosen.append({"word": titles[sought["service"]], "url": _query(sought, service="")})
    if sought["agency"] in bodies():
        word = bodies()[sought["agency"]].called(get_language() or "zh")
        chosen.append({"word": word, "url": _query(sought, agency="")})
    return chosen


def _row(each: Result, titles: dict[str, Text]) -> dict[str, Any]:
    body = bodies().get(each.agency)
    return {
        "name": each.name,
        "title": titles.get(each.service, each.title),
        "paper": each.paper_number,
        "office": body.called(get_language() or "zh") if body else each.agency,
        "on": each.decided_on,
        "standing": _standing(each),
        "url": reverse("portal:result", args=[each.pk]),
    }


def _standing(each: Result) -> dict[str, str]:
    """How it stands today, in a word, and how the word is toned."""
    words = {
        "valid": _("有效"), "suspended": _("暂扣中"), "revoked": _("已撤销"),
        "cancelled": _("已注销"), "superseded": _("已换新证"),
    }  # fmt: skip
    if each.standing == "valid" and each.valid_until and each.valid_until < today():
        return {"word": _("已到期"), "tone": "plain"}
    tone = {"valid": "ok", "suspended": "warn", "revoked": "err"}.get(each.standing, "plain")
    return {"word": words.get(each.standing, each.standing), "tone": tone}


@require_safe
@cacheable
@entrance(Door.ANYONE)
def one(request: HttpRequest, result_number: int) -> HttpResponse:
    """One decision, and where to say that something in it is wrong."""
    found = result_published(result_number)
    titles = service_titles({found.service})
    body = bodies().get(found.agency)
    address = reverse("portal:result", args=[found.pk])
    context = {
        "row": _row(found, titles),
        "found": found,
        "code": body.credit_code if body else "",
        "known": found.service in titles,
        "answered_in": kinds()["site-error"].working_days,
        "wrong": f"{reverse('portal:write', args=['site-error'])}?{urlencode({'page': address})}",
    }
    return render(request, "portal/result.html", context)


@require_safe
@entrance(Door.ANYONE)
def file(request: HttpRequest, kind: str) -> HttpResponse:
    """What is sought, for programs: each field under the name that the exchange gives it.

    So many at a time; the next begin where the header `Link` says (RFC 8288).
    """
    if kind not in ("csv", "json"):
        raise Http404(kind)
    found = _found(request, FILE)
    lines = exchange_lines(found.results)
    if kind == "json":
        told = {"fields": dict(FIELDS), "results": lines}
        words = json.dumps(told, ensure_ascii=False, indent=2)
        response = HttpResponse(words + "\n", content_type="application/json")
    else:
        out = io.StringIO()
        writer = csv.DictWriter(out, list(FIELDS))
        writer.writeheader()
        writer.writerows([{key: _plain(value) for key, value in line.items()} for line in lines])
        # Spreadsheets know the encoding by the mark at its start.
        response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="results.csv"'
    if found.older:
        onward = request.build_absolute_uri(_query(_sought(request), before=found.older))
        response["Link"] = f'<{onward}>; rel="next"'
    return response


def _plain(value: str) -> str:
    """A name that a spreadsheet would take for a formula is written as a text."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
