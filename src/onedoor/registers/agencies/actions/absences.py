"""Leave with a substitute, and posts delegated with an end and limits."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now, today
from onedoor.registers.agencies import refusals as no
from onedoor.registers.agencies.actions.appointing import end_places
from onedoor.registers.agencies.acts import ACTS
from onedoor.registers.agencies.events import LeaveEnded, LeaveRecorded, PlaceTaken
from onedoor.registers.agencies.models import Appointment, Leave
from onedoor.registers.agencies.queries.holding import agencies_of, is_away, standing_appointments
from onedoor.registers.agencies.rules import may_manage_leave


@transaction.atomic
def record_leave(
    account_id: Any, *, since: date, until: date, substitute: Any = None, by: Actor
) -> Leave:
    """The clerk is away, both days included; the substitute holds each of their posts meanwhile.

    By themselves, by a supervisor of the agency, or by the security administrator. The substitute
    is of the same agency, is there on those days, and hands nothing on to a third.
    """
    _refuse_others(account_id, by=by)
    if until < since or until < today():
        raise no.EndsBeforeItBegins(where="until")
    if is_away(account_id, since=since, until=until):
        raise no.AwayAlready(where="since")
    leave = Leave.objects.create(
        account_id=account_id,
        substitute_id=substitute or None,
        since=since,
        until=until,
        recorded_by=by.ref,
        recorded_at=now(),
    )
    record(
        LeaveRecorded(
            subject=f"clerk:{account_id}",
            account=str(account_id),
            substitute=str(substitute or ""),
            since=since,
            until=until,
        ),
        by=by,
    )
    if substitute:
        for held in _own(account_id):
            _refuse_substitute(held, substitute, since=since, until=until)
            last = min(until, held.until) if held.until else until
            if last >= since:
                _lend(held, substitute, kind="substitute", since=since, until=last, by=by)
    return leave


@transaction.atomic
def end_leave(leave_id: Any, *, by: Actor) -> None:
    """Back early, or never gone: whoever stood in does so no longer, from this moment."""
    leave = Leave.objects.select_for_update().filter(pk=leave_id, ended_at=None).first()
    if leave is None:
        raise NotFound(where=str(leave_id))
    _refuse_others(leave.account_id, by=by)
    leave.ended_at = now()
    leave.save(update_fields=["ended_at"])
    places = Appointment.objects.filter(
        kind="substitute", from_account=leave.account_id, account=leave.substitute_id,
        since__gte=leave.since, until__lte=leave.until,
    )  # fmt: skip
    end_places(places, until=today(), at_once=True, by=by)
    news = LeaveEnded(subject=f"clerk:{leave.account_id}", account=str(leave.account_id))
    record(news, by=by)


@transaction.atomic
def delegate(
    post: str,
    account_id: Any,
    *,
    to: Any,
    since: date,
    until: date | None,
    acts: Collection[str] = (),
    services: Collection[str] = (),
    reason: str,
    by: Actor,
) -> Appointment:
    """Let `to` hold the account's post as well, with an end and within these acts and services.

    Only what one holds in one's own right can be lent, and only within one's own time.
    """
    _refuse_others(account_id, by=by)
    if until is None:
        raise no.NeedsAnEnd(where="until")
    if until < since or until < today():
        raise no.EndsBeforeItBegins(where="until")
    if not reason.strip():
        raise no.ReasonNeeded(where="reason")
    for act in acts:
        if act not in ACTS:
            raise no.UnknownAct(act=act, where="acts")
    held = next((each for each in _own(account_id) if each.post.code == post), None)
    if held is None:
        raise no.NotYourPostToLend(post=post)
    if held.until and until > held.until:
        raise no.BeyondYourEnd(until=held.until, where="until")
    _refuse_substitute(held, to, since=since, until=until)
    return _lend(
        held, to, kind="delegated", since=since, until=until, acts=sorted(acts),
        services=sorted(services), reason=reason.strip(), by=by,
    )  # fmt: skip


@transaction.atomic
def end_delegation(appointment_id: Any, *, by: Actor) -> None:
    """Take back what was lent, from this moment."""
    lent = Appointment.objects.filter(pk=appointment_id, ended_at=None).exclude(kind="own").first()
    if lent is None:
        raise NotFound(where=str(appointment_id))
    _refuse_others(lent.from_account_id, by=by)
    end_places(Appointment.objects.filter(pk=lent.pk), until=today(), at_once=True, by=by)


def _refuse_others(account_id: Any, *, by: Actor) -> None:
    """The clerk themselves, a supervisor of their agency, or the security administrator."""
    if by.is_staff and by.ref == f"account:{account_id}":
        return
    if not may_manage_leave(agencies_of(account_id, on=today()), by=by):
        raise no.NotYourClerk()


def _own(account_id: Any) -> list[Appointment]:
    own = standing_appointments(on=today()).filter(account_id=account_id, kind="own")
    return list(own.select_related("post").select_for_update(of=("self",)))


def _refuse_substitute(held: Appointment, account_id: Any, *, since: date, until: date) -> None:
    clerk = get_user_model()._default_manager.filter(pk=account_id, is_active=True).first()
    if clerk is None or not clerk.is_staff or account_id == held.account_id:
        raise no.OtherAgency(name=clerk.name if clerk else "", where="to")
    if held.post.agency_id not in agencies_of(account_id, on=today()):
        raise no.OtherAgency(name=clerk.name, where="to")
    if is_away(account_id, since=since, until=until):
        raise no.AwayThen(name=clerk.name, where="to")
    # Nobody hands on to a third what they hold for another: a chain would hide who acts.
    lent_to_us = Appointment.objects.filter(
        account_id=held.account_id, from_account_id=account_id, ended_at=None,
        since__lte=until, until__gte=since,
    )  # fmt: skip
    if lent_to_us.exists():
        raise no.StandsInAlready(name=clerk.name, where="to")


def _lend(
    held: Appointment,
    to: Any,
    *,
    kind: str,
    since: date,
    until: date,
    acts: Collection[str] = (),
    services: Collection[str] = (),
    reason: str = "",
    by: Actor,
) -> Appointment:
    lent = Appointment.objects.create(
        account_id=to, post=held.post, since=since, until=until, kind=kind,
        from_account_id=held.account_id, acts=list(acts), services=list(services), reason=reason,
    )  # fmt: skip
    record(
        PlaceTaken(
            subject=f"post:{held.post.code}",
            post=held.post.code,
            account=str(to),
            principal=str(held.account_id),
            kind=kind,
            since=since,
            until=until,
        ),
        by=by,
    )
    return lent
