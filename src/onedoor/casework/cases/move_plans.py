"""The dry run of a move: which drafts and cases can move, which need the applicant, which stay."""

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q

from onedoor.casework.cases.models import OPEN_STAGES, Case, Draft, Material, Move, Task
from onedoor.casework.cases.moving import (
    WEIGHED,
    Matter,
    Outlook,
    by_outlook,
    looks_at,
    outlook_of_case,
    outlook_of_draft,
)
from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import start_of_today, trace_all
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import today
from onedoor.registers.agencies.acts import ACTS
from onedoor.registers.agencies.queries import agency as agency_called
from onedoor.registers.agencies.queries import is_granted
from onedoor.registers.agencies.refusals import BeyondTheLoan, NotGranted
from onedoor.registers.catalogue.queries import ServiceVersion, current_version, version

MOVE = "move"


@dataclass(frozen=True)
class Planned:
    """One case and what a move would mean for it."""

    case: Case
    outlook: Outlook


@dataclass(frozen=True)
class PlannedDraft:
    """One draft and what a move would mean for it."""

    draft: Draft
    outlook: Outlook


@dataclass(frozen=True)
class Plan:
    """The dry run: by outlook, the cases and the drafts of one agency under one version."""

    old: ServiceVersion
    new: ServiceVersion
    agency: str
    cases: dict[str, list[Planned]] = field(default_factory=dict)
    drafts: dict[str, list[PlannedDraft]] = field(default_factory=dict)

    def count(self, kind: str) -> int:
        return len(self.cases[kind]) + len(self.drafts[kind])


def may_move(service: str, agency: str, *, by: Actor) -> None:
    """Raise unless `by` supervises the agency and may move its matters there."""
    seat = f"{agency}/supervisor"
    if not by.holds(seat):
        raise NotAllowed()
    taken = by.places_taken(seat)
    if taken and not any(each.covers(MOVE, service) for each in taken):
        raise BeyondTheLoan(act=ACTS[MOVE])
    division = agency_called(agency).division_id
    if not is_granted(seat, MOVE, service, division, on=today()):
        raise NotGranted(act=ACTS[MOVE])


def plan_move(service: str, *, old: UUID | str, agency: str, seen_by: Actor) -> Plan:
    """What a move from `old` to the version in force would do here; nothing is changed.

    For the supervisor of the agency. Everybody whose matter is weighed learns of the look.
    """
    may_move(service, agency, by=seen_by)
    plan = made_plan(version(old), current_version(service), agency=agency)
    looks = looks_at(
        [each.case for found in plan.cases.values() for each in found],
        [each.draft for found in plan.drafts.values() for each in found],
    )
    trace_all(looks, by=seen_by, why=WEIGHED, since=start_of_today())
    return plan


def made_plan(old: ServiceVersion, new: ServiceVersion, *, agency: str, lock: bool = False) -> Plan:
    """The plan itself, in a fixed number of queries; `lock` holds what it weighs."""
    plan = Plan(old, new, agency, by_outlook(), by_outlook())
    if old.pk == new.pk:
        return plan
    found = Case.objects.select_related("applicant").filter(
        version=old, agency=agency, stage__in=OPEN_STAGES, part_of=""
    )
    drafts = Draft.objects.select_related("party").filter(version=old, agency=agency)
    if lock:
        found = found.select_for_update(of=("self",))
        drafts = drafts.select_for_update(of=("self",))
    cases = list(found.order_by("number"))
    given = _given(Q(case__in=cases) | Q(draft__in=(held := list(drafts.order_by("pk")))))
    tasks = tasks_of(cases)
    for case in cases:
        matter = matter_of(case, given.get(case.pk))
        outlook = outlook_of_case(case, tasks.get(case.pk, []), old.parsed, new.parsed, matter)
        plan.cases[outlook.kind].append(Planned(case, outlook))
    for draft in held:
        kind = draft.party.kind
        matter = Matter(draft.answers, draft.situation, kind, given.get(draft.pk) or Tally())
        outlook = outlook_of_draft(old.parsed, new.parsed, matter)
        plan.drafts[outlook.kind].append(PlannedDraft(draft, outlook))
    return plan


def _given(whose: Q) -> dict[UUID, Tally[str]]:
    """How many files there are for each document, by draft or case."""
    found: dict[UUID, Tally[str]] = {}
    rows = Material.objects.filter(whose, replaced=False).values_list("case", "draft", "document")
    for case, draft, document in rows:
        found.setdefault(case or draft, Tally())[document] += 1
    return found


def tasks_of(cases: Sequence[Case]) -> dict[UUID, list[Task]]:
    """The tasks of each of these cases, in the order of its plan."""
    found: dict[UUID, list[Task]] = {}
    for task in Task.objects.filter(case__in=cases).order_by("pk"):
        found.setdefault(task.case_id, []).append(task)
    return found


def given_of(cases: Sequence[Case]) -> dict[UUID, Tally[str]]:
    """How many files each of these cases has for each document."""
    return _given(Q(case__in=cases))


def matter_of(case: Case, given: Tally[str] | None = None) -> Matter:
    """What a case holds."""
    return Matter(case.answers, case.situation, case.applicant.kind, given or Tally())


@dataclass(frozen=True)
class Behind:
    """How many matters of an agency still stand under an older version of a service."""

    service: str
    agency: str
    old: UUID
    number: int
    title: str
    cases: int
    drafts: int


def versions_behind(agencies: Sequence[str], *, seen_by: Actor) -> list[Behind]:
    """Where matters run under older versions, in the agencies one supervises: numbers, no case."""
    own = [each for each in agencies if seen_by.holds(f"{each}/supervisor")]
    counted: dict[tuple[str, str, UUID], list[int]] = {}
    cases = Case.objects.filter(agency__in=own, stage__in=OPEN_STAGES, part_of="")
    drafts = Draft.objects.filter(agency__in=own)
    for at, rows in enumerate((cases, drafts)):
        told = rows.order_by().values_list("service", "agency", "version").annotate(n=Count("pk"))
        for service, agency, old, n in told:
            counted.setdefault((service, agency, old), [0, 0])[at] = n
    found = []
    for (service, agency, old), (n_cases, n_drafts) in counted.items():
        newest = current_version(service)
        if newest.pk != old:
            title = str(newest.parsed.sheet.title)
            number = version(old).number
            found.append(Behind(service, agency, old, number, title, n_cases, n_drafts))
    return sorted(found, key=lambda each: (each.service, each.agency, each.number))


def moves_of(agencies: Sequence[str], *, seen_by: Actor, most: int = 20) -> list[Move]:
    """The moves made in the agencies one supervises, the newest first: numbers, no case."""
    own = [each for each in agencies if seen_by.holds(f"{each}/supervisor")]
    rows = Move.objects.filter(agency__in=own).select_related("old", "new")
    counted = rows.annotate(cases=Count("moved__case"), drafts=Count("moved__draft"))
    return list(counted.order_by("-at")[:most])
