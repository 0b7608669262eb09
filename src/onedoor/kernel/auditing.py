"""For the audit administrator: entries by the kind of their news, and looks counted by reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from onedoor.kernel.models import Entry, Reading
from onedoor.kernel.time import ZONE

# A lot at once: so many looks within one hour.
MANY = 30
# The hours in which somebody is in the office, on China's clock.
OPENS, CLOSES = 8, 21


def entries_of_kind(
    prefixes: Sequence[str], *, by: str = "", before: int = 0, limit: int = 50
) -> list[Entry]:
    """The newest entries whose names begin so; `before` is the id of the last one seen."""
    wanted = Q()
    for prefix in prefixes:
        wanted |= Q(name__startswith=prefix)
    found = Entry.objects.filter(wanted)
    if by:
        found = found.filter(by_ref=by)
    if before:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-id")[:limit])


@dataclass(frozen=True)
class Looks:
    """How often one reader looked at personal data on one day. Nothing is said about the reader."""

    by_ref: str
    by_name: str
    by_agency: str
    day: date
    looks: int
    parties: int
    out_of_hours: int
    most_in_an_hour: int


_COUNTED = """
WITH hourly AS (
    SELECT by_ref, max(by_name) AS by_name, max(by_agency) AS by_agency,
        (at AT TIME ZONE %(zone)s)::date AS day,
        extract(hour FROM at AT TIME ZONE %(zone)s)::int AS hour, count(*)::int AS looks
    FROM reading WHERE by_kind = 'staff' AND at >= %(first)s AND at < %(last)s
        AND (%(name)s = '' OR by_name LIKE %(like)s) AND (%(agency)s = '' OR by_agency = %(agency)s)
    GROUP BY by_ref, day, hour
), whose AS (
    SELECT by_ref, (at AT TIME ZONE %(zone)s)::date AS day, count(DISTINCT party)::int AS parties
    FROM reading WHERE by_kind = 'staff' AND at >= %(first)s AND at < %(last)s
    GROUP BY by_ref, day
)
SELECT hourly.by_ref, max(by_name), max(by_agency), day, sum(looks)::int, max(parties),
    coalesce(sum(looks) FILTER (WHERE hour < %(opens)s OR hour >= %(closes)s), 0)::int, max(looks)
FROM hourly JOIN whose USING (by_ref, day)
GROUP BY hourly.by_ref, day ORDER BY day DESC, sum(looks) DESC LIMIT %(limit)s
"""


def looks_counted(
    first: datetime, last: datetime, *, name: str = "", agency: str = "", limit: int = 500
) -> list[Looks]:
    """Looks of clerks from `first` up to `last`, by reader and day."""
    like = "%" + name.replace("\\", "").replace("%", "").replace("_", "") + "%"
    facts: dict[str, Any] = {
        "zone": str(ZONE), "first": first, "last": last, "name": name, "like": like,
        "agency": agency, "opens": OPENS, "closes": CLOSES, "limit": limit,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, facts)
        return [Looks(*row) for row in cursor.fetchall()]


def looks_of(by_ref: str, first: datetime, last: datetime, *, limit: int = 300) -> list[Any]:
    """Each look of one reader in that time, the first one first."""
    found = Reading.objects.filter(by_ref=by_ref, at__gte=first, at__lt=last)
    return list(found.order_by("at")[:limit])
