"""The list of services, and the search over it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.portal.bundle_words import bundle_entries, bundles_found
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.finding import Hit, cleaned, find, nearest
from onedoor.channels.portal.service_facts import facts_of_service
from onedoor.channels.portal.wording import plain, who_applies
from onedoor.registers.agencies.queries import Agency, agencies
from onedoor.registers.catalogue.queries import Service, bundles, services

# Up to so many results show what to bring right away.
SHOW_DOCUMENTS = 3


@require_safe
@cacheable
@entrance(Door.ANYONE)
def listing(request: HttpRequest) -> HttpResponse:
    """All services, or those that answer the query, the person, the place, the life event."""
    asked = {
        "q": cleaned(request.GET.get("q", "")),
        "for": request.GET.get("for", ""),
        "place": request.GET.get("place", ""),
        "event": request.GET.get("event", "")[:40],
    }
    known, bodies = services(), agencies()
    here = [each for each in known if _fits(each, asked, bodies)]
    by_code = {each.code: each for each in here}
    sheets = [each.parsed.sheet for each in here]
    hits = find(sheets, asked["q"]) if asked["q"] else [Hit(sheet, 0) for sheet in sheets]
    near = nearest([each.parsed.sheet for each in known], asked["q"]) if not hits else []
    show = len(hits) <= SHOW_DOCUMENTS and bool(asked["q"])
    all_codes = {each.code: each for each in known}
    context = {
        "query": asked["q"],
        "count": ngettext("%(n)s 个事项", "%(n)s 个事项", len(hits)) % {"n": len(hits)},
        "hits": [_row(by_code[hit.sheet.code], hit, asked, bodies, show=show) for hit in hits],
        "bundles": bundle_entries(
            bundles_found(bundles(), asked["q"], asked["event"], asked["for"])
        ),
        "near": [_row(all_codes[hit.sheet.code], hit, asked, bodies) for hit in near],
        "people": _people(asked),
        "places": _places(asked, bodies, known),
        "event": _(asked["event"]) if asked["event"] else "",
        "without_event": _address(asked, event=""),
        "everything": [
            {"word": each.parsed.sheet.title, "url": reverse("portal:guide", args=[each.code]),
             "note": plain(each.parsed.sheet.official)}
            for each in known
        ] if not hits else [],
    }  # fmt: skip
    return render(request, "portal/services.html", context)


def _fits(service: Service, asked: dict[str, str], bodies: dict[str, Agency]) -> bool:
    if asked["for"] and asked["for"] not in service.applicants:
        return False
    if asked["event"] and asked["event"] not in service.life_events:
        return False
    return not asked["place"] or _agency_in(service, asked["place"], bodies) is not None


def _agency_in(service: Service, place: str, bodies: dict[str, Agency]) -> Agency | None:
    offered = [bodies[each.agency] for each in service.parsed.sheet.offerings
               if each.agency in bodies]  # fmt: skip
    exact = [each for each in offered if each.division_id.startswith(place)]
    wider = [each for each in offered if place.startswith(each.division_id.rstrip("0"))]
    return next(iter([*exact, *wider]), None)


def _row(
    service: Service,
    hit: Hit,
    asked: dict[str, str],
    bodies: dict[str, Agency],
    *,
    show: bool = False,
) -> dict[str, Any]:
    sheet = service.parsed.sheet
    agency = _agency_in(service, asked["place"], bodies) if asked["place"] else None
    query = f"?at={agency.code}" if agency else ""
    documents = [each.name for each in service.parsed.documents.documents
                 if each.source == "applicant"]  # fmt: skip
    return {
        "title": sheet.title,
        "official": sheet.official,
        "lead": sheet.lead,
        "who": who_applies(sheet.applicants),
        "why": hit.why,
        "facts": facts_of_service(service.parsed),
        "documents": documents if show else [],
        "url": reverse("portal:guide", args=[service.code]) + query,
    }


def _address(asked: dict[str, str], **changes: str) -> str:
    pairs = {key: value for key, value in {**asked, **changes}.items() if value}
    return "?" + urlencode(pairs)


def _people(asked: dict[str, str]) -> list[dict[str, Any]]:
    words = (("", _("所有人")), ("person", _("个人")), ("organisation", _("企业和个体户")))
    return [
        {"word": word, "url": _address(asked, **{"for": key}), "current": asked["for"] == key}
        for key, word in words
    ]


def _places(
    asked: dict[str, str], bodies: dict[str, Agency], known: Sequence[Service]
) -> list[dict[str, Any]]:
    offered = {each.agency for service in known for each in service.parsed.sheet.offerings}
    divisions = {
        body.division_id: body.division.name
        for code, body in bodies.items()
        if code in offered and not body.division_id.endswith("00000000")
    }
    chips = [{"word": _("全地区"), "url": _address(asked, place=""), "current": not asked["place"]}]
    return chips + [
        {
            "word": name,
            "url": _address(asked, place=code[:6]),
            "current": asked["place"] == code[:6],
        }
        for code, name in sorted(divisions.items())
    ]
