"""Submitting: one transaction, once, however often it is pressed."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases import rules
from onedoor.casework.cases.acted_on import refuse_what_cannot_be_acted_on
from onedoor.casework.cases.actions.deciding import decide_at_once
from onedoor.casework.cases.actions.drafting import (
    Given,
    follow_the_service,
    held_draft,
)
from onedoor.casework.cases.actions.promising import give_promises, promises_in, refuse_promises
from onedoor.casework.cases.actions.signing import refuse_unsigned
from onedoor.casework.cases.events import ApplicationSubmitted, StepOpened
from onedoor.casework.cases.finding import agent_of, news, party_key
from onedoor.casework.cases.models import Case, Draft, Material, Task
from onedoor.casework.cases.opening import write_case
from onedoor.casework.cases.promise_events import CaseCosigned
from onedoor.casework.cases.timetable import day_of_receipt, word_due
from onedoor.casework.forms.answers import settle, still_asked
from onedoor.casework.forms.questions import (
    missing_documents,
    next_situation,
    settled_situation,
)
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.calendar import WorkingCalendar
from onedoor.kernel.codes import CaseNumberRule, new_query_code
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.queries import Seat, calendar_at, seat_of
from onedoor.registers.catalogue.definition import Document, ServiceDefinition, holds, say
from onedoor.registers.catalogue.queries import ServiceVersion
from onedoor.registers.people.queries import Party, party_for


class Submission(NamedTuple):
    """The case of an application made in one go; not new when the key was used before."""

    case: Case
    is_new: bool


def submit_draft(id: str, *, by: Actor) -> Case:
    """Make the draft a case. Pressed twice, or from two tabs, it is one case.

    Answers and files that an older version asked for, and this one does not, are left out.
    Raises AnswersIncomplete, DocumentsMissing, or what `why_not_apply` says; the draft stays.
    ServiceChanged when a newer version was published meanwhile: the draft now follows it.
    """
    if already := _made_before(f"draft:{id}", by=by):
        return already
    if follow_the_service(id, by=by):
        raise no.ServiceChanged()
    return _submit_held_draft(id, by=by)


@transaction.atomic
def _submit_held_draft(id: str, *, by: Actor) -> Case:
    try:
        draft = held_draft(id, by=by)
    except no.NoSuchDraft:
        # Another tab was quicker: its commit took the draft away while we waited for it.
        case = _made_before(f"draft:{id}", by=by)
        if case is None:
            raise
        return case
    definition = draft.version.parsed
    files = _still_given(draft, definition)
    ready = _ready(
        draft.version,
        agency=draft.agency,
        answers=still_asked(definition.form, draft.answers),
        situation=settled_situation(
            definition.sheet.situations,
            draft.situation,
            facts={"applicant.kind": draft.party.kind},
        ),
        given=list(files.values_list("document", flat=True)),
        promised=promises_in(draft),
        draft=draft,
        by=by,
    )
    case = _open_case(ready, key=f"draft:{id}", by=by, draft=draft)
    files.update(draft=None, case=case)
    Draft.objects.filter(pk=draft.pk).delete()
    return case


def _still_given(draft: Draft, definition: ServiceDefinition) -> QuerySet[Material]:
    """The files for documents that can be given; those of an older version go with the draft."""
    known = [each.id for each in definition.documents.documents if _may_be_given(each)]
    return Material.objects.filter(draft=draft, document__in=known)


def _may_be_given(document: Document | None) -> bool:
    return document is not None and document.source in ("applicant", "promise")


def submit_application(
    version: ServiceVersion,
    *,
    agency: str,
    situation: dict[str, str],
    answers: dict[str, Any],
    given: Sequence[Given],
    key: str,
    promised: Sequence[str] = (),
    by: Actor,
) -> Submission:
    """A whole application in one go. The same `key` from the same party is the same case.

    `version` is the one the files were inspected under; the files are already in the store. Raises
    what `submit_draft` does, and KeyUsedBefore when the key came with another application.
    """
    asked = (version.service_id, agency, situation)
    if already := _made_before(key, by=by):
        return _same_application(already, asked, given)
    ready = _ready(
        version,
        agency=agency,
        answers=answers,
        situation=situation,
        given=[each.document for each in given],
        promised=promised,
        by=by,
    )
    try:
        with transaction.atomic():
            return Submission(_open_case(ready, key=key, by=by, files=given), is_new=True)
    except _MadeMeanwhile:
        return _same_application(_made_before(key, by=by), asked, given)


class Joined(NamedTuple):
    """The bundle that a case is a part of: its number, the lead's desk, and who acts in it."""

    number: str
    agency: str
    post: str
    party: str
    agent: dict[str, str]


