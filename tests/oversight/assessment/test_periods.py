"""Months, quarters and years as they are written in addresses."""

from datetime import date

import pytest

from onedoor.oversight.assessment.periods import NoSuchPeriod, period_of, periods_around


@pytest.mark.parametrize(
    ("code", "first", "end", "last_month", "kind"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 12, 1), date(2026, 11, 1), "month"),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1), date(2026, 12, 1), "month"),
        ("2026-q1", date(2026, 1, 1), date(2026, 4, 1), date(2026, 3, 1), "quarter"),
        ("2026-q4", date(2026, 10, 1), date(2027, 1, 1), date(2026, 12, 1), "quarter"),
        ("2026", date(2026, 1, 1), date(2027, 1, 1), date(2026, 12, 1), "year"),
    ],
)
def test_a_period_runs_from_one_month_to_another(
    code: str, first: date, end: date, last_month: date, kind: str
) -> None:
    found = period_of(code)
    assert (found.first, found.end, found.last_month, found.kind) == (first, end, last_month, kind)


@pytest.mark.parametrize("code", ["", "2026-13", "2026-00", "2026-q5", "26", "2026-1", "2026-11 "])
def test_what_is_no_period_is_refused_with_how_to_write_one(code: str) -> None:
    with pytest.raises(NoSuchPeriod, match="2026-q4"):
        period_of(code)


def test_a_month_lies_in_its_quarter_and_its_year() -> None:
    codes = [each.code for each in periods_around(date(2026, 8, 1))]
    assert codes == ["2026-08", "2026-q3", "2026"]
