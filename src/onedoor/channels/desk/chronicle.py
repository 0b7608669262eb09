"""The record of a case in words: what happened, who did it, when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from onedoor.casework.cases.queries import CaseFile, act_word
from onedoor.channels.look.words import say_plain
from onedoor.registers.agencies.queries import agencies, clerk_names
from onedoor.registers.mandates.queries import Behind


@dataclass(frozen=True)
class Happening:
    """One entry: a sentence, a detail, who, when, and its place in the chain."""

    title: str
    detail: str
    who: str
    at: datetime
    seq: int


def chronicle(
    file: CaseFile, entries: Iterable[Any], behind: Mapping[int, Behind] | None = None
) -> list[Happening]:
    """The entries in words, the newest first. Marks set one after the other are told once.

    `behind` says who did it for somebody else; both people are named.
    """
    told: list[Any] = []
    for entry in in_whose_place(entries):
        again = told and told[-1].name == entry.name == "case.pre-reviewed"
        if again and told[-1].by_ref == entry.by_ref:
            told.pop()
        told.append(entry)
    names = _names(file, {entry.by_agency for entry in told if entry.by_agency}, told)
    return [
        Happening(
            title_of(entry),
            _detail(file, entry, names),
            _for_whom(file, (behind or {}).get(entry.pk)) or _who(entry, names),
            entry.at,
            entry.seq,
        )
        for entry in reversed(told)
    ]


def in_whose_place(entries: Iterable[Any]) -> Iterable[Any]:
    """The entries without the notes that an act was done for another; the act itself bears it."""
    place = ""
    for entry in entries:
        if entry.name == "case.acted-for":
            place = entry.body["principal"]
            continue
        entry.in_place_of, place = place, ""
        yield entry


def _names(file: CaseFile, codes: set[str], told: list[Any]) -> dict[str, str]:
    names = {code: agency.called() for code, agency in agencies(codes).items()} if codes else {}
    names |= {task.done_by: task.done_by_name for task in file.tasks if task.done_by}
    wanted = {entry.in_place_of for entry in told} | {
        f"account:{entry.body['successor']}" for entry in told if entry.body.get("successor")
    }
    handed = {entry.by_ref for entry in told if entry.name == "step.handed-over"}
    missing = {ref for ref in wanted | handed if ref and ref not in names}
    return names | (clerk_names(missing) if missing else {})


def _for_whom(file: CaseFile, behind: Behind | None) -> str:
    if behind is None:
        return ""
    facts = {"kind": say_plain(behind.kind), "who": behind.name, "giver": file.case.applicant_name}
    return _("%(kind)s %(who)s 代 %(giver)s") % facts


def _who(entry: Any, names: dict[str, str]) -> str:
    if entry.by_kind == "system" or entry.name == "step.opened":
        return _("系统")
    if entry.name == "objection.raised" and entry.by_kind != "staff":
        return _("公示的读者")
    if entry.by_kind == "person":
        return _("申请人")
    parts = [names.get(entry.by_agency, ""), names.get(entry.by_ref, "")]
    if entry.in_place_of:
        parts.append(_("代%(name)s办") % {"name": names.get(entry.in_place_of, _("本岗位的人"))})
    return _("，").join(part for part in parts if part) or _("经办人")


def title_of(entry: Any) -> str:
    words = {
        "application.submitted": _("提交了申请"),
        "case.pre-reviewed": _("看了材料"),
        "case.corrections-requested": _("一次告知要补正的内容"),
        "case.corrected": _("补正了"),
        "case.accepted": _("受理"),
        "case.not-accepted": _("不予受理"),
        "step.opened": _("轮到下一步"),
        "step.finished": _("办完一步"),
        "step.voted": _("一个人说了意见"),
        "step.returned": _("在本机关里退回上一步"),
        "step.silent": _("到期没有答复"),
        "case.forwarded": _("初审完，报上级决定"),
        "case.transferred": _("转给了管这里的机关"),
        "case.lapsed": _("到期没有补正，终止办理"),
        "objection.raised": _("公示期间收到异议"),
        "objection.answered": _("答复了异议"),
        "hearing.offered": _("告知可以要求听证"),
        "hearing.requested": _("要求听证"),
        "hearing.called": _("通知听证"),
        "hearing.held": _("听证办完，笔录签了字"),
        "proceeding.arranged": _("安排谁来做、要几天"),
        "proceeding.reported": _("出了报告"),
        "step.handed-over": _("经办的人离岗，换人接着办"),
        "case.suspended": _("停止计时"),
        "case.resumed": _("恢复计时"),
        "case.extended": _("延长期限"),
        "case.moved": _("换到新版"),
        "case.moved-back": _("换回原版"),
        "case.decided": _("作出决定"),
        "case.licence-acted-on": _("对原证作了处理"),
        "case.licence-not-held": _("本平台没有申请所指的证，没有动任何证照"),
        "case.delivered": _("送达"),
        "case.closed": _("办结"),
        "case.withdrawn": _("撤回了申请"),
        "paper.issued": _("制作了文书"),
        "licence.issued": _("发了证照"),
        "licence.suspended": _("暂扣了证照"),
        "licence.restored": _("发还了证照"),
        "licence.revoked": _("撤销了证照"),
        "licence.cancelled": _("注销了证照"),
        "licence.passed-on": _("批准了换新证，新证发出前这张照用"),
        "licence.superseded": _("新证发出，这张不再有效"),
        "rating.given": _("作了评价"),
        "case.handed-over": _("换了代办的人"),
        "case.cosigned": _("别人也签了名"),
        "promise.given": _("作了承诺"),
        "promise.due": _("提醒补交"),
        "promise.handed-in": _("补交了材料"),
        "promise.lapsed": _("承诺后补的材料没有按时交"),
        "promise.kept": _("核查：承诺兑现了"),
        "promise.broken": _("核查：承诺没有兑现"),
        "promise.objected": _("申请人申辩"),
        "promise.objection-answered": _("答复申辩"),
        "promise.repair-told": _("申请人说补救好了"),
        "promise.repair-answered": _("核对补救"),
    }
    return words.get(entry.name) or str(entry.name)


def _detail(file: CaseFile, entry: Any, names: dict[str, str]) -> str:
    body = entry.body
    match entry.name:
        case "step.handed-over":
            return _handed_over(file, body, names)
        case "case.pre-reviewed":
            facts = {"met": len(body["met"]), "unmet": len(body["unmet"])}
            return _("%(met)s 点符合，%(unmet)s 点不符") % facts
        case "case.corrections-requested":
            return _("、").join(_point(file, each) for each in body["missing"])
        case "case.corrected":
            return _("、").join(_document(file, each) for each in body["documents"])
        case "case.accepted":
            return _("期限内没有告知，依法从收到之日起视为受理") if body["deemed"] else ""
        case "step.opened" | "step.finished" | "step.voted":
            return _step(file, body)
        case "step.returned":
            back = {"step": _title_of(file, body["step"]), "to": _title_of(file, body["to"])}
            return _("从“%(step)s”退回到“%(to)s”") % back
        case "step.silent":
            return _silence(file, body)
        case "case.forwarded":
            return _("%(step)s已经办完") % {"step": _title_of(file, body["step"])}
        case "case.suspended" | "case.resumed":
            return _procedure(file, body["procedure"])
        case "case.moved" | "case.moved-back":
            facts = {"old": body["from_version"], "new": body["version"]}
            return _("从第 %(old)s 版到第 %(new)s 版") % facts
        case "case.extended":
            return _("%(n)s 个工作日") % {"n": body["working_days"]}
        case "case.decided":
            return _("准予") if body["granted"] else _("不予批准")
        case "case.licence-acted-on" | "case.licence-not-held":
            return _("，").join(
                each for each in (act_word(body["act"]), body.get("number")) if each
            )
        case "paper.issued":
            return f"{body['title']} {body['number']}"
    return str(body.get("number", ""))


def _handed_over(file: CaseFile, body: dict[str, Any], names: dict[str, str]) -> str:
    title = next((task.title for task in file.tasks if task.step == body["step"]), body["step"])
    successor = names.get(f"account:{body['successor']}", "")
    facts = {"step": title, "name": successor, "post": body["to_seat"]}
    if successor:
        return _("“%(step)s”由%(name)s接手") % facts
    if body["to_seat"] != body["seat"]:
        return _("“%(step)s”转到同机关的另一个岗位") % facts
    return _("“%(step)s”由同岗位的人接着办") % facts


def _silence(file: CaseFile, body: dict[str, Any]) -> str:
    said = {"step": _title_of(file, body["step"]), "basis": body["basis"]}
    if body["means"] == "objects":
        return _("%(step)s：依%(basis)s，不答复算不同意") % said
    return _("%(step)s：依%(basis)s，不答复算同意") % said


def _title_of(file: CaseFile, step: str) -> str:
    return next((task.title for task in file.tasks if task.step == step), step)


def _step(file: CaseFile, body: dict[str, Any]) -> str:
    title = _title_of(file, body["step"])
    results = {
        "agree": _("同意"),
        "disagree": _("不同意"),
        "done": _("办完"),
        "by-rule": _("按规则"),
        "silence-agrees": _("没有答复，算同意"),
        "silence-objects": _("没有答复，算不同意"),
    }
    outcome = results.get(body.get("outcome", ""), "")
    return _("：").join(part for part in (title, outcome) if part)


def _point(file: CaseFile, id: str) -> str:
    points = [p for each in file.definition.documents.documents for p in each.points]
    points += file.definition.documents.points
    return next((say_plain(point.title) for point in points if point.id == id), id)


def _document(file: CaseFile, id: str) -> str:
    documents = file.definition.documents.documents
    return next((say_plain(each.name) for each in documents if each.id == id), id)


def _procedure(file: CaseFile, id: str) -> str:
    route = file.definition.route
    titles = {each.id: each.title for each in route.steps}
    titles |= {each.id: each.title for each in route.special_procedures}
    return say_plain(titles[id]) if id in titles else id
