"""Inspection, testing and expert review: who does it and how long, and the report (45)."""

from django.db import transaction

from onedoor.casework.cases import route_refusals as never
from onedoor.casework.cases import rules
from onedoor.casework.cases.actions.reviewing import finish_step
from onedoor.casework.cases.authority import may_act
from onedoor.casework.cases.events import ProceedingArranged, ProceedingReported
from onedoor.casework.cases.finding import held, news, task_of
from onedoor.casework.cases.models import Case, Proceeding, Stage, Standstill
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import today

KINDS = ("inspection", "testing", "expert-review")


@transaction.atomic
def arrange(number: str, *, step: str, done_by: str, planned_days: int, by: Actor) -> Case:
    """Settle who inspects, tests or reviews, and tell the applicant in writing how long (45)."""
    case = held(number)
    task = may_act(case, task_of(case, step), "review", by=by)
    if case.stage != Stage.ACCEPTED:
        raise rules.wrong_stage(case)
    if task.kind not in KINDS:
        raise never.NotThatKind(title=task.title)
    if arranged := Proceeding.objects.filter(task=task).first():
        raise never.ArrangedAlready(done_by=arranged.done_by)
    if not done_by.strip():
        raise never.SayWhoDoesIt(where="done_by")
    if not 0 < planned_days <= 250:
        raise never.SayHowLong(where="planned_days")
    Proceeding.objects.create(
        case=case,
        task=task,
        done_by=done_by.strip(),
        planned_days=planned_days,
        arranged_on=today(),
    )
    # What the paper says and the clock shows is one number.
    Standstill.objects.filter(case=case, procedure=step, ended_on=None).update(
        planned_days=planned_days
    )
    record(ProceedingArranged(**news(case), step=step, planned_days=planned_days), by=by)
    return case


@transaction.atomic
def report_result(
    number: str, *, step: str, passed: bool, report: str, opinion: str = "", by: Actor
) -> Case:
    """Enter the report of what was arranged, and end the step with it: passed or not."""
    case = held(number)
    task = may_act(case, task_of(case, step), "review", by=by)
    proceeding = Proceeding.objects.filter(task=task).first()
    if proceeding is None:
        raise never.SayWhoDoesIt(where="done_by")
    if not report.strip():
        raise never.ReportNumberNeeded(where="report")
    proceeding.report, proceeding.passed = report.strip(), passed
    proceeding.reported_on = today()
    proceeding.save(update_fields=["report", "passed", "reported_on"])
    record(ProceedingReported(**news(case), step=step, passed=passed), by=by)
    return finish_step(
        number, step=step, result="agree" if passed else "disagree", opinion=opinion, by=by
    )
