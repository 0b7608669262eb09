"""What the record keeps in Chinese and is known in other languages: titles, names, grounds.

A case keeps the title of its service, a licence its name and the body that issued it, as the pack
said them in Chinese, for that is what was acted on; whoever looks at them writes what and why.
Readers of another language are told the same as the packs in force say it to them, and
recorded.yaml what the record writes of itself; what nobody says stays Chinese.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from html import escape, unescape
from itertools import chain
from pathlib import Path

from django.db import Error
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ruamel.yaml import YAML

from onedoor.kernel.languages import language_spoken, written_day
from onedoor.registers.agencies.queries import (
    hours_in_use,
    names_in_other_languages,
    places_in_other_languages,
)
from onedoor.registers.catalogue.queries import stamp, words_in_other_languages

# What stands between two words of one line.
_LISTED = re.compile(r"( - | · |, |، |; |؛ |: )")
_QUOTED = re.compile(r"([“《])([^“”《》]+)([”》])")
_TIMES = re.compile(r"[\d:—，]+")
# A day by itself: within a Chinese sentence it stays as whoever wrote it has it.
_DAY = re.compile(
    r"(?<![\d\u3400-\u9fff，。、；：])(\d{4})年(\d{1,2})月(\d{1,2})日(?![\u3400-\u9fff，。、；：])"
)
_HOURS = gettext_noop("工作日 {times}（北京时间）")
# Bodies a decision names that have no row of their own: where to ask for a review, where to sue.
_BODIES = (
    gettext_noop("{place}人民政府"),
    gettext_noop("{place}行政公署"),
    gettext_noop("{place}人民法院"),
    gettext_noop("{place}中级人民法院"),
)


def known_words(language: str) -> Mapping[str, str]:
    """By their Chinese words, what packs, bodies and the record say in this language, for markup.

    Empty while the database is away: a page that says so is shown all the same.
    """
    try:
        return _known(stamp(), language)
    except Error:
        return {}


@lru_cache(maxsize=4)
def _known(_stamp: str, language: str) -> Mapping[str, str]:
    places = places_in_other_languages()
    every = words_in_other_languages() | _of_the_record() | places | names_in_other_languages()
    # A single sign is as often a word of something else.
    found = {
        zh: texts[language] for zh, texts in every.items() if len(zh) > 1 and language in texts
    }
    found |= {hours: hours_said(hours) for hours in hours_in_use()}
    called = {zh: names[language] for zh, names in places.items() if language in names}
    found = {
        body.format(place=zh): _(body).format(place=name)
        for body in _BODIES
        for zh, name in called.items()
    } | found
    return {zh: escape(said, quote=False) for zh, said in found.items() if said and said != zh}


def _of_the_record() -> dict[str, dict[str, str]]:
    kept = YAML(typ="safe").load(Path(__file__).with_name("recorded.yaml").read_text("utf-8"))
    return dict(chain.from_iterable(part.items() for part in kept.values()))


def hours_said(hours: str) -> str:
    """When a window is open, in the language now in force; as it is where it says more."""
    before, after = _HOURS.split("{times}")
    times = hours.removeprefix(before).removesuffix(after)
    if hours != _HOURS.format(times=times) or not _TIMES.fullmatch(times):
        return hours
    return _(_HOURS).format(times=_("、").join(times.split("，")))


def days_said(words: str) -> str:
    """Words in which each day that stands by itself is as the language in force writes it."""
    return _DAY.sub(_day_said, words)


def _day_said(found: re.Match[str]) -> str:
    try:
        return written_day(date(*map(int, found.groups())))
    except ValueError:
        return found[0]


def kept_said(words: str) -> str:
    """Words the record keeps in Chinese, in the language in force, for plain text: a message."""
    language = language_spoken()
    if language == "zh":
        return words
    return unescape(said_again(words, known_words(language), lambda unknown: unknown))


def said_again(words: str, known: Mapping[str, str], mark: Callable[[str], str]) -> str:
    """A run of Chinese with all that is known of it said anew; what is not goes through `mark`."""
    parts = _LISTED.split(words)
    said = [_said(part, known, mark) for part in parts[::2]]
    if not any(said):
        return mark(words)
    parts[::2] = [found or mark(part) for found, part in zip(said, parts[::2], strict=True)]
    return "".join(parts)


def _said(part: str, known: Mapping[str, str], mark: Callable[[str], str]) -> str:
    """One of them, "" when nothing is known of it."""
    if part in known:
        return known[part]
    if (quoted := _QUOTED.fullmatch(part)) and quoted[2] in known:
        return f"{quoted[1]}{known[quoted[2]]}{quoted[3]}"
    # A name with its number behind it, or several names.
    name, _gap, number = part.partition(" ")
    if number and name in known:
        return f"{known[name]} {mark(number)}"
    title, colon, sentence = part.partition("：")
    if colon and title in known and sentence in known:
        return _("{title}：{sentence}").format(title=known[title], sentence=known[sentence])
    names = part.split("、")
    return _("、").join(known[each] for each in names) if all(n in known for n in names) else ""
