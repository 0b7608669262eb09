"""Who holds which post today, in their own right or in somebody's place, and who an office."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Q, QuerySet

from onedoor.kernel.actors import Actor, StandIn
from onedoor.kernel.refusals import NotFound
from onedoor.registers.agencies.models import Appointment, Leave, Post
from onedoor.registers.agencies.rules import may_manage_leave


@dataclass(frozen=True)
class Standing:
    """What an account is allowed to be on a day: its posts, places taken, or its office."""

    posts: frozenset[str]
    stands_in: tuple[StandIn, ...]
    office: str


# Asked by every request of a clerk, so it is one plain statement; whose place it is, by name, is
# asked only where one is taken. A place taken holds only while its principal holds the post.
_STANDING = """
SELECT post.agency_id || '/' || post.slug, held.kind, coalesce(held.from_account_id::text, ''),
    held.acts, held.services, ''
FROM agencies_appointment AS held
JOIN agencies_post AS post ON post.id = held.post_id
WHERE held.account_id = %(account)s AND held.since <= %(on)s
    AND (held.until IS NULL OR held.until >= %(on)s) AND held.ended_at IS NULL
    AND (held.kind = 'own' OR EXISTS (
        SELECT FROM agencies_appointment AS own
        WHERE own.account_id = held.from_account_id AND own.post_id = held.post_id
            AND own.kind = 'own' AND own.ended_at IS NULL AND own.since <= %(on)s
            AND (own.until IS NULL OR own.until >= %(on)s)))
UNION ALL
SELECT '', 'office', '', '[]', '[]', office FROM agencies_administrator
WHERE account_id = %(account)s AND ended_at IS NULL AND since <= %(on)s
"""


def standing_of(account_id: Any, *, on: date) -> Standing:
    """The posts and the office of the account on that day."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"account": account_id, "on": on})
        rows = cursor.fetchall()
    own = {post for post, kind, *_ in rows if kind == "own"}
    taken = [row for row in rows if row[1] not in ("own", "office") and row[0] not in own]
    names = clerk_names({f"account:{row[2]}" for row in taken}) if taken else {}
    lent = [
        StandIn(
            post=post,
            kind=kind,
            principal=f"account:{principal}",
            principal_name=names.get(f"account:{principal}", ""),
            acts=frozenset(_listed(acts)),
            services=frozenset(_listed(services)),
        )
        for post, kind, principal, acts, services, _ in taken
    ]
    office = next((row[5] for row in rows if row[1] == "office"), "")
    return Standing(frozenset(own | {each.post for each in lent}), tuple(lent), office)


def _listed(found: Any) -> list[str]:
    return json.loads(found) if isinstance(found, str) else list(found)


def posts_held(account_id: Any, *, on: date) -> frozenset[str]:
    """The posts ("agency/slug") the account holds on that day, in whosever place."""
    return standing_of(account_id, on=on).posts


def standing_appointments(*, on: date) -> QuerySet[Appointment]:
    """Appointments of every kind that hold on that day."""
    return Appointment.objects.filter(
        Q(until=None) | Q(until__gte=on), since__lte=on, ended_at=None
    )


def holders_of(post: str, *, on: date, kind: str = "own") -> list[Any]:
    """The ids of the accounts that hold the post ("agency/slug") on that day in their own right."""
    agency_code, _, slug = post.partition("/")
    return list(
        standing_appointments(on=on)
        .filter(post__agency_id=agency_code, post__slug=slug, kind=kind)
        .values_list("account_id", flat=True)
        .distinct()
    )


def post_called(code: str) -> Post:
    """The post "agency/slug" with its agency; NotFound."""
    agency_code, _, slug = code.partition("/")
    found = (
        Post.objects.select_related("agency", "department")
        .filter(agency_id=agency_code, slug=slug)
        .first()
    )
    if found is None:
        raise NotFound(where=code)
    return found


def appointments_of(account_id: Any, *, on: date) -> list[Appointment]:
    """What the account holds on that day or will hold later, its own first."""
    return list(
        Appointment.objects.filter(Q(until=None) | Q(until__gte=on), account_id=account_id)
        .filter(ended_at=None)
        .select_related("post__agency__division", "post__department", "from_account")
        .order_by("kind", "post__agency_id", "post_id")
    )


def lent_out_by(account_id: Any, *, on: date) -> list[Appointment]:
    """The account's own posts that others hold in its place, now or later."""
    return list(
        Appointment.objects.filter(until__gte=on, from_account_id=account_id, ended_at=None)
        .select_related("post__agency", "account")
        .order_by("since", "post_id")
    )


def appointments_in(agency_code: str, *, on: date) -> list[Appointment]:
    """Who holds which post of the agency on that day, with the accounts."""
    return list(
        standing_appointments(on=on)
        .filter(post__agency_id=agency_code)
        .select_related("post", "account", "from_account")
        .order_by("post_id", "kind", "account_id")
    )


def colleagues_of(account_id: Any, *, on: date) -> list[Any]:
    """Others who hold a post of their own in an agency where this account does."""
    bodies = agencies_of(account_id, on=on)
    ids = (
        standing_appointments(on=on)
        .filter(post__agency_id__in=bodies, kind="own")
        .values("account_id")
    )
    return list(
        get_user_model()
        ._default_manager.filter(pk__in=ids, is_active=True)
        .exclude(pk=account_id)
        .order_by("staff_name")
    )


def agencies_of(account_id: Any, *, on: date) -> set[str]:
    """The agencies in which the account holds a post of its own on that day."""
    return set(
        standing_appointments(on=on)
        .filter(account_id=account_id, kind="own")
        .values_list("post__agency_id", flat=True)
    )


def leaves_of(account_id: Any, *, on: date) -> list[Leave]:
    """The leaves of the account that are not over, the next first."""
    return list(
        Leave.objects.filter(account_id=account_id, until__gte=on, ended_at=None)
        .select_related("substitute")
        .order_by("since")
    )


def away_in(agency_codes: Iterable[str], *, on: date) -> list[Leave]:
    """Who of these agencies is away on that day or will be."""
    ids = (
        standing_appointments(on=on)
        .filter(post__agency_id__in=list(agency_codes), kind="own")
        .values("account_id")
    )
    return list(
        Leave.objects.filter(account_id__in=ids, until__gte=on, ended_at=None)
        .select_related("account", "substitute")
        .order_by("since")
    )


def may_head(agency_code: str, *, by: Actor) -> bool:
    """Whether `by` may record absence and hand over posts there: its supervisor, or security."""
    return may_manage_leave({agency_code}, by=by)


def clerk_names(refs: Iterable[str]) -> dict[str, str]:
    """The names of these accounts of clerks ("account:<id>"), for pages that say who did what."""
    ids = [ref.removeprefix("account:") for ref in refs if ref.startswith("account:")]
    found = get_user_model()._default_manager.filter(pk__in=ids, party=None)
    return {f"account:{pk}": name for pk, name in found.values_list("pk", "staff_name")}


def is_away(account_id: Any, *, since: date, until: date) -> bool:
    """Whether the account is on leave on any of these days."""
    return Leave.objects.filter(
        account_id=account_id, since__lte=until, until__gte=since, ended_at=None
    ).exists()
