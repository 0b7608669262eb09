"""What to ask next, what is missing, and how answers read back."""

import pytest

from onedoor.casework.forms import questions
from onedoor.registers.catalogue.definition import Document, Documents, Form, ServiceDefinition
from onedoor.registers.catalogue.definition.service import ServiceSheet, Situation

FORM = Form(
    minutes=3,
    statement="属实",
    sections=[
        {
            "id": "who",
            "title": {"zh": "申请人", "en": "Applicant"},
            "fields": [
                {
                    "id": "name",
                    "type": "name",
                    "label": {"zh": "姓名", "en": "Name"},
                    "prefill": "party.name",
                },
                {
                    "id": "number",
                    "type": "citizen_number",
                    "label": "身份证号",
                    "prefill": "party.number",
                },
                {"id": "from_", "type": "country", "label": "国籍", "required": False},
            ],
        },
        {
            "id": "shop",
            "title": "店面",
            "when": {"fact": "situation.kind", "is": "shop"},
            "fields": [
                {"id": "opens", "type": "date", "label": "开业日期"},
                {"id": "capital", "type": "money", "label": "注册资本"},
                {"id": "area", "type": "number", "label": "面积", "unit": "平方米"},
                {"id": "chain", "type": "yes_no", "label": "连锁"},
                {
                    "id": "scope",
                    "type": "choices",
                    "label": "范围",
                    "options": [{"value": "a", "label": "图书"}, {"value": "b", "label": "报刊"}],
                },
                {
                    "id": "staff",
                    "type": "rows",
                    "label": "人员",
                    "fields": [
                        {"id": "name", "type": "name", "label": "姓名"},
                        {"id": "born", "type": "date", "label": "出生"},
                    ],
                },
            ],
        },
    ],
)
ANSWERS = {
    "name": "阿依古丽·买买提",
    "from_": "KAZ",
    "opens": "2026-03-01",
    "capital": "1234.00",
    "area": "1085.5",
    "chain": True,
    "scope": ["a", "b"],
    "staff": [{"name": "李", "born": "1990-01-02"}],
}
SITUATIONS = [
    Situation(
        id="kind",
        question="怎么卖？",
        options=[{"value": "shop", "label": "开店"}, {"value": "online", "label": "网上"}],
    ),
    Situation(
        id="home",
        question="房子？",
        when={"fact": "situation.kind", "is": "shop"},
        options=[{"value": "own", "label": "自有"}, {"value": "let", "label": "租"}],
    ),
]


def a_document(id: str, **more: object) -> Document:
    return Document.model_validate(
        {"id": id, "name": id, "purpose": "看", "basis": {"law": "法"}, "source": "applicant"}
        | more
    )


@pytest.fixture
def definition() -> ServiceDefinition:
    documents = Documents(
        documents=(
            a_document("photo"),
            a_document("deed", when={"fact": "situation.home", "is": "own"}),
            a_document("lease", when={"fact": "situation.home", "is": "let"}),
            a_document("original", medium="paper"),
            a_document("report", necessity="later"),
            a_document("card", source="fetched", fetched_from="公安", grade="A"),
        )
    )
    sheet = ServiceSheet.model_construct(situations=tuple(SITUATIONS))
    return ServiceDefinition.model_construct(
        sheet=sheet, form=FORM, documents=documents, licence=None
    )


def test_situations_are_asked_one_after_another_and_only_where_they_apply():
    ask = questions.next_situation
    assert ask(SITUATIONS, {}).id == "kind"
    assert ask(SITUATIONS, {"kind": "shop"}).id == "home"
    assert ask(SITUATIONS, {"kind": "online"}) is None
    assert ask(SITUATIONS, {"kind": "nonsense"}).id == "kind"
    assert questions.settled_situation(SITUATIONS, {"kind": "online", "home": "let"}) == {
        "kind": "online"
    }


def test_an_answer_narrows_the_documents_and_ignorance_does_not(definition):
    before, after = questions.effect_of(definition, {})
    assert len(before) == len(after) == 6
    before, after = questions.effect_of(definition, {"home": "let"})
    assert [len(before), len(after)] == [6, 5]
    assert "deed" not in [document.id for document in after]


def test_only_what_the_applicant_brings_now_can_be_missing(definition):
    missing = questions.missing_documents(definition, {"situation.home": "let"}, {"photo": 1})
    assert [document.id for document in missing] == ["lease"]


def test_known_values_are_filled_in_with_their_source_where_they_fit():
    filled = questions.prefill_from(FORM, {"name": "阿依古丽•买买提", "number": "91652900MA00"})
    assert filled == {"name": ("阿依古丽·买买提", "来自您的实名账户")}


def test_answers_read_back_as_people_say_them():
    parts = questions.summary(FORM, ANSWERS, {"situation.kind": "shop"}, "zh")
    assert [part.title for part in parts] == ["申请人", "店面"]
    values = {line.field.id: line.value for part in parts for line in part.lines}
    assert values == {
        "name": "阿依古丽·买买提", "number": "", "from_": "哈萨克斯坦",
        "opens": "2026年3月1日", "capital": "1,234.00 元", "area": "1,085.5 平方米",
        "chain": "是", "scope": "图书、报刊", "staff": "1. 姓名：李；出生：1990年1月2日",
    }  # fmt: skip


def test_english_readers_get_english_labels_and_dates():
    parts = questions.summary(FORM, ANSWERS, {"situation.kind": "shop"}, "en")
    lines = {line.field.id: line for part in parts for line in part.lines}
    assert lines["name"].label == "Name"
    assert lines["from_"].value == "Kazakhstan"
    assert lines["opens"].value == "1 March 2026"


def test_what_was_typed_wrongly_is_shown_as_typed():
    wrong = {
        "opens": "某天",
        "capital": "很多",
        "area": "NaN",
        "scope": "zzz",
        "staff": "x",
        "chain": "?",
    }
    parts = questions.summary(FORM, wrong, {"situation.kind": "shop"}, "zh")
    values = {line.field.id: line.value for line in parts[1].lines}
    assert values["opens"] == "某天" and values["capital"] == "很多" and values["area"] == "NaN"


def test_sections_say_how_far_they_have_come():
    shop = FORM.sections[1]
    facts = {"situation.kind": "shop"}
    assert questions.visible_sections(FORM, {}) == [FORM.sections[0]]
    assert questions.state_of(shop, {}, facts) == "untouched"
    assert questions.state_of(shop, {"opens": ""}, facts) == "untouched"
    assert questions.state_of(shop, {"opens": "2026-03-01"}, facts) == "begun"
    assert questions.state_of(shop, ANSWERS, facts) == "complete"
