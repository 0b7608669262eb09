"""Names as people write them, and what may be shown of a person to others."""

import re
import unicodedata

from django.utils.translation import gettext_noop

from onedoor.kernel.codes.checks import BadCode

# The dot in Uyghur and Kazakh names as keyboards and old systems give it; kept is U+00B7.
_DOTS = "\u2022\u30fb\u2027\uff0e\u00b7\u2219\u22c5\u16eb\uff65."
_BETWEEN = re.compile(rf"(?<=[^\W\d_])\s*[{re.escape(_DOTS)}]\s*(?=[^\W\d_])")

NAME = gettext_noop("姓名")
_LONGEST = 200


class NameCharacter(BadCode):
    """{name}里有不能用的字符“{character}”，请照证件上的写法填。"""


class NameLength(BadCode):
    """请照证件上的写法填{name}，最多 {length} 个字。"""


def person_name(text: str) -> str:
    """A name as kept: trimmed, blanks single, the dot between parts as U+00B7.

    Up to 200 characters, for names of several parts are long. Latin full stops after initials
    stay as they are.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    name = _BETWEEN.sub(_dot, name)
    if not 1 <= len(name) <= _LONGEST:
        raise NameLength(name=NAME, length=_LONGEST)
    for character in name:
        if not (_is_letter(character) or character in "·.'’- \u0640\u200c\u200d"):
            raise NameCharacter(name=NAME, character=character)
    if not _is_letter(name[0]):
        raise NameCharacter(name=NAME, character=name[0])
    return name


def mask_name(name: str) -> str:
    """A name fit for a public list: 「张*」, 「买买提·**」, "John S***"."""
    if "·" in name:
        first, _, _ = name.partition("·")
        return f"{first}·**"
    if " " in name:
        first, _, last = name.rpartition(" ")
        return f"{first} {last[0]}***"
    return name and name[0] + "*" * max(len(name) - 1, 1)


def mask_number(number: str) -> str:
    """An identity number with only its first 4 and last 4 places: 「6529**********0012」.

    Of a short one, such as a passport's, fewer places are shown: most of it stays hidden.
    """
    if len(number) <= 8:
        return number and number[0] + "*" * max(len(number) - 2, 1) + number[-1]
    if len(number) < 15:
        return number[:2] + "*" * (len(number) - 4) + number[-2:]
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def mask_phone(phone: str) -> str:
    """A telephone number with its middle hidden: 「138****2071」."""
    if len(phone) < 7:
        return "*" * len(phone)
    return phone[:3] + "*" * (len(phone) - 7) + phone[-4:]


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def _dot(found: re.Match[str]) -> str:
    # "J. R. Smith": a Latin initial keeps its full stop.
    before = found.string[found.start() - 1]
    if "." in found.group() and before.isascii():
        return found.group()
    return "·"
