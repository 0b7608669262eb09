"""What is looked for in every text: what is hidden in it, words of the lists, numbers of persons.

Pure. Compared is the plain form of a text (`letters`); quotes show it as it stands.
"""

import re
from collections.abc import Iterator, Sequence

from onedoor.kernel.codes import typed
from onedoor.kernel.redacting import personal
from onedoor.registers.publications.findings import (
    Finding,
    Number,
    Weight,
    Worded,
    Wording,
    around,
)
from onedoor.registers.publications.letters import UNSEEN, plain

# So many signs beside an unseen mark are shown.
_BESIDE = 12
_TAG = re.compile(r"</?[A-Za-z!][^<>\n]{0,300}>?|&(?:#x?[0-9a-fA-F]{2,6}|[a-z]{2,8});")
_STYLED_AWAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.I)


def markup(where: str, text: str) -> Iterator[Finding]:
    """Code of web pages, and what it hides."""
    for tag in _TAG.finditer(text):
        kind = "styled-away" if _STYLED_AWAY.search(tag[0]) else "markup"
        yield Finding(kind=kind, weight="stops", where=where, quote=tag[0][:80])


def unseen(where: str, text: str) -> Iterator[Finding]:
    """Marks that nobody sees."""
    for mark in UNSEEN.finditer(text):
        start, end = max(0, mark.start() - _BESIDE), mark.end() + _BESIDE
        shown = " ".join(UNSEEN.sub("▯", text[start:end]).split())
        quote = f"{re.sub(r'[0-9]{7,}[Xx]?', '…', shown)} (U+{ord(mark[0]):04X})"
        yield Finding(kind="unseen", weight="stops", where=where, quote=quote)


# --- Words of the lists -----------------------------------------------------------------------


def worded(where: str, text: str, wording: Wording, *, lines: bool = False) -> Iterator[Finding]:
    """Words of the lists, also where a blank or an unseen mark parts their signs.

    `lines`: ends of lines part them too. A banned word in parts may be the end of one word and the
    beginning of the next: it wants a look.
    """
    told = plain(text).joined(lines=lines)
    small = told.lowered()
    lists: tuple[tuple[str, Weight, Sequence[Worded]], ...] = (
        ("spam", "stops", wording.spam), ("banned", "stops", wording.banned),
        ("plainer", "hint", wording.plainer),
    )  # fmt: skip
    for kind, weight, words in lists:
        for each in words:
            for at in _places(small, each):
                start, end = told.original(at, at + len(each.word))
                in_parts = is_in_parts(text[start:end], each.word)
                yield Finding(
                    kind=kind, where=where, quote=around(text, start, end),
                    weight="look" if in_parts and kind == "banned" else weight,
                    say=f"{each.word}→{each.say}" if each.say else each.word, basis=each.basis,
                )  # fmt: skip


def is_in_parts(stands: str, word: str) -> bool:
    """Whether blanks or ends of lines part what the list has in one."""
    return len(stands.split()) > len(word.split())


def _places(small: str, each: Worded) -> Iterator[int]:
    spared: set[int] = set()
    for other in each.unless:
        for at in _occurrences(small, other.lower()):
            spared.update(range(at, at + len(other)))
    for start in _occurrences(small, each.word.lower()):
        if start not in spared:
            yield start


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


# --- Numbers of persons -----------------------------------------------------------------------


# What the finder of personal numbers calls them, as findings here are called.
_SORTS = {"证件号": "citizen", "银行卡号": "bank-card", "电话": "mobile"}
# In groups as cards are printed; other digits with dashes are two days, or the cells of a table.
_AS_ONE = re.compile(r"[0-9０-９]+")
_AS_PRINTED = re.compile(r"\d{4}([ \-–—－])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{6}[ \-]\d{10,13}")
_PIECE = re.compile(r"[0-9]+[Xx]?|(?<=\s)[Xx](?![A-Za-z])")
_CITIZEN, _MOST_PIECES = 18, 18


def persons(where: str, text: str) -> Iterator[Finding]:
    """Numbers of persons, masked."""
    # Mailboxes and fixed lines are offices', as a rule.
    for number in dict.fromkeys(each for each, _ in (*_numbers(text), *_numbers(_in_words(text)))):
        weight: Weight = "look" if number.kind == "mobile" else "stops"
        yield Finding(kind=number.kind, weight=weight, where=where, quote=number.shown)


def without_numbers(page: str) -> tuple[str, list[Number]]:
    """A page of a file without the numbers of persons, and these as they may be shown.

    Programs break numbers anywhere, and set the cells of a table beside each other: each piece
    counts for itself, and as many on end as make a citizen number.
    """
    found = [*_numbers(_in_words(page)), *_in_pieces(page)]
    for _number, stands in sorted(found, key=lambda each: -len(each[1])):
        page = page.replace(stands, "…")
    return page, [number for number, _stands in found]


def _in_words(text: str) -> str:
    """Every word in a line of its own, so that two numbers beside each other are two."""
    return "\n".join(text.split())


def _numbers(text: str) -> Iterator[tuple[Number, str]]:
    for each in personal(text, landlines=False):
        kind = _SORTS.get(each.sort)
        is_card = _AS_ONE.fullmatch(each.text) or _AS_PRINTED.fullmatch(each.text.strip())
        if kind and (kind != "bank-card" or is_card):
            yield Number(kind, _masked(each.text)), each.text


def _in_pieces(page: str) -> Iterator[tuple[Number, str]]:
    """Citizen numbers that blanks or ends of lines part."""
    pieces = list(_PIECE.finditer(page))
    for at, first in enumerate(pieces):
        digits = first[0]
        for last in pieces[at + 1 : at + _MOST_PIECES]:
            between = page[last.start() - 1 : last.start()]
            if len(digits) >= _CITIZEN or not between.isspace():
                break
            digits += last[0]
            stands = page[first.start() : last.end()]
            if len(digits) == _CITIZEN and not re.search(r"[^0-9Xx\s]", stands):
                for each in personal(digits, landlines=False):
                    if _SORTS.get(each.sort) == "citizen":
                        yield Number("citizen", _masked(digits)), stands


def _masked(number: str) -> str:
    digits = re.sub(r"[^0-9A-Z]", "", typed(number).upper())
    return f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}"
