"""Answering the one notice: every part gets what was missing in it."""

from typing import Any

from django.db import transaction

from onedoor.casework.bundles import refusals as no
from onedoor.casework.bundles.events import BundleCorrected
from onedoor.casework.bundles.finding import held, joint_of, news, upload_of
from onedoor.casework.bundles.models import BundleStage, JointCase, JointPart
from onedoor.casework.bundles.timetable import reckon
from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.actions import Given
from onedoor.casework.cases.queries import (
    AnswersIncomplete,
    case_for,
    party_key,
    why_not_for_another,
)
from onedoor.casework.forms.answers import settle
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import today
from onedoor.registers.catalogue.definition import Joint


@transaction.atomic
def correct_bundle(number: str, *, answers: dict[str, Any] | None = None, by: Actor) -> JointCase:
    """Answer the notice whole, with files handed in beforehand by `hand_in_once`.

    Raises NotAskedToCorrectIt, NotAllCorrected, AnswersIncomplete.
    """
    joint = held(number)
    if joint.applicant_id != party_key(by):
        raise no.NotYours()
    if refusal := why_not_for_another("correct", joint.bundle, by=by):
        raise refusal
    if joint.stage != BundleStage.CORRECTING:
        raise no.NotAskedToCorrectIt()
    changes = {key: each for key, each in (answers or {}).items() if joint.answers.get(key) != each}
    fresh = set(joint.materials.filter(round=1).values_list("document", flat=True))
    lacking = [each for each in joint.told if each["document"] and each["document"] not in fresh]
    if lacking or not (changes or fresh):
        titles = "、".join(each["title"] for each in lacking or joint.told)
        raise no.NotAllCorrected(titles=titles, where=(lacking or joint.told)[0]["document"])
    parts = list(joint.parts.order_by("position"))
    whole = joint_of(joint, parts)
    _keep_answers(joint, whole, changes)
    joint.materials.filter(round=0, document__in=fresh).update(replaced=True)
    joint.marks = {
        key: line | {"mark": "ask"} if line["mark"] == "unmet" else line
        for key, line in joint.marks.items()
    }
    joint.pauses.filter(reason="corrections", ended_on=None).update(ended_on=today())
    joint.stage, joint.corrected_on = BundleStage.SUBMITTED, today()
    reckon(joint, today=today())
    joint.save(
        update_fields=["answers", "marks", "stage", "corrected_on", "statutory_due", "promised_due"]
    )
    for part in parts:
        if part.state == "open":
            _correct_part(joint, whole, part, by=by)
    record(
        BundleCorrected(
            **news(joint), fields=tuple(sorted(changes)), documents=tuple(sorted(fresh))
        ),
        by=by,
    )
    return joint


def _keep_answers(joint: JointCase, whole: Joint, changes: dict[str, Any]) -> None:
    definition, kind = whole.definition, joint.applicant.kind
    answers = joint.answers | changes
    reading = settle(definition.form, answers, definition.facts_of(answers, joint.situation, kind))
    if reading.problems:
        raise AnswersIncomplete(problems=[(each.field, each.sentence) for each in reading.problems])
    joint.answers = reading.answers


def _correct_part(joint: JointCase, whole: Joint, part: JointPart, *, by: Actor) -> None:
    file = case_for(part.case, seen_by=SYSTEM)
    if file.case.stage != "correcting":
        return
    asked = {each["document"] for each in file.told if each["document"]}
    named = whole.documents_of(part.part)
    given = [
        Given(named[each.document], upload_of(each))
        for each in joint.materials.filter(round=1).order_by("given_at")
        if named.get(each.document) in asked
    ]
    answers = whole.answers_of(part.part, joint.answers)
    cases.correct_at_once(part.case, answers=answers, given=given, within=joint.number, by=by)
