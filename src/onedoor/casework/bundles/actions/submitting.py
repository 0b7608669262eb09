"""One intake: one number, one receipt, a case for every part that can begin."""

from collections import Counter
from typing import Any

from django.db import IntegrityError, connection, transaction

from onedoor.casework.bundles import refusals as no
from onedoor.casework.bundles.events import BundleSubmitted
from onedoor.casework.bundles.finding import (
    definition_of,
    held_draft,
    joint_of,
    joint_of_draft,
    news,
    upload_of,
)
from onedoor.casework.bundles.models import BundleDraft, JointCase, JointMaterial, JointPart
from onedoor.casework.bundles.rules import may_begin
from onedoor.casework.cases.actions import Given, Joined, agent_of, open_part
from onedoor.casework.cases.clock import received_on
from onedoor.casework.cases.queries import (
    AnswersIncomplete,
    DocumentsMissing,
    party_key,
    why_not_assured,
    why_not_for_another,
)
from onedoor.casework.forms.answers import settle, still_asked
from onedoor.casework.forms.questions import missing_documents, next_situation
from onedoor.casework.forms.uploads import Upload
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.queries import calendar_at, seat_of
from onedoor.registers.catalogue.definition import Field, Joint, holds, say
from onedoor.registers.catalogue.queries import agencies_of_parts, current_version, version
from onedoor.registers.catalogue.queries import bundle as bundle_called
from onedoor.registers.licences.queries import licence_on
from onedoor.registers.papers.queries import Paper, document_of, papers_of
from onedoor.registers.people.queries import Party, party_for


def submit_bundle(id: str, *, by: Actor) -> JointCase:
    """Make the draft a bundle under way. Pressed twice, or from two tabs, it is one.

    Raises AnswersIncomplete, DocumentsMissing, AssuranceTooLow; the draft stays.
    """
    if already := _made_before(f"draft:{id}", by=by):
        return already
    try:
        return _submit(id, by=by)
    except (IntegrityError, no.NoSuchBundleDraft):
        # Another tab was quicker.
        made = _made_before(f"draft:{id}", by=by)
        if made is None:
            raise
        return made


def _made_before(key: str, *, by: Actor) -> JointCase | None:
    found = JointCase.objects.filter(applicant_id=party_key(by), request_key=key).first()
    if found and (refusal := why_not_for_another("apply", found.bundle, by=by)):
        raise refusal
    return found


@transaction.atomic
def _submit(id: str, *, by: Actor) -> JointCase:
    draft = held_draft(id, by=by)
    if refusal := why_not_for_another("apply", draft.bundle, by=by):
        raise refusal
    whole = joint_of_draft(draft)
    party = party_for(by.party, seen_by=SYSTEM)
    if refusal := why_not_assured(whole.definition, by=by):
        raise refusal
    situation = whole.settled(draft.situation)
    answers = _complete(whole, draft, situation, party)
    joint = _write(draft, whole, situation, answers, party, by=by)
    JointMaterial.objects.filter(draft=draft).update(draft=None, joint=joint)
    BundleDraft.objects.filter(pk=draft.pk).delete()
    opened = open_what_may_begin(joint, by=by)
    record(
        BundleSubmitted(
            **news(joint),
            received_on=joint.received_on,
            parts=tuple(each.part for each in joint.parts.order_by("position")),
            cases=tuple(each.case for each in opened),
        ),
        by=by,
        begins=True,
    )
    return joint


def _complete(
    whole: Joint, draft: BundleDraft, situation: dict[str, str], party: Party
) -> dict[str, Any]:
    """The answers as they are kept; a question or document left open refuses them all."""
    definition = whole.definition
    who = {"applicant.kind": party.kind}
    if question := next_situation(definition.sheet.situations, situation, facts=who):
        name = f"situation.{question.id}"
        raise AnswersIncomplete(problems=[(name, say(question.question))])
    # Parts may have gone with the situation, and questions with a version.
    kept = still_asked(definition.form, draft.answers)
    reading = settle(definition.form, kept, definition.facts_of(kept, situation, party.kind))
    problems = [(each.field, each.sentence) for each in reading.problems]
    problems = problems or problems_in_parts(whole, reading.answers, situation, party.kind)
    if problems:
        raise AnswersIncomplete(problems=problems)
    facts = definition.facts_of(reading.answers, situation, party.kind)
    given = Counter(draft.materials.values_list("document", flat=True))
    if missing := missing_documents(definition, facts, given):
        names = "、".join(say(each.name) for each in missing)
        raise DocumentsMissing(names=names, where=missing[0].id)
    return reading.answers


def problems_in_parts(
    whole: Joint, answers: dict[str, Any], situation: dict[str, str], kind: str
) -> list[tuple[str, str]]:
    """What single parts still lack, though the joint form is whole: joint name and sentence."""
    found: dict[str, str] = {}
    for part in whole.parts:
        service = whole.service(part.id)
        own = whole.answers_of(part.id, answers)
        facts = service.facts_of(own, whole.situation_of(part.id, situation), kind)
        for problem in settle(service.form, own, facts).problems:
            name, _, rest = problem.field.partition("-")
            if joint := whole.fields.get((part.id, name)):
                place = f"{joint}-{rest}" if rest else joint
                found.setdefault(place, problem.sentence)
    return list(found.items())


