"""Keep divisions and agencies as the packs say, and departments as the administrator does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import BadInput, NotFound
from onedoor.kernel.time import today
from onedoor.registers.agencies.events import DepartmentKept, PostKept
from onedoor.registers.agencies.models import Agency, Department, Division, Post, Station
from onedoor.registers.agencies.queries.holding import post_called
from onedoor.registers.agencies.refusals import DepartmentInUse, ParentElsewhere
from onedoor.registers.agencies.rules import refuse_other_offices

Names = Mapping[str, str]


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


@dataclass(frozen=True, kw_only=True)
class StationKept:
    """A station as it is to be kept."""

    code: str
    division: str
    kind: str
    name: str
    address: str
    hours: str
    phone: str
    certainty: str
    names: Names = field(default_factory=dict)
    services: tuple[str, ...] = ()
    helps: tuple[Names, ...] = ()


@transaction.atomic
def keep_stations(stations: Iterable[StationKept]) -> None:
    """Keep these stations and no others: one that is no longer named is closed."""
    rows = [
        Station(
            code=each.code, division_id=each.division, kind=each.kind, name=each.name,
            names=dict(each.names), address=each.address, hours=each.hours, phone=each.phone,
            services=list(each.services), helps=[dict(one) for one in each.helps],
            certainty=each.certainty,
        )
        for each in stations
    ]  # fmt: skip
    Station.objects.exclude(pk__in=[each.pk for each in rows]).delete()
    columns = [
        "division", "kind", "name", "names", "address", "hours", "phone", "services", "helps",
        "certainty",
    ]  # fmt: skip
    Station.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=columns
    )


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


class NameNeeded(BadInput):
    """请写名称。"""


class BadSlug(BadInput):
    """代号只用小写字母、数字和短横线，例如 window-2。"""


@transaction.atomic
def keep_department(
    agency: str, code: str, *, name: str, parent: str = "", by: Actor
) -> Department:
    """Open a department of the agency, or rename and move the one that stands. Idempotent."""
    refuse_other_offices("system", by=by)
    _refuse_bad_words(code, name)
    body = Agency.objects.filter(code=agency).first()
    if body is None:
        raise NotFound(where=agency)
    above = _parent(agency, code, parent) if parent else None
    department, is_new = Department.objects.get_or_create(
        agency=body, code=code, defaults={"name": name, "parent": above, "since": today()}
    )
    if not is_new and (department.name, department.parent, department.until) == (name, above, None):
        return department
    department.name, department.parent, department.until = name, above, None
    department.save(update_fields=["name", "parent", "until"])
    news = DepartmentKept(subject=f"agency:{agency}", agency=agency, department=code)
    record(news, by=by)
    return department


@transaction.atomic
def close_department(agency: str, code: str, *, by: Actor) -> None:
    """Close the department today; it must hold no post and no open part. It stays on record."""
    refuse_other_offices("system", by=by)
    department = Department.objects.select_for_update().filter(agency=agency, code=code).first()
    if department is None:
        raise NotFound(where=code)
    count = department.posts.count() + department.parts.filter(until=None).count()
    if count:
        raise DepartmentInUse(count=count)
    department.until = today()
    department.save(update_fields=["until"])
    news = DepartmentKept(
        subject=f"agency:{agency}", agency=agency, department=code, until=department.until
    )
    record(news, by=by)


@transaction.atomic
def keep_post(agency: str, slug: str, *, name: str = "", department: str = "", by: Actor) -> Post:
    """Set up a post of the agency, or rename it and put it into a department ("" into none).

    It can do nothing before the security administrator grants it something.
    """
    refuse_other_offices("system", by=by)
    post = Post.objects.filter(agency_id=agency, slug=slug).first()
    _refuse_bad_words(slug, name or (post.name if post else ""))
    if not Agency.objects.filter(code=agency).exists():
        raise NotFound(where=agency)
    part = None
    if department:
        part = Department.objects.filter(agency=agency, code=department, until=None).first()
        if part is None:
            raise NotFound(where=department)
    if post is None:
        post = Post(agency_id=agency, slug=slug)
    post.name, post.department = name or post.name, part
    post.save()
    record(PostKept(subject=f"post:{post.code}", post=post.code, department=department), by=by)
    return post_called(post.code)


def _refuse_bad_words(code: str, name: str) -> None:
    if (
        not code
        or not code.replace("-", "").isalnum()
        or not code.isascii()
        or code != code.lower()
    ):
        raise BadSlug(where="code")
    if not name.strip():
        raise NameNeeded(where="name")


def _parent(agency: str, code: str, parent: str) -> Department:
    found = Department.objects.filter(agency=agency, code=parent, until=None).first()
    above = found
    while above is not None:
        if above.code == code:
            raise ParentElsewhere(where="parent")
        above = above.parent
    if found is None:
        raise ParentElsewhere(where="parent")
    return found
