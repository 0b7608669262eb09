"""The places of the land: counties with their sites, townships with where people are served."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from onedoor.channels.look.doors import Door, entrance
from onedoor.channels.look.sites import site_of
from onedoor.channels.portal.cache import cacheable
from onedoor.kernel.refusals import NotFound
from onedoor.registers.agencies.queries import (
    Division,
    Station,
    division,
    divisions_within,
    hall_for,
    stations_counted,
    stations_in,
)
from onedoor.registers.catalogue.queries import Service, services_called
from onedoor.registers.sites.queries import Site, address_of, cluster

SHOWN = ("county", "township")


@require_safe
@cacheable
@entrance(Door.ANYONE)
def listing(request: HttpRequest) -> HttpResponse:
    """Every county with its townships; at the site of a county its own stand first."""
    known, here = cluster(), site_of(request)
    top = known.root.division if known.root else ""
    counties = divisions_within(top, "county")
    towns: dict[str, list[Division]] = {}
    for town in divisions_within(top, "township"):
        towns.setdefault(town.code[:6], []).append(town)
    counts = stations_counted(top)
    if here and here.is_of_a_county:
        counties.sort(key=lambda each: (each.code != here.division, each.code))
    places = [_county(each, towns.get(each.code[:6], []), counts, here) for each in counties]
    return render(request, "portal/places.html", {"places": places})


def _county(
    county: Division, towns: Iterable[Division], counts: Mapping[str, int], here: Site | None
) -> dict[str, Any]:
    site = next((each for each in cluster().sites if each.division == county.code), None)
    return {
        "name": named(county),
        "url": reverse("portal:place", args=[county.code]),
        "site": address_of(site) + "/" if site and site != here else "",
        "towns": [_town(each, counts) for each in towns],
    }


def _town(town: Division, counts: Mapping[str, int]) -> dict[str, Any]:
    number = counts.get(town.code, 0)
    words = ngettext("%(n)s 个点", "%(n)s 个点", number) % {"n": number} if number else ""
    return {"word": named(town), "note": words, "url": reverse("portal:place", args=[town.code])}


@require_safe
@cacheable
@entrance(Door.ANYONE)
def one(request: HttpRequest, place: str) -> HttpResponse:
    """A county or a township: where people are served, and what can be done there.

    A township without a station of its own shows the hall that serves it: no page is empty.
    """
    found = _division(place)
    if found.level == "prefecture":
        return redirect("portal:places")
    if found.level not in SHOWN:
        raise Http404(place)
    stations = stations_in(place)
    hall = None if any(each.kind == "hall" for each in stations) else hall_for(place)
    every = [*stations, *([hall] if hall else [])]
    offered = services_called({code for each in every for code in each.services})
    county = found if found.level == "county" else division(place[:6].ljust(12, "0"))
    beside = divisions_within(county.code, "township")
    counts = stations_counted(county.code)
    context = {
        "name": named(found),
        "county": {"name": named(county), "url": reverse("portal:place", args=[county.code])}
        if county != found else None,
        "stations": [_station(each, offered) for each in stations],
        "hall": _station(hall, offered) if hall else None,
        "is_sample": any(each.certainty == "sample" for each in every),
        "beside": [_town(each, counts) for each in beside if each != found],
        "services": f"{reverse('portal:services')}?place={place[:6]}",
        "code": found.code,
    }  # fmt: skip
    return render(request, "portal/place.html", context)


def _division(code: str) -> Division:
    try:
        return division(code)
    except NotFound as nowhere:
        raise Http404(code) from nowhere


def _station(station: Station, offered: Mapping[str, Service]) -> dict[str, Any]:
    return {
        "kind": station.kind,
        "name": named(station),
        "address": station.address,
        "hours": station.hours,
        "phone": station.phone,
        "helps": station.helps,
        "services": [
            {"word": offered[code].parsed.sheet.title, "url": reverse("portal:guide", args=[code])}
            for code in station.services
            if code in offered
        ],
        "is_sample": station.certainty == "sample",
    }


def named(each: Division | Station) -> dict[str, str]:
    """Its name as a map of languages."""
    return {"zh": each.name, **each.names}
