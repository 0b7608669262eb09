"""Review: steps by post, the clock stopped and set going, the limit extended once."""

from collections.abc import Mapping

from django.db import transaction

from onedoor.casework.cases import rules
from onedoor.casework.cases.actions.accepting import finish_task, keep_marks
from onedoor.casework.cases.actions.planning import open_what_is_due
from onedoor.casework.cases.actions.voting import speak
from onedoor.casework.cases.authority import has_authority, may_act
from onedoor.casework.cases.events import (
    CaseExtended,
    CaseForwarded,
    CaseResumed,
    CaseSuspended,
    StepFinished,
)
from onedoor.casework.cases.finding import (
    definition_of,
    facts_of,
    held,
    marks_of,
    news,
    task_of,
)
from onedoor.casework.cases.hearing_rules import why_not_over
from onedoor.casework.cases.models import Case, Hearing, Standstill, Task
from onedoor.casework.cases.refusals import NotYourPost
from onedoor.casework.cases.route_rules import why_not_take_down
from onedoor.casework.cases.routing import ASKED, UNCOUNTED
from onedoor.casework.cases.timetable import hangs_until, reckon, step_due
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.definition import ServiceDefinition, say


@transaction.atomic
def mark_points(
    number: str, *, step: str, marks: Mapping[str, str], notes: Mapping[str, str], by: Actor
) -> Case:
    """Mark the points of an open step without finishing it yet."""
    case = held(number)
    may_act(case, task_of(case, step), "review", by=by)
    if refusal := rules.why_not_mark(definition_of(case).points_at(step, facts_of(case)), marks):
        raise refusal
    keep_marks(case, marks, notes, by=by)
    return case


@transaction.atomic
def finish_step(
    number: str,
    *,
    step: str,
    result: str = "agree",
    opinion: str = "",
    marks: Mapping[str, str] | None = None,
    by: Actor,
) -> Case:
    """Say one's word on a step of the review; with the last word needed it is finished.

    `result` is agree, disagree (with an opinion) or done. Whatever waited for the step then opens.
    A public notice ends when its days have. Raises PointsNotJudged and PointsUnmet to whoever
    agrees without having looked, VotedAlready to whoever speaks twice.
    """
    case = held(number)
    task = may_act(case, task_of(case, step), "review", by=by)
    definition = definition_of(case)
    points = definition.points_at(step, facts_of(case))
    if refusal := rules.why_not_mark(points, marks or {}) or rules.why_not_finish_step(
        case,
        task,
        result=result,
        opinion=opinion,
        points=points,
        marks=marks_of(case) | dict(marks or {}),
        hangs_until=hangs_until(task, definition),
        on=today(),
    ):
        raise refusal
    if refusal := _why_not_yet(task):
        raise refusal
    keep_marks(case, marks or {}, {}, by=by)
    hands = definition.route.step(step).hands
    outcome = speak(case, task, hands, result=result, opinion=opinion, by=by)
    if outcome:
        finish(case, definition, task, result=outcome, opinion=opinion, by=by)
    return case


def finish(
    case: Case,
    definition: ServiceDefinition,
    task: Task,
    *,
    result: str,
    opinion: str = "",
    by: Actor,
) -> None:
    """End the step with this result; the caller has found and refused."""
    finish_task(task, result=result, opinion=opinion, by=by)
    said = bool(task.opinion.strip())
    record(
        StepFinished(**news(case), step=task.step, seat=task.seat, outcome=result, said=said), by=by
    )
    _let_the_clock_run(case, definition, task, by=by)
    if task.kind == "first-examination":
        _forward(case, task, by=by)
    open_what_is_due(case, definition, on=today())


def _why_not_yet(task: Task) -> Refusal | None:
    """A notice waits for the answers to all objections, a hearing for its signed record."""
    if task.kind == "public-notice":
        return why_not_take_down(task.objections.filter(answered_at=None).count())
    if task.kind == "hearing":
        return why_not_over(Hearing.objects.filter(task=task).first(), on=today())
    return None


def _forward(case: Case, task: Task, *, by: Actor) -> None:
    """The lower body has examined: with its opinion the matter goes up (行政许可法 43)."""
    desk = task_of(case, "decide")
    if desk and desk.agency != task.agency:
        told = CaseForwarded(
            **news(case), step=task.step, from_body=task.agency, to_body=desk.agency
        )
        record(told, by=by)


