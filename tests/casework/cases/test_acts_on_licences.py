"""A grant acts on the licence it is about: extended, changed, replaced, cancelled, or refused."""

from datetime import date
from typing import Any

import pytest
from tests.casework.cases.permits import (
    CANCELLATION,
    CHANGE,
    EXTENSION,
    REISSUE,
    SECOND,
    THIRD,
    follow,
    licence_of,
    permit,
    to_decide,
    told,
)
from tests.world import World

from onedoor.casework.cases import actions, refusals
from onedoor.casework.cases.models import Case
from onedoor.casework.cases.queries import case_for, named_licence
from onedoor.kernel import relay
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.codes import credit_code
from onedoor.kernel.models import Reading
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import travel
from onedoor.registers.licences.actions import restore_licence, revoke_licence, suspend_licence
from onedoor.registers.licences.directory import record_of
from onedoor.registers.licences.models import Licence
from onedoor.registers.licences.queries import standing_of
from onedoor.registers.papers.queries import check_code


def again(licence: Licence) -> Licence:
    return Licence.objects.get(pk=licence.pk)


def news(world: World, case: Case) -> list[str]:
    return world.news_of(case)


def refused_at_submission(world: World, service: str, number: str, **play: Any) -> Any:
    """The refusal of an application that names this number; nothing has moved."""
    before = Case.objects.count(), list(Licence.objects.order_by("number").values())
    found = told(world, service, THIRD, permit_number=number)
    with pytest.raises(AssertionError) as broken:
        world.play(found, until=1, **play)
    assert (Case.objects.count(), list(Licence.objects.order_by("number").values())) == before
    return broken.value.__cause__


def test_a_permit_is_extended_then_cancelled_and_each_version_is_proven_for_its_time(world) -> None:
    first = permit(world)
    assert (first.version, first.valid_until) == (1, date(2028, 4, 12))

    extended = follow(world, EXTENSION, first.number, permit_until="2030-04-12")
    second = licence_of(extended)
    first = again(first)
    assert (second.former_id, second.version) == (first.number, 2)
    assert (second.valid_until, standing_of(first)) == (date(2030, 4, 12), "superseded")
    assert second.number in "".join(check_code(first.paper.check_code).sentences)
    acted = [each for each in entries_of(extended.subject) if each.name == "case.licence-acted-on"]
    assert [(each.body["act"], each.body["number"]) for each in acted] == [("renew", first.number)]

    told_of = record_of(second.number, seen_by=SYSTEM)
    assert told_of["certificate_source_id"] == second.identifier
    assert told_of["former_source_id"] == first.identifier != second.identifier
    assert (told_of["certificate_holder_type"], told_of["status"]) == ("001", "01")
    assert credit_code(told_of["certificate_holder_code"]) and credit_code(
        told_of["issue_dept_code"]
    )
    assert record_of(first.number, seen_by=SYSTEM)["status"] == "05"

    cancelled = follow(world, CANCELLATION, second.number, begin=THIRD)
    second = again(second)
    assert second.state == "cancelled" and cancelled.number in second.state_why
    assert check_code(second.paper.check_code).verdict == "withdrawn"
    assert licence_of(cancelled).kind == "work-permit-cancellation"


def test_until_the_new_one_is_issued_the_old_one_holds(world) -> None:
    first = permit(world)
    case = to_decide(world, EXTENSION, first.number)
    with travel(SECOND):
        actions.decide_case(
            case.number, granted=True, reasons="按时", by=world.clerk(case, "decide")
        )
        assert (again(first).passes_to, standing_of(again(first))) == (case.number, "valid")
        relay.drain()
    assert standing_of(again(first)) == "superseded"


def test_a_refusal_acts_on_nothing(world) -> None:
    first = permit(world)
    case = to_decide(world, EXTENSION, first.number)
    with travel(SECOND):
        actions.decide_case(
            case.number, granted=False, reasons="晚了", by=world.clerk(case, "decide")
        )
        relay.drain()
    assert (again(first).state, again(first).passes_to) == ("valid", "")
    assert not any("licence" in name for name in news(world, case))


