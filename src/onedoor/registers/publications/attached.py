"""What attached files say, held to what holds of the piece itself. Pure.

A file of another house cannot be mended word by word, and whoever opens it runs nothing of it:
code, unseen marks and banned words in it want a look. Numbers of persons and spam stop.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onedoor.registers.publications.content import Attached
from onedoor.registers.publications.findings import Finding, Said, Weight, Wording
from onedoor.registers.publications.in_texts import (
    markup,
    unseen,
    without_numbers,
    worded,
)
from onedoor.registers.publications.letters import HAN, UNSEEN

_WHERE = "files"
# Fewer letters than this are a number of a page or a stamp: the rest of it is a picture.
_FEWEST = 10
_MOST_NAMED = 12
# Other marks belong to the way a page was set: soft hyphens, the direction of Uyghur.
_SPLITS = re.compile(f"(?<=[{HAN}]){UNSEEN.pattern}+(?=[{HAN}])")


def in_files(
    files: Sequence[Attached], wording: Wording, said: Mapping[str, Said]
) -> Iterator[Finding]:
    """What is seen in the files of a piece; `said` is what was read in them."""
    for file in files:
        if file.is_picture:
            continue
        told = said.get(file.said)
        found = _told(told, wording) if told else [_look("unread")]
        yield from (replace(each, file=file.name) for each in _together(found))


def _told(said: Said, wording: Wording) -> Iterator[Finding]:
    text = "\n".join((*said.pages, said.about))
    # Whoever scans knows more kinds of numbers than whoever read it may have known.
    for number in (*said.numbers, *without_numbers(text)[1]):
        weight: Weight = "look" if number.kind == "mobile" else "stops"
        yield Finding(kind=number.kind, weight=weight, where=_WHERE, quote=number.shown)
    for each in worded(_WHERE, text, replace(wording, plainer=()), lines=True):
        yield replace(each, weight=_weight(each))
    hidden = (*markup(_WHERE, text), *unseen(_WHERE, _split_words(text)))
    yield from (replace(each, weight="look") for each in hidden)
    yield from _without_words(said)


def _weight(word: Finding) -> Weight:
    """A word of two signs that a line parts is as often the end of a name and what follows it."""
    is_short = len(word.say) == 2 and word.say not in word.quote
    return "look" if word.kind == "banned" or is_short else word.weight


def _split_words(text: str) -> str:
    """The places alone where unseen marks split Chinese words."""
    around = (text[max(0, each.start() - 8) : each.end() + 8] for each in _SPLITS.finditer(text))
    return "\n".join(around)


def _without_words(said: Said) -> Iterator[Finding]:
    bare = [n for n, page in enumerate(said.pages, 1) if sum(map(str.isalnum, page)) < _FEWEST]
    if len(bare) == len(said.pages):
        yield _look("wordless")
    elif bare:
        named = "、".join(map(str, bare[:_MOST_NAMED]))
        yield _look("wordless-pages", named if len(bare) <= _MOST_NAMED else f"{named}……")
    if not said.is_whole:
        yield _look("half-read", str(len(said.pages)))


def _look(kind: str, say: str = "") -> Finding:
    return Finding(kind=kind, weight="look", where=_WHERE, quote=say, say=say)


def _together(found: Iterable[Finding]) -> Iterator[Finding]:
    """One finding for each thing in a file, the first, with how many times it is there."""
    first: dict[tuple[str, Weight, str], Finding] = {}
    times: Counter[tuple[str, Weight, str]] = Counter()
    for each in found:
        thing = (each.kind, each.weight, each.say)
        first.setdefault(thing, each)
        times[thing] += 1
    for thing, each in first.items():
        yield replace(each, count=times[thing])
