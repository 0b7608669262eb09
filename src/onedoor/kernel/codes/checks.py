"""Check digits and the sentences for codes that fail them."""

import inspect
import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext

from onedoor.kernel.refusals import Refusal

ALNUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_BLANKS = re.compile(r"[\s\-‐-―－]+")


class BadCode(Refusal):
    """{name}不对，请核对后再填。"""

    status = 422

    @property
    def sentence(self) -> str:
        """As ever, with the code's own name in the reader's language too."""
        own = gettext(str(self.facts.get("name", "")))
        return gettext(inspect.cleandoc(type(self).__doc__ or "")).format(
            **{**self.facts, "name": own}
        )


class CodeLength(BadCode):
    """{name}应有 {length} 位，您填了 {given} 位，请核对是不是漏了或多了。"""


class CodeCharacter(BadCode):
    """{name}第 {position} 位是“{character}”，这里不能用这个字符，请核对。"""


class CodeShape(BadCode):
    """{name}的格式不对，应当像 {example} 这样。"""


class CodeCheck(BadCode):
    """{name}有一位抄错了：最后的校验码对不上，请对照证件逐位核对。"""


class CodeDate(BadCode):
    """{name}里的出生日期 {given} 不对，请核对第 7 至 14 位。"""


def typed(text: str) -> str:
    """What a person typed, in the form kept: half-width, upper-case, without blanks or dashes."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).upper()


def of_length(code: str, *lengths: int, name: str) -> str:
    """The code when it has one of the lengths; `CodeLength` otherwise."""
    if len(code) not in lengths:
        raise CodeLength(name=name, length="/".join(map(str, lengths)), given=len(code))
    return code


def of_characters(code: str, alphabets: Sequence[str], *, name: str) -> str:
    """The code when each character is in the alphabet of its place; else `CodeCharacter`."""
    for position, (character, alphabet) in enumerate(zip(code, alphabets, strict=True), 1):
        if character not in alphabet:
            raise CodeCharacter(name=name, position=position, character=character)
    return code


def iso7064_mod11_2(digits: str) -> str:
    """The check character (0–9, X) of a string of digits, as in citizen numbers (GB 11643)."""
    remainder = 0
    for digit in digits:
        remainder = (remainder + int(digit)) * 2 % 11
    return "0123456789X"[(12 - remainder) % 11]


def iso7812_luhn(digits: str) -> str:
    """The check digit of a string of digits, as on payment cards (ISO/IEC 7812-1 annex B).

    It catches one wrong digit, or two neighbours swapped.
    """
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def iso7064_mod37_36(text: str) -> str:
    """The hybrid check character (0–9, A–Z) of capitals and digits, as in licence identifiers."""
    product = 36
    for character in text:
        product = (product + ALNUM.index(character)) % 36 or 36
        product = product * 2 % 37
    return ALNUM[(37 - product) % 36]
