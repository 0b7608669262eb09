"""A quoted passage in other words, from a machine that may be asked: only if it says the same.

The quotation stands in any case. What the machine says is left out as soon as one number, date,
unit, law, address, or word that forbids, allows or exempts is another than in the passage, or
stands in another order: "10 days for persons, 20 for firms" has the numbers of "20 for persons".
"""

import re
from functools import lru_cache

from onedoor.kernel.ports import Rephraser, port

# So much longer than the passage it may be; and a passage so short needs no other words.
_LONGER, SHORTEST, LONGEST = 1.3, 12, 2000
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMBER = r"\d+(?:[.,:：/\-]\d+)*|[零〇一二两三四五六七八九十百千万亿半]+"
_UNIT = (
    "个?工作日|个?自然日|周岁|小时|分钟|个月|平方米|千克|公里|元|天|日|月|年|周|岁|份|页|次|张|寸|人|%"
    "|working days?|days?|months?|years?|hours?|minutes?|yuan|copies|copy|times?"
)
_AMOUNT = rf"(?:{_NUMBER})\s*(?:个\s*)?(?:{_UNIT})?"
_NAMED = r"《[^》]*》|“[^”]*”|https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+"
# Words on which it turns whether one may, must, or need not; and what they most often turn.
_TURNS = (
    "不|没|未|无|非|免|勿|禁|必须|应当|可以|只|仅|除|至少|最多|以上|以下|超过|收费|受理|批准|准予"
    r"|\b(?:not|no|never|none|must|shall|may|only|unless|except|without|least|most|free)\b"
)
_COUNTS = re.compile(f"{_NAMED}|{_AMOUNT}|{_TURNS}", re.IGNORECASE)
# What forbids and allows is known of these alone. Uyghur says it with endings within its words.
LANGUAGES = ("zh", "en")


def says_the_same(passage: str, said: str) -> bool:
    """Whether every number with its unit, every name and every turn of the passage is kept in its
    order, and none is added."""
    if not said.strip() or len(said) > len(passage) * _LONGER:
        return False
    return _what_counts(passage) == _what_counts(said)


def _what_counts(text: str) -> list[str]:
    """Its numbers, names and turns as they follow one another; within a name nothing counts."""
    plain = text.translate(_DIGITS)
    return [re.sub(r"\s+", "", each[0]).lower() for each in _COUNTS.finditer(plain)]


def in_other_words(passage: str, *, language: str) -> str:
    """The passage rephrased, or "" where nobody can, or where that would say something else; in a
    language of which that cannot be told, nobody is asked."""
    passage = " ".join(passage.split())
    known = language.partition("-")[0] in LANGUAGES
    if not known or not SHORTEST <= len(passage) <= LONGEST:
        return ""
    said = _asked(passage, language)
    return "" if said == passage or not says_the_same(passage, said) else said


@lru_cache(maxsize=2000)
def _kept(passage: str, language: str) -> str:
    machine: Rephraser = port("rephraser")
    said = " ".join(machine.rephrase(passage, language=language).split())
    if not said:
        raise _Silent
    return said


class _Silent(Exception):
    """Nothing came back: asked again the next time."""


def _asked(passage: str, language: str) -> str:
    try:
        return _kept(passage, language)
    except _Silent:
        return ""
