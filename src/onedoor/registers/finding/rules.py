"""Who may edit search words, what may be kept of a query, whether one says a name. No queries."""

import re
from dataclasses import dataclass
from functools import lru_cache

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.finding import refusals as no
from onedoor.registers.finding.folding import (
    fold,
    initials,
    is_han,
    plain_syllables,
    stem,
    words_in,
)
from onedoor.registers.items.rules import edits_the_list

LONGEST_QUERY, LONGEST_WORD, SHORTEST_WORD = 60, 30, 2
# A query is a few words; what is longer tells a story, and might tell whose.
LONGEST_MISS = 20
# How often a query must have been asked before its words are kept.
KEPT_FROM = 2
# What nobody has asked for so long is forgotten.
FORGOTTEN_AFTER_DAYS = 180
_NUMBERS = re.compile(r"[0-9]{4,}")


def cleaned(query: str) -> str:
    """The query without blanks at its ends and between, and no longer than a thought."""
    return " ".join(query.replace("\x00", " ").split())[:LONGEST_QUERY]


def kept_of(folded: str) -> str:
    """What may be counted of a query that found nothing; "" when it might be about somebody.

    Numbers of four places or more, mail addresses and long texts are not counted at all.
    """
    text = " ".join(folded.split())
    if len(text) < SHORTEST_WORD or len(text) > LONGEST_MISS:
        return ""
    return "" if _NUMBERS.search(text) or "@" in text else text


def why_not_edit(by: Actor) -> Refusal | None:
    """Only the editors of the catalogue list add words."""
    return None if edits_the_list(by) else no.NotYours()


def why_not_add(text: str) -> Refusal | None:
    """A word is neither a single sign nor a story, and no number of anybody."""
    if SHORTEST_WORD <= len(text) <= LONGEST_WORD and not _NUMBERS.search(text):
        return None
    return no.SaysNothing(text=text, where="text")


@dataclass(frozen=True)
class _Spoken:
    """Writing as it is compared: its signs in one run, its words by their stems, its letters."""

    run: str
    stems: frozenset[str]
    letters: str
    initials: str


@lru_cache(maxsize=5000)
def _spoken(text: str) -> _Spoken:
    words = words_in(fold(text))
    run = "".join(words)
    by_sound = all(is_han(each) for each in words)
    return _Spoken(
        run,
        frozenset(stem(each) for each in words if not is_han(each)),
        "".join(plain_syllables(run)) if by_sound else "",
        initials(run) if by_sound else "",
    )


# What is shorter is in too many words: two Chinese signs, four letters, three initials.
_SIGNS, _LETTERS, _INITIALS = 2, 4, 3


def says(query: str, name: str) -> float:
    """How much of `query` says `name`, from 0 to 1; 1 when it says that and nothing else.

    In any script: the name within the query, at least half of the name, all its words in another
    language, its pinyin or the initials of that.
    """
    asked, called = _spoken(cleaned(query)), _spoken(name)
    if not asked.run or not called.run:
        return 0.0
    if asked.run == called.run:
        return 1.0
    if called.stems and not called.letters:
        enough = len(called.run) >= _LETTERS and called.stems <= asked.stems
        return len(called.stems) / len(asked.stems) if enough else 0.0
    if asked.run.isascii():
        whole = len(asked.run) >= _LETTERS and asked.run == called.letters
        return float(whole or (len(asked.run) >= _INITIALS and asked.run == called.initials))
    shorter, longer = sorted((asked.run, called.run), key=len)
    share = len(shorter) / len(longer)
    if len(shorter) < _SIGNS or shorter not in longer:
        return 0.0
    return share if longer is asked.run or share >= 0.5 else 0.0
