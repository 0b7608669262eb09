"""How a person is reached, and where from: telephone, mail, country."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import Locale
from django.utils.translation import gettext as _

from onedoor.casework.forms.texts import Wrong, one_line, plain_marks

_MOBILE = re.compile(r"1[3-9]\d{9}")
_FIXED = re.compile(r"(?P<area>0(?:10|2\d|[3-9]\d{2}))(?P<number>[1-9]\d{6,7})")
_NATIONAL = re.compile(r"(?:400|800)\d{7}")
_ABROAD = re.compile(r"\+[1-9]\d{6,14}")
_EXTENSION = re.compile(r"(?:转|轉|分机|ext\.?|x|#|,)\s*(\d{1,6})$", re.IGNORECASE)
_TAIL = re.compile(r"(.*\d{7,8})[-–](\d{1,6})")
_MAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@(?P<host>(?:[\w-]{1,63}\.)+[^\W\d_]{2,63})")


def read_phone(text: str) -> str:
    """13812345678, 0997-2123456, 0997-2123456-801 or +77011234567; Wrong with what is lacking."""
    plain = plain_marks(text) if len(text) <= 60 else ""
    extension = ""
    if found := _EXTENSION.search(plain):
        extension, plain = found[1], plain[: found.start()]
    elif (found := _TAIL.fullmatch(plain)) and _domestic(_digits(found[1])):
        # Taken for an extension only when what stands before is a whole number.
        plain, extension = found[1], found[2]
    digits = _digits(plain)
    if known := _domestic(digits):
        return f"{known}-{extension}" if extension else known
    if _ABROAD.fullmatch(digits) and not digits.startswith("+86"):
        return digits
    if re.fullmatch(r"[2-9]\d{6,7}", digits):
        raise Wrong(_("{label}是座机时请加上区号，例如 0997-2123456。"))
    if re.fullmatch(r"1\d{5,15}", digits) and len(digits) != 11:
        raise Wrong(
            _("{label}是手机号时应为 11 位，现在是 {count} 位，请核对。"), count=len(digits)
        )
    raise Wrong(_("{label}请填写手机号、带区号的座机号，或以 + 和国家代码开头的境外号码。"))


def _digits(text: str) -> str:
    bare = re.sub(r"[\s\-–—().·/]", "", text)
    bare = re.sub(r"^00(?=[1-9])", "+", bare)
    bare = re.sub(r"^\+?86(?=1[3-9]\d{9}$)", "", bare)
    return re.sub(r"^\+86(?=[1-9]\d{8,10}$)", "0", bare) if bare.startswith("+86") else bare


def _domestic(digits: str) -> str:
    if _MOBILE.fullmatch(digits) or _NATIONAL.fullmatch(digits):
        return digits
    if found := _FIXED.fullmatch(digits):
        return f"{found['area']}-{found['number']}"
    return ""


def read_email(text: str) -> str:
    """The address with its host in small letters; Wrong when it cannot be one."""
    plain = plain_marks(text) if len(text) <= 300 else ""
    plain = plain.replace(" ", "").replace("。", ".")
    found = _MAIL.fullmatch(plain)
    if not found or len(plain) > 254 or ".." in plain:
        raise Wrong(_("{label}请写完整的电子邮箱，例如 zhang@example.com。"))
    mailbox, _at, host = plain.rpartition("@")
    return f"{mailbox}@{host.lower()}"


def read_country(text: str) -> str:
    """ISO 3166-1 alpha-3 of a country by a name in our languages or by code; Wrong when unknown."""
    plain = one_line(text) if len(text) <= 100 else ""
    found = _by_name().get(_folded(plain))
    if not found:
        raise Wrong(_("{label}请填写国家或地区的通用名称，例如“哈萨克斯坦”。"))
    return found


def countries(language: str = "zh") -> Mapping[str, str]:
    """Alpha-3 → name, for lists to choose from. English where nobody says it in `language`."""
    column = 0 if language.startswith("zh") else 1
    return {code: names[column] for code, names in _table().items()} | _elsewhere(language)


@cache
def called_by_two_letters(language: str) -> Mapping[str, str]:
    """The same by ISO 3166-1 alpha-2, as telephones and passports write it."""
    names = countries(language)
    return {row[2]: names[code] for code, row in _table().items()}


# Where the Unicode data say otherwise than official Chinese publications do.
_OFFICIAL = {
    "ug": {
        "HKG": "جۇڭگو شياڭگاڭ", "MAC": "جۇڭگو ئاۋمېن", "TWN": "جۇڭگو تەيۋەن",
        "FLK": "مالۋىناس ئاراللىرى", "PSE": "پەلەستىن",
    },
}  # fmt: skip


@cache
def _elsewhere(language: str) -> dict[str, str]:
    """Names from the Unicode Common Locale Data Repository."""
    if language not in _OFFICIAL:
        return {}
    said = Locale(language).territories
    found = {code: said[row[2]] for code, row in _table().items() if row[2] in said}
    return found | _OFFICIAL[language]


@cache
def _table() -> dict[str, tuple[str, ...]]:
    rows = (Path(__file__).parent / "countries.txt").read_text("utf-8").splitlines()
    table = {}
    for row in rows[1:]:
        code, short, chinese, english, others = row.split("|")
        table[code] = (chinese, english, short, *filter(None, others.split(",")))
    return table


@cache
def _by_name() -> dict[str, str]:
    found = {_folded(name): code for code, name in _elsewhere("ug").items()}
    found |= {_folded(name): code for code, names in _table().items() for name in names}
    return found | {code.casefold(): code for code in _table()}


def _folded(name: str) -> str:
    unmarked = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", plain_marks(name)))
    return re.sub(r"[\s.·'’()&,-]", "", unmarked).casefold()
