"""The words of notices: one sentence, what happened and what to do. No queries, no clock."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from onedoor.casework.bundles.events import (
    AnswersAwaited,
    BundleAccepted,
    BundleClosed,
    BundleCorrectionsRequested,
    BundleExtended,
    BundleMoved,
    BundleMovedBack,
    BundleNews,
    BundleSubmitted,
    PartEnded,
    PartOpened,
)
from onedoor.casework.cases.clock_words import day_text
from onedoor.casework.cases.events import (
    ApplicationSubmitted,
    CaseAccepted,
    CaseClosed,
    CaseDecided,
    CaseExtended,
    CaseForwarded,
    CaseLapsed,
    CaseMoved,
    CaseMovedBack,
    CaseNews,
    CaseNotAccepted,
    CaseResumed,
    CaseSuspended,
    CaseTransferred,
    CorrectionsRequested,
    HearingCalled,
    HearingOffered,
    ObjectionRaised,
    ProceedingArranged,
)
from onedoor.casework.cases.promise_events import (
    ObjectionAnswered,
    PromiseBroken,
    PromiseDue,
    PromiseKept,
    PromiseLapsed,
    PromiseNews,
    RepairAnswered,
)
from onedoor.channels.look.words import say_plain
from onedoor.registers.mandates.events import (
    MandateAgreed,
    MandateChanged,
    MandateDeclined,
    MandateEnded,
    MandateNews,
    MandateOffered,
)
from onedoor.registers.mandates.kinds import kinds

# What one can be told of by a short message too: the event, and its words on the page of settings.
KINDS = {
    "application.submitted": gettext_noop("申请收到了"),
    "case.corrections-requested": gettext_noop("要补材料"),
    "case.accepted": gettext_noop("受理了，最晚哪天有结果"),
    "case.not-accepted": gettext_noop("没有受理"),
    "case.suspended": gettext_noop("要走特别程序"),
    "case.resumed": gettext_noop("恢复办理"),
    "case.extended": gettext_noop("期限延长了"),
    "case.lapsed": gettext_noop("没有补正，终止办理"),
    "case.transferred": gettext_noop("转给了管这里的机关"),
    "case.forwarded": gettext_noop("初审完，报上级决定"),
    "proceeding.arranged": gettext_noop("安排了检验、检测或者专家评审"),
    "hearing.offered": gettext_noop("可以要求听证"),
    "hearing.called": gettext_noop("听证定了日子"),
    "objection.raised": gettext_noop("公示有人提异议"),
    "case.moved": gettext_noop("改按新一版的规定办"),
    "case.moved-back": gettext_noop("又按原来那一版的规定办"),
    "case.decided": gettext_noop("有决定了"),
    "case.closed": gettext_noop("办完了，可以领结果"),
    "bundle.submitted": gettext_noop("一件事收到了"),
    "bundle.corrections-requested": gettext_noop("一件事要补材料"),
    "bundle.accepted": gettext_noop("一件事受理了"),
    "bundle.answers-awaited": gettext_noop("一件事里有一项要补填"),
    "bundle.extended": gettext_noop("一件事的期限延长了"),
    "bundle.moved": gettext_noop("一件事改按新一版的规定办"),
    "bundle.moved-back": gettext_noop("一件事又按原来那一版的规定办"),
    "bundle.closed": gettext_noop("一件事办完了"),
    "follow-up.answered": gettext_noop("差评有了答复"),
    "rating.given": gettext_noop("有人在窗口、电话里评了您的事"),
    "dispute.decided": gettext_noop("评价的异议复核了"),
    "enquiry.answered": gettext_noop("询问有答复了"),
    "letter.sent": gettext_noop("留言收到了"),
    "letter.transferred": gettext_noop("留言转给别的机关答复"),
    "letter.extended": gettext_noop("留言要多几天答复"),
    "letter.answered": gettext_noop("留言有答复了"),
    "letter.published": gettext_noop("留言和答复公开了"),
    "licence.runs-out": gettext_noop("证照快到期了"),
    "licence.ran-out": gettext_noop("证照到期了"),
    "licence.check-due": gettext_noop("证照要年检了"),
    "licence.check-missed": gettext_noop("证照过了年检的日子"),
    "licence.checked": gettext_noop("证照年检有结果了"),
    "licence.suspended": gettext_noop("证照被暂扣"),
    "licence.restored": gettext_noop("证照恢复使用"),
    "licence.revoked": gettext_noop("证照被撤销"),
    "licence.cancelled": gettext_noop("证照注销了"),
    "entitlement.found": gettext_noop("可能可以办的事"),
}


def sentence(event: CaseNews, title: str) -> str:
    """What the applicant is told, in one sentence. `title` is the service as people call it."""
    match event:
        case ApplicationSubmitted():
            return _("“{title}”已经提交，我们收到了。").format(title=title)
        case CorrectionsRequested(missing=missing):
            return _("“{title}”有 {count} 处要补，请打开看看怎么补。").format(
                title=title, count=len(missing)
            )
        case CaseAccepted(promised_due=due) if due:
            return _("“{title}”已经受理，最迟{due}有结果。").format(
                title=title, due=day_text(due, beside=event.accepted_on, weekday=True)
            )
        case CaseAccepted():
            return _("“{title}”已经受理。").format(title=title)
        case CaseNotAccepted():
            return _("“{title}”没有受理，理由和您的权利写在决定书里。").format(title=title)
        case CaseSuspended():
            return _("“{title}”要走特别程序，这段时间不计入期限。").format(title=title)
        case CaseResumed():
            return _("“{title}”恢复办理，继续计时。").format(title=title)
        case CaseExtended(working_days=days):
            return _("“{title}”延长 {days} 个工作日，理由写在告知书里。").format(
                title=title, days=days
            )
        case CaseLapsed():
            return _("“{title}”到期没有收到补正，这次终止办理。材料备齐随时可以重新申请。").format(
                title=title
            )
        case CaseTransferred(answer_by=until):
            return _(
                "“{title}”转给管这里的机关办，不用重新提交，最晚{until}答复您，这一天没有变。"
            ).format(title=title, until=day_text(until, beside=until, weekday=True))
        case CaseForwarded():
            return _("“{title}”初审办完了，带着意见报给上级机关决定。").format(title=title)
        case CaseDecided(granted=True):
            return _("“{title}”批准了。").format(title=title)
        case CaseDecided():
            return _("“{title}”没有批准，理由和您的权利写在决定书里。").format(title=title)
        case CaseClosed(outcome="not_handed_in"):
            return _("“{title}”没有办成：后补的材料没有按时交。可以重新申请。").format(title=title)
        case CaseClosed():
            return _("“{title}”办完了，结果可以下载。欢迎您评价。").format(title=title)
        case PromiseNews():
            return _of_a_promise(event, title)
    return _on_the_way(event, title)


def _on_the_way(event: CaseNews, title: str) -> str:
    """Proceedings between acceptance and decision, and moves to newer rules."""
    match event:
        case ProceedingArranged(planned_days=days):
            return _(
                "“{title}”安排好了，预计 {days} 个工作日，不计入期限。谁来做写在告知书里。"
            ).format(title=title, days=days)
        case HearingOffered(request_by=until):
            return _("“{title}”您可以要求听证，最晚{until}提出，不收费。").format(
                title=title, until=day_text(until, beside=until, weekday=True)
            )
        case HearingCalled(held_on=day):
            return _("“{title}”听证定在{day}，时间和地点写在通知书里。").format(
                title=title, day=day_text(day, beside=day, weekday=True)
            )
        case ObjectionRaised():
            return _("“{title}”公示期间有人提了异议，我们核实以后再往下办。").format(title=title)
        case CaseMoved(promised_due=due) if due:
            return _(
                "“{title}”的规定更新了，您这件改按新的办，要交的不变，最迟{due}有结果。"
            ).format(title=title, due=day_text(due, beside=event.moved_on, weekday=True))
        case CaseMoved():
            return _("“{title}”的规定更新了，您这件改按新的办，要交的不变。").format(title=title)
        case CaseMovedBack():
            return _("“{title}”改回按原来的规定办，已经办过的都算数。").format(title=title)
    raise TypeError(f"nobody is told of {event.name}")


def _of_a_promise(event: PromiseNews, title: str) -> str:
    match event:
        case PromiseDue(due_on=due):
            return _("“{title}”还有承诺后补的材料，最晚{due}交。").format(
                title=title, due=day_text(due, beside=due, weekday=True)
            )
        case PromiseLapsed(effect="stands"):
            return _("“{title}”承诺后补的材料没有按时交，计时停了，交来再接着办。").format(
                title=title
            )
        case PromiseLapsed():
            return _("“{title}”承诺后补的材料没有按时交，这件办不下去了。").format(title=title)
        case PromiseKept():
            return _("“{title}”的承诺核查过了，已经兑现。").format(title=title)
        case PromiseBroken():
            return _("“{title}”的承诺查到没有兑现，请打开看看，可以申辩，也可以补救。").format(
                title=title
            )
        case ObjectionAnswered():
            return _("“{title}”的申辩有答复了，请打开看看。").format(title=title)
        case RepairAnswered():
            return _("“{title}”的补救核对过了，请打开看看。").format(title=title)
    raise TypeError(f"nobody is told of {event.name}")


def of_a_bundle(event: BundleNews, title: str, part: str = "") -> str:
    """What the applicant is told of a bundle. `part`: the part it is about."""
    match event:
        case BundleSubmitted(parts=parts):
            text = _("“{title}”已经提交，{count} 件事一起收到了。")
            return text.format(title=title, count=len(parts))
        case BundleCorrectionsRequested(missing=missing):
            text = _("“{title}”有 {count} 处要补，几件事的都在一张单子上，请打开看看怎么补。")
            return text.format(title=title, count=len(missing))
        case BundleAccepted(promised_due=due) if due:
            return _("“{title}”已经受理，最迟{due}全部办完，办好一项给一项。").format(
                title=title, due=day_text(due, beside=event.accepted_on, weekday=True)
            )
        case BundleAccepted():
            return _("“{title}”已经受理。").format(title=title)
        case PartOpened():
            return _("“{title}”里的“{part}”开始办了。").format(title=title, part=part)
        case AnswersAwaited():
            return _("“{title}”里的“{part}”要您补填一项，补了就接着办。").format(
                title=title, part=part
            )
        case PartEnded(result="lapsed"):
            return _("“{title}”里的“{part}”不再办了，请打开看看为什么。").format(
                title=title, part=part
            )
        case PartEnded(result="ended"):
            return _("“{title}”里的“{part}”一起终止了，请打开看看为什么。").format(
                title=title, part=part
            )
        case BundleExtended(working_days=days):
            return _("“{title}”延长 {days} 个工作日，理由写在告知书里。").format(
                title=title, days=days
            )
        case BundleMoved(promised_due=due) if due:
            return _(
                "“{title}”的规定更新了，没办完的几项都改按新的办，要交的不变，最迟{due}全部办完。"
            ).format(title=title, due=day_text(due, beside=event.moved_on, weekday=True))
        case BundleMoved():
            return _("“{title}”的规定更新了，没办完的几项都改按新的办，要交的不变。").format(
                title=title
            )
        case BundleMovedBack():
            return _("“{title}”改回按原来的规定办，已经办过的都算数。").format(title=title)
        case BundleClosed(granted=granted):
            text = _("“{title}”全部办完了，办成 {count} 件，结果都在一页上。")
            return text.format(title=title, count=len(granted))
    raise TypeError(f"nobody is told of {event.name}")


def rate_here(address: str) -> str:
    """The end of a short message about what has ended."""
    return _("评一评：{address}").format(address=address)


def letter_title() -> str:
    """What a mail about a letter is called."""
    return _("您的留言")


def answered() -> str:
    """What an asker is told when the answer is there."""
    return _("您问的“谁看过我的信息”有答复了，请打开看看。")


def objection_answered(answer: str, *, upheld: bool) -> str:
    """What somebody is told who objected to a public notice."""
    text = (
        _("您对公示提的异议查实了：{answer}") if upheld else _("您对公示提的异议有答复了：{answer}")
    )
    return text.format(answer=answer)


def rating_answered(title: str) -> str:
    """What somebody is told whose bad rating was answered."""
    return _("您对“{title}”评了不满意，机关写明了改了什么。请看看，也可以再评一次。").format(
        title=title
    )


# By which ways a rating of one's matter may have been given in front of others.
BY_ANOTHER = ("window", "hotline")


def rated_by_another(title: str, way: str, level: str) -> str:
    """What an applicant is told whose matter was rated at a window or by telephone."""
    text = (
        _(
            "“{title}”有话务员录的电话评价：{level}。不是您的意思，打开这件事就能改，最晚哪天那里写着。"
        )
        if way == "hotline"
        else _("“{title}”在窗口评了：{level}。不是您的意思，打开这件事就能改，最晚哪天那里写着。")
    )
    return text.format(title=title, level=level)


def dispute_decided(title: str, *, upheld: bool) -> str:
    """What somebody is told whose bad rating an agency objected to."""
    text = (
        _("您对“{title}”的评价经核实不计入，没有删。理由请打开看；不同意可以投诉。")
        if upheld
        else _("机关对您评的“{title}”提了异议，复核不属实，您的评价照样算。")
    )
    return text.format(title=title)


def released() -> str:
    """What somebody is told from whom a window has parted an account."""
    return _("窗口断开了一个不是您的账号。那个账号从此看不到您的任何事；您的账号照旧。")


def of_a_mandate(event: MandateNews) -> str:
    """What both sides are told of a mandate: its kind, and what it means; no name of the other."""
    kind = say_plain(kinds()[event.kind].word)
    match event:
        case MandateOffered():
            text = _("有一份新的授权（{kind}）等确认，确认以后才生效。请打开看看。")
        case MandateAgreed(in_force=True):
            text = _("授权（{kind}）已经确认，能代办什么、到哪天为止，请打开看看。")
        case MandateAgreed():
            text = _("授权（{kind}）有一方确认了，还要等另一方。")
        case MandateChanged():
            text = _("授权（{kind}）能代办的事改了，请打开看看。")
        case MandateDeclined():
            text = _("授权（{kind}）没有同意，不会生效。")
        case MandateEnded(how="replaced"):
            text = _("授权（{kind}）被新的一份代替了。")
        case MandateEnded(how="closed"):
            text = _("授权（{kind}）终止了：对方注销了账号。")
        case MandateEnded():
            text = _("授权（{kind}）终止了，从现在起谁也不能凭它代办。")
        case _other:
            raise TypeError(f"nobody is told of {event.name}")
    return text.format(kind=kind)
