"""What the number on a licence tells of its holder's age, as yes or no: pure."""

import re
from collections.abc import Sequence
from datetime import date

from onedoor.kernel.codes.identity import citizen_number
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import age_on

AGES = (14, 16, 18, 21, 60, 65, 80)


def born(values: Sequence[str]) -> date | None:
    """The birth date in the one citizen number among these, if there is exactly one."""
    numbers = {each for each in values if re.fullmatch(r"\d{17}[\dX]", each)}
    found = {number for number in numbers if _is_citizen(number)}
    if len(found) != 1:
        return None
    number = found.pop()
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def _is_citizen(number: str) -> bool:
    try:
        return citizen_number(number) == number
    except Refusal:
        return False


def ages(birth: date, *, on: date) -> dict[str, bool]:
    """Of each age that matters, whether it has been reached (民法典 17, 18; 老年人权益保障法 2).

    As `age_on` counts.
    """
    years = age_on(birth, on)
    return {str(age): years >= age for age in AGES}