@pytest.mark.parametrize("service", [CHANGE, REISSUE])
def test_a_changed_or_replaced_permit_takes_the_place_of_the_old_one(world, service: str) -> None:
    first = permit(world)
    second = licence_of(follow(world, service, first.number))
    assert (second.former_id, second.version) == (first.number, 2)
    assert standing_of(again(first)) == "superseded"


def test_what_only_changes_keeps_the_last_day_it_had(world) -> None:
    """A school's licence runs sixty months; to change it gives no longer time."""
    first = licence_of(world.play(told(world, "private-school", date(2026, 5, 6))))
    change = told(
        world, "private-school-change", date(2026, 9, 1), school_licence_number=first.number
    )
    second = licence_of(world.play(change))
    assert second.valid_from > first.valid_from
    assert second.valid_until == first.valid_until is not None


def test_without_a_number_the_one_the_applicant_holds_is_meant(world) -> None:
    first = licence_of(world.play(told(world, "driving-licence-renewal", date(2026, 3, 9))))
    second = licence_of(world.play(told(world, "driving-licence-renewal", date(2026, 9, 14))))
    assert (second.former_id, second.version) == (first.number, 2)
    assert standing_of(again(first)) == "superseded"


def test_a_permit_of_anothers_cannot_be_cancelled(world) -> None:
    other = permit(world, applicant="tarim_cotton")
    refusal = refused_at_submission(world, CANCELLATION, other.number)
    assert isinstance(refusal, refusals.AnswersIncomplete)
    assert refusal.where == "permit_number" and refusal.status == 422
    assert "工作许可证号" in refusal.sentence and "不在申请人名下" in refusal.sentence
    assert "由持证人来申请" in refusal.sentence


def test_a_cancelled_permit_cannot_be_extended(world) -> None:
    first = permit(world)
    follow(world, CANCELLATION, first.number)
    refusal = refused_at_submission(world, EXTENSION, first.number)
    assert refusal.where == "permit_number" and "已经注销" in refusal.sentence
    assert "按新申请办" in refusal.sentence


def test_a_superseded_permit_is_not_extended_but_the_one_in_its_place(world) -> None:
    first = permit(world)
    follow(world, EXTENSION, first.number)
    refusal = refused_at_submission(world, CANCELLATION, first.number)
    assert "新证的号码" in refusal.sentence


def test_a_suspended_or_revoked_permit_cannot_be_extended(world) -> None:
    first = permit(world)
    suspend_licence(first.number, reasons="核查中", by=SYSTEM)
    refusal = refused_at_submission(world, EXTENSION, first.number)
    assert "暂扣" in refusal.sentence and "办恢复" in refusal.sentence
    revoke_licence(first.number, reasons="以欺骗手段取得", by=SYSTEM)
    assert "已经撤销" in refused_at_submission(world, EXTENSION, first.number).sentence


def test_a_licence_of_another_kind_is_not_acted_on(world) -> None:
    notice = licence_of(world.play(told(world, "work-permit-short", date(2026, 4, 13))))
    refusal = refused_at_submission(world, EXTENSION, notice.number)
    assert notice.kind_name in refusal.sentence


def test_an_applicant_without_a_number_whose_licence_is_suspended_is_told_so(world) -> None:
    first = licence_of(world.play(told(world, "driving-licence-renewal", date(2026, 3, 9))))
    suspend_licence(first.number, reasons="扣证", by=SYSTEM)
    before = Case.objects.count()
    with pytest.raises(AssertionError) as broken:
        world.play(told(world, "driving-licence-renewal", date(2026, 9, 14)), until=1)
    refusal = broken.value.__cause__
    assert isinstance(refusal, refusals.LicenceInTheWay) and "暂扣" in refusal.sentence
    assert Case.objects.count() == before


def test_what_ends_between_application_and_decision_is_not_granted(world) -> None:
    first = permit(world)
    case = to_decide(world, EXTENSION, first.number)
    clerk = world.clerk(case, "decide")
    suspend_licence(first.number, reasons="核查中", by=SYSTEM)
    before, stands = news(world, case), again(first).passes_to
    with travel(SECOND), pytest.raises(refusals.LicenceCannotFollow) as refused:
        actions.decide_case(case.number, granted=True, reasons="按时", by=clerk)
    assert "暂扣" in refused.value.sentence and "不予批准" in refused.value.sentence
    assert (news(world, case), again(first).passes_to) == (before, stands)
    restore_licence(first.number, reasons="查清了", by=SYSTEM)
    with travel(SECOND):
        actions.decide_case(case.number, granted=True, reasons="按时", by=clerk)
        relay.drain()
    assert standing_of(again(first)) == "superseded"


