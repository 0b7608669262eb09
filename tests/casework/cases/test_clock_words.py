"""What a citizen reads about the clock."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onedoor.casework.cases.clock import Clock, Pause, Unit
from onedoor.casework.cases.clock_words import PAUSES, cells, explain, pause_label
from onedoor.kernel.calendar import load_calendars

AKSU = load_calendars(Path(__file__).parents[3] / "packs" / "aksu" / "calendar")["650000"]


def d(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


def a_clock(**facts: Any) -> Clock:
    given = {"start_on": d(11, 24), "limit": 5, "today": d(11, 27), "calendar": AKSU, **facts}
    return Clock(**given)


CORRECTED = (Pause(d(11, 25), d(11, 25), "corrections"),)


@pytest.mark.parametrize(
    ("clock", "sentence"),
    [
        (
            a_clock(),
            "最迟 12月1日（周二），因为从 11月24日受理的次日算起 5 个工作日，周六和周日不算。",
        ),
        (
            a_clock(pauses=CORRECTED),
            "最迟 12月2日（周三），因为从 11月24日受理的次日算起 5 个工作日，"
            "周六、周日和等您补材料的 1 天不算。",
        ),
        (
            a_clock(limit=1, today=d(11, 24)),
            "最迟 11月25日（周三），因为从 11月24日受理的次日算起 1 个工作日。",
        ),
        (
            a_clock(start_on=d(9, 28), today=d(9, 29), since="received"),
            "最迟 10月10日（周六），因为从 9月28日收到申请的次日算起 5 个工作日，国庆节不算。"
            "其中 10月10日（周六）调休上班，算在内。",
        ),
        (
            a_clock(start_on=d(12, 24), limit=20, extension=10, today=d(12, 25)),
            "最迟 2027年2月11日（周四），因为从 12月24日受理的次日算起 30 个工作日"
            "（含批准延长的 10 个工作日），周六、周日、元旦和春节不算。"
            "2027 年的放假安排还没有公布，日期可能会变。",
        ),
        (
            a_clock(pauses=(Pause(d(11, 26), None, "expert-review"),)),
            "现在暂停计时（专家评审，从 11月26日起），这些天不算；"
            "已用 1 个工作日，恢复后还有 4 个工作日。",
        ),
        (
            a_clock(today=d(12, 3)),
            "已经超过期限 2 个工作日：本应最迟 12月1日（周二）有结果，"
            "即从 11月24日受理的次日算起 5 个工作日。",
        ),
        (
            a_clock(stopped_on=d(11, 26)),
            "11月26日（周四）办完，用了 2 个工作日，期限是 5 个工作日。",
        ),
        (
            a_clock(stopped_on=d(12, 2), today=d(12, 8)),
            "12月2日（周三）办完，用了 6 个工作日，比期限 5 个工作日晚了 1 个工作日。",
        ),
        (a_clock(limit=0, today=d(11, 24)), "当天办结：11月24日受理，当天就有结果。"),
        (a_clock(limit=0, stopped_on=d(11, 24)), "11月24日（周二）当天办完。"),
        (
            a_clock(start_on=d(9, 4), limit=30, unit=Unit.NATURAL, today=d(9, 5)),
            "最迟 10月8日（周四），因为从 9月4日受理的次日算起 30 天。"
            "期限的最后一天遇上休息日，所以顺延到下一个工作日。",
        ),
    ],
)
def test_one_sentence_says_when_and_why(clock: Clock, sentence: str) -> None:
    assert explain(clock, "zh-hans") == sentence


def test_every_day_up_to_the_last_is_a_cell_with_its_reason() -> None:
    found = cells(a_clock(pauses=CORRECTED))
    assert [(cell.day.day, cell.state) for cell in found] == [
        (25, "paused"),
        (26, "used"),
        (27, "today"),
        (28, "rest"),
        (29, "rest"),
        (30, "left"),
        (1, "left"),
        (2, "left"),
    ]
    assert found[0].label == "等您补材料，不算"
    assert found[2].label == "今天，第 2 天"
    assert found[3].label == "周六，不算"
    assert found[-1].label == "第 5 天，最后一天"
    assert [cell.due for cell in found] == [False] * 7 + [True]


def test_cells_go_on_while_late_and_end_today_while_standing() -> None:
    late = cells(a_clock(today=d(12, 3)))
    assert [cell.state for cell in late[-3:]] == ["used", "late", "late"]
    standing = cells(a_clock(pauses=(Pause(d(11, 26), None),)))
    assert [cell.state for cell in standing] == ["used", "paused", "paused"]


def test_the_cells_of_the_clock_are_as_many_as_its_days() -> None:
    clock = a_clock(start_on=d(9, 28), limit=20, today=d(10, 12), pauses=CORRECTED)
    states = [cell.state for cell in cells(clock)]
    assert states.count("used") + states.count("today") == clock.used
    assert states.count("left") == clock.left


def test_a_pause_may_carry_a_pack_s_own_words() -> None:
    assert pause_label("hearing") == "听证"
    assert pause_label("等待公安机关核查") == "等待公安机关核查"
    assert all(pause_label(reason) for reason in PAUSES)


@pytest.mark.parametrize("reason", ["corrections", "later-answer", "earlier-part"])
def test_a_clerk_reads_who_is_awaited_and_the_applicant_that_it_is_them(reason: str) -> None:
    for pause in (Pause(d(11, 25), d(11, 25), reason), Pause(d(11, 26), None, reason)):
        clock = a_clock(pauses=(pause,))
        assert "等您" in explain(clock) and "等申请人" not in explain(clock)
        told = explain(clock, to_clerk=True)
        assert "等申请人" in told and "您" not in told
    assert pause_label("expert-review", to_clerk=True) == "专家评审"
