"""Taking an application back, at any moment before the decision."""

from django.db import transaction

from onedoor.casework.cases import rules
from onedoor.casework.cases.actions.planning import drop_open_tasks
from onedoor.casework.cases.events import CaseWithdrawn
from onedoor.casework.cases.finding import held, news
from onedoor.casework.cases.models import Case, Stage
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import today


@transaction.atomic
def withdraw_case(number: str, *, reasons: str = "", by: Actor) -> Case:
    """Take the application back; one may apply again at once. No reason need be given."""
    case = held(number)
    if refusal := rules.why_not_withdraw(case, by=by):
        raise refusal
    case.stage, case.result, case.closed_on = Stage.WITHDRAWN, "withdrawn", today()
    case.reasons = reasons
    case.suspended = False
    case.save(update_fields=["stage", "result", "closed_on", "reasons", "suspended"])
    case.standstills.filter(ended_on=None).update(ended_on=today())
    drop_open_tasks(case)
    record(CaseWithdrawn(**news(case)), by=by)
    return case
