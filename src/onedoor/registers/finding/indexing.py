"""What an entry is called, taken apart into what it is found by. Pure values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, combinations
from typing import Any, NamedTuple

from onedoor.registers.finding.folding import (
    cut,
    fold,
    initials,
    is_han,
    pairs,
    shortened,
    stem,
    syllables,
    words_in,
)

# How much a phrase of each kind says about what is meant.
KINDS = {
    "title": 1.0, "official": 1.0, "word": 1.0, "added": 1.05, "foreign": 0.95, "ours": 0.95,
    "outcome": 0.8, "event": 0.6, "theme": 0.5, "lead": 0.45, "code": 1.0,
}  # fmt: skip
_LONGEST_SENSE, _LONGEST_TERM = 6, 40
_INITIALS_FROM, _INITIALS_TO = 2, 8
_LONG_ENOUGH_TO_MEND = 5


class Phrase(NamedTuple):
    """One thing an entry is called: as it is shown, and as it is compared."""

    kind: str
    text: str
    # Chinese signs alone, runs parted by blanks; their syllables, between blanks.
    han: str
    sound: str
    # Stems of Latin and Uyghur words, and numbers.
    stems: list[str]
    # sense → how many signs of it stand here.
    senses: dict[str, int]


@dataclass(frozen=True)
class Called:
    """An entry with its phrases, before it is kept."""

    code: str
    applicants: tuple[str, ...]
    life_events: tuple[str, ...]
    places: tuple[str, ...]
    said: tuple[tuple[str, str], ...] = field(default=())


def phrase_of(kind: str, text: str, meanings: Mapping[str, str]) -> Phrase:
    """The phrase taken apart; `meanings`: word → sense."""
    words = words_in(fold(text))
    runs = [each for each in words if is_han(each)]
    stems = [stem(each) for each in words if not is_han(each)]
    sounds = " | ".join(" ".join(syllables(each)) for each in runs)
    senses = senses_in(runs, [w for w in words if not is_han(w)], meanings)
    return Phrase(kind, text, " ".join(runs), f" {sounds} ", stems, senses)


def senses_in(
    runs: Iterable[str], others: Iterable[str], meanings: Mapping[str, str]
) -> dict[str, int]:
    """The senses that stand in runs of signs and in other words, with how long they stand there."""
    found: dict[str, int] = {}
    for word in pieces(runs):
        if sense := meanings.get(word):
            found[sense] = max(found.get(sense, 0), len(word))
    for word in others:
        if sense := meanings.get(stem(word)):
            found[sense] = 1
    return found


def pieces(runs: Iterable[str]) -> Iterable[str]:
    """Every stretch of signs that could be a word."""
    for run in runs:
        for start in range(len(run)):
            for end in range(start + 1, min(len(run), start + _LONGEST_SENSE) + 1):
                yield run[start:end]


def terms_of(phrase: Phrase) -> set[str]:
    """Under what the index keeps a phrase: pairs of syllables, stems, senses."""
    found = {f"p {each}" for part in phrase.sound.split("|") for each in pairs(tuple(part.split()))}
    found |= {f"w {each}"[:_LONGEST_TERM] for each in phrase.stems}
    found |= {f"s {each}" for each in phrase.senses}
    # A single sign has no pair.
    return found | {f"p {part.strip()}" for part in phrase.sound.split("|") if part.strip()
                    and " " not in part.strip()}  # fmt: skip


def hints_of(phrase: Phrase) -> set[tuple[str, str]]:
    """(key, word): the initials of what it is called, and its words with a letter missing."""
    found: set[tuple[str, str]] = set()
    if phrase.kind in ("title", "official", "word", "added"):
        for run in phrase.han.split():
            letters = initials(run)
            if len(letters) != len(run):
                continue
            found |= {(f"i {letters[a:b]}", run[a:b]) for a, b in _stretches(run)}
    for word in phrase.stems:
        if len(word) >= _LONG_ENOUGH_TO_MEND and not word.isdigit():
            found |= {(f"m {each}"[:_LONGEST_TERM], word) for each in shortened(word)}
    return found


def _stretches(run: str) -> Iterable[tuple[int, int]]:
    """Where one word or several begin and end; two letters say little, so they are a whole run."""
    ends = [0, *accumulate(len(each) for each in cut(run))]
    for start, end in combinations(ends, 2):
        length = end - start
        if _INITIALS_FROM < length <= _INITIALS_TO or length == len(run) == _INITIALS_FROM:
            yield start, end


def meanings_of(same: Iterable[Iterable[str]], silent: Iterable[str]) -> dict[str, str]:
    """word → sense, out of lists of words that mean the same and of words that say nothing."""
    found = {_key(word): "" for word in silent}
    for number, group in enumerate(same):
        for word in group:
            found[_key(word)] = str(number)
    return found


def _key(word: str) -> str:
    folded = fold(word)
    return folded if is_han(folded) else " ".join(stem(each) for each in words_in(folded))


def packed(phrases: Iterable[Phrase]) -> list[Any]:
    """Phrases as JSON; `Phrase(*each)` opens them again."""
    return [list(each) for each in phrases]
