"""The lawful clocks, against a reference that walks day by day and against worked examples."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.casework.cases.clock import (
    Clock,
    Pause,
    ReceiptRule,
    Unit,
    deemed_acceptance,
    delivery_deadline,
    due_date,
    latest_before,
    left_days,
    received_on,
    telling_deadline,
    used_days,
)
from onedoor.kernel.calendar import UnknownYear, WorkingCalendar, load_calendars
from onedoor.kernel.time import ZONE

PACK = Path(__file__).parents[3] / "packs" / "aksu" / "calendar"
AKSU = load_calendars(PACK)["650000"]
DAY = timedelta(days=1)


def d(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


def at(month: int, day: int, hour: int, minute: int) -> datetime:
    """That time on China's clock, as the machine sees it."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


# ── the reference: no bisection, no arithmetic, one day after the other ──


def counts(day: date, pauses: Sequence[Pause], unit: Unit) -> bool:
    free = unit is Unit.WORKING and AKSU.why_not_working(day) != ""
    return not free and not any(
        p.began_on <= day and (p.ended_on is None or day <= p.ended_on) for p in pauses
    )


def reference_due(start: date, total: int, pauses: Sequence[Pause], unit: Unit) -> date | None:
    day, done = start, 0
    while done < total:
        day += DAY
        if day.year > 2028:
            return None  # stands still for ever
        if counts(day, pauses, unit):
            done += 1
    while total and unit is Unit.NATURAL and AKSU.why_not_working(day):
        day += DAY
    return day


def reference_used(start: date, until: date, pauses: Sequence[Pause], unit: Unit) -> int:
    day, used = start, 0
    while day < until:
        day += DAY
        used += counts(day, pauses, unit)
    return used


STARTS = st.dates(d(1, 1, 2025), d(6, 30, 2027))
UNITS = st.sampled_from(Unit)


@st.composite
def some_pauses(draw: st.DrawFn, start: date) -> list[Pause]:
    """Up to four pauses around `start`, overlapping as they like, perhaps one still open."""
    pauses: list[Pause] = []
    for _ in range(draw(st.integers(0, 4))):
        began = start + timedelta(days=draw(st.integers(-10, 60)))
        length = (
            draw(st.none() | st.integers(0, 25)) if len(pauses) == 3 else draw(st.integers(0, 25))
        )
        pauses.append(Pause(began, None if length is None else began + timedelta(days=length)))
    return draw(st.permutations(pauses))


@given(st.data(), STARTS, st.integers(0, 45), st.integers(0, 10), UNITS)
def test_the_last_day_agrees_with_walking_day_by_day(
    data: st.DataObject, start: date, limit: int, extension: int, unit: Unit
) -> None:
    pauses = data.draw(some_pauses(start))
    assert due_date(start, limit, pauses, AKSU, extension, unit=unit) == reference_due(
        start, limit + extension, pauses, unit
    )


@given(st.data(), STARTS, st.integers(-5, 150), UNITS)
def test_days_used_agree_with_walking_day_by_day(
    data: st.DataObject, start: date, days: int, unit: Unit
) -> None:
    pauses = data.draw(some_pauses(start))
    until = start + timedelta(days=days)
    used = used_days(start, until, pauses, AKSU, unit=unit)
    assert used == reference_used(start, until, pauses, unit)


@given(st.data(), STARTS, st.integers(1, 30), st.integers(0, 80))
def test_what_is_used_and_what_is_left_make_up_the_limit(
    data: st.DataObject, start: date, limit: int, days: int
) -> None:
    pauses = data.draw(some_pauses(start))
    today = start + timedelta(days=days)
    due = due_date(start, limit, pauses, AKSU)
    left = left_days(start, limit, today, pauses, AKSU)
    if due is not None and today > due:
        assert left == -AKSU.working_days_between(due, today)
    else:
        assert left == limit - used_days(start, today, pauses, AKSU) >= 0
    if due == today:
        assert left == 0


@given(st.data(), STARTS, st.integers(1, 30), UNITS)
def test_a_longer_limit_or_a_further_pause_never_comes_earlier(
    data: st.DataObject, start: date, limit: int, unit: Unit
) -> None:
    pauses = [p for p in data.draw(some_pauses(start)) if p.ended_on]
    due = due_date(start, limit, pauses, AKSU, unit=unit)
    longer = due_date(start, limit + 1, pauses, AKSU, unit=unit)
    fewer = due_date(start, limit, pauses[1:], AKSU, unit=unit)
    assert due is not None and longer is not None and fewer is not None
    assert start < fewer <= due <= longer


# ── worked examples ──


def test_the_five_day_rule_over_national_day_comes_from_the_calendar() -> None:
    # Received Monday 28 September 2026: 29, 30, then 8, 9 and the make-up Saturday 10 October.
    assert telling_deadline(d(9, 28), AKSU) == d(10, 10)


def test_days_of_expert_review_are_added_one_for_one() -> None:
    accepted = d(11, 2)
    review = Pause(
        AKSU.add_working_days(accepted, 5), AKSU.add_working_days(accepted, 14), "expert-review"
    )
    assert due_date(accepted, 20, [review], AKSU) == AKSU.add_working_days(accepted, 30)


def test_an_extension_adds_days_and_is_no_pause() -> None:
    plain = due_date(d(11, 2), 20, [], AKSU)
    extended = due_date(d(11, 2), 20, [], AKSU, extension=10)
    assert plain is not None
    assert extended == AKSU.add_working_days(plain, 10)


