"""Two look, a panel votes, others decide as well, a rule says who decides, a step goes back."""

import pytest
from tests.casework.cases.conftest import Routed, on, route

from onedoor.casework.cases import actions, refusals
from onedoor.casework.cases import route_refusals as no
from onedoor.casework.cases.models import Stage, Standstill, Vote
from onedoor.casework.cases.queries import case_for
from onedoor.casework.cases.routing import outcome_of
from onedoor.channels.notices.queries import told
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.time import travel
from onedoor.registers.catalogue.definition import Hands
from onedoor.registers.papers.queries import papers_of

ROUTE = route(
    """
  - id: visit
    title: 现场核查
    plain: 两个人去看。
    kind: site-visit
    post: reviewer
    hands: {persons: 2, agree: 2}
    basis: {law: 行政许可法, article: 第三十四条}
    working_days: 3
  - id: panel
    title: 专家评审
    plain: 五位专家看，三位同意。
    kind: expert-review
    post: second-reviewer
    after: [visit]
    hands: {persons: 5, agree: 3}
    counts: false
    basis: {law: 行政许可法, article: 第四十五条}
    working_days: 10
  - id: police
    title: 公安会签
    plain: 公安一起决定。
    kind: co-decision
    body: {function: police}
    post: reviewer
    after: [visit]
    working_days: 5
""",
    """, hands: {persons: 2, agree: 2}, ways: [{when: {fact: premises_area, at_least: 80},
  body: {place: prefecture}, plain: 八十平米以上的，地区决定。}]""",
)


def test_what_words_come_to() -> None:
    two, panel = Hands(persons=2, agree=2), Hands(persons=5, agree=3)
    assert outcome_of(["agree"], two) == ""
    assert outcome_of(["agree", "agree"], two) == "agree"
    assert outcome_of(["disagree"], two) == "disagree"
    assert outcome_of(["disagree"], two, kind="site-visit") == ""
    assert outcome_of(["disagree", "agree"], two, kind="site-visit") == "disagree"
    assert outcome_of(["agree", "disagree", "agree"], panel) == ""
    assert outcome_of(["agree", "disagree", "agree", "disagree", "done"], panel) == "agree"
    assert outcome_of(["agree", "agree", "disagree", "disagree", "disagree"], panel) == "disagree"
    assert outcome_of(["done"], Hands()) == "done"


def test_two_different_persons_look_and_nobody_looks_twice(routed: Routed) -> None:
    case = routed.finish(routed.a_case(), "visit", who="one")
    assert case.tasks.get(step="visit").state == "open"
    routed.unmoved(case, no.VotedAlready, lambda: routed.finish(case, "visit", who="one"))
    case = routed.finish(case, "visit", who="two")
    visit = case.tasks.get(step="visit")
    assert (visit.state, visit.result) == ("done", "agree")
    assert set(visit.votes.values_list("by", flat=True)) == {"clerk:one", "clerk:two"}
    assert routed.world.news_of(case).count("step.voted") == 2
    assert routed.world.news_of(case).count("step.finished") == 1


def test_a_panel_ends_when_enough_have_agreed(routed: Routed) -> None:
    case = _visited(routed)
    for who, word in (("a", "agree"), ("b", "disagree"), ("c", "agree")):
        case = routed.finish(case, "panel", who=who, result=word, opinion="看过")
        assert case.tasks.get(step="panel").state == "open"
    case = routed.finish(case, "panel", who="d", day=5)
    panel = case.tasks.get(step="panel")
    assert (panel.state, panel.result) == ("done", "agree")
    routed.unmoved(case, refusals.StepNotOpen, lambda: routed.finish(case, "panel", who="e"))


def test_while_experts_review_the_clock_stands_and_the_applicant_is_told(routed: Routed) -> None:
    case = _visited(routed)
    assert case.statutory_due is None
    for who in "abc":
        case = routed.finish(case, "panel", who=who, day=7)
    assert case.statutory_due is not None
    (stood,) = Standstill.objects.filter(case=case)
    assert (stood.began_on, stood.ended_on, stood.planned_days) == (on(2), on(7), 10)
    routed.world.drain()
    assert {"case.suspended", "case.resumed"} <= set(told(case.subject))
    assert "suspension" in {paper.kind for paper in papers_of(case.subject, seen_by=SYSTEM)}


def test_a_rule_sends_large_shops_to_the_prefecture(routed: Routed) -> None:
    case = routed.a_case()
    assert case.tasks.get(step="decide").seat == "press-aksu/approver"
    assert case.tasks.get(step="visit").seat == "press-aksu-city/reviewer"


