"""Whose turn it is, as conditions on rows: the posts of an actor, within the limits of loans."""

from functools import reduce
from operator import or_

from django.db.models import Q

from onedoor.kernel.actors import Actor
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import where_granted

SUPERVISOR = "/supervisor"


def turn_of(actor: Actor, seat: str) -> Q:
    """Tasks of the post "agency/slug"; where it is only lent, of the services it was lent for."""
    agency, _, slug = seat.partition("/")
    tasks = Q(agency=agency, post=slug)
    services = _lent_services(actor, seat)
    return tasks & Q(case__service__in=services) if services is not None else tasks


def turns_of(actor: Actor) -> Q:
    """Tasks of any of the actor's posts; nothing when they hold none."""
    seats = [turn_of(actor, seat) for seat in sorted(actor.posts)]
    return reduce(or_, seats) if seats else Q(pk=None)


def watched_by(actor: Actor, of: str = "") -> Q | None:
    """Cases that the actor supervises, or None; `of` is the way from the row to its case."""
    seats = sorted(seat for seat in actor.posts if seat.endswith(SUPERVISOR))
    if not seats:
        return None
    found = []
    for agency, service, reach in where_granted(seats, "supervise", on=today()):
        cases = Q(**{f"{of}agency": agency, f"{of}division__startswith": reach})
        if service:
            cases &= Q(**{f"{of}service": service})
        lent = _lent_services(actor, agency + SUPERVISOR)
        found.append(cases & Q(**{f"{of}service__in": lent}) if lent is not None else cases)
    return reduce(or_, found) if found else None


def _lent_services(actor: Actor, seat: str) -> list[str] | None:
    """The services a lent post was lent for; None: all of them, or the post is one's own."""
    places = actor.places_taken(seat)
    if not places or any(not place.services for place in places):
        return None
    return sorted(set().union(*(place.services for place in places)))
