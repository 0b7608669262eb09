"""A clock told to a citizen: one sentence that says why, and its days as cells of a calendar."""

from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import get_language, gettext_noop, ngettext, override
from django.utils.translation import gettext as _

from onedoor.casework.cases.clock import ONE_DAY, Clock, Unit
from onedoor.kernel.calendar import weekday_name
from onedoor.kernel.languages import written_day

# What the clock runs from, as a word that fits "…的次日算起".
_SINCE = {
    "accepted": gettext_noop("受理"),
    "received": gettext_noop("收到申请"),
    "told": gettext_noop("告知"),
    "decided": gettext_noop("作出决定"),
    "noticed": gettext_noop("公示"),
}

# Why it stands still (行政许可法 45, and corrections where the law allows them to stop it).
PAUSES = {
    "corrections": gettext_noop("等您补材料"),
    "later-answer": gettext_noop("等您补填"),
    "earlier-part": gettext_noop("等您把前一项办下来"),
    "hearing": gettext_noop("听证"),
    "tender": gettext_noop("招标"),
    "auction": gettext_noop("拍卖"),
    "inspection": gettext_noop("检验"),
    "testing": gettext_noop("检测"),
    "quarantine": gettext_noop("检疫"),
    "appraisal": gettext_noop("鉴定"),
    "expert-review": gettext_noop("专家评审"),
}
# The same to a clerk, where the words above speak to the applicant.
_TO_CLERKS = {
    "corrections": gettext_noop("等申请人补材料"),
    "later-answer": gettext_noop("等申请人补填"),
    "earlier-part": gettext_noop("等申请人把前一项办下来"),
}

CellState = Literal["used", "today", "left", "rest", "paused", "late"]


@dataclass(frozen=True)
class Cell:
    """One day on the tracking page; `label` is what a screen reader says after the date."""

    day: date
    state: CellState
    label: str
    due: bool = False


def pause_label(reason: str, *, to_clerk: bool = False) -> str:
    """The pause in words for the applicant or a clerk; a pack's own words stand as they are."""
    words = PAUSES | _TO_CLERKS if to_clerk else PAUSES
    return _(words[reason]) if reason in words else reason


def explain(clock: Clock, lang: str | None = None, *, to_clerk: bool = False) -> str:
    """One sentence on when and why, with notes on make-up days and years not yet announced.

    In the reader's language, or in `lang` (a Django language code).
    """
    with override(lang) if lang else nullcontext():
        if to_clerk:
            clock = _told_to_clerks(clock)
        return _sentence(clock) + "".join(_notes(clock))


def _told_to_clerks(clock: Clock) -> Clock:
    """The clock with its pauses already in a clerk's words."""
    told = (replace(each, reason=pause_label(each.reason, to_clerk=True)) for each in clock.pauses)
    return replace(clock, pauses=tuple(told))


def cells(clock: Clock) -> list[Cell]:
    """The days after the start up to the last day, or up to now when that is later or unknown."""
    due = clock.due_on
    last = max(due or clock.until, clock.until)
    found = []
    number = 0
    for day in _days_after(clock.start_on, last):
        counts = clock.counts(day)
        number += counts
        found.append(
            Cell(day, _state(clock, day, counts), _label(clock, day, number), due=day == due)
        )
    return found


def day_text(day: date, *, beside: date, weekday: bool = False) -> str:
    """「12月1日（周二）」; with its year when that is not the year of `beside`."""
    told = written_day(day, beside=beside)
    return (
        _("{date}（{weekday}）").format(date=told, weekday=weekday_name(day)) if weekday else told
    )


def count_text(count: int, unit: Unit) -> str:
    """「5 个工作日」 or 「5 天」."""
    if unit is Unit.WORKING:
        return ngettext("{count} 个工作日", "{count} 个工作日", count).format(count=count)
    return ngettext("{count} 天", "{count} 天", count).format(count=count)


def _sentence(clock: Clock) -> str:
    facts = {
        "start": day_text(clock.start_on, beside=clock.today),
        "act": _(_SINCE.get(clock.since, clock.since)),
        "limit": _limit_text(clock),
        "used": count_text(clock.used, clock.unit),
        "skipped": _skipped(clock),
    }
    if clock.stopped_on is not None:
        return _stopped(clock, facts)
    if clock.due_on is None:
        return _standing(clock, facts)
    facts["due"] = day_text(clock.due_on, beside=clock.today, weekday=True)
    if clock.total == 0:
        return _("当天办结：{start}{act}，当天就有结果。").format(**facts)
    if clock.overdue:
        facts["late"] = count_text(-clock.left, clock.unit)
        return _(
            "已经超过期限 {late}：本应最迟 {due}有结果，即从 {start}{act}的次日算起 {limit}。"
        ).format(**facts)
    if facts["skipped"]:
        return _("最迟 {due}，因为从 {start}{act}的次日算起 {limit}，{skipped}不算。").format(
            **facts
        )
    return _("最迟 {due}，因为从 {start}{act}的次日算起 {limit}。").format(**facts)


