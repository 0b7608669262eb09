"""The one-time correction notice and its answer (行政许可法 32 (4))."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases import rules
from onedoor.casework.cases.acted_on import refuse_what_cannot_be_acted_on
from onedoor.casework.cases.actions.drafting import Given, hand_in
from onedoor.casework.cases.authority import may_act
from onedoor.casework.cases.events import CaseCorrected, CorrectionsRequested
from onedoor.casework.cases.finding import (
    definition_of,
    facts_of,
    held,
    marks_of,
    news,
    points_before_acceptance,
    task_of,
)
from onedoor.casework.cases.models import Case, Correction, Mark, Material, Stage
from onedoor.casework.cases.timetable import day_of_receipt, telling_starts, word_due
from onedoor.casework.forms.answers import settle
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.definition import ReviewPoint, ServiceDefinition, say


@transaction.atomic
def request_corrections(
    number: str, *, words: Mapping[str, str] | None = None, within: str = "", by: Actor
) -> Case:
    """Tell the applicant everything that is missing, once: every point marked unmet becomes a line.

    `words` may replace the published sentence of a point by a plainer one for this applicant.
    Raises AlreadyTold, TooLateToTell, PointsNotJudged, NothingUnmet.
    """
    case = held(number)
    if refusal := rules.why_not_alone(case, within=within):
        raise refusal
    task = may_act(case, task_of(case, "accept"), "request-corrections", by=by)
    definition, points, marks = definition_of(case), points_before_acceptance(case), marks_of(case)
    deadline = word_due(telling_starts(case), definition, calendar_for(case.agency))
    if refusal := rules.why_not_request_corrections(
        case,
        points=points,
        marks=marks,
        deadline=deadline,
        limit=definition.sheet.within.correction_notice,
        on=today(),
    ):
        raise refusal
    unmet = [point for point in points if marks[point.id] == "unmet"]
    items = [_item(definition, point, words or {}) for point in unmet]
    Correction.objects.create(case=case, items=items, told_on=today())
    case.stage, case.told_missing_on = Stage.CORRECTING, today()
    case.save(update_fields=["stage", "told_missing_on"])
    # It is the applicant's turn: the post waits.
    task.state = "waiting"
    task.save(update_fields=["state"])
    record(CorrectionsRequested(**news(case), missing=tuple(point.id for point in unmet)), by=by)
    return case


def _item(
    definition: ServiceDefinition, point: ReviewPoint, words: Mapping[str, str]
) -> dict[str, str]:
    document = next((each for each in definition.documents.documents if point in each.points), None)
    return {
        "point": point.id,
        "title": say(point.title),
        "document": document.id if document and document.source in ("applicant", "promise") else "",
        "document_name": say(document.name) if document else "",
        "problem": words.get(point.id, "").strip() or say(point.unmet),
        "basis": str(point.basis or (document.basis if document else "")),
    }


@transaction.atomic
def correct_case(
    number: str, *, answers: dict[str, Any] | None = None, within: str = "", by: Actor
) -> Case:
    """Answer the notice: changed answers, and files handed in beforehand with `hand_in`.

    Everything asked for must have been touched; a point about a document wants a new file.
    """
    case = held(number)
    if by.party != str(case.applicant_id):
        raise no.NotYourCase()
    if refusal := rules.why_not_for_another("correct", case.service, by=by):
        raise refusal
    if refusal := rules.why_not_alone(case, within=within):
        raise refusal
    changes = {
        key: value for key, value in (answers or {}).items() if case.answers.get(key) != value
    }
    fresh = Material.objects.filter(case=case, round=1)
    documents = sorted(set(fresh.values_list("document", flat=True)))
    if refusal := rules.why_not_correct(case, changed=[*changes, *documents]):
        raise refusal
    _refuse_what_still_lacks(case, changes, documents)
    _take_the_place_of(case, documents)
    _back_to_the_post(case, changes)
    record(
        CaseCorrected(**news(case), fields=tuple(sorted(changes)), documents=tuple(documents)),
        by=by,
    )
    return case


@transaction.atomic
def correct_at_once(
    number: str,
    *,
    answers: dict[str, Any],
    given: Sequence[Given],
    within: str = "",
    by: Actor,
) -> Case:
    """Answer the notice whole, with its files: all of it holds, or nothing does.

    As `hand_in` and `correct_case`; files inspected and already in the store.
    """
    for each in given:
        hand_in(each.upload, document=each.document, case=number, by=by)
    return correct_case(number, answers=answers, within=within, by=by)


def _refuse_what_still_lacks(case: Case, changes: dict[str, Any], documents: list[str]) -> None:
    items = case.correction.items
    lacking = [item for item in items if item["document"] and item["document"] not in documents]
    if lacking:
        raise no.NotEverythingCorrected(
            titles="、".join(item["title"] for item in lacking), where=lacking[0]["document"]
        )
    definition = definition_of(case)
    case.answers = case.answers | changes
    reading = settle(definition.form, case.answers, facts_of(case))
    if reading.problems:
        raise no.AnswersIncomplete(
            problems=[(each.field, each.sentence) for each in reading.problems]
        )
    refuse_what_cannot_be_acted_on(definition, reading.answers, str(case.applicant_id))
    case.answers = reading.answers


def _take_the_place_of(case: Case, documents: list[str]) -> None:
    """Files handed in first stay in the case, marked as replaced by the corrected ones."""
    Material.objects.filter(case=case, round=0, document__in=documents).update(replaced=True)


def _back_to_the_post(case: Case, changes: dict[str, Any]) -> None:
    received = day_of_receipt(now(), calendar_for(case.agency))
    case.stage, case.corrected_on = Stage.SUBMITTED, received
    case.save(update_fields=["stage", "corrected_on", "answers"])
    case.correction.answered_on = today()
    case.correction.save(update_fields=["answered_on"])
    # What was not met is to be looked at again; what was met stays met.
    Mark.objects.filter(case=case, mark="unmet").update(mark="ask")
    task = task_of(case, "accept")
    assert task is not None
    task.state, task.opened_on = "open", received
    task.due_on = word_due(received, definition_of(case), calendar_for(case.agency))
    task.save(update_fields=["state", "opened_on", "due_on"])
