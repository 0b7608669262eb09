"""Objections to an intended outcome while it hangs out, and their answers."""

from typing import Any
from uuid import UUID

from django.db import transaction

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases import route_refusals as never
from onedoor.casework.cases.authority import may_act
from onedoor.casework.cases.events import ObjectionAnswered, ObjectionRaised
from onedoor.casework.cases.finding import definition_of, held, news, task_of
from onedoor.casework.cases.models import Case, Objection, Stage, Task
from onedoor.casework.cases.timetable import hangs_until
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today

# A door open to anybody is not to be a way to bury a matter.
MOST = 100


@transaction.atomic
def object_to(
    number: str, *, step: str, said: str, name: str, contact: str, by: Actor
) -> Objection:
    """Object to what is intended, as anybody may while it hangs out; a clerk writes for a caller.

    Who objects and what they say is for the agency alone; the applicant learns that there is one.
    """
    case = held(number)
    task = task_of(case, step)
    if task is None or not _hangs(case, task):
        raise never.NotHangingNow()
    if not said.strip():
        raise never.SayWhatIsWrong(where="said")
    if not name.strip() or not contact.strip():
        raise never.SayWhoYouAre(where="contact" if name.strip() else "name")
    if Objection.objects.filter(task=task).count() >= MOST:
        raise never.TooManyObjections()
    objection = Objection.objects.create(
        case=case,
        task=task,
        party=by.own_party,
        name=name.strip()[:100],
        contact=contact.strip()[:100],
        said=said.strip()[:2000],
        raised_at=now(),
    )
    record(ObjectionRaised(**news(case), step=step, objection=str(objection.pk)), by=by)
    return objection


def _hangs(case: Case, task: Task) -> bool:
    if case.stage != Stage.ACCEPTED or task.kind != "public-notice" or task.state != "open":
        return False
    until = hangs_until(task, definition_of(case))
    return until is not None and today() <= until


@transaction.atomic
def answer_objection(
    number: str, *, objection: Any, answer: str, upheld: bool, by: Actor
) -> Objection:
    """Answer one objection after looking into it: whether it was right, and why."""
    case = held(number)
    found = (
        Objection.objects.select_related("task")
        .filter(case=case, pk=_key(objection) or UUID(int=0))
        .first()
    )
    if found is None:
        raise never.NoSuchObjection()
    may_act(case, found.task, "review", by=by)
    if found.answered_at:
        raise never.AlreadyAnswered()
    if not answer.strip():
        raise no.ReasonsNeeded(where="answer")
    found.answer, found.upheld, found.answered_at = answer.strip()[:2000], upheld, now()
    found.answered_by, found.answered_by_name = by.ref, by.name
    found.save(update_fields=["answer", "upheld", "answered_at", "answered_by", "answered_by_name"])
    record(
        ObjectionAnswered(
            **news(case), step=found.task.step, objection=str(found.pk), upheld=upheld
        ),
        by=by,
    )
    return found


def _key(given: Any) -> UUID | None:
    try:
        return UUID(str(given))
    except ValueError:
        return None
