"""The list of services, and the search over it."""

import logging
from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any
from urllib.parse import urlencode

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.local import bodies as _bodies
from onedoor.channels.look.local import body_name, place_of, services_at
from onedoor.channels.look.piece_words import entries
from onedoor.channels.look.sites import site_of, slug_of
from onedoor.channels.portal.bundle_words import bundle_entries
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.found_words import (
    best_bundle,
    best_service,
    by_letter,
    is_best,
    plain_title,
    why,
)
from onedoor.channels.portal.own_pages import pages_called
from onedoor.channels.portal.pages.ways_in import other_ways
from onedoor.channels.portal.service_facts import facts_of_service
from onedoor.channels.portal.ways import kind_groups, kinds_of
from onedoor.channels.portal.wording import EVENT_ICONS, who_applies
from onedoor.registers.agencies.queries import Agency, division, reach_of
from onedoor.registers.catalogue.queries import (
    Bundle,
    Service,
    bundles,
    how_many,
    services,
    services_called,
    titles,
)
from onedoor.registers.finding.actions import count_miss
from onedoor.registers.finding.queries import Found, Search, letter_of, search
from onedoor.registers.finding.rules import cleaned
from onedoor.registers.publications.queries import pieces_saying

log = logging.getLogger(__name__)

# Up to so many results show what to bring right away.
SHOW_DOCUMENTS = 3
# So many results are shown at first; so many titles stand in one list from A to Z.
SHOWN, LISTED = 20, 400
EVERYWHERE = "all"


@require_safe
@cacheable
@entrance(Door.ANYONE)
def listing(request: HttpRequest) -> HttpResponse:
    """All services, or those that answer the query, the person, the place, the life event."""
    # At the site of a county one seeks there, until one says otherwise.
    preset = place_of(site_of(request))
    asked = {
        "q": cleaned(request.GET.get("q", "")),
        "for": request.GET.get("for", ""),
        "place": request.GET.get("place", preset),
        "event": request.GET.get("event", "")[:40],
        "theme": request.GET.get("theme", "")[:40],
        "kind": request.GET.get("kind", "")[:20],
    }
    if asked["q"]:
        named = "place" in request.GET
        return _answers(request, asked if named else {**asked, "place": ""}, preset=preset)
    bodies = _bodies()
    letter = request.GET.get("letter", "")[:1]
    narrowed = any(value for key, value in asked.items() if key != "place" or value != preset)
    if letter or (how_many() > LISTED and not narrowed):
        return _page(request, asked, bodies, letter=letter, count=how_many())
    site = None if asked["place"] == EVERYWHERE else site_of(request)
    here = [each for each in services_at(site, services()) if _fits(each, asked, bodies)]
    together = [each for each in bundles() if _fits_bundle(each, asked)]
    rows = [_row(each, None, asked, bodies) for each in here]
    return _page(request, asked, bodies, hits=rows, bundles=together)


def _answers(request: HttpRequest, asked: dict[str, str], *, preset: str = "") -> HttpResponse:
    place = "" if asked["place"] == EVERYWHERE else asked["place"]
    try:
        with transaction.atomic():
            answer = search(asked["q"], for_=asked["for"], place=place, life_event=asked["event"])
    except DatabaseError:
        log.exception("the search is down")
        page = _page(request, asked, _bodies(), is_down=True)
        # Not kept: it may be back with the next question.
        page["Cache-Control"] = "private, no-cache"
        return page
    bodies = _bodies()
    if not asked["place"] and answer.place and not answer.place.endswith("00000000"):
        asked = {**asked, "place": answer.place[:6]}
    elif not asked["place"]:
        asked = {**asked, "place": preset}
    known = services_called(each.service for each in (*answer.found, *answer.near) if each.service)
    joined = {each.code: each for each in bundles()}
    found = [each for each in answer.found if each.service in known or each.bundle in joined]
    offered_here = [each for each in found if _is_here(each, known, asked, bodies)]
    found = offered_here or found
    named = _place_named(answer.place) if not found else []
    told = _told(found, answer, known, joined, asked, bodies)
    own, first = pages_called(asked["q"], _bodies_at(request, bodies))
    page = _page(request, asked, bodies, **told, named_place=named, own=own, own_first=first)
    led_on = found or named or own
    # Where somebody named a place, a person or an event, it may well be found elsewhere.
    if not led_on and not place and not any(asked[key] for key in ("for", "event")):
        _count(asked["q"])
        # Not kept: whoever asks the same in vain is to be counted too.
        page["Cache-Control"] = "private, no-cache"
    return page


