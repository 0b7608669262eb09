"""The lawful clocks of a case, as arithmetic: no database, no machine time.

A statutory and a promised clock differ only in their limit. The day a period starts is never
counted (民法典 201); working days are those of the region's calendar (行政许可法 82).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from onedoor.kernel.calendar import WorkingCalendar
from onedoor.kernel.time import local

ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What one day of a limit is."""

    WORKING = "working-days"
    NATURAL = "natural-days"


@dataclass(frozen=True)
class Pause:
    """Days that do not count against the agency (行政许可法 45), both ends included.

    `reason` is a key of the pause table ("corrections", "hearing", "expert-review" …) or a
    pack's own words. `ended_on` is None while the clock stands still.
    """

    began_on: date
    ended_on: date | None = None
    reason: str = "corrections"

    def __post_init__(self) -> None:
        if self.ended_on is not None and self.ended_on < self.began_on:
            raise ValueError(f"a pause cannot end on {self.ended_on} before {self.began_on}")

    def __contains__(self, day: date) -> bool:
        return self.began_on <= day and (self.ended_on is None or day <= self.ended_on)


def due_date(
    start_on: date,
    limit: int,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
    extension: int = 0,
    *,
    unit: Unit = Unit.WORKING,
) -> date | None:
    """The last lawful day; None while the clock stands still.

    Not counted: the day of the start, days of rest (in working days) and any day touched by a
    pause. An extension adds days and is no pause (行政许可法 42). A pause that begins after the
    last day saves nobody. A limit of 0 is due at once, on the day of the start. A period in
    natural days that would end on a day of rest ends on the next working day (民法典 203).
    """
    total = limit + extension
    if total == 0:
        return start_on
    due = _add(start_on, total, calendar, unit)
    for first, last in _stretches(start_on, pauses):
        if first > due:
            break
        if last is None:
            return None
        due = _add(due, _between(first - ONE_DAY, last, calendar, unit), calendar, unit)
    return calendar.next_working_day(due) if unit is Unit.NATURAL else due


def used_days(
    start_on: date,
    until: date,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
    *,
    unit: Unit = Unit.WORKING,
) -> int:
    """Days of the limit gone by after `start_on` up to and with `until`; never below 0."""
    if until <= start_on:
        return 0
    return _between(start_on, until, calendar, unit) - sum(
        _between(first - ONE_DAY, min(last or until, until), calendar, unit)
        for first, last in _stretches(start_on, pauses)
        if first <= until
    )


