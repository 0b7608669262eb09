"""Codes of what agencies may do and where: catalogue, implementation, division."""

import re
from typing import NamedTuple

from django.utils.translation import gettext_noop

from onedoor.kernel.codes.checks import CodeShape, of_characters, of_length, typed
from onedoor.kernel.codes.identity import DIGITS, credit_code

_BASIC = gettext_noop("基本编码")
_HANDLING_ITEM = gettext_noop("业务办理项编码（目录级）")
_IMPLEMENTATION = gettext_noop("实施编码")
_HANDLING = gettext_noop("业务办理项编码")
_DIVISION = gettext_noop("区划代码")

# The levels of division codes by how many leading digits say something.
_DIVISION_LEVELS = ((2, "region"), (4, "prefecture"), (6, "county"), (9, "township"))


class ImplementationCode(NamedTuple):
    """The parts of an implementation code."""

    body: str  # credit code of the implementing body
    level: str  # 1 national … 6 village, 7 shared
    basic: str  # the 12 places of the catalogue


def catalogue_code(text: str) -> str:
    """A basic code of 12 places; the last may be Y, the parent of sub-items."""
    code = of_length(typed(text), 12, name=_BASIC)
    return of_characters(code, [DIGITS] * 11 + [DIGITS + "Y"], name=_BASIC)


def handling_item(text: str) -> str:
    """A handling item of the catalogue, 14 places: basic code and a serial of two digits."""
    code = of_length(typed(text), 14, name=_HANDLING_ITEM)
    return of_characters(code, [DIGITS] * 11 + [DIGITS + "Y"] + [DIGITS] * 2, name=_HANDLING_ITEM)


def implementation_code(text: str) -> str:
    """An implementation code, 31 places: credit code, level, basic code."""
    code = of_length(typed(text), 31, name=_IMPLEMENTATION)
    implementation_parts(code)
    return code


def implementation_parts(code: str) -> ImplementationCode:
    """The parts of an implementation or handling code; refuses what one of them refuses."""
    body, level, basic = credit_code(code[:18]), code[18:19], catalogue_code(code[19:31])
    if not re.fullmatch("[1-7]", level):
        raise CodeShape(name=_IMPLEMENTATION, example="1153300101525669014000139014000")
    return ImplementationCode(body, level, basic)


def handling_code(text: str) -> str:
    """A handling code, 33 places; the 31 of an implementation code are accepted too."""
    code = of_length(typed(text), 31, 33, name=_HANDLING)
    implementation_parts(code)
    of_characters(code[31:], [DIGITS] * (len(code) - 31), name=_HANDLING)
    return code


def division_code(text: str) -> str:
    """A division code of 12 digits; 6 or 9 are filled up with zeros (GB/T 2260, GB/T 10114)."""
    code = of_length(typed(text), 6, 9, 12, name=_DIVISION)
    of_characters(code, [DIGITS] * len(code), name=_DIVISION)
    if code[:2] == "00":
        raise CodeShape(name=_DIVISION, example="652926000000")
    return code.ljust(12, "0")


def division_level(code: str) -> str:
    """region, prefecture, county, township or village, read from a 12-digit code."""
    for length, level in _DIVISION_LEVELS:
        if not code[length:].strip("0"):
            return level
    return "village"
