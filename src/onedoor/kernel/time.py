"""The only reader of the machine clock; everyone else asks here, so any day can be replayed."""

from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Xinjiang works by Beijing time with shifted hours; the hours are data, the zone is one.
ZONE = ZoneInfo("Asia/Shanghai")

# While travelling: the moment arrived at, and the machine's moment of arrival.
_travelled: ContextVar[tuple[datetime, datetime] | None] = ContextVar("travelled", default=None)


def now() -> datetime:
    """This moment, aware, in UTC; inside `travel` the one travelled to, running on from there."""
    machine = datetime.now(UTC)
    journey = _travelled.get()
    if journey is None:
        return machine
    arrived, started = journey
    return arrived + (machine - started)


def machine_seconds() -> float:
    """Seconds since 1970 by the machine's own clock, inside `travel` too: for lines to others."""
    return datetime.now(UTC).timestamp()


def today() -> date:
    """The civil date in China at this moment."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment on China's clock."""
    return moment.astimezone(ZONE)


def at_noon(day: date) -> datetime:
    """Noon of `day` in China, in UTC: the moment a story's "day n" means."""
    return datetime.combine(day, time(12), ZONE).astimezone(UTC)


def midnight(day: date) -> datetime:
    """The first moment of `day` in China."""
    return datetime.combine(day, time(), ZONE)


@contextmanager
def travel(to: date | datetime) -> Iterator[None]:
    """Let everything inside believe it is `to`; a date means noon. For tests and stories."""
    arrival = to if isinstance(to, datetime) else at_noon(to)
    token = _travelled.set((arrival.astimezone(UTC), datetime.now(UTC)))
    try:
        yield
    finally:
        _travelled.reset(token)


def months_after(day: date, count: int) -> date:
    """The same day `count` months later, or the last of a month that is too short for it."""
    ahead = day.month - 1 + count
    year, month = day.year + ahead // 12, ahead % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - days(day.weekday())


def each_day(first: date, last: date) -> list[date]:
    """Every day from the first to the last."""
    return [first + days(count) for count in range((last - first).days + 1)]


def age_on(born: date, on: date) -> int:
    """Whole years of age; who was born on 29 February is a year older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def days(count: int) -> timedelta:
    """`count` calendar days as a duration."""
    return timedelta(days=count)
