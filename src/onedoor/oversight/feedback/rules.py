"""When a matter may be rated, and how the levels are called. No queries, no clock."""

from datetime import date

from django.utils.translation import gettext as _

from onedoor.kernel.calendar import WorkingCalendar
from onedoor.kernel.refusals import BadInput, NotAllowed, Refusal

# A rating may be given, and changed, for so many working days after the end (好差评).
OPEN_DAYS = 10
LEVELS = (5, 4, 3, 2, 1)


class NotYoursToRate(NotAllowed):
    """只有申请人能评价这件事。"""


class NotEndedYet(Refusal):
    """事情办完才能评价。"""


class RatingOver(Refusal):
    """评价期已经过了（办完后 {days} 个工作日内）。有话要说，可以打 12345。"""


class NoSuchLevel(BadInput):
    """请从五档里选一档。"""


def level_word(level: int) -> str:
    """The level in the words of the national scheme."""
    words = {
        5: _("非常满意"),
        4: _("满意"),
        3: _("基本满意"),
        2: _("不满意"),
        1: _("非常不满意"),
    }
    return words[level]


def why_not_rate(
    *, level: int, yours: bool, closed_on: date | None, on: date, calendar: WorkingCalendar
) -> Refusal | None:
    """One rating by the applicant, in one of five levels, after the end and within ten days."""
    if not yours:
        return NotYoursToRate()
    if level not in LEVELS:
        return NoSuchLevel(where="level")
    if closed_on is None:
        return NotEndedYet()
    if on > calendar.add_working_days(closed_on, OPEN_DAYS):
        return RatingOver(days=OPEN_DAYS)
    return None
