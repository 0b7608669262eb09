"""What a post is allowed to do, and what administrators have asked of each other."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotAllowed
from onedoor.registers.agencies.models import (
    Administrator,
    Appointment,
    Grant,
    Policy,
    Proposal,
    RightsCheck,
)
from onedoor.registers.agencies.queries.holding import standing_appointments

# Asked by every act on a case, so it is one plain statement.
_STANDING = """
FROM agencies_grant AS given JOIN agencies_post AS post ON post.id = given.post_id
WHERE (post.agency_id, post.slug) IN (
        SELECT split_part(seat, '/', 1), split_part(seat, '/', 2)
        FROM unnest(%(posts)s::text[]) AS seat)
    AND given.service IN ('', %(service)s) AND starts_with(%(division)s, given.reach)
    AND given.ended_at IS NULL AND (given.since IS NULL OR given.since <= %(on)s)
    AND (given.until IS NULL OR given.until >= %(on)s)
"""


def is_granted(post: str, act: str, service: str, division: str, *, on: date) -> bool:
    """Whether the post ("agency/slug") may do this act for this service in this division."""
    return (post, act) in rights_of([post], service, division, on=on)


def rights_of(posts: list[str], service: str, division: str, *, on: date) -> set[tuple[str, str]]:
    """(post, act) of all that these posts may do for this service in this division. One query."""
    facts: dict[str, Any] = {"posts": posts, "service": service, "division": division, "on": on}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT post.agency_id || '/' || post.slug, given.act" + _STANDING, facts
        )
        return set(cursor.fetchall())


def where_granted(posts: list[str], act: str, *, on: date) -> list[tuple[str, str, str]]:
    """(agency, service, reach) of each right to this act that these posts ("agency/slug") have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT post.agency_id, given.service, given.reach FROM agencies_grant AS given"
            " JOIN agencies_post AS post ON post.id = given.post_id"
            " WHERE post.agency_id || '/' || post.slug = ANY(%s) AND given.act = %s"
            " AND given.ended_at IS NULL AND (given.since IS NULL OR given.since <= %s)"
            " AND (given.until IS NULL OR given.until >= %s)",
            [posts, act, on, on],
        )
        return list(cursor.fetchall())


def standing_grants(*, on: date) -> QuerySet[Grant]:
    """Grants that hold on that day."""
    return Grant.objects.filter(
        Q(until=None) | Q(until__gte=on), Q(since=None) | Q(since__lte=on), ended_at=None
    )


def grants_of(post: str, *, on: date) -> list[Grant]:
    """What the post may do on that day, by service and act."""
    agency, _, slug = post.partition("/")
    return list(
        standing_grants(on=on)
        .filter(post__agency_id=agency, post__slug=slug)
        .order_by("service", "act", "division")
    )


def grants_of_posts(posts: list[int], *, on: date) -> list[Grant]:
    """What these posts (by key) may do on that day: one query for a whole page."""
    return list(
        standing_grants(on=on)
        .filter(post_id__in=posts)
        .select_related("post")
        .order_by("post_id", "service", "act")
    )


def taken_from(post: str) -> list[Grant]:
    """What was taken away from the post, the latest first."""
    agency, _, slug = post.partition("/")
    ended = Grant.objects.filter(
        post__agency_id=agency, post__slug=slug, ended_at__isnull=False
    ).order_by("-ended_at")
    return list(ended[:50])


@dataclass(frozen=True)
class StaffPolicy:
    """How staff work: how they sign in, how long a session may rest, who agrees to rights."""

    sign_in: str = "strong"
    idle_minutes: int = 30
    two_for_rights: bool = True

    @property
    def is_strong(self) -> bool:
        return self.sign_in == "strong"


POLICIES: dict[str, tuple[str, ...]] = {
    "staff_sign_in": ("strong", "password"),
    "staff_idle_minutes": ("5", "10", "15", "30", "60", "120", "480"),
    "two_for_rights": ("yes", "no"),
}


