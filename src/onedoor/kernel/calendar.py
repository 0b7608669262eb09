"""Working days of a region, as arithmetic over announced years: no database, no machine time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext, gettext_noop
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from onedoor.kernel.refusals import Refusal

Status = Literal["announced", "provisional"]

_FILE_KEYS = frozenset({"region", "year", "status", "basis", "holidays", "make_up_workdays"})
_HOLIDAY_KEYS = frozenset({"name", "days", "basis", "certainty"})

_WEEKDAYS = (
    gettext_noop("周一"),
    gettext_noop("周二"),
    gettext_noop("周三"),
    gettext_noop("周四"),
    gettext_noop("周五"),
    gettext_noop("周六"),
    gettext_noop("周日"),
)


class UnknownYear(Refusal):
    """{region} 还没有 {year} 年的工作日历，算不出期限。请管理员补上这一年的日历文件。"""

    status = 503


class BadCalendar(ValueError):
    """A calendar file that cannot be read; the message names the file, the fault and the remedy."""


@dataclass(frozen=True, kw_only=True)
class YearDays:
    """What is special about one year: everything else is Monday to Friday.

    `holidays` maps a day of rest to its name by language ("zh" always there); `workdays` are the
    Saturdays and Sundays that count as working days. `provisional` says the arrangement has not
    been announced yet and the days are the statutory ones only.
    """

    year: int
    holidays: Mapping[date, Mapping[str, str]] = field(default_factory=dict)
    workdays: frozenset[date] = frozenset()
    provisional: bool = False

    def __post_init__(self) -> None:
        if astray := [day for day in (*self.holidays, *self.workdays) if day.year != self.year]:
            raise BadCalendar(f"{astray[0]} is not a day of {self.year}; move it to its own year.")
        if both := sorted(self.workdays & self.holidays.keys()):
            raise BadCalendar(f"{both[0]} is both a holiday and a workday; keep one of the two.")

    def is_working(self, day: date) -> bool:
        """Whether people work on `day`, which must lie in this year."""
        return day in self.workdays or (day.weekday() < 5 and day not in self.holidays)


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days count in one region. Built from years that follow one another without a gap.

    A day in a year nobody has entered raises `UnknownYear`: a guess of Monday to Friday would
    give a citizen a wrong lawful date.
    """

    years: Mapping[int, YearDays]
    region: str = ""
    # Ordinals of all working days, ascending; one look by bisection answers every question.
    _working: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _first: int = field(init=False, repr=False, compare=False)
    _last: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.years:
            raise BadCalendar(f"The calendar of {self.region or 'a region'} has no year at all.")
        first, last = min(self.years), max(self.years)
        if gaps := [year for year in range(first, last) if year not in self.years]:
            raise BadCalendar(f"The calendar of {self.region} jumps over {gaps[0]}; add that year.")
        start, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
        object.__setattr__(self, "_first", start)
        object.__setattr__(self, "_last", end)
        object.__setattr__(self, "_working", tuple(self._ordinals(start, end)))

    def _ordinals(self, start: int, end: int) -> Iterator[int]:
        for ordinal in range(start, end + 1):
            day = date.fromordinal(ordinal)
            if self.years[day.year].is_working(day):
                yield ordinal

    def is_working(self, day: date) -> bool:
        """Whether `day` counts. `UnknownYear` when its year is not entered."""
        ordinal = self._known(day)
        at = bisect_left(self._working, ordinal)
        return at < len(self._working) and self._working[at] == ordinal

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which itself is not counted; 0 gives `day`.

        A negative count goes back the same way. `UnknownYear` when the answer lies outside.
        """
        ordinal = self._known(day)
        if count == 0:
            return day
        if count > 0:
            at = bisect_right(self._working, ordinal) + count - 1
        else:
            at = bisect_left(self._working, ordinal) + count
        if at >= len(self._working):
            raise UnknownYear(region=self.region, year=max(self.years) + 1)
        if at < 0:
            raise UnknownYear(region=self.region, year=min(self.years) - 1)
        return date.fromordinal(self._working[at])

    def working_days_between(self, after: date, until: date) -> int:
        """Working days after `after` up to and with `until`; negative when reversed."""
        start, end = self._known(after), self._known(until)
        return bisect_right(self._working, end) - bisect_right(self._working, start)

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is a working day, else the first one after it."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def why_not_working(self, day: date, *, language: str = "zh") -> str:
        """The reason a person gives: a holiday's name, else the weekday; "" on working days."""
        if self.is_working(day):
            return ""
        names = self.years[day.year].holidays.get(day)
        if names is None:
            return weekday_name(day)
        return names.get(language) or names.get(language.split("-")[0]) or names["zh"]

    def is_make_up(self, day: date) -> bool:
        """Whether `day` is a Saturday or Sunday on which people work by arrangement."""
        return day.weekday() >= 5 and self.is_working(day)

    def provisional(self, day: date) -> bool:
        """Whether the arrangement of that year has not been announced yet."""
        self._known(day)
        return self.years[day.year].provisional

    def _known(self, day: date) -> int:
        ordinal = day.toordinal()
        if not self._first <= ordinal <= self._last:
            raise UnknownYear(region=self.region, year=day.year)
        return ordinal