@transaction.atomic
def open_part(
    version: ServiceVersion,
    *,
    joined: Joined,
    agency: str,
    situation: dict[str, str],
    answers: dict[str, Any],
    given: Sequence[Given],
    key: str,
    by: Actor,
) -> Case:
    """Open the case of one part of a bundle; the lead's desk takes it in. The same key: one case.

    Raises what `submit_draft` does. The system opens what came after another part: whoever
    submitted the bundle had shown then who they are.
    """
    if already := Case.objects.filter(part_of=joined.number, request_key=key).first():
        return already
    ready = _ready(
        version,
        agency=agency,
        answers=answers,
        situation=situation,
        given=[each.document for each in given],
        party=party_for(joined.party, seen_by=SYSTEM),
        by=by,
    )
    try:
        return _open_case(ready, key=key, by=by, files=given, joined=joined)
    except _MadeMeanwhile:
        return Case.objects.get(part_of=joined.number, request_key=key)


class _MadeMeanwhile(Exception):
    """Another sending of the same key was quicker; ours is undone."""


def _made_before(key: str, *, by: Actor) -> Case | None:
    # Nearly always there is none, and asking is cheaper than making a Case of nothing.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM cases_case WHERE applicant_id = %s AND request_key = %s",
            [party_key(by), key],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    case = Case.objects.get(pk=row[0])
    if refusal := rules.why_not_for_another("apply", case.service, by=by):
        raise refusal
    return case


def _same_application(
    case: Case | None, asked: tuple[str, str, dict[str, str]], given: Sequence[Given]
) -> Submission:
    """A key stands for one application: service, place, situation and files must be the same.

    Answers are not compared: they may have been corrected since.
    """
    assert case is not None
    files = case.materials.filter(round=0).values_list("document", "digest")
    sent = sorted((each.document, each.upload.digest) for each in given)
    if (case.service, case.agency, case.situation) != asked or sorted(files) != sent:
        raise no.KeyUsedBefore(number=case.number)
    return Submission(case, is_new=False)


class _Ready(NamedTuple):
    """An application in which nothing is wrong: what its case will be made of."""

    version: ServiceVersion
    party: Party
    office: Seat
    situation: dict[str, str]
    answers: dict[str, Any]
    facts: dict[str, Any]
    documents: list[str]
    promised: Sequence[str]


def _ready(
    version: ServiceVersion,
    *,
    agency: str,
    answers: dict[str, Any],
    situation: dict[str, str],
    given: list[str],
    promised: Sequence[str] = (),
    draft: Draft | None = None,
    party: Party | None = None,
    by: Actor,
) -> _Ready:
    """Find and refuse: nothing is written."""
    definition = version.parsed
    if refusal := rules.why_not_for_another("apply", version.service_id, by=by):
        raise refusal
    party = party or party_for(by.party, seen_by=SYSTEM)
    if refusal := rules.why_not_apply(definition, agency=agency, kind=party.kind, on=today()):
        raise refusal
    if by != SYSTEM and (refusal := rules.why_not_assured(definition, by=by)):
        raise refusal
    _refuse_open_situation(definition, situation, party.kind)
    answers = _settled(definition, answers, situation, party.kind)
    refuse_what_cannot_be_acted_on(definition, answers, party.ref)
    facts = definition.facts_of(answers, situation, party.kind, promised)
    facts |= draft.held_facts if draft else {}
    if promised:
        refuse_promises(definition, facts, promised, party.ref)
    _refuse_missing_documents(definition, facts, given)
    refuse_unsigned(definition, facts, draft)
    return _Ready(version, party, seat_of(agency), situation, answers, facts, given, promised)


def _open_case(
    ready: _Ready,
    *,
    key: str,
    by: Actor,
    files: Sequence[Given] = (),
    draft: Draft | None = None,
    joined: Joined | None = None,
) -> Case:
    """Change and record, in the running transaction. Raises _MadeMeanwhile."""
    version, office, moment = ready.version, ready.office, now()
    definition, calendar = version.parsed, calendar_at(office.division)
    case = Case(
        # As late as can be: whoever takes the next number waits until we are done.
        number=_next_number(office, definition),
        query_code=new_query_code(),
        request_key=key,
        service=version.service_id,
        service_title=say(definition.sheet.title),
        version=version,
        agency=office.code,
        division=office.division,
        applicant=ready.party,
        applicant_name=ready.party.name,
        situation=ready.situation,
        answers=ready.answers,
        origins=draft.origins if draft else {},
        submitted_at=moment,
        received_on=day_of_receipt(moment, calendar),
        part_of=joined.number if joined else "",
        **(joined.agent if joined else agent_of(by)),
    )
    spared = _spared(draft)
    task = _first_task(case, definition, calendar)
    if joined:
        task.agency, task.post = joined.agency, joined.post
    if not write_case(case, task, [_material(case, each) for each in files]):
        raise _MadeMeanwhile
    _tell_submitted(case, task, ready.documents, spared, by=by)
    _bring_along(case, definition, ready, draft, by=by)
    if holds_automatically(definition, ready.facts):
        decide_at_once(case, definition)
    return case


def _spared(draft: Draft | None) -> frozenset[str]:
    """The documents for which a licence or a compared paper of before stands in."""
    if draft is None:
        return frozenset()
    held = {key.removeprefix("held.") for key in draft.held_facts}
    known = Material.objects.filter(draft=draft).exclude(origin="")
    return frozenset(held | set(known.values_list("document", flat=True)))