def _stopped(clock: Clock, facts: dict[str, str]) -> str:
    assert clock.stopped_on is not None
    facts["stopped"] = day_text(clock.stopped_on, beside=clock.today, weekday=True)
    if clock.total == 0 and not clock.overdue:
        return _("{stopped}当天办完。").format(**facts)
    if clock.overdue:
        facts["late"] = count_text(-clock.left, clock.unit)
        return _("{stopped}办完，用了 {used}，比期限 {limit}晚了 {late}。").format(**facts)
    return _("{stopped}办完，用了 {used}，期限是 {limit}。").format(**facts)


def _standing(clock: Clock, facts: dict[str, str]) -> str:
    pause = clock.standing
    assert pause is not None
    facts["reason"] = pause_label(pause.reason)
    facts["began"] = day_text(pause.began_on, beside=clock.today)
    facts["left"] = count_text(clock.left, clock.unit)
    return _(
        "现在暂停计时（{reason}，从 {began}起），这些天不算；已用 {used}，恢复后还有 {left}。"
    ).format(**facts)


def _limit_text(clock: Clock) -> str:
    if not clock.extension:
        return count_text(clock.limit, clock.unit)
    return _("{limit}（含批准延长的 {extension}）").format(
        limit=count_text(clock.total, clock.unit),
        extension=count_text(clock.extension, clock.unit),
    )


def _skipped(clock: Clock) -> str:
    """「周六、周日和等您补材料的 1 天」: what on the way did not count."""
    if clock.due_on is None:
        return ""
    rests: list[str] = []
    pauses: Counter[str] = Counter()
    for day in _days_after(clock.start_on, clock.due_on):
        if clock.counts(day):
            continue
        reason = clock.calendar.why_not_working(day, language=get_language() or "zh")
        if reason and clock.unit is Unit.WORKING:
            rests.append(reason)
        else:
            pauses[_pause_of(clock, day)] += 1
    # Weekends first, then holidays in their order: that is how people say it.
    weekend = [name for name in _weekend_names() if name in rests]
    names = weekend + [name for name in dict.fromkeys(rests) if name not in weekend]
    for label, count in pauses.items():
        names.append(
            ngettext("{reason}的 {count} 天", "{reason}的 {count} 天", count).format(
                reason=label, count=count
            )
        )
    return _joined(names)


def _joined(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("{first}和{last}").format(first=_("、").join(names[:-1]), last=names[-1])


def _weekend_names() -> tuple[str, str]:
    saturday = date(2017, 1, 7)
    return weekday_name(saturday), weekday_name(saturday + ONE_DAY)


def _pause_of(clock: Clock, day: date) -> str:
    return next((pause_label(pause.reason) for pause in clock.pauses if day in pause), "")


def _notes(clock: Clock) -> Iterator[str]:
    """What surprises: make-up days, a last day moved, a year not yet announced."""
    if clock.stopped_on is not None:
        return
    if clock.due_on is not None and not clock.overdue:
        yield from _calendar_notes(clock, clock.due_on)
    for year in clock.provisional_years:
        yield _("{year} 年的放假安排还没有公布，日期可能会变。").format(year=year)


def _calendar_notes(clock: Clock, due: date) -> Iterator[str]:
    if clock.unit is Unit.NATURAL:
        if clock.rolled:
            yield _("期限的最后一天遇上休息日，所以顺延到下一个工作日。")
        return
    make_up = [
        day_text(day, beside=clock.today, weekday=True)
        for day in _days_after(clock.start_on, due)
        if clock.calendar.is_make_up(day) and clock.counts(day)
    ]
    if make_up:
        yield _("其中 {days}调休上班，算在内。").format(days=_joined(make_up))


def _state(clock: Clock, day: date, counts: bool) -> CellState:
    due = clock.due_on
    if due is not None and due < day <= clock.until:
        return "late"
    if any(day in pause for pause in clock.pauses):
        return "paused"
    if not counts:
        return "rest"
    if day == clock.today and clock.stopped_on is None:
        return "today"
    return "used" if day <= clock.until else "left"


def _label(clock: Clock, day: date, number: int) -> str:
    rest = clock.calendar.why_not_working(day, language=get_language() or "zh")
    if any(day in pause for pause in clock.pauses):
        label = _("{reason}，不算").format(reason=_pause_of(clock, day))
    elif not clock.counts(day):
        label = _("{rest}，不算").format(rest=rest)
    else:
        label = _("第 {number} 天").format(number=number)
        if clock.calendar.is_make_up(day):
            label = _("{label}，调休上班").format(label=label)
    if day == clock.due_on:
        label = _("{label}，最后一天").format(label=label)
    return _("今天，{label}").format(label=label) if day == clock.today else label


def _days_after(start: date, last: date) -> Iterator[date]:
    for number in range(1, (last - start).days + 1):
        yield start + timedelta(days=number)
