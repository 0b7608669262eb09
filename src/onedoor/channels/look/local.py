"""What belongs to the site a page is read at: services, bodies, columns."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from django.utils.translation import get_language

from onedoor.registers.agencies.queries import Agency, Division, agencies
from onedoor.registers.catalogue.queries import Service, stamp
from onedoor.registers.publications.listed import Column, columns
from onedoor.registers.sites.queries import Site


def bodies() -> dict[str, Agency]:
    """Every body, read once for each publication: half of what a page of answers costs."""
    return _bodies_published(stamp())


@lru_cache(maxsize=2)
def _bodies_published(_stamp: str) -> dict[str, Agency]:
    return agencies()


def body_name(body: Agency | Division) -> str:
    """What the body or place is called, in the reader's language if it has a name there."""
    return body.called(get_language() or "zh")


def body_short(body: Agency) -> str:
    """Its short name; in another language the whole one, for there is no other."""
    return str(body.names.get(get_language() or "zh") or body.short)


def short_names(codes: Iterable[str]) -> dict[str, str]:
    """The short names of these bodies by code, in one query."""
    return {code: body_short(each) for code, each in agencies(set(codes)).items()}


def agencies_at(site: Site | None) -> frozenset[str] | None:
    """The bodies of the place of a county's site; None elsewhere: there everybody's things show."""
    if site is None or not site.is_of_a_county:
        return None
    return frozenset(code for code, each in bodies().items() if site.is_within(each.division_id))


def services_at(site: Site | None, known: Sequence[Service]) -> list[Service]:
    """Of these services, those that the site shows by its rule: its own, and those it takes."""
    if site is None:
        return list(known)
    everybody = bodies()
    return [each for each in known if site.takes_service(_where(each, everybody))]


def _where(service: Service, everybody: Mapping[str, Agency]) -> Iterable[str]:
    offered = (each.agency for each in service.parsed.sheet.offerings)
    return [everybody[each].division_id for each in offered if each in everybody]


def columns_at(site: Site | None) -> Mapping[str, Column]:
    """The columns of the site in its own order; without a site, or where it says nothing, all."""
    known = columns()
    if site is None or not site.columns:
        return known
    return {each: known[each] for each in site.columns if each in known}


def place_of(site: Site | None) -> str:
    """The digits by which a site of a county narrows what is sought; "" elsewhere."""
    return site.reach if site and site.is_of_a_county else ""
