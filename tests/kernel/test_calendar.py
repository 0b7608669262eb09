"""The working calendar, against the published arrangements."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.kernel.calendar import (
    BadCalendar,
    UnknownYear,
    WorkingCalendar,
    YearDays,
    calendar_of,
    load_calendars,
    wider_regions,
)

FOLDER = Path(__file__).parents[2] / "packs" / "aksu" / "calendar"
AKSU = calendar_of("652900", load_calendars(FOLDER))
REGIONAL = {"肉孜节", "古尔邦节"}
KNOWN = st.dates(date(2017, 1, 1), date(2028, 12, 31))

PLAIN = WorkingCalendar({2017: YearDays(year=2017)}, region="659900")


def days_of(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def test_announced_years_agree_with_the_published_arrangement_but_for_regional_holidays() -> None:
    for day in days_of(date(2017, 1, 1), date(2026, 12, 31)):
        if AKSU.why_not_working(day) not in REGIONAL:
            assert AKSU.is_working(day) == chinese_calendar.is_workday(day), day


def test_regional_holidays_always_give_one_and_three_free_working_days() -> None:
    for year in range(2017, 2029):
        free = [day for day in AKSU.years[year].holidays if day.weekday() < 5]
        names = [AKSU.why_not_working(day) for day in free]
        assert (names.count("肉孜节"), names.count("古尔邦节")) == (1, 3), year


def test_the_reason_for_rest_is_the_holiday_or_the_weekday() -> None:
    assert AKSU.why_not_working(date(2026, 10, 1)) == "国庆节"
    assert AKSU.why_not_working(date(2026, 10, 1), language="en-gb") == "National Day"
    assert AKSU.why_not_working(date(2026, 11, 28)) == "周六"
    assert AKSU.why_not_working(date(2026, 11, 24)) == ""


def test_a_make_up_saturday_counts() -> None:
    assert AKSU.is_working(date(2026, 10, 10))
    assert AKSU.is_make_up(date(2026, 10, 10))
    assert not AKSU.is_make_up(date(2026, 10, 12))


def test_a_year_nobody_entered_is_refused_by_name() -> None:
    for ask in (AKSU.is_working, AKSU.why_not_working, AKSU.provisional, AKSU.next_working_day):
        with pytest.raises(UnknownYear) as refused:
            ask(date(2029, 1, 1))
        assert refused.value.facts == {"region": "650000", "year": 2029}


def test_counting_never_runs_past_the_last_known_year() -> None:
    with pytest.raises(UnknownYear) as refused:
        AKSU.add_working_days(date(2028, 12, 20), 20)
    assert refused.value.facts["year"] == 2029
    with pytest.raises(UnknownYear):
        AKSU.add_working_days(date(2017, 1, 3), -20)


def test_a_year_not_yet_announced_is_flagged() -> None:
    assert not AKSU.provisional(date(2026, 12, 31))
    assert AKSU.provisional(date(2027, 1, 4))


@given(KNOWN, st.integers(1, 60))
def test_adding_and_counting_are_each_other_s_inverse(day: date, count: int) -> None:
    try:
        end = AKSU.add_working_days(day, count)
    except UnknownYear:
        assert day > date(2028, 9, 1)
        return
    assert AKSU.is_working(end)
    assert AKSU.working_days_between(day, end) == count
    if count > 1:
        assert AKSU.add_working_days(end, 1 - count) == AKSU.add_working_days(day, 1)


@given(KNOWN, KNOWN)
def test_counting_agrees_with_looking_at_every_day(one: date, other: date) -> None:
    after, until = min(one, other), max(one, other)
    counted = sum(AKSU.is_working(day) for day in days_of(after, until)[1:])
    assert AKSU.working_days_between(after, until) == counted
    assert AKSU.working_days_between(until, after) == -counted


def test_the_next_working_day_may_be_today() -> None:
    assert AKSU.next_working_day(date(2026, 11, 24)) == date(2026, 11, 24)
    assert AKSU.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)


def test_a_county_takes_the_calendar_of_its_prefecture_or_region() -> None:
    assert wider_regions("652926103000") == ("652926", "652900", "650000")
    assert calendar_of("652926103000", {"652900": PLAIN}) is PLAIN
    with pytest.raises(BadCalendar, match="440000"):
        calendar_of("440000", {"650000": PLAIN})


def test_years_with_a_gap_are_refused() -> None:
    with pytest.raises(BadCalendar, match="2018"):
        WorkingCalendar({2017: YearDays(year=2017), 2019: YearDays(year=2019)}, region="650000")


GOOD = """region: "650000"
year: 2017
status: announced
holidays:
  - name: {zh: 元旦}
    days: [2017-01-02]
"""


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (GOOD.replace("2017-01-02", "2017-13-02"), "month must be in 1..12"),
        (GOOD.replace("2017-01-02", "soon"), "is not a date"),
        (GOOD.replace("2017-01-02", "2016-01-02"), "is not a day of 2017"),
        (GOOD.replace("announced", "maybe"), "status 'maybe'"),
        (GOOD.replace("{zh: 元旦}", "{en: New Year}"), "Chinese form"),
        (GOOD.replace("year: 2017\n", ""), "the key 'year' is missing"),
        (
            GOOD + "make_up_workdays: [{day: 2017-01-02, for: 元旦}]\n",
            "both a holiday and a workday",
        ),
        (GOOD + "holidays: [\n", "not a readable calendar"),
        (GOOD + "make_up_workday: []\n", "'make_up_workday' is unknown"),
        (GOOD.replace(" days:", " day:"), "'day' is unknown"),
        ("", "not a readable calendar"),
    ],
)
def test_a_broken_file_is_named_with_its_fault(tmp_path: Path, broken: str, told: str) -> None:
    (tmp_path / "2017.yaml").write_text(broken, "utf-8")
    with pytest.raises(BadCalendar, match=told) as fault:
        load_calendars(tmp_path)
    assert "2017.yaml" in str(fault.value)


def test_the_same_year_twice_is_refused_and_a_narrower_region_overrides(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "b.yaml").write_text(GOOD.replace("650000", "652900"), "utf-8")
    (tmp_path / "c.yaml").write_text(GOOD.replace("2017", "2018"), "utf-8")
    assert set(load_calendars(tmp_path)["652900"].years) == {2017, 2018}
    (tmp_path / "d.yaml").write_text(GOOD, "utf-8")
    with pytest.raises(BadCalendar, match="already given"):
        load_calendars(tmp_path)
    with pytest.raises(BadCalendar, match="no calendar file"):
        load_calendars(tmp_path / "none")
