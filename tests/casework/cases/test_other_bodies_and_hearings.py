"""Other bodies and their silence, hearings, tests, objections: what hangs on a step."""

import pytest
from django.contrib.auth import get_user_model
from tests.casework.cases.conftest import Routed, on, route

from onedoor.casework.cases import actions, hearing_rules, refusals
from onedoor.casework.cases import route_refusals as no
from onedoor.casework.cases.models import Case, Hearing, Objection, Stage, Standstill
from onedoor.casework.cases.queries import objections_of, public_notice, public_notices
from onedoor.channels.notices.queries import told
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import travel
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.papers.queries import papers_of

ROUTE = route(
    """
  - id: first
    title: 初审
    plain: 市里先看。
    kind: first-examination
    post: second-reviewer
    working_days: 5
  - id: asked
    title: 征求公安意见
    plain: 问公安。
    kind: consultation
    body: {function: police}
    post: reviewer
    working_days: 2
    silence: agrees
    silence_basis: {law: 测试办法, article: 第一条}
  - id: joint
    title: 地区会签
    plain: 地区一起决定。
    kind: co-decision
    body: {place: prefecture}
    post: approver
    working_days: 2
    silence: objects
    silence_basis: {law: 测试办法, article: 第二条}
  - id: lab
    title: 检测
    plain: 检测一下。
    kind: testing
    post: second-reviewer
    counts: false
    working_days: 5
  - id: hearing
    title: 听证
    plain: 听大家说。
    kind: hearing
    post: second-reviewer
    counts: false
    working_days: 20
  - id: notice
    title: 公示
    plain: 贴七天。
    kind: public-notice
    post: window
    calendar_days: 7
""",
    ", body: {place: prefecture}",
)


def test_the_lower_body_examines_and_the_upper_one_decides(routed: Routed) -> None:
    case = routed.finish(routed.a_case(), "first", opinion="材料属实")
    forwarded = [each.body for each in entries_of(case.subject) if each.name == "case.forwarded"]
    assert [(each["from_body"], each["to_body"]) for each in forwarded] == [
        ("press-aksu-city", "press-aksu")
    ]
    routed.world.drain()
    assert "case.forwarded" in told(case.subject)


def test_silence_means_what_the_law_named_says_and_nothing_before_its_day(routed: Routed) -> None:
    case = routed.a_case()
    due = case.tasks.get(step="asked").due_on
    with travel(due):
        assert actions.hear_the_silent() == 0
    # However late the worker comes, each is heard once.
    with travel(on(20)):
        assert actions.hear_the_silent() == 2
        assert actions.hear_the_silent() == 0
    results = dict(case.tasks.values_list("step", "result"))
    assert (results["asked"], results["joint"]) == ("silence-agrees", "silence-objects")
    assert results["first"] == "", "a first examination waits, whatever its days"
    silent = [each.body["basis"] for each in entries_of(case.subject) if each.name == "step.silent"]
    assert silent == ["《测试办法》第一条", "《测试办法》第二条"]


def test_a_body_that_spoke_in_time_was_not_silent(routed: Routed) -> None:
    case = routed.finish(routed.a_case(), "asked", result="disagree", opinion="治安不好")
    with travel(on(20)):
        actions.hear_the_silent()
    assert case.tasks.get(step="asked").result == "disagree"