def weekday_name(day: date) -> str:
    """「周二」 in the reader's language."""
    return gettext(_WEEKDAYS[day.weekday()])


def wider_regions(region: str) -> tuple[str, ...]:
    """The region and those around it, nearest first: 652926 → 652926, 652900, 650000."""
    six = region[:6]
    return tuple(dict.fromkeys((six, six[:4] + "00", six[:2] + "0000")))


def calendar_of(region: str, calendars: Mapping[str, WorkingCalendar]) -> WorkingCalendar:
    """The calendar in force in a division of 6 to 12 digits: its own, else the nearest wider one.

    `BadCalendar` when not even the province has one.
    """
    for code in wider_regions(region):
        if code in calendars:
            return calendars[code]
    raise BadCalendar(f"No working calendar for {region}; add calendar/<year>.yaml to a pack.")


def load_calendars(*folders: Path) -> dict[str, WorkingCalendar]:
    """All calendars in the folders (one YAML file per region and year) by region.

    A narrower region that lacks a year takes it from the wider one. `BadCalendar` names the file.
    """
    files = sorted(file for folder in folders for file in folder.glob("*.yaml"))
    if not files:
        where = ", ".join(map(str, folders)) or "no folder"
        raise BadCalendar(f"{where}: no calendar file (*.yaml) here; add one per year.")
    found: dict[str, dict[int, YearDays]] = {}
    for file in files:
        region, year = _read(file)
        years = found.setdefault(region, {})
        if year.year in years:
            raise BadCalendar(f"{file}: {year.year} of {region} was already given; merge them.")
        years[year.year] = year
    for region, years in found.items():
        for wider in wider_regions(region)[1:]:
            found[region] = years = {**found.get(wider, {}), **years}
    return {region: WorkingCalendar(years, region=region) for region, years in found.items()}


def _read(file: Path) -> tuple[str, YearDays]:
    try:
        content = YAML(typ="safe", pure=True).load(file.read_text("utf-8"))
        return str(content["region"]), _year(content)
    except KeyError as missing:
        raise BadCalendar(f"{file}: the key {missing} is missing; add it.") from missing
    except BadCalendar as fault:
        raise BadCalendar(f"{file}: {fault}") from fault
    except (YAMLError, ValueError, TypeError, AttributeError) as fault:
        raise BadCalendar(f"{file}: not a readable calendar: {fault}") from fault


def _year(content: dict[str, Any]) -> YearDays:
    _known_keys(content, _FILE_KEYS)
    for entry in content["holidays"]:
        _known_keys(entry, _HOLIDAY_KEYS)
    status: Status = content["status"]
    if status not in ("announced", "provisional"):
        raise BadCalendar(f"status {status!r} is unknown; write announced or provisional.")
    holidays = {
        day: _names(entry["name"])
        for entry in content["holidays"]
        for day in _days(entry["days"], of=entry["name"])
    }
    made_up = content.get("make_up_workdays") or []
    return YearDays(
        year=int(content["year"]),
        holidays=holidays,
        workdays=frozenset(_days((entry["day"] for entry in made_up), of="make_up_workdays")),
        provisional=status == "provisional",
    )


def _known_keys(entry: Mapping[str, Any], known: frozenset[str]) -> None:
    # A misspelt make_up_workdays would silently take days from a citizen.
    if strange := sorted(set(entry) - known):
        raise BadCalendar(
            f"the key {strange[0]!r} is unknown; known are {', '.join(sorted(known))}."
        )


def _names(name: Any) -> Mapping[str, str]:
    if not isinstance(name, dict) or not name.get("zh"):
        raise BadCalendar(f"the name {name!r} needs a Chinese form: {{zh: 元旦, en: …}}.")
    return {str(language): str(text) for language, text in name.items()}


def _days(days: Iterable[Any], *, of: Any) -> Iterator[date]:
    for day in days:
        if type(day) is not date:
            raise BadCalendar(f"{day!r} (of {of}) is not a date; write it as 2026-10-01.")
        yield day
