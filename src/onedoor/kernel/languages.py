"""The languages that words of ours are said in, and saying something in each of them."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.utils.dates import MONTHS
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

Said = TypeVar("Said")
# The language of legal documents, whoever acts.
CHINESE = "zh-hans"


def language_spoken() -> str:
    """The language now in force without its script: zh, en, ug; Chinese where none is."""
    return (get_language() or CHINESE).partition("-")[0]


def written_day(day: date, *, beside: date | None = None) -> str:
    """A day within a sentence: 2026年3月1日; without its year `beside` a day of the same.

    As the language writes it that is spoken just then.
    """
    same = beside is not None and beside.year == day.year
    text = _("{month}月{day}日") if same else _("{year}年{month}月{day}日")
    return text.format(
        year=day.year, month=day.month, month_name=str(MONTHS[day.month]), day=day.day
    )


def other_languages() -> list[str]:
    """Those that readers choose besides Chinese; Traditional Chinese is made from the page."""
    return [code for code, _name in settings.LANGUAGES if not code.startswith("zh")]


def in_other_languages(say: Callable[[], Said]) -> dict[str, Said]:
    """What `say` says with each of these languages in force, by language."""
    found = {}
    for language in other_languages():
        with override(language):
            found[language] = say()
    return found