def test_a_hearing_from_the_right_told_to_the_signed_record(routed: Routed) -> None:
    case, reviewer, chair = _with_a_chair(routed)
    applicant = routed.world.applicant(case)
    with travel(on(2)):
        actions.offer_hearing(case.number, step="hearing", matter="店面位置", by=reviewer)
        routed.unmoved(case, no.NobodyAskedForAHearing, lambda: routed.finish(case, "hearing"))
    with travel(on(3)):
        actions.request_hearing(case.number, step="hearing", by=applicant)
    days = calendar_for("press-aksu-city")
    held_on = days.add_working_days(on(4), hearing_rules.DAYS_OF_NOTICE)
    with travel(on(4)):
        actions.call_hearing(
            case.number, step="hearing", held_on=held_on, begins="10:30", place="三楼会议室",
            chair=chair.ref, by=reviewer,
        )  # fmt: skip
        routed.unmoved(case, no.HearingNotOver, lambda: routed.finish(case, "hearing", day=4))
    with travel(held_on):
        actions.close_hearing(
            case.number,
            step="hearing",
            protocol="申请人陈述了意见。",
            signed_by="阿依古丽",
            by=chair,
        )
    case = routed.finish(case, "hearing", day=(held_on - on(0)).days)
    assert case.tasks.get(step="hearing").state == "done"
    routed.world.drain()
    titles = {paper.title for paper in papers_of(case.subject, seen_by=SYSTEM)}
    assert {"听证告知书", "听证通知书", "听证笔录", "特别程序告知书"} <= titles
    assert {"hearing.offered", "hearing.called"} <= set(told(case.subject))
    # 行政许可法 45: no day of it was the agency's.
    stood = Standstill.objects.get(case=case, procedure="hearing")
    assert (stood.began_on, stood.ended_on) == (on(1), held_on)


def test_each_rule_of_a_hearing_is_kept(routed: Routed) -> None:
    case, reviewer, chair = _with_a_chair(routed)
    applicant, stranger = routed.world.applicant(case), _stranger()

    def call(**words: object) -> object:
        given = {
            "held_on": on(15), "begins": "10:30", "place": "三楼", "chair": chair.ref,
        } | words  # fmt: skip
        return actions.call_hearing(case.number, step="hearing", by=reviewer, **given)  # type: ignore[arg-type]

    def ask(by: Actor) -> object:
        return actions.request_hearing(case.number, step="hearing", by=by)

    with travel(on(2)):
        routed.unmoved(case, no.HearingNotTold, lambda: ask(applicant))
        routed.unmoved(
            case, no.NotThatKind,
            lambda: actions.offer_hearing(case.number, step="first", matter="x", by=reviewer),
        )  # fmt: skip
        actions.offer_hearing(case.number, step="hearing", matter="位置", by=reviewer)
        routed.unmoved(case, no.NobodyAskedForAHearing, call)
        routed.unmoved(case, refusals.NotYourCase, lambda: ask(stranger))
        routed.unmoved(
            case, no.HearingToldAlready,
            lambda: actions.offer_hearing(case.number, step="hearing", matter="x", by=reviewer),
        )  # fmt: skip
    with travel(on(10)):
        routed.unmoved(case, no.TooLateToAskForAHearing, lambda: ask(applicant))
    with travel(on(3)):
        ask(applicant)
        routed.unmoved(case, no.HearingAskedFor, lambda: ask(applicant))
        hold_by = Hearing.objects.get(case=case).hold_by
        routed.unmoved(case, no.HearingCalledTooSoon, lambda: call(held_on=on(9)))
        routed.unmoved(
            case, no.HearingCalledTooLate, lambda: call(held_on=hold_by.replace(month=12))
        )
        routed.unmoved(case, no.HearingNeedsAPlace, lambda: call(place=" "))
        routed.unmoved(case, no.ChairReviewed, lambda: call(chair=reviewer.ref))
        routed.unmoved(case, no.ChairUnknown, lambda: call(chair="account:nobody"))
        call()
        routed.unmoved(case, no.HearingCalledAlready, call)

    def close(by: Actor = chair, **words: str) -> object:
        given = {"protocol": "说了。", "signed_by": "全体"} | words
        return actions.close_hearing(case.number, step="hearing", by=by, **given)

    with travel(on(14)):
        routed.unmoved(case, no.NotYetTheDay, close)
    with travel(on(15)):
        routed.unmoved(case, no.NotTheChair, lambda: close(by=reviewer))
        routed.unmoved(case, no.RecordNeeded, lambda: close(protocol=" "))
        routed.unmoved(case, no.SignaturesNeeded, lambda: close(signed_by=""))
        close()
        routed.unmoved(case, no.HearingOverAlready, close)


def test_where_nobody_asks_the_matter_goes_on_after_five_days(routed: Routed) -> None:
    case, reviewer, _chair = _with_a_chair(routed)
    with travel(on(2)):
        actions.offer_hearing(case.number, step="hearing", matter="位置", by=reviewer)
    ask_by = Hearing.objects.get(case=case).request_by
    late = (ask_by - on(0)).days + 1
    case = routed.finish(case, "hearing", day=late, result="done")
    assert case.tasks.get(step="hearing").result == "done"


