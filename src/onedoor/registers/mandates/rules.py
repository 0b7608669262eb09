"""What may be given, agreed to and ended, and whether a mandate stands. No queries, no clock."""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import birth_date
from onedoor.kernel.refusals import Refusal
from onedoor.registers.mandates import refusals as no
from onedoor.registers.mandates.kinds import Kind, acts
from onedoor.registers.mandates.models import Mandate
from onedoor.registers.people.levels import level_called
from onedoor.registers.people.queries import Party

_SERVICE = re.compile(r"^[a-z0-9][a-z0-9-]{0,59}$")
_WITH_BIRTHDAY = ("citizen", "residence_permit")


def stands(mandate: Mandate, *, on: date) -> bool:
    """Whether somebody acts under it on this day: agreed to, not ended, within its days."""
    return (
        mandate.confirmed_at is not None
        and mandate.ended_at is None
        and mandate.since <= on <= mandate.until
        and mandate.giver.closed_at is None
        and mandate.receiver.closed_at is None
    )


def state(mandate: Mandate, *, on: date) -> str:
    """`proposed`, `lapsed`, `coming`, `standing`, `expired`, `declined` or `ended`."""
    if mandate.ended_at:
        return "declined" if mandate.ended_how == "declined" else "ended"
    if mandate.confirmed_at is None:
        return "proposed" if on <= mandate.until else "lapsed"
    if on < mandate.since:
        return "coming"
    return "standing" if on <= mandate.until else "expired"


def why_not_offer(
    kind: Kind,
    *,
    giver: Party,
    receiver: Party,
    acts: Sequence[str],
    services: Sequence[str],
    since: date,
    until: date,
    on: date,
) -> Refusal | None:
    """The right two sides, some acts, and a period that the kind allows."""
    word = kind.word["zh"]
    if giver.pk == receiver.pk:
        return no.ToOneself()
    if giver.kind not in kind.giver or receiver.kind not in kind.receiver:
        return no.WrongSide(kind=word, why=kind.what["zh"].rstrip("。"))
    for party in (giver, receiver):
        if party.closed_at:
            return no.GiverClosed(name=party.name)
    if refusal := why_not_these(kind, acts=acts, services=services):
        return refusal
    if until < on or until < since:
        return no.BadPeriod(where="until")
    last = last_day(kind, giver=giver, since=since)
    if last is None or last < on:
        return no.NotAChild(age=kind.younger_than, where="receiver")
    if until > last:
        return no.TooLong(kind=word, until=last, where="until")
    return None


def last_day(kind: Kind, *, giver: Party, since: date) -> date | None:
    """The last day such a mandate may have; None when an age is asked and the number tells none."""
    last = since + timedelta(days=kind.longest_days - 1)
    if not kind.younger_than:
        return last
    if giver.number_kind not in _WITH_BIRTHDAY:
        return None
    born = birth_date(giver.number)
    day = 28 if (born.month, born.day) == (2, 29) else born.day
    of_age = date(born.year + kind.younger_than, born.month, day)
    return min(last, of_age - timedelta(days=1))


def why_not_these(kind: Kind, *, acts: Sequence[str], services: Sequence[str]) -> Refusal | None:
    """Some acts, all of them known and allowed for the kind; services by their codes."""
    if not acts:
        return no.NoActs(where="acts")
    for act in acts:
        if act not in kind.acts:
            return no.UnknownAct(kind=kind.word["zh"], act=_called(act), where="acts")
    for service in services:
        if not _SERVICE.match(service):
            return no.UnknownService(service=service[:40], where="services")
    return None


def _called(act: str) -> str:
    return next((each.word["zh"] for each in acts() if each.act == act), act[:20])


def why_not_sure(kind: Kind, *, by: Actor) -> Refusal | None:
    """Who gives away, or takes on, the right to act has shown who they are."""
    if by.is_staff or by.kind == "system" or by.level >= kind.level:
        return None
    level = level_called(kind.level)
    return no.NotSureEnough(
        level=kind.level,
        name=level.called() if level else "",
        how=level.way_to_it() if level else "",
    )


def why_not_at_a_window(*, by: Actor, basis: str) -> Refusal | None:
    """A named clerk who holds a window post today, and says what was looked at."""
    if not any(post.endswith("/window") for post in by.posts):
        return no.NotAtAWindow()
    return None if basis.strip() else no.BasisNeeded(where="basis")


def why_not_agree(
    mandate: Mandate, *, agreed: Collection[str], side: str, on: date
) -> Refusal | None:
    """An offer whose time is not over, and a side that has not agreed yet."""
    if mandate.ended_at:
        return no.EndedAlready()
    if mandate.confirmed_at or side in agreed:
        return no.ConfirmedAlready()
    return no.OfferLapsed() if on > mandate.until else None
