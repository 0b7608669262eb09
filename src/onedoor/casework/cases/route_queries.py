"""What happened on the route of a case: words of several, returns, hearings, tests, objections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from onedoor.casework.cases import routing
from onedoor.casework.cases.authority import acts_at, may_supervise
from onedoor.casework.cases.finding import definition_of, party_key, reached
from onedoor.casework.cases.models import (
    Case,
    Hearing,
    Objection,
    Proceeding,
    Return,
    Stage,
    Task,
    Vote,
)
from onedoor.casework.cases.refusals import NoSuchCase
from onedoor.casework.cases.timetable import correction_due, hangs_until
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import today
from onedoor.registers.catalogue.definition import ServiceDefinition, Step

_ARRANGED = ("inspection", "testing", "expert-review")


@dataclass(frozen=True)
class RouteFacts:
    """By the key of the task: who said what, and what hangs on it. Only what its kinds call for."""

    votes: dict[int, list[Vote]] = field(default_factory=dict)
    returns: list[Return] = field(default_factory=list)
    hearings: dict[int, Hearing] = field(default_factory=dict)
    proceedings: dict[int, Proceeding] = field(default_factory=dict)
    objections: dict[int, list[Objection]] = field(default_factory=dict)


def route_facts(
    case: Case, definition: ServiceDefinition, tasks: Sequence[Task], *, seen_by: Actor
) -> RouteFacts:
    """What a page about the case shows of its route; a plain route costs no query.

    The look at the case is traced by whoever read its file. Objections are for the agency: an
    applicant gets none of them, and the row of each look at who objected is written here.
    """
    kinds = {task.kind for task in tasks}
    several = [task.pk for task in tasks if task.round or _hands(definition, task.step) > 1]
    facts = RouteFacts()
    for vote in Vote.objects.filter(task__in=several).order_by("id") if several else ():
        facts.votes.setdefault(vote.task_id, []).append(vote)
    if any(task.round for task in tasks):
        facts.returns.extend(Return.objects.filter(case=case).order_by("id"))
    if "hearing" in kinds:
        facts.hearings.update({each.task_id: each for each in case.hearings.all()})
    if kinds & set(_ARRANGED):
        facts.proceedings.update({each.task_id: each for each in case.proceedings.all()})
    if "public-notice" in kinds and seen_by.is_staff:
        for objection in _objections(case, tasks, seen_by):
            facts.objections.setdefault(objection.task_id, []).append(objection)
    return facts


def _hands(definition: ServiceDefinition, step: str) -> int:
    return routing.desk_of(definition, step).hands.persons


def _objections(case: Case, tasks: Sequence[Task], actor: Actor) -> list[Objection]:
    notices = [task for task in tasks if task.kind == "public-notice"]
    may = acts_at(case, [task.seat for task in notices], by=actor)
    shown = [task.pk for task in notices if (task.seat, "review") in may]
    if not shown and may_supervise(case, by=actor):
        shown = [task.pk for task in notices]
    found = list(Objection.objects.filter(task__in=shown).order_by("raised_at"))
    looks = [Look(each.party, case.subject, "对公示的异议") for each in found if each.party]
    trace_all(looks, by=actor, why="核实异议", since=start_of_today())
    return found


def objections_of(number: str, *, seen_by: Actor) -> list[Objection]:
    """What was said against the notices of a case, oldest first, for whoever answers it."""
    case = Case.objects.filter(number=number).first()
    if case is None or not (seen_by.is_staff or seen_by == SYSTEM):
        raise NoSuchCase()
    tasks = list(case.tasks.filter(kind="public-notice"))
    if seen_by == SYSTEM:
        return list(Objection.objects.filter(task__in=tasks).order_by("raised_at"))
    found = _objections(case, tasks, seen_by)
    look = Look(str(case.applicant_id), case.subject, "对公示的异议")
    trace_all([look], by=seen_by, why="核实异议", since=start_of_today())
    return found


def answer_to_objection(id: str, *, seen_by: Actor) -> tuple[str, str]:
    """The party that objected ("" where nobody was signed in) and the answer it got."""
    if seen_by != SYSTEM:
        raise NotFound(where=id)
    found = Objection.objects.filter(pk=id).first()
    return (found.party, found.answer) if found else ("", "")


@dataclass(frozen=True)
class PublicNotice:
    """An intended outcome that hangs out: nothing but what the notice itself has to say."""

    key: int
    number: str
    step: str
    service_title: str
    agency: str
    called: str
    granting: bool
    since: date
    until: date
    definition: ServiceDefinition


def public_notices(*, seen_by: Actor) -> list[PublicNotice]:
    """Every notice that hangs out now, for everybody; names of persons are masked."""
    tasks = Task.objects.filter(
        kind="public-notice", state="open", case__stage=Stage.ACCEPTED
    ).select_related("case__applicant")
    found = [_notice(task) for task in tasks.order_by("opened_on", "id")]
    return [each for each in found if each is not None and each.until >= today()]


def public_notice(key: int, *, seen_by: Actor) -> PublicNotice:
    """One of them; NotFound once it has come down."""
    for each in public_notices(seen_by=seen_by):
        if each.key == key:
            return each
    raise NotFound(where=str(key))


def _notice(task: Task) -> PublicNotice | None:
    case, definition = task.case, definition_of(task.case)
    until = hangs_until(task, definition)
    if until is None or task.opened_on is None:
        return None
    against = Task.objects.filter(case=case, state="done", result__in=routing.NO)
    return PublicNotice(
        key=task.pk,
        number=case.number,
        step=task.step,
        service_title=case.service_title,
        agency=task.agency,
        called=called_in_public(case),
        granting=not against.exists(),
        since=task.opened_on,
        until=until,
        definition=definition,
    )


def called_in_public(case: Case) -> str:
    """A firm by its name; of a person the first sign alone, and as many stars as were left out."""
    name = case.applicant_name
    if case.applicant.kind != "person":
        return name
    return name[:1] + "*" * min(2, len(name) - 1)


def correction_until(case: Case) -> date | None:
    """The last day to answer the one-time notice, if one was sent."""
    return correction_due(case, definition_of(case))


def ways_taken(definition: ServiceDefinition, facts: Mapping[str, object]) -> dict[str, object]:
    """By step: the sentence of the rule that sent it elsewhere than usual."""
    desks = [*((each.id, each) for each in definition.route.steps)]
    found = {name: routing.way_of(desk, facts) for name, desk in desks}
    found["decide"] = routing.way_of(definition.route.decide, facts)
    return {name: way.plain for name, way in found.items() if way is not None}


def may_ask_for_a_hearing(case: Case, *, seen_by: Actor) -> Hearing | None:
    """The hearing that this applicant may still ask for, if there is one."""
    own = reached(Case.objects.filter(applicant_id=party_key(seen_by)), "see", by=seen_by)
    if not own.filter(pk=case.pk).exists():
        return None
    look = Look(str(case.applicant_id), case.subject, "听证")
    trace_all([look], by=seen_by, why="看能不能要求听证", since=start_of_today())
    open_now = Hearing.objects.filter(case=case, requested_on=None, request_by__gte=today())
    return open_now.select_related("task").first()


def steps_before(task: Task, tasks: Sequence[Task], definition: ServiceDefinition) -> list[Task]:
    """To which steps the task could be sent back: done ones before it, of the same agency."""
    from onedoor.casework.cases.route_rules import before

    by_step = {each.step: each for each in tasks}
    earlier = before(task.step, by_step)
    return [
        each
        for each in tasks
        if each.step in earlier
        and each.state == "done"
        and each.agency == task.agency
        and isinstance(routing.desk_of(definition, each.step), Step)
    ]
