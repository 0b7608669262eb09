"""The review plan: one task for each step of the route, opened when its turn comes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from onedoor.casework.cases.actions.assigning import assign
from onedoor.casework.cases.events import CaseSuspended, StepOpened
from onedoor.casework.cases.finding import news, standing_promises
from onedoor.casework.cases.models import Case, Standstill, Task
from onedoor.casework.cases.routing import UNCOUNTED, acting, desk_of
from onedoor.casework.cases.timetable import reckon, step_due
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.registers.agencies.queries import body_for, calendar_for
from onedoor.registers.catalogue.definition import Body, Desk, ServiceDefinition, Step, holds, say

DECIDE = "decide"


def draw_plan(case: Case, definition: ServiceDefinition) -> None:
    """Write the rows of the plan."""
    Task.objects.bulk_create(planned_tasks(case, definition))


def planned_tasks(case: Case, definition: ServiceDefinition) -> list[Task]:
    """The rows of the plan, not written yet; a step whose condition does not hold is left out."""
    facts = _facts(case, definition)
    steps = [step for step in definition.route.steps if holds(step.when, facts)]
    kept = {step.id for step in steps}
    tasks = [
        _planned(case, step, facts, name=step.id, after=_before(step, definition, kept))
        for step in steps
    ]
    tasks.append(_planned(case, definition.route.decide, facts, name=DECIDE, after=sorted(kept)))
    return tasks


def _facts(case: Case, definition: ServiceDefinition) -> dict[str, Any]:
    kind, promised = case.applicant.kind, standing_promises(case)
    return definition.facts_of(case.answers, case.situation, kind, promised)


def _planned(
    case: Case, desk: Step | Desk, facts: Mapping[str, Any], *, name: str, after: list[str]
) -> Task:
    """The row of one step: by the first way that holds for this case, else as usual."""
    body, post = acting(desk, facts)
    return Task(
        case=case,
        step=name,
        kind=getattr(desk, "kind", DECIDE),
        title=say(desk.title),
        service=case.service,
        service_title=case.service_title,
        agency=_body(case, body),
        post=post,
        after=after,
    )


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
        open_task(case, definition, task, on=on)


def open_task(case: Case, definition: ServiceDefinition, task: Task, *, on: date) -> None:
    """Open the task, for the first time or again; it goes to whom the route says."""
    task.state, task.opened_on = "open", on
    desk = desk_of(definition, task.step)
    if isinstance(desk, Step):
        task.due_on = step_due(desk, on, calendar_for(task.agency))
    else:
        task.due_on = case.promised_due
    if not task.assignee:
        assign(task, desk.assign, on=on)
    task.save(update_fields=["state", "opened_on", "due_on", "assignee", "assignee_name"])
    opened = StepOpened(**news(case), step=task.step, seat=task.seat, due_on=task.due_on)
    record(opened, by=SYSTEM)
    if isinstance(desk, Step) and not desk.counts and not task.round:
        # The days of a second look, after the step was sent back, are the agency's own.
        _let_the_clock_stand(case, definition, desk, on)


def _let_the_clock_stand(case: Case, definition: ServiceDefinition, step: Step, on: date) -> None:
    """行政许可法 45: the days of this step do not run against the agency.

    What the law names there is told to the applicant in writing, with the days it will take.
    """
    days = step.working_days or step.calendar_days or 0
    Standstill.objects.create(
        case=case,
        procedure=step.id,
        title=say(step.title),
        reasons=str(step.basis or say(step.plain)),
        planned_days=days,
        began_on=on,
    )
    reckon(case, definition, today=on)
    case.save(update_fields=["statutory_due", "promised_due"])
    if step.kind in UNCOUNTED:
        record(CaseSuspended(**news(case), procedure=step.id, planned_days=days), by=SYSTEM)


def drop_open_tasks(case: Case) -> None:
    """Nobody's turn any more: the case has ended before its plan did."""
    Task.objects.filter(case=case, state__in=["open", "waiting"]).update(state="dropped")
