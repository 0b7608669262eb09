"""What can be seen of drafts and cases, and by whom. Every look at personal data leaves a trace."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from onedoor.casework.cases.acted_on import Named, act_word, named_licence
from onedoor.casework.cases.actions.drafting import KEPT_DAYS
from onedoor.casework.cases.authority import acts_at, may_supervise
from onedoor.casework.cases.boards import (
    OwnWork,
    TaskBehind,
    Waiting,
    WaitingLine,
    own_tasks,
    own_work,
    tasks_behind,
    waiting_at,
    waiting_by,
)
from onedoor.casework.cases.clock import Clock
from onedoor.casework.cases.discretion import Standard, standard_of
from onedoor.casework.cases.figures import filed_between
from onedoor.casework.cases.finding import definition_of, facts_of, part_of, party_key, reached
from onedoor.casework.cases.inboxes import (
    COUNTED,
    SHOWN_IN_LISTS,
    InboxRow,
    in_nobodys_hands,
    inbox,
    inbox_counts,
    open_tasks_at,
    tasks_chosen,
)
from onedoor.casework.cases.models import Case, Draft, Hearing, Material, Stage, Task
from onedoor.casework.cases.move_plans import Plan, may_move, moves_of, plan_move, versions_behind
from onedoor.casework.cases.outcomes import LicenceGranted, Outcome, outcome_of
from onedoor.casework.cases.part_moves import (
    Onward,
    outlooks_of_parts,
    parts_under_way,
    went_on_since,
)
from onedoor.casework.cases.pictures import page_picture
from onedoor.casework.cases.previews import correction_sheet, decision_sheet
from onedoor.casework.cases.progress import Progress, progress_of
from onedoor.casework.cases.promise_queries import (
    Asking,
    Offered,
    ToSign,
    known_for,
    promised_documents,
    promises_of_case,
    promises_of_draft,
    promises_to_look_at,
    reused_in,
    signing_for,
    signings_of_case,
    signings_of_draft,
)
from onedoor.casework.cases.refusals import (
    AnswersIncomplete,
    DocumentsMissing,
    NoSuchCase,
    NoSuchDraft,
)
from onedoor.casework.cases.route_queries import (
    PublicNotice,
    RouteFacts,
    answer_to_objection,
    correction_until,
    may_ask_for_a_hearing,
    objections_of,
    public_notice,
    public_notices,
    route_facts,
    steps_before,
    ways_taken,
)
from onedoor.casework.cases.rules import why_not_assured, why_not_for_another
from onedoor.casework.cases.timetable import clocks, telling_clock
from onedoor.casework.cases.turns import turns_of, watched_by
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.models import Entry, Reading
from onedoor.kernel.ports import port
from onedoor.kernel.readings import Look, looks_at, start_of_today, trace, trace_all
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import today
from onedoor.registers.catalogue.definition import Document, ReviewPoint, ServiceDefinition
from onedoor.registers.papers.kinds import Sheet

__all__ = [
    "COUNTED", "KEPT_DAYS", "SHOWN_IN_LISTS", "AnswersIncomplete", "Asking", "Case", "CaseFile",
    "DocumentsMissing", "Draft", "Hearing", "InboxRow", "LicenceGranted", "Material", "Named",
    "Offered", "Onward", "Outcome", "OwnWork", "Plan", "Progress",
    "PublicNotice", "RouteFacts", "Sheet", "Stage", "Standard", "Task", "TaskBehind", "ToSign",
    "Waiting", "WaitingLine", "act_word", "acts_open", "answer_to_objection", "bundles_seen",
    "case_for", "cases_of", "correction_preview", "correction_until",
    "decision_preview", "draft_for", "draft_of", "drafts_of", "filed_between", "history_of",
    "in_nobodys_hands", "inbox", "inbox_counts", "known_for", "material_for", "material_page",
    "materials_of_draft", "may_ask_for_a_hearing", "may_move", "moves_of", "named_licence",
    "objections_of", "open_tasks_at", "outcome_of", "outlooks_of_parts",
    "own_tasks", "own_work", "part_of", "parts_of", "parts_under_way",
    "party_key", "plan_move", "progress_by_code", "promised_documents", "promises_of_case",
    "promises_of_draft", "promises_to_look_at", "public_notice", "public_notices", "reached",
    "readings_of_case", "reused_in", "route_facts", "short_numbers", "signing_for",
    "signings_of_case", "signings_of_draft", "standard_of", "steps_before", "tasks_behind",
    "tasks_chosen", "titles_of", "versions_behind", "waiting_at", "waiting_by", "ways_taken",
    "went_on_since", "why_not_assured", "why_not_for_another",
]  # fmt: skip


@dataclass(frozen=True)
class CaseFile:
    """Everything one page about a case needs, read in a fixed number of queries."""

    case: Case
    definition: ServiceDefinition
    facts: dict[str, Any]
    tasks: list[Task]
    materials: list[Material]
    marks: dict[str, str]
    # What reviewers wrote at a point: their words for the applicant, should it stay unmet.
    notes: dict[str, str]
    # The lines of the correction notice, once it has been sent.
    told: list[dict[str, str]]
    telling: Clock | None
    statutory: Clock | None
    promised: Clock | None

    @property
    def documents(self) -> list[Document]:
        """The documents this case calls for, the applicant's first."""
        return self.definition.documents_for(self.facts)

    @property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.state == "open"]

    def points_for(self, task: Task) -> list[ReviewPoint]:
        """The points the task is to look at."""
        if task.step == "accept":
            return self.definition.points_before_acceptance(self.facts)
        return self.definition.points_at(task.step, self.facts)