def _told(
    found: Sequence[Found],
    answer: Search,
    known: Mapping[str, Service],
    joined: Mapping[str, Bundle],
    asked: dict[str, str],
    bodies: dict[str, Agency],
) -> dict[str, Any]:
    best = found[0] if found and is_best(found) else None
    rest = [each for each in found if each.service and each is not best]
    show = len(rest) <= SHOW_DOCUMENTS
    shown = rest[:SHOWN]
    near = answer.near if not found else ()
    return {
        "best": _best(best, known, joined, asked, bodies) if best else None,
        "hits": [_row(known[each.code], each, asked, bodies, show=show) for each in shown],
        "count": len(found),
        "more": len(rest) - len(shown),
        "bundles": [joined[each.bundle] for each in found if each.bundle and each is not best],
        "near": [_row(known[each.code], each, asked, bodies) for each in near
                 if each.service in known],
        "near_bundles": [joined[each.bundle] for each in near if each.bundle in joined],
    }  # fmt: skip


def _bodies_at(request: HttpRequest, bodies: Mapping[str, Agency]) -> list[Agency]:
    """Those that a page of the site speaks of: at a county's, the ones that sit there."""
    site = site_of(request)
    if site is None or not site.is_of_a_county:
        return list(bodies.values())
    return [each for each in bodies.values() if site.is_within(each.division_id)]


def _place_named(code: str) -> list[dict[str, Any]]:
    """The page of the place that a query names, where it finds nothing else; [] without a place."""
    if not code:
        return []
    place = division(code)
    return [
        {"word": {"zh": place.name, **place.names}, "icon": "map-pin",
         "note": _("这里的大厅、代办点和能办的事"), "url": reverse("portal:place", args=[code])}
    ]  # fmt: skip


def _best(
    found: Found,
    known: Mapping[str, Service],
    joined: Mapping[str, Bundle],
    asked: dict[str, str],
    bodies: dict[str, Agency],
) -> dict[str, Any]:
    if found.bundle:
        return best_bundle(joined[found.bundle], found)
    service = known[found.code]
    return best_service(service, found, _agency_chosen(service, asked, bodies))


def _count(query: str) -> None:
    try:
        with transaction.atomic():
            count_miss(query)
    except DatabaseError:
        # A figure is lost; the page is not.
        log.exception("a miss could not be counted")


def _page(
    request: HttpRequest,
    asked: dict[str, str],
    bodies: dict[str, Agency],
    *,
    hits: Sequence[dict[str, Any]] = (),
    best: dict[str, Any] | None = None,
    count: int | None = None,
    more: int = 0,
    bundles: Sequence[Bundle] = (),
    near: Sequence[dict[str, Any]] = (),
    near_bundles: Sequence[Bundle] = (),
    named_place: Sequence[dict[str, Any]] = (),
    own: Sequence[dict[str, Any]] = (),
    own_first: bool = False,
    is_down: bool = False,
    letter: str = "",
) -> HttpResponse:
    number = len(hits) if count is None else count
    nothing = not hits and not bundles and best is None
    context = {
        "query": asked["q"],
        "count": ngettext("%(n)s 个事项", "%(n)s 个事项", number) % {"n": number},
        "best": best,
        "hits": hits,
        "more": more,
        "bundles": bundle_entries(bundles),
        "near": near,
        "near_bundles": bundle_entries(near_bundles),
        "named_place": named_place,
        "own": own,
        "own_first": own_first,
        # What somebody chose stays while they change the words.
        "kept": {key: asked[key] for key in ("for", "place", "event") if request.GET.get(key)},
        "pieces": entries(pieces_saying(asked["q"], at=slug_of(request)))
        if asked["q"] and not is_down
        else [],
        "people": _people(asked),
        "places": _places(asked, bodies, place_of(site_of(request))),
        "is_preset": _is_preset(request, asked),
        "event": _(asked["event"]) if asked["event"] else "",
        "event_name": asked["event"] if asked["event"] in EVENT_ICONS else "",
        "without_event": _address(asked, event=""),
        "narrowed": _narrowed(asked),
        "title": kind_groups().get(asked["kind"]) or (_(asked["theme"]) if asked["theme"] else ""),
        "ways": other_ways() if not asked["q"] else [],
        "is_down": is_down,
        "is_empty": number == 0,
        "letters": _letters(letter) if nothing else [],
    }
    return render(request, "portal/services.html", context)


