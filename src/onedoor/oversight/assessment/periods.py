"""Months, quarters and years, as they are written in addresses: 2026-11, 2026-q4, 2026. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import days, month_of, months_after

_WRITTEN = re.compile(r"(?P<year>20\d\d)(-(q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


class NoSuchPeriod(Refusal):
    """没有“{period}”这样的时段。请写成 2026-11（月）、2026-q4（季度）或者 2026（年）。"""


@dataclass(frozen=True)
class Period:
    """From the first day of a month up to but not with the first day of another."""

    code: str
    first: date
    end: date

    @property
    def last_month(self) -> date:
        """The first day of its last month."""
        return month_of(self.end - days(1))

    @property
    def kind(self) -> str:
        """month, quarter or year."""
        if len(self.code) == 4:
            return "year"
        return "quarter" if "q" in self.code else "month"


def period_of(code: str) -> Period:
    """The period of this code. NoSuchPeriod."""
    found = _WRITTEN.fullmatch(code)
    if found is None:
        raise NoSuchPeriod(period=code[:20])
    year = int(found["year"])
    if found["quarter"]:
        first, months = date(year, int(found["quarter"]) * 3 - 2, 1), 3
    elif found["month"]:
        first, months = date(year, int(found["month"]), 1), 1
    else:
        first, months = date(year, 1, 1), 12
    return Period(code, first, months_after(first, months))


def periods_around(month: date) -> list[Period]:
    """The month, its quarter and its year."""
    quarter = (month.month + 2) // 3
    codes = (month.strftime("%Y-%m"), f"{month.year}-q{quarter}", str(month.year))
    return [period_of(code) for code in codes]
