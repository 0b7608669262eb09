"""One line of the inbox in words: what it is, how much time is left, where it stands and why."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from onedoor.casework.cases.clock_words import day_text
from onedoor.casework.cases.queries import Case, InboxRow, Stage
from onedoor.channels.desk.clocks import Bar, bar_of
from onedoor.channels.look.words import say_plain
from onedoor.kernel.calendar import WorkingCalendar
from onedoor.kernel.time import local, today
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.queries import version


@dataclass(frozen=True)
class Line:
    """A row ready to be drawn."""

    row: InboxRow
    bar: Bar
    situation: str
    state: str
    why: str
    mark: str = ""
    tag: str = ""
    tone: str = "plain"
    # In whose hands it is, in words; empty where it waits for whoever takes it.
    hand: str = ""

    @property
    def case(self) -> Case:
        return self.row.case


def lines_of(rows: list[InboxRow]) -> list[Line]:
    """The rows in words; one calendar is read for each agency."""
    codes = {row.task.agency for row in rows}
    calendars = {code: calendar_for(code) for code in codes}
    return [_line(row, calendars[row.task.agency]) for row in rows]


def situation_of(case: Case) -> str:
    """The legal branches the applicant chose, in the words of the options."""
    chosen = case.situation
    words = [
        say_plain(option.label)
        for question in version(case.version_id).parsed.sheet.situations
        for option in question.options
        if chosen.get(question.id) == option.value
    ]
    return _("，").join(words)


def _line(row: InboxRow, calendar: WorkingCalendar) -> Line:
    state, why = _standing(row)
    bar = bar_of(row.task.opened_on, row.task.due_on, calendar)
    if row.task.state != "open":
        bar = Bar(1, _("已办"), "ok")
    flag: dict[str, Any] = _flag(row)
    name = row.task.assignee_name if row.task.state == "open" else ""
    hand = _("%(name)s 在办") % {"name": name} if name else ""
    return Line(row, bar, situation_of(row.case), state, why, hand=hand, **flag)


def _standing(row: InboxRow) -> tuple[str, str]:
    task, case = row.task, row.case
    if task.state != "open":
        return _ended(row)
    if task.step == "accept":
        return _before_acceptance(row)
    if case.suspended:
        return task.title, _("特别程序，停表")
    if task.step == "decide":
        return _("等您决定"), _("审查已办完")
    words = {
        "consultation": _("等您答复"),
        "public-notice": _("公示中"),
        "site-visit": _("等您核查"),
        "expert-review": _("等专家意见"),
    }
    return words.get(task.kind, _("等您审查")), task.title


def _before_acceptance(row: InboxRow) -> tuple[str, str]:
    if row.unmet:
        return _("%(n)s 处要改") % {"n": row.unmet}, _("看过了，还没告知")
    if row.case.corrected_on:
        return _("补正已回"), _("改过的地方要再看")
    if row.seen:
        return _("正在看"), _("看了 %(n)s 点") % {"n": row.seen}
    return _("刚收下"), _("还没人看")


def _ended(row: InboxRow) -> tuple[str, str]:
    words = {
        Stage.CORRECTING: _("等申请人补正"),
        Stage.ACCEPTED: _("审查中"),
        Stage.DECIDED: _("已决定"),
        Stage.CLOSED: _("已办结"),
        Stage.NOT_ACCEPTED: _("不予受理"),
        Stage.WITHDRAWN: _("申请人已撤回"),
        Stage.ENDED: _("随一件事终止"),
    }
    done = row.task.done_at
    why = (
        _("%(day)s 办完") % {"day": day_text(local(done).date(), beside=today())}
        if done
        else row.task.title
    )
    return words.get(Stage(row.case.stage), row.task.title), why


def _flag(row: InboxRow) -> dict[str, str]:
    """Shape and word; never colour alone."""
    task = row.task
    if task.state != "open":
        results = {
            "granted": "granted",
            "refused": "refused",
            "withdrawn": "withdrawn",
            "ended": "withdrawn",
        }
        return {"mark": results.get(row.case.result, "")}
    if task.due_on and task.due_on < today():
        return {"mark": "red", "tag": _("已超期"), "tone": "err"}
    if row.case.suspended or task.due_on is None:
        return {"mark": "paused"}
    if task.due_on == today():
        return {"mark": "yellow", "tag": _("今天到期"), "tone": "warn"}
    if row.case.corrected_on and task.step == "accept":
        return {"tag": _("新回"), "tone": "info"}
    if task.step == "decide" and row.seen and not row.unmet:
        return {"tag": _("全符合"), "tone": "ok"}
    return {}


def why_first(line: Line) -> str:
    """Why this one is put before the others."""
    due = line.row.due_on
    if due is None:
        return _("排在最前：别的都不急。")
    facts = {
        "day": day_text(due, beside=today(), weekday=True),
        "state": line.state,
        "why": line.why,
    }
    if due < today():
        return _("先办它，因为已经过了 %(day)s 的期限。%(state)s，%(why)s。") % facts
    if due == today():
        return _("先办它，因为今天就到期。%(state)s，%(why)s。") % facts
    return _("先办它，因为最先到期：%(day)s。%(state)s，%(why)s。") % facts
