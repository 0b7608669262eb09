"""A machine may say a passage in other words; what says anything else is never shown."""

from typing import Any

import pytest

from onedoor.oversight.assistant import rephrasing
from onedoor.oversight.assistant.rephrasing import in_other_words, says_the_same

PASSAGE = (
    "申请人应当自领取营业执照之日起30个工作日内提交《出版物经营许可证申请表》一式2份，"
    "逾期不予受理；租赁图书的不需要办理，不收费。"
)
FAIR = (
    "您应当从拿到营业执照那天起，30个工作日内交《出版物经营许可证申请表》2份，"
    "逾期不予受理；租书的不需要办，不收费。"
)


def test_the_same_in_plainer_words_is_the_same() -> None:
    assert says_the_same(PASSAGE.replace("一式", ""), FAIR)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (FAIR.replace("30", "60"), "another number"),
        (FAIR.replace("30个工作日", "30天"), "another unit"),
        (FAIR.replace("2份", "两三份"), "a number in words"),
        (FAIR.replace("2份", ""), "a number left out"),
        (FAIR + "请在5天内来。", "a number added"),
        (FAIR.replace("不收费", "收费"), "a denial left out"),
        (FAIR.replace("应当", "可以"), "a duty made a choice"),
        (FAIR.replace("出版物经营许可证申请表", "出版物零售申请表"), "another paper"),
        (FAIR + "详见 https://example.com/pay", "an address of its own"),
        (FAIR + "您问的这件事我们一定尽快帮您办好，请放心，" * 3, "much longer"),
        ("", "nothing"),
    ],
)
def test_whatever_says_something_else_is_left_out(said: str, why: str) -> None:
    assert not says_the_same(PASSAGE.replace("一式", ""), said), why


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        ("个人办理10天办好，企业办理20天办好。", "个人办理20天办好，企业办理10天办好。"),
        ("2026年3月1日起报名，2026年4月1日截止。", "2026年4月1日起报名，2026年3月1日截止。"),
        ("本地居民不收费，外地居民收费。", "本地居民收费，外地居民不收费。"),
        ("先交《申请表》，再交《承诺书》。", "先交《承诺书》，再交《申请表》。"),
        ("Persons wait 10 days, firms 20 days.", "Persons wait 20 days, firms 10 days."),
    ],
)
def test_what_belongs_to_one_is_not_given_to_the_other(passage: str, said: str) -> None:
    assert says_the_same(passage, passage)
    assert not says_the_same(passage, said)


def test_figures_are_the_same_however_wide_they_are_written() -> None:
    assert says_the_same("受理后５个工作日内办好，一次办成。", "受理后5个工作日内办好，一次办成。")


def test_in_english_too() -> None:
    passage = "You must apply within 30 working days; renting books is free of charge."
    assert says_the_same(passage, "You must file within 30 working days; renting is free.")
    assert not says_the_same(passage, "You must file within 30 days; renting is free.")
    assert not says_the_same(passage, "You may file within 30 working days; renting is free.")


class _Machine:
    """Says what it is told to say, and counts how often it is asked."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = list(answers), list[str]()

    def rephrase(self, passage: str, *, language: str) -> str:
        self.asked.append(passage)
        return self.answers.pop(0)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Any:
    def put(*answers: str) -> _Machine:
        made = _Machine(*answers)
        monkeypatch.setattr(rephrasing, "port", lambda _name: made)
        rephrasing._kept.cache_clear()
        return made

    yield put
    rephrasing._kept.cache_clear()


def test_a_passage_is_asked_about_once_and_after_silence_again(machine: Any) -> None:
    asked = machine("", "收到申请的5天里给您答复。")
    passage = "收到申请之日起5天内予以答复。"
    assert in_other_words(passage, language="zh") == ""
    for _ in range(3):
        assert in_other_words(passage, language="zh") == "收到申请的5天里给您答复。"
    assert len(asked.asked) == 2


def test_what_is_not_the_same_is_not_shown_and_a_short_passage_not_asked_about(
    machine: Any,
) -> None:
    asked = machine("收到申请的8天里给您答复。")
    assert in_other_words("收到申请之日起5天内予以答复。", language="zh") == ""
    assert in_other_words("不收费。", language="zh") == ""
    # Uyghur denies with endings, which nobody here counts: no machine is asked.
    assert (
        in_other_words("ئىلتىماس قوبۇل قىلىنغاندىن كېيىن 5 كۈندە جاۋاب بېرىلىدۇ.", language="ug")
        == ""
    )
    assert len(asked.asked) == 1
