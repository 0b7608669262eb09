"""Dates, times and durations as FEEL writes them.

Days are days of Python's calendar (years 1 to 9999). A time may stand at an offset or in a named
zone; two times are compared where both have one, or neither.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

DAY = 86_400


@dataclass(frozen=True, order=True)
class YearsMonths:
    """A duration of whole months."""

    months: int


@dataclass(frozen=True, order=True)
class DaysTime:
    """A duration of seconds."""

    seconds: Decimal


@dataclass(frozen=True)
class Zone:
    """An offset from UTC in seconds, or a named zone."""

    offset: int | None = None
    name: str = ""

    def offset_on(self, day: date, seconds: Decimal) -> int:
        """Its offset at this local time of this day."""
        if self.offset is not None:
            return self.offset
        local = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.name))
        local += timedelta(seconds=int(seconds))
        found = local.utcoffset()
        return int(found.total_seconds()) if found is not None else 0


@dataclass(frozen=True)
class Time:
    """A time of day."""

    hour: int
    minute: int
    second: Decimal
    zone: Zone | None = None

    @property
    def seconds(self) -> Decimal:
        """Seconds since midnight."""
        return self.hour * 3600 + self.minute * 60 + self.second

    def clock(self) -> tuple[Decimal, int | None]:
        """What the clock shows, and its offset from UTC; of a named zone the one in winter."""
        return self.seconds, self.zone.offset_on(
            date(1970, 1, 1), self.seconds
        ) if self.zone else None

    def instant(self) -> Decimal:
        """Seconds since midnight UTC."""
        offset = self.zone.offset_on(date(1970, 1, 1), self.seconds) if self.zone else 0
        return (self.seconds - offset) % DAY

    def same_as(self, other: "Time") -> bool:
        """Whether both are the same time."""
        if (self.zone is None) != (other.zone is None):
            return False
        return self.instant() == other.instant()

    def before(self, other: "Time") -> bool | None:
        """Whether it is earlier; unknown where only one has a zone."""
        if (self.zone is None) != (other.zone is None):
            return None
        return self.instant() < other.instant()


@dataclass(frozen=True)
class DateTime:
    """A time on a day."""

    day: date
    time: Time

    def clock(self) -> tuple[date, Decimal, int | None]:
        """The day, what the clock shows, and its offset from UTC then."""
        zone, seconds = self.time.zone, self.time.seconds
        return self.day, seconds, zone.offset_on(self.day, seconds) if zone else None

    def instant(self) -> Decimal:
        """Seconds since the first day, at UTC."""
        zone = self.time.zone
        offset = zone.offset_on(self.day, self.time.seconds) if zone else 0
        return Decimal(self.day.toordinal() * DAY) + self.time.seconds - offset

    def same_as(self, other: "DateTime") -> bool:
        """Whether both are the same instant."""
        if (self.time.zone is None) != (other.time.zone is None):
            return False
        return self.instant() == other.instant()

    def before(self, other: "DateTime") -> bool | None:
        """Whether it is earlier; unknown where only one has a zone."""
        if (self.time.zone is None) != (other.time.zone is None):
            return None
        return self.instant() < other.instant()


# A year of more than four digits does not begin with nought.
_DATE = re.compile(r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d{2})-(\d{2})")
_TIME = re.compile(
    r"(\d{2}):(\d{2}):(\d{2}(?:\.\d{1,9})?)(?:(Z|z)|([+-])(\d{2}):(\d{2})(?::(\d{2}))?|@([\w/+-]+))?"
)
_MONTHS = re.compile(r"(-?)P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?")
_SECONDS = re.compile(
    r"(-?)P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?"
)


def read_date(text: str) -> date | None:
    """A date as ISO writes it."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(each) for each in found.groups())
    return date_of(year, month, day)


def date_of(year: int, month: int, day: int) -> date | None:
    """The day of these numbers, if there is one."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def read_time(text: str) -> Time | None:
    """A time as ISO writes it, perhaps with an offset or `@Zone`."""
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hour, minute, second, utc, sign, hours, minutes, seconds, name = found.groups()
    zone: Zone | None = None
    if utc:
        zone = Zone(0)
    elif sign:
        offset = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
        if offset > 14 * 3600 or int(minutes) > 59:
            return None
        zone = Zone(-offset if sign == "-" else offset)
    elif name:
        zone = zone_named(name)
        if zone is None:
            return None
    return time_of(int(hour), int(minute), Decimal(second), zone)


def time_of(hour: int, minute: int, second: Decimal, zone: Zone | None) -> Time | None:
    """The time of these numbers, if there is one."""
    if 0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60:
        return Time(hour, minute, second, zone)
    return None


def zone_named(name: str) -> Zone | None:
    """A zone of the time zone database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
    return Zone(name=name)


