"""From facts to a PDF page: PDF/A-3b and PDF/UA-1 by typst, in the layouts beside this module.

Facts reach the layouts as one JSON value and are never read as markup. The layouts can open no
file outside their own folder.
"""

import json
import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import local
from typing import Any

import typst
from django.conf import settings

import ofd
from onedoor.registers.papers.fonts import Fonts, fonts
from onedoor.registers.papers.kinds import KINDS
from onedoor.registers.papers.rules import spoken_code

LAYOUTS = Path(__file__).with_name("layouts")
STANDARDS = ["a-3b", "ua-1"]

_thread = local()
_NEW_LINE = re.compile(r"\r\n?")
_DARK = re.compile(rb"\x01+")


def render(
    *,
    kind: str,
    title: str,
    number: str,
    agency_name: str,
    facts: dict[str, Any],
    check_code: str,
    at: datetime,
    caution: str = "",
) -> bytes:
    """The page as PDF, not yet sealed. The same facts at the same `at` give the same bytes.

    `facts` are `PaperFacts.as_json()`. Raises FontsMissing when the machine cannot set Chinese.
    """
    book = fonts()
    layout = KINDS[kind]
    link = check_link(check_code)
    paper: dict[str, Any] = {"identifier": "", **facts}
    paper |= {
        "kind": kind,
        "title": title,
        "number": number,
        "agency": agency_name,
        "stamp": layout.stamp,
        "caution": caution,
        "link": link,
        "site": link.rsplit("/", 1)[0].removeprefix("https://").removeprefix("http://"),
        "code-spoken": spoken_code(check_code),
        "families": list(book.families),
        "filled_in": book.filled_in,
    }
    paper = drawable(paper, book) | {"qr": _qr(link)}
    pdf = compiler(book).compile(
        LAYOUTS / f"{layout.layout}.typ",
        format="pdf",
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=int(at.timestamp()),
    )
    return bytes(pdf)


def check_link(check_code: str) -> str:
    """The public address where a paper with this code can be checked."""
    return f"{settings.ONEDOOR_ADDRESS.rstrip('/')}/check/{check_code}"


def compiler(book: Fonts) -> Any:
    """One compiler for each thread: it keeps fonts and layouts warm, and must not be shared."""
    if getattr(_thread, "book", None) is not book:
        _thread.compiler = typst.Compiler(
            root=LAYOUTS, font_paths=book.book, ignore_system_fonts=True
        )
        _thread.book = book
    return _thread.compiler


def _qr(link: str) -> str:
    # Level M, smallest version: read at 20 mm from a worn print.
    matrix = ofd.code_of(link)
    size = len(matrix) + 2
    runs = "".join(
        f"M{run.start()} {row}.5h{run.end() - run.start()}"
        for row, modules in enumerate(matrix)
        for run in _DARK.finditer(modules)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {size} {size}">'
        f'<path fill="#ffffff" d="M-1 -1h{size}v{size}h-{size}z"/>'
        f'<path stroke="#1a1a1a" d="{runs}"/></svg>'
    )


def drawable(value: Any, book: Fonts) -> Any:
    """The facts with every letter that no font has written out as its code point."""
    if isinstance(value, str):
        return _drawable_text(value, book)
    if isinstance(value, list):
        return [drawable(each, book) for each in value]
    if isinstance(value, dict):
        return {key: drawable(each, book) for key, each in value.items()}
    return value


def _drawable_text(text: str, book: Fonts) -> str:
    text = _NEW_LINE.sub("\n", unicodedata.normalize("NFC", text))
    return text.translate(_drawn_by(book))


class _Drawn(dict[int, str]):
    """What is drawn for each letter, found once."""

    def __init__(self, book: Fonts) -> None:
        self._book = book

    def __missing__(self, code: int) -> str:
        self[code] = told = _drawn(chr(code), self._book)
        return told


_drawn_by = lru_cache(maxsize=2)(_Drawn)


def _drawn(letter: str, book: Fonts) -> str:
    # Controls say nothing, and those that turn the direction of text could make a page lie.
    if unicodedata.category(letter) in ("Cc", "Cf", "Cs"):
        return letter if letter in "\n\t\u200c\u200d" else ""
    # Variation selectors pick among shapes of one letter; the letter stands without them.
    if "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef":
        return ""
    return letter if book.can_draw(letter) else f"〔U+{ord(letter):04X}〕"
