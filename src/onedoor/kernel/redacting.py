"""What in a text tells who somebody is: found before anything is published. Pure.

It finds numbers with check digits, telephones, bank cards, mailboxes and given names. A name that
nobody gave it it cannot know: that is for the two persons who read the draft.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from onedoor.kernel.codes import BadCode, citizen_number, iso7812_luhn, residence_permit
from onedoor.kernel.codes import typed as plain

_DIGITS = re.compile(r"[0-9０-９](?:[ \-–—－]?[0-9０-９]){6,22}[ \-]?[XxＸｘ]?")
# Begun at the beginning of a row of letters alone: else a long row costs its length squared.
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9-]+(?:[.．][A-Za-z0-9-]+)+"
)
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:[EeGgDdSsPpHhMmCc][A-Za-z]?\d{7,8})(?![A-Za-z0-9])")
_MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{9,11}")


@dataclass(frozen=True)
class Found:
    """One thing that tells who somebody is: of which sort, and as it stands in the text."""

    sort: str
    text: str


def personal(
    text: str, *, names: Collection[str] = (), landlines: bool = True, offices: Collection[str] = ()
) -> list[Found]:
    """All that is found, in the order of the text. `landlines`: whether a fixed line counts;

    `offices` are telephones of offices, which are nobody's.
    """
    bare = {_bare(each) for each in offices}
    found = [*_numbers(text, landlines, bare)]
    found += [(each.start(), Found("邮箱", each.group())) for each in _MAIL.finditer(text)]
    found += [(each.start(), Found("证件号", each.group())) for each in _PASSPORT.finditer(text)]
    found += [(text.index(name), Found("姓名", name)) for name in names
              if len(name) > 1 and name in text]  # fmt: skip
    return [each for _place, each in sorted(found, key=lambda each: each[0])]


def _bare(number: str) -> str:
    return re.sub(r"\D", "", number)


def _numbers(text: str, landlines: bool, offices: set[str]) -> Iterator[tuple[int, Found]]:
    for match in _DIGITS.finditer(text):
        bare = re.sub(r"[^0-9X]", "", plain(match.group()))
        if bare.rstrip("X") in offices:
            continue
        whole = _sort_of(bare, landlines)
        if whole:
            yield match.start(), Found(whole, match.group())
            continue
        # Several numbers beside each other, with nothing but a blank between them.
        for part in re.finditer(r"\S+", match.group()):
            if sort := _sort_of(re.sub(r"[^0-9X]", "", plain(part[0])), landlines):
                yield match.start() + part.start(), Found(sort, part[0])


def _sort_of(bare: str, landlines: bool) -> str:
    """Which sort of number these digits are; a long row of digits is also looked at inside."""
    if any(_is_citizen(bare[at : at + 18]) for at in range(max(1, len(bare) - 17))):
        return "证件号"
    if _MOBILE.fullmatch(bare):
        return "电话"
    is_card = 16 <= len(bare) <= 19 and bare.isdecimal()
    if is_card and iso7812_luhn(bare[:-1]) == bare[-1]:
        return "银行卡号"
    return "电话" if landlines and _LANDLINE.fullmatch(bare) else ""


def _is_citizen(number: str) -> bool:
    for read in (citizen_number, residence_permit):
        try:
            return bool(read(number))
        except BadCode:
            continue
    return False


def veiled(text: str, found: Collection[Found]) -> str:
    """The text with every find put out of sight: a first draft for whoever redacts."""
    for each in sorted(found, key=lambda each: -len(each.text)):
        text = text.replace(each.text, "某某" if each.sort == "姓名" else f"（{each.sort}）")
    return text