def staff_policy() -> StaffPolicy:
    """The policy in force at this moment; the strict one where nothing was ever set."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (key) key, value FROM agencies_policy ORDER BY key, id DESC"
        )
        kept = dict(cursor.fetchall())
    return StaffPolicy(
        sign_in=kept.get("staff_sign_in", "strong"),
        idle_minutes=int(kept.get("staff_idle_minutes", "30")),
        two_for_rights=kept.get("two_for_rights", "yes") == "yes",
    )


def policy_history() -> list[Policy]:
    """Who set what, the latest first."""
    return list(Policy.objects.order_by("-id")[:100])


def administrators() -> list[Administrator]:
    """Who holds the three offices now."""
    return list(
        Administrator.objects.filter(ended_at=None)
        .select_related("account")
        .order_by("-office", "since", "account__login")
    )


def former_administrators() -> list[Administrator]:
    """Who held an office once, the latest first."""
    return list(
        Administrator.objects.filter(ended_at__isnull=False)
        .select_related("account")
        .order_by("-ended_at")[:50]
    )


def proposals(*, seen_by: Actor, settled: bool = False) -> list[Proposal]:
    """What waits for a second security administrator, or what was settled; not for clerks."""
    if seen_by.kind not in ("administrator", "system"):
        raise NotAllowed()
    found = Proposal.objects.filter(settled_at__isnull=not settled)
    return list(found.order_by("-settled_at" if settled else "proposed_at")[:100])


@dataclass(frozen=True)
class ToReview:
    """One post in the review of a quarter: how many rows still want a word."""

    code: str
    name: str
    agency: str
    appointments: int
    grants: int
    open: int


def quarter_of(day: date) -> str:
    """The quarter a day lies in: "2026Q4"."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def rights_to_review(quarter: str, *, on: date, seen_by: Actor) -> list[ToReview]:
    """Every post that somebody holds or that may do something, those not looked at first."""
    _only("audit", seen_by)
    sums: dict[int, list[Any]] = {}
    for place, rows in ((0, standing_appointments(on=on)), (1, standing_grants(on=on))):
        checked = Q(checks__quarter=quarter)
        counted = rows.values(
            "post_id", "post__slug", "post__name", "post__agency_id", "post__agency__name"
        ).annotate(n=Count("id", distinct=True), done=Count("id", filter=checked, distinct=True))
        for row in counted:
            kept = sums.setdefault(row["post_id"], [row, [0, 0], 0])
            kept[1][place] = row["n"]
            kept[2] += row["n"] - row["done"]
    found = [
        ToReview(
            code=f"{row['post__agency_id']}/{row['post__slug']}",
            name=row["post__name"],
            agency=row["post__agency__name"],
            appointments=counts[0],
            grants=counts[1],
            open=left,
        )
        for row, counts, left in sums.values()
    ]
    return sorted(found, key=lambda each: (each.open == 0, each.code))


@dataclass(frozen=True)
class PostReview:
    """The rows of one post with the auditor's word on each, if given this quarter."""

    appointments: list[tuple[Appointment, RightsCheck | None]]
    grants: list[tuple[Grant, RightsCheck | None]]


def review_of_post(post: str, quarter: str, *, on: date, seen_by: Actor) -> PostReview:
    """Who holds the post and what it may do, for the quarterly review."""
    _only("audit", seen_by)
    agency, _, slug = post.partition("/")
    held = list(
        standing_appointments(on=on)
        .filter(post__agency_id=agency, post__slug=slug)
        .select_related("account", "from_account")
        .order_by("kind", "since")
    )
    given = grants_of(post, on=on)
    words = RightsCheck.objects.filter(quarter=quarter)
    of_held = {each.appointment_id: each for each in words.filter(appointment__in=held)}
    of_given = {each.grant_id: each for each in words.filter(grant__in=given)}
    return PostReview(
        [(each, of_held.get(each.pk)) for each in held],
        [(each, of_given.get(each.pk)) for each in given],
    )


def _only(office: str, actor: Actor) -> None:
    if not (actor.kind == "administrator" and actor.office == office):
        raise NotAllowed()
