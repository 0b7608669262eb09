"""Leaving a post moves what is open in one act, or nothing moves."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from tests.channels.identity.sso.systems import a_system
from tests.world import World

from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.actions.handing_over import PostElsewhere, PostMayNot
from onedoor.casework.cases.queries import case_for, history_of, inbox
from onedoor.channels.desk.chronicle import chronicle
from onedoor.channels.look.doors import staff_actor
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.time import today
from onedoor.registers.agencies import actions as agencies
from onedoor.registers.agencies.models import Appointment, Grant, Leave
from onedoor.registers.agencies.refusals import (
    NotYourClerk,
    PostWouldBeEmpty,
    SuccessorNeedsAppointing,
)
from onedoor.registers.people.actions import open_account
from onedoor.registers.systems.actions import begin_sign_in

BODY = "press-aksu-city"
WINDOW = f"{BODY}/window"
LEAVER, COLLEAGUE = "press_aksu_city_window", "press_aksu_city_reviewer"


def account(login: str) -> Any:
    return get_user_model().objects.get(login=login)


@pytest.fixture
def office(world: World):  # type: ignore[no-untyped-def]
    """The posts of the body as they were, once the test is over."""
    for login in (LEAVER, COLLEAGUE):
        world.cast(login)
    known = set(Appointment.objects.values_list("pk", flat=True))
    yield world
    # Clerks of other bodies whom the test was the first to meet stay: the cast knows them now.
    Appointment.objects.filter(post__agency=BODY).exclude(pk__in=known).delete()
    Appointment.objects.filter(post__agency=BODY).update(until=None, ended_at=None)
    Grant.objects.filter(basis="试一试").delete()


def head() -> Actor:
    seat = f"{BODY}/supervisor"
    return Actor(
        kind="staff", ref="clerk:head", name="张志远", agency=BODY, posts=frozenset({seat})
    )


def actor(login: str) -> Actor:
    return staff_actor(account(login))


def test_a_successor_sees_everything_at_once_and_the_leaver_nothing(office: World) -> None:
    case = office.a_submitted_case()
    leaver, successor = account(LEAVER), account(COLLEAGUE)
    client = Client()
    client.force_login(leaver)
    assert client.get(reverse("desk:inbox")).status_code == 200
    assert case not in [row.case for row in inbox(seen_by=actor(COLLEAGUE))]
    session = client.session.session_key
    elsewhere = begin_sign_in(a_system()[0], leaver, str(session), by=actor(LEAVER))
    done = cases.hand_over_post(leaver.pk, WINDOW, successor=successor.pk, by=head())
    assert done.tasks == 1
    assert [row.case for row in inbox(seen_by=actor(COLLEAGUE))] == [case]
    assert actor(LEAVER).posts == frozenset()
    # The session ended with the post: the way back is through the sign-in.
    answer = client.get(reverse("desk:inbox"))
    assert answer.status_code == 302 and "sign-in" in answer.headers["Location"]
    elsewhere.refresh_from_db()
    assert elsewhere.ended_at is not None, "nor is the leaver left signed in at another system"
    file = case_for(case.number, seen_by=actor(COLLEAGUE))
    said = chronicle(file, history_of(case, seen_by=actor(COLLEAGUE)))
    assert said[0].title == "经办的人离岗，换人接着办"
    assert successor.name in said[0].detail


def test_to_another_post_the_tasks_change_hands_and_each_case_tells_it(office: World) -> None:
    first, second = (office.a_submitted_case(begin=today()) for _each in range(2))
    agencies.keep_post(BODY, "window-2", name="二号窗口", by=SYSTEM)
    agencies.appoint(account(COLLEAGUE).pk, f"{BODY}/window-2", since=today(), by=SYSTEM)
    before = office.news_of(first)
    with pytest.raises(PostMayNot):
        cases.hand_over_post(account(LEAVER).pk, WINDOW, to_post=f"{BODY}/window-2", by=head())
    assert office.news_of(first) == before and actor(LEAVER).posts == {WINDOW}
    for act in ("pre-review", "accept"):
        right = agencies.Right(f"{BODY}/window-2", act, "", "652901000000")
        agencies.propose_grant(right, basis="试一试", by=SYSTEM)
    cases.hand_over_post(account(LEAVER).pk, WINDOW, to_post=f"{BODY}/window-2", by=head())
    found = {row.case for row in inbox(seen_by=actor(COLLEAGUE))}
    assert {first, second} <= found
    assert {first.tasks.get().post, second.tasks.get().post} == {"window-2"}
    for case in (first, second):
        assert office.news_of(case)[-1] == "step.handed-over"
    # And the new post can act on it.
    cases.pre_review(first.number, marks={"premises_right": "met"}, by=actor(COLLEAGUE))


def test_a_post_with_open_cases_is_not_left_empty(office: World) -> None:
    case = office.a_submitted_case()
    before = office.news_of(case)
    with pytest.raises(PostWouldBeEmpty) as refused:
        cases.hand_over_post(account(LEAVER).pk, WINDOW, by=head())
    assert "1 件" in refused.value.sentence
    assert actor(LEAVER).posts == {WINDOW}
    assert office.news_of(case) == before


def test_only_a_supervisor_there_or_the_security_administrator_may(office: World) -> None:
    office.a_submitted_case()
    others = [
        actor(COLLEAGUE),
        Actor(kind="staff", ref="x", posts=frozenset({"press-baicheng/supervisor"})),
        Actor(kind="administrator", ref="x", office="system"),
        Actor(kind="administrator", ref="x", office="audit"),
    ]
    for by in others:
        with pytest.raises(NotYourClerk):
            cases.hand_over_post(account(LEAVER).pk, WINDOW, successor=account(COLLEAGUE).pk, by=by)
    assert actor(LEAVER).posts == {WINDOW}
    security = Actor(kind="administrator", ref="account:x", name="安全", office="security")
    cases.hand_over_post(account(LEAVER).pk, WINDOW, successor=account(COLLEAGUE).pk, by=security)
    assert WINDOW in actor(COLLEAGUE).posts


def test_a_supervisor_brings_in_nobody_from_outside_and_then_nothing_moves(office: World) -> None:
    case = office.a_submitted_case()
    stranger = open_account("stranger", "a-long-password", staff_name="外人", by=SYSTEM)
    with pytest.raises(SuccessorNeedsAppointing):
        cases.hand_over_post(account(LEAVER).pk, WINDOW, successor=stranger.pk, by=head())
    assert actor(LEAVER).posts == {WINDOW}
    assert office.news_of(case)[-1] != "step.handed-over"


def test_another_body_or_an_empty_post_takes_nothing(office: World) -> None:
    office.a_submitted_case()
    office.cast("press_baicheng_window")
    agencies.keep_post(BODY, "nobody", name="空岗", by=SYSTEM)
    for seat in ("press-baicheng/window", f"{BODY}/nobody", WINDOW):
        with pytest.raises(PostElsewhere):
            cases.hand_over_post(account(LEAVER).pk, WINDOW, to_post=seat, by=head())
    assert actor(LEAVER).posts == {WINDOW}


def test_what_hung_on_the_leaver_ends_as_well(office: World) -> None:
    office.a_submitted_case()
    leaver, colleague = account(LEAVER), account(COLLEAGUE)
    until = today() + timedelta(days=3)
    office.cast("press_aksu_city_approver")
    agencies.record_leave(
        leaver.pk, since=today(), until=until,
        substitute=account("press_aksu_city_approver").pk, by=actor(LEAVER),
    )  # fmt: skip
    assert WINDOW in actor("press_aksu_city_approver").posts
    cases.hand_over_post(leaver.pk, WINDOW, successor=colleague.pk, by=head())
    assert WINDOW not in actor("press_aksu_city_approver").posts
    assert not Leave.objects.filter(account=leaver, ended_at=None).exists()


def test_with_a_later_last_day_the_leaver_works_until_then(office: World) -> None:
    office.a_submitted_case()
    client = Client()
    client.force_login(account(LEAVER))
    cases.hand_over_post(
        account(LEAVER).pk, WINDOW, successor=account(COLLEAGUE).pk,
        last_day=today() + timedelta(days=2), by=head(),
    )  # fmt: skip
    assert WINDOW in actor(LEAVER).posts and WINDOW in actor(COLLEAGUE).posts
    assert client.get(reverse("desk:inbox")).status_code == 200
    assert Appointment.objects.get(account=account(LEAVER)).until == today() + timedelta(days=2)
