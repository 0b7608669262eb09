"""The publication gate: one planted fault for each of its checks."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onedoor.registers.catalogue.gate import RULES

SHEET, FORM, ROUTE = "stall/service.yaml", "stall/form.yaml", "stall/route.yaml"
DOCUMENTS, DECISIONS = "stall/documents.yaml", "stall/decisions.yaml"
AGENCY = "agency.yaml"
OFFICE = ("agencies", 0, "office")
LEASE = ("documents", 0)
BASIS = {"law": "条例", "article": "第一条"}
FEE = {"name": "工本费", "standard": "十元", "basis": BASIS}

PLANTED: list[tuple[int, list[tuple[str, tuple[Any, ...], Any]], str]] = [
    (1, [(SHEET, ("case_kind",), "instant")], "the case cannot be `instant`"),
    (1, [(SHEET, ("review_kind",), "instant")], "the review cannot be `instant`"),
    (2, [(SHEET, ("outcome", "type"), "document")], "outcome of the type `document`"),
    (2, [(SHEET, ("outcome", "name"), "批复")], "“批复” cannot be an outcome"),
    (2, [(SHEET, ("outcome", "name"), "公文")], "“公文” cannot be an outcome"),
    (2, [(SHEET, ("outcome", "type"), "none")], "outcome of the type `none`"),
    (3, [(SHEET, ("visits",), 1), (SHEET, ("online_depth",), 3)], "not told why"),
    (3, [(SHEET, ("visits_because",), "要拍照")], "a reason for coming is given"),
    (3, [(SHEET, ("visits",), -1), (SHEET, ("online_depth",), 3)], "below zero"),
    (4, [(SHEET, ("channels",), ["window"])], "no way to apply from afar"),
    (5, [(SHEET, ("visits",), 1), (SHEET, ("visits_because",), "要拍照")], "wholly online"),
    (6, [(SHEET, ("fee",), {"charged": True, "pay_online": True})], "what is not said"),
    (6, [(SHEET, ("fee",), {"charged": True, "items": [FEE]})], "Whether one can pay online"),
    (6, [(SHEET, ("fee",), {"charged": False, "items": [FEE]})], "yet it lists fees"),
    (6, [(SHEET, ("fee",), {"charged": False, "pay_online": True})], "yet one can pay online"),
    (7, [(AGENCY, (*OFFICE, "complaint_phone"), "0997-5551001")], "ring the same telephone"),
    (7, [(AGENCY, (*OFFICE, "phone"), "5551001")], "no telephone number with an area code"),
    (8, [(AGENCY, (*OFFICE, "hours"), "10:00—14:00")], "do not say on which days"),
    (8, [(AGENCY, (*OFFICE, "address"), "拜城县解放路")], "no door or window"),
    (9, [(SHEET, ("themes",), ["准营准办", "税收财务"])], "no theme for person"),
    (9, [(SHEET, ("applicants",), ["organisation"]), (SHEET, ("themes",), ["婚姻登记"])],
     "no theme leads there"),
    (10, [(ROUTE, ("steps",), []), (DOCUMENTS, ("points",), [])], "without any step of review"),
    (10, [(ROUTE, ("steps", 0, "working_days"), 6)], "take 11 working days, 10 are promised"),
    (10, [(SHEET, ("offerings", 0, "promised"), 9)], "take 10 working days, 9 are promised"),
    (10, [(ROUTE, ("steps", 2, "counts"), True)], "take 15 working days"),
    (10, [(ROUTE, ("steps", 1, "after"), ["visit"])], "take 13 working days"),
    (11, [(SHEET, ("outcome", "sample"), False)], "no sample of it"),
    (0, [(SHEET, ("questions",), [])], "`questions` is missing or empty"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "changes", "words"), PLANTED)
def test_each_check_of_the_gate_finds_its_fault(pack, number, changes, words):
    for file, place, to in changes:
        pack.change(file, *place, to=to)
    found = pack.faults()
    assert len([each for each in found if words in each.problem]) == 1, "\n".join(map(str, found))


def test_the_gate_has_all_eleven_checks_and_each_is_tested():
    numbers = {rule.number for rule in RULES}
    assert numbers == set(range(12))
    assert {number for number, _, _ in PLANTED} == numbers


@pytest.mark.parametrize(
    ("file", "place", "text"),
    [
        (DOCUMENTS, (*LEASE, "name"), "租赁合同等材料"),
        (DOCUMENTS, (*LEASE, "points", 0, "unmet"), "请补其他材料"),
        (DOCUMENTS, (*LEASE, "how_to_fill"), "按规定填写"),
        (DOCUMENTS, (*LEASE, "purpose"), {"zh": "证明", "en": "Other documents as needed"}),
        (SHEET, ("applicability", 0, "requirement"), "法律法规规定的其他条件"),
        (SHEET, ("situations", 0, "options", 0, "hint"), "交有关证明"),
        (FORM, ("sections", 0, "title"), "相关材料"),
        (ROUTE, ("steps", 0, "plain"), "视情况看现场"),
    ],
)
def test_vague_words_are_found_wherever_something_is_asked(pack, file, place, text):
    found = pack.change(file, *place, to=text).faults()
    assert found
    assert all("does not say what is asked" in each.problem for each in found)
    assert {each.file for each in found} == {f"town/{file}"}


def test_the_words_of_a_law_may_be_quoted(pack):
    assert "其他材料按规定" in pack.content(SHEET)["basis"][0]["text"]
    assert pack.faults() == []


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("granted", "no story that is granted."),
        ("corrected", "no story that is corrected and then granted."),
        ("refused", "no story that is refused or not accepted."),
    ],
)
def test_every_ending_has_a_story(pack, story, words):
    pack.path(f"stall/stories/{story}.yaml").unlink()
    assert any(words in each.problem for each in pack.faults())


def test_one_story_is_the_sample(pack):
    pack.drop("stall/stories/granted.yaml", "sample")
    assert "sample: true" in pack.only_fault().problem


@pytest.mark.parametrize("block", ["points", "how_to_fill", "no_blank_because"])
def test_a_document_says_what_it_must(pack, block):
    found = pack.drop(DOCUMENTS, *LEASE, block).faults()
    hits = [each for each in found if "`lease`:" in each.problem]
    assert len(hits) == 1
    assert f"{block}:`" in hits[0].remedy


def test_a_blank_form_has_a_filled_in_sample(pack):
    pack.change(DOCUMENTS, *LEASE, "blank", to="lease.pdf").drop(DOCUMENTS, *LEASE, "sample")
    assert "no filled-in sample" in pack.only_fault().problem


# Every block that a guide may not lack, with the place it stands at.
NEEDED: list[tuple[str, tuple[Any, ...]]] = [
    *[
        (SHEET, (block,))
        for block in (
            "code", "title", "official", "lead", "catalogue_code", "kind", "level", "offerings",
            "applicants", "themes", "keywords", "basis", "case_kind", "review_kind", "within",
            "channels", "online_depth", "visits", "outcome", "applicability", "rights", "duties",
            "questions", "effective", "editor",
        )
    ],
    *[(SHEET, ("within", block)) for block in ("statutory", "promised", "basis")],
    *[(SHEET, ("outcome", block)) for block in ("name", "type", "licence", "decision_title")],
    *[(FORM, (block,)) for block in ("minutes", "sections", "statement")],
    *[(FORM, ("sections", 0, block)) for block in ("id", "title", "fields")],
    *[(DOCUMENTS, (*LEASE, block)) for block in ("name", "purpose", "basis", "source", "points")],
    *[(ROUTE, (block,)) for block in ("accept", "steps", "decide", "deliver")],
    *[(DECISIONS, (block,)) for block in ("version", "basis", "tables")],
    *[(AGENCY, (*OFFICE, block)) for block in ("address", "hours", "phone", "complaint_phone")],
    *[("licences/stall-licence.yaml", (block,)) for block in ("name", "basis", "lines")],
]  # fmt: skip


@settings(
    max_examples=len(NEEDED), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(missing=st.sampled_from(NEEDED))
def test_a_block_that_is_taken_out_is_always_missed_with_file_and_line(pack, missing):
    file, place = missing
    kept = pack.path(file).read_text("utf-8")
    pack.drop(file, *place)
    found = [each for each in pack.faults() if each.file == f"town/{file}"]
    lines = len(pack.path(file).read_text("utf-8").splitlines())
    assert found
    assert all(1 <= each.line <= lines and each.remedy for each in found)
    pack.write(file, kept)
