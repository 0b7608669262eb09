"""A group shares its work: taking, giving back, handing on, balancing, one act on many cases."""

import pytest

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases.actions import (
    act_on_many,
    balance_post,
    finish_step,
    give_back_task,
    hand_on_task,
    pre_review,
    take_task,
)
from onedoor.casework.cases.models import Case, Task
from onedoor.casework.cases.queries import case_for, in_nobodys_hands, inbox, inbox_counts
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.time import days, today
from onedoor.registers.agencies.actions import appoint, record_leave
from onedoor.registers.agencies.models import Appointment
from onedoor.registers.agencies.queries import holders_of, posts_held
from onedoor.registers.people.actions import open_account

WINDOW = "press-aksu-city/window"


def colleague(login: str) -> Actor:
    """Another clerk at the same window, for today."""
    account = open_account(login, "x", staff_name=login, by=SYSTEM)
    appoint(account.pk, WINDOW, since=today(), until=today(), by=SYSTEM)
    return Actor(
        kind="staff", ref=f"account:{account.pk}", name=login, agency="press-aksu-city",
        posts=posts_held(account.pk, on=today()),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _colleagues_go_home(world):
    """Whoever was appointed for a test holds no post after it."""
    yield
    Appointment.objects.filter(account__login__startswith="window-").delete()


@pytest.fixture
def ours(world) -> Actor:
    return world.cast("press_aksu_city_window")


@pytest.fixture
def boss(world) -> Actor:
    return world.cast("press_aksu_city_supervisor")


def some_cases(world, count: int) -> list[Case]:
    return [world.a_submitted_case(begin=today()) for _ in range(count)]


def in_hand(case: Case) -> str:
    return Task.objects.get(case=case, step="accept").assignee


def shown(actor: Actor, view: str = "mine") -> set[str]:
    return {row.case.number for row in inbox(seen_by=actor, view=view, limit=200)}


def all_met(case: Case, by: Actor) -> None:
    file = case_for(case.number, seen_by=SYSTEM)
    marks = {point.id: "met" for point in file.definition.points_before_acceptance(file.facts)}
    pre_review(case.number, marks=marks, by=by)


def test_what_one_takes_leaves_the_others_list_and_stands_in_their_view_of_colleagues(world, ours):
    other = colleague("window-two")
    case = world.a_submitted_case(begin=today())
    assert case.number in shown(ours) & shown(other)
    take_task(case.number, "accept", by=ours)
    assert case.number in shown(ours) - shown(other)
    assert case.number in shown(other, "others") - shown(ours, "others")
    assert inbox_counts(seen_by=other)["others"] == 1
    assert "step.assigned" in world.news_of(case)


def test_a_colleague_cannot_take_what_another_has_in_hand_and_nothing_moves(world, ours):
    other = colleague("window-three")
    case = world.a_submitted_case(begin=today())
    take_task(case.number, "accept", by=ours)
    before = world.news_of(case)
    with pytest.raises(no.TakenByAnother):
        take_task(case.number, "accept", by=other)
    with pytest.raises(no.NotInYourHands):
        give_back_task(case.number, "accept", by=other)
    assert (in_hand(case), world.news_of(case)) == (ours.ref, before)


def test_taking_twice_is_taking_once(world, ours):
    case = world.a_submitted_case(begin=today())
    take_task(case.number, "accept", by=ours)
    before = world.news_of(case)
    take_task(case.number, "accept", by=ours)
    assert world.news_of(case) == before


def test_what_is_given_back_is_everybodys_again(world, ours):
    case = world.a_submitted_case(begin=today())
    take_task(case.number, "accept", by=ours)
    give_back_task(case.number, "accept", by=ours)
    assert in_hand(case) == "" and case.number in shown(colleague("window-four"))


def test_a_task_is_handed_on_to_a_colleague_of_the_post_who_is_here(world, ours, boss):
    other = colleague("window-five")
    away = colleague("window-six")
    for_account = away.ref.removeprefix("account:")
    record_leave(for_account, since=today(), until=today() + days(1), substitute=None, by=boss)
    case = world.a_submitted_case(begin=today())
    for to, refusal in ((for_account, no.ColleagueAway), ("0", no.NotAColleague)):
        with pytest.raises(refusal):
            hand_on_task(case.number, "accept", to=to, by=ours)
    assert in_hand(case) == ""
    hand_on_task(case.number, "accept", to=other.ref.removeprefix("account:"), by=ours)
    assert in_hand(case) == other.ref
    with pytest.raises(no.TakenByAnother):
        hand_on_task(case.number, "accept", to=ours.ref.removeprefix("account:"), by=ours)
    hand_on_task(case.number, "accept", to=ours.ref.removeprefix("account:"), by=boss)
    assert in_hand(case) == ours.ref


def test_balancing_gives_each_who_is_here_as_many_as_the_others(world, ours, boss):
    colleague("window-seven")
    here = {f"account:{id}" for id in holders_of(WINDOW, on=today())}
    count = 2 * len(here)
    cases = some_cases(world, count)
    assert in_nobodys_hands(["press-aksu-city"], seen_by=boss)[WINDOW] == count
    assert balance_post(WINDOW, by=boss) == count
    hands = [in_hand(case) for case in cases]
    assert {hands.count(ref) for ref in here} == {2}
    assert balance_post(WINDOW, by=boss) == 0


def test_only_the_supervisor_balances_and_counts(world, ours):
    cases = some_cases(world, 2)
    with pytest.raises(no.NotYourPost):
        balance_post(WINDOW, by=ours)
    assert in_nobodys_hands(["press-aksu-city"], seen_by=ours) == {}
    assert [in_hand(case) for case in cases] == ["", ""]


def test_of_many_each_case_has_its_own_answer_and_only_the_refused_stay_as_they_were(world, ours):
    ready, unseen, strange = *some_cases(world, 2), world.a_submitted_case("teacher-qualification")
    all_met(ready, ours)
    outcomes = act_on_many(
        [ready.number, unseen.number, strange.number, "没有这件"], "accept", by=ours
    )
    answers = [type(each.refusal).__name__ for each in outcomes]
    assert answers == ["NoneType", "PointsNotJudged", "NotThisTurn", "NotThisTurn"]
    assert world.again(ready).stage == "accepted"
    assert {world.again(each).stage for each in (unseen, strange)} == {"submitted"}


def test_a_case_chosen_twice_is_acted_on_once(world, ours):
    case = world.a_submitted_case(begin=today())
    assert len(act_on_many([case.number, case.number], "take", by=ours)) == 1


def test_more_than_a_page_is_refused_before_anything_is_done(world, ours):
    case = world.a_submitted_case(begin=today())
    with pytest.raises(no.TooManyAtOnce):
        act_on_many([case.number, *map(str, range(100))], "take", by=ours)
    assert in_hand(case) == ""


def test_many_steps_are_finished_and_many_decisions_made_each_under_its_own_rules(world):
    cases = [world.a_case_to_decide(), world.a_case_to_decide()]
    decider = world.clerk(cases[0], "decide")
    numbers = [each.number for each in cases]
    with pytest.raises(no.ReasonsNeeded):
        act_on_many(numbers, "grant", by=decider)
    outcomes = act_on_many(numbers, "grant", words={"opinion": "符合条件"}, by=decider)
    assert [each.refusal for each in outcomes] == [None, None]
    assert {world.again(each).result for each in cases} == {"granted"}
    again = act_on_many([cases[0].number], "grant", words={"opinion": "再来"}, by=decider)
    assert isinstance(again[0].refusal, no.NotThisTurn)


def test_nobody_decides_in_a_batch_what_they_reviewed(world):
    case = world.a_case_to_decide()
    task = Task.objects.filter(case=case, state="done").exclude(step="accept").first()
    decider = world.clerk(case, "decide")
    Task.objects.filter(pk=task.pk).update(done_by=decider.ref)
    (outcome,) = act_on_many([case.number], "grant", words={"opinion": "行"}, by=decider)
    assert isinstance(outcome.refusal, no.SameHands)
    assert world.again(case).decided_on is None


def test_the_post_keeps_its_authority_whoever_has_the_task_in_hand(world):
    """Taking orders the work; it takes no right from a colleague when something is urgent."""
    case = world.an_accepted_case()
    task = Task.objects.filter(case=case, state="open").exclude(step="decide").first()
    clerk = world.clerk(case, task.step)
    Task.objects.filter(pk=task.pk).update(assignee="account:0", assignee_name="别人")
    with pytest.raises(no.PointsNotJudged):
        finish_step(case.number, step=task.step, result="agree", by=clerk)
