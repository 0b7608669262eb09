"""Counts that cannot be raced, challenges spent once."""

from datetime import datetime

from django.db import connection
from django.db.models import F

from onedoor.channels.guarding.limits import Count, Limit
from onedoor.channels.guarding.models import Spent, Tally
from onedoor.channels.guarding.queries import key_of
from onedoor.kernel.time import now

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


def _sweep() -> None:
    """A new count takes a few old ones away, so that nothing has to be swept by night."""
    for kept in (Tally, Spent):
        old = kept.objects.filter(until__lt=now()).values("pk")[:20]
        kept.objects.filter(pk__in=list(old)).delete()
