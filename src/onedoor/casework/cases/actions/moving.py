"""Moving running matters to the version now in force: planned without a trace on them, done in
one act, recorded case by case, and taken back while nothing has happened since."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from onedoor.casework.cases import move_refusals as no
from onedoor.casework.cases.actions.planning import open_what_is_due, planned_tasks
from onedoor.casework.cases.events import CaseMoved, CaseMovedBack
from onedoor.casework.cases.finding import news
from onedoor.casework.cases.models import Case, Draft, Move, Moved, Stage, Task
from onedoor.casework.cases.move_plans import Plan, made_plan, matter_of, may_move
from onedoor.casework.cases.moving import Matter, plain, settled
from onedoor.casework.cases.timetable import clock_starts, reckon
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.record import last_of
from onedoor.kernel.time import now, today
from onedoor.registers.catalogue.definition import ServiceDefinition, say
from onedoor.registers.catalogue.queries import ServiceVersion, current_version, version

_OF_A_CASE = (
    "situation", "stage", "clock_from", "statutory_due", "promised_due", "service_title",
)  # fmt: skip
_OF_A_TASK = (
    "step", "kind", "title", "agency", "post", "after", "state", "opened_on", "due_on",
    "assignee", "assignee_name",
)  # fmt: skip


@transaction.atomic
def move_cases(
    service: str, *, old: UUID | str, agency: str, expected: int | None = None, by: Actor
) -> Move:
    """Bring everything that can move of this agency from version `old` to the one in force.

    What needs the applicant and what stays is left alone. `expected` is how many the mover saw
    would move: should that have changed, nothing moves. Raises NothingToMove, ChangedSinceLooked.
    """
    before, after = version(old), current_version(service)
    if before.service_id != service:
        raise no.NotOfOneService()
    if before.number >= after.number:
        raise no.NotForward()
    may_move(service, agency, by=by)
    plan = made_plan(before, after, agency=agency, lock=True)
    moving = [*plan.cases["moves"], *plan.drafts["moves"]]
    if expected is not None and expected != len(moving):
        raise no.ChangedSinceLooked()
    if not moving:
        raise no.NothingToMove()
    move = Move.objects.create(
        service=service,
        old=before,
        new=after,
        agency=agency,
        by=by.ref,
        by_name=by.name,
        at=now(),
    )
    _move_drafts(move, plan)
    for each in plan.cases["moves"]:
        kept = bring_over(each.case, after, matter_of(each.case), by=by)
        Moved.objects.create(move=move, case=each.case, before=kept, seq=last_of(each.case.subject))
    return move


def _move_drafts(move: Move, plan: Plan) -> None:
    drafts = [each.draft for each in plan.drafts["moves"]]
    Moved.objects.bulk_create([Moved(move=move, draft=each.pk) for each in drafts])
    Draft.objects.filter(pk__in=[each.pk for each in drafts]).update(version=move.new)


def bring_over(case: Case, new: ServiceVersion, matter: Matter, *, by: Actor) -> dict[str, Any]:
    """Let a case go on under another version, and record it; how it stood, as JSON."""
    kept, old = _standing(case), version(case.version_id)
    definition = new.parsed
    answers, situation = settled(definition, matter)
    case.answers, case.situation = answers, situation
    case.version, case.service_title = new, say(definition.sheet.title)
    if case.accepted_on:
        case.clock_from = clock_starts(case, definition, case.accepted_on)
    reckon(case, definition, today=today())
    case.save(update_fields=[*_OF_A_CASE, "answers", "version"])
    _draw_again(case, definition)
    record(
        CaseMoved(
            **news(case),
            from_version=old.number,
            moved_on=today(),
            statutory_due=case.statutory_due,
            promised_due=case.promised_due,
        ),
        by=by,
    )
    if case.stage == Stage.ACCEPTED:
        open_what_is_due(case, definition, on=today())
    return kept


def _draw_again(case: Case, definition: ServiceDefinition) -> None:
    """The plan as the new version draws it: what was opened stays where it is, what is gone rests.

    Before acceptance there is no plan yet, only the turn of whoever accepts.
    """
    if case.stage != Stage.ACCEPTED:
        title = say(definition.route.accept.title)
        Task.objects.filter(case=case, step="accept").update(title=title)
        return
    present = {each.step: each for each in Task.objects.filter(case=case)}
    wanted = {each.step: each for each in planned_tasks(case, definition)}
    for name, task in wanted.items():
        known = present.get(name)
        if known is None:
            task.save()
            continue
        known.title, known.after = task.title, task.after
        if known.state in ("waiting", "dropped"):
            known.kind, known.agency, known.post = task.kind, task.agency, task.post
            known.state = "waiting"
        known.save()
    gone = [name for name in present if name not in wanted and name != "accept"]
    Task.objects.filter(case=case, step__in=gone, state="waiting").update(state="dropped")
    Task.objects.filter(case=case, step="decide", state="open").update(due_on=case.promised_due)


def _standing(case: Case) -> dict[str, Any]:
    """The case and its plan, as JSON: what a move changes."""
    tasks = Task.objects.filter(case=case).order_by("pk")
    return {
        "case": {name: plain(getattr(case, name)) for name in _OF_A_CASE},
        "answers": case.answers,
        "tasks": [{name: plain(getattr(each, name)) for name in _OF_A_TASK} for each in tasks],
    }


@transaction.atomic
def undo_move(id: UUID | str, *, by: Actor) -> Move:
    """Take a whole move back, while nothing has happened to any of its cases since.

    Drafts that were sent, written on, or forgotten meanwhile are left as they are: their writers
    have already answered the newer questions. Raises UndoneAlready, MovedOn.
    """
    move = Move.objects.select_for_update().filter(pk=id).first()
    if move is None:
        raise no.NoSuchMove()
    may_move(move.service, move.agency, by=by)
    if move.undone_at:
        raise no.UndoneAlready()
    moved = list(move.moved.select_related("case").order_by("pk"))
    cases = {
        each.pk: each
        for each in Case.objects.select_for_update(of=("self",))
        .select_related("applicant")
        .filter(moves__move=move)
        .order_by("number")
    }
    on = [
        each for each in moved if each.case_id and last_of(cases[each.case_id].subject) != each.seq
    ]
    if on:
        raise no.MovedOn(count=len(on))
    for each in moved:
        if each.case_id:
            put_back(cases[each.case_id], move.old, each.before, by=by)
    drafts = [each.draft for each in moved if each.draft]
    untouched = Draft.objects.filter(pk__in=drafts, version=move.new, saved_at__lt=move.at)
    untouched.update(version=move.old)
    move.undone_at, move.undone_by = now(), by.ref
    move.save(update_fields=["undone_at", "undone_by"])
    return move


def put_back(case: Case, old: ServiceVersion, kept: Mapping[str, Any], *, by: Actor) -> None:
    """Let a case stand as `bring_over` found it, under the version it had, and record it."""
    left = version(case.version_id).number
    for name, value in kept["case"].items():
        setattr(case, name, value)
    case.answers, case.version = kept["answers"], old
    case.save(update_fields=[*_OF_A_CASE, "answers", "version"])
    before = {each["step"]: each for each in kept["tasks"]}
    Task.objects.filter(case=case).exclude(step__in=before).delete()
    for name, facts in before.items():
        Task.objects.filter(case=case, step=name).update(**facts)
    case.refresh_from_db()
    record(CaseMovedBack(**news(case), from_version=left), by=by)
