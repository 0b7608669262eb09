"""A question is taken apart by the words of the file: what is asked, and about what."""

import pytest

from onedoor.oversight.assistant.reading import Reading, parts, read
from onedoor.oversight.assistant.rules import Answered, asked_before, decided
from onedoor.registers.finding.queries import Found


@pytest.mark.parametrize(
    ("question", "asked", "matter"),
    [
        ("开书店要几天？", ("time",), "开书店要"),
        ("開書店要幾天", ("time",), "开书店要"),
        ("护照有效期多久", ("validity",), "护照"),
        ("how much does a passport cost", ("fee",), "a passport"),
        ("hu zhao duo shao qian", ("fee",), "hu zhao"),
        ("民办学校去哪里办", ("places",), "民办学校"),
        ("开书店", (), "开书店"),
    ],
)
def test_what_is_asked_and_about_what(question: str, asked: tuple[str, ...], matter: str) -> None:
    reading = read(question)
    assert (reading.parts, reading.matter) == (asked, matter)


def test_every_part_is_asked_for_in_chinese_pinyin_english_and_uyghur() -> None:
    for question in ("几天", "jitian", "how long", "قانچە كۈن"):
        assert read(f"x {question}").parts == ("time",)
    assert len(parts()) == 11


def _found(code: str, score: float, share: float = 1.0, kind: str = "word") -> Found:
    return Found(code, score, kind, "", share=share)


def test_two_alike_are_no_answer_unless_one_is_called_so_itself() -> None:
    reading = Reading(("fee",), "护照")
    alike = [_found("passport", 1.07), _found("certificate", 1.07)]
    assert decided(reading, alike).why == "twins"
    named = [_found("passport", 1.07, kind="title"), _found("certificate", 1.07)]
    assert decided(reading, named).service == "passport"


def test_a_word_that_nothing_answers_is_enough_to_refuse() -> None:
    answer = decided(Reading(("fee",), "结婚照"), [_found("marriage", 0.86, share=0.8)])
    assert (answer.why, answer.service, answer.near) == ("unsure", "", ("marriage",))


@pytest.mark.parametrize(
    ("reading", "why"),
    [
        (Reading((), "护照"), "no-part"),
        (Reading(("fee",), ""), "no-matter"),
        (Reading(("fee",), "护照", is_elsewhere=True), "no-matter"),
        (Reading(("fee", "time", "places"), "护照"), "no-part"),
    ],
)
def test_without_matter_or_part_nothing_is_answered(reading: Reading, why: str) -> None:
    assert decided(reading, [_found("passport", 1.0)]).why == why


def test_the_same_question_of_two_guides_is_answered_by_neither() -> None:
    known = [Answered("one", 0, "收钱吗？"), Answered("two", 0, "收钱吗？")]
    assert asked_before("收钱吗", known) is None
    assert asked_before("家里能开书店吗", [Answered("shop", 1, "家里能开书店吗？")]) is not None
