"""Looks at personal data: a row each, seen at once, that nobody can alter or take away early."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from onedoor.kernel.actors import SYSTEM, Actor, Scope
from onedoor.kernel.models import Reading
from onedoor.kernel.readings import (
    KEPT,
    Look,
    forget_old_readings,
    looks_at,
    reading_of,
    readings_of,
    start_of_today,
    trace,
    trace_all,
)
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now, travel

PARTY = "11111111-0000-4000-8000-000000000001"
OWNER = Actor(kind="person", ref="account:owner", party=PARTY, person=PARTY)
CLERK = Actor(
    kind="staff", ref="account:clerk", name="测试员", agency="here",
    posts=frozenset({"here/window", "there/window"}),
)  # fmt: skip


def _look(by=CLERK, **more):
    trace(by=by, subject="case-1", what="办件全卷", why="受理", party=PARTY, **more)


def test_a_look_says_who_when_from_which_post_at_what_and_why(world) -> None:
    _look()
    (row,) = readings_of(seen_by=OWNER)
    assert (row.by_ref, row.by_name, row.by_agency, row.by_post) == (
        "account:clerk", "测试员", "here", "here/window",
    )  # fmt: skip
    assert (row.subject, row.what, row.why) == ("case-1", "办件全卷", "受理")
    assert abs(row.at - now()) < timedelta(minutes=1)


def test_ones_own_look_and_the_systems_work_leave_no_row(world) -> None:
    _look(by=OWNER)
    _look(by=SYSTEM)
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    "other",
    [
        Actor(kind="machine", ref="token:1", party=PARTY),
        Actor(
            kind="person", ref="account:agent", party=PARTY, person="x", scope=Scope(mandate="m")
        ),
        Actor(kind="administrator", ref="account:admin", office="system"),
        Actor(kind="anyone", ref="anyone"),
    ],
    ids=lambda actor: actor.kind,
)
def test_a_program_an_agent_and_an_administrator_are_others(world, other) -> None:
    _look(by=other)
    assert [row.by_ref for row in readings_of(seen_by=OWNER)] == [other.ref]


def test_a_list_is_one_statement_and_stands_once_a_day(world, django_assert_num_queries) -> None:
    looks = [Look(PARTY, f"case-{n}", "一行") for n in range(30)]
    for _turn in range(2):
        with django_assert_num_queries(1):
            trace_all(looks, by=CLERK, why="待办清单", since=start_of_today())
    assert Reading.objects.count() == 30
    with travel(now() + timedelta(days=1)):
        trace_all(looks, by=CLERK, why="待办清单", since=start_of_today())
    assert Reading.objects.count() == 60


def test_nobody_reads_who_looked_at_another(world) -> None:
    _look()
    (row,) = readings_of(seen_by=OWNER)
    stranger = Actor(kind="person", ref="b", party="other", person="other")
    assert readings_of(seen_by=stranger) == looks_at("case-1", seen_by=stranger) == []
    assert looks_at("case-1", seen_by=Actor(kind="anyone", ref="anyone")) == []
    with pytest.raises(NotFound):
        reading_of(row.pk, seen_by=stranger)
    assert reading_of(row.pk, seen_by=OWNER) == row


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE reading SET by_name = 'nobody'",
        "DELETE FROM reading",
        "TRUNCATE reading CASCADE",
        "SET LOCAL onedoor.readings_expire = 'on'; DELETE FROM reading",
    ],
)
def test_the_database_itself_keeps_every_look(world, act: str) -> None:
    _look()
    before = list(Reading.objects.values())
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        connection.cursor().execute(act)
    assert list(Reading.objects.values()) == before


def test_looks_go_when_their_time_is_over_and_not_a_day_before(world) -> None:
    with travel(now() - KEPT - timedelta(days=1)):
        _look()
    with travel(now() - KEPT + timedelta(days=1)):
        _look()
    kept = Reading.objects.order_by("-at").first()
    assert forget_old_readings() == 1
    assert list(Reading.objects.all()) == [kept]
    with pytest.raises(DatabaseError), transaction.atomic():
        Reading.objects.all().delete()
