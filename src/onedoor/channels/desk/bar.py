"""The bar of a case: what can be done now. One button is filled, and it says what it does."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.casework.cases.queries import CaseFile, Stage, Task, steps_before
from onedoor.channels.desk.points import Sheet


@dataclass(frozen=True)
class Act:
    """One button: a link, a post of its own, or (with `form`) the submit of a form on the page."""

    word: str
    url: str = ""
    post: bool = False
    form: str = ""
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class Bar:
    """The sentence at the start, the quiet buttons, and the filled one."""

    says: str
    main: Act | None = None
    others: list[Act] = field(default_factory=list)


@dataclass(frozen=True)
class Rights:
    """What the seats of a clerk may do with the case: (seat, act). No right, no button."""

    known: set[tuple[str, str]]

    def may(self, task: Task, act: str) -> bool:
        return (task.seat, act) in self.known

    def judges(self, task: Task | None) -> bool:
        """Whether the points of this task are this actor's to mark."""
        if task is None or task.step == "decide":
            return False
        return self.may(task, "pre-review" if task.step == "accept" else "review")


def bar_of(file: CaseFile, task: Task | None, sheet: Sheet, rights: Rights, chosen: str) -> Bar:
    """What this actor can do with the case now; an act whose right was taken has no button."""
    if task is None:
        return Bar(_onlooker(file), others=_steering(file, rights))
    if task.step == "accept":
        return _before_acceptance(file, task, sheet, rights, chosen)
    others = [*_steering(file, rights), *_on_the_route(file, task, rights)]
    if file.case.suspended:
        says = _("正在特别程序，计时已停")
        resume = Act(_("恢复计时"), _url("resume", file), post=True)
        return Bar(says, resume if rights.may(task, "suspend") else None, others)
    if not rights.may(task, "decide" if task.step == "decide" else "review"):
        return Bar(_taken(task), others=others)
    if task.step == "decide":
        return Bar(_("审查已办完，等您决定"), Act(_("作决定"), _url("decide", file)), others)
    if sheet.current is not None:
        return Bar(_marking(sheet), _keep(sheet, chosen), [*others, *_all_met(sheet, chosen)])
    done = Act(_("完成这一步"), _url("finish", file, task.step))
    says = _("%(n)s 点不符") % {"n": len(sheet.unmet)} if sheet.unmet else task.title
    return Bar(says, done, others)


def _on_the_route(file: CaseFile, task: Task, rights: Rights) -> list[Act]:
    """What this step calls for besides a look, and the way back inside the agency."""
    if file.case.suspended:
        return []
    found = []
    words = {
        "hearing": ("hearing", _("听证")),
        "public-notice": ("objections", _("异议")),
        **dict.fromkeys(
            ("inspection", "testing", "expert-review"), ("proceeding", _("安排和报告"))
        ),
    }
    if task.kind in words and rights.may(task, "review"):
        name, word = words[task.kind]
        found.append(Act(word, _url(name, file, task.step)))
    if rights.may(task, "return") and steps_before(task, file.tasks, file.definition):
        found.append(Act(_("退回上一步"), _url("return", file, task.step)))
    return found


def _elsewhere(file: CaseFile, task: Task, rights: Rights) -> list[Act]:
    """Another place's agency offers the same: an application may have come to the wrong one."""
    others = len(file.definition.sheet.offerings) > 1
    if not others or file.case.part_of or not rights.may(task, "transfer"):
        return []
    return [Act(_("转给别处"), _url("transfer", file))]


def _taken(task: Task) -> str:
    return _("“%(step)s”这一步，您的岗位现在没有权限办，问本机关的监督岗") % {"step": task.title}


def _before_acceptance(
    file: CaseFile, task: Task, sheet: Sheet, rights: Rights, chosen: str
) -> Bar:
    away = [Act(_("不予受理"), _url("turn-away", file))] if rights.may(task, "turn-away") else []
    away += _elsewhere(file, task, rights)
    unmet = len(sheet.unmet)
    if sheet.open or chosen:
        if not rights.judges(task):
            return Bar(_taken(task), others=away)
        return Bar(_marking(sheet), _keep(sheet, chosen), [*away, *_all_met(sheet, chosen)])
    if unmet and file.case.told_missing_on:
        says = _("还有 %(n)s 处不符。已经告知过一次，不能再要求补正：改判，或者不予受理") % {
            "n": unmet
        }
        return Bar(says, others=away)
    if not rights.may(task, "request-corrections" if unmet else "accept"):
        return Bar(_taken(task), others=away)
    if unmet:
        words = _("看补正通知，%(n)s 处") % {"n": unmet}
        says = _("要改 %(n)s 处，一次说全") % {"n": unmet}
        return Bar(says, Act(words, _url("corrections", file)), away)
    return Bar(_("全部看完，都符合"), Act(_("受理"), _url("accept", file), post=True), away)


def _marking(sheet: Sheet) -> str:
    return sheet.summary


def _keep(sheet: Sheet, chosen: str) -> Act:
    last = bool(chosen) or len(sheet.open) <= 1
    return Act(_("记下") if last else _("记下，看下一点"), form="review")


def _all_met(sheet: Sheet, chosen: str) -> list[Act]:
    left = len(sheet.open)
    if chosen or left < 2:
        return []
    words = _("剩下 %(n)s 点都符合") % {"n": left}
    return [Act(words, form="review", name="rest", value="met")]


def _steering(file: CaseFile, rights: Rights) -> list[Act]:
    """Stopping the clock and extending the limit, where the published definition knows them."""
    if file.case.stage != Stage.ACCEPTED or file.case.suspended:
        return []
    found = []
    holds = any(rights.may(task, "suspend") for task in file.open_tasks)
    if holds and file.definition.route.special_procedures:
        found.append(Act(_("停表"), _url("suspend", file)))
    decides = any(task.step == "decide" and rights.may(task, "extend") for task in file.tasks)
    if decides and file.definition.sheet.within.extension and not file.case.extension_days:
        found.append(Act(_("延长期限"), _url("extend", file)))
    return found


def _onlooker(file: CaseFile) -> str:
    if file.case.stage == Stage.CORRECTING:
        return _("等申请人补正，您不用做什么")
    if not file.case.is_open:
        return _("这件已经办完")
    waiting = _("、").join(task.title for task in file.open_tasks)
    return _("现在在“%(step)s”，不在您手上") % {"step": waiting}


def _url(name: str, file: CaseFile, *more: str) -> str:
    return reverse(f"desk:{name}", args=[file.case.number, *more])