def _letters(chosen: str) -> list[dict[str, Any]]:
    """Every service from A to Z by the pinyin of its title; of very many, those of one letter."""
    if how_many() > LISTED:
        rows = by_letter(titles(), letter_of).get(chosen, []) if chosen else []
        listed = {letter: rows if letter == chosen else [] for letter in ascii_uppercase + "#"}
    else:
        listed, chosen = by_letter(titles(), letter_of), ""
    known = services_called(code for rows in listed.values() for code, _title in rows)
    address = reverse("portal:services")
    return [
        {
            "letter": letter,
            "url": f"#letter-{letter}" if rows else f"{address}?{urlencode({'letter': letter})}",
            "entries": [
                {"word": plain_title(known[code]), "url": reverse("portal:guide", args=[code])}
                for code, _title in rows
                if code in known
            ],
        }
        for letter, rows in listed.items()
    ]


def _fits(service: Service, asked: dict[str, str], bodies: dict[str, Agency]) -> bool:
    if asked["for"] and asked["for"] not in service.applicants:
        return False
    if asked["event"] and asked["event"] not in service.life_events:
        return False
    if asked["theme"] and asked["theme"] not in service.parsed.sheet.themes:
        return False
    if asked["kind"] and service.parsed.sheet.kind not in kinds_of(asked["kind"]):
        return False
    chosen = asked["place"] not in ("", EVERYWHERE)
    return not chosen or _agency_in(service, asked["place"], bodies) is not None


def _fits_bundle(bundle: Bundle, asked: dict[str, str]) -> bool:
    if asked["event"] and asked["event"] not in bundle.life_events:
        return False
    if asked["kind"] or (asked["theme"] and asked["theme"] not in bundle.themes):
        return False
    return not asked["for"] or asked["for"] in bundle.applicants


def _is_here(
    found: Found, known: Mapping[str, Service], asked: dict[str, str], bodies: dict[str, Agency]
) -> bool:
    if asked["place"] in ("", EVERYWHERE) or found.bundle:
        return True
    return _agency_in(known[found.code], asked["place"], bodies) is not None


def _agency_chosen(
    service: Service, asked: dict[str, str], bodies: dict[str, Agency]
) -> Agency | None:
    if asked["place"] in ("", EVERYWHERE):
        return None
    return _agency_in(service, asked["place"], bodies)


def _agency_in(service: Service, place: str, bodies: dict[str, Agency]) -> Agency | None:
    offered = [bodies[each.agency] for each in service.parsed.sheet.offerings
               if each.agency in bodies]  # fmt: skip
    exact = [each for each in offered if each.division_id.startswith(place)]
    wider = [each for each in offered if place.startswith(reach_of(each.division_id))]
    return next(iter([*exact, *wider]), None)


def _row(
    service: Service,
    found: Found | None,
    asked: dict[str, str],
    bodies: dict[str, Agency],
    *,
    show: bool = False,
) -> dict[str, Any]:
    sheet = service.parsed.sheet
    agency = _agency_chosen(service, asked, bodies)
    query = f"?at={agency.code}" if agency else ""
    documents = [each.name for each in service.parsed.documents.documents
                 if each.source == "applicant"]  # fmt: skip
    return {
        "title": sheet.title,
        "official": sheet.official,
        "lead": sheet.lead,
        "who": who_applies(sheet.applicants),
        "why": why(found) if found else "",
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


def _is_preset(request: HttpRequest, asked: dict[str, str]) -> bool:
    """Whether the place was chosen by the site, not by the person: one chip, which goes away."""
    return bool(asked["place"]) and asked["place"] == place_of(site_of(request))


def _narrowed(asked: dict[str, str]) -> list[dict[str, Any]]:
    """What else the list is narrowed to; each is taken away by a click."""
    words = {
        "theme": asked["theme"] and _(asked["theme"]),
        "kind": kind_groups().get(asked["kind"]),
    }
    return [
        {"word": word, "url": _address(asked, **{name: ""}), "current": True}
        for name, word in words.items()
        if word
    ]


def _places(asked: dict[str, str], bodies: dict[str, Agency], preset: str) -> list[dict[str, Any]]:
    divisions = {
        each.division_id: body_name(each.division)
        for each in bodies.values()
        if not each.division_id.endswith("00000000") and each.division_id.endswith("000000")
    }
    # A place that the query or the site names is left by saying so.
    anywhere = EVERYWHERE if asked["q"] or preset else ""
    if preset and asked["place"] == preset:
        name = divisions.get(preset.ljust(12, "0"), "")
        return [{"word": name, "url": _address(asked, place=anywhere), "current": True}]
    everywhere = asked["place"] in ("", EVERYWHERE)
    chips = [
        {"word": _("全地区"), "url": _address(asked, place=anywhere), "current": everywhere},
    ]
    return chips + [
        {
            "word": name,
            "url": _address(asked, place=code[:6]),
            "current": asked["place"] == code[:6],
        }
        for code, name in sorted(divisions.items())
    ]
