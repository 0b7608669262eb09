"""Authority: given by publication or by the security administrator, and taken away at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import now, today
from onedoor.registers.agencies import refusals as no
from onedoor.registers.agencies.acts import ACTS, reach_of
from onedoor.registers.agencies.events import AuthorityGiven, AuthorityPublished, AuthorityTaken
from onedoor.registers.agencies.models import Division, Grant
from onedoor.registers.agencies.queries.holding import post_called
from onedoor.registers.agencies.rules import refuse_other_offices

PUBLICATION = "publication"


@dataclass(frozen=True, order=True)
class Right:
    """A post may do an act for a service ("" every one) in a division."""

    post: str
    act: str
    service: str
    division: str


# What was taken away, or was ever said about that post, act and service, stays as it was left.
_PUBLISH = """
INSERT INTO agencies_grant (post_id, act, service, division, reach, since, given_by, basis,
    ended_by, ended_because)
SELECT post.id, wanted.act, wanted.service, wanted.division, wanted.reach, NULL, %(by)s,
    %(basis)s, '', ''
FROM unnest(%(agencies)s::text[], %(slugs)s::text[], %(acts)s::text[], %(services)s::text[],
        %(divisions)s::text[], %(reaches)s::text[])
    AS wanted(agency, slug, act, service, division, reach)
JOIN agencies_post AS post ON post.agency_id = wanted.agency AND post.slug = wanted.slug
WHERE NOT EXISTS (
    SELECT FROM agencies_grant AS known WHERE known.post_id = post.id
        AND known.act = wanted.act AND known.service IN ('', wanted.service))
ON CONFLICT DO NOTHING
"""


def keep_published(rights: Iterable[Right], *, by: Actor) -> int:
    """Give posts what published routes ask of them, once; returns how many are new.

    Idempotent, and it never gives again what the security administrator has taken away.
    """
    wanted = sorted(set(rights))
    facts: dict[str, Any] = {
        "agencies": [each.post.partition("/")[0] for each in wanted],
        "slugs": [each.post.partition("/")[2] for each in wanted],
        "acts": [each.act for each in wanted],
        "services": [each.service for each in wanted],
        "divisions": [each.division for each in wanted],
        "reaches": [reach_of(each.division) for each in wanted],
        "by": by.ref,
        "basis": PUBLICATION,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PUBLISH, facts)
        count = int(cursor.rowcount)
    if count:
        record(AuthorityPublished(subject="authority", grants=count), by=by)
    return count


def why_not_give(right: Right, *, basis: str) -> Refusal | None:
    """What is wrong with a right that somebody wants to give."""
    if right.act not in ACTS:
        return no.UnknownAct(act=right.act, where="act")
    if not basis.strip():
        return no.ReasonNeeded(where="basis")
    if right.division and not Division.objects.filter(code=right.division).exists():
        return NotFound(where="division")
    return None


def give(right: Right, *, basis: str, until: date | None = None, by: Actor) -> Grant:
    """Give the right, in the running transaction; one that stands already keeps its beginning."""
    post = post_called(right.post)
    facts = {"post": post, "act": right.act, "service": right.service, "division": right.division}
    known = Grant.objects.select_for_update().filter(**facts, ended_at=None).first()
    if known and known.until and known.until < today():
        known.ended_at, known.ended_by, known.ended_because = now(), by.ref, "expired"
        known.save(update_fields=["ended_at", "ended_by", "ended_because"])
        known = None
    if known and known.until == until:
        return known
    if known:
        known.until = until
        known.save(update_fields=["until"])
    else:
        known = Grant.objects.create(
            **facts, reach=reach_of(right.division), since=today(), until=until,
            given_by=by.ref, basis=basis.strip(),
        )  # fmt: skip
    record(AuthorityGiven(subject=f"post:{right.post}", **_said(known, right.post)), by=by)
    return known


@transaction.atomic
def take_authority(grant_id: int, *, reason: str, by: Actor) -> Grant:
    """Take a right away, from this moment. One is enough: less power needs no second person."""
    refuse_other_offices("security", by=by)
    if not reason.strip():
        raise no.ReasonNeeded(where="reason")
    grant = (
        Grant.objects.select_for_update(of=("self",))
        .select_related("post")
        .filter(pk=grant_id, ended_at=None)
        .first()
    )
    if grant is None:
        raise NotFound(where=str(grant_id))
    grant.ended_at, grant.ended_by, grant.ended_because = now(), by.ref, reason.strip()
    grant.save(update_fields=["ended_at", "ended_by", "ended_because"])
    code = grant.post.code
    record(AuthorityTaken(subject=f"post:{code}", **_said(grant, code)), by=by)
    return grant


def _said(grant: Grant, post: str) -> dict[str, Any]:
    return {
        "post": post,
        "act": grant.act,
        "service": grant.service,
        "division": grant.division,
    }
