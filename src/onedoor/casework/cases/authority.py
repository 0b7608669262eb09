"""Whether a clerk may do an act on a case: the seat, the place taken, and a right that stands."""

from collections.abc import Collection

from onedoor.casework.cases import rules
from onedoor.casework.cases.events import SubstituteActed
from onedoor.casework.cases.finding import news
from onedoor.casework.cases.models import Case, Task
from onedoor.casework.cases.refusals import NotYourPost
from onedoor.kernel.actors import Actor, StandIn
from onedoor.kernel.events import record
from onedoor.kernel.time import today
from onedoor.registers.agencies.acts import ACTS
from onedoor.registers.agencies.queries import is_granted, rights_of
from onedoor.registers.agencies.refusals import BeyondTheLoan, NotGranted


def may_act(case: Case, task: Task | None, act: str, *, by: Actor) -> Task:
    """The task, when it is open, its post is `by`'s, and the post may do this act here.

    Raises the refusal otherwise. That somebody acts in another's place is recorded before the act,
    in its transaction: should the act be refused after all, so is this.
    """
    if refusal := rules.why_not_touch(task, by=by):
        raise refusal
    assert task is not None
    has_authority(case, task, act, by=by)
    return task


def has_authority(case: Case, task: Task, act: str, *, by: Actor) -> None:
    """Raise why the holder of the task's seat may not do this act: the loan, or the right."""
    if by.kind == "system":
        return
    if not by.holds(task.seat):
        raise NotYourPost(title=task.title)
    place = _place(case, task.seat, act, by=by)
    if not is_granted(task.seat, act, case.service, case.division, on=today()):
        raise NotGranted(act=ACTS[act])
    if place:
        task.done_for, task.done_for_name = place.principal, place.principal_name
        record(
            SubstituteActed(
                **news(case),
                act=act,
                seat=task.seat,
                principal=place.principal,
                kind=place.kind,
            ),
            by=by,
        )


def _place(case: Case, seat: str, act: str, *, by: Actor) -> StandIn | None:
    taken = by.places_taken(seat)
    if not taken:
        return None
    covering = [each for each in taken if each.covers(act, case.service)]
    if not covering:
        raise BeyondTheLoan(act=ACTS[act])
    return covering[0]


def acts_at(case: Case, seats: Collection[str], *, by: Actor) -> set[tuple[str, str]]:
    """(seat, act) of all that `by` may do at these seats of the case. One query, no trace."""
    held = [seat for seat in set(seats) if by.holds(seat)]
    if not held:
        return set()
    granted = rights_of(held, case.service, case.division, on=today())
    return {(seat, act) for seat, act in granted if _reaches(case, seat, act, by=by)}


def _reaches(case: Case, seat: str, act: str, *, by: Actor) -> bool:
    taken = by.places_taken(seat)
    return not taken or any(each.covers(act, case.service) for each in taken)


def may_supervise(case: Case, *, by: Actor) -> bool:
    """Whether `by` supervises the agency of the case, with the right to."""
    seat = f"{case.agency}/supervisor"
    if not by.holds(seat):
        return False
    if not _reaches(case, seat, "supervise", by=by):
        return False
    return is_granted(seat, "supervise", case.service, case.division, on=today())
