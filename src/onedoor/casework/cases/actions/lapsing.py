"""What silence brings about: of another body that was asked, of an applicant who never answered."""

from datetime import date

from django.db import transaction

from onedoor.casework.cases import routing
from onedoor.casework.cases.actions.planning import drop_open_tasks
from onedoor.casework.cases.actions.reviewing import finish
from onedoor.casework.cases.events import CaseLapsed, StepSilent
from onedoor.casework.cases.finding import definition_of, held, news, task_of
from onedoor.casework.cases.models import Case, Stage, Task
from onedoor.casework.cases.timetable import correction_due
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.kernel.time import today


def hear_the_silent(*, of: str = "") -> int:
    """Give silence the meaning that the law gives it, where a body's days are over; how many.

    Only of another body, only with the basis that the route names. Run as often as you like;
    after days of standstill it catches up. `of`: look at this case alone.
    """
    late = Task.objects.filter(
        state="open", due_on__lt=today(), kind__in=routing.ASKED, case__suspended=False
    )
    if of:
        late = late.filter(case__number=of)
    asked = list(late.values_list("case__number", "step").order_by("due_on", "id"))
    return sum(_hear(number, step) for number, step in asked)


@transaction.atomic
def _hear(number: str, step: str) -> bool:
    case = held(number)
    task, definition = task_of(case, step), definition_of(case)
    meant = definition.route.step(step)
    if task is None or task.state != "open" or case.stage != Stage.ACCEPTED:
        return False
    if meant.silence == "waits" or task.due_on is None or task.due_on >= today():
        return False
    record(
        StepSilent(
            **news(case),
            step=step,
            seat=task.seat,
            means=meant.silence,
            basis=str(meant.silence_basis),
        ),
        by=SYSTEM,
    )
    finish(case, definition, task, result=routing.SILENCE[meant.silence], by=SYSTEM)
    return True


def end_what_was_never_corrected(*, of: str = "") -> int:
    """End the cases whose one-time notice found no answer within the published days; how many.

    Nothing is decided about them: the applicant may apply again at once. `of`: look at this case
    alone.
    """
    waiting = Case.objects.filter(stage=Stage.CORRECTING, told_missing_on__lt=today())
    if of:
        waiting = waiting.filter(number=of)
    return sum(_end(number) for number in waiting.values_list("number", flat=True))


@transaction.atomic
def _end(number: str) -> bool:
    case = held(number)
    due = correction_due(case, definition_of(case))
    if case.stage != Stage.CORRECTING or due is None or due >= today():
        return False
    case.stage, case.result, case.closed_on = Stage.CLOSED, "correction_timeout", today()
    case.save(update_fields=["stage", "result", "closed_on"])
    drop_open_tasks(case)
    told_on: date | None = case.told_missing_on
    assert told_on is not None
    record(CaseLapsed(**news(case), told_on=told_on, answer_by=due), by=SYSTEM)
    return True
