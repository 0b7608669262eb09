"""What was posted, typed or sent becomes answers, or a sentence that says what to do."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as some

from onedoor.casework.forms.answers import (
    MOST_ROWS,
    date_parts,
    problems_of,
    read_answers,
    read_draft,
    replaced,
    settle,
    still_asked,
)
from onedoor.kernel.time import travel
from onedoor.registers.catalogue.definition import Field, Form

SHOP = {"fact": "kind", "is": "shop"}
FIELDS = [
    Field(id="owner", type="name", label="负责人姓名"),
    Field(
        id="kind",
        type="choice",
        label="经营方式",
        options=[{"value": "shop", "label": "门店"}, {"value": "online", "label": "网店"}],
    ),
    Field(id="area", type="number", label="使用面积", unit="平方米", at_most=5000, when=SHOP),
    Field(
        id="scope",
        type="choices",
        label="经营范围",
        options=[{"value": "books", "label": "图书"}, {"value": "press", "label": "报刊"}],
    ),
    Field(id="capital", type="money", label="注册资本", required=False),
    Field(id="opens", type="date", label="开业日期"),
    Field(id="chain", type="yes_no", label="是否连锁"),
    Field(id="phone", type="phone", label="联系电话"),
    Field(id="note", type="long_text", label="补充说明", required=False),
    Field(
        id="staff",
        type="rows",
        label="从业人员",
        required=False,
        fields=[
            {"id": "name", "type": "name", "label": "姓名"},
            {"id": "born", "type": "date", "label": "出生日期"},
        ],
    ),
    Field(id="truth", type="signed", label="我承诺所填属实"),
]
FORM = Form(
    minutes=5, statement="属实", sections=[{"id": "all", "title": "全部", "fields": FIELDS}]
)

GOOD = {
    "owner": ["阿依古丽•买买提"],
    "kind": ["shop"],
    "area": ["８５．５平方米"],
    "scope": ["press", "books"],
    "capital": ["3万元"],
    "opens-year": ["2026"],
    "opens-month": ["3"],
    "opens-day": ["1"],
    "chain": ["no"],
    "phone": ["+86 138 1234 5678"],
    "staff-0-name": [""],
    "staff-4-name": ["李"],
    "staff-4-born": ["1990年1月2日"],
    "truth": ["on"],
}
KEPT = {
    "owner": "阿依古丽·买买提",
    "kind": "shop",
    "area": "85.5",
    "scope": ["books", "press"],
    "capital": "30000.00",
    "opens": "2026-03-01",
    "chain": False,
    "phone": "13812345678",
    "staff": [{"name": "李", "born": "1990-01-02"}],
    "truth": True,
}


def sentence(changed: dict[str, Any], field: str) -> str:
    """What is said about `field` when these values are posted instead of the good ones."""
    problems = read_answers(FIELDS, GOOD | changed, facts={}).problems
    return next(problem.sentence for problem in problems if problem.field == field)


def test_a_good_post_becomes_answers_of_one_form():
    reading = read_answers(FIELDS, GOOD, facts={})
    assert reading.problems == []
    assert reading.answers == KEPT
    assert json.loads(json.dumps(reading.answers)) == KEPT


def test_what_was_read_has_no_problems_and_settles_to_itself():
    assert problems_of(FORM, KEPT, {}) == []
    assert settle(FORM, KEPT, {}).answers == KEPT


def test_a_browsers_post_reads_like_a_mapping():
    posted = QueryDict(mutable=True)
    for name, values in GOOD.items():
        posted.setlist(name, values)
    assert read_answers(FIELDS, posted, facts={}).answers == KEPT


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"area": [""]}, "area", "请填写“使用面积”，单位平方米。"),
        ({"area": ["很大"]}, "area", "“使用面积”请用数字填写，单位平方米，例如 85.5。"),
        ({"area": ["6000"]}, "area", "“使用面积”不能大于 5000 平方米，请核对后重新填写。"),
        ({"area": ["-1"]}, "area", "“使用面积”不能小于 0 平方米，请核对后重新填写。"),
        ({"kind": []}, "kind", "请选择“经营方式”。"),
        ({"kind": ["pub"]}, "kind", "“经营方式”请从列出的选项中选择一项。"),
        ({"capital": ["1.234"]}, "capital", "“注册资本”最多写到分，即小数点后两位。"),
        ({"opens-month": ["13"]}, "opens", "日历上没有2026年13月1日，请核对“开业日期”。"),
        ({"opens-day": [""]}, "opens", "“开业日期”请按“年月日”填写，例如 2026年3月1日。"),
        ({"chain": []}, "chain", "请在“是否连锁”处选择“是”或“否”。"),
        ({"phone": ["2123456"]}, "phone", "“联系电话”是座机时请加上区号，例如 0997-2123456。"),
        ({"truth": []}, "truth", "请读过后勾选“我承诺所填属实”。"),
        ({"owner": ["买\x00买提"]}, "owner", "“负责人姓名”里有无法保存的字符，请删去后重新填写。"),
        ({"staff-4-born": ["x"]}, "staff-0-born",
         "从业人员第 1 行：“出生日期”请按“年月日”填写，例如 2026年3月1日。"),
    ],
)  # fmt: skip
def test_each_problem_says_what_to_do(changed, field, said):
    assert sentence(changed, field) == said


def test_a_hidden_field_is_neither_asked_nor_kept():
    reading = read_answers(FIELDS, GOOD | {"kind": ["online"]}, facts={"area": "12"})
    assert reading.problems == []
    assert "area" not in reading.answers


def test_a_condition_looks_at_situations_and_at_who_applies():
    field = Field(
        id="lease", type="text", label="租约", when={"fact": "situation.home", "is": "let"}
    )
    assert read_answers([field], {}, facts={"situation.home": "own"}).problems == []
    assert read_answers([field], {}, facts={"situation.home": "let"}).problems != []


def test_rows_beyond_fifty_are_refused_and_kept_in_the_draft():
    posted = {f"staff-{at}-name": ["李"] for at in range(MOST_ROWS + 1)}
    assert "最多填 50 行" in sentence(posted, "staff")
    assert len(read_draft(FIELDS, posted)["staff"]) == MOST_ROWS + 1


def test_a_draft_keeps_what_is_wrong_and_what_is_hidden():
    typed = {"kind": ["online"], "area": ["约 9"], "opens-year": ["2026"], "note": ["a\x00b "]}
    draft = read_draft(FIELDS, typed)
    assert draft == {"kind": "online", "area": "约 9", "opens": "2026--", "note": "a\ufffdb "}
    assert date_parts(draft["opens"]) == ("2026", "", "")
    assert date_parts("2026-03-01") == ("2026", "3", "1")


def test_a_draft_that_can_be_read_is_kept_as_it_will_be_judged():
    assert problems_of(FORM, read_draft(FIELDS, GOOD), {}) == []


def test_an_emptied_field_is_empty_in_the_draft_and_an_unsent_one_is_not_in_it():
    assert read_draft(FIELDS, {"owner": [""], "scope": [""], "staff-0-name": [" "]}) == {
        "owner": "", "scope": [], "staff": [],
    }  # fmt: skip


def test_a_cleared_answer_does_not_come_back():
    again = replaced(
        KEPT | {"other": 1},
        FIELDS,
        read_answers(FIELDS, GOOD | {"capital": [""]}, facts={}).answers,
    )
    assert "capital" not in again
    assert again["other"] == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"stranger": 1}, "stranger"),
        ({"owner": 5}, "owner"),
        ({"owner": "阿依古丽•买买提"}, "owner"),
        ({"area": True}, "area"),
        ({"area": 9999}, "area"),
        ({"area": float("nan")}, "area"),
        ({"area": 10**5000}, "area"),
        ({"opens": "2026年3月1日"}, "opens"),
        ({"chain": "no"}, "chain"),
        ({"chain": None}, "chain"),
        ({"scope": ["books", "toys"]}, "scope"),
        ({"staff": "李"}, "staff"),
        ({"staff": [{"name": "李", "born": "1990-01-02", "wage": 1}]}, "staff-0-wage"),
        ({"staff": [{"born": "1990-01-02"}]}, "staff-0-name"),
        ({"truth": False}, "truth"),
    ],
)
def test_json_is_judged_like_a_page(changed, field):
    assert [problem.field for problem in problems_of(FORM, KEPT | changed, {})] == [field]


def test_json_numbers_are_numbers_and_settle_to_text():
    assert problems_of(FORM, KEPT | {"area": 85.5, "capital": 30000}, {}) == []
    assert settle(FORM, KEPT | {"area": 86, "chain": "no"}, {}).answers["area"] == "86"


def test_what_an_older_form_asked_is_left_out_of_a_draft_and_refused_where_it_is_given():
    older = KEPT | {
        "fax": "1",
        "staff": [{"name": "李", "born": "1990-01-02", "shoe_size": "42"}],
    }
    assert still_asked(FORM, older) == KEPT
    assert [each.field for each in settle(FORM, older, {}).problems] == ["fax", "staff-0-shoe_size"]


@pytest.mark.parametrize("rows", ["李", [1], None, [["name"]]])
def test_what_could_not_be_read_stays_in_a_draft_for_its_writer_to_mend(rows):
    assert still_asked(FORM, {"staff": rows}) == {"staff": rows}


LABELS = [field.id for field in FIELDS] + ["staff-0-name", "staff-1-born", "opens-year", "staff-x-"]
POSTS = some.dictionaries(
    some.sampled_from(LABELS) | some.text(max_size=12),
    some.lists(
        some.text(max_size=40)
        | some.sampled_from([each for values in GOOD.values() for each in values]),
        max_size=3,
    ),
)
JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(POSTS)
def test_whatever_is_posted_is_read_or_explained_and_never_lost(posted):
    reading = read_answers(FIELDS, posted, facts={})
    for kept in (read_draft(FIELDS, posted), reading.answers):
        # Somebody may type a backslash and "u0000"; only the character itself must be gone.
        assert "\\u0000" not in json.dumps(kept).replace("\\\\", "")
    assert all(problem.sentence.endswith("。") for problem in reading.problems)
    # Reading and judging agree: what one takes, the other has nothing to say about.
    faults = {problem.field for problem in reading.problems}
    assert {problem.field for problem in problems_of(FORM, reading.answers, {})} <= faults


@settings(max_examples=100, deadline=None)
@given(some.dictionaries(some.sampled_from(LABELS) | some.text(max_size=8), JSON))
def test_whatever_json_is_sent_is_settled_or_explained(sent):
    reading = settle(FORM, sent, {})
    assert settle(FORM, reading.answers, {}).answers == reading.answers
    assert isinstance(problems_of(FORM, sent, {}), list)


@settings(max_examples=100, deadline=None)
@given(POSTS)
def test_a_draft_settles_to_what_reading_the_page_gives(posted):
    fields = [field for field in FIELDS if field.type != "rows"]
    plain = Form(minutes=1, statement="x", sections=[{"id": "s", "title": "s", "fields": fields}])
    known = {name: value for name, value in posted.items() if "\x00" not in "".join(value)}
    read = read_answers(fields, known, facts={}).answers
    assert settle(plain, read_draft(fields, known), {}).answers == read


def test_nested_json_cannot_exhaust_the_stack():
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    for field in FIELDS:
        assert problems_of(FORM, KEPT | {field.id: deep}, {}) != []


TERM = Form(
    minutes=1,
    statement="属实",
    sections=[
        {"id": "who", "title": "谁", "fields": [
            {"id": "born", "type": "date", "label": "出生日期", "not_after": "today"},
            {"id": "valid", "type": "date", "label": "护照到期日", "not_before": "today"},
        ]},
        {"id": "work", "title": "工作", "fields": [
            {"id": "begins", "type": "date", "label": "开始", "required": False},
            {"id": "ends", "type": "date", "label": "结束", "not_before": "begins"},
        ]},
    ],
)  # fmt: skip
TERM_GOOD = {"born": "1990-1-1", "valid": "2031-3-20", "begins": "2026-12-1", "ends": "2026-12-1"}


@pytest.mark.parametrize(
    ("changed", "where", "said"),
    [
        ({"born": "2026-11-29"}, "born", "“出生日期”写的日子还没有到，请核对年份。"),
        ({"valid": "2026-11-27"}, "valid", "“护照到期日”写的日子已经过了，请核对年份。"),
        ({"ends": "2026-11-30"}, "ends", "“结束”写的日子不能早于2026年12月1日，请核对这两个日子。"),
    ],
)
def test_a_day_out_of_its_time_is_asked_again(changed, where, said) -> None:
    with travel(datetime(2026, 11, 28, 4, tzinfo=UTC)):
        assert settle(TERM, TERM_GOOD, {}).problems == []
        problems = settle(TERM, TERM_GOOD | changed, {}).problems
    assert [(each.field, each.sentence) for each in problems] == [(where, said)]


def test_the_day_itself_is_in_its_time_and_what_is_not_answered_bounds_nothing() -> None:
    with travel(datetime(2026, 11, 28, 4, tzinfo=UTC)):
        on_the_day = TERM_GOOD | {"born": "2026-11-28", "valid": "2026-11-28", "begins": ""}
        assert settle(TERM, on_the_day, {}).problems == []
        # A day that cannot be read has one problem, and makes none for another.
        unread = settle(TERM, TERM_GOOD | {"begins": "2026-02-30"}, {}).problems
    assert [each.field for each in unread] == ["begins"]


@pytest.mark.parametrize(
    "field",
    [
        {"id": "a", "type": "text", "label": "甲", "not_after": "today"},
        {"id": "a", "type": "date", "label": "甲", "not_after": "b"},
        {"id": "a", "type": "date", "label": "甲", "not_before": "a"},
    ],
)
def test_a_bound_that_no_date_before_it_gives_is_no_form(field) -> None:
    with pytest.raises(ValueError, match=r"lies between days|is asked before it"):
        Form(minutes=1, statement="属实",
             sections=[{"id": "s", "title": "节", "fields": [field]}])  # fmt: skip
