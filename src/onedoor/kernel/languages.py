"""The languages that words of ours are said in, and saying something in each of them."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import override

Said = TypeVar("Said")
# The language of legal documents, whoever acts.
CHINESE = "zh-hans"


def written_day(day: date) -> str:
    """A day within a sentence: 2026年3月1日; as the language does that is spoken just then."""
    return _("{year}年{month}月{day}日").format(
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
