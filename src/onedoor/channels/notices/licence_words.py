"""The words of notices about licences: one sentence, what happened and what to do."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from onedoor.casework.cases.clock_words import day_text
from onedoor.channels.look.known import kept_said
from onedoor.kernel.time import local
from onedoor.registers.licences.events import (
    LicenceCancelled,
    LicenceCheckDue,
    LicenceChecked,
    LicenceCheckMissed,
    LicenceNews,
    LicenceRanOut,
    LicenceRestored,
    LicenceRevoked,
    LicenceRunsOut,
    LicenceSuspended,
)


def of_a_licence(event: LicenceNews, title: str) -> str:
    """What the holder is told. `title` is the licence as people call it, with its number."""
    return _words(event).format(title=title, **_facts(event))


def _words(event: LicenceNews) -> str:
    match event:
        case LicenceRunsOut():
            return _("{title}{until}到期。还要用的话，请在到期以前办延续，或者重新申请。")
        case LicenceRanOut():
            return _("{title}{until}到期了，今天起不能再用。还要用，请重新申请。")
        case LicenceCheckDue():
            return _("{title}要在{due}以前{words}，请按签发机关的通知准备。")
        case LicenceCheckMissed():
            return _("{title}过了{words}的日子（{due}），请尽快联系签发机关。")
        case LicenceChecked(passed=True):
            return _("{title}通过了{words}，下一次在{due}以前。")
        case LicenceChecked():
            return _("{title}没有通过{words}：{reasons}")
        case LicenceSuspended():
            return _("{title}被暂扣，恢复以前不能用。理由：{reasons}{basis}{rights}")
        case LicenceRestored():
            return _("{title}可以继续用了。{reasons}")
        case LicenceRevoked():
            return _("{title}被撤销，不能再用。理由：{reasons}{basis}{rights}")
        case LicenceCancelled():
            return _("{title}注销了，不能再用。理由：{reasons}{basis}{rights}")
        case _other:
            raise LookupError(event.name)


def _facts(event: LicenceNews) -> dict[str, str]:
    """What the sentence is filled with: days in words, the rights of whoever loses something."""
    facts = {
        name: day_text(day, beside=local(event.at).date() if event.at else day)
        for name in ("until", "due")
        if (day := getattr(event, name, None))
    }
    basis = getattr(event, "basis", "")
    return facts | {
        "words": kept_said(getattr(event, "words", "")),
        "reasons": getattr(event, "reasons", "").rstrip("。") + "。",
        "basis": _("依据：{basis}。").format(basis=basis) if basis else "",
        "rights": _("不服可以自知道之日起 60 日内申请行政复议，或者 6 个月内提起行政诉讼。"),
    }


def of_a_show(title: str, *, opener: str, facts: Sequence[str]) -> str:
    """What the holder is told when somebody opened what was shown; whom nobody checked."""
    who = _("对方说自己是“{opener}”").format(opener=opener) if opener else _("对方没有说自己是谁")
    return _("您出示的{title}有人看了：{facts}。{who}。").format(
        title=title, facts=_("、").join(map(kept_said, facts)), who=who
    )


def of_a_use(title: str, *, who: str, item: str, case: str, law: str) -> str:
    """What the holder is told of the first look of that reader on that day."""
    ground = _("依据{law}").format(law=law) if law else _("凭您的授权")
    return _("{who}{ground}看了您的{title}，为“{item}”，办件 {case}。今天再看不另外通知。").format(
        who=who, ground=ground, title=title, item=kept_said(item), case=case
    )
