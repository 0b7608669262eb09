"""Foreign words within Chinese sentences: how names that were smuggled in stand there. Pure."""

import re
from collections.abc import Collection, Iterator, Sequence

from onedoor.registers.publications.content import LINK, PICTURE
from onedoor.registers.publications.letters import (
    DIGIT,
    HAN_SIGN,
    JOINT,
    LETTER,
    Plain,
    plain,
    sort_of,
)

# Over the sorts of letters: words that one sign or blank joins are one.
_WORD = re.compile(r"L[LD]*(?:[ -]L[LD]*)*")
_PARTS = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[^。！？；\n]+")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]（）《》“”，。；、]+", re.I)
_MAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,80}[@＠][\w.-]{1,120}", re.A)
_FILE = re.compile(
    r"(?<![\w.-])[\w.-]{1,80}\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar|jpe?g|png|txt|csv|xml|json)\b",
    re.I | re.A,
)
_HOST = re.compile(r"(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,8}\b", re.I | re.A)
# Rubbed out are what stands for nobody's word, and the marks of links, as if nothing stood there.
_NO_WORD, _NOTHING = "，", "\u200b"
_LONGEST_SHORT = 6
# What may stand between a word and its neighbour, and how far away that one is then at most.
_BETWEEN, _NEAR = ' “”‘’「」《》"', 3


def foreign_words(
    text: str, *, latin: Collection[str], hosts: Sequence[str] = ()
) -> Iterator[tuple[int, int]]:
    """Where in the text words stand, one after the other, that its Chinese sentences do not hold.

    A word in plain Latin letters is strange where it touches a Chinese sign, with a blank between
    or without; any other writing is, wherever its sentence is Chinese. `latin` are known words.
    """
    bare = plain(_without_addresses(text, hosts))
    for sentence in _SENTENCE.finditer(bare.text):
        start, end = sentence.span()
        sorts = bare.sorts[start:end]
        if HAN_SIGN not in sorts:
            continue
        for word in _WORD.finditer(sorts):
            first, last = start + word.start(), start + word.end()
            if _is_strange(bare, first, last, latin):
                yield bare.original(first, last)


def _is_strange(bare: Plain, first: int, last: int, latin: Collection[str]) -> bool:
    word = bare.text[first:last]
    if bare.sorts[first - 2 : first] in (DIGIT + JOINT, LETTER + JOINT):
        # What follows a number and a dash is the rest of a code.
        return False
    if word.isascii() and HAN_SIGN not in _beside(bare, first, last):
        return False
    return not all(_is_known(part, latin) for part in _PARTS.findall(word))


def _beside(bare: Plain, first: int, last: int) -> str:
    """The sorts of what stands before and after, but for a blank or a quotation mark."""
    before = bare.text[max(0, first - _NEAR) : first].rstrip(_BETWEEN)
    after = bare.text[last : last + _NEAR].lstrip(_BETWEEN)
    return "".join(map(sort_of, before[-1:] + after[:1]))


def _is_known(part: str, latin: Collection[str]) -> bool:
    if part.lower() in latin or len(part) == 1:
        return True
    letters = sum(map(str.isalpha, part))
    return part.isascii() and part.isupper() and letters <= _LONGEST_SHORT


def _without_addresses(text: str, hosts: Sequence[str]) -> str:
    """The text with what is no word rubbed out, every sign in its place."""
    ends = tuple(f".{each}" for each in hosts)
    told = LINK.sub(_words_alone, PICTURE.sub(_words_alone, text))
    for pattern in (ADDRESS, _MAIL, _FILE):
        told = pattern.sub(lambda hit: _NO_WORD * len(hit[0]), told)
    return _HOST.sub(
        lambda hit: _NO_WORD * len(hit[0]) if f".{hit[0].lower()}".endswith(ends) else hit[0], told
    )


def _words_alone(link: re.Match[str]) -> str:
    before, after = link.start(1) - link.start(), link.end() - link.end(1)
    return _NOTHING * before + link[1] + _NOTHING * after