def test_the_clock_stands_while_a_pause_is_open_and_keeps_what_was_left() -> None:
    hearing = [Pause(d(11, 9), None, "hearing")]
    assert due_date(d(11, 2), 20, hearing, AKSU) is None
    assert left_days(d(11, 2), 20, d(11, 10), hearing, AKSU) == 16
    assert left_days(d(11, 2), 20, d(12, 24), hearing, AKSU) == 16


def test_a_pause_after_the_last_day_saves_nobody() -> None:
    late = [Pause(d(11, 16), None, "hearing")]
    assert due_date(d(11, 2), 5, late, AKSU) == d(11, 9)
    assert left_days(d(11, 2), 5, d(11, 16), late, AKSU) == -5


def test_the_day_of_the_start_is_not_counted_and_zero_means_the_same_day() -> None:
    assert due_date(d(11, 24), 1, [], AKSU) == d(11, 25)
    assert due_date(d(11, 24), 0, [Pause(d(11, 24))], AKSU) == d(11, 24)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        Pause(d(11, 9), d(11, 8))


def test_a_clock_that_runs_into_an_unknown_year_is_refused_not_guessed() -> None:
    with pytest.raises(UnknownYear):
        due_date(d(12, 20, 2028), 20, [], AKSU)


@pytest.mark.parametrize(
    ("told_on", "decided_on", "today", "accepted"),
    [
        (None, None, d(10, 10), None),
        (None, None, d(10, 11), d(9, 28)),
        (d(10, 10), None, d(11, 20), None),
        (d(10, 12), None, d(11, 20), d(9, 28)),
        (None, d(10, 9), d(11, 20), None),
        (None, d(10, 12), d(11, 20), d(9, 28)),
        (d(9, 30), d(10, 20), d(11, 20), None),
    ],
)
def test_silence_for_five_working_days_accepts_from_the_day_of_receipt(
    told_on: date | None, decided_on: date | None, today: date, accepted: date | None
) -> None:
    deemed = deemed_acceptance(
        d(9, 28), told_on=told_on, decided_on=decided_on, today=today, calendar=AKSU
    )
    assert deemed == accepted


def test_delivery_is_due_ten_working_days_after_the_decision() -> None:
    assert delivery_deadline(d(9, 28), AKSU) == d(10, 16)


def test_a_licence_is_to_be_renewed_thirty_days_before_it_expires() -> None:
    assert latest_before(d(12, 31), 30, AKSU) == d(12, 1)


def test_the_days_of_a_hearing() -> None:
    asked = due_date(d(11, 2), 5, [], AKSU)
    assert asked == d(11, 9)
    assert due_date(asked, 20, [], AKSU) == d(12, 7)
    assert latest_before(d(12, 7), 7, AKSU, unit=Unit.WORKING) == d(11, 26)


def test_thirty_days_of_cooling_off_are_calendar_days_and_never_end_on_a_holiday() -> None:
    cooled = due_date(d(11, 2), 30, [], AKSU, unit=Unit.NATURAL)
    assert cooled == d(12, 2)
    assert due_date(cooled, 30, [], AKSU, unit=Unit.NATURAL) == d(1, 4, 2027)
    assert due_date(d(9, 4), 30, [], AKSU, unit=Unit.NATURAL) == d(10, 8)


@pytest.mark.parametrize(
    ("moment", "rule", "received"),
    [
        (at(11, 24, 23, 0), ReceiptRule(), d(11, 24)),
        (at(11, 28, 9, 0), ReceiptRule(), d(11, 30)),
        (at(11, 28, 9, 0), ReceiptRule(rest_days_count=True), d(11, 28)),
        (at(11, 27, 19, 30), ReceiptRule(closes_at=time(19, 30)), d(11, 30)),
        (at(11, 27, 19, 29), ReceiptRule(closes_at=time(19, 30)), d(11, 27)),
        (at(10, 10, 12, 0), ReceiptRule(), d(10, 10)),
    ],
)
def test_when_a_filing_counts_as_received_is_a_rule_of_the_region(
    moment: datetime, rule: ReceiptRule, received: date
) -> None:
    assert received_on(moment, AKSU, rule) == received


def test_a_clock_reads_as_one_value() -> None:
    pauses = (Pause(d(11, 25), d(11, 25)),)
    clock = Clock(start_on=d(11, 24), limit=5, today=d(12, 3), calendar=AKSU, pauses=pauses)
    assert (clock.due_on, clock.left, clock.overdue) == (d(12, 2), -1, True)
    assert clock.standing is None
    done = Clock(start_on=d(11, 24), limit=5, today=d(12, 3), calendar=AKSU, stopped_on=d(11, 26))
    assert (done.used, done.left, done.overdue) == (2, 3, False)


def test_a_clock_that_runs_into_a_year_not_announced_says_so() -> None:
    def years(start: date) -> tuple[int, ...]:
        return Clock(start_on=start, limit=20, today=start, calendar=AKSU).provisional_years

    assert years(d(11, 2)) == ()
    assert years(d(12, 20)) == (2027,)


def test_the_calendar_may_be_any_region_s() -> None:
    years = {2026: AKSU.years[2026]}
    other = WorkingCalendar(years, region="999900")
    assert due_date(d(11, 2), 5, [], other) == d(11, 9)
