"""The ways to a matter besides the search: agency, theme, life event, and what is done most."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.here import division_here
from onedoor.channels.look.local import services_at
from onedoor.channels.look.sites import site_of, slug_of
from onedoor.channels.look.words import say
from onedoor.channels.portal import ways
from onedoor.channels.portal.cache import cacheable
from onedoor.channels.portal.event_words import event_rows
from onedoor.channels.portal.figure_words import few, last_month_said
from onedoor.channels.portal.service_facts import entry_of, facts_of_service
from onedoor.channels.portal.wording import joined
from onedoor.kernel.refusals import NotFound
from onedoor.registers.agencies.queries import Agency, agencies, reach_of
from onedoor.registers.catalogue.queries import (
    Service,
    bundles,
    offers,
    services,
    services_called,
    themes,
)
from onedoor.registers.items.queries import newest_editions
from onedoor.registers.publications.queries import counts


@require_safe
@cacheable
@entrance(Door.ANYONE)
def by_theme(request: HttpRequest) -> HttpResponse:
    """The themes of the national list, in the order of a life, with how many matters each has."""
    known = services_at(site_of(request), services())
    parts = [
        {"id": kind, "title": title, "rows": _themes(known, kind)}
        for kind, title in (("person", _("个人")), ("organisation", _("企业和个体户")))
    ]
    return render(request, "portal/themes.html", {"groups": parts, "ways": other_ways("themes")})


def _themes(known: Sequence[Service], kind: str) -> list[dict[str, Any]]:
    count = Counter(
        theme
        for service in known
        if kind in service.applicants
        for theme in service.parsed.sheet.themes
    )
    address = reverse("portal:services")
    return [
        {
            "word": f"{_(theme)} {count[theme]}",
            "url": f"{address}?{urlencode({'for': kind, 'theme': theme})}",
        }
        for theme in themes()[kind]
        if count.get(theme)
    ]


def _how_many(count: int) -> str:
    return ngettext("%(n)s 个事项", "%(n)s 个事项", count) % {"n": count}


@require_safe
@cacheable
@entrance(Door.ANYONE)
def by_event(request: HttpRequest) -> HttpResponse:
    """The events of a life, each with what there is to do about it."""
    context = {
        "events": event_rows(services_at(site_of(request), services()), bundles()),
        "ways": other_ways("events"),
    }
    return render(request, "portal/events.html", context)


@require_safe
@cacheable
@entrance(Door.ANYONE)
def by_agency(request: HttpRequest) -> HttpResponse:
    """Every agency that offers something here, by place; of one place if asked."""
    offered, language = offers(), get_language() or "zh"
    reach = reach_of(division_here(request))
    bodies = [each for each in agencies(offered).values() if each.division_id.startswith(reach)]
    places = _places(bodies, language)
    chosen = request.GET.get("place", "")
    chosen = chosen if chosen in places else _fullest(bodies)
    rows = [
        {
            "word": each.called(language),
            "note": _how_many(len(offered[each.code])),
            "url": reverse("portal:agency", args=[each.code]),
        }
        for each in bodies
        if each.division_id == chosen
    ]
    chips = [
        {"word": name, "url": f"?place={code}", "current": code == chosen}
        for code, name in places.items()
    ]
    context = {
        "places": chips,
        "place": places.get(chosen, ""),
        "rows": rows,
        "ways": other_ways("agencies"),
    }
    return render(request, "portal/agencies.html", context)


def _fullest(bodies: Sequence[Agency]) -> str:
    """The place with most agencies: where one most likely looks."""
    count = Counter(each.division_id for each in bodies)
    return min(count, key=lambda code: (-count[code], code), default="")


def _places(bodies: Sequence[Agency], language: str) -> dict[str, str]:
    return {each.division_id: each.division.called(language) for each in bodies}


@require_safe
@cacheable
@entrance(Door.ANYONE)
def agency(request: HttpRequest, agency: str) -> HttpResponse:
    """One agency: what it does for people, where, when and on which telephone it is met."""
    codes = offers().get(agency)
    if not codes:
        raise NotFound(where=agency)
    body = agencies([agency])[agency]
    known = services_called(codes)
    context = {
        "body": body.called(get_language() or "zh"),
        "place": body.division.called(get_language() or "zh"),
        "back": f"{reverse('portal:agencies')}?place={body.division_id}",
        "office": office_rows(body.office),
        "rows": [_row(known[code], agency) for code in codes if code in known],
        "month": last_month_said(least=few(), agency=agency),
        "beside": _beside(body, at=slug_of(request)),
    }
    return render(request, "portal/agency.html", context)


def office_rows(office: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Where, when and on which telephone an agency is met."""
    words = {
        "address": _("地址"), "hours": _("时间"), "phone": _("电话"),
        "complaint_phone": _("监督投诉"), "note": _("说明"),
    }  # fmt: skip
    return [{"key": word, "value": office[key]} for key, word in words.items() if office.get(key)]


def _row(service: Service, agency: str) -> dict[str, Any]:
    facts = (say(fact["word"]) for fact in facts_of_service(service.parsed))
    return {
        "word": service.parsed.sheet.title,
        "note": joined(list(facts), _("，")),
        "url": f"{reverse('portal:guide', args=[service.code])}?at={agency}",
    }


def _beside(body: Agency, *, at: str) -> list[dict[str, str]]:
    """What else of this agency is open to anybody; only what is there."""
    rows = [
        {"word": _("问这个单位"), "icon": "message-circle",
         "url": f"{reverse('portal:write', args=['consultation'])}?agency={body.code}"},
    ]  # fmt: skip
    rows.append({"word": _("批准了谁"), "note": _("公示的许可决定"), "icon": "file-certificate",
                 "url": f"{reverse('portal:results')}?agency={body.code}"})  # fmt: skip
    if body.code in newest_editions():
        rows.append({"word": _("权责清单"), "icon": "list-details",
                     "url": reverse("portal:powers-of", args=[body.code])})  # fmt: skip
    if counts(at).agencies.get(body.code):
        rows.append({"word": _("发布的信息"), "icon": "file-text",
                     "url": f"{reverse('portal:open')}?agency={body.code}"})  # fmt: skip
    return rows


@require_safe
@cacheable
@entrance(Door.ANYONE)
def most_done(request: HttpRequest) -> HttpResponse:
    """What was applied for most in this place, with how often; small numbers are not told."""
    found = ways.most_done(services_at(site_of(request), services()), division_here(request))
    told = found.counted[: ways.shown()]
    context = {
        "rows": [{**entry_of(each.service), "count": each.count} for each in (told or found.rows)][
            : ways.shown()
        ],
        "until": found.until,
        "months": ways.months(),
        "floor": ways.floor(),
        "ways": other_ways("most-done"),
    }
    return render(request, "portal/most_done.html", context)


def other_ways(here: str = "") -> list[dict[str, Any]]:
    """The six ways as words that lead on; the one one stands in is marked."""
    services_at = reverse("portal:services")
    rows = (
        ("person", _("个人办事"), f"{services_at}?for=person", "user"),
        (
            "organisation",
            _("企业和个体户办事"),
            f"{services_at}?for=organisation",
            "building-store",
        ),
        ("agencies", _("按部门"), reverse("portal:agencies"), "building"),
        ("themes", _("按主题"), reverse("portal:themes"), "folder"),
        ("events", _("按人生大事"), reverse("portal:events"), "flag"),
        ("most-done", _("办得最多的"), reverse("portal:most-done"), "users-group"),
    )
    return [
        {"word": word, "url": url, "icon": icon, "current": key == here}
        for key, word, url, icon in rows
    ]
