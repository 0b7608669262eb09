"""The calendar; the hour of `now()` is the one the machine was told, never read."""

from datetime import date
from decimal import Decimal
from typing import Any

from dmn.builtins.register import builtin
from dmn.temporal import DateTime, DaysTime, Time, YearsMonths, from_python
from dmn.values import equal

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def _day(value: Any) -> date:
    return value.day if isinstance(value, DateTime) else value


@builtin("day of year", "date: date|date and time")
def _day_of_year(value: Any) -> Decimal:
    return Decimal(_day(value).timetuple().tm_yday)


@builtin("day of week", "date: date|date and time")
def _day_of_week(value: Any) -> str:
    return _WEEKDAYS[_day(value).weekday()]


@builtin("month of year", "date: date|date and time")
def _month_of_year(value: Any) -> str:
    return _MONTHS[_day(value).month - 1]


@builtin("week of year", "date: date|date and time")
def _week_of_year(value: Any) -> Decimal:
    return Decimal(_day(value).isocalendar()[1])


@builtin("now", machine=True)
def _now(machine: Any) -> DateTime | None:
    return from_python(machine.now) if machine.now else None


@builtin("today", machine=True)
def _today(machine: Any) -> date | None:
    return machine.now.date() if machine.now else None


@builtin("abs", "n: number")
def _abs(value: Decimal) -> Decimal:
    return abs(value)


@builtin("abs", "n: days and time duration")
def _abs_time(value: DaysTime) -> DaysTime:
    return DaysTime(abs(value.seconds))


@builtin("abs", "n: years and months duration")
def _abs_months(value: YearsMonths) -> YearsMonths:
    return YearsMonths(abs(value.months))


@builtin("is", "value1: any|null", "value2: any|null")
def _is(one: Any, other: Any) -> bool:
    """The same value of the same kind, and for times the same offset from UTC as well."""
    if type(one) is not type(other):
        return False
    if isinstance(one, Time | DateTime):
        return bool(one.clock() == other.clock())
    return equal(one, other) is True
