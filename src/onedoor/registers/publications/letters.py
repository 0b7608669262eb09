"""Letters as the scan compares them: plain width, without what nobody sees, each with its place.

What stands in a text to deceive readers is written so that lists miss it: in wide letters, with a
blank or an unseen mark inside a word. Compared is the plain form; shown is the text as it stands.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Marks that nobody sees and that turn or split words.
UNSEEN = re.compile(
    "[\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\uffa0\u00ad"
    "\U000e0000-\U000e007f]"
)
HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
_IS_HAN = re.compile(f"[{HAN}々〇]")
# How signs are told apart: Chinese ones, letters of any other writing, digits, blanks, ends of
# lines, what joins the parts of a word, the rest. One letter each, so that patterns read a text.
HAN_SIGN, LETTER, DIGIT, BLANK, END, JOINT, OTHER = "H", "L", "D", " ", "\n", "-", "."
_JOINTS = frozenset(".-_/'’")
_GAP = re.compile(r"H (?=H)")
_GAP_OR_END = re.compile(r"H ?[ \n] ?(?=H)")


@dataclass(frozen=True)
class Plain:
    """A text in its plain form: the sign at each place of it, of which sort it is, and where in
    the text it stands."""

    text: str
    sorts: str
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text itself this stretch of the plain form stands."""
        if start >= end:
            return 0, 0
        return self.places[start], self.places[end - 1] + 1

    def lowered(self) -> str:
        """The plain form in small letters, sign for sign."""
        return "".join(map(_lower, self.text))

    def joined(self, *, lines: bool = False) -> "Plain":
        """Without the single blanks that stand between two Chinese signs; `lines`: nor the ends of
        lines there, where a program broke them anywhere."""
        gaps: set[int] = set()
        for each in (_GAP_OR_END if lines else _GAP).finditer(self.sorts):
            gaps.update(range(each.start() + 1, each.end()))
        if not gaps:
            return self
        kept = [at for at in range(len(self.text)) if at not in gaps]
        return Plain(
            "".join(self.text[at] for at in kept),
            "".join(self.sorts[at] for at in kept),
            tuple(self.places[at] for at in kept),
        )


def plain(text: str) -> Plain:
    """The plain form of a text."""
    signs, sorts, places = [], [], []
    for at, sign in enumerate(text):
        for one, sort in _plain(sign):
            signs.append(one)
            sorts.append(sort)
            places.append(at)
    return Plain("".join(signs), "".join(sorts), tuple(places))


@lru_cache(maxsize=20_000)
def _plain(sign: str) -> tuple[tuple[str, str], ...]:
    """What a sign is compared as, with the sort of each part; nothing where nobody sees it."""
    if UNSEEN.match(sign) or "\ufe00" <= sign <= "\ufe0f":
        return ()
    if sign.isspace():
        return (("\n", END),) if sign in "\n\r" else ((" ", BLANK),)
    made = unicodedata.normalize("NFKC", sign)
    category = unicodedata.category(sign)
    # Letters and digits, also in a ring; "㎡" and "Ⅲ" are one sign and stay what they are.
    is_folded = category[0] == "L" or category == "Nd" or (category == "So" and len(made) == 1)
    made = made if is_folded else sign
    return tuple((each, sort_of(each)) for each in made)


def sort_of(sign: str) -> str:
    """Of which sort a sign is."""
    if _IS_HAN.match(sign):
        return HAN_SIGN
    category = unicodedata.category(sign)
    if category[0] in "LM":
        return LETTER
    if category == "Nd":
        return DIGIT
    return JOINT if sign in _JOINTS else OTHER


@lru_cache(maxsize=20_000)
def _lower(sign: str) -> str:
    small = sign.lower()
    return small if len(small) == 1 else sign
