"""Pre-review, acceptance, and turning away (行政许可法 32)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from onedoor.casework.cases import rules
from onedoor.casework.cases.actions.planning import draw_plan, drop_open_tasks, open_what_is_due
from onedoor.casework.cases.actions.promising import start_the_deferred
from onedoor.casework.cases.authority import may_act
from onedoor.casework.cases.clock import deemed_acceptance
from onedoor.casework.cases.events import CaseAccepted, CaseNotAccepted, CasePreReviewed
from onedoor.casework.cases.finding import (
    definition_of,
    held,
    marks_of,
    news,
    points_before_acceptance,
    task_of,
)
from onedoor.casework.cases.models import Case, Mark, Stage, Task
from onedoor.casework.cases.timetable import clock_starts, reckon, telling_starts
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.definition import ServiceDefinition


@transaction.atomic
def pre_review(
    number: str,
    *,
    marks: Mapping[str, str],
    notes: Mapping[str, str] | None = None,
    opinion: str = "",
    by: Actor,
) -> Case:
    """Mark review points (met, unmet, not-applicable, ask) before acceptance, in one go or several.

    Raises UnknownPoint for anything the published definition does not name.
    """
    case = held(number)
    task = may_act(case, task_of(case, "accept"), "pre-review", by=by)
    points = points_before_acceptance(case)
    if refusal := rules.why_not_pre_review(case, points, marks):
        raise refusal
    keep_marks(case, marks, notes or {}, by=by)
    if opinion:
        task.opinion = opinion
        task.save(update_fields=["opinion"])
    seen = marks_of(case)
    record(
        CasePreReviewed(
            **news(case),
            met=tuple(sorted(point for point, mark in seen.items() if mark == "met")),
            unmet=tuple(sorted(point for point, mark in seen.items() if mark == "unmet")),
        ),
        by=by,
    )
    return case


def keep_marks(
    case: Case, marks: Mapping[str, str], notes: Mapping[str, str], *, by: Actor
) -> None:
    """Write the marks down; a point marked again keeps the newer mark."""
    Mark.objects.bulk_create(
        [
            Mark(case=case, point=point, mark=mark, note=notes.get(point, ""), by=by.ref, at=now())
            for point, mark in marks.items()
        ],
        update_conflicts=True,
        unique_fields=["case", "point"],
        update_fields=["mark", "note", "by", "at"],
    )


@transaction.atomic
def accept_case(number: str, *, by: Actor) -> Case:
    """Accept a complete application: the clocks start, the review plan is drawn.

    Points not marked by a person must be marked first; raises PointsNotJudged, PointsUnmet.
    """
    case = held(number)
    task = may_act(case, task_of(case, "accept"), "accept", by=by)
    points = points_before_acceptance(case)
    if refusal := rules.why_not_accept(case, points=points, marks=marks_of(case)):
        raise refusal
    accept(case, definition_of(case), task, on=today(), by=by)
    return case


def accept(
    case: Case,
    definition: ServiceDefinition,
    task: Task,
    *,
    on: date,
    deemed: bool = False,
    by: Actor,
) -> None:
    """Make `case` accepted as of `on`; the caller has found and refused."""
    case.stage, case.accepted_on, case.deemed = Stage.ACCEPTED, on, deemed
    case.clock_from = clock_starts(case, definition, on)
    reckon(case, definition, today=today())
    case.save(
        update_fields=[
            "stage", "accepted_on", "deemed", "clock_from", "statutory_due", "promised_due",
        ]
    )  # fmt: skip
    finish_task(task, result="deemed" if deemed else "accepted", by=by)
    draw_plan(case, definition)
    start_the_deferred(case, definition, on=on)
    record(
        CaseAccepted(
            **news(case),
            accepted_on=on,
            deemed=deemed,
            statutory_due=case.statutory_due,
            promised_due=case.promised_due,
        ),
        by=by,
    )
    open_what_is_due(case, definition, on=today())


def finish_task(task: Task, *, result: str, opinion: str = "", by: Actor) -> None:
    """Write down who finished the task and how."""
    task.state, task.result, task.done_at = "done", result, now()
    task.done_by, task.done_by_name = by.ref, by.name
    task.opinion = opinion or task.opinion
    task.save(
        update_fields=[
            "state", "result", "done_at", "done_by", "done_by_name", "done_for", "done_for_name",
            "opinion",
        ]
    )  # fmt: skip


@transaction.atomic
def turn_away(number: str, *, ground: str, reasons: str, right_body: str = "", by: Actor) -> Case:
    """Do not accept, in writing. `ground` is one of rules.GROUNDS; the right body is named."""
    case = held(number)
    task = may_act(case, task_of(case, "accept"), "turn-away", by=by)
    if refusal := rules.why_not_turn_away(
        case, ground=ground, reasons=reasons, right_body=right_body
    ):
        raise refusal
    case.stage, case.result = Stage.NOT_ACCEPTED, "not_accepted"
    case.refusal_ground, case.reasons, case.right_body = ground, reasons, right_body
    case.closed_on = today()
    case.save(
        update_fields=["stage", "result", "refusal_ground", "reasons", "right_body", "closed_on"]
    )
    finish_task(task, result="turned-away", by=by)
    drop_open_tasks(case)
    record(CaseNotAccepted(**news(case), ground=ground), by=by)
    return case


def accept_what_is_deemed(*, of: str = "") -> int:
    """Accept every application that heard nothing within the limit; returns how many.

    行政许可法 32 (4): not told within five days, it is accepted from the day of receipt. Run as
    often as you like; whoever comes late finds nothing to do. `of`: look at this case alone.
    """
    waiting = Case.objects.filter(stage=Stage.SUBMITTED, received_on__lt=today())
    if of:
        waiting = waiting.filter(number=of)
    return sum(_accept_if_deemed(number) for number in waiting.values_list("number", flat=True))


@transaction.atomic
def _accept_if_deemed(number: str) -> bool:
    case = held(number)
    if case.stage != Stage.SUBMITTED:
        return False
    definition = definition_of(case)
    since = deemed_acceptance(
        telling_starts(case),
        told_on=None,
        decided_on=None,
        today=today(),
        calendar=calendar_for(case.agency),
        within=definition.sheet.within.correction_notice,
    )
    task = task_of(case, "accept")
    if since is None or task is None:
        return False
    accept(case, definition, task, on=since, deemed=True, by=SYSTEM)
    return True
