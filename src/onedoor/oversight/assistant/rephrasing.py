"""A quoted passage in other words, from a machine that may be asked: only if it says the same.

The quotation stands in any case. What the machine says is left out as soon as one number, date,
unit, law, address, or word that forbids, allows or exempts is another than in the passage.
"""

import re
from collections import Counter
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
_AMOUNT = re.compile(rf"(?:{_NUMBER})\s*(?:个\s*)?(?:{_UNIT})?", re.IGNORECASE)
_NAMED = re.compile(r"《[^》]*》|“[^”]*”|https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+")
# Words on which it turns whether one may, must, or need not.
_TURNS = re.compile(
    r"不|没|未|无|非|免|勿|禁|必须|应当|可以|只|仅|除|至少|最多|以上|以下|超过"
    r"|\b(?:not|no|never|none|must|shall|may|only|unless|except|without|least|most|free)\b",
    re.IGNORECASE,
)


def says_the_same(passage: str, said: str) -> bool:
    """Whether every number with its unit, every name and every turn of the passage is kept, and
    none is added."""
    if not said.strip() or len(said) > len(passage) * _LONGER:
        return False
    return all(
        _found(pattern, passage) == _found(pattern, said) for pattern in (_AMOUNT, _NAMED, _TURNS)
    )


def _found(pattern: re.Pattern[str], text: str) -> Counter[str]:
    plain = text.translate(_DIGITS)
    return Counter(re.sub(r"\s+", "", each).lower() for each in pattern.findall(plain))


def in_other_words(passage: str, *, language: str) -> str:
    """The passage rephrased, or "" where nobody can, or where that would say something else."""
    passage = " ".join(passage.split())
    if not SHORTEST <= len(passage) <= LONGEST:
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
