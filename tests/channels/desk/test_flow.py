"""The whole way of a case across the desk, by forms alone; and each act's refusal on its page."""

from datetime import date

import pytest

from onedoor.casework.cases import actions
from onedoor.casework.cases.models import Stage
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import travel

REVIEWER, APPROVER = "press_aksu_city_reviewer", "press_aksu_city_approver"


def at(case, page: str = "") -> str:
    return f"/desk/cases/{case.number}/{page}"


def mark_all(client, case, **others: str) -> None:
    marks = {f"mark-{point}": mark for point, mark in others.items()}
    client.post(at(case, "marks"), {"step": "accept", "rest": "met"} | marks)


def test_from_first_look_to_decision_by_forms_alone(world, case, window, desk):
    mark_all(window, case, form_complete="unmet")
    preview = window.get(at(case, "corrections")).content.decode()
    assert "请把申请表没填的地方补上" in preview and "一次性补正告知书" in preview
    words = {"words-form_complete": "请写上店里的电话。", "do": "send"}
    assert window.post(at(case, "corrections"), words)["Location"] == at(case, "?done=told")
    assert world.again(case).correction.items[0]["problem"] == "请写上店里的电话。"
    answers = {"phone": "13800000009"}
    actions.correct_case(case.number, answers=answers, by=world.applicant(case))
    mark_all(window, case)
    assert window.post(at(case, "accept"))["Location"] == at(case, "?done=accepted")
    reviewer = desk(REVIEWER)
    reviewer.post(at(case, "marks"), {"step": "visit", "rest": "met"})
    reviewer.post(at(case, "steps/visit"), {"result": "agree", "opinion": "两人到店看过。"})
    approver = desk(APPROVER)
    assert "两人到店看过。" in approver.get(at(case, "decide")).content.decode()
    decision = {"outcome": "grant", "reasons": "三个条件都满足。"}
    read = approver.post(at(case, "decide"), decision | {"do": "preview"}).content.decode()
    assert "决定准予" in read and world.again(case).granted is None
    signed = approver.post(at(case, "decide"), decision | {"do": "sign"})
    assert signed["Location"] == at(case, "?done=decided")
    world.drain()
    assert world.again(case).stage == Stage.CLOSED
    assert "这件已经办完" in approver.get(at(case)).content.decode()


def test_accepting_what_was_not_looked_at_is_refused_on_the_page(world, case, window):
    page = window.post(at(case, "accept"))
    assert page.status_code == 409
    assert "个要点没有看" in page.content.decode()
    assert world.again(case).stage == Stage.SUBMITTED


def test_a_notice_before_all_was_looked_at_is_refused_and_keeps_the_words(world, case, window):
    window.post(at(case, "marks"), {"step": "accept", "mark-premises_term": "unmet"})
    given = {"words-premises_term": "请换新合同。", "do": "send"}
    page = window.post(at(case, "corrections"), given)
    assert page.status_code == 409
    text = page.content.decode()
    assert "全部看完才能一次说全" in text and text.count("请换新合同。") >= 2
    assert world.again(case).told_missing_on is None


def test_turning_away_without_naming_the_right_body_is_refused_and_loses_nothing(
    world, case, window
):
    given = {"ground": "not-ours", "reasons": "店在拜城县。"}
    page = window.post(at(case, "turn-away"), given)
    assert page.status_code == 422
    assert "该找哪个机关" in page.content.decode() and "店在拜城县。" in page.content.decode()
    assert world.again(case).stage == Stage.SUBMITTED
    given |= {"right_body": "拜城县新闻出版局"}
    window.post(at(case, "turn-away"), given)
    assert world.again(case).stage == Stage.NOT_ACCEPTED


@pytest.fixture
def accepted(world):
    return world.an_accepted_case(begin=date(2026, 8, 10))


def test_disagreeing_without_a_word_is_refused(world, accepted, desk):
    page = desk(REVIEWER).post(at(accepted, "steps/visit"), {"result": "disagree"})
    assert page.status_code == 422 and "请写明理由" in page.content.decode()
    assert accepted.tasks.get(step="visit").state == "open"


