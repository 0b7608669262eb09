"""Plus, minus, times, over and to the power of; of what has none of these, nothing."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, DecimalException
from typing import Any

from dmn.temporal import (
    DAY,
    DateTime,
    DaysTime,
    Time,
    YearsMonths,
    clock_of,
    midnight,
    plus_months,
    plus_seconds,
)
from dmn.values import DECIMAL128, kind_of

_NUMBERS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": DECIMAL128.add,
    "-": DECIMAL128.subtract,
    "*": DECIMAL128.multiply,
    "/": DECIMAL128.divide,
    "**": DECIMAL128.power,
}


def calculate(sign: str, left: Any, right: Any) -> Any:
    """What two values give."""
    try:
        return _calculate(sign, left, right)
    except (DecimalException, OverflowError, ValueError):
        return None


def _calculate(sign: str, left: Any, right: Any) -> Any:
    one, other = kind_of(left), kind_of(right)
    if one == other == "number":
        return _NUMBERS[sign](left, right)
    if one == other == "string" and sign == "+":
        return left + right
    if isinstance(left, YearsMonths | DaysTime) or isinstance(right, YearsMonths | DaysTime):
        return _with_duration(sign, left, right)
    if sign == "-" and isinstance(left, date | DateTime) and isinstance(right, date | DateTime):
        return _apart(left, right)
    if sign == "-" and isinstance(left, Time) and isinstance(right, Time):
        if (left.zone is None) != (right.zone is None):
            return None
        return DaysTime(left.instant() - right.instant())
    return None


def _apart(left: date | DateTime, right: date | DateTime) -> DaysTime | None:
    one = left if isinstance(left, DateTime) else midnight(left)
    other = right if isinstance(right, DateTime) else midnight(right)
    if not isinstance(left, DateTime) and not isinstance(right, DateTime):
        return DaysTime(Decimal((left - right).days * DAY))
    if (one.time.zone is None) != (other.time.zone is None):
        return None
    return DaysTime(one.instant() - other.instant())


def _with_duration(sign: str, left: Any, right: Any) -> Any:
    if sign == "+" and isinstance(left, YearsMonths | DaysTime):
        if type(left) is type(right):
            return _durations("+", left, right)
        return None if isinstance(right, YearsMonths | DaysTime) else _later(right, left, 1)
    if sign in ("+", "-"):
        if type(left) is type(right):
            return _durations(sign, left, right)
        if isinstance(left, YearsMonths | DaysTime):
            return None
        return _later(left, right, 1 if sign == "+" else -1)
    if sign == "/" and type(left) is type(right):
        return DECIMAL128.divide(_size(left), _size(right))
    if sign == "*" and isinstance(left, Decimal):
        left, right = right, left
    if sign in ("*", "/") and isinstance(right, Decimal):
        size = _NUMBERS[sign](_size(left), right)
        return YearsMonths(int(size)) if isinstance(left, YearsMonths) else DaysTime(size)
    return None


def _size(duration: YearsMonths | DaysTime) -> Decimal:
    return Decimal(duration.months) if isinstance(duration, YearsMonths) else duration.seconds


def _durations(sign: str, left: Any, right: Any) -> Any:
    size = _NUMBERS[sign](_size(left), _size(right))
    return YearsMonths(int(size)) if isinstance(left, YearsMonths) else DaysTime(size)


def _later(moment: Any, duration: YearsMonths | DaysTime, times: int) -> Any:
    if isinstance(duration, YearsMonths):
        months = duration.months * times
        if isinstance(moment, DateTime):
            day = plus_months(moment.day, months)
            return DateTime(day, moment.time) if day else None
        return plus_months(moment, months) if isinstance(moment, date) else None
    seconds = duration.seconds * times
    if isinstance(moment, Time):
        return clock_of(moment.seconds + seconds, moment.zone)
    if isinstance(moment, DateTime):
        return plus_seconds(moment, seconds)
    if isinstance(moment, date):
        found = plus_seconds(midnight(moment), seconds)
        return found.day if found else None
    return None


def negated(value: Any) -> Any:
    """Minus a number or a duration."""
    if kind_of(value) == "number":
        return -value
    if isinstance(value, YearsMonths):
        return YearsMonths(-value.months)
    if isinstance(value, DaysTime):
        return DaysTime(-value.seconds)
    return None


def next_of(value: Any, step: int) -> Any:
    """The next number or day."""
    if isinstance(value, date):
        return _day(value.toordinal() + step)
    return DECIMAL128.add(value, Decimal(step))


def _day(ordinal: int) -> date | None:
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError):
        return None
