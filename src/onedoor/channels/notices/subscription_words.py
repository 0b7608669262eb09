"""The words of notices about what somebody subscribed to, and may be entitled to: one sentence."""

from django.utils.translation import gettext as _

from onedoor.channels.look.words import say_plain
from onedoor.registers.entitlements.queries import Told
from onedoor.registers.subscriptions.queries import Change, ToTell, points_of, text_of


def of_a_change(to: ToTell) -> str:
    """What whoever subscribed is told: what they wished to hear of, and what has changed."""
    # A topic and a life event are words of the site, translated with its pages.
    name = _(say_plain(to.title)) if to.title else ""
    title = say_plain(text_of(to.change.title))
    if name and name != title:
        return _("您关注的“{name}”里，{what}").format(name=name, what=what_changed(to.change))
    return _("您关注的，{what}").format(what=what_changed(to.change))


def what_changed(change: Change) -> str:
    """The change in a sentence."""
    title = say_plain(text_of(change.title))
    points = _("；").join(say_plain(each).rstrip("。.") for each in points_of(change))
    if change.more:
        points = _("{points}，等 {n} 处").format(points=points, n=change.more + len(change.points))
    match change.what:
        case "new" if change.about.startswith("piece:"):
            return _("新公开了“{title}”。").format(title=title)
        case "new":
            return _("新开办了“{title}”。").format(title=title)
        case "changed":
            return _("“{title}”的办事指南改了：{points}。").format(title=title, points=points)
        case "corrected" if points:
            return _("“{title}”有更正：{points}。").format(title=title, points=points)
        case "corrected":
            return _("“{title}”有更正。").format(title=title)
    return _("“{title}”撤下了：{points}。").format(title=title, points=points)


def of_an_entitlement(told: Told) -> str:
    """What a person may apply for, and why. It promises nothing: the office looks, then decides."""
    text = _("您可能可以办“{title}”：{because}能不能办成，由办理机关审查决定。")
    return text.format(title=say_plain(told.rule.title), because=say_plain(told.because))


def off(address: str) -> str:
    """The end of a short message or mail."""
    return _("不想再收：{address}").format(address=address)


def subscription_title() -> str:
    """What a mail about something subscribed to is called."""
    return _("您关注的有变化")
