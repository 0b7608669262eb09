"""In which mode, language and width a page is seen today: each in turn, all of them in a month.

Everything at once would be some six thousand runs of axe. So each page has its turn: within four
days it was seen in each mode and each language, within sixteen in each pair of them, within
thirty-two in each pair at each width. Pages begin at different places, so every run sees every
pair on many pages. `make test ARGS=--whole` takes no turns.
"""

import os
import zlib
from dataclasses import dataclass

from django.conf import settings

LANGUAGE, MODE, THEME = settings.LANGUAGE_COOKIE_NAME, "onedoor-mode", "onedoor-theme"
MODES: dict[str, dict[str, str]] = {
    "normal": {},
    "large": {MODE: "elder"},
    "dark": {THEME: "dark"},
    "high contrast": {THEME: "contrast"},
}
LANGUAGES = ("zh-hans", "zh-hant", "en", "ug")
WIDTHS = (1280, 390)
ALL = len(MODES) * len(LANGUAGES) * len(WIDTHS)


@dataclass(frozen=True)
class Turn:
    """One way to see a page."""

    mode: str
    language: str
    width: int

    @property
    def id(self) -> str:
        return f"{self.mode}, {self.language}, {self.width}"

    @property
    def cookies(self) -> dict[str, str]:
        chosen = MODES[self.mode]
        return chosen if self.language == "zh-hans" else chosen | {LANGUAGE: self.language}


def turn(number: int) -> Turn:
    """The turn of a number; each 32 that follow one another are all there are."""
    mode, round_of_four = number % 4, number // 4 % 4
    width = (number + number // 16) % 2
    return Turn([*MODES][mode], LANGUAGES[(mode + round_of_four) % 4], WIDTHS[width])


def turns_of(name: str, *, whole: bool, translated: bool = True) -> list[Turn]:
    """Today's turn of a page, or all of them. What is not translated is seen in Chinese alone."""
    first = zlib.crc32(name.encode()) + int(os.environ["ONEDOOR_DAY_OF_TESTS"])
    found = [turn(first + more) for more in range(ALL if whole else 1)]
    if not translated:
        found = [Turn(each.mode, "zh-hans", each.width) for each in found]
    return list(dict.fromkeys(found))
