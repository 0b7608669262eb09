"""The review plan: one task for each step of the route, opened when its turn comes."""

from datetime import date

from onedoor.casework.cases.events import StepOpened
from onedoor.casework.cases.finding import facts_of, news
from onedoor.casework.cases.models import Case, Standstill, Task
from onedoor.casework.cases.timetable import step_due
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.registers.agencies.queries import body_for, calendar_for
from onedoor.registers.catalogue.definition import Body, ServiceDefinition, Step, holds, say

DECIDE = "decide"


def draw_plan(case: Case, definition: ServiceDefinition) -> None:
    """Write the rows of the plan; a step whose condition does not hold is left out."""
    facts = facts_of(case)
    steps = [step for step in definition.route.steps if holds(step.when, facts)]
    kept = {step.id for step in steps}
    tasks = [
        Task(
            case=case,
            step=step.id,
            kind=step.kind,
            title=say(step.title),
            agency=_body(case, step.body),
            post=step.post,
            after=_before(step, definition, kept),
        )
        for step in steps
    ]
    desk = definition.route.decide
    tasks.append(
        Task(
            case=case,
            step=DECIDE,
            kind=DECIDE,
            title=say(desk.title),
            agency=_body(case, desk.body),
            post=desk.post,
            after=sorted(kept),
        )
    )
    Task.objects.bulk_create(tasks)


def _before(step: Step, definition: ServiceDefinition, kept: set[str]) -> list[str]:
    """What `step` comes after; a step left out hands its place on to what it came after."""
    before: set[str] = set()
    for name in step.after:
        if name in kept:
            before.add(name)
        else:
            before |= set(_before(definition.route.step(name), definition, kept))
    return sorted(before)


def _body(case: Case, body: Body) -> str:
    return body_for(body.function, body.place, offering=case.agency)


def open_what_is_due(case: Case, definition: ServiceDefinition, *, on: date) -> None:
    """Open every waiting task all of whose predecessors are done, and tell it."""
    tasks = list(Task.objects.filter(case=case))
    done = {task.step for task in tasks if task.state == "done"}
    for task in tasks:
        if task.state != "waiting" or not set(task.after) <= done:
            continue
        task.state, task.opened_on = "open", on
        if task.step == DECIDE:
            task.due_on = case.promised_due
        else:
            task.due_on = _open_step(case, task, definition.route.step(task.step), on=on)
        task.save(update_fields=["state", "opened_on", "due_on"])
        opened = StepOpened(**news(case), step=task.step, seat=task.seat, due_on=task.due_on)
        record(opened, by=SYSTEM)


def _open_step(case: Case, task: Task, step: Step, *, on: date) -> date:
    due = step_due(step, on, calendar_for(task.agency))
    if not step.counts:
        # 行政许可法 45: the days of this step do not run against the agency.
        Standstill.objects.create(
            case=case,
            procedure=step.id,
            title=say(step.plain),
            reasons=str(step.basis or ""),
            planned_days=step.working_days or step.calendar_days or 0,
            began_on=on,
        )
    return due


def drop_open_tasks(case: Case) -> None:
    """Nobody's turn any more: the case has ended before its plan did."""
    Task.objects.filter(case=case, state__in=["open", "waiting"]).update(state="dropped")