def _bring_along(
    case: Case, definition: ServiceDefinition, ready: _Ready, draft: Draft | None, *, by: Actor
) -> None:
    """Promises and signatures of others become the case's."""
    if definition.sheet.promises:
        give_promises(case, draft, ready.promised, by=by)
    if draft is None or not definition.sheet.signers:
        return
    signed = sorted(
        id for id, _ in draft.signings.filter(state="signed").values_list("signer", "draft_id")
    )
    draft.signings.update(draft=None, case=case)
    if signed:
        told = CaseCosigned(**news(case), signers=tuple(signed), draft=str(draft.pk))
        record(told, by=by)


def _first_task(case: Case, definition: ServiceDefinition, calendar: WorkingCalendar) -> Task:
    desk = definition.route.accept
    return Task(
        case=case,
        step="accept",
        kind="accept",
        title=say(desk.title),
        service=case.service,
        service_title=case.service_title,
        agency=case.agency,
        post=desk.post,
        state="open",
        opened_on=case.received_on,
        due_on=word_due(case.received_on, definition, calendar),
    )


def _material(case: Case, given: Given) -> Material:
    return Material(
        case=case,
        document=given.document,
        **given.upload.kept(),
        given_at=case.submitted_at,
    )


def holds_automatically(definition: ServiceDefinition, facts: dict[str, Any]) -> bool:
    """Whether the published rule decides this application by itself."""
    automatic = definition.route.automatic
    if any(
        each.kind == "deferred" and facts.get(f"promise.{each.id}")
        for each in definition.sheet.promises
    ):
        return False
    return automatic is not None and holds(automatic, facts)


def _refuse_open_situation(
    definition: ServiceDefinition, situation: dict[str, str], kind: str
) -> None:
    """Every question that applies has one of its answers, and nothing else is answered.

    Documents hang on the situation: one left open would ask for too few.
    """
    questions, who = definition.sheet.situations, {"applicant.kind": kind}
    if open_question := next_situation(questions, situation, facts=who):
        name = f"situation.{open_question.id}"
        sentence = _("请回答“{question}”。").format(question=say(open_question.question))
        raise no.AnswersIncomplete(problems=[(name, sentence)])
    if clash := definition.impossible_among(situation):
        raise no.Contradiction(sentence=say(clash.sentence), where="situation")
    settled = settled_situation(questions, situation, facts=who)
    if strange := sorted(situation.keys() - settled.keys()):
        sentence = _("这一问不适用，请删去。")
        raise no.AnswersIncomplete(
            problems=[(f"situation.{name}"[:60], sentence) for name in strange]
        )


def _settled(
    definition: ServiceDefinition, answers: dict[str, Any], situation: dict[str, str], kind: str
) -> dict[str, Any]:
    """The answers in the form they are kept; those of questions not asked are left out."""
    facts = definition.facts_of(answers, situation, kind)
    reading = settle(definition.form, answers, facts)
    if reading.problems:
        raise no.AnswersIncomplete(
            problems=[(each.field, each.sentence) for each in reading.problems]
        )
    return reading.answers


def _refuse_missing_documents(
    definition: ServiceDefinition, facts: dict[str, Any], given: list[str]
) -> None:
    counts = {document: given.count(document) for document in given}
    known = {each.id: each for each in definition.documents.documents}
    for document, count in counts.items():
        wanted = known.get(document)
        if wanted is None or not _may_be_given(wanted):
            raise no.NotThisDocument(document=document, where=document)
        if count > wanted.max_files:
            raise no.TooManyFiles(document=wanted.name, limit=wanted.max_files, where=document)
    missing = missing_documents(definition, facts, counts)
    if missing:
        raise no.DocumentsMissing(
            names="、".join(say(each.name) for each in missing), where=missing[0].id
        )


def _tell_submitted(
    case: Case, task: Task, documents: list[str], spared: frozenset[str], *, by: Actor
) -> None:
    told, given = news(case), set(documents)
    record(
        ApplicationSubmitted(
            **told,
            received_on=case.received_on,
            documents=tuple(sorted(given)),
            handed_in=len(given - spared),
            spared=len(spared),
            situation=tuple(f"{key}={value}" for key, value in sorted(case.situation.items())),
        ),
        StepOpened(**told, step=task.step, seat=task.seat, due_on=task.due_on),
        by=by,
        begins=True,
    )


def _next_number(office: Seat, definition: ServiceDefinition) -> str:
    """The number by the installation's rule.

    Its serial counts all cases of a day, so that day and serial alone, which is what people say
    on the telephone, name one case.
    """
    level = "3" if office.division[4:6] == "00" else "4"
    item = f"{office.credit_code}{level}{definition.sheet.catalogue_code}"
    rule, on = CaseNumberRule(settings.ONEDOOR_CASE_NUMBER), today()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_counter (prefix, last) VALUES (%s, 1)"
            " ON CONFLICT (prefix) DO UPDATE SET last = cases_counter.last + 1 RETURNING last",
            [f"{on:%Y%m%d}"],
        )
        (serial,) = cursor.fetchone()
    return rule.number(item=item, division=office.division, on=on, seq=serial)
