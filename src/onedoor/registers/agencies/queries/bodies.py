"""Which bodies there are, where they are, and which stands for a function in a place."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Count

from onedoor.kernel.calendar import WorkingCalendar, calendar_of, load_calendars
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.registers.agencies.acts import reach_of
from onedoor.registers.agencies.models import (
    STATIONS,
    Agency,
    Department,
    Division,
    Post,
    Station,
)


class NoSuchBody(Refusal):
    """这里没有承担“{function}”职责的机构，事情无法转过去，请联系系统管理员。"""


def agency(code: str) -> Agency:
    """The agency with its division; NotFound when nobody is called so."""
    found = Agency.objects.select_related("division").filter(code=code).first()
    if found is None:
        raise NotFound(where=code)
    return found


class Seat(NamedTuple):
    """What a case number is made of: the body's code, its credit code and its division."""

    code: str
    credit_code: str
    division: str


def seat_of(code: str) -> Seat:
    """Where the body sits; NotFound when nobody is called so."""
    # Asked by every application, so it is one plain statement.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, credit_code, division_id FROM agencies_agency WHERE code = %s", [code]
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound(where=code)
    return Seat(*row)


def agencies(codes: Iterable[str] | None = None, *, to_name: bool = False) -> dict[str, Agency]:
    """These agencies by code in one query, or all that are active in two, for a whole page.

    `to_name`: what they are called and where they sit, at half the price; anything else of one
    that was asked for so is another query.
    """
    known = Agency.objects.order_by("division_id", "code")
    if to_name:
        known = known.defer("office", "powers", "former_names", "review_body", "court")
    if codes is not None:
        chosen = known.select_related("division").filter(code__in=list(codes))
        return {each.code: each for each in chosen}
    # Many sit in one place: each place is read once, and shared.
    found = {each.code: each for each in known.filter(active=True)}
    places = Division.objects.in_bulk({each.division_id for each in found.values()})
    for each in found.values():
        each.division = places[each.division_id]
    return found


def names_in_other_languages() -> dict[str, dict[str, str]]:
    """What bodies, posts and stations are called elsewhere, by their names in Chinese."""
    found: dict[str, dict[str, str]] = {}
    for kind in (Post, Station, Agency):
        found |= {name: names for name, names in kind.objects.values_list("name", "names") if names}
    return found


def places_in_other_languages() -> dict[str, dict[str, str]]:
    """The same of places."""
    return {name: names for name, names in Division.objects.values_list("name", "names") if names}


def hours_in_use() -> set[str]:
    """The hours of all windows and stations, each once, as they are written in the packs."""
    windows = Agency.objects.values_list("office__hours", flat=True).distinct()
    return {*windows, *Station.objects.values_list("hours", flat=True).distinct()} - {None}


def divisions_of(codes: Iterable[str]) -> dict[str, str]:
    """The code of the division that each of these bodies sits in: one query, nothing else of it."""
    found = Agency.objects.filter(code__in=list(codes))
    return dict(found.values_list("code", "division_id"))


def agencies_of_function(function: str) -> list[Agency]:
    """The active bodies of one function, by division."""
    return list(
        Agency.objects.select_related("division")
        .filter(function=function, active=True)
        .order_by("division_id")
    )


def bodies_with(*posts: str) -> dict[str, Agency]:
    """The active bodies that have every one of these posts, by code."""
    known = Agency.objects.filter(active=True).order_by("division_id", "code")
    for post in posts:
        known = known.filter(posts__slug=post)
    return {each.code: each for each in known}


def body_for(function: str, place: str, *, offering: str) -> str:
    """The code of the agency that acts when a route says `function` at `place`.

    `function` is "own" or a function; `place` is "same" (the place of the agency `offering`; for a
    township, its county when it has no such body itself) or "prefecture" (the one above it) or
    "region" (the one above that).
    NoSuchBody when there is none, NotFound when `offering` is unknown.
    """
    if function == "own" and place == "same":
        return offering
    asking = agency(offering)
    wanted = asking.function if function == "own" else function
    places = places_of(asking.division_id, place)
    found = dict(
        Agency.objects.filter(function=wanted, active=True, division_id__in=places).values_list(
            "division_id", "code"
        )
    )
    for each in places:
        if each in found:
            return found[each]
    raise NoSuchBody(function=wanted, where=offering)