def read_date_time(text: str) -> DateTime | None:
    """A date and a time with `T` between; a date alone is its midnight."""
    head, joined, tail = text.partition("T")
    day = read_date(head)
    time = read_time(tail) if joined else Time(0, 0, Decimal(0))
    return DateTime(day, time) if day and time else None


def read_duration(text: str) -> YearsMonths | DaysTime | None:
    """A duration as ISO writes it: years and months, or days and time, never both."""
    found = _MONTHS.fullmatch(text)
    if found and (found[2] or found[3]):
        months = int(found[2] or 0) * 12 + int(found[3] or 0)
        return YearsMonths(-months if found[1] else months)
    found = _SECONDS.fullmatch(text)
    if not found or text.endswith(("T", "P")):
        return None
    days, hours, minutes = (int(each or 0) for each in found.groups()[1:4])
    seconds = Decimal(days * DAY + hours * 3600 + minutes * 60) + Decimal(found[5] or 0)
    return DaysTime(-seconds if found[1] else seconds)


def written(value: object) -> str:
    """A temporal value as ISO writes it."""
    if isinstance(value, DateTime):
        return f"{value.day.isoformat()}T{written(value.time)}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Time):
        whole, fraction = divmod(value.second, 1)
        tail = format(fraction.normalize(), "f")[1:] if fraction else ""
        return f"{value.hour:02}:{value.minute:02}:{int(whole):02}{tail}{_zone(value.zone)}"
    if isinstance(value, YearsMonths):
        return _months_written(value.months)
    if isinstance(value, DaysTime):
        return _seconds_written(value.seconds)
    return str(value)


def _zone(zone: Zone | None) -> str:
    if zone is None:
        return ""
    if zone.offset is None:
        return f"@{zone.name}"
    if zone.offset == 0:
        return "Z"
    size = abs(zone.offset)
    tail = f":{size % 60:02}" if size % 60 else ""
    return f"{'-' if zone.offset < 0 else '+'}{size // 3600:02}:{size // 60 % 60:02}{tail}"


def _months_written(months: int) -> str:
    size = abs(months)
    years = f"{size // 12}Y" if size // 12 else ""
    rest = f"{size % 12}M" if size % 12 or not years else ""
    return f"{'-' if months < 0 else ''}P{years}{rest}"


def _seconds_written(seconds: Decimal) -> str:
    size = abs(seconds)
    days, rest = divmod(size, DAY)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    date_part = f"{int(days)}D" if days else ""
    time_part = (f"{int(hours)}H" if hours else "") + (f"{int(minutes)}M" if minutes else "")
    if rest:
        time_part += f"{format(rest.normalize(), 'f')}S"
    if not date_part and not time_part:
        return "PT0S"
    return ("-" if seconds < 0 else "") + "P" + date_part + (f"T{time_part}" if time_part else "")


def plus_months(day: date, months: int) -> date | None:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        found = date_of(year, month + 1, min(day.day, last))
        if found:
            return found
    return None


def plus_seconds(moment: DateTime, seconds: Decimal) -> DateTime | None:
    """So many seconds later."""
    total = moment.time.seconds + seconds
    days, rest = divmod(total, DAY)
    if rest < 0:
        days, rest = days - 1, rest + DAY
    try:
        day = moment.day + timedelta(days=int(days))
    except OverflowError:
        return None
    return DateTime(day, clock_of(rest, moment.time.zone))


def clock_of(seconds: Decimal, zone: Zone | None) -> Time:
    """The time so many seconds after midnight."""
    seconds = seconds % DAY
    if seconds < 0:
        seconds += DAY
    hour, rest = divmod(seconds, 3600)
    minute, second = divmod(rest, 60)
    return Time(int(hour), int(minute), second, zone)


def from_python(moment: datetime) -> DateTime:
    """A moment of Python's, at its offset."""
    offset = moment.utcoffset()
    zone = None if offset is None else Zone(int(offset.total_seconds()))
    second = Decimal(moment.second) + Decimal(moment.microsecond) / 1_000_000
    return DateTime(moment.date(), Time(moment.hour, moment.minute, second, zone))


def midnight(day: date) -> DateTime:
    """The start of a day, at UTC as the specification compares dates with times."""
    return DateTime(day, Time(0, 0, Decimal(0), Zone(0)))


__all__ = ["UTC", "DateTime", "DaysTime", "Time", "YearsMonths", "Zone"]