_ONE_LOOK = timedelta(minutes=10)


def case_for(number: str, *, seen_by: Actor, why: str = "") -> CaseFile:
    """The whole file, for its applicant or for a post the case has come to; NoSuchCase to others.

    A clerk's look is traced with the task that gives the right to it.
    """
    case = _seen(seen_by).select_related("applicant").filter(number=number).first()
    if case is None:
        raise NoSuchCase()
    tasks = list(case.tasks.order_by("id"))
    _trace_look(case, tasks, seen_by, why)
    definition = definition_of(case)
    # With the key of the case: whose data a row is can then be told wherever it comes out.
    marks = list(case.marks.values_list("point", "mark", "note", "case_id"))
    statutory, promised = clocks(case, definition, today=today())
    return CaseFile(
        case=case,
        definition=definition,
        facts=facts_of(case),
        tasks=tasks,
        materials=list(case.materials.order_by("document", "round", "given_at")),
        marks={point: mark for point, mark, _, _ in marks},
        notes={point: note for point, _, note, _ in marks if note},
        told=list(case.correction.items) if case.told_missing_on else [],
        telling=telling_clock(case, definition, today=today()),
        statutory=statutory,
        promised=promised,
    )


def _trace_look(case: Case, tasks: list[Task], actor: Actor, why: str) -> None:
    mine = [task.title for task in tasks if actor.holds(task.seat)]
    _trace_part(case, actor, "办件全卷", why=why or "、".join(mine) or _on_what_ground(actor))


def _on_what_ground(actor: Actor) -> str:
    """By what right somebody looks whose turn it is not."""
    if actor.kind == "machine":
        return "账号持有人的密钥"
    return f"授权 {actor.scope.mandate}" if actor.scope else "监督"


def _trace_part(
    case: Case, actor: Actor, what: str, *, why: str = "", within: timedelta | None = None
) -> None:
    trace(
        by=actor,
        subject=case.subject,
        what=what,
        why=why or _on_what_ground(actor),
        party=str(case.applicant_id),
        within=within or (None if actor.is_staff else _ONE_LOOK),
    )


def _seen(actor: Actor) -> QuerySet[Case]:
    """The cases `actor` may see: their own, or those that have come to one of their posts.

    A supervisor sees the cases of their own agency. A post sees a case once its turn has come.
    """
    if actor == SYSTEM:
        return Case.objects.all()
    if actor.party:
        return reached(Case.objects.filter(applicant_id=party_key(actor)), "see", by=actor)
    if not (actor.is_staff and actor.posts):
        return Case.objects.none()
    came = Task.objects.filter(turns_of(actor), case=OuterRef("pk"))
    seen = Q(Exists(came.exclude(state="waiting", opened_on=None)))
    # Whoever chairs its hearing needs the case, whatever their post.
    seen |= Q(Exists(Hearing.objects.filter(case=OuterRef("pk"), chair=actor.ref)))
    watched = watched_by(actor)
    return Case.objects.filter(seen if watched is None else seen | watched)


