"""Keep divisions and agencies as the packs say; give posts and take them back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.registers.agencies.events import PostGiven, PostTaken
from onedoor.registers.agencies.models import Agency, Appointment, Division, Post

Names = Mapping[str, str]


class EndsBeforeItBegins(Refusal):
    """任职的结束日期不能早于开始日期。"""

    status = 422


@dataclass(frozen=True, kw_only=True)
class DivisionKept:
    """A division as it is to be kept. `parent` is the code of the wider one, "" at the top."""

    code: str
    name: str
    level: str
    parent: str = ""
    names: Names = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AgencyKept:
    """An agency as it is to be kept; `posts` are (slug, name, names in other languages)."""

    code: str
    function: str
    division: str
    name: str
    short: str
    credit_code: str
    mark: str
    office: Mapping[str, Any]
    review_body: str
    court: str
    posts: tuple[tuple[str, str, Names], ...]
    names: Names = field(default_factory=dict)
    powers: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()


@transaction.atomic
def keep_divisions(divisions: Iterable[DivisionKept]) -> None:
    """Add or amend these divisions; the others stay. Doing it twice changes nothing.

    The wider ones may stand anywhere in the list. IntegrityError when a parent is nowhere.
    """
    rows = [
        Division(
            code=each.code,
            name=each.name,
            name_en=each.names.get("en", ""),
            names=dict(each.names),
            level=each.level,
            parent_id=each.parent or None,
        )
        for each in divisions
    ]
    Division.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "names", "level", "parent"],
    )


@transaction.atomic
def keep_agencies(agencies: Iterable[AgencyKept]) -> None:
    """Add or amend these agencies and their posts; the others stay. Idempotent.

    A post that is no longer named stays, for somebody may hold it: routes simply stop naming it.
    """
    kept = list(agencies)
    columns = [
        "function", "division", "name", "names", "short", "credit_code", "mark", "office",
        "powers", "review_body", "court", "former_names", "active",
    ]  # fmt: skip
    Agency.objects.bulk_create(
        [_row(each) for each in kept],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=columns,
    )
    Post.objects.bulk_create(
        [
            Post(agency_id=each.code, slug=slug, name=name, names=dict(names))
            for each in kept
            for slug, name, names in each.posts
        ],
        update_conflicts=True,
        unique_fields=["agency", "slug"],
        update_fields=["name", "names"],
    )


def _row(each: AgencyKept) -> Agency:
    return Agency(
        code=each.code,
        function=each.function,
        division_id=each.division,
        name=each.name,
        names=dict(each.names),
        short=each.short,
        credit_code=each.credit_code,
        mark=each.mark,
        office=dict(each.office),
        powers=list(each.powers),
        review_body=each.review_body,
        court=each.court,
        former_names=list(each.former_names),
        active=True,
    )


@transaction.atomic
def appoint(
    account_id: Any, post: str, *, since: date, until: date | None = None, by: Actor
) -> Appointment:
    """Give the post "agency/slug" to the account, both days included. Idempotent.

    NotFound when there is no such post; EndsBeforeItBegins. Somebody who holds the post already
    on `since` keeps that appointment, with its end moved to `until`.
    """
    held = _post(post)
    if until and until < since:
        raise EndsBeforeItBegins()
    appointment = (
        Appointment.objects.select_for_update()
        .filter(Q(until=None) | Q(until__gte=since), account_id=account_id, post=held)
        .filter(since__lte=since)
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


@transaction.atomic
def dismiss(account_id: Any, post: str, *, until: date, by: Actor) -> None:
    """Let every open holding of the post end with `until`; none left open: nothing happens."""
    held = _post(post)
    open_ones = Appointment.objects.select_for_update().filter(
        Q(until=None) | Q(until__gt=until), account_id=account_id, post=held, since__lte=until
    )
    if open_ones.update(until=until):
        news = PostTaken(subject=f"post:{post}", post=post, account=str(account_id), until=until)
        record(news, by=by)


def _post(code: str) -> Post:
    agency, _, slug = code.partition("/")
    found = Post.objects.filter(agency_id=agency, slug=slug).first()
    if found is None:
        raise NotFound(where=code)
    return found


def _given(appointment: Appointment, post: str) -> PostGiven:
    return PostGiven(
        subject=f"post:{post}",
        post=post,
        account=str(appointment.account_id),
        since=appointment.since,
        until=appointment.until,
    )
