"""Where in a FEEL text one is: blanks, words, signs and the names that have blanks in them."""

import re
from collections.abc import Iterable
from itertools import pairwise

MOST_TEXT = 20_000
MOST_NESTED = 60

_BLANK = re.compile(r"(?:[\s\u00a0\u200b\ufeff]|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_WORD = re.compile(r"(?:[^\W\d]|_)\w*")
_PART = re.compile(r"\w+|[^\w\s]")

KEYWORDS = frozenset(
    {
        "true", "false", "null", "if", "then", "else", "for", "in", "return", "some", "every",
        "satisfies", "and", "or", "between", "instance", "of", "function", "external",
    }
)  # fmt: skip


class NotFeel(Exception):
    """The text is not FEEL: what was expected, and at which character."""

    def __init__(self, what: str, at: int) -> None:
        super().__init__(f"{what} (at character {at + 1})")
        self.what, self.at = what, at


class Names:
    """The names known so far; of two that fit, the longer one is meant."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_start: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        self._all: set[str] = set()
        for each in names:
            self.add(each)

    def add(self, name: str) -> None:
        """One more name."""
        name = " ".join(name.split())
        if not name or name in self._all:
            return
        self._all.add(name)
        parts = _PART.findall(name)
        if len(parts) < 2:
            return
        pattern = re.escape(parts[0])
        for last, part in pairwise(parts):
            words = last[-1:].isalnum() and part[0].isalnum()
            pattern += (r"\s+" if words else r"\s*") + re.escape(part)
        if parts[-1][-1].isalnum():
            pattern += r"(?!\w)"
        known = self._by_start.setdefault(parts[0], [])
        known.append((name, re.compile(pattern)))
        known.sort(key=lambda each: -len(each[0]))

    def at(self, text: str, position: int) -> tuple[str, int] | None:
        """The longest known name here of more than one part, and where it ends."""
        start = _PART.match(text, position)
        for name, pattern in self._by_start.get(start[0], ()) if start else ():
            found = pattern.match(text, position)
            if found:
                return name, found.end()
        return None


class Reader:
    """A text and a place in it."""

    def __init__(self, text: str, names: Names) -> None:
        if len(text) > MOST_TEXT:
            raise NotFeel("a text this long is not read", MOST_TEXT)
        self.text, self.names, self.at = text, names, 0
        self.blank()

    def blank(self) -> None:
        """Past blanks and comments."""
        found = _BLANK.match(self.text, self.at)
        if found:
            self.at = found.end()

    def done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.text)

    def sees(self, sign: str) -> bool:
        """Whether this sign comes next."""
        return self.text.startswith(sign, self.at)

    def takes(self, *signs: str) -> str:
        """The first of these signs that comes next, taken; or nothing."""
        for sign in signs:
            if self.sees(sign):
                self.at += len(sign)
                self.blank()
                return sign
        return ""

    def needs(self, sign: str) -> None:
        """This sign, or it is not FEEL."""
        if not self.takes(sign):
            raise NotFeel(f"“{sign}” is missing", self.at)

    def sees_word(self, word: str) -> bool:
        """Whether this keyword comes next."""
        found = _WORD.match(self.text, self.at)
        return found is not None and found[0] == word

    def takes_word(self, *words: str) -> str:
        """The first of these keywords that comes next, taken; or nothing."""
        for word in words:
            if self.sees_word(word):
                self.at += len(word)
                self.blank()
                return word
        return ""

    def needs_word(self, word: str) -> None:
        """This keyword, or it is not FEEL."""
        if not self.takes_word(word):
            raise NotFeel(f"“{word}” is missing", self.at)

    def name(self) -> str:
        """A known name with blanks in it, or one word."""
        known = self.names.at(self.text, self.at)
        if known:
            self.at = known[1]
            self.blank()
            return known[0]
        found = _WORD.match(self.text, self.at)
        if not found or found[0] in KEYWORDS:
            raise NotFeel("a name is missing", self.at)
        self.at = found.end()
        self.blank()
        return found[0]

    def matching(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What matches here, taken."""
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
            self.blank()
        return found
