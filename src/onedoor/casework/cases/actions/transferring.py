"""Moving an application that came to the wrong place to the agency that is right for it."""

from django.db import transaction

from onedoor.casework.cases import route_rules
from onedoor.casework.cases.authority import may_act
from onedoor.casework.cases.events import CaseTransferred
from onedoor.casework.cases.finding import definition_of, held, news, task_of
from onedoor.casework.cases.models import Case
from onedoor.casework.cases.timetable import telling_starts, word_due
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import calendar_for, seat_of


@transaction.atomic
def transfer_case(number: str, *, to: str, reasons: str, by: Actor) -> Case:
    """Hand the application, before acceptance, to the agency `to` that offers the same service.

    The case keeps its number, its papers and its day of receipt: no law lets the five days of
    Article 32 begin anew because the state sorts its own post. The applicant is told.
    """
    case = held(number)
    task = may_act(case, task_of(case, "accept"), "transfer", by=by)
    definition = definition_of(case)
    if refusal := route_rules.why_not_transfer(
        case, to=to, reasons=reasons, offered={each.agency for each in definition.sheet.offerings}
    ):
        raise refusal
    from_agency, from_division = case.agency, case.division
    case.agency, case.division = to, seat_of(to).division
    case.save(update_fields=["agency", "division"])
    task.agency, task.opened_on = to, today()
    task.assignee = task.assignee_name = ""
    task.opinion = reasons.strip()
    task.due_on = word_due(telling_starts(case), definition, calendar_for(to))
    task.save(
        update_fields=["agency", "opened_on", "assignee", "assignee_name", "opinion", "due_on"]
    )
    record(
        CaseTransferred(
            **news(case),
            from_agency=from_agency,
            from_division=from_division,
            answer_by=task.due_on,
        ),
        by=by,
    )
    return case
