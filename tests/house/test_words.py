"""The glossary gives one word for each term and one term for each word."""

from collections import Counter
from pathlib import Path

WORDS = Path(__file__).parents[2] / "docs" / "words.md"


def repeated(column: int, text: str) -> list[str]:
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| ")]
    cells = [row[column].strip() for row in rows if row[1].strip() != "中文"]
    return [cell for cell, times in Counter(cells).items() if times > 1]


def test_one_word_each_way() -> None:
    text = WORDS.read_text("utf-8")
    assert repeated(1, text) == []
    assert repeated(2, text) == []


def test_a_word_used_twice_is_seen() -> None:
    twice = "| 中文 | word |\n| 事项 | service | a |\n| 服务 | service | b |\n"
    assert repeated(2, twice) == ["service"]
