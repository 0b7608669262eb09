"""Finding what an act needs: the case held, its definition, its facts, its open task."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from onedoor.casework.cases.models import Case, Draft, Task
from onedoor.casework.cases.refusals import NoSuchCase
from onedoor.kernel.actors import Actor
from onedoor.registers.catalogue.definition import ReviewPoint, ServiceDefinition
from onedoor.registers.catalogue.queries import version


def held(number: str) -> Case:
    """The case of this number, locked until the transaction ends; NoSuchCase otherwise."""
    case = Case.objects.select_for_update().filter(number=number).first()
    if case is None:
        raise NoSuchCase()
    return case


def definition_of(case: Case) -> ServiceDefinition:
    """The definition the case began under, whatever has been published since."""
    return version(case.version_id).parsed


def facts_of(case: Case) -> dict[str, Any]:
    """Answers, situation and what the tables decide of the case, under the names conditions use."""
    kind = "person" if _is_person(case) else "organisation"
    return definition_of(case).facts_of(case.answers, case.situation, kind, standing_promises(case))


def standing_promises(owner: Case | Draft) -> list[str]:
    """The promises that stand for documents now; a deferred one until its documents are there."""
    if not version(owner.version_id).parsed.sheet.promises:
        return []
    there = owner.promises.exclude(kind="deferred", state="handed-in")
    # With whose it is: whoever watches the database can then tell.
    return [promise for promise, _party in there.values_list("promise", "party")]


def party_key(actor: Actor) -> UUID:
    """The key of the actor's party; one that nobody has when they act for none."""
    return UUID(actor.party) if actor.party else UUID(int=0)


def agent_of(by: Actor) -> dict[str, str]:
    """Who handles a draft or case for its party; nobody's name when one acts for oneself."""
    if by.scope is None:
        return {"agent": "", "agent_name": ""}
    return {"agent": by.own_party, "agent_name": by.name}


Row = TypeVar("Row", bound=Model)


def reached(rows: QuerySet[Row], act: str, *, by: Actor, column: str = "service") -> QuerySet[Row]:
    """Of the rows of the party one acts for, those that one's mandate reaches with this act.

    Every row of a party that is shown or changed passes here. Who acts for themselves has all.
    `column` says of what a row is: a mandate for some services only must name that code.
    """
    scope = by.scope
    if scope is None:
        return rows
    if scope.acts and act not in scope.acts:
        return rows.none()
    return rows.filter(**{f"{column}__in": scope.services}) if scope.services else rows


def _is_person(case: Case) -> bool:
    return case.applicant.kind == "person"


def task_of(case: Case, step: str) -> Task | None:
    """The case's task for `step`, or None."""
    return Task.objects.filter(case=case, step=step).first()


def marks_of(case: Case) -> dict[str, str]:
    """Point id → mark."""
    return dict(case.marks.values_list("point", "mark"))


def points_before_acceptance(case: Case) -> list[ReviewPoint]:
    """The points judged before acceptance, for the facts of this case."""
    return definition_of(case).points_before_acceptance(facts_of(case))


def news(case: Case) -> dict[str, Any]:
    """What every event of this case carries."""
    return {
        "subject": case.subject,
        "case": case.number,
        "service": case.service,
        "version": version(case.version_id).number,
        "agency": case.agency,
        "division": case.division,
        "party": str(case.applicant_id),
    }


def part_of(number: str, *, seen_by: Actor) -> str:
    """The number of the bundle a case is a part of; "" for a case of its own, and for none."""
    found = Case.objects.filter(number=number).values_list("part_of", flat=True).first()
    return found or ""
