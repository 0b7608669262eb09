"""What offices are told of supervision cards, and which side of a card each is. No queries."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from onedoor.casework.cases.clock_words import day_text
from onedoor.channels.look.words import say_plain
from onedoor.kernel.time import today
from onedoor.oversight.supervision.events import (
    CardCancelled,
    CardClosed,
    CardConfirmed,
    CardExplained,
    CardNews,
    CardOrdered,
    CardPutRight,
    CardRaised,
)
from onedoor.oversight.supervision.queries import rule_called

# An office has to do with a card as the agency it is about, or as the one that watches that agency.
Side = Literal["agency", "watcher"]

TOLD_OF_CARDS = (
    CardRaised,
    CardExplained,
    CardConfirmed,
    CardCancelled,
    CardOrdered,
    CardPutRight,
    CardClosed,
)


@dataclass(frozen=True, kw_only=True)
class BothSides:
    """What the agency is told, and what its watcher is; "" where there is nothing to say."""

    agency: str = ""
    watcher: str = ""


def of_a_card(event: CardNews, *, agency: str, service: str = "") -> BothSides:
    """One sentence for each side that it concerns.

    `agency` and `service`: what they are called; no service where the card is about none.

    Of a mere warning the agency alone is told: nothing is for its watcher to do.
    """
    says = {"rule": _rule(event), "level": _level(event.level), "agency": agency}
    if service:
        says["rule"] = _("{rule}（{service}）").format(rule=says["rule"], service=service)
    match event:
        case CardRaised(level="warning", measure=measure) if measure > 0:
            # It counts what happened, and no day that can still be kept.
            return BothSides(agency=_("预警：{rule}。现在只是提醒，不用说明。").format(**says))
        case CardRaised(level="warning"):
            return BothSides(agency=_("预警：{rule}。按时办完，它自己就消。").format(**says))
        case CardRaised(explain_by=until):
            says["day"] = _day(until)
            return BothSides(
                agency=_("{level}：{rule}。最晚{day}说明情况，写明凭据。").format(**says),
                watcher=_("{agency}有一张{level}：{rule}。等机关说明，最晚{day}。").format(**says),
            )
        case CardExplained():
            return BothSides(
                watcher=_("{agency}说明了“{rule}”的{level}，等您认定。").format(**says)
            )
        case CardConfirmed():
            return BothSides(agency=_("“{rule}”的{level}认定成立。").format(**says))
        case CardCancelled():
            return BothSides(agency=_("“{rule}”的{level}撤销了，不计入。").format(**says))
        case CardOrdered(due_on=until):
            says["day"] = _day(until)
            return BothSides(agency=_("督办：“{rule}”，最晚{day}整改好，写明凭据。").format(**says))
        case CardPutRight():
            return BothSides(watcher=_("{agency}报告“{rule}”整改好了，等您核对。").format(**says))
        case CardClosed():
            return BothSides(agency=_("“{rule}”的{level}销号了。").format(**says))
    raise TypeError(f"no office is told of {event.name}")


def title_of_mail(event: CardNews) -> str:
    """What a mail about a card is called."""
    return _("监察通知：{rule}").format(rule=_rule(event))


def _rule(event: CardNews) -> str:
    return say_plain(rule_called(event.rule).title)


def _level(level: str) -> str:
    return {"warning": _("预警"), "yellow": _("黄牌"), "red": _("红牌")}[level]


def _day(until: date | None) -> str:
    return day_text(until, beside=today(), weekday=True) if until else ""
