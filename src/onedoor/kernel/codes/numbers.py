"""Numbers we give out ourselves: case numbers by a template, and unguessable query codes."""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from string import Formatter

from django.utils.translation import gettext_noop

from onedoor.kernel.codes.checks import (
    BadCode,
    CodeCharacter,
    CodeCheck,
    iso7064_mod37_36,
    of_length,
    typed,
)

# Crockford's base 32: no I, L, O, U; what is mistaken for a digit is read as that digit.
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
_QUERY_LENGTH = 12
_QUERY_CODE = gettext_noop("查询码")

_PARTS = frozenset({"item", "division", "date", "seq", "random", "check"})


@dataclass(frozen=True)
class CaseNumberRule:
    """How case numbers are made in one installation: a template of named parts.

    `{item}` the code of the service, `{division}` twelve digits, `{date:%Y%m%d}` a date in the
    given form, `{seq:4}` the serial of that day filled up to so many digits, `{random:6}` so many
    unguessable characters, `{check}` the MOD 37,36 character over all before it. The template is
    an installation's choice (the plans of the provinces differ), so it is data.
    """

    template: str

    def __post_init__(self) -> None:
        names = [name for name, _ in self._fields() if name]
        if unknown := sorted(set(names) - _PARTS):
            raise ValueError(f"unknown part {{{unknown[0]}}}; known are {sorted(_PARTS)}")
        if not {"seq", "random"} & set(names):
            raise ValueError("a number needs {seq:4} or {random:6}, or two cases would share it")
        if "check" in names and names[-1] != "check":
            raise ValueError("{check} stands at the end, over all that comes before it")
        if unbounded := [n for n, form in self._fields() if n == "random" and not form.isdigit()]:
            raise ValueError(f"{{{unbounded[0]}}} needs its length, as in {{random:6}}")

    def number(self, *, item: str, division: str, on: date, seq: int) -> str:
        """The number of the `seq`-th case of `on`; at most 50 characters (GB/T 39046)."""
        made = ""
        for literal, field, form, _ in Formatter().parse(self.template):
            made += literal
            if field == "check":
                made += iso7064_mod37_36(re.sub("[^0-9A-Z]", "", made))
            elif field:
                made += self._part(field, form or "", item, division, on, seq)
        if len(made) > 50:
            raise ValueError(f"the case number {made} is longer than the 50 places of GB/T 39046")
        return made

    def _fields(self) -> list[tuple[str, str]]:
        parsed = Formatter().parse(self.template)
        return [(field or "", form or "") for _, field, form, _ in parsed if field is not None]

    @staticmethod
    def _part(field: str, form: str, item: str, division: str, on: date, seq: int) -> str:
        if field == "date":
            return on.strftime(form or "%Y%m%d")
        if field == "seq":
            return str(seq).zfill(int(form or 4))
        if field == "random":
            return "".join(secrets.choice(CROCKFORD) for _ in range(int(form)))
        return item if field == "item" else division


# Implementation code, day, serial of the day: the practice seen in the field.
OFFICIAL_NUMBER = CaseNumberRule("{item}{date:%Y%m%d}{seq:4}")


def group_in_fours(number: str) -> str:
    """A number as people read it aloud: 「2611 1700 0008」. Typing it back needs no blanks."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def new_query_code() -> str:
    """A fresh public query code: 12 characters, 55 unguessable bits and a check character."""
    body = "".join(secrets.choice(CROCKFORD) for _ in range(_QUERY_LENGTH - 1))
    return body + _query_check(body)


def query_code(text: str) -> str:
    """A query code as kept, from however it was typed: blanks, lower case, O for 0, I or L for 1.

    `BadCode` when the length, a character or the check is wrong, before any search is made.
    """
    code = of_length(typed(text).translate(_MISREAD), _QUERY_LENGTH, name=_QUERY_CODE)
    for position, character in enumerate(code, 1):
        if character not in CROCKFORD:
            raise CodeCharacter(name=_QUERY_CODE, position=position, character=character)
    if _query_check(code[:-1]) != code[-1]:
        raise CodeCheck(name=_QUERY_CODE)
    return code


def is_query_code(text: str) -> bool:
    """Whether `text` can be a query code at all."""
    try:
        return bool(query_code(text))
    except BadCode:
        return False


def _query_check(body: str) -> str:
    # Weights are odd, hence invertible modulo 32: any one wrong character is caught, and so are
    # most exchanged neighbours.
    return CROCKFORD[sum(CROCKFORD.index(c) * (2 * place + 1) for place, c in enumerate(body)) % 32]