def left_days(
    start_on: date,
    limit: int,
    today: date,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
    extension: int = 0,
    *,
    unit: Unit = Unit.WORKING,
) -> int:
    """Days still to go after `today`: 0 on the last day, negative when late.

    While the clock stands still, what was left when it stopped.
    """
    due = due_date(start_on, limit, pauses, calendar, extension, unit=unit)
    if due is None:
        return limit + extension - used_days(start_on, today, pauses, calendar, unit=unit)
    if today > due:
        return -_between(due, today, calendar, unit)
    return used_days(max(today, start_on), due, pauses, calendar, unit=unit)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One clock as read on one day: what `due_date` and its siblings say, kept together.

    `since` names the act it runs from ("accepted", "received", "told", "decided");
    `stopped_on` is the day the act that it waits for was done.
    """

    start_on: date
    limit: int
    today: date
    calendar: WorkingCalendar
    unit: Unit = Unit.WORKING
    extension: int = 0
    pauses: tuple[Pause, ...] = ()
    stopped_on: date | None = None
    since: str = "accepted"

    @property
    def until(self) -> date:
        """The day up to which it has run."""
        return self.stopped_on or self.today

    @property
    def total(self) -> int:
        return self.limit + self.extension

    @property
    def due_on(self) -> date | None:
        return due_date(
            self.start_on, self.limit, self.pauses, self.calendar, self.extension, unit=self.unit
        )

    @property
    def used(self) -> int:
        return used_days(self.start_on, self.until, self.pauses, self.calendar, unit=self.unit)

    @property
    def left(self) -> int:
        return left_days(
            self.start_on,
            self.limit,
            self.until,
            self.pauses,
            self.calendar,
            self.extension,
            unit=self.unit,
        )

    @property
    def standing(self) -> Pause | None:
        """The pause that holds it now, if any."""
        if self.due_on is not None:
            return None
        return next((pause for pause in self.pauses if pause.ended_on is None), None)

    @property
    def overdue(self) -> bool:
        return self.due_on is not None and self.until > self.due_on

    @property
    def rolled(self) -> bool:
        """Whether a period in natural days was carried past days of rest (民法典 203)."""
        if self.due_on is None or self.unit is Unit.WORKING:
            return False
        days = used_days(self.start_on, self.due_on, self.pauses, self.calendar, unit=self.unit)
        return days > self.total

    @property
    def provisional_years(self) -> tuple[int, ...]:
        """Years on its way whose arrangement has not been announced: the date may still move."""
        last = max(self.due_on or self.until, self.start_on)
        years = range(self.start_on.year, last.year + 1)
        return tuple(year for year in years if self.calendar.provisional(date(year, 12, 31)))

    def counts(self, day: date) -> bool:
        """Whether `day` uses up a day of the limit."""
        if any(day in pause for pause in self.pauses):
            return False
        return self.unit is Unit.NATURAL or self.calendar.is_working(day)


@dataclass(frozen=True)
class ReceiptRule:
    """When something sent by wire counts as received: a region's choice, so data.

    `closes_at` is the end of office hours on China's clock (None: the whole day counts);
    `rest_days_count` lets a filing on a day of rest be received that very day.
    """

    closes_at: time | None = None
    rest_days_count: bool = False


def received_on(
    moment: datetime, calendar: WorkingCalendar, rule: ReceiptRule = ReceiptRule()
) -> date:
    """The day on which a filing made at `moment` (aware) counts as received."""
    there = local(moment)
    day = there.date()
    if rule.closes_at is not None and there.time() >= rule.closes_at and calendar.is_working(day):
        day += ONE_DAY
    return day if rule.rest_days_count else calendar.next_working_day(day)


def telling_deadline(received_on: date, calendar: WorkingCalendar, within: int = 5) -> date:
    """The last day to say, once and completely, what is missing (行政许可法 32 (4))."""
    return calendar.add_working_days(received_on, within)


def deemed_acceptance(
    received_on: date,
    *,
    told_on: date | None,
    decided_on: date | None,
    today: date,
    calendar: WorkingCalendar,
    within: int = 5,
) -> date | None:
    """The day of receipt when silence has accepted the application, else None (行政许可法 32 (4)).

    `told_on` is the day of the correction notice, `decided_on` that of acceptance or
    non-acceptance; the earlier one breaks the silence.
    """
    answers = [day for day in (told_on, decided_on) if day is not None]
    silent_until = min(answers, default=today)
    late = silent_until > telling_deadline(received_on, calendar, within)
    return received_on if late else None


def delivery_deadline(decided_on: date, calendar: WorkingCalendar, within: int = 10) -> date:
    """The last day to issue and deliver after a decision (行政许可法 44)."""
    return calendar.add_working_days(decided_on, within)


def latest_before(
    day: date, days: int, calendar: WorkingCalendar, *, unit: Unit = Unit.NATURAL
) -> date:
    """The last day that lies at least `days` before `day`: to renew, to call a hearing (48, 50)."""
    if unit is Unit.NATURAL:
        return day - timedelta(days=days)
    return calendar.add_working_days(day, -days)


def _add(day: date, count: int, calendar: WorkingCalendar, unit: Unit) -> date:
    if unit is Unit.WORKING:
        return calendar.add_working_days(day, count)
    return day + timedelta(days=count)


def _between(after: date, until: date, calendar: WorkingCalendar, unit: Unit) -> int:
    if unit is Unit.WORKING:
        return calendar.working_days_between(after, until)
    return (until - after).days


def _stretches(start_on: date, pauses: Sequence[Pause]) -> Iterator[tuple[date, date | None]]:
    """The paused days after the start, in order, none twice; the last may be open-ended."""
    reached = start_on
    for pause in sorted(pauses, key=lambda pause: pause.began_on):
        first = max(pause.began_on, reached + ONE_DAY)
        if pause.ended_on is None:
            yield first, None
            return
        if pause.ended_on >= first:
            yield first, pause.ended_on
            reached = pause.ended_on
