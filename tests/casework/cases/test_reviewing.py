"""Review: corrections once, silence accepts, the clock stops and runs, two cannot both decide."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connections

from onedoor.casework.cases import actions, refusals
from onedoor.casework.cases.models import Case, Stage, Task
from onedoor.casework.cases.queries import case_for
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.time import travel

BEGIN = date(2026, 9, 7)  # A Monday with no holiday in the three weeks after it.


def _day(count: int) -> date:
    return BEGIN + timedelta(days=count)


def _nothing_moved(world, case: Case, news: list[str], stage: str) -> None:
    assert world.news_of(case) == news
    assert world.again(case).stage == stage


def test_what_is_missing_may_be_asked_for_only_once(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    clerk = world.clerk(case, "accept")
    with travel(_day(1)):
        world.mark_all(case, premises_right="unmet")
        actions.request_corrections(case.number, by=clerk)
    news = world.news_of(case)
    with travel(_day(2)), pytest.raises(refusals.StepNotOpen):
        actions.request_corrections(case.number, by=clerk)
    _nothing_moved(world, case, news, Stage.CORRECTING)


def test_everything_must_be_looked_at_before_anything_is_asked_for(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    clerk = world.clerk(case, "accept")
    with travel(_day(1)):
        actions.pre_review(case.number, marks={"premises_right": "unmet"}, by=clerk)
        news = world.news_of(case)
        with pytest.raises(refusals.PointsNotJudged):
            actions.request_corrections(case.number, by=clerk)
    _nothing_moved(world, case, news, Stage.SUBMITTED)


def test_a_point_that_is_not_published_cannot_be_judged(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    with travel(_day(1)), pytest.raises(refusals.UnknownPoint):
        actions.pre_review(
            case.number, marks={"owner_is_nice": "unmet"}, by=world.clerk(case, "accept")
        )
    assert not case.marks.exists()


def test_after_five_working_days_of_silence_it_is_accepted_from_the_day_of_receipt(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    with travel(_day(7)):
        assert actions.accept_what_is_deemed() == 0
    with travel(_day(8)):
        assert actions.accept_what_is_deemed() == 1
        assert actions.accept_what_is_deemed() == 0
    case = world.again(case)
    assert (case.stage, case.accepted_on, case.deemed) == (Stage.ACCEPTED, BEGIN, True)


def test_after_the_limit_nothing_more_may_be_asked_for(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    with travel(_day(8)):
        world.mark_all(case, premises_right="unmet")
        news = world.news_of(case)
        with pytest.raises(refusals.TooLateToTell):
            actions.request_corrections(case.number, by=world.clerk(case, "accept"))
    _nothing_moved(world, case, news, Stage.SUBMITTED)


def test_a_clerk_of_another_agency_is_refused_and_nothing_moves(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    news = world.news_of(case)
    stranger = world.a_clerk("education-baicheng")
    with travel(_day(1)):
        for act in (
            lambda: actions.accept_case(case.number, by=stranger),
            lambda: actions.pre_review(case.number, marks={}, by=stranger),
            lambda: actions.turn_away(case.number, ground="not-needed", reasons="x", by=stranger),
        ):
            with pytest.raises(refusals.NotYourPost):
                act()
    with pytest.raises(refusals.NoSuchCase):
        case_for(case.number, seen_by=stranger)
    _nothing_moved(world, case, news, Stage.SUBMITTED)


def test_turning_away_needs_a_ground_reasons_and_the_right_body(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    clerk, news = world.clerk(case, "accept"), world.news_of(case)
    with travel(_day(1)):
        with pytest.raises(refusals.UnknownGround):
            actions.turn_away(case.number, ground="dislike", reasons="x", by=clerk)
        with pytest.raises(refusals.ReasonsNeeded):
            actions.turn_away(case.number, ground="not-needed", reasons=" ", by=clerk)
        with pytest.raises(refusals.RightBodyNeeded):
            actions.turn_away(case.number, ground="not-ours", reasons="归州里管", by=clerk)
    _nothing_moved(world, case, news, Stage.SUBMITTED)


def test_the_start_day_is_not_counted_and_both_clocks_are_kept(world) -> None:
    case = world.an_accepted_case(begin=BEGIN)
    file = case_for(case.number, seen_by=SYSTEM)
    assert file.promised and file.statutory
    start = file.case.accepted_on
    assert file.promised.calendar.working_days_between(start, file.case.promised_due) == 5
    assert file.promised.calendar.working_days_between(start, file.case.statutory_due) == 20


def test_the_law_extends_once_with_reasons_and_by_the_deciding_post_only(world) -> None:
    case = world.an_accepted_case(begin=BEGIN)
    head, due = world.clerk(case, "decide"), case.statutory_due
    with travel(_day(9)):
        with pytest.raises(refusals.NotYourPost):
            actions.extend_case(
                case.number, working_days=5, reasons="x", by=world.clerk(case, "visit")
            )
        with pytest.raises(refusals.ReasonsNeeded):
            actions.extend_case(case.number, working_days=5, reasons="", by=head)
        with pytest.raises(refusals.ExtensionTooLong):
            actions.extend_case(case.number, working_days=11, reasons="雪灾封路", by=head)
        assert world.again(case).statutory_due == due
        actions.extend_case(case.number, working_days=5, reasons="雪灾封路", by=head)
        with pytest.raises(refusals.ExtendedAlready):
            actions.extend_case(case.number, working_days=5, reasons="还是雪", by=head)
    clock = case_for(case.number, seen_by=SYSTEM).statutory
    assert clock and clock.calendar.working_days_between(due, world.again(case).statutory_due) == 5


def test_a_decision_waits_for_every_step(world) -> None:
    case = world.an_accepted_case(begin=BEGIN)
    news = world.news_of(case)
    with travel(_day(9)), pytest.raises(refusals.StepsUnfinished):
        actions.decide_case(case.number, granted=True, by=world.clerk(case, "decide"))
    _nothing_moved(world, case, news, Stage.ACCEPTED)


def test_a_no_gives_reasons(world) -> None:
    case = world.a_case_to_decide(begin=BEGIN)
    with travel(_day(12)), pytest.raises(refusals.ReasonsNeeded):
        actions.decide_case(case.number, granted=False, by=world.clerk(case, "decide"))
    assert world.again(case).granted is None


def test_who_reviewed_does_not_decide(world) -> None:
    case = world.a_case_to_decide(begin=BEGIN)
    reviewer = case.tasks.get(step="visit").done_by
    desk = case.tasks.get(step="decide")
    both = world.a_clerk(desk.agency, desk.post, ref=reviewer)
    with travel(_day(12)), pytest.raises(refusals.SameHands):
        actions.decide_case(case.number, granted=True, by=both)
    assert world.again(case).granted is None


def test_of_two_deciding_at_once_one_wins_and_the_other_gets_a_sentence(world) -> None:
    case = world.a_case_to_decide(begin=BEGIN)
    desk, said, start = case.tasks.get(step="decide"), [], threading.Barrier(2)

    def decide(granted: bool) -> None:
        by = world.a_clerk(desk.agency, desk.post, ref=f"head-{granted}")
        with travel(_day(12)):
            start.wait()
            try:
                actions.decide_case(case.number, granted=granted, reasons="理由", by=by)
                said.append("decided")
            except refusals.AlreadyDecided as refusal:
                said.append(refusal.sentence)
        connections.close_all()

    heads = [threading.Thread(target=decide, args=(granted,)) for granted in (True, False)]
    for head in heads:
        head.start()
    for head in heads:
        head.join()
    assert sorted(said)[0] == "decided" and "已经由别人作出决定" in sorted(said)[1]
    assert world.news_of(case).count("case.decided") == 1


def test_the_applicant_may_withdraw_until_it_is_decided_and_nobody_else_may(world) -> None:
    case = world.an_accepted_case(begin=BEGIN)
    with travel(_day(9)):
        with pytest.raises(refusals.NotYourCase):
            actions.withdraw_case(case.number, by=world.cast("tianshan_fruit"))
        actions.withdraw_case(case.number, by=world.applicant(case))
    assert world.again(case).result == "withdrawn"
    assert not Task.objects.filter(case=case, state="open").exists()


def test_after_the_decision_there_is_no_way_back(world) -> None:
    case = world.a_decided_case(begin=BEGIN)
    news = world.news_of(case)
    with pytest.raises(refusals.TooLateToWithdraw):
        actions.withdraw_case(case.number, by=world.applicant(case))
    assert world.news_of(case) == news


def test_every_look_of_a_clerk_leaves_a_trace_and_ones_own_does_not(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    case_for(case.number, seen_by=world.applicant(case))
    assert not world.looks(case.applicant_id)
    case_for(case.number, seen_by=world.clerk(case, "accept"))
    (look,) = world.looks(case.applicant_id)
    assert (look.by_name, look.subject) == ("测试员", case.number)


def test_a_case_under_way_is_untouched_by_a_newer_version(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    newer = world.a_newer_version()
    with travel(_day(1)):
        world.mark_all(case)
        actions.accept_case(case.number, by=world.clerk(case, "accept"))
    assert world.again(case).version_id == case.version_id != newer


def test_whoever_agrees_has_looked_at_every_point_of_the_step(world) -> None:
    case = world.an_accepted_case(begin=BEGIN)
    clerk, news = world.clerk(case, "visit"), world.news_of(case)
    with travel(_day(9)):
        for said, refusal in (
            ({"result": "agree"}, refusals.PointsNotJudged),
            ({"result": "agree", "marks": {"place_fixed": "unmet"}}, refusals.PointsNotJudged),
            ({"result": ""}, refusals.NoOpinionChosen),
            ({"result": "disagree"}, refusals.ReasonsNeeded),
        ):
            with pytest.raises(refusal):
                actions.finish_step(case.number, step="visit", by=clerk, **said)
        bad = {"place_fixed": "unmet", "place_as_stated": "met"}
        with pytest.raises(refusals.PointsUnmet):
            actions.finish_step(case.number, step="visit", marks=bad, by=clerk)
    _nothing_moved(world, case, news, Stage.ACCEPTED)
