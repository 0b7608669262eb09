"""The end of sign-ins: whatever ended, the systems are told, and nothing opens any more."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.registers.systems import events
from onedoor.registers.systems.models import Code, SignedIn, Ticket

# Long enough to see in the record what a ticket belonged to; then the rows say nothing new.
_KEPT = timedelta(days=30)


@transaction.atomic
def end_sign_ins(
    *,
    session_key: str = "",
    account: str = "",
    system: str = "",
    except_account: str = "",
    reason: str,
    by: Actor,
) -> int:
    """End every open sign-in of this session, account and system (those that are named)."""
    wanted = SignedIn.objects.filter(ended_at=None)
    if session_key:
        wanted = wanted.filter(session_key=session_key)
    if account:
        wanted = wanted.filter(account_id=account)
    if system:
        wanted = wanted.filter(system_id=system)
    if except_account:
        wanted = wanted.exclude(account_id=except_account)
    return _end(wanted, reason=reason, by=by)


@transaction.atomic
def end_sessions_that_are_gone() -> int:
    """End the sign-ins whose session was revoked or ran out, or whose account was closed."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now())
    gone = SignedIn.objects.filter(ended_at=None).filter(
        ~Exists(alive) | Q(account__is_active=False)
    )
    return _end(gone, reason="session-gone", by=SYSTEM)


@transaction.atomic
def move_sign_ins(old: str, new: str, *, account: str) -> None:
    """The session of this account has taken another key, as it does when somebody signs in."""
    SignedIn.objects.filter(session_key=old, account_id=account, ended_at=None).update(
        session_key=new
    )


@transaction.atomic
def forget_what_is_over() -> None:
    """Take away codes and tickets that opened nothing for a month."""
    long_ago = now() - _KEPT
    Ticket.objects.filter(until__lt=long_ago).delete()
    Code.objects.filter(until__lt=long_ago).filter(
        ~Exists(Ticket.objects.filter(code=OuterRef("pk")))
    ).delete()


def _end(wanted, *, reason: str, by: Actor) -> int:  # type: ignore[no-untyped-def]
    ended = list(wanted.select_for_update(of=("self",)).order_by("pk"))
    for each in ended:
        each.ended_at = now()
        each.save(update_fields=["ended_at"])
    if ended:
        record(
            *(
                events.SignInEnded(
                    subject=f"sign-in:{each.pk}", system=each.system_id, reason=reason
                )
                for each in ended
            ),
            by=by,
        )
    return len(ended)
