"""Visits, devices at windows, and what a caller says: who may do what, and until when. Pure."""

from collections.abc import Collection
from datetime import date

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal
from onedoor.oversight.feedback.known import came_for
from onedoor.oversight.feedback.rules import LEVELS, NoSuchLevel

LONGEST_NAME = 20
# Who receives people; who sets devices up; who writes down what callers say.
RECEIVES, SETS_UP, LISTENS = "window", "supervisor", "hotline"


class NoSuchVisit(NotFound):
    """没有这次来访。请核对号码，是 12 位，印在小票上。"""


class NoSuchWindow(NotFound):
    """没有这台设备，或者不归您管。"""


class UnknownDevice(NotAllowed):
    """这台设备没有登记，或者已经停用。请监督岗重新登记。"""


class NothingShown(Refusal):
    """屏幕上没有要评的事。请窗口的同志再调一次。"""


class VisitOver(Refusal):
    """这次来访的评价期已经过了。有话要说，可以打 12345。"""


class NotYourWindow(NotAllowed):
    """只有这个机关窗口的人能办这件事。"""


class NoCameFor(BadInput):
    """请选来办什么。"""


class NoWindowName(BadInput):
    """请写窗口叫什么，最多 {limit} 个字。例如：3 号窗口。"""


class RatedBefore(Refusal):
    """这件事已经评过了。要改，请本人凭小票、回执上的码改，或者登录以后改。"""


class NotByItself(NotAllowed):
    """被评的是您所在的机关，不能由您来录。请别的机关的话务员录。"""


class NotAnOperator(NotAllowed):
    """只有热线话务岗能录电话里的评价。"""


class NoSuchNumber(BadInput):
    """没有找到这个号码。请再问一遍：办件编号、查询码，或者来访小票上的号码。"""


def is_of(agency: str, *, by: Actor) -> bool:
    """Whether the actor belongs to the agency, by any post."""
    return by.agency == agency or any(post.partition("/")[0] == agency for post in by.posts)


def is_operator(by: Actor) -> bool:
    """Whether the actor answers the hotline anywhere."""
    return by.is_staff and any(post.endswith(f"/{LISTENS}") for post in by.posts)


def why_not_open(agency: str, *, kind: str, place: str, by: Actor) -> Refusal | None:
    """The window of the agency; with what somebody came for, and no name."""
    if not by.is_staff or not by.holds(f"{agency}/{RECEIVES}"):
        return NotYourWindow()
    if kind not in came_for():
        return NoCameFor(where="came_for")
    return NoWindowName(where="place", limit=LONGEST_NAME) if len(place) > LONGEST_NAME else None


def why_not_rate_visit(*, level: int, rate_by: date, on: date) -> Refusal | None:
    """In one of five levels, until its last day."""
    if level not in LEVELS:
        return NoSuchLevel(where="level")
    return VisitOver() if on > rate_by else None


def why_not_set_up(agency: str, *, name: str, by: Actor) -> Refusal | None:
    """A supervisor of the agency; a device has a name."""
    if not by.is_staff or not by.holds(f"{agency}/{SETS_UP}"):
        return NoSuchWindow()
    if not 0 < len(name) <= LONGEST_NAME:
        return NoWindowName(where="name", limit=LONGEST_NAME)
    return None


def why_not_call_up(
    *, agency: str, of: str, in_use: bool, rated: bool, by: Actor
) -> Refusal | None:
    """The window of the agency calls up its own matter, before it is rated.

    What is rated is changed by whoever rated it, never in front of the clerk.
    """
    if not by.is_staff or not by.holds(f"{agency}/{RECEIVES}") or of != agency:
        return NotYourWindow()
    if not in_use:
        return UnknownDevice()
    return RatedBefore() if rated else None


def why_not_enter(
    *, agency: str, level: int, known_ways: Collection[str], by: Actor
) -> Refusal | None:
    """An operator of another body; over what the person gave in another way nobody writes."""
    if not is_operator(by):
        return NotAnOperator()
    if is_of(agency, by=by):
        return NotByItself()
    if level not in LEVELS:
        return NoSuchLevel(where="level")
    return RatedBefore() if set(known_ways) - {LISTENS} else None
