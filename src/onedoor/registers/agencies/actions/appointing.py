"""Give posts and take them back; let a leaver go with everything lent in their name."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.events import PlaceGivenBack, PostGiven, PostTaken
from onedoor.registers.agencies.models import Administrator, Appointment, Leave
from onedoor.registers.agencies.queries.holding import agencies_of, post_called
from onedoor.registers.agencies.refusals import (
    EndsBeforeItBegins,
    HoldsAnOffice,
    NotAClerk,
    NotYourClerk,
    SuccessorNeedsAppointing,
)
from onedoor.registers.agencies.rules import may_manage_leave, refuse_other_offices


@transaction.atomic
def appoint(
    account_id: Any, post: str, *, since: date, until: date | None = None, by: Actor
) -> Appointment:
    """Give the post "agency/slug" to the account, both days included. Idempotent.

    NotFound when there is no such post; EndsBeforeItBegins; NotAClerk; HoldsAnOffice. Somebody
    who holds the post already on `since` keeps that appointment, with its end moved to `until`.
    """
    refuse_other_offices("security", by=by)
    return give_post(account_id, post, since=since, until=until, by=by)


def give_post(
    account_id: Any, post: str, *, since: date, until: date | None, by: Actor
) -> Appointment:
    """As `appoint`, for whoever has been found to be allowed to, in the running transaction."""
    held = post_called(post)
    if until and until < since:
        raise EndsBeforeItBegins(where="until")
    _refuse_others_than_clerks(account_id)
    appointment = (
        Appointment.objects.select_for_update()
        .filter(Q(until=None) | Q(until__gte=since), account_id=account_id, post=held)
        .filter(since__lte=since, kind="own", ended_at=None)
        .order_by("-since")
        .first()
    )
    if appointment and appointment.until == until:
        return appointment
    if appointment:
        appointment.until = until
        appointment.save(update_fields=["until"])
    else:
        appointment = Appointment.objects.create(
            account_id=account_id, post=held, since=since, until=until
        )
    record(_given(appointment, post), by=by)
    return appointment


def _refuse_others_than_clerks(account_id: Any) -> None:
    clerk = get_user_model()._default_manager.filter(pk=account_id).first()
    if clerk is None:
        raise NotFound(where=str(account_id))
    if not clerk.is_staff:
        raise NotAClerk(where="account")
    if Administrator.objects.filter(account_id=account_id, ended_at=None).exists():
        raise HoldsAnOffice(where="account")


@transaction.atomic
def dismiss(account_id: Any, post: str, *, until: date, by: Actor) -> None:
    """Let every open holding of the post end with `until`; none left open: nothing happens.

    What others held in its place ends with it.
    """
    refuse_other_offices("security", by=by)
    take_post(account_id, post, until=until, by=by)


def take_post(account_id: Any, post: str, *, until: date, at_once: bool = False, by: Actor) -> bool:
    """As `dismiss`, in the running transaction; whether there was anything. `at_once`: now."""
    held = post_called(post)
    open_ones = Appointment.objects.select_for_update().filter(
        Q(until=None) | Q(until__gt=until) | Q(until=until if at_once else None),
        account_id=account_id, post=held, since__lte=until, kind="own", ended_at=None,
    )  # fmt: skip
    changes = {"until": until} | ({"ended_at": now()} if at_once else {})
    if not open_ones.update(**changes):
        return False
    news = PostTaken(subject=f"post:{post}", post=post, account=str(account_id), until=until)
    record(news, by=by)
    end_places(
        Appointment.objects.filter(from_account_id=account_id, post=held),
        until=until,
        at_once=at_once,
        by=by,
    )
    return True


def end_places(places: Any, *, until: date, at_once: bool, by: Actor) -> int:
    """End what is held in somebody's place, now or with `until`; returns how many were ended."""
    standing = places.exclude(kind="own").filter(until__gte=today(), ended_at=None)
    lent = list(standing.select_related("post").select_for_update(of=("self",)))
    for place in lent:
        if at_once or place.since > until:
            place.ended_at = now()
        elif place.until and place.until > until:
            place.until = until
        else:
            continue
        place.save(update_fields=["until", "ended_at"])
        code = place.post.code
        record(
            PlaceGivenBack(
                subject=f"post:{code}",
                post=code,
                account=str(place.account_id),
                principal=str(place.from_account_id),
                kind=place.kind,
            ),
            by=by,
        )
    return len(lent)


@transaction.atomic
def let_go(account_id: Any, post: str, *, last_day: date, by: Actor) -> bool:
    """Let a leaver go: the appointment, and all that hangs on it, ends with `last_day`.

    On the last day itself it ends at once. When no other post is left, leave ends as well, and so
    does what the leaver held in other people's places. By a supervisor of the agency or the
    security administrator; `casework.cases` moves the tasks in the same transaction.
    """
    _refuse_others_than_heads(post, by=by)
    at_once = last_day <= today()
    if not take_post(account_id, post, until=last_day, at_once=at_once, by=by):
        return False
    others = Appointment.objects.filter(
        Q(until=None) | Q(until__gt=last_day), account_id=account_id, kind="own", ended_at=None
    )
    if not others.exists():
        places = Appointment.objects.filter(account_id=account_id)
        end_places(places, until=last_day, at_once=at_once, by=by)
        ended = {"ended_at": now()}
        Leave.objects.filter(account_id=account_id, until__gte=today(), ended_at=None).update(
            **ended
        )
    return True


@transaction.atomic
def succeed(account_id: Any, post: str, *, by: Actor) -> Appointment:
    """Let a successor hold the post from today.

    A supervisor may name somebody who already works in the agency; anybody else is appointed by
    the security administrator.
    """
    _refuse_others_than_heads(post, by=by)
    if by.is_staff and post.partition("/")[0] not in agencies_of(account_id, on=today()):
        name = get_user_model()._default_manager.filter(pk=account_id).first()
        raise SuccessorNeedsAppointing(name=name.name if name else "", where="successor")
    return give_post(account_id, post, since=today(), until=None, by=by)


def _refuse_others_than_heads(post: str, *, by: Actor) -> None:
    if not may_manage_leave({post.partition("/")[0]}, by=by):
        raise NotYourClerk()


def _given(appointment: Appointment, post: str) -> PostGiven:
    return PostGiven(
        subject=f"post:{post}",
        post=post,
        account=str(appointment.account_id),
        since=appointment.since,
        until=appointment.until,
    )