def cases_of(party: str, *, seen_by: Actor, limit: int = 50) -> list[Case]:
    """The newest cases of a party, for the party itself."""
    if seen_by.party != party and seen_by != SYSTEM:
        raise NoSuchCase()
    cases = reached(Case.objects.filter(applicant_id=UUID(party)), "see", by=seen_by)
    # A list shows no answers: they stay sealed.
    found = list(cases.order_by("-submitted_at").defer("answers")[:limit])
    looks = [Look(party, case.subject, "名下的办件") for case in found]
    trace_all(looks, by=seen_by, why=_on_what_ground(seen_by), since=start_of_today())
    return found


def titles_of(*, seen_by: Actor) -> dict[str, str]:
    """Number and title of every case of the reader: to know one's own matters by their numbers."""
    own = reached(Case.objects.filter(applicant_id=party_key(seen_by)), "see", by=seen_by)
    rows = own.values_list("number", "service_title", "applicant_id")
    looks = [Look(str(party), number, "名下的办件") for number, _title, party in rows]
    trace_all(looks, by=seen_by, why=_on_what_ground(seen_by), since=start_of_today())
    return {number: title for number, title, _party in rows}


def short_numbers(numbers: Collection[str], *, seen_by: Actor) -> dict[str, str]:
    """Case numbers as people say them; what is no case is left out. They tell nothing else."""
    found = Case.objects.filter(number__in=numbers).only("number")
    return {each.number: each.short_number for each in found}


def bundles_seen(*, seen_by: Actor) -> QuerySet[Case, Any]:
    """The numbers of bundles of which the reader may see a part, to be asked within a question."""
    return _seen(seen_by).exclude(part_of="").values("part_of")


def parts_of(bundle: str, *, seen_by: Actor) -> list[Case]:
    """The cases of a bundle that the reader may see, in the order they were opened."""
    cases = _seen(seen_by).filter(part_of=bundle) if bundle else Case.objects.none()
    found = list(cases.order_by("submitted_at", "number").defer("answers"))
    looks = [Look(str(case.applicant_id), case.subject, "一件事里的各项") for case in found]
    trace_all(looks, by=seen_by, why=_on_what_ground(seen_by), since=start_of_today())
    return found


def drafts_of(party: str, *, seen_by: Actor) -> list[Draft]:
    """The party's drafts, the latest saved first."""
    if seen_by.party != party:
        raise NoSuchDraft()
    drafts = reached(Draft.objects.filter(party_id=party), "apply", by=seen_by)
    found = list(drafts.select_related("version").order_by("-saved_at"))
    for draft in found:
        _trace_draft(draft, seen_by)
    return found


def _trace_draft(draft: Draft, reader: Actor) -> None:
    trace(
        by=reader,
        subject=f"draft:{draft.pk}",
        what="草稿",
        why=_on_what_ground(reader),
        party=str(draft.party_id),
        within=_ONE_LOOK,
    )


def draft_for(id: str, *, seen_by: Actor) -> Draft:
    """One's own draft with its version; NoSuchDraft to anybody else."""
    drafts = reached(Draft.objects.select_related("version", "party"), "apply", by=seen_by)
    draft = drafts.filter(pk=id, party_id=party_key(seen_by)).first()
    if draft is None:
        raise NoSuchDraft()
    _trace_draft(draft, seen_by)
    return draft


def draft_of(service: str, *, seen_by: Actor) -> Draft | None:
    """One's draft for this service, if there is one."""
    if not seen_by.party:
        return None
    drafts = reached(Draft.objects.filter(party_id=seen_by.party), "apply", by=seen_by)
    draft = drafts.filter(service=service).first()
    if draft is not None:
        _trace_draft(draft, seen_by)
    return draft


