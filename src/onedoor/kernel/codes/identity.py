"""Numbers of people and organisations (GB 11643, GB 32100 and their kin)."""

import re
from datetime import date

from django.utils.translation import gettext_noop

from onedoor.kernel.codes.checks import (
    CodeCharacter,
    CodeCheck,
    CodeDate,
    CodeShape,
    iso7064_mod11_2,
    of_characters,
    of_length,
    typed,
)
from onedoor.kernel.time import today

DIGITS = "0123456789"
# Base 31 of GB 32100: no I, O, S, V, Z, which hands and eyes mistake for digits.
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

# Nobody alive was born before; archives may hold older people but the 18-digit form does not.
_OLDEST_YEAR = 1880

_CITIZEN = gettext_noop("公民身份号码")
_RESIDENCE = gettext_noop("港澳台居民居住证号码")
_PERMANENT = gettext_noop("外国人永久居留身份证号码")
_PASSPORT = gettext_noop("护照号码")
_CHINESE_PASSPORT = gettext_noop("中国护照号码")
_HOME_RETURN = gettext_noop("港澳居民来往内地通行证号码")
_TAIWAN_PASS = gettext_noop("台湾居民来往大陆通行证号码")
_CREDIT_CODE = gettext_noop("统一社会信用代码")
_ORGANISATION_CODE = gettext_noop("组织机构代码")


def citizen_number(text: str) -> str:
    """An 18-digit citizen number, X upper-case (GB 11643). Unknown old divisions are accepted."""
    return _eighteen(text, name=_CITIZEN)


def residence_permit(text: str) -> str:
    """A residence permit of a person from Hong Kong (81), Macao (82) or Taiwan (83)."""
    number = _eighteen(text, name=_RESIDENCE)
    if number[:6] not in {"810000", "820000", "830000"}:
        raise CodeShape(name=_RESIDENCE, example="81000019800101000X")
    return number


def permanent_residence(text: str) -> str:
    """A foreigner's permanent residence card: 18 digits from 2023 (9…), or the 15-place form.

    The older form, three letters of nationality and twelve digits, carries a check digit whose
    rule is not public; only its shape is tested.
    """
    number = of_length(typed(text), 15, 18, name=_PERMANENT)
    if len(number) == 15:
        if not re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
            raise CodeShape(name=_PERMANENT, example="USA110080010105")
        return number
    if number[0] != "9":
        raise CodeCharacter(name=_PERMANENT, position=1, character=number[0])
    return _eighteen(number, name=_PERMANENT)


def passport(text: str) -> str:
    """A passport number of any country: 5 to 18 letters and digits, at least one digit."""
    number = typed(text)
    if not re.fullmatch(r"(?=.*[0-9])[0-9A-Z]{5,18}", number):
        raise CodeShape(name=_PASSPORT, example="E12345678")
    return number


def chinese_passport(text: str) -> str:
    """The number of a Chinese passport, as overseas Chinese hold one: one or two letters, digits.

    Ordinary ones begin with E or G (older), service and diplomatic ones with P, S or D.
    """
    number = typed(text)
    if not re.fullmatch(r"(?:[EGPSD][0-9]{8}|(?:E[A-HJ-NP-Z]|SE|DE|PE)[0-9]{7})", number):
        raise CodeShape(name=_CHINESE_PASSPORT, example="EA1234567")
    return number


def home_return_permit(text: str) -> str:
    """A Mainland travel permit of a resident of Hong Kong (H) or Macao (M): 8 digits for life.

    Two more digits, the count of reissues on older cards, are read and dropped.
    """
    number = typed(text)
    if not re.fullmatch(r"[HM][0-9]{8}(?:[0-9]{2})?", number):
        raise CodeShape(name=_HOME_RETURN, example="H12345678")
    return number[:9]


def taiwan_pass(text: str) -> str:
    """A Mainland travel permit of a resident of Taiwan: 8 digits for life."""
    number = typed(text)
    if not re.fullmatch(r"[0-9]{8}", number):
        raise CodeShape(name=_TAIWAN_PASS, example="12345678")
    return number


def birth_date(number: str) -> date:
    """The birth date in an 18-place personal number that was already read."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def is_male(number: str) -> bool:
    """Whether the number was given to a man: the third digit of the serial is odd."""
    return int(number[16]) % 2 == 1


def credit_code(text: str) -> str:
    """A unified social credit code of 18 places (GB 32100-2015)."""
    code = of_length(typed(text), 18, name=_CREDIT_CODE)
    of_characters(code, [CREDIT] * 2 + [DIGITS] * 6 + [CREDIT] * 10, name=_CREDIT_CODE)
    total = sum(
        CREDIT.index(character) * weight
        for character, weight in zip(code, _CREDIT_WEIGHTS, strict=False)
    )
    if CREDIT[-total % 31] != code[17]:
        raise CodeCheck(name=_CREDIT_CODE)
    return code


def organisation_code(text: str) -> str:
    """The organisation code of 9 places (GB 11714), places 9 to 17 of the credit code."""
    code = of_length(typed(text), 9, name=_ORGANISATION_CODE)
    of_characters(code, [_ORGANISATION] * 8 + [DIGITS + "X"], name=_ORGANISATION_CODE)
    total = sum(
        _ORGANISATION.index(character) * weight
        for character, weight in zip(code, _ORGANISATION_WEIGHTS, strict=False)
    )
    if "0X987654321"[total % 11] != code[8]:
        raise CodeCheck(name=_ORGANISATION_CODE)
    return code


def _eighteen(text: str, *, name: str) -> str:
    number = of_length(typed(text), 18, name=name)
    of_characters(number, [DIGITS] * 17 + [DIGITS + "X"], name=name)
    try:
        born = birth_date(number)
    except ValueError:
        raise CodeDate(name=name, given=number[6:14]) from None
    if not (born.year >= _OLDEST_YEAR and born <= today()):
        raise CodeDate(name=name, given=number[6:14])
    if iso7064_mod11_2(number[:17]) != number[17]:
        raise CodeCheck(name=name)
    return number
