"""Taking an application back, at any moment before the decision."""

from django.db import transaction

from onedoor.casework.cases import rules
from onedoor.casework.cases.actions.planning import drop_open_tasks
from onedoor.casework.cases.events import CaseEnded, CaseWithdrawn
from onedoor.casework.cases.finding import held, news
from onedoor.casework.cases.models import OPEN_STAGES, Case, Stage
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import today


@transaction.atomic
def withdraw_case(number: str, *, reasons: str = "", within: str = "", by: Actor) -> Case:
    """Take the application back; one may apply again at once. No reason need be given."""
    case = held(number)
    if refusal := rules.why_not_withdraw(case, by=by) or rules.why_not_alone(case, within=within):
        raise refusal
    case.stage, case.result, case.closed_on = Stage.WITHDRAWN, "withdrawn", today()
    case.reasons = reasons
    case.suspended = False
    case.save(update_fields=["stage", "result", "closed_on", "reasons", "suspended"])
    case.standstills.filter(ended_on=None).update(ended_on=today())
    drop_open_tasks(case)
    record(CaseWithdrawn(**news(case)), by=by)
    return case


@transaction.atomic
def end_part(number: str, *, reasons: str, within: str, by: Actor) -> Case:
    """End an open case with the bundle `within`, for reasons that were published with it.

    A case that is no longer open stays as it is: what was decided stands.
    """
    case = held(number)
    if refusal := rules.why_not_alone(case, within=within):
        raise refusal
    if case.stage not in OPEN_STAGES:
        return case
    case.stage, case.result, case.closed_on = Stage.ENDED, "ended", today()
    case.reasons, case.suspended = reasons, False
    case.save(update_fields=["stage", "result", "closed_on", "reasons", "suspended"])
    case.standstills.filter(ended_on=None).update(ended_on=today())
    drop_open_tasks(case)
    record(CaseEnded(**news(case), bundle=within), by=by)
    return case
