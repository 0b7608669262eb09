"""Sending a step back to an earlier one of the same agency (退回上一步): no stage of the case."""

from django.db import transaction

from onedoor.casework.cases import route_rules
from onedoor.casework.cases.actions.planning import open_task
from onedoor.casework.cases.actions.voting import keep_word
from onedoor.casework.cases.authority import may_act
from onedoor.casework.cases.events import CaseResumed, StepReturned
from onedoor.casework.cases.finding import definition_of, facts_of, held, news, task_of
from onedoor.casework.cases.models import Case, Mark, Return, Standstill, Task
from onedoor.casework.cases.timetable import reckon
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.registers.catalogue.definition import ServiceDefinition


@transaction.atomic
def return_step(number: str, *, step: str, to: str, reasons: str, by: Actor) -> Case:
    """Send the case from the open step back to an earlier one, with reasons for the colleague.

    What this agency did after it waits again; points found unmet there are asked anew; what other
    bodies said stands. The clock runs on: the agency's second look is no business of the applicant.
    Raises NotEarlier, AcrossAgencies, TooManyReturns.
    """
    case = held(number)
    task = may_act(case, task_of(case, step), "return", by=by)
    definition = definition_of(case)
    tasks = {each.step: each for each in Task.objects.filter(case=case)}
    times = Return.objects.filter(case=case, to=to).count()
    if refusal := route_rules.why_not_return(
        case, task, tasks, to=to, reasons=reasons, times=times, limit=definition.route.returns
    ):
        raise refusal
    again = [
        each
        for each in tasks.values()
        if each.agency == task.agency
        and (each.step == to or to in route_rules.before(each.step, tasks))
        and each.state in ("done", "open")
    ]
    for each in again:
        _take_back(each)
    _ask_anew(case, definition, [each.step for each in again])
    _let_the_clock_run(case, definition, [each.step for each in again], by=by)
    open_task(case, definition, tasks[to], on=today())
    Return.objects.create(
        case=case, step=step, to=to, reasons=reasons.strip(), by=by.ref, by_name=by.name, at=now()
    )
    record(StepReturned(**news(case), step=step, seat=task.seat, to=to, times=times + 1), by=by)
    return case


def _take_back(task: Task) -> None:
    """The task waits for its turn again; the word it had is kept as one of the round before."""
    if task.state == "done" and not task.votes.filter(round=task.round).exists():
        keep_word(
            task,
            result=task.result,
            opinion=task.opinion,
            by=task.done_by,
            by_name=task.done_by_name,
        )
    task.state, task.round = "waiting", task.round + 1
    task.done_at, task.due_on, task.result, task.opinion = None, None, "", ""
    task.done_by = task.done_by_name = task.done_for = task.done_for_name = ""
    task.save()


def _ask_anew(case: Case, definition: ServiceDefinition, steps: list[str]) -> None:
    facts = facts_of(case)
    points = [point.id for step in steps for point in definition.points_at(step, facts)]
    Mark.objects.filter(case=case, point__in=points, mark="unmet").update(mark="ask")


def _let_the_clock_run(
    case: Case, definition: ServiceDefinition, steps: list[str], *, by: Actor
) -> None:
    standing = Standstill.objects.filter(case=case, procedure__in=steps, ended_on=None)
    stopped = list(standing.values_list("procedure", flat=True))
    standing.update(ended_on=today())
    for procedure in stopped:
        reckon(case, definition, today=today())
        case.save(update_fields=["statutory_due", "promised_due"])
        record(
            CaseResumed(
                **news(case),
                procedure=procedure,
                statutory_due=case.statutory_due,
                promised_due=case.promised_due,
            ),
            by=by,
        )
