"""Whether a query says a name: as written, in part, in another script, by its sound."""

import pytest

from onedoor.registers.finding.rules import says


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("查进度", "查进度"),
        ("查進度", "查进度"),
        ("查 进度", "查进度"),
        ("chajindu", "查进度"),
        ("cjd", "查进度"),
        ("Large Type", "large type"),
        ("12345", "12345"),
    ],
)
def test_whoever_says_the_name_and_nothing_else_says_it_wholly(query: str, name: str) -> None:
    assert says(query, name) == 1


@pytest.mark.parametrize(
    ("query", "name", "share"),
    [
        ("我想查进度", "查进度", 3 / 5),
        ("进度", "查进度", 2 / 3),
        ("who saw my data today", "who saw my data", 4 / 5),
        ("怎么投诉", "投诉", 1 / 2),
    ],
)
def test_whoever_says_more_or_less_says_it_in_part(query: str, name: str, share: float) -> None:
    assert says(query, name) == pytest.approx(share)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "查进度"), ("查进度", ""), ("？？", "查进度"), ("转学", "查进度"),
        # Too little to tell what is meant.
        ("度", "查进度"), ("cj", "查进度"), ("信息", "我们有您的哪些信息"), ("my", "my data"),
    ],
)  # fmt: skip
def test_what_says_something_else_or_too_little_says_nothing(query: str, name: str) -> None:
    assert says(query, name) == 0
