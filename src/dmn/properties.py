"""What stands after a dot: entries of contexts, and parts of dates, times, durations and ranges."""

from datetime import date
from decimal import Decimal
from typing import Any

from dmn.temporal import DAY, DateTime, DaysTime, Time, YearsMonths
from dmn.values import Range

# Names with blanks that a path may end in.
PROPERTIES = ("time offset", "start included", "end included")


def property_of(value: Any, name: str) -> Any:
    """The entry or part of that name, or nothing."""
    if isinstance(value, dict):
        return value.get(name)
    found: Any = None
    if isinstance(value, DateTime):
        found = _of_date(value.day, name)
        found = _of_time(value.time, name) if found is None else found
    elif isinstance(value, date):
        found = _of_date(value, name)
    elif isinstance(value, Time):
        found = _of_time(value, name)
    elif isinstance(value, YearsMonths | DaysTime):
        found = _of_duration(value, name)
    elif isinstance(value, Range):
        found = _of_range(value, name)
    return Decimal(found) if isinstance(found, int) and not isinstance(found, bool) else found


def _of_date(day: date, name: str) -> Any:
    parts = {"year": day.year, "month": day.month, "day": day.day, "weekday": day.isoweekday()}
    return parts.get(name)


def _of_time(time: Time, name: str) -> Any:
    if name == "time offset":
        known = time.zone is not None and time.zone.offset is not None
        return DaysTime(Decimal(time.zone.offset or 0)) if known and time.zone else None
    if name == "timezone":
        return time.zone.name or None if time.zone else None
    return {"hour": time.hour, "minute": time.minute, "second": time.second}.get(name)


def _of_duration(value: YearsMonths | DaysTime, name: str) -> Any:
    if isinstance(value, YearsMonths):
        sign = -1 if value.months < 0 else 1
        years, months = divmod(abs(value.months), 12)
        return {"years": sign * years, "months": sign * months}.get(name)
    size = abs(value.seconds)
    parts = {
        "days": size // DAY,
        "hours": size % DAY // 3600,
        "minutes": size % 3600 // 60,
        "seconds": size % 60,
    }
    found = parts.get(name)
    return -found if found and value.seconds < 0 else found


def _of_range(span: Range, name: str) -> Any:
    parts = {
        "start": span.start,
        "end": span.end,
        "start included": span.start_in,
        "end included": span.end_in,
    }
    return parts.get(name)
