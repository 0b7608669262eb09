"""The closed list of acts that authority is given for, and how far a division reaches."""

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What a post can be allowed to do; the word is what administrators choose from.
ACTS: dict[str, str | Promise] = {
    "pre-review": _("预审材料"),
    "request-corrections": _("一次告知补正"),
    "accept": _("受理"),
    "turn-away": _("不予受理"),
    "transfer": _("转给管这里的机关"),
    "review": _("审查"),
    "return": _("退回上一步"),
    "suspend": _("停止和恢复计时"),
    "extend": _("延长期限"),
    "decide": _("作出决定"),
    "supervise": _("监察"),
    "move": _("把在办的件换到新版"),
    "window-check": _("在窗口核对本人"),
}
# What the posts of a route do by the law of the route (`accept`, its steps, `decide`).
ACTS_OF_ACCEPTING = (
    "pre-review", "request-corrections", "accept", "turn-away", "transfer", "window-check",
)  # fmt: skip
ACTS_OF_A_STEP = ("review", "return", "suspend")
ACTS_OF_SUPERVISING = ("supervise", "move")
ACTS_OF_DECIDING = ("decide", "return", "suspend", "extend")

# Where the levels of a division end: region, prefecture, county, township, village (GB/T 2260).
_LEVELS = (2, 4, 6, 9, 12)

OFFICES: dict[str, str | Promise] = {
    "system": _("系统管理员"),
    "security": _("安全管理员"),
    "audit": _("审计管理员"),
}


class OfAPlace(Protocol):
    """What holds for a division and all within it."""

    @property
    def place(self) -> str: ...


Placed = TypeVar("Placed", bound=OfAPlace)


def nearest(division: str, known: Iterable[Placed]) -> Placed | None:
    """Of what holds somewhere, that of the nearest division around this one; None without any."""
    inside = [each for each in known if division.startswith(reach_of(each.place))]
    return max(inside, key=lambda each: len(reach_of(each.place)), default=None)


# To look up more agencies than these one by one takes longer than to read the rows of all.
_FEW = 20


def at_any_of(agencies: Collection[str]) -> Q:
    """Narrows rows to those of these agencies while they are few, and not at all where they are
    many: whoever asks keeps those of theirs."""
    return Q(agency__in=sorted(agencies)) if len(agencies) <= _FEW else Q()


def reach_of(division: str) -> str:
    """The digits that every division within `division` begins with; "" reaches everywhere."""
    if not division:
        return ""
    for level in _LEVELS:
        if not division[level:].strip("0"):
            return division[:level]
    return division
