"""From facts to a PDF page: PDF/A-3b and PDF/UA-1 by typst, in the layouts beside this module.

Facts reach the layouts as one JSON value and are never read as markup. The layouts can open no
file outside their own folder.
"""

import io
import json
import re
import unicodedata
from datetime import datetime
from pathlib import Path
from threading import local
from typing import Any

import segno
import typst
from django.conf import settings

from onedoor.registers.papers.fonts import Fonts, fonts
from onedoor.registers.papers.kinds import KINDS
from onedoor.registers.papers.rules import spoken_code

LAYOUTS = Path(__file__).with_name("layouts")
STANDARDS = ["a-3b", "ua-1"]

_thread = local()


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
    paper = (
        {"identifier": ""}
        | facts
        | {
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
    )
    paper = _drawable(paper, book) | {"qr": _qr(link)}
    pdf = _compiler(book).compile(
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


def _compiler(book: Fonts) -> Any:
    """One compiler for each thread: it keeps fonts and layouts warm, and must not be shared."""
    if getattr(_thread, "book", None) is not book:
        _thread.compiler = typst.Compiler(
            root=LAYOUTS, font_paths=book.book, ignore_system_fonts=True
        )
        _thread.book = book
    return _thread.compiler


def _qr(link: str) -> str:
    # Level M, smallest version: read at 20 mm from a worn print; a fixed mask is ten times faster.
    code = segno.make_qr(link, error="m", mask=3, boost_error=False)
    drawing = io.BytesIO()
    code.save(drawing, kind="svg", border=1, dark="#1a1a1a", light="#ffffff", xmldecl=False)
    return drawing.getvalue().decode()


def _drawable(value: Any, book: Fonts) -> Any:
    """The facts with every letter that no font has written out as its code point."""
    if isinstance(value, str):
        return _drawable_text(value, book)
    if isinstance(value, list):
        return [_drawable(each, book) for each in value]
    if isinstance(value, dict):
        return {key: _drawable(each, book) for key, each in value.items()}
    return value


def _drawable_text(text: str, book: Fonts) -> str:
    text = re.sub(r"\r\n?", "\n", unicodedata.normalize("NFC", text))
    return "".join(_drawn(letter, book) for letter in text)


def _drawn(letter: str, book: Fonts) -> str:
    # Controls say nothing, and those that turn the direction of text could make a page lie.
    if unicodedata.category(letter) in ("Cc", "Cf", "Cs"):
        return letter if letter in "\n\t\u200c\u200d" else ""
    # Variation selectors pick among shapes of one letter; the letter stands without them.
    if "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef":
        return ""
    return letter if book.can_draw(letter) else f"〔U+{ord(letter):04X}〕"