def test_who_tests_and_how_long_is_told_in_writing_and_the_report_ends_it(routed: Routed) -> None:
    case = routed.a_case()
    clerk = routed.clerk(case, "lab")
    with travel(on(2)):
        for words, refusal in (
            ({"step": "first", "done_by": "检测站", "planned_days": 5}, no.NotThatKind),
            ({"step": "lab", "done_by": " ", "planned_days": 5}, no.SayWhoDoesIt),
            ({"step": "lab", "done_by": "检测站", "planned_days": 0}, no.SayHowLong),
        ):
            routed.unmoved(
                case, refusal, lambda words=words: actions.arrange(case.number, by=clerk, **words)
            )
        routed.unmoved(
            case, no.SayWhoDoesIt,
            lambda: actions.report_result(
                case.number, step="lab", passed=True, report="J1", by=clerk
            ),
        )  # fmt: skip
        actions.arrange(case.number, step="lab", done_by="检测站", planned_days=8, by=clerk)
        routed.unmoved(
            case, no.ArrangedAlready,
            lambda: actions.arrange(
                case.number, step="lab", done_by="别家", planned_days=2, by=clerk
            ),
        )  # fmt: skip
    with travel(on(9)):
        routed.unmoved(
            case, refusals.ReasonsNeeded,
            lambda: actions.report_result(
                case.number, step="lab", passed=False, report="J1", by=clerk
            ),
        )  # fmt: skip
        actions.report_result(
            case.number, step="lab", passed=False, report="检字 1 号", opinion="甲醛超标", by=clerk
        )
    lab = case.tasks.get(step="lab")
    assert (lab.result, lab.proceeding.passed, lab.proceeding.report) == (
        "disagree", False, "检字 1 号",
    )  # fmt: skip
    assert Standstill.objects.get(case=case, procedure="lab").planned_days == 8
    routed.world.drain()
    assert "proceeding.arranged" in told(case.subject)


def test_anybody_may_object_while_it_hangs_out_and_every_objection_is_answered(
    routed: Routed,
) -> None:
    case, neighbour = routed.a_case(), _stranger()
    words = {"said": "他家没有店", "name": "王某", "contact": "13800000009"}

    def object_(**changes: str) -> Objection:
        return actions.object_to(case.number, step="notice", by=neighbour, **(words | changes))

    with travel(on(2)):
        routed.unmoved(case, no.SayWhatIsWrong, lambda: object_(said=" "))
        routed.unmoved(case, no.SayWhoYouAre, lambda: object_(contact=""))
        objection = object_()
    window = routed.clerk(case, "notice")
    with travel(on(9)):
        routed.unmoved(case, no.NotHangingNow, object_)
        routed.unmoved(case, no.ObjectionsUnanswered, lambda: routed.finish(case, "notice", day=9))
        given = {"objection": objection.pk, "upheld": False}
        routed.unmoved(
            case, refusals.ReasonsNeeded,
            lambda: actions.answer_objection(case.number, answer=" ", by=window, **given),
        )  # fmt: skip
        police = routed.clerk(case, "asked")
        routed.unmoved(
            case, refusals.NotYourPost,
            lambda: actions.answer_objection(case.number, answer="查了", by=police, **given),
        )  # fmt: skip
        actions.answer_objection(case.number, answer="去看过，店在", by=window, **given)
        routed.unmoved(
            case, no.AlreadyAnswered,
            lambda: actions.answer_objection(case.number, answer="又查", by=window, **given),
        )  # fmt: skip
    case = routed.finish(case, "notice", day=9, result="done")
    assert case.tasks.get(step="notice").state == "done"
    # The record tells that somebody objected; who and what stays with the agency.
    said = str([each.body for each in entries_of(case.subject)])
    assert "他家没有店" not in said and "王某" not in said and "13800000009" not in said