def acting_bodies(
    wanted: Iterable[tuple[str, str]], *, offering: Agency
) -> dict[tuple[str, str], Agency]:
    """Of these (function, place), the agency that acts; one query for a whole route.

    As `body_for`; where there is no such body, nothing stands in the answer.
    """
    asked = {
        (function, place): (
            offering.function if function == "own" else function,
            places_of(offering.division_id, place),
        )
        for function, place in wanted
        if (function, place) != ("own", "same")
    }
    if not asked:
        return {}
    functions = {function for function, _ in asked.values()}
    places = {each for _, found in asked.values() for each in found}
    known = {
        (each.function, each.division_id): each
        for each in Agency.objects.select_related("division").filter(
            active=True, function__in=functions, division_id__in=places
        )
    }
    found = {
        key: next((known[function, place] for place in near if (function, place) in known), None)
        for key, (function, near) in asked.items()
    }
    return {key: agency for key, agency in found.items() if agency is not None}


def places_of(division: str, place: str) -> list[str]:
    """The divisions in which a body may stand for `place` seen from `division`, nearest first."""
    if place == "region":
        return [division[:2] + "0" * 10]
    if place == "prefecture":
        return [division[:4] + "0" * 8]
    county = division[:6] + "0" * 6
    return list(dict.fromkeys((division, county)))


def posts_of(agency_code: str) -> list[Post]:
    """All posts of an agency."""
    return list(Post.objects.filter(agency_id=agency_code).order_by("id"))


def division(code: str) -> Division:
    """The division of these 12 digits; NotFound."""
    found = Division.objects.filter(code=code).first()
    if found is None:
        raise NotFound(where=code)
    return found


def divisions_under(code: str) -> list[Division]:
    """The divisions directly under `code`, by code; those at the top for ""."""
    return list(Division.objects.filter(parent_id=code or None).order_by("code"))


def divisions_within(code: str, level: str) -> list[Division]:
    """Every division of this level inside `code`, however far down, by code."""
    inside = Division.objects.filter(level=level, code__startswith=reach_of(code))
    return list(inside.exclude(code=code).order_by("code"))


def stations_in(division: str) -> list[Station]:
    """The stations of exactly this division, the widest first."""
    found = Station.objects.filter(division_id=division)
    return sorted(found, key=lambda each: (STATIONS.index(each.kind), each.code))


def stations_counted(division: str) -> dict[str, int]:
    """How many stations each division inside this one has, by its code; one query."""
    inside = Station.objects.filter(division__code__startswith=reach_of(division))
    rows = inside.values_list("division_id").annotate(n=Count("pk"))
    return dict(rows.order_by("division_id"))


def halls_within(reach: str) -> list[Station]:
    """The halls of all divisions that begin so, by division; a site's own comes first."""
    return list(
        Station.objects.filter(kind="hall", division__code__startswith=reach).order_by(
            "division_id"
        )
    )


def hall_for(division: str) -> Station | None:
    """The hall that serves a place: of its county, else of its prefecture."""
    wider = [division[:digits].ljust(12, "0") for digits in (6, 4)]
    halls = {
        each.division_id: each
        for each in Station.objects.filter(kind="hall", division_id__in=wider)
    }
    return next((halls[each] for each in wider if each in halls), None)


def calendar_for(agency_code: str) -> WorkingCalendar:
    """The working calendar in force where the agency sits. Read once in each process.

    NotFound when the agency is unknown; BadCalendar when the packs have none for its place.
    """
    place = Agency.objects.filter(code=agency_code).values_list("division_id", flat=True).first()
    if place is None:
        raise NotFound(where=agency_code)
    return calendar_at(place)


def calendar_at(division: str) -> WorkingCalendar:
    """The working calendar in force in this division; BadCalendar when there is none."""
    return calendar_of(division, _calendars(Path(settings.ONEDOOR_PACKS)))


def calendars() -> Mapping[str, WorkingCalendar]:
    """Every working calendar in force, by the region it is of."""
    return _calendars(Path(settings.ONEDOOR_PACKS))


@cache
def _calendars(packs: Path) -> dict[str, WorkingCalendar]:
    return load_calendars(*packs.glob("*/calendar"))


def departments_of(agency_code: str) -> list[Department]:
    """The departments of an agency that stand, by code."""
    return list(Department.objects.filter(agency_id=agency_code, until=None).order_by("code"))
