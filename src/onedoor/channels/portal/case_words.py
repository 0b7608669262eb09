"""A case told to its applicant: one sentence, the way it has come, the clock, what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from onedoor.casework.cases.clock import Clock
from onedoor.casework.cases.clock_words import cells, count_text, explain, pause_label
from onedoor.casework.cases.queries import Case, CaseFile, Progress, Task, ways_taken
from onedoor.channels.look.words import day, day_and_week, moment
from onedoor.channels.portal.forecast import calendar_at
from onedoor.channels.portal.wording import marked, plain, whole
from onedoor.kernel.time import local, today
from onedoor.registers.catalogue.definition import ServiceDefinition, holds

# Above so many days the clock is one bar instead of a cell a day.
MOST_CELLS = 15
# Results that no person gave.
NOBODYS = ("deemed", "automatic", "silence-agrees", "silence-objects")
# With more cells than this, a day is its number alone.
ROOMY = 7


def open_task(tasks: Sequence[Task]) -> Task | None:
    """The turn of whoever has it now."""
    return next((each for each in tasks if each.state == "open"), None)


def due_of(file: CaseFile) -> date | None:
    """The next day by which the applicant will hear something."""
    case = file.case
    if case.promised_due or case.accepted_on:
        return case.promised_due
    task = next((each for each in file.tasks if each.step == "accept"), None)
    return task.due_on if task else None


def state_sentence(file: CaseFile) -> Markup:
    """The state of the case in one sentence: the title of its page."""
    case = file.case
    match case.stage:
        case "submitted":
            return _waiting_for_acceptance(file)
        case "correcting":
            count = len(case.correction.items)
            words = ngettext("请您补 {count} 处，补好马上接着办",
                             "请您补 {count} 处，补好马上接着办", count)  # fmt: skip
            return marked(words, count=count)
        case "accepted":
            return _under_review(file)
        case "decided":
            granted = _("批准了，正在制证送达") if case.granted else _("没有批准，决定书正在送达")
            return marked(granted)
        case "closed":
            return _ended(file)
        case "not-accepted":
            return marked(_("没有受理，理由和您的权利写在文书里"))
        case _:
            return marked(_("您已经撤回，想办随时可以再申请"))


def _waiting_for_acceptance(file: CaseFile) -> Markup:
    due, corrected = due_of(file), file.case.corrected_on
    start = _("补的材料收到了") if corrected else _("收到了，正在看材料齐不齐")
    if due is None:
        return marked(start)
    until = whole(marked(_("最晚 {due}答复您"), due=day_and_week(due)))
    return marked(_("{start}，{until}"), start=start, until=until)


def _under_review(file: CaseFile) -> Markup:
    case, task = file.case, open_task(file.tasks)
    clock = file.promised
    if clock and (pause := clock.standing):
        return marked(_("正在{reason}，这些天不算在期限里"), reason=pause_label(pause.reason))
    doing = _what_is_done(file.definition, task)
    if clock and clock.overdue:
        late = count_text(-clock.left, clock.unit)
        words = _("对不起，已经晚了 {late}：{doing}，我们正在催")
        return marked(words, late=late, doing=doing)
    if case.promised_due is None:
        return marked(_("材料已齐，{doing}"), doing=doing)
    until = whole(marked(_("最晚 {due}有结果"), due=day_and_week(case.promised_due)))
    return marked(_("材料已齐，{doing}，{until}"), doing=doing, until=until)


def _what_is_done(definition: ServiceDefinition, task: Task | None) -> str:
    """The open step in a few words: 审查员正在审核."""
    if task is None:
        return _("正在办理")
    if task.step == "decide":
        return _("正在作决定")
    return _("正在%(step)s") % {"step": _title(definition, task)}


def _title(definition: ServiceDefinition, task: Task) -> str:
    titles = {each.id: each.title for each in definition.route.steps}
    desks = {"accept": definition.route.accept.title, "decide": definition.route.decide.title}
    return plain({**titles, **desks}.get(task.step)) or task.title


def _ended(file: CaseFile) -> Markup:
    case = file.case
    if case.result == "granted":
        name = plain(file.definition.sheet.outcome.name)
        return marked(_("办好了，{name}可以下载"), name=name)
    if case.result == "correction_timeout":
        return marked(_("到期没有收到补正，这次终止办理。材料备齐随时可以重新申请"))
    if case.result == "refused":
        return marked(_("没有批准，理由和您的权利写在决定书里"))
    return marked(_("已经办结"))


def state_mark(case: Case) -> str:
    """The key of `parts.state_mark` for a case."""
    if case.stage == "accepted":
        return "paused" if case.suspended else "working"
    marks = {"submitted": "submitted", "correcting": "correcting", "decided": "working",
             "not-accepted": "refused", "withdrawn": "withdrawn", "ended": "withdrawn"}  # fmt: skip
    if case.stage in marks:
        return marks[case.stage]
    return {"granted": "granted", "refused": "refused"}.get(case.result, "done")


def state_word(case: Case) -> str:
    """The word beside the mark where the mark's own would mislead."""
    return {"not-accepted": _("不予受理"), "ended": _("已终止")}.get(case.stage, "")


