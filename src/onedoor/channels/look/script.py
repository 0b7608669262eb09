"""The script of a finished page, for readers of another language than it was written in.

Traditional Chinese is made from the page: text between tags and the attributes that are read aloud
or shown become Traditional. Names, typed answers, addresses, scripts and whatever is in another
language stay as they are. What a page marks `translate="no"` stays so wherever else the same page
says it, in its title for example.

On pages in English or Uyghur what the record keeps in Chinese is said as the packs say it there
(`known`), and whatever is still in Chinese is marked as Chinese, so that screen readers speak it as
such and it never runs the wrong way.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language
from opencc import OpenCC

from onedoor.channels.look.known import days_said, known_words, said_again
from onedoor.channels.look.pieces import HAN, NO_TAGS, taken_apart, texts_changed
from onedoor.channels.look.words import DASHED, RIGHT_TO_LEFT, isolated

TRADITIONAL = "zh-hant"
TERMS = Path(__file__).parent / "traditional.yaml"

_READ = re.compile(
    r"(\s(?:title|alt|placeholder|aria-label|aria-description|data-working|data-failed|data-sending"
    r'|data-too-large|data-left|data-over|data-new|data-say|data-stop|data-words-[a-z-]+)=")([^"]*)(")'
)
_KEPT_TAGS = {"code", "kbd", "samp"}
_KEPT_MARK = re.compile(r'\stranslate="no"|\slang="(?!zh-Hant)[^"]*"')
# Stands between pieces and for names while the converter works; no page contains it.
_BETWEEN, _NAME = "\x00", "\x01"

# From the first to the last Chinese character that no words of the page's own stand between, with
# the marks that belong to them. Digits and names in capitals (OFD, A 类) belong to Chinese.
_RUN = re.compile(
    r"[《“（【]?[\u3400-\u9fff\U00020000-\U0003ffff]"
    r"(?:(?:[^<>&A-Za-z\u0600-\u06ff]|[A-Z][A-Za-z]*+)*[\u3400-\u9fff\U00020000-\U0003ffff])?"
    r"[》”）】。！？]?"
)
_CHINESE = re.compile(r'\slang="zh')
_STAYS = re.compile(r'\slang="zh|\stranslate="no"')


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


def traditional_page(page: str) -> str:
    """The page in Traditional Chinese; one call of the converter for all of its texts."""
    found = taken_apart(page, _stays)
    pieces = found.all
    texts = [pieces[place] for place in found.texts]
    for place in found.tags:
        texts += [each[1] for each in _READ.findall(pieces[place])]
    told = iter(_all_at_once(texts, _names(pieces, found.kept)))
    for place in found.texts:
        pieces[place] = next(told)
    for place in found.tags:
        pieces[place] = _READ.sub(lambda one: one[1] + next(told) + one[3], pieces[place])
    return "".join(pieces)


def _stays(word: str, tag: str) -> bool:
    return word in _KEPT_TAGS or (word != "html" and _KEPT_MARK.search(tag) is not None)


def _names(pieces: list[str], kept: Iterable[tuple[int, str]]) -> set[str]:
    said = {pieces[place].strip() for place, keeper in kept if 'translate="no"' in keeper}
    return {name for name in said if len(name) > 1}


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


def chinese_marked(page: str, known: Mapping[str, str] = MappingProxyType({})) -> str:
    """The page with every word of Chinese in it marked `lang="zh-Hans"`, or said as `known` does.

    What the page marks `translate="no"` is marked and never said otherwise.
    """
    found = taken_apart(page, lambda _word, tag: _STAYS.search(tag) is not None)
    pieces = found.all
    for place in found.texts:
        pieces[place] = days_said(pieces[place])
        _say_or_mark(pieces, place, known)
    for place, keeper in found.kept:
        if not _CHINESE.search(keeper):
            _say_or_mark(pieces, place, {})
    return "".join(pieces)


def _say_or_mark(pieces: list[str], place: int, known: Mapping[str, str]) -> None:
    before = pieces[place - 1] if place else ""
    # Where no tags may be, the tag itself says the language.
    of_tags = not NO_TAGS.match(before)
    mark = _marked if of_tags else str
    pieces[place] = _RUN.sub(lambda run: said_again(run[0], known, mark), pieces[place])
    if not of_tags and HAN.search(pieces[place]) and not before.startswith("<title"):
        pieces[place - 1] = before.replace(" ", ' lang="zh-Hans" ', 1)


def _marked(words: str) -> str:
    return f'<bdi lang="zh-Hans">{words}</bdi>' if HAN.search(words) else words


class InTheReadersScript:
    """Middleware: what a page needs in other languages. Inside the cache, so once a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        language = (get_language() or "").lower()
        if language == "zh-hans" or not isinstance(response, HttpResponse):
            return response
        if response.headers.get("Content-Type", "").startswith("text/html"):
            page = response.content.decode("utf-8")
            if HAN.search(page):
                response.content = for_readers(page, language).encode("utf-8")
        return response


def for_readers(page: str, language: str) -> str:
    """The finished page, written in Simplified Chinese or this language, as its readers need it."""
    if language == TRADITIONAL:
        return traditional_page(page)
    told = chinese_marked(page, known_words(language))
    return texts_changed(told, DASHED, _numbers_kept) if language in RIGHT_TO_LEFT else told


def _numbers_kept(before: str, text: str) -> str:
    # A telephone, a day with dashes: among letters that run to the left its parts change places.
    return text if 'dir="ltr"' in before else isolated(text)
