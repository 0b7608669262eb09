"""Traditional Chinese, made from the finished page: only what is read is converted.

Text between tags and the attributes that are read aloud or shown become Traditional. Names, typed
answers, addresses, scripts and whatever is in another language stay as they are. What a page marks
`translate="no"` stays so wherever else the same page says it, in its title for example.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import yaml
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language
from opencc import OpenCC

LANGUAGE = "zh-hant"
TERMS = Path(__file__).parent / "traditional.yaml"

_PIECE = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_READ = re.compile(
    r"(\s(?:title|alt|placeholder|aria-label|aria-description|data-working|data-failed|data-sending"
    r'|data-too-large|data-left|data-over|data-new|data-say)=")([^"]*)(")'
)
_KEPT_TAGS = {"code", "kbd", "samp"}
# What stands inside these is no markup, whatever it looks like.
_RAW = {"script", "style", "textarea"}
_KEPT_MARK = re.compile(r'\stranslate="no"|\slang="(?!zh-Hant)[^"]*"')
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# Stands between pieces and for names while the converter works; no page contains it.
_BETWEEN, _NAME = "\x00", "\x01"


@cache
def _tools() -> tuple[OpenCC, dict[int, str], re.Pattern[str], dict[str, str]]:
    listed = yaml.safe_load(TERMS.read_text(encoding="utf-8"))
    converter = OpenCC("s2t")
    plainer = {ord(odd): plain for odd, plain in listed["characters"].items()}
    terms = {
        converter.convert(simplified).translate(plainer): wanted
        for simplified, wanted in listed["terms"].items()
    }
    found = sorted(terms, key=len, reverse=True)
    return converter, plainer, re.compile("|".join(map(re.escape, found))), terms


def traditional(text: str) -> str:
    """Words in Traditional script, by the converter and by the list of terms."""
    converter, plainer, terms, wanted = _tools()
    made: str = converter.convert(text).translate(plainer)
    return terms.sub(lambda found: wanted[found.group()], made)


def _split(page: str) -> tuple[list[str], list[tuple[int, bool]], set[str]]:
    """Tags and texts in turn; which pieces are read (and whether as a tag); the names marked."""
    pieces = _PIECE.split(page)
    read: list[tuple[int, bool]] = []
    names: set[str] = set()
    kept, depth, raw = "", 0, ""
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            if piece and not kept and not raw and _HAN.search(piece):
                read.append((place, False))
            elif kept == "name" and len(piece.strip()) > 1 and _HAN.search(piece):
                names.add(piece.strip())
            continue
        tag = _TAG.match(piece)
        closes, word = (bool(tag[1]), tag[2].lower()) if tag else (False, "")
        if not word or (raw and not (closes and word == raw)):
            continue
        raw = word if word in _RAW and not closes else ""
        if not closes and _HAN.search(piece):
            read.append((place, True))
        if word in _VOID | _RAW or piece.endswith("/>"):
            continue
        if kept:
            depth += -1 if closes else 1
            kept = kept if depth else ""
        elif not closes and word != "html" and (word in _KEPT_TAGS or _KEPT_MARK.search(piece)):
            kept, depth = ("name" if 'translate="no"' in piece else "as it is"), 1
    return pieces, read, names


def traditional_page(page: str) -> str:
    """The page in Traditional Chinese; one call of the converter for all of its texts."""
    pieces, read, names = _split(page)
    texts: list[str] = []
    for place, is_tag in read:
        texts += [each[1] for each in _READ.findall(pieces[place])] if is_tag else [pieces[place]]
    told = iter(_all_at_once(texts, names))
    for place, is_tag in read:
        if is_tag:
            pieces[place] = _READ.sub(lambda one: one[1] + next(told) + one[3], pieces[place])
        else:
            pieces[place] = next(told)
    return "".join(pieces)


def _all_at_once(texts: list[str], names: Iterable[str]) -> list[str]:
    listed = sorted(names, key=len, reverse=True)
    joined = _BETWEEN.join(texts)
    if listed:
        order = {name: str(number) for number, name in enumerate(listed)}
        pattern = re.compile("|".join(map(re.escape, listed)))
        joined = pattern.sub(lambda one: f"{_NAME}{order[one.group()]}{_NAME}", joined)
    made = traditional(joined)
    if listed:
        made = re.sub(f"{_NAME}(\\d+){_NAME}", lambda one: listed[int(one[1])], made)
    return made.split(_BETWEEN) if texts else []


class InTraditional:
    """Middleware: pages for readers of Traditional Chinese. Inside the cache, so once a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if get_language() != LANGUAGE or not isinstance(response, HttpResponse):
            return response
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.content = traditional_page(response.content.decode(response.charset)).encode()
            response.charset = "utf-8"
        return response