def test_objections_are_read_by_whoever_answers_them_and_no_applicant(routed: Routed) -> None:
    case = routed.a_case()
    with travel(on(2)):
        actions.object_to(
            case.number, step="notice", said="不实", name="王", contact="1", by=_stranger()
        )
    assert len(objections_of(case.number, seen_by=routed.clerk(case, "notice"))) == 1
    assert objections_of(case.number, seen_by=routed.clerk(case, "asked")) == []
    with pytest.raises(refusals.NoSuchCase):
        objections_of(case.number, seen_by=routed.world.applicant(case))


def test_a_notice_shows_what_is_intended_and_comes_down_in_time(routed: Routed) -> None:
    case = routed.a_case()
    anyone = Actor(kind="anyone", ref="anyone")
    with travel(on(2)):
        (notice,) = [each for each in public_notices(seen_by=anyone) if each.number == case.number]
        assert (notice.granting, notice.since, notice.until) == (True, on(1), on(8))
        assert public_notice(notice.key, seen_by=anyone) == notice
    routed.finish(case, "first", result="disagree", opinion="不符")
    with travel(on(3)):
        assert not public_notice(notice.key, seen_by=anyone).granting
    with travel(on(9)), pytest.raises(NotFound):
        public_notice(notice.key, seen_by=anyone)


def test_what_is_never_corrected_ends_undecided_and_may_be_begun_again(routed: Routed) -> None:
    world = routed.world
    case = world.a_submitted_case(begin=on(0))
    with travel(on(1)):
        world.mark_all(case, premises_right="unmet")
        actions.request_corrections(case.number, by=world.clerk(case, "accept"))
    last = calendar_for(case.agency).add_working_days(on(1), 30)
    with travel(last):
        assert actions.end_what_was_never_corrected() == 0
    with travel(last.replace(month=11, day=28)):
        assert actions.end_what_was_never_corrected() == 1
        assert actions.end_what_was_never_corrected() == 0
    case = world.again(case)
    assert (case.stage, case.result, case.granted) == (Stage.CLOSED, "correction_timeout", None)
    world.drain()
    assert "case.lapsed" in told(case.subject)
    assert "终止办理告知书" in {each.title for each in papers_of(case.subject, seen_by=SYSTEM)}


def test_an_application_goes_to_the_right_place_and_loses_no_day(routed: Routed) -> None:
    world = routed.world
    case = world.a_submitted_case(begin=on(0))
    clerk, due = world.clerk(case, "accept"), case.tasks.get(step="accept").due_on

    def move(to: str, reasons: str = "店在库车") -> object:
        return actions.transfer_case(case.number, to=to, reasons=reasons, by=clerk)

    with travel(on(2)):
        for to in (case.agency, "police-aksu-city", "nobody"):
            routed.unmoved(case, no.WrongPlaceForIt, lambda to=to: move(to))
        routed.unmoved(case, refusals.ReasonsNeeded, lambda: move("press-kuqa", " "))
        move("press-kuqa")
        routed.unmoved(case, refusals.NotYourPost, lambda: move("press-aksu-city"))
    moved = world.again(case)
    task = moved.tasks.get(step="accept")
    assert (moved.agency, moved.division[:6], moved.number) == ("press-kuqa", "652902", case.number)
    assert (task.agency, task.due_on, moved.received_on) == ("press-kuqa", due, case.received_on)
    with travel(on(3)):
        world.mark_all(moved)
        actions.accept_case(case.number, by=world.clerk(moved, "accept"))
        routed.unmoved(
            moved, refusals.StepNotOpen,
            lambda: actions.transfer_case(
                case.number, to="press-aksu-city", reasons="x",
                by=world.clerk(world.again(case), "accept"),
            ),
        )  # fmt: skip
    world.drain()
    assert "case.transferred" in told(case.subject)


def _with_a_chair(routed: Routed) -> tuple[Case, Actor, Actor]:
    case = routed.a_case()
    world = routed.world
    world.cast("press_aksu_city_approver")
    account = get_user_model().objects.get(login="press_aksu_city_approver")
    chair = Actor(
        kind="staff", ref=f"account:{account.pk}", name=account.name, agency="press-aksu-city",
        posts=frozenset({"press-aksu-city/approver"}),
    )  # fmt: skip
    return case, routed.clerk(case, "hearing"), chair


def _stranger() -> Actor:
    return Actor(kind="anyone", ref="anyone")
