"""Leave with a substitute, and posts lent with an end and limits."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.registers.agencies.test_offices import (
    COUNTY,
    a_clerk,
    an_administrator,
)

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import today, travel
from onedoor.registers.agencies import actions, queries
from onedoor.registers.agencies import refusals as no
from onedoor.registers.agencies.actions import AgencyKept, DivisionKept
from onedoor.registers.agencies.models import Appointment, Leave
from onedoor.registers.people.models import Account

pytestmark = pytest.mark.django_db
WINDOW, APPROVER, ELSEWHERE = "lamps-b/window", "lamps-b/approver", "towers-b/window"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def land() -> None:
    actions.keep_divisions([DivisionKept(code=COUNTY, name="拜城县", level="county")])
    posts = (("window", "窗口", {}), ("approver", "决定岗", {}), ("supervisor", "监督岗", {}))
    actions.keep_agencies(
        AgencyKept(
            code=f"{function}-b", function=function, division=COUNTY, name=function,
            short=function, credit_code="", mark="", office={}, review_body="", court="",
            posts=posts,
        )
        for function in ("lamps", "towers")
    )  # fmt: skip


def holding(login: str, post: str, until: date | None = None) -> Account:
    account = a_clerk(login)
    actions.appoint(account.pk, post, since=today() - DAY * 30, until=until, by=SYSTEM)
    return account


def as_actor(account: Account) -> Actor:
    standing = queries.standing_of(account.pk, on=today())
    return Actor(
        kind="staff", ref=f"account:{account.pk}", name=account.name,
        posts=standing.posts, stands_in=standing.stands_in,
    )  # fmt: skip


@pytest.fixture
def li() -> Account:
    return holding("li", WINDOW)


@pytest.fixture
def wang() -> Account:
    return holding("wang", APPROVER)


def lent(account: Account) -> list[tuple[str, str, str]]:
    return [
        (each.post, each.kind, each.principal)
        for each in queries.standing_of(account.pk, on=today()).stands_in
    ]


def test_a_substitute_holds_the_post_during_the_leave_and_not_a_day_longer(
    li: Account, wang: Account
) -> None:
    actions.record_leave(
        li.pk, since=today() + DAY, until=today() + DAY * 3, substitute=wang.pk, by=as_actor(li)
    )
    assert lent(wang) == []
    for days_on, holds in ((1, True), (3, True), (4, False)):
        with travel(today() + DAY * days_on):
            assert (WINDOW in queries.posts_held(wang.pk, on=today())) is holds
    with travel(today() + DAY):
        assert lent(wang) == [(WINDOW, "substitute", f"account:{li.pk}")]
    told = [entry.name for entry in entries_of(f"post:{WINDOW}")]
    assert told[-1] == "post.lent"


def test_coming_back_early_ends_it_at_once(li: Account, wang: Account) -> None:
    leave = actions.record_leave(
        li.pk, since=today(), until=today() + DAY * 3, substitute=wang.pk, by=as_actor(li)
    )
    assert WINDOW in queries.posts_held(wang.pk, on=today())
    actions.end_leave(leave.pk, by=as_actor(li))
    assert WINDOW not in queries.posts_held(wang.pk, on=today())


def test_what_is_lent_falls_with_the_post_it_hangs_on(li: Account, wang: Account) -> None:
    actions.record_leave(
        li.pk, since=today(), until=today() + DAY * 3, substitute=wang.pk, by=as_actor(li)
    )
    # Even were the loan itself forgotten: without the principal there is no place to take.
    Appointment.objects.filter(account=li, kind="own").update(until=today() - DAY)
    assert WINDOW not in queries.posts_held(wang.pk, on=today())


def test_a_dismissal_ends_what_was_lent(li: Account, wang: Account) -> None:
    actions.record_leave(
        li.pk, since=today(), until=today() + DAY * 3, substitute=wang.pk, by=as_actor(li)
    )
    actions.dismiss(li.pk, WINDOW, until=today(), by=an_administrator("security"))
    assert Appointment.objects.get(kind="substitute").until == today()


def test_a_supervisor_records_it_for_an_absent_clerk_and_another_bodys_does_not(
    li: Account, wang: Account
) -> None:
    with pytest.raises(no.NotYourClerk):
        actions.record_leave(
            li.pk, since=today(), until=today(), substitute=wang.pk,
            by=as_actor(holding("zhao", "towers-b/supervisor")),
        )  # fmt: skip
    with pytest.raises(no.NotYourClerk):
        actions.record_leave(li.pk, since=today(), until=today(), by=as_actor(wang))
    assert not Leave.objects.exists()
    actions.record_leave(
        li.pk, since=today(), until=today(), substitute=wang.pk,
        by=as_actor(holding("sun", "lamps-b/supervisor")),
    )  # fmt: skip
    assert WINDOW in queries.posts_held(wang.pk, on=today())


def test_nobody_of_another_agency_stands_in(li: Account) -> None:
    stranger = holding("qian", ELSEWHERE)
    with pytest.raises(no.OtherAgency), transaction.atomic():
        actions.record_leave(
            li.pk, since=today(), until=today(), substitute=stranger.pk, by=as_actor(li)
        )
    assert (Leave.objects.count(), lent(stranger)) == (0, [])


def test_nobody_away_stands_in_and_nobody_stands_in_for_themselves(
    li: Account, wang: Account
) -> None:
    actions.record_leave(wang.pk, since=today(), until=today(), by=as_actor(wang))
    with pytest.raises(no.AwayThen), transaction.atomic():
        actions.record_leave(
            li.pk, since=today(), until=today(), substitute=wang.pk, by=as_actor(li)
        )
    with pytest.raises(IntegrityError, match="themselves"), transaction.atomic():
        actions.record_leave(
            li.pk, since=today() + DAY, until=today() + DAY, substitute=li.pk, by=as_actor(li)
        )


def test_what_is_held_for_another_is_not_lent_on(li: Account, wang: Account) -> None:
    actions.record_leave(
        li.pk, since=today(), until=today() + DAY, substitute=wang.pk, by=as_actor(li)
    )
    third = holding("zhou", APPROVER)
    with pytest.raises(no.NotYourPostToLend):
        actions.delegate(
            WINDOW, wang.pk, to=third.pk, since=today(), until=today(), reason="出差",
            by=as_actor(wang),
        )  # fmt: skip
    assert WINDOW not in queries.posts_held(third.pk, on=today())


def test_two_do_not_lend_to_each_other_in_a_circle(li: Account, wang: Account) -> None:
    times = {"since": today(), "until": today(), "reason": "出差"}
    actions.delegate(WINDOW, li.pk, to=wang.pk, by=as_actor(li), **times)
    with pytest.raises(no.StandsInAlready), transaction.atomic():
        actions.delegate(APPROVER, wang.pk, to=li.pk, by=as_actor(wang), **times)
    assert lent(li) == []


def test_a_delegation_has_an_end_within_ones_own_time_and_says_why(wang: Account) -> None:
    short = holding("short", WINDOW, until=today() + DAY * 5)
    by = as_actor(short)
    common = {"account_id": short.pk, "to": wang.pk, "since": today(), "by": by}
    with pytest.raises(no.NeedsAnEnd):
        actions.delegate(WINDOW, until=None, reason="出差", **common)
    with pytest.raises(no.BeyondYourEnd):
        actions.delegate(WINDOW, until=today() + DAY * 6, reason="出差", **common)
    with pytest.raises(no.ReasonNeeded):
        actions.delegate(WINDOW, until=today(), reason=" ", **common)
    with pytest.raises(no.UnknownAct):
        actions.delegate(WINDOW, until=today(), reason="出差", acts=["rule"], **common)
    with pytest.raises(no.NotYourPostToLend):
        actions.delegate(APPROVER, until=today(), reason="出差", **common)
    assert lent(wang) == []
    actions.delegate(WINDOW, until=today(), reason="出差", acts=["accept"], **common)
    (place,) = queries.standing_of(wang.pk, on=today()).stands_in
    assert place.covers("accept", "anything") and not place.covers("turn-away", "anything")


def test_the_database_wants_an_end_for_what_is_lent(li: Account, wang: Account) -> None:
    post = Appointment.objects.get(account=li).post
    with pytest.raises(IntegrityError, match="somebodys"), transaction.atomic():
        Appointment.objects.create(
            account=wang, post=post, since=today(), kind="delegated", from_account=li
        )


def test_a_delegation_taken_back_ends_at_once(li: Account, wang: Account) -> None:
    given = actions.delegate(
        WINDOW, li.pk, to=wang.pk, since=today(), until=today() + DAY, reason="出差",
        by=as_actor(li),
    )  # fmt: skip
    with pytest.raises(no.NotYourClerk):
        actions.end_delegation(given.pk, by=as_actor(wang))
    actions.end_delegation(given.pk, by=as_actor(li))
    assert lent(wang) == []
