"""An act needs the seat and a right that stands: act × service × division; loans have limits."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.world import BOOKSHOP, World

from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.queries import case_for, inbox, inbox_counts
from onedoor.casework.cases.refusals import NoSuchCase, SameHands
from onedoor.channels.desk.chronicle import chronicle
from onedoor.channels.look.doors import staff_actor
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import today
from onedoor.registers.agencies import actions as agencies
from onedoor.registers.agencies.models import Grant
from onedoor.registers.agencies.refusals import BeyondTheLoan, NotGranted

BODY = "press-aksu-city"


def account(login: str):  # type: ignore[no-untyped-def]
    return get_user_model().objects.get(login=login)


def lent(world: World, post: str, owner: str, to: str, **limits: object) -> Actor:
    """The clerk `to`, who holds the post of `owner` as well for today."""
    for login in (owner, to):
        world.cast(login)
    agencies.delegate(
        f"{BODY}/{post}", account(owner).pk, to=account(to).pk, since=today(), until=today(),
        reason="出差", by=staff_actor(account(owner)), **limits,
    )  # type: ignore[arg-type]  # fmt: skip
    return staff_actor(account(to))


@pytest.fixture
def taken(world: World):  # type: ignore[no-untyped-def]
    """Takes a right away, and puts it back after the test: rights outlive a test."""
    touched: list[int] = []

    def take(post: str, act: str) -> None:
        for grant in Grant.objects.filter(
            post__agency=BODY, post__slug=post, act=act, ended_at=None
        ):
            touched.append(grant.pk)
            agencies.take_authority(grant.pk, reason="试一试", by=SYSTEM)

    yield take
    Grant.objects.filter(pk__in=touched).update(ended_at=None, ended_by="", ended_because="")


@pytest.mark.parametrize("act", ["pre-review", "request-corrections", "accept", "turn-away"])
def test_the_seat_without_the_right_does_nothing(world: World, taken, act: str) -> None:  # type: ignore[no-untyped-def]
    case = world.a_submitted_case()
    clerk = world.clerk(case, "accept")
    if act != "pre-review":
        world.mark_all(case, **({"premises_right": "unmet"} if act[0] == "r" else {}))
    before = world.news_of(case)
    taken("window", act)
    with pytest.raises(NotGranted):
        {
            "pre-review": lambda: world.mark_all(case),
            "request-corrections": lambda: cases.request_corrections(case.number, by=clerk),
            "accept": lambda: cases.accept_case(case.number, by=clerk),
            "turn-away": lambda: cases.turn_away(
                case.number, ground="not-needed", reasons="不需要", by=clerk
            ),
        }[act]()
    assert (world.again(case).stage, world.news_of(case)) == ("submitted", before)


def test_a_decision_wants_the_right_to_decide(world: World, taken) -> None:  # type: ignore[no-untyped-def]
    case = world.a_case_to_decide()
    taken("approver", "decide")
    with pytest.raises(NotGranted):
        cases.decide_case(case.number, granted=True, by=world.clerk(case, "decide"))
    assert world.again(case).granted is None


def test_a_right_for_another_division_is_no_right(world: World, taken) -> None:  # type: ignore[no-untyped-def]
    case = world.a_case_to_decide()
    taken("approver", "decide")
    agencies.propose_grant(
        agencies.Right(f"{BODY}/approver", "decide", BOOKSHOP, "652926000000"),
        basis="试一试", by=SYSTEM,
    )  # fmt: skip
    with pytest.raises(NotGranted):
        cases.decide_case(case.number, granted=True, by=world.clerk(case, "decide"))
    Grant.objects.filter(basis="试一试").update(ended_at="2020-01-01T00:00Z", ended_because="x")


def test_a_supervisor_without_the_right_sees_nothing(world: World, taken) -> None:  # type: ignore[no-untyped-def]
    case = world.a_submitted_case()
    watcher = world.a_clerk(BODY, "supervisor")
    assert case_for(case.number, seen_by=watcher).case == case
    taken("supervisor", "supervise")
    with pytest.raises(NoSuchCase):
        case_for(case.number, seen_by=watcher)


def test_what_a_substitute_does_is_told_as_done_for_another(world: World) -> None:
    case = world.a_case_to_decide()
    by = lent(world, "approver", "press_aksu_city_approver", "press_aksu_city_window")
    assert next(row.case for row in inbox(seen_by=by)) == case
    cases.decide_case(case.number, granted=True, by=by)
    task = case.tasks.get(step="decide")
    principal = account("press_aksu_city_approver")
    assert (task.done_by, task.done_for) == (by.ref, f"account:{principal.pk}")
    assert task.done_for_name == principal.name
    told = [e for e in entries_of(case.subject) if e.name == "case.acted-for"][-1]
    assert told.body["act"] == "decide" and told.body["principal"] == f"account:{principal.pk}"
    file = case_for(case.number, seen_by=by)
    said = chronicle(file, entries_of(case.subject))
    (decided,) = (each for each in said if each.title == "作出决定")
    assert decided.who.endswith(f"代{principal.name}办")
    assert not any(each.title == "case.acted-for" for each in said)


def test_who_reviewed_does_not_decide_as_a_substitute_either(world: World) -> None:
    case = world.a_case_to_decide()
    reviewers = set(
        case.tasks.filter(state="done").exclude(step="accept").values_list("done_by", flat=True)
    )
    by = lent(world, "approver", "press_aksu_city_approver", "press_aksu_city_reviewer")
    assert by.ref in reviewers
    with pytest.raises(SameHands):
        cases.decide_case(case.number, granted=True, by=by)
    assert world.again(case).granted is None
    assert "case.acted-for" not in world.news_of(case)[-1:]


def test_a_loan_reaches_only_its_acts(world: World) -> None:
    case = world.a_submitted_case()
    by = lent(
        world, "window", "press_aksu_city_window", "press_aksu_city_approver",
        acts=["pre-review"],
    )  # fmt: skip
    cases.pre_review(case.number, marks={"premises_right": "met"}, by=by)
    before = world.news_of(case)
    with pytest.raises(BeyondTheLoan):
        cases.turn_away(case.number, ground="not-needed", reasons="不需要", by=by)
    assert (world.again(case).stage, world.news_of(case)) == ("submitted", before)


def test_a_loan_for_other_services_shows_nothing_of_this_one(world: World) -> None:
    case = world.a_submitted_case()
    by = lent(
        world, "window", "press_aksu_city_window", "press_aksu_city_approver",
        services=["something-else"],
    )  # fmt: skip
    assert case not in [row.case for row in inbox(seen_by=by)]
    assert inbox_counts(seen_by=by)["mine"] == 0
    with pytest.raises(NoSuchCase):
        case_for(case.number, seen_by=by)
    with pytest.raises(NotAllowed):
        cases.pre_review(case.number, marks={"premises_right": "met"}, by=by)


def test_the_right_costs_one_statement_an_act_and_none_in_the_inbox(world: World) -> None:
    case = world.a_submitted_case()
    clerk = world.clerk(case, "accept")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        cases.pre_review(case.number, marks={"premises_right": "met"}, by=clerk)
    assert sum("agencies_grant" in each["sql"] for each in seen.captured_queries) == 1
    with CaptureQueriesContext(connection) as seen:
        inbox(seen_by=clerk)
    assert not any("agencies_" in each["sql"] for each in seen.captured_queries)


def test_a_lent_post_ends_with_its_day(world: World) -> None:
    from onedoor.kernel.time import travel

    lent(world, "approver", "press_aksu_city_approver", "press_aksu_city_window")
    with travel(today() + timedelta(days=1)):
        assert staff_actor(account("press_aksu_city_window")).posts == {f"{BODY}/window"}
