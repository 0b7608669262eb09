"""Who has read personal data: one row a look, shown to the person it is about.

Rows are written in the request that shows the data, so the person sees them at once. The database
refuses to alter them, and to remove them before KEPT has gone by.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.models import Reading
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import midnight, now, today

__all__ = [
    "BASIS",
    "KEPT",
    "Look",
    "Reading",
    "forget_old_readings",
    "is_own_look",
    "looks_at",
    "reading_of",
    "readings_numbered",
    "readings_of",
    "start_of_today",
    "trace",
    "trace_all",
]

# How long a look is kept: never shorter than the law's three years. The trigger in the database
# holds the same floor.
KEPT = timedelta(days=3 * 366)
BASIS = "个人信息保护法 第五十四条、第五十六条：处理情况记录至少保存三年"

_WRITE = """
INSERT INTO reading (at, by_kind, by_ref, by_name, by_agency, by_post, party, subject, what, why)
SELECT %(at)s::timestamptz, %(kind)s::text, %(ref)s::text, %(name)s::text,
    %(agency)s::text, %(post)s::text, seen.party, seen.subject, seen.what, %(why)s::text
FROM jsonb_to_recordset(%(looks)s::jsonb) AS seen(party text, subject text, what text)
WHERE %(since)s::timestamptz IS NULL OR NOT EXISTS (
    SELECT FROM reading AS before
    WHERE before.subject = seen.subject AND before.at >= %(since)s::timestamptz
        AND before.by_ref = %(ref)s::text AND before.party = seen.party AND before.what = seen.what
        AND before.why = %(why)s::text)
"""


class Look(NamedTuple):
    """Whose data came out, in which matter (a case number, "party:…"), and what of it."""

    party: str
    subject: str
    what: str


def is_own_look(by: Actor, party: str) -> bool:
    """Whether this is no look by another: the person's own, or the system at its own work.

    A program with the person's key, and whoever acts for somebody, are others: their looks count.
    """
    if by.kind == "system" or not party:
        return True
    return by.kind == "person" and by.scope is None and by.party == party


def trace(
    *,
    by: Actor,
    subject: str,
    what: str,
    why: str,
    party: str = "",
    within: timedelta | None = None,
) -> None:
    """Write down that `by` has looked at `what` of `subject`, and why (个人信息保护法 54, 69).

    `party` is whose data it was. A person looking at their own leaves no row; somebody who acts for
    them does. Turning the pages of one paper is one look: with `within`, a like row no older than
    that stands for this one too.
    """
    since = now() - within if within else None
    trace_all([Look(party, subject, what)], by=by, why=why, since=since)


def trace_all(looks: Iterable[Look], *, by: Actor, why: str, since: datetime | None = None) -> None:
    """Write down many looks at once, in one statement; like rows since `since` are not repeated.

    For lists: whoever stands on a page thirty times a day was shown to that clerk once that day.
    """
    others = sorted({look for look in looks if not is_own_look(by, look.party)})
    if not others:
        return
    rows = [
        {"party": look.party, "subject": look.subject[:80], "what": look.what[:100]}
        for look in others
    ]
    facts = {
        "at": now(), "kind": by.kind, "ref": by.ref, "name": by.name[:100], "agency": by.agency,
        "post": _post_of(by), "why": why[:200], "since": since,
        "looks": json.dumps(rows, ensure_ascii=False),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, facts)


def _post_of(by: Actor) -> str:
    """The post one looks from, for the words of the page: the first one held in the agency."""
    return next((post for post in sorted(by.posts) if post.startswith(f"{by.agency}/")), "")


def start_of_today() -> datetime:
    """Midnight in China: since when a list counts as shown today."""
    return midnight(today())


def _own(reader: Actor) -> str:
    """Whose looks are the reader's own to see: never those of somebody one acts for."""
    return "-" if reader.scope is not None or not reader.party else reader.party


def readings_of(
    *,
    seen_by: Actor,
    since: datetime | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Reading]:
    """The newest looks at the reader's own data; `before` is the id of the last one seen."""
    found = Reading.objects.filter(party=_own(seen_by))
    if since:
        found = found.filter(at__gte=since)
    if before:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-at", "-id")[:limit])


def reading_of(reading: int, *, seen_by: Actor) -> Reading:
    """One look at the reader's own data; NotFound when it is not, or there is none."""
    found = Reading.objects.filter(pk=reading, party=_own(seen_by)).first()
    if found is None:
        raise NotFound()
    return found


def readings_numbered(numbers: Iterable[int], *, seen_by: Actor) -> dict[int, Reading]:
    """These looks by number: the reader's own, or all for whoever answers questions about them.

    Whether somebody answers is for the asking room to say.
    """
    found = Reading.objects.filter(pk__in=list(numbers))
    if seen_by.party:
        found = found.filter(party=_own(seen_by))
    elif seen_by.kind not in ("staff", "administrator", "system"):
        found = found.none()
    return {each.pk: each for each in found}


def looks_at(subject: str, *, seen_by: Actor, limit: int = 200) -> list[Reading]:
    """The newest looks at this matter: all for who may watch over it, else those at one's own data.

    Whether a clerk may watch is for the asking room to say.
    """
    found = Reading.objects.filter(subject=subject)
    if seen_by.party:
        found = found.filter(party=_own(seen_by))
    elif seen_by.kind not in ("staff", "administrator", "system"):
        found = found.none()
    return list(found.order_by("-at")[:limit])


@transaction.atomic
def forget_old_readings() -> int:
    """Remove the looks whose time is over (个人信息保护法 47); returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL onedoor.readings_expire = 'on'")
        cursor.execute("DELETE FROM reading WHERE at < %s", [now() - KEPT])
        gone: int = cursor.rowcount
        cursor.execute("SET LOCAL onedoor.readings_expire = 'off'")
    return gone
