"""Time as a clerk reads it: a bar of what is used, and words for what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from onedoor.casework.cases.clock import Clock
from onedoor.casework.cases.clock_words import count_text, day_text, explain, pause_label
from onedoor.casework.cases.queries import CaseFile, Stage
from onedoor.kernel.calendar import WorkingCalendar
from onedoor.kernel.time import today


@dataclass(frozen=True)
class Bar:
    """How much of a time is used (0 to 1), what is left in words, and how urgent that is."""

    share: float
    words: str
    tone: str
    label: str = ""
    why: str = ""


def bar_of(opened: date | None, due: date | None, calendar: WorkingCalendar) -> Bar:
    """The time one task has, in working days."""
    if due is None:
        return Bar(0, _("停表"), "plain")
    late = calendar.working_days_between(due, today()) if due < today() else 0
    if due < today():
        return Bar(1, _("超 %(n)s 天") % {"n": late}, "err")
    if due == today():
        return Bar(1, _("今天到期"), "err")
    left = calendar.working_days_between(today(), due)
    total = calendar.working_days_between(opened, due) if opened else left
    share = 1 - left / total if total else 1
    return Bar(
        max(0.04, min(share, 1)), _("%(n)s 天") % {"n": left}, "warn" if left < 2 else "info"
    )


def bar_of_clock(clock: Clock, label: str) -> Bar:
    """One lawful clock of the case."""
    why = explain(clock, to_clerk=True)
    if clock.stopped_on is not None:
        used = count_text(clock.used, clock.unit)
        words = _("用了 %(used)s") % {"used": used}
        return Bar(_share(clock), words, "err" if clock.overdue else "ok", label, why)
    if clock.standing is not None:
        words = _("停表：%(why)s") % {"why": pause_label(clock.standing.reason, to_clerk=True)}
        return Bar(_share(clock), words, "plain", label, why)
    if clock.due_on is None:
        return Bar(_share(clock), _("停表"), "plain", label, why)
    day = day_text(clock.due_on, beside=clock.today, weekday=True)
    if clock.overdue:
        late = count_text(-clock.left, clock.unit)
        words, tone = _("超过 %(late)s，应在 %(day)s") % {"late": late, "day": day}, "err"
    elif clock.left == 0:
        words, tone = _("今天到期，%(day)s") % {"day": day}, "err"
    else:
        left = count_text(clock.left, clock.unit)
        words = _("还剩 %(left)s，%(day)s") % {"left": left, "day": day}
        tone = "warn" if clock.left < 2 else "info"
    return Bar(_share(clock), words, tone, label, why)


def _share(clock: Clock) -> float:
    return min(1.0, max(0.03, clock.used / clock.total)) if clock.total else 1.0


def clocks_of(file: CaseFile) -> Sequence[Bar]:
    """The clocks that matter at this stage, the one that binds first."""
    if file.telling is not None:
        limit = count_text(file.telling.limit, file.telling.unit)
        return [bar_of_clock(file.telling, _("一次告知，法定 %(limit)s") % {"limit": limit})]
    found = []
    for clock, words in (
        (file.promised, _("承诺 %(limit)s")),
        (file.statutory, _("法定 %(limit)s")),
    ):
        if clock is not None:
            limit = count_text(clock.total, clock.unit)
            found.append(bar_of_clock(clock, words % {"limit": limit}))
    return found


def aside_of(file: CaseFile) -> Sequence[str]:
    """What stands beside the clock: what has not begun, or why nothing runs."""
    if file.case.stage == Stage.SUBMITTED:
        within = file.definition.within(file.facts)
        return [_("审查还没开始计时"), _("受理后 %(n)s 个工作日") % {"n": within.promised}]
    if file.case.stage == Stage.CORRECTING:
        return [_("等申请人补正"), _("补齐以前不计时")]
    if file.case.extension_days:
        return [_("已延长一次"), _("%(n)s 个工作日") % {"n": file.case.extension_days}]
    return []
