"""Who of a post has a task in hand: taken from the group, given back, handed on, balanced.

It orders the work among colleagues and gives nobody a right: the post keeps its authority.
"""

from typing import Any

from django.db import transaction

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases.actions.assigning import assign
from onedoor.casework.cases.events import StepAssigned
from onedoor.casework.cases.finding import held, news, task_of
from onedoor.casework.cases.models import Case, Task
from onedoor.casework.cases.rules import why_not_touch
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import clerk_names, holders_of, is_away, may_head

# As many as one act balances: a press is answered in time, and pressed again where more wait.
BALANCED_AT_ONCE = 200


@transaction.atomic
def take_task(number: str, step: str, *, by: Actor) -> Task:
    """Take an open task of one's post into one's own hands. Taking it twice changes nothing.

    Raises TakenByAnother while a colleague who is not on leave has it in hand.
    """
    case = held(number)
    task = _open(case, step, by=by)
    if task.assignee == by.ref:
        return task
    if task.assignee and not _away(task.assignee):
        raise no.TakenByAnother(name=task.assignee_name)
    _give(case, task, by.ref, by.name, how="taken", by=by)
    return task


@transaction.atomic
def give_back_task(number: str, step: str, *, by: Actor) -> Task:
    """Put a task that one had in hand back to the group."""
    case = held(number)
    task = _open(case, step, by=by)
    if task.assignee != by.ref:
        raise no.NotInYourHands(title=task.title)
    _give(case, task, "", "", how="given-back", by=by)
    return task


@transaction.atomic
def hand_on_task(number: str, step: str, *, to: Any, by: Actor) -> Task:
    """Hand an open task to a colleague of the same post who is here.

    Whoever has it in hand may, whoever holds the post may while nobody has, and the supervisor of
    the agency always. Raises NotAColleague, ColleagueAway.
    """
    case = held(number)
    task = task_of(case, step)
    if task is None or not (by.holds(task.seat) or may_head(task.agency, by=by)):
        raise no.NotYourPost(title=task.title if task else step)
    if task.state != "open":
        raise no.StepNotOpen(title=task.title)
    if not may_head(task.agency, by=by) and task.assignee not in ("", by.ref):
        raise no.TakenByAnother(name=task.assignee_name)
    if str(to) not in map(str, holders_of(task.seat, on=today())):
        raise no.NotAColleague(where="to")
    if _away(f"account:{to}"):
        raise no.ColleagueAway(where="to")
    ref = f"account:{to}"
    _give(case, task, ref, clerk_names([ref]).get(ref, ""), how="handed", by=by)
    return task


def balance_post(post: str, *, by: Actor) -> int:
    """Spread the open tasks of a post that nobody has in hand: each to whoever has fewest open.

    The supervisor of the agency may. Whoever is away gets none; counts of open tasks are all that
    is looked at, never how anybody works. At most BALANCED_AT_ONCE; returns how many.
    """
    agency, _, slug = post.partition("/")
    if not may_head(agency, by=by):
        raise no.NotYourPost(title=post)
    waiting = Task.objects.filter(agency=agency, post=slug, state="open", assignee="")
    rows = waiting.order_by("due_on", "id").values_list("case__number", "step")
    return sum(_balance(number, step, by=by) for number, step in rows[:BALANCED_AT_ONCE])


@transaction.atomic
def _balance(number: str, step: str, *, by: Actor) -> bool:
    case = held(number)
    task = task_of(case, step)
    # Somebody may have taken or finished it since the list was made.
    if task is None or task.state != "open" or task.assignee:
        return False
    assign(task, "fewest", on=today())
    if not task.assignee:
        return False
    _give(case, task, task.assignee, task.assignee_name, how="balanced", by=by)
    return True


def _open(case: Case, step: str, *, by: Actor) -> Task:
    task = task_of(case, step)
    if refusal := why_not_touch(task, by=by):
        raise refusal
    assert task is not None
    return task


def _away(ref: str) -> bool:
    return is_away(ref.removeprefix("account:"), since=today(), until=today())


def _give(case: Case, task: Task, ref: str, name: str, *, how: str, by: Actor) -> None:
    task.assignee, task.assignee_name = ref, name
    task.save(update_fields=["assignee", "assignee_name"])
    given = StepAssigned(**news(case), step=task.step, seat=task.seat, assignee=ref, how=how)
    record(given, by=by)
