"""What may be done on the route of a case: values in, a refusal or nothing out. No queries."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases import route_refusals as never
from onedoor.casework.cases import routing
from onedoor.casework.cases.models import Case, Stage, Task
from onedoor.casework.cases.rules import why_not_alone, wrong_stage
from onedoor.kernel.refusals import Refusal


def before(step: str, tasks: Mapping[str, Task]) -> set[str]:
    """Every step that has to be done before this one, near and far."""
    found: set[str] = set()
    for name in tasks[step].after if step in tasks else ():
        found |= {name} | before(name, tasks)
    return found


def why_not_return(
    case: Case,
    task: Task,
    tasks: Mapping[str, Task],
    *,
    to: str,
    reasons: str,
    times: int,
    limit: int,
) -> Refusal | None:
    """Back to a step done before, of the same agency, with reasons, and not for ever."""
    if case.stage != Stage.ACCEPTED:
        return wrong_stage(case)
    if case.suspended:
        return no.ClockStands(procedure=_("特别程序"))
    earlier = tasks.get(to)
    if earlier is None or to not in before(task.step, tasks) or earlier.state != "done":
        return never.NotEarlier(where="to")
    if earlier.agency != task.agency:
        return never.AcrossAgencies(title=earlier.title, where="to")
    if not reasons.strip():
        return no.ReasonsNeeded(where="reasons")
    if times >= limit:
        return never.TooManyReturns(title=earlier.title, times=times)
    return None


def why_not_grant(tasks: Sequence[Task]) -> Refusal | None:
    """What another body decides together with us cannot be granted against its no (会签)."""
    against = [
        task
        for task in tasks
        if task.kind == "co-decision" and task.state == "done" and task.result in routing.NO
    ]
    if against:
        return never.CoDeciderSaidNo(titles="、".join(task.title for task in against))
    return None


def why_not_transfer(case: Case, *, to: str, reasons: str, offered: set[str]) -> Refusal | None:
    """Before acceptance, to another agency that offers the same service, with reasons."""
    if case.stage != Stage.SUBMITTED:
        return wrong_stage(case)
    if refusal := why_not_alone(case, within=""):
        return refusal
    if to == case.agency or to not in offered:
        return never.WrongPlaceForIt(where="to")
    if not reasons.strip():
        return no.ReasonsNeeded(where="reasons")
    return None


def why_not_take_down(unanswered: int) -> Refusal | None:
    """A public notice ends when every objection has been answered."""
    return never.ObjectionsUnanswered(count=unanswered) if unanswered else None
