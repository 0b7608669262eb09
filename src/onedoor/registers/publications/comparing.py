"""Two versions of a piece beside each other, line by line. Pure values."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onedoor.registers.publications.content import LANGUAGES, Content, Translation


@dataclass(frozen=True)
class Line:
    """A line that stayed, went or came."""

    change: Literal["same", "gone", "new"]
    text: str
    # That of a translation; "" for the Chinese text.
    language: str = ""


def compared(before: Content, after: Content) -> list[Line]:
    """What changed, in order, the Chinese text first and then each translation.

    Long stretches that stayed are left out but for their ends.
    """
    found = _told(list(_lines(before)), list(_lines(after)), "")
    for language in LANGUAGES:
        old, new = before.in_language(language), after.in_language(language)
        found += _told(_translated(old), _translated(new), language)
    return found


def _told(old: list[str], new: list[str], language: str) -> list[Line]:
    found: list[Line] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            found += [Line("same", text, language) for text in _ends(old[a:b])]
        else:
            found += [Line("gone", text, language) for text in old[a:b]]
            found += [Line("new", text, language) for text in new[c:d]]
    return found


def _translated(text: Translation | None) -> list[str]:
    said = (each for _where, each in text.texts()) if text else ()
    return [line.strip() for each in said for line in each.splitlines() if line.strip()]


def _ends(lines: list[str]) -> list[str]:
    return lines if len(lines) <= 5 else [*lines[:2], "……", *lines[-2:]]


def _lines(content: Content) -> Iterator[str]:
    told = content.as_json()
    for name in ("title", "summary", "editor", "document_number", "issued_on"):
        yield str(told[name])
    yield f"{content.valid_from} — {content.valid_until}".strip(" —")
    yield from (line.strip() for line in content.body.splitlines() if line.strip())
    for point in content.points:
        yield from (point.heading, point.text, point.matter)
    yield from content.matters
    for file in content.files:
        yield f"{file.name} {file.words} {file.digest[:12]}"