def materials_of_draft(id: str, *, seen_by: Actor) -> list[Material]:
    """The files of one's own draft."""
    return list(draft_for(id, seen_by=seen_by).materials.order_by("document", "given_at"))


def material_for(id: str, *, seen_by: Actor) -> tuple[Material, bytes]:
    """One file and its bytes, for whoever may see what it belongs to; traced for a clerk."""
    found = _material(id, seen_by)
    return found, port("store").get(found.digest)


def material_page(id: str, page: int, *, seen_by: Actor) -> bytes:
    """Page `page` (from 1) of a PDF as a PNG picture; seen and traced as in `material_for`.

    NoSuchPage, PageNotDrawn.
    """
    found = _material(id, seen_by)
    return page_picture(found.digest, page, pages=found.pages or 1)


def _material(id: str, seen_by: Actor) -> Material:
    found = Material.objects.select_related("draft", "case").filter(pk=id).first()
    if found is None:
        raise NoSuchCase()
    if found.draft is not None:
        draft = found.draft
        if str(draft.party_id) != seen_by.party or not seen_by.may("apply", draft.service):
            raise NoSuchCase()
        _trace_draft(found.draft, seen_by)
    elif found.case is None or not _seen(seen_by).filter(pk=found.case.pk).exists():
        raise NoSuchCase()
    else:
        why = "审查材料" if seen_by.is_staff else ""
        what = f"材料 {found.document}"
        _trace_part(found.case, seen_by, what, why=why, within=_ONE_LOOK)
    return found


def progress_by_code(code: str, *, seen_by: Actor) -> Progress:
    """Stage and dates of the case with this query code; NoSuchCase for any other code.

    A look by somebody known is traced; whoever merely holds the code is known to nobody.
    """
    case = Case.objects.select_related("applicant").filter(query_code=code).first()
    if case is None:
        raise NoSuchCase()
    if seen_by.kind != "anyone":
        _trace_part(case, seen_by, "办理进度", why="凭查询码", within=_ONE_LOOK)
    return progress_of(case)


def acts_open(case: Case, seats: Collection[str], *, seen_by: Actor) -> set[tuple[str, str]]:
    """(seat, act): what the reader may do with the case at these seats, as the acts ask it."""
    return acts_at(case, seats, by=seen_by)


def history_of(case: Case, *, seen_by: Actor) -> list[Entry]:
    """The case's chain, oldest first, for whoever may see the case."""
    if not _seen(seen_by).filter(pk=case.pk).exists():
        raise NoSuchCase()
    _trace_part(case, seen_by, "办理过程", within=_ONE_LOOK)
    return entries_of(case.subject)


def correction_preview(number: str, *, words: Mapping[str, str], seen_by: Actor) -> Sheet:
    """The correction notice as it would go out now, word for word; nothing is sent or kept."""
    file = case_for(number, seen_by=seen_by, why="预览补正告知书")
    points = [
        point
        for point in file.definition.points_before_acceptance(file.facts)
        if file.marks.get(point.id) == "unmet"
    ]
    return correction_sheet(file.case, file.definition, points, words)


def decision_preview(
    number: str,
    *,
    granted: bool,
    reasons: str = "",
    terms: str = "",
    amount: Decimal | None = None,
    seen_by: Actor,
) -> Sheet:
    """The decision as it would be signed now, word for word; nothing is decided or kept.

    Refuses as the signature would what leaves the standard of discretion without reasons.
    """
    file = case_for(number, seen_by=seen_by, why="预览决定书")
    agency = next((task.agency for task in file.tasks if task.step == "decide"), file.case.agency)
    return decision_sheet(
        file.case, file.definition, agency, file.facts,
        granted=granted, reasons=reasons, terms=terms, amount=amount,
    )  # fmt: skip


def readings_of_case(number: str, *, seen_by: Actor) -> list[Reading]:
    """Who looked at this case and why, the newest first, for a supervisor of its agency."""
    case = _seen(seen_by).filter(number=number).first()
    if case is None:
        raise NoSuchCase()
    if not may_supervise(case, by=seen_by):
        raise NotAllowed()
    _trace_part(case, seen_by, "谁看过这件", within=_ONE_LOOK)
    return looks_at(case.subject, seen_by=seen_by)