def test_nothing_is_granted_against_the_no_of_whoever_decides_as_well(routed: Routed) -> None:
    case = _visited(routed)
    case = routed.finish(case, "police", result="disagree", opinion="不符合治安条件")
    for who in "abc":
        case = routed.finish(case, "panel", who=who)
    with travel(on(3)):
        by = routed.clerk(case, "decide", "head")
        routed.unmoved(
            case, no.CoDeciderSaidNo,
            lambda: actions.decide_case(case.number, granted=True, by=by),
        )  # fmt: skip
        # Two have to agree: with the first no a yes is out of reach.
        actions.decide_case(case.number, granted=False, reasons="公安不同意", by=by)
    case = routed.world.again(case)
    assert (case.granted, case.reasons) == (False, "公安不同意")


def test_two_decide_together_and_nobody_who_reviewed(routed: Routed) -> None:
    case = _ready(routed)
    with travel(on(3)):
        for reviewer in ("one", "two", "a"):
            by = routed.clerk(case, "decide", reviewer)
            routed.unmoved(
                case, refusals.SameHands,
                lambda by=by: actions.decide_case(case.number, granted=True, by=by),
            )  # fmt: skip
        head = routed.clerk(case, "decide", "head")
        actions.decide_case(case.number, granted=True, reasons="符合", by=head)
        assert routed.world.again(case).stage == Stage.ACCEPTED
        routed.unmoved(
            case, no.VotedAlready, lambda: actions.decide_case(case.number, granted=True, by=head)
        )
        deputy = routed.clerk(case, "decide", "deputy")
        actions.decide_case(case.number, granted=True, by=deputy)
    case = routed.world.again(case)
    assert (case.stage, case.granted, case.reasons) == (Stage.DECIDED, True, "符合")


def test_a_step_goes_back_inside_the_agency_and_the_clock_runs_on(routed: Routed) -> None:
    case = _ready(routed)
    due = case.statutory_due
    with travel(on(3)):
        head = routed.clerk(case, "decide", "head")
        # Decided at the prefecture: what the city did is another agency's.
        routed.unmoved(
            case, no.AcrossAgencies,
            lambda: actions.return_step(
                case.number, step="decide", to="visit", reasons="再看", by=head
            ),
        )  # fmt: skip
    assert routed.world.again(case).statutory_due == due


def test_the_panel_may_send_the_visit_back_once_with_reasons(routed: Routed) -> None:
    case = _visited(routed)
    case = routed.finish(case, "police", day=2)
    with travel(on(4)):
        expert = routed.clerk(case, "panel", "a")
        for to, reasons, refusal in (
            ("panel", "再看", no.NotEarlier),
            ("police", "再看", no.NotEarlier),
            ("visit", " ", refusals.ReasonsNeeded),
        ):
            routed.unmoved(
                case, refusal,
                lambda to=to, reasons=reasons: actions.return_step(
                    case.number, step="panel", to=to, reasons=reasons, by=expert
                ),
            )  # fmt: skip
        actions.return_step(case.number, step="panel", to="visit", reasons="没拍门头", by=expert)
    case = routed.world.again(case)
    states = dict(case.tasks.values_list("step", "state"))
    assert states["visit"] == "open" and states["panel"] == "waiting"
    # What another body said stands; the agency's own second look is on its clock.
    assert states["police"] == "done"
    assert case.statutory_due is not None and case.stage == Stage.ACCEPTED
    assert case.tasks.get(step="visit").round == 1
    assert Vote.objects.filter(task__case=case, task__step="visit", round=0).count() == 2
    case = routed.finish(routed.finish(case, "visit", who="one", day=5), "visit", who="two", day=5)
    assert case.tasks.get(step="panel").state == "open"
    assert not Standstill.objects.filter(case=case, ended_on=None).exists()
    with travel(on(6)):
        routed.unmoved(
            case, no.TooManyReturns,
            lambda: actions.return_step(
                case.number, step="panel", to="visit", reasons="再来", by=expert
            ),
        )  # fmt: skip
    assert case_for(case.number, seen_by=SYSTEM).case.stage == Stage.ACCEPTED


def _visited(routed: Routed):  # type: ignore[no-untyped-def]
    case = routed.a_case()
    for who in ("one", "two"):
        case = routed.finish(case, "visit", who=who)
    return case


def _ready(routed: Routed):  # type: ignore[no-untyped-def]
    case = _visited(routed)
    for who in "abc":
        case = routed.finish(case, "panel", who=who)
    return routed.finish(case, "police")


@pytest.mark.parametrize("persons, agree", [(1, 2), (2, 0), (0, 0)])
def test_an_agreement_that_cannot_be_reached_is_no_agreement(persons: int, agree: int) -> None:
    with pytest.raises(ValueError, match="agree"):
        Hands(persons=persons, agree=agree)