def _let_the_clock_run(case: Case, definition: ServiceDefinition, task: Task, *, by: Actor) -> None:
    stood = Standstill.objects.filter(case=case, procedure=task.step, ended_on=None)
    if not stood.update(ended_on=today()):
        return
    _reckon_again(case, definition)
    if task.kind in UNCOUNTED:
        record(
            CaseResumed(
                **news(case),
                procedure=task.step,
                statutory_due=case.statutory_due,
                promised_due=case.promised_due,
            ),
            by=by,
        )


def _reckon_again(case: Case, definition: ServiceDefinition) -> None:
    reckon(case, definition, today=today())
    case.save(
        update_fields=[
            "statutory_due", "promised_due", "suspended", "extension_days", "extension_reasons",
        ]
    )  # fmt: skip
    Task.objects.filter(case=case, step="decide", state="open").update(due_on=case.promised_due)


def _may_steer(case: Case, *, by: Actor) -> Task:
    """The clock is in the hands of whoever holds an open task of the case."""
    tasks = Task.objects.filter(case=case, state="open").exclude(step="accept")
    for task in tasks:
        if by.holds(task.seat):
            has_authority(case, task, "suspend", by=by)
            return task
    raise NotYourPost(title="、".join(task.title for task in tasks))


@transaction.atomic
def suspend_case(number: str, *, procedure: str, reasons: str, by: Actor) -> Case:
    """Stop the clock for a published special procedure; the applicant is told how long (45)."""
    case = held(number)
    definition = definition_of(case)
    if refusal := rules.why_not_suspend(
        case, procedure=procedure, definition=definition, reasons=reasons
    ):
        raise refusal
    _may_steer(case, by=by)
    named = next(each for each in definition.route.special_procedures if each.id == procedure)
    Standstill.objects.create(
        case=case,
        procedure=procedure,
        title=say(named.title),
        reasons=reasons,
        planned_days=named.working_days,
        began_on=today(),
    )
    case.suspended = True
    _reckon_again(case, definition)
    record(CaseSuspended(**news(case), procedure=procedure, planned_days=named.working_days), by=by)
    return case


@transaction.atomic
def resume_case(number: str, *, by: Actor) -> Case:
    """Set the clock going again; the paused days are never counted."""
    case = held(number)
    definition = definition_of(case)
    if refusal := rules.why_not_resume(case):
        raise refusal
    _may_steer(case, by=by)
    special = [each.id for each in definition.route.special_procedures]
    stood = Standstill.objects.get(case=case, procedure__in=special, ended_on=None)
    stood.ended_on = today()
    stood.save(update_fields=["ended_on"])
    case.suspended = False
    _reckon_again(case, definition)
    _give_days_anew(case, definition)
    record(
        CaseResumed(
            **news(case),
            procedure=stood.procedure,
            statutory_due=case.statutory_due,
            promised_due=case.promised_due,
        ),
        by=by,
    )
    return case


def _give_days_anew(case: Case, definition: ServiceDefinition) -> None:
    """Bodies that were asked could not answer meanwhile: their silence is not held against them."""
    for task in Task.objects.filter(case=case, state="open", kind__in=ASKED):
        task.due_on = step_due(definition.route.step(task.step), today(), calendar_for(task.agency))
        task.save(update_fields=["due_on"])


@transaction.atomic
def extend_case(number: str, *, working_days: int, reasons: str, by: Actor) -> Case:
    """Extend the limit, once, by up to the legal number of days, reasons told (行政许可法 42).

    Only the deciding post may: the law asks for the approval of the head.
    """
    case = held(number)
    definition = definition_of(case)
    desk = Task.objects.filter(case=case, step="decide").first()
    if desk is None or not by.holds(desk.seat):
        raise NotYourPost(title=say(definition.route.decide.title))
    if refusal := rules.why_not_extend(
        case,
        working_days=working_days,
        limit=definition.sheet.within.extension,
        reasons=reasons,
        on=today(),
    ):
        raise refusal
    has_authority(case, desk, "extend", by=by)
    case.extension_days, case.extension_reasons = working_days, reasons
    _reckon_again(case, definition)
    record(
        CaseExtended(**news(case), working_days=working_days, statutory_due=case.statutory_due),
        by=by,
    )
    return case