def test_of_two_extensions_of_one_permit_only_the_first_is_granted(world) -> None:
    first = permit(world)
    one, two = (to_decide(world, EXTENSION, first.number) for _ in range(2))
    with travel(SECOND):
        actions.decide_case(one.number, granted=True, reasons="按时", by=world.clerk(one, "decide"))
        before = news(world, two)
        with pytest.raises(refusals.LicenceCannotFollow):
            actions.decide_case(
                two.number, granted=True, reasons="按时", by=world.clerk(two, "decide")
            )
    assert news(world, two) == before


def test_a_permit_that_would_be_over_is_not_granted(world) -> None:
    found = told(world, EXTENSION, SECOND, permit_number="阿外许证〔2024〕00031号",
                 permit_until="2026-08-18")  # fmt: skip
    case = world.play(found, until=[step.does for step in found.story.steps].index("decide"))
    before = news(world, case)
    with travel(date(2026, 8, 24)), pytest.raises(refusals.LicenceWouldBeOver):
        actions.decide_case(
            case.number, granted=True, reasons="按时", by=world.clerk(case, "decide")
        )
    assert news(world, case) == before


def test_what_others_issued_on_paper_is_not_acted_on_and_the_record_says_so(world) -> None:
    mine = permit(world)
    case = follow(world, CANCELLATION, "阿外许证〔2024〕00031号")
    assert case.granted and again(mine).state == "valid"
    told_of = [each for each in entries_of(case.subject) if each.name == "case.licence-not-held"]
    assert [each.body["act"] for each in told_of] == ["cancel"]
    # What was typed may be anything; the record holds public facts alone.
    assert "00031" not in str(told_of[0].body)
    second = licence_of(follow(world, EXTENSION, "阿外许证〔2024〕00031号"))
    assert (second.version, second.former_id) == (1, None)


def test_a_correction_cannot_name_anothers_licence(world) -> None:
    other = licence_of(world.play(told(world, "individual-business", date(2026, 7, 6))))
    found = told(world, "individual-business-cancellation", date(2026, 9, 21), "corrected")
    case = world.play(found, until=2)
    before, said = news(world, case), world.again(case).answers["licence_number"]
    with travel(date(2026, 9, 22)), pytest.raises(refusals.AnswersIncomplete) as refused:
        actions.correct_case(
            case.number, answers={"licence_number": other.number}, by=world.applicant(case)
        )
    assert refused.value.where == "licence_number"
    assert (news(world, case), world.again(case).answers["licence_number"]) == (before, said)


def test_what_the_rule_grants_at_once_is_cancelled_at_once(world) -> None:
    granted = told(world, "individual-business", date(2026, 7, 6), "granted-at-once")
    first = licence_of(world.play(granted))
    cancellation = told(
        world, "individual-business-cancellation", THIRD, "granted", licence_number=first.number
    )
    assert world.play(cancellation, until=1, applicant="ayigul").granted
    assert again(first).state == "cancelled"


def test_the_clerk_sees_the_licence_before_deciding_and_the_look_leaves_its_row(world) -> None:
    first = permit(world)
    case = to_decide(world, EXTENSION, first.number)
    clerk = world.clerk(case, "decide")
    file = case_for(case.number, seen_by=clerk)
    named = named_licence(file.case, file.definition, seen_by=clerk)
    assert named is not None and named.licence == first
    row = Reading.objects.filter(by_ref=clerk.ref, what__contains=first.number).get()
    assert (row.party, row.subject) == (first.holder, case.subject)


def test_the_clerk_sees_that_the_register_has_none(world) -> None:
    case = to_decide(world, EXTENSION, "阿外许证〔2024〕00031号")
    file = case_for(case.number, seen_by=SYSTEM)
    named = named_licence(file.case, file.definition, seen_by=SYSTEM)
    assert named is not None and named.licence is None and "00031" in named.number
