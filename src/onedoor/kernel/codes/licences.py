"""Identifiers of electronic licences (GB/T 36904-2018), read and made."""

import re
from typing import NamedTuple

from django.utils.translation import gettext_noop

from onedoor.kernel.codes.checks import (
    ALNUM,
    CodeCheck,
    CodeShape,
    iso7064_mod37_36,
    of_characters,
    of_length,
    typed,
)
from onedoor.kernel.codes.identity import DIGITS, credit_code

# The arc of electronic licences below China's root of object identifiers.
LICENCE_ARC = "1.2.156.3005.2"

_TYPE = gettext_noop("证照类型代码")
_IDENTIFIER = gettext_noop("电子证照标识")
_EXAMPLE = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U"
_SERIAL = re.compile("[0-9A-Z]{1,40}")


class LicenceIdentifier(NamedTuple):
    """What an identifier says: which type, who issued it, which one, and which version of it."""

    type: str
    issuer: str
    serial: str
    version: int

    def __str__(self) -> str:
        """As it is written, with root and check character.

        The check (ISO 7064 MOD 37,36) is over the four parts without the root and without dots.
        """
        parts = [self.type, self.issuer, self.serial, f"{self.version:03}"]
        return ".".join([LICENCE_ARC, *parts, iso7064_mod37_36("".join(parts))])


def licence_type_code(text: str) -> str:
    """A type of licence, 21 places: the credit code of the body that defines it, three digits."""
    code = of_length(typed(text), 21, name=_TYPE)
    credit_code(code[:18])
    of_characters(code[18:], [DIGITS] * 3, name=_TYPE)
    return code


def licence_identifier(text: str) -> LicenceIdentifier:
    """The parts of an identifier, with or without its root; BadCode says what is wrong with it.

    Width, case and blanks are forgiven; a wrong check character, a type or issuer that cannot be,
    and any other form are not.
    """
    given = typed(text).removeprefix(f"{LICENCE_ARC}.")
    parts = given.split(".")
    if len(parts) != 5 or not (_SERIAL.fullmatch(parts[2]) and re.fullmatch("[0-9]{3}", parts[3])):
        raise CodeShape(name=_IDENTIFIER, example=_EXAMPLE)
    kind, issuer, serial, version, check = parts
    of_characters(check, [ALNUM] * len(check), name=_IDENTIFIER)
    found = LicenceIdentifier(licence_type_code(kind), credit_code(issuer), serial, int(version))
    if iso7064_mod37_36(kind + issuer + serial + version) != check:
        raise CodeCheck(name=_IDENTIFIER)
    return found
