"""What the published routes ask of which posts: the rights that publication gives."""

from collections.abc import Iterable, Iterator, Mapping

from onedoor.registers.agencies.actions import Right
from onedoor.registers.agencies.acts import (
    ACTS_OF_A_STEP,
    ACTS_OF_ACCEPTING,
    ACTS_OF_DECIDING,
    ACTS_OF_SUPERVISING,
)
from onedoor.registers.agencies.queries import NoSuchBody, agencies, body_for, posts_of
from onedoor.registers.catalogue.bundlechecks import nearest
from onedoor.registers.catalogue.definition import (
    Body,
    Bundle,
    Desk,
    ServiceDefinition,
    Step,
    seats_of,
)

SUPERVISOR = "supervisor"


def rights_of(definitions: dict[str, ServiceDefinition]) -> Iterator[Right]:
    """The rights of every post that a route names, at every agency that offers the service.

    A post acts in the division of its own agency and all within it. Supervisors of the agencies
    watch every service there.
    """
    places = {code: each.division_id for code, each in agencies().items()}
    watched: set[str] = set()
    for code, definition in definitions.items():
        for offering in definition.sheet.offerings:
            watched.add(offering.agency)
            for agency, post, acts in _asked(definition, offering.agency):
                watched.add(agency)
                for act in acts:
                    yield Right(f"{agency}/{post}", act, code, places.get(agency, ""))
    yield from _supervisors(watched, places)


def rights_of_bundles(
    bundles: Iterable[Bundle], definitions: Mapping[str, ServiceDefinition]
) -> Iterator[Right]:
    """The lead's window takes in every part for all; its approver may ask for a longer time."""
    known = agencies()
    for bundle in bundles:
        for offering in bundle.offerings:
            lead = known[offering.agency]
            for part in bundle.parts:
                sheet = definitions[part.service].sheet
                offered = {each.agency: known[each.agency] for each in sheet.offerings}
                there = {code: (each.function, each.division_id) for code, each in offered.items()}
                agency = nearest(part, there, lead.function, lead.division_id)
                place = known[agency].division_id if agency else ""
                for act in ACTS_OF_ACCEPTING:
                    yield Right(f"{lead.code}/{bundle.accept.post}", act, part.service, place)
                yield Right(f"{lead.code}/{bundle.extend.post}", "extend", part.service, place)


def _asked(definition: ServiceDefinition, agency: str) -> Iterator[tuple[str, str, Iterable[str]]]:
    route = definition.route
    # Acceptance is always the offering agency's own.
    yield agency, route.accept.post, ACTS_OF_ACCEPTING
    desks: list[tuple[Step | Desk, Iterable[str]]] = [
        (each, ACTS_OF_A_STEP) for each in route.steps
    ]
    for desk, acts in [*desks, (route.decide, ACTS_OF_DECIDING)]:
        for body, post in seats_of(desk):
            acting = _body(body, agency)
            if acting:
                yield acting, post, acts


def _body(body: Body, agency: str) -> str:
    try:
        return body_for(body.function, body.place, offering=agency)
    except NoSuchBody:
        # The gate says so where it matters; a post that is not there needs no right.
        return ""


def _supervisors(codes: set[str], places: dict[str, str]) -> Iterator[Right]:
    for code in sorted(codes):
        if any(post.slug == SUPERVISOR for post in posts_of(code)):
            for act in ACTS_OF_SUPERVISING:
                yield Right(f"{code}/{SUPERVISOR}", act, "", places.get(code, ""))