def test_a_step_is_not_finished_by_another_post(world, accepted, window):
    page = window.post(at(accepted, "steps/visit"), {"result": "agree"})
    assert page.status_code == 403
    assert accepted.tasks.get(step="visit").state == "open"


def test_only_a_published_procedure_stops_the_clock(world, accepted, desk):
    given = {"procedure": "long-lunch", "reasons": "忙"}
    page = desk(REVIEWER).post(at(accepted, "suspend"), given)
    assert page.status_code == 422
    assert world.again(accepted).suspended is False


def test_the_limit_is_extended_by_the_deciding_post_within_the_law(world, desk):
    case = world.a_case_to_decide(begin=date(2026, 8, 10))
    with travel(date(2026, 8, 14)):
        approver = desk(APPROVER)
        page = approver.post(at(case, "extend"), {"working_days": "99", "reasons": "要专家看"})
        assert page.status_code == 422 and "要专家看" in page.content.decode()
        assert world.again(case).extension_days == 0
        approver.post(at(case, "extend"), {"working_days": "5", "reasons": "要专家看"})
    assert world.again(case).extension_days == 5


def test_a_no_without_reasons_never_comes_to_signing(world, desk):
    case = world.a_case_to_decide(begin=date(2026, 8, 10))
    for step in ("preview", "sign"):
        page = desk(APPROVER).post(at(case, "decide"), {"outcome": "refuse", "do": step})
        assert page.status_code == 422 and "要写明理由" in page.content.decode()
    assert world.again(case).granted is None


def test_of_two_deciding_the_second_reads_that_it_was_decided(world, desk):
    case = world.a_case_to_decide(begin=date(2026, 8, 10))
    first, second = desk(APPROVER), desk(APPROVER)
    assert second.get(at(case, "decide")).status_code == 200
    first.post(at(case, "decide"), {"outcome": "grant", "do": "sign"})
    page = second.post(at(case, "decide"), {"outcome": "refuse", "reasons": "不行", "do": "sign"})
    assert page.status_code == 409
    assert "已经由别人作出决定" in page.content.decode()
    assert world.again(case).granted is True


CIVIL_APPROVER = "civil_affairs_aksu_city_approver"


@pytest.fixture
def relief(world):
    """Relief that is to be decided: the standard gives at most 5600 yuan to this household."""
    return world.a_case_to_decide("temporary-relief", begin=date(2026, 8, 3))


@pytest.mark.parametrize(
    ("amount", "reasons", "said"),
    [
        ("很多", "家里着火。", "只写数字"),
        ("", "家里着火。", "写明给多少"),
        ("0", "家里着火。", "比 0 大"),
        ("9000", "", "裁量基准不一样"),
    ],
)
def test_a_grant_without_an_amount_or_beyond_the_standard_is_refused(
    world, desk, relief, amount, reasons, said
):
    given = {"outcome": "grant", "amount": amount, "reasons": reasons}
    for step in ("preview", "sign"):
        page = desk(CIVIL_APPROVER).post(at(relief, "decide"), given | {"do": step})
        assert said in page.content.decode() and "签发决定" not in page.content.decode()
    assert world.again(relief).granted is None


@pytest.mark.parametrize(("amount", "left"), [("4,000", False), ("9000.50", True)])
def test_what_is_given_stands_in_the_decision_and_only_that_the_standard_was_left_in_the_record(
    world, desk, relief, amount, left
):
    given = {"outcome": "grant", "amount": amount, "reasons": "家里着火。", "do": "preview"}
    approver, plain = desk(CIVIL_APPROVER), amount.replace(",", "")
    read = approver.post(at(relief, "decide"), given).content.decode()
    assert f"一次性救助 {plain} 元" in read
    approver.post(at(relief, "decide"), given | {"do": "sign"})
    assert world.again(relief).terms == f"一次性救助 {plain} 元。"
    (told,) = [each for each in entries_of(relief.subject) if each.name == "case.decided"]
    assert told.body["left_the_standard"] is left and told.body["alike"] == "standard:1"
    assert "amount" not in told.body and plain not in told.body.values()
