"""From one kind of value to another."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from dmn import syntax as tree
from dmn.builtins.register import builtin, whole
from dmn.temporal import (
    DateTime,
    DaysTime,
    Time,
    YearsMonths,
    Zone,
    date_of,
    read_date,
    read_date_time,
    read_duration,
    read_time,
    time_of,
)
from dmn.values import Range, before, equal, kind_of, number, text_of

# A year before the first or after the last of Python's calendar.
_FAR = re.compile(r"-\d{4,9}-|[1-9]\d{4,8}-")
_PLAIN = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?")


@builtin("@", "literal: string")
def _at(text: str) -> Any:
    for read in (read_date, read_time, read_date_time, read_duration):
        found = read(text)
        if found is not None:
            return found
    return None


def _far(machine: Any, text: str) -> None:
    """Say so where it is only the year that is not had here."""
    if _FAR.match(text):
        machine.note("years outside 1 to 9999 are not reckoned")


@builtin("date", "from: string|date|date and time", machine=True)
def _date(machine: Any, value: Any) -> date | None:
    if isinstance(value, str):
        _far(machine, value)
        return read_date(value)
    return value.day if isinstance(value, DateTime) else value


@builtin("date", "year: number", "month: number", "day: number", machine=True)
def _date_of(machine: Any, year: Decimal, month: Decimal, day: Decimal) -> date | None:
    parts = [whole(each) for each in (year, month, day)]
    if None in parts:
        return None
    _far(machine, f"{parts[0]:04}-")
    return date_of(*(each or 0 for each in parts))


@builtin("time", "from: string|time|date|date and time")
def _time(value: Any) -> Time | None:
    if isinstance(value, str):
        return read_time(value)
    if isinstance(value, DateTime):
        return value.time
    return Time(0, 0, Decimal(0), Zone(0)) if isinstance(value, date) else value


@builtin(
    "time",
    "hour: number",
    "minute: number",
    "second: number",
    "offset: days and time duration|null?",
)
def _time_of(
    hour: Decimal, minute: Decimal, second: Decimal, offset: DaysTime | None
) -> Time | None:
    hours, minutes = whole(hour), whole(minute)
    if hours is None or minutes is None:
        return None
    if offset and abs(offset.seconds) > 14 * 3600:
        return None
    return time_of(hours, minutes, second, Zone(int(offset.seconds)) if offset else None)


@builtin("date and time", "from: string|date|date and time", machine=True)
def _date_time(machine: Any, value: Any) -> DateTime | None:
    if isinstance(value, str):
        _far(machine, value)
        return read_date_time(value)
    if isinstance(value, DateTime):
        return value
    return DateTime(value, Time(0, 0, Decimal(0), Zone(0)))


@builtin("date and time", "date: date|date and time", "time: time")
def _date_and_time(day: Any, time: Time) -> DateTime:
    return DateTime(day.day if isinstance(day, DateTime) else day, time)


@builtin("number", "from: string|number")
def _number(value: Any) -> Decimal | None:
    if isinstance(value, str):
        return number(value) if _PLAIN.fullmatch(value) else None
    return number(value)


@builtin(
    "number", "from: string", "grouping separator: string|null", "decimal separator: string|null"
)
def _number_written(text: str, grouping: str | None, point: str | None) -> Decimal | None:
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", "."):
        return None
    if grouping == point and grouping is not None:
        return None
    bare = text.replace(grouping, "") if grouping else text
    if point and point != "." and "." in bare:
        return None
    bare = bare.replace(point, ".") if point else bare
    return number(bare) if _PLAIN.fullmatch(bare) else None


@builtin("string", "from: any|null", machine=True)
def _string(machine: Any, value: Any) -> str | None:
    if value is None:
        return None
    return text_of(value, room=machine.limits.size + 1)


@builtin("duration", "from: string|days and time duration|years and months duration")
def _duration(value: Any) -> Any:
    return read_duration(value) if isinstance(value, str) else value


@builtin("years and months duration", "from: date|date and time", "to: date|date and time")
def _months_between(start: Any, end: Any) -> YearsMonths:
    one = start.day if isinstance(start, DateTime) else start
    other = end.day if isinstance(end, DateTime) else end
    months = (other.year - one.year) * 12 + other.month - one.month
    if months > 0 and other.day < one.day:
        months -= 1
    if months < 0 and other.day > one.day:
        months += 1
    return YearsMonths(months)


@builtin("range", "from: string", machine=True)
def _range(machine: Any, text: str) -> Range | None:
    from dmn.parser import read_expression
    from dmn.reading import NotFeel

    try:
        node = read_expression(text)
    except NotFeel:
        return None
    if not isinstance(node, tree.RangeOf):
        return None
    for end in (node.start, node.end):
        if end is not None and not _is_plain(end):
            return None
    found = machine.reckon(node, {})
    if not isinstance(found, Range):
        return None
    if found.start is not None and found.end is not None:
        if kind_of(found.start) in ("boolean", "list", "context"):
            return None
        if before(found.end, found.start) and not equal(found.start, found.end):
            return None
    return found


def _is_plain(node: tree.Node) -> bool:
    if isinstance(node, tree.Negate):
        return _is_plain(node.value)
    if isinstance(node, tree.Call):
        plain = isinstance(node.function, tree.Name) and node.function.name in (
            "@",
            "date",
            "time",
            "date and time",
            "duration",
        )
        return plain and all(_is_plain(each) for each in node.arguments)
    return isinstance(node, tree.Literal)
