"""The lead's desk: one look at everything, one notice, one acceptance, one longer time."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from onedoor.casework.bundles import refusals as no
from onedoor.casework.bundles import rules
from onedoor.casework.bundles.events import (
    BundleAccepted,
    BundleCorrectionsRequested,
    BundleExtended,
    BundlePreReviewed,
)
from onedoor.casework.bundles.finding import (
    definition_of,
    held,
    joint_of,
    news,
    points_of,
    seat_of_lead,
)
from onedoor.casework.bundles.models import BundleStage, JointCase, JointPart, JointPause
from onedoor.casework.bundles.rules import JointPoint
from onedoor.casework.bundles.timetable import reckon, told_by
from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.queries import case_for
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import is_granted
from onedoor.registers.agencies.refusals import NotGranted
from onedoor.registers.catalogue.definition import Joint, say


@transaction.atomic
def review_bundle(
    number: str,
    *,
    marks: Mapping[str, str],
    notes: Mapping[str, str] | None = None,
    by: Actor,
) -> JointCase:
    """Mark what was handed in, once for all parts, in one go or several. NotTheLead."""
    joint = held(number)
    _led(joint, by=by)
    parts, whole = _parts(joint)
    points = points_in(joint, parts, whole)
    if refusal := rules.why_not_mark(points, marks):
        raise refusal
    said = notes or {}
    joint.marks = joint.marks | {
        key: {"mark": mark, "note": said.get(key, "")} for key, mark in marks.items()
    }
    joint.save(update_fields=["marks"])
    _push_marks(joint, parts, points, by=by)
    seen = marks_of(joint)
    record(
        BundlePreReviewed(
            **news(joint),
            met=tuple(sorted(key for key, mark in seen.items() if mark == "met")),
            unmet=tuple(sorted(key for key, mark in seen.items() if mark == "unmet")),
        ),
        by=by,
    )
    return joint


def marks_of(joint: JointCase) -> dict[str, str]:
    """Key of a point → mark."""
    return {key: line["mark"] for key, line in joint.marks.items()}


def points_in(joint: JointCase, parts: list[JointPart], whole: Joint) -> list[JointPoint]:
    """The points of this bundle that are to be looked at before acceptance."""
    return points_of(whole, parts, joint.answers, joint.situation, joint.applicant.kind)


def _led(joint: JointCase, *, by: Actor) -> None:
    title = say(definition_of(joint).accept.title)
    if refusal := rules.why_not_lead(joint, seat_of_lead(joint), title, by=by):
        raise refusal


def _parts(joint: JointCase) -> tuple[list[JointPart], Joint]:
    parts = list(joint.parts.order_by("position"))
    return parts, joint_of(joint, parts)


def _push_marks(
    joint: JointCase, parts: list[JointPart], points: list[JointPoint], *, by: Actor
) -> None:
    """Each open case has the marks at its own points; whoever may not do it there, may not here."""
    for part in parts:
        if part.state == "open":
            push_marks(joint, part, points, by=by)


def push_marks(joint: JointCase, part: JointPart, points: list[JointPoint], *, by: Actor) -> bool:
    """Carry the marks to the case of a part; whether every point of it is now judged and met."""
    file = case_for(part.case, seen_by=SYSTEM)
    if file.case.stage != "submitted":
        return False
    seen = marks_of(joint)
    known = {
        id: seen[each.key]
        for each in points
        if each.key in seen
        for owner, id in each.members
        if owner == part.part
    }
    listed = {id for each in points for owner, id in each.members if owner == part.part}
    own = file.definition.points_before_acceptance(file.facts)
    # What came from the result of an earlier part was made by us: nobody needs to look at it.
    marks = {
        each.id: known.get(each.id, "met")
        for each in own
        if each.id in known or each.id not in listed
    }
    if marks:
        cases.pre_review(part.case, marks=marks, by=by)
    return all(marks.get(each.id) in ("met", "not-applicable") for each in own)


@transaction.atomic
def request_bundle_corrections(
    number: str, *, words: Mapping[str, str] | None = None, by: Actor
) -> JointCase:
    """Tell everything that is missing in any part, once; parts that are complete are accepted.

    Raises AlreadyToldAll, TooLateToTellAll, JointPointsOpen, NothingUnmetHere.
    """
    joint = held(number)
    _led(joint, by=by)
    parts, whole = _parts(joint)
    points, marks = points_in(joint, parts, whole), marks_of(joint)
    if refusal := rules.why_not_tell(
        joint,
        points=points,
        marks=marks,
        deadline=told_by(joint),
        limit=definition_of(joint).correction_notice,
        on=today(),
    ):
        raise refusal
    unmet = [each for each in points if marks[each.key] == "unmet"]
    said = {each.key: _said(joint, each, words or {}) for each in unmet}
    joint.told = [_line(whole, parts, each, said[each.key]) for each in unmet]
    joint.stage, joint.told_missing_on = BundleStage.CORRECTING, today()
    joint.save(update_fields=["told", "stage", "told_missing_on"])
    JointPause.objects.create(joint=joint, reason="corrections", began_on=today())
    for part in parts:
        if part.state == "open":
            _tell_or_accept(joint, part, unmet, said, by=by)
    told = BundleCorrectionsRequested(**news(joint), missing=tuple(each.key for each in unmet))
    record(told, by=by)
    return joint


def _said(joint: JointCase, point: JointPoint, words: Mapping[str, str]) -> str:
    note = joint.marks[point.key].get("note", "")
    return words.get(point.key, "").strip() or note.strip() or say(point.point.unmet)


def _line(whole: Joint, parts: list[JointPart], point: JointPoint, problem: str) -> dict[str, Any]:
    documents = {each.id: each for each in whole.definition.documents.documents}
    document = documents.get(point.document)
    handed = document is not None and document.source in ("applicant", "promise")
    owners = {part for part, _ in point.members}
    return {
        "point": point.key,
        "title": point.title,
        "document": point.document if handed else "",
        "document_name": point.document_name,
        "problem": problem,
        "basis": point.basis,
        "parts": [each.title for each in parts if each.part in owners],
    }


def _tell_or_accept(
    joint: JointCase,
    part: JointPart,
    unmet: list[JointPoint],
    said: Mapping[str, str],
    *,
    by: Actor,
) -> None:
    if case_for(part.case, seen_by=SYSTEM).case.stage != "submitted":
        return
    words = {
        id: said[each.key] for each in unmet for owner, id in each.members if owner == part.part
    }
    if words:
        cases.request_corrections(part.case, words=words, within=joint.number, by=by)
    else:
        cases.accept_case(part.case, by=by)


@transaction.atomic
def accept_bundle(number: str, *, by: Actor) -> JointCase:
    """Accept every part that waits for it; the clock over the whole begins with the first.

    Parts that wait for another's result are accepted the moment they open: their papers have been
    looked at. Raises JointPointsOpen, JointPointsUnmet, NothingToAccept.
    """
    joint = held(number)
    _led(joint, by=by)
    parts, whole = _parts(joint)
    waiting = [each for each in parts if each.state == "open" and _is_submitted(each)]
    later = [each for each in parts if each.state == "waiting"]
    points, marks = points_in(joint, parts, whole), marks_of(joint)
    if refusal := rules.why_not_accept(
        joint,
        points=points,
        marks=marks,
        waiting=len(waiting) + (0 if joint.accepted_on else len(later)),
    ):
        raise refusal
    for part in waiting:
        push_marks(joint, part, points, by=by)
        cases.accept_case(part.case, by=by)
    note_acceptance(joint, by=by)
    return joint


def _is_submitted(part: JointPart) -> bool:
    return case_for(part.case, seen_by=SYSTEM).case.stage == "submitted"


def note_acceptance(joint: JointCase, *, by: Actor) -> None:
    """The bundle is accepted as of today, unless it was before."""
    if joint.stage == BundleStage.SUBMITTED:
        joint.stage = BundleStage.ACCEPTED
    if joint.accepted_on is None:
        joint.accepted_on = today()
        reckon(joint, today=today())
        joint.save(update_fields=["stage", "accepted_on", "statutory_due", "promised_due"])
        record(
            BundleAccepted(
                **news(joint),
                accepted_on=joint.accepted_on,
                statutory_due=joint.statutory_due,
                promised_due=joint.promised_due,
            ),
            by=by,
        )
    else:
        joint.save(update_fields=["stage"])


@transaction.atomic
def extend_bundle(
    number: str, *, working_days: int, reasons: str, approval: str, by: Actor
) -> JointCase:
    """Add up to fifteen working days, once, as the head of the government approved (42 II)."""
    joint = held(number)
    bundle = definition_of(joint)
    seat = f"{joint.agency}/{bundle.extend.post}"
    if refusal := rules.why_not_lead(
        joint, seat, say(bundle.extend.title), by=by
    ) or rules.why_not_extend(
        joint,
        working_days=working_days,
        limit=bundle.within.extension,
        reasons=reasons,
        approval=approval,
        on=today(),
    ):
        raise refusal
    _may_extend(joint, seat, by=by)
    joint.extension_days, joint.extension_reasons = working_days, reasons.strip()
    joint.extension_approval = approval.strip()
    reckon(joint, today=today())
    joint.save(
        update_fields=["extension_days", "extension_reasons", "extension_approval",
                       "statutory_due", "promised_due"]
    )  # fmt: skip
    longer = BundleExtended(
        **news(joint), working_days=working_days, statutory_due=joint.statutory_due
    )
    record(longer, by=by)
    return joint


def _may_extend(joint: JointCase, seat: str, *, by: Actor) -> None:
    services = joint.parts.values_list("service", flat=True)
    places = by.places_taken(seat)
    if places and not any(each.covers("extend", one) for each in places for one in services):
        raise no.NotTheLead(title=say(definition_of(joint).extend.title))
    if not any(is_granted(seat, "extend", each, joint.division, on=today()) for each in services):
        raise NotGranted(act="extend")