def clock_of(file: CaseFile) -> Clock | None:
    """The clock that matters to the applicant now: until we answer, then until we decide."""
    case = file.case
    if case.stage != "submitted":
        return file.promised
    return Clock(
        start_on=case.corrected_on or case.received_on,
        limit=file.definition.sheet.within.correction_notice,
        today=today(),
        calendar=calendar_at(case.agency),
        since="received",
    )


def clock_card(clock: Clock | None) -> dict[str, Any] | None:
    """Arguments of `parts.clock_card`; None before acceptance and for what is done at once."""
    if clock is None or clock.total == 0:
        return None
    days = cells(clock)
    counted = [cell for cell in days if cell.state in ("used", "today", "left", "late")]
    used = min(clock.used, clock.total)
    unit = _("工作日") if clock.unit == "working-days" else _("天")
    title = _("算到第 %(used)s 天，共 %(total)s 天") % {"used": used, "total": clock.total}
    if not used and not clock.stopped_on:
        title = _("从次日起算，共 %(total)s 天") % {"total": clock.total}
    if clock.stopped_on:
        title = _("用了 %(used)s 天，期限 %(total)s 天") % {
            "used": clock.used,
            "total": clock.total,
        }
    shown = counted if len(counted) <= MOST_CELLS else []
    return {
        "title": title,
        "unit": unit,
        "cells": [_cell(cell, short=len(shown) > ROOMY) for cell in shown],
        "share": min(1, used / clock.total) if not shown else None,
        "tone": "err" if clock.overdue else "info",
        "lines": _clock_lines(clock, days),
        "note": explain(clock),
    }


def _cell(cell: Any, *, short: bool) -> dict[str, Any]:
    share = {"used": 1, "late": 1, "today": 0.5, "left": 0}[cell.state]
    is_today = cell.day == today()
    number = str(cell.day.day) if short else _("%(day)s日") % {"day": cell.day.day}
    return {"label": _("今天") if is_today else number, "used": share, "today": is_today}


def _clock_lines(clock: Clock, days: Sequence[Any]) -> list[dict[str, Any]]:
    since = _("从收到的次日算起") if clock.since == "received" else _("从受理的次日算起")
    first = next((cell.day for cell in days if clock.counts(cell.day)), None)
    lines = []
    if first:
        lines.append({"words": since, "value": day(first), "bold": True})
    rests = sum(cell.state == "rest" for cell in days)
    for pause in clock.pauses:
        length = sum(cell.day in pause for cell in days)
        lines.append(
            {"words": pause_label(pause.reason), "value": _("%(n)s 天，不算") % {"n": length}}
        )
    if rests:
        lines.append({"words": _("周末和放假"), "value": _("%(n)s 天，不算") % {"n": rests}})
    if clock.due_on:
        lines.append({"words": _("最晚"), "value": day_and_week(clock.due_on), "bold": True})
    return lines


