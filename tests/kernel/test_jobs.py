"""Work that the calendar calls for: times are said as in China, schedules are kept in UTC."""

import pytest

from onedoor.kernel import jobs


@pytest.mark.parametrize(
    ("said", "cron"),
    [((7, 4, 15), "15 20 * * 6"), ((1, 0), "0 16 * * 0"), ((7, 8), "0 0 * * 0"),
     ((3, 12, 5), "5 4 * * 3")],
)  # fmt: skip
def test_a_day_of_the_week_in_china_may_be_the_day_before_in_utc(
    monkeypatch: pytest.MonkeyPatch, said: tuple[int, ...], cron: str
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(jobs, "_scheduled", kept.append)
    jobs.weekly(*said)
    assert kept == [cron]