def _write(
    draft: BundleDraft,
    whole: Joint,
    situation: dict[str, str],
    answers: dict[str, Any],
    party: Party,
    *,
    by: Actor,
) -> JointCase:
    office, moment = seat_of(draft.agency), now()
    current = bundle_called(draft.bundle).current
    assert current is not None
    joint = JointCase.objects.create(
        number=_next_number(office.division),
        request_key=f"draft:{draft.pk}",
        bundle=draft.bundle,
        title=say(whole.bundle.title),
        version=current,
        agency=office.code,
        post=whole.bundle.accept.post,
        approving_post=whole.bundle.extend.post,
        division=office.division,
        applicant_id=party.pk,
        applicant_name=party.name,
        situation=situation,
        answers=answers,
        submitted_at=moment,
        received_on=received_on(moment, calendar_at(office.division)),
        **agent_of(by),
    )
    agencies = agencies_of_parts(whole.bundle, office.code)
    here = {each.id for each in whole.parts}
    JointPart.objects.bulk_create(
        JointPart(
            joint=joint,
            part=each.id,
            position=at,
            service=each.service,
            title=say(whole.service(each.id).sheet.title),
            version_id=current_version(each.service).pk,
            agency=agencies[each.id],
            after=[name for name in each.after if name in here],
        )
        for at, each in enumerate(whole.parts)
    )
    return joint


def _next_number(division: str) -> str:
    """一件事 at a place on a day, counted: YJS652901202611250001."""
    on = f"{today():%Y%m%d}"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bundles_jointcounter (prefix, last) VALUES (%s, 1) ON CONFLICT (prefix)"
            " DO UPDATE SET last = bundles_jointcounter.last + 1 RETURNING last",
            [on],
        )
        (serial,) = cursor.fetchone()
    return f"YJS{division[:6]}{on}{serial:04}"


def open_what_may_begin(joint: JointCase, *, by: Actor) -> list[JointPart]:
    """Open a case for every part whose predecessors have been granted; those opened."""
    parts = list(joint.parts.order_by("position"))
    whole = joint_of(joint, parts)
    ready = [
        each for each in parts if may_begin(each, parts) and not awaited_of(whole, joint, each)
    ]
    for part in ready:
        case = open_part(
            version(part.version_id),
            joined=_joined(joint),
            agency=part.agency,
            situation=whole.situation_of(part.part, joint.situation),
            answers=whole.answers_of(part.part, joint.answers)
            | part.answers
            | _taken(whole, part, parts),
            given=[*_shared(whole, joint, part), *_results(whole, part, parts)],
            key=f"{joint.number}:{part.part}",
            by=by,
        )
        part.state, part.case = "open", case.number
        part.save(update_fields=["state", "case"])
    return ready


def awaited_of(whole: Joint, joint: JointCase, part: JointPart) -> list[Field]:
    """The questions of a part that only an earlier result answers, and nobody has answered yet."""
    service = whole.service(part.part)
    facts = service.facts_of(
        whole.answers_of(part.part, joint.answers) | part.answers,
        whole.situation_of(part.part, joint.situation),
        joint.applicant.kind,
    )
    return [
        each
        for section in service.form.sections
        for each in section.fields
        if each.id in whole.bundle.part(part.part).later
        and each.id not in part.answers
        and holds(section.when, facts)
        and holds(each.when, facts)
    ]


def _joined(joint: JointCase) -> Joined:
    return Joined(
        number=joint.number,
        agency=joint.agency,
        post=definition_of(joint).accept.post,
        party=str(joint.applicant_id),
        agent={"agent": joint.agent, "agent_name": joint.agent_name},
    )


def _shared(whole: Joint, joint: JointCase, part: JointPart) -> list[Given]:
    """The files of the bundle that this part asks for, under its own names for them."""
    named = whole.documents_of(part.part)
    service = whole.service(part.part)
    facts = service.facts_of(
        whole.answers_of(part.part, joint.answers),
        whole.situation_of(part.part, joint.situation),
        joint.applicant.kind,
    )
    wanted = {each.id for each in service.documents_for(facts)}
    files = joint.materials.filter(replaced=False).order_by("given_at")
    return [
        Given(named[each.document], upload_of(each))
        for each in files
        if named.get(each.document) in wanted
    ]


def _taken(whole: Joint, part: JointPart, parts: list[JointPart]) -> dict[str, Any]:
    """Answers that are the numbers of licences just granted."""
    found = {}
    for take in whole.bundle.part(part.part).takes:
        before = next((each for each in parts if each.part == take.from_), None)
        if take.field and before and before.case:
            licence = licence_on(before.case, seen_by=SYSTEM)
            if licence:
                found[take.field] = licence.number
    return found


def _results(whole: Joint, part: JointPart, parts: list[JointPart]) -> list[Given]:
    """Documents that are the sealed papers of results just given."""
    named = {each.id: each for each in whole.service(part.part).documents.documents}
    found = []
    for take in whole.bundle.part(part.part).takes:
        before = next((each for each in parts if each.part == take.from_), None)
        if not take.document or not before or not before.case:
            continue
        paper = _result(before.case)
        if paper and named[take.document].source in ("applicant", "promise"):
            content = document_of(paper.pk, seen_by=SYSTEM)
            name = f"{paper.title}.pdf"
            upload = Upload("pdf", "application/pdf", len(content), paper.digest, 1, name)
            found.append(Given(take.document, upload))
    return found


def _result(case: str) -> Paper | None:
    """The paper that carries the result of a case: the licence, else the decision."""
    papers = papers_of(case, seen_by=SYSTEM)
    order = ("licence", "decision")
    for kind in order:
        for each in papers:
            if each.kind.startswith(kind):
                return each
    return None
