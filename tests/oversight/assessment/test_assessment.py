"""What pages say of a period is what was published, and its rows come to exactly that."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from onedoor.kernel.time import travel
from onedoor.oversight.assessment.actions import lay_down, lay_down_anew
from onedoor.oversight.assessment.models import Counted, DayLaidDown, MonthSum
from onedoor.oversight.assessment.periods import period_of
from onedoor.oversight.assessment.queries import (
    Assessment,
    assessment_of,
    behind,
    books,
    county_of,
    months,
)
from onedoor.oversight.feedback.actions import rate_case
from onedoor.oversight.supervision.publishing import file_of_day, publish_through

BEGIN = date(2026, 9, 7)
LAST = date(2026, 9, 30)
SEPTEMBER = period_of("2026-09")


@pytest.fixture
def september(world: Any) -> Any:
    """Three matters, of which one is rated twice; published through the month and a day."""
    world.play(world.story(), begin=BEGIN)
    done = world.play(world.story(), begin=BEGIN + timedelta(days=2))
    world.a_submitted_case(begin=BEGIN)
    with travel(BEGIN + timedelta(days=14)):
        rate_case(done.number, level=2, by=world.applicant(done))
        rate_case(done.number, level=5, by=world.applicant(done))
    world.drain()
    with travel(LAST + timedelta(days=2)):
        publish_through(LAST + timedelta(days=1))
        world.drain()
    return world


def _found(by: str = "agency", period: str = "2026-09") -> Assessment:
    found = assessment_of(books()[0], period_of(period), by=by)
    assert found is not None
    return found


def test_the_page_says_what_was_published_to_the_last_digit(september: Any) -> None:
    content = file_of_day(LAST, "standings.jsonl") or b""
    published = [json.loads(line) for line in content.decode().splitlines()]
    assert published
    said = [
        {
            "agency": each.who,
            "until": LAST.isoformat(),
            "values": {v.indicator.code: [v.amount, v.of] for v in each.values},
            "points": each.points,
            "weighed": each.weighed,
            "place": each.place,
        }
        for each in _found().standings
    ]
    assert said == published


def test_the_rows_behind_every_number_come_to_that_number(september: Any) -> None:
    for by, period in (("agency", "2026-09"), ("division", "2026-09"), ("agency", "2026")):
        found = _found(by, period)
        seen = 0
        for standing in found.standings:
            for value in standing.values:
                told = behind(found, standing.who, value.indicator.code, page=1)
                assert (told.amount, told.of) == (value.amount, value.of)
                assert sum(row.amount for row in told.rows) == value.amount
                seen += told.total
        assert seen > 10


def test_counties_and_longer_periods_are_sums_of_the_same_rows(september: Any) -> None:
    agencies, counties = _found(), _found("division")
    whole = [sum(v.of for s in each.standings for v in s.values) for each in (agencies, counties)]
    assert whole[0] == whole[1] > 0
    october = _found(period="2026-10")
    year = _found(period="2026")
    for code in ("in-time", "content"):
        sums = [
            sum(v.of for s in each.standings for v in s.values if v.indicator.code == code)
            for each in (agencies, october, year)
        ]
        assert sums[0] + sums[1] == sums[2]


def test_a_rating_that_was_changed_counts_once_with_its_last_word(september: Any) -> None:
    found = _found()
    ((who, value),) = (
        (s.who, v) for s in found.standings for v in s.values
        if v.indicator.code == "content" and v.of
    )  # fmt: skip
    # Two matters; one went down to 2 and up to 5 again.
    told = behind(found, who, "content", page=1)
    assert (value.of, value.value, told.total) == (2, 100, 4)


def test_a_day_told_twice_is_laid_down_once_and_all_can_be_laid_down_anew(september: Any) -> None:
    def all_there() -> tuple[list[Any], list[Any]]:
        rows = Counted.objects.order_by("chain", "seq", "measure")
        sums = MonthSum.objects.order_by("month", "agency", "measure")
        return (
            list(rows.values_list("day", "chain", "seq", "measure", "of", "amount")),
            list(sums.values_list("month", "agency", "measure", "of", "amount")),
        )

    before, days = all_there(), DayLaidDown.objects.count()
    assert before[0] and lay_down(LAST) == 0
    assert all_there() == before
    assert next((each.rows, each.moved) for each in lay_down_anew()) == (days, 0)
    assert all_there() == before


def test_a_period_that_is_not_over_says_so(september: Any) -> None:
    assert _found().is_whole and _found().until == LAST
    october = _found(period="2026-10")
    assert not october.is_whole and october.until == LAST + timedelta(days=1)
    assert months() == [date(2026, 9, 1)] or months()[0] == date(2026, 10, 1)


def test_before_the_first_edition_nothing_is_assessed() -> None:
    assert assessment_of(books()[0], period_of("2023-12")) is None


def test_a_county_holds_its_townships() -> None:
    assert county_of("652901102000") == "652901000000"
    assert county_of("652900000000") == "652900000000"
