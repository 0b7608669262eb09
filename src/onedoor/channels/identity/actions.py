"""What the door of identity keeps: counts that cannot be raced, challenges spent once."""

from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db import connection
from django.db.models import F

from onedoor.channels.identity.limits import Count, Limit
from onedoor.channels.identity.models import Spent, Tally
from onedoor.channels.identity.queries import key_of
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.time import now
from onedoor.registers.systems.actions import end_sign_ins

# One statement: of two processes that count at the same moment, neither is forgotten.
_COUNT = """
INSERT INTO identity_tally AS t (key, count, until) VALUES (%(key)s, 1, %(until)s::timestamptz)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN t.until <= %(now)s::timestamptz THEN 1 ELSE t.count + 1 END,
    until = CASE WHEN t.until <= %(now)s::timestamptz THEN excluded.until
        ELSE t.until END
RETURNING count, until
"""
_SPEND = """
INSERT INTO identity_spent (digest, until) VALUES (%s, %s)
ON CONFLICT (digest) DO NOTHING RETURNING digest
"""


def count(limit: Limit, whom: str) -> Count:
    """Count one more; what the count now is, this one included."""
    at = now()
    given = {"key": key_of(limit, whom), "until": str(at + limit.span), "now": str(at)}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, given)
        counted = Count(*cursor.fetchone())
    if counted.n == 1:
        _sweep()
    return counted


def take_back(limit: Limit, whom: str) -> None:
    """Count one less: it was counted before it was known to be right."""
    Tally.objects.filter(key=key_of(limit, whom), count__gt=0).update(count=F("count") - 1)


def spend(digest: str, *, until: datetime) -> bool:
    """Whether this is the first time; afterwards never again."""
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [digest, until])
        return cursor.fetchone() is not None


def end_session(account: UUID, session: int) -> bool:
    """End one session of this account, wherever it is; False when there is none such."""
    found = UserSession.objects.filter(user_id=account, pk=session).first()
    if found is None:
        return False
    _end(found)
    return True


def end_sessions(account: UUID, *, but: str = "") -> int:
    """End every session of this account but the one with this key; how many those were."""
    others = [
        each for each in UserSession.objects.filter(user_id=account) if each.session_key != but
    ]
    for each in others:
        _end(each)
    return len(others)


def _end(session: UserSession) -> None:
    """The session, and with it whatever systems it opened: they are told now, not by the timer."""
    end_sign_ins(session_key=session.session_key, reason="session-ended", by=SYSTEM)
    session.end()


def _sweep() -> None:
    """A new count takes a few old ones away, so that nothing has to be swept by night."""
    for kept in (Tally, Spent):
        old = kept.objects.filter(until__lt=now()).values("pk")[:20]
        kept.objects.filter(pk__in=list(old)).delete()
