"""Writing made alike: script, case, width, letters, syllables. Pure values.

Chinese is folded to simplified signs, Uyghur to one form of each letter, Latin to small letters
without marks; a sign also has its syllable, without tone and with the endings and initials folded
that speakers of the west mix up (zh/z, ang/an, …).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import rjieba
from pypinyin import lazy_pinyin
from pypinyin.constants import PINYIN_DICT

from onedoor.kernel.script import simplified

HAN = re.compile("[\u3400-\u9fff]+")
WORDS = re.compile("[\u3400-\u9fff]+|[a-z0-9][a-z0-9']*|[\u0600-\u06ff]+")
_UYGHUR = str.maketrans({"ی": "ى", "ي": "ى", "ک": "ك", "ه": "ە", "ھ": "ە", "ئ": None, "ـ": None})
_UYGHUR_ENDINGS = (
    "لىرىنىڭ", "لارنىڭ", "لەرنىڭ", "لىرى", "نىڭ", "لار", "لەر", "دىن", "تىن", "لىق", "لىك", "لۇق",
    "لۈك", "نى", "غا", "گە", "كە", "قا", "دا", "دە", "تا", "تە", "سى", "ىش", "ۇش", "ۈش", "ى",
)  # fmt: skip
_ENGLISH_ENDINGS = (
    "ments", "ment", "ings", "ing", "ations", "ation", "als", "al", "ies", "ied", "ed", "es",
    "e", "y", "s",
)  # fmt: skip
_SHORTEST_STEM = 4


def fold(text: str) -> str:
    """The text in simplified signs, small letters, plain width and one form of each letter."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(
        sign
        for sign in unicodedata.normalize("NFD", plain)
        if unicodedata.category(sign) != "Mn" or "\u0600" <= sign <= "\u06ff"
    )
    joined = unicodedata.normalize("NFC", bare).translate(_UYGHUR)
    return simplified(joined).strip()


def words_in(folded: str) -> list[str]:
    """Runs of Chinese signs, Latin words and numbers, Uyghur words, in their order."""
    return [each.strip("'") for each in WORDS.findall(folded)]


def is_han(word: str) -> bool:
    """Whether the word is written in Chinese signs."""
    return bool(HAN.match(word))


def cut(run: str) -> list[str]:
    """A run of Chinese signs as words."""
    return list(rjieba.cut(run))


def is_word(signs: str) -> bool:
    """Whether the signs are a word of the language: then nobody has mistyped another."""
    return len(signs) > 1 and bool(rjieba.has_word(signs))


def stem(word: str) -> str:
    """A Latin or Uyghur word without its endings, as far as enough of it stays."""
    if word[:1].isdigit():
        return word
    if word[:1] <= "z":
        word = word.removesuffix("'s").replace("'", "")
        return _without(_without(word, _ENGLISH_ENDINGS), ("e", "i", "y"))
    return _without(_without(word, _UYGHUR_ENDINGS), _UYGHUR_ENDINGS)


def _without(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=20_000)
def syllables(run: str) -> tuple[str, ...]:
    """The folded syllables of a run of Chinese signs, one for each sign."""
    return tuple(folded_syllable(each) for each in lazy_pinyin(run, errors=_one_by_one))


def plain_syllables(run: str) -> tuple[str, ...]:
    """The syllables of a run as they are typed, without tone and unfolded."""
    return tuple(lazy_pinyin(run, errors=_one_by_one))


def _one_by_one(signs: str) -> Any:
    # Signs that have no syllable stand for themselves, so that places keep their order.
    return list(signs)


def initials(run: str) -> str:
    """The first letters of the syllables of a run."""
    return "".join(each[:1] for each in lazy_pinyin(run, errors=_one_by_one))


@cache
def folded_syllable(syllable: str) -> str:
    """A syllable as it is compared: zh, ch, sh, ng and ü folded."""
    plain = syllable.replace("ü", "v").replace("lue", "lve").replace("nue", "nve")
    for spoken, folded in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if plain.startswith(spoken):
            plain = folded + plain[2:]
    return plain[:-1] if plain.endswith(("ang", "eng", "ing")) else plain


@cache
def _known_syllables() -> frozenset[str]:
    marked = (each.split(",")[0] for each in PINYIN_DICT.values())
    bare = (
        "".join(c for c in unicodedata.normalize("NFD", each) if c.isascii()) for each in marked
    )
    spoken = {each for each in bare if each and each not in ("n", "m", "ng", "hm", "hng")}
    return frozenset(spoken | {"lv", "nv", "lve", "nve"})


def spelt(letters: str) -> tuple[str, ...]:
    """Letters read as pinyin: the fewest syllables, folded; () when they are none."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 6), end):
            before, piece = best[start], letters[start:end]
            if before is None or piece not in _known_syllables():
                continue
            found = best[end]
            if found is None or len(before) + 1 < len(found):
                best[end] = (*before, piece)
    return tuple(folded_syllable(each) for each in best[-1] or ())


def pairs(parts: tuple[str, ...]) -> Iterator[str]:
    """Each syllable with the next, as one term."""
    for first, second in pairwise(parts):
        yield f"{first} {second}"


def shortened(word: str) -> set[str]:
    """The word, and the word with one letter left out: two that share one differ by one letter."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}
