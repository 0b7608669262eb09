"""When a matter may be rated. No queries, no clock."""

from datetime import date
from typing import NamedTuple

from onedoor.kernel.refusals import BadInput, NotAllowed, Refusal

LEVELS = (5, 4, 3, 2, 1)
# By which ways a rating comes: signed in; with the code of the matter or of the visit, from a short
# message, from paper, at a kiosk; at the device of a window, which shows that it is one; told to an
# operator of the hotline. Every way counts the same.
SIGNED_IN, AT_WINDOW, BY_TELEPHONE = "web", "window", "hotline"
BY_CODE = ("sms", "paper", "kiosk", "code")


class Until(NamedTuple):
    """The last day of something, and how many working days it lasts."""

    day: date
    working_days: int


class NotYoursToRate(NotAllowed):
    """只有申请人能评价这件事。"""


class NotForTheHelper(NotAllowed):
    """评价要由本人来作，您的授权不包括这一项。"""


class NotEndedYet(Refusal):
    """事情办完才能评价。"""


class RatingOver(Refusal):
    """评价期已经过了（办完后 {days} 个工作日内）。有话要说，可以打 12345。"""


class RatedByTheApplicant(Refusal):
    """申请人已经登录评过这件事。要改，请登录以后改。"""


class NotByStaff(NotAllowed):
    """工作人员不能评办件。请办事的人自己评。"""


class NoSuchLevel(BadInput):
    """请从五档里选一档。"""


def why_not_rate(*, level: int, yours: bool, until: Until | None, on: date) -> Refusal | None:
    """One rating by the applicant, in one of five levels, after the end and within its days."""
    if not yours:
        return NotYoursToRate()
    if level not in LEVELS:
        return NoSuchLevel(where="level")
    if until is None:
        return NotEndedYet()
    if on > until.day:
        return RatingOver(days=until.working_days)
    return None
