"""A question taken apart: which parts of the guide it asks for, and about what. Pure values."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from onedoor.registers.finding.folding import WORDS, fold

LONGEST = 200
_MARKS = re.compile(r"[\s，。？！、；：,.?!;:“”\"'（）()]+")


@dataclass(frozen=True)
class Reading:
    """The parts asked for, and what is left of the question: the matter.

    `is_elsewhere`: it has a word of which no guide says anything.
    """

    parts: tuple[str, ...]
    matter: str
    is_elsewhere: bool = False


@cache
def _written() -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe").load(
        Path(__file__).with_name("words.yaml").read_text("utf-8")
    )
    return read


def parts() -> tuple[str, ...]:
    """Every part of a guide that can be asked for by its words."""
    return tuple(_written()["parts"])


@cache
def _asking() -> tuple[tuple[re.Pattern[str], str], ...]:
    """(how the word stands in a folded question, its part), the longest word first."""
    found = [
        (fold(word), part)
        for part, lists in _written()["parts"].items()
        for words in lists
        for word in words
    ]
    found += [(fold(word.strip()), "") for word in _written()["around"]]
    # What is asked is taken out before the words around it.
    found.sort(key=lambda each: (not each[1], -len(each[0])))
    return tuple((_pattern(word), part) for word, part in found)


def _pattern(word: str) -> re.Pattern[str]:
    if "\u3400" <= word[0] <= "\u9fff":
        return re.compile(re.escape(word))
    if word.isascii() and " " not in word:
        # Pinyin may be typed with blanks between the syllables.
        return re.compile(rf"(?<![a-z0-9]){' ?'.join(word)}(?![a-z0-9])")
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


def read(question: str) -> Reading:
    """The question in simplified signs and small letters, with what it asks for taken out."""
    text = _MARKS.sub(" ", fold(question[:LONGEST])).strip()
    found: list[str] = []
    for pattern, part in _asking():
        if not pattern.search(text):
            continue
        text = pattern.sub(" ", text)
        if part and part not in found:
            found.append(part)
    for first, second in _written()["rather"]:
        if first in found and second in found:
            found.remove(second)
    elsewhere = any(fold(each) in text for each in _written()["elsewhere"])
    return Reading(tuple(found), " ".join(text.split()), elsewhere)


def likeness(question: str, other: str) -> float:
    """How alike two questions are, 0 to 1: the pairs of signs and the words they share."""
    first, second = _pieces(question), _pieces(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def held_in(question: str, other: str) -> float:
    """Which share of the other stands in the question."""
    first, second = _pieces(question), _pieces(other)
    return len(first & second) / len(second) if second else 0.0


def _pieces(text: str) -> set[str]:
    found: set[str] = set()
    for word in WORDS.findall(_MARKS.sub(" ", fold(text))):
        if "\u3400" <= word[0] <= "\u9fff":
            bare = re.sub("[吗呢啊的了要]", "", word)
            found |= {a + b for a, b in pairwise(bare)} or {bare}
        else:
            found.add(word)
    return found - {""}