def done_for(case: Case, entries: Iterable[Any], behind: Mapping[int, Any]) -> dict[str, str]:
    """By name of event: who did it for the applicant, both people named. The last one counts."""
    words = _("由%(kind)s %(who)s 代 %(giver)s 办理")
    return {
        entry.name: words
        % {
            "kind": plain(behind[entry.pk].kind),
            "who": behind[entry.pk].name,
            "giver": case.applicant_name,
        }
        for entry in entries
        if entry.pk in behind
    }


def timeline_of(file: CaseFile, others: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The way of the case: what was done and when, where it is, what comes and by when.

    `others` says who did something for the applicant (see `done_for`).
    """
    rows = _timeline(file)
    others = others or {}
    if words := others.get("application.submitted"):
        rows[0] |= {"title": _("申请"), "note": _("，").join([words, str(rows[0]["note"])])}
    for name, own, title in (
        ("case.corrected", _("您补齐了"), _("补齐了")),
        ("case.withdrawn", _("您撤回了"), _("撤回了")),
    ):
        for row in rows:
            if name in others and row["title"] == own:
                row |= {"title": title, "note": others[name]}
    return rows


def _timeline(file: CaseFile) -> list[dict[str, Any]]:
    case = file.case
    count = len({each.document for each in file.materials})
    rows = [
        _row(_("您申请"), moment(case.submitted_at), "done",
             _("网上提交，%(n)s 份材料") % {"n": count} if count else _("网上提交"))
    ]  # fmt: skip
    if case.told_missing_on:
        rows += _correction_rows(case)
    ways = ways_taken(file.definition, file.facts)
    rows += _way_after(case, file.definition, file.tasks, promised=case.promised_due, ways=ways)
    if case.stage in ("submitted", "correcting"):
        rows[-1:-1] = _steps_to_come(file)
    return rows


def timeline_of_progress(progress: Progress) -> list[dict[str, Any]]:
    """The same for anybody with the query code: stages and dates, nobody's name."""
    rows = [_row(_("申请"), day(local(progress.submitted_at).date()), "done", "")]
    due = progress.promised.due_on if progress.promised else None
    return rows + _way_after(
        progress, progress.definition, progress.steps, promised=due, names=False
    )


def _steps_to_come(file: CaseFile) -> list[dict[str, Any]]:
    """What follows acceptance, before there is a plan with dates."""
    route = file.definition.route
    steps = [step for step in route.steps if holds(step.when, file.facts)]
    rows = [_row(plain(step.title), "", "next", plain(step.plain)) for step in steps]
    days = file.definition.within(file.facts).promised
    when = _("受理后 %(n)s 个工作日内") % {"n": days} if days else ""
    return [*rows, _row(plain(route.decide.title), when, "next", plain(route.decide.plain))]


def _correction_rows(case: Case) -> list[dict[str, Any]]:
    items = case.correction.items
    titles = _("、").join(item["title"] for item in items[:3])
    words = ngettext("请您补 %(n)s 处", "请您补 %(n)s 处", len(items)) % {"n": len(items)}
    state = "waiting" if case.corrected_on or case.stage == "correcting" else "done"
    rows = [_row(words, day(case.told_missing_on), state, titles)]
    if case.corrected_on:
        rows.append(_row(_("您补齐了"), day(case.corrected_on), "done", ""))
    return rows


def _way_after(
    case: Any,
    definition: ServiceDefinition,
    tasks: Sequence[Task],
    *,
    promised: date | None,
    names: bool = True,
    ways: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    rows = []
    over = case.stage in ("not-accepted", "withdrawn", "ended")
    for task in tasks:
        if task.state == "dropped" or (over and task.state != "done"):
            continue
        if task.step == "deliver":
            continue
        row = _task_row(task, definition, case, promised, names=names)
        if way := (ways or {}).get(task.step):
            row["note"] = f"{row['note']}{plain(way)}"
        rows.append(row)
    rows += _ending(case, definition)
    return rows


def _task_row(
    task: Task, definition: ServiceDefinition, case: Any, promised: date | None, *, names: bool
) -> dict[str, Any]:
    title = _title(definition, task)
    done = task.state == "done"
    when: object = ""
    if done and task.done_at:
        when = day(local(task.done_at).date())
    elif task.step == "decide" and promised:
        when = marked(_("最晚 {day}"), day=day(promised))
    elif task.due_on:
        when = marked(_("最晚 {day}"), day=day(task.due_on))
    state = "done" if done else "now" if task.state == "open" else "next"
    if case.stage == "correcting" and not done:
        state = "next"
    note = _note_on(task, definition)
    if done and names and task.done_by_name and task.result not in NOBODYS:
        note = _("%(name)s 办理。%(note)s") % {"name": task.done_by_name, "note": note}
    if task.step == "accept" and done and getattr(case, "accepted_on", None):
        title = _("受理，开始计时")
    return _row(title, when, state, note)


def _note_on(task: Task, definition: ServiceDefinition) -> str:
    plains = {each.id: each.plain for each in definition.route.steps}
    desks = {"accept": definition.route.accept.plain, "decide": definition.route.decide.plain}
    if task.result in ("silence-agrees", "silence-objects"):
        yes = task.result == "silence-agrees"
        return _("期满没有答复，依法算同意。") if yes else _("期满没有答复，依法算不同意。")
    if task.result == "deemed":
        return _("到期没有答复，依法从收到之日起算受理。")
    return plain({**plains, **desks}.get(task.step))


def _ending(case: Any, definition: ServiceDefinition) -> list[dict[str, Any]]:
    if case.stage == "withdrawn":
        return [_row(_("您撤回了"), day(case.closed_on), "done", "")]
    if case.stage == "ended":
        return [_row(_("随一件事终止了"), day(case.closed_on), "done", "")]
    if case.stage == "not-accepted":
        return [_row(_("不予受理"), day(case.closed_on), "done", _("理由写在文书里。"))]
    if case.result == "correction_timeout":
        return [_row(_("终止办理"), day(case.closed_on), "done", _("到期没有收到补正。"))]
    if case.stage == "closed":
        good = case.result == "granted"
        title = _("拿到结果") if good else _("送达决定书")
        note = plain(definition.sheet.outcome.name) if good else ""
        return [_row(title, day(case.closed_on), "done", note)]
    return [_row(_("拿到结果"), "", "next", plain(definition.route.deliver.plain))]


def _row(title: str, when: object, state: str, note: object) -> dict[str, Any]:
    return {"title": title, "when": when, "state": state, "note": note}


def what_comes_next(file: CaseFile) -> list[dict[str, Any]]:
    """What happens after submitting, with dates: for the receipt."""
    case, route = file.case, file.definition.route
    if case.stage == "closed":
        return [{"title": _("已经办好"), "note": plain(file.definition.sheet.outcome.name),
                 "when": _("马上可以下载")}]  # fmt: skip
    told = due_of(file)
    steps = [
        {"title": route.accept.title, "note": route.accept.plain,
         "when": marked(_("最晚 {day}"), day=day_and_week(told)) if told else ""}
    ]  # fmt: skip
    steps += [{"title": each.title, "note": each.plain, "when": ""} for each in route.steps]
    steps.append(
        {"title": route.decide.title, "note": route.decide.plain,
         "when": _("受理后 %(n)s 个工作日内") % {"n": file.definition.within(file.facts).promised}}
    )  # fmt: skip
    return steps
