"""Taking the whole or one part back, and what the end of a part means for the rest."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.casework.bundles import refusals as no
from onedoor.casework.bundles import rules
from onedoor.casework.bundles.actions.reviewing import note_acceptance, points_in, push_marks
from onedoor.casework.bundles.actions.submitting import awaited_of, open_what_may_begin
from onedoor.casework.bundles.events import (
    AnswersAwaited,
    BundleClosed,
    BundleWithdrawn,
    PartEnded,
    PartOpened,
)
from onedoor.casework.bundles.finding import definition_of, held, joint_of, news
from onedoor.casework.bundles.models import BundleStage, JointCase, JointPart, JointPause
from onedoor.casework.bundles.timetable import reckon
from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.queries import AnswersIncomplete, case_for, why_not_for_another
from onedoor.casework.forms.answers import settle
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import today
from onedoor.registers.catalogue.definition import Form, Joint, Section, say

# Of a part whose predecessor is to be got anew by the applicant.
WAITS = "earlier-part"
# Of a part that needs what only the applicant can read from an earlier result.
ANSWERS = "later-answer"


@transaction.atomic
def withdraw_bundle(number: str, *, reasons: str = "", by: Actor) -> JointCase:
    """Take back every part that is still open; results already given stay."""
    joint = held(number)
    if refusal := rules.why_not_withdraw(joint, by=by) or why_not_for_another(
        "withdraw", joint.bundle, by=by
    ):
        raise refusal
    record(BundleWithdrawn(**news(joint)), by=by)
    for part in joint.parts.order_by("position"):
        if part.state == "open" and case_for(part.case, seen_by=SYSTEM).case.is_open:
            cases.withdraw_case(part.case, reasons=reasons, within=joint.number, by=by)
            _end(joint, part, "withdrawn", by=by)
        elif part.state == "waiting":
            _end(joint, part, "withdrawn", by=by)
    _close_if_over(joint, by=by)
    return joint


@transaction.atomic
def withdraw_part(number: str, *, part: str, reasons: str = "", by: Actor) -> JointCase:
    """Take one part back; what that means for the others is done in the same moment."""
    joint = held(number)
    if refusal := rules.why_not_withdraw(joint, by=by) or why_not_for_another(
        "withdraw", joint.bundle, by=by
    ):
        raise refusal
    found = joint.parts.filter(part=part).first()
    if found is None:
        raise no.PartNotThere(part=part)
    is_open = found.state == "open" and case_for(found.case, seen_by=SYSTEM).case.is_open
    if not is_open and found.state != "waiting":
        raise no.PartOver(title=found.title)
    record(BundleWithdrawn(**news(joint), part=part), by=by)
    if is_open:
        cases.withdraw_case(found.case, reasons=reasons, within=joint.number, by=by)
    _end(joint, found, "withdrawn", by=by)
    _bear_the_consequences(joint, found, by=by)
    _close_if_over(joint, by=by)
    return joint


@transaction.atomic
def answer_part(number: str, *, part: str, answers: dict[str, Any], by: Actor) -> JointCase:
    """Answer what only an earlier result could tell; with that the part is opened.

    `answers` are by the names of the part's own questions. NothingAsked, AnswersIncomplete.
    """
    joint = held(number)
    if refusal := rules.why_not_withdraw(joint, by=by) or why_not_for_another(
        "apply", joint.bundle, by=by
    ):
        raise refusal
    parts = list(joint.parts.order_by("position"))
    found = next((each for each in parts if each.part == part), None)
    if found is None:
        raise no.PartNotThere(part=part)
    whole = joint_of(joint, parts)
    fields = awaited_of(whole, joint, found)
    if not fields or not rules.may_begin(found, parts):
        raise no.NothingAsked(title=found.title)
    form = Form.model_construct(
        minutes=1,
        sections=(Section.model_construct(id="later", title=fields[0].label, fields=tuple(
            each.model_copy(update={"when": None}) for each in fields), when=None),),
        statement=fields[0].label,
    )  # fmt: skip
    reading = settle(form, answers, {})
    if reading.problems:
        raise AnswersIncomplete(problems=[(each.field, each.sentence) for each in reading.problems])
    found.answers = found.answers | reading.answers
    found.save(update_fields=["answers"])
    _resume(joint, ANSWERS)
    go_on(joint)
    return joint


@transaction.atomic
def follow_the_part(case: str) -> None:
    """Bring the bundle up to date with one of its cases. Doing it again changes nothing."""
    number = JointPart.objects.filter(case=case).values_list("joint__number", flat=True).first()
    if number is None:
        return
    joint = held(number)
    found = joint.parts.get(case=case)
    now = case_for(case, seen_by=SYSTEM).case
    if now.accepted_on:
        _follow_acceptance(joint)
    # A refusal counts from the decision; a yes once its paper is there for whoever needs it next.
    over = now.granted is False or not (now.is_open or now.stage == "decided")
    if found.state == "open" and over:
        result = now.result or now.stage
        _end(joint, found, result, by=SYSTEM)
        if result == "granted":
            go_on(joint)
        else:
            _bear_the_consequences(joint, found, by=SYSTEM)
        _close_if_over(joint, by=SYSTEM)


@transaction.atomic
def go_on_with(case: str) -> None:
    """A service that a bundle waits for was granted in a case of its own: the bundle goes on."""
    now = case_for(case, seen_by=SYSTEM).case
    if now.part_of or not now.granted:
        return
    waiting = JointPart.objects.filter(
        joint__applicant_id=now.applicant_id,
        joint__pauses__reason=WAITS,
        joint__pauses__ended_on=None,
        service=now.service,
        state="ended",
    ).exclude(result="granted")
    for number in set(waiting.values_list("joint__number", flat=True)):
        joint = held(number)
        for part in joint.parts.filter(service=now.service, state="ended").exclude(
            result="granted"
        ):
            part.case, part.result = now.number, "granted"
            part.save(update_fields=["case", "result"])
        _resume(joint, WAITS)
        go_on(joint)
        _close_if_over(joint, by=SYSTEM)


def _follow_acceptance(joint: JointCase) -> None:
    open_ones = joint.parts.filter(state="open").values_list("case", flat=True)
    stages = {case_for(each, seen_by=SYSTEM).case.stage for each in open_ones}
    if joint.is_open and not stages & {"submitted", "correcting"}:
        note_acceptance(joint, by=SYSTEM)


def _end(joint: JointCase, part: JointPart, result: str, *, by: Actor) -> None:
    part.state = "lapsed" if result == "lapsed" else "ended"
    part.result, part.ended_on = result, today()
    part.save(update_fields=["state", "result", "ended_on"])
    ended = PartEnded(
        **news(joint), part=part.part, service=part.service, case=part.case, result=result
    )
    record(ended, by=by)


def _bear_the_consequences(joint: JointCase, part: JointPart, *, by: Actor) -> None:
    bundle = definition_of(joint)
    parts = list(joint.parts.order_by("position"))
    known = {each.part: each for each in parts}
    waits = False
    for each in rules.consequences(bundle, parts, part.part):
        other = known[each.part]
        if each.what == "ends":
            words = say(bundle.part(part.part).refused)
            case = cases.end_part(other.case, reasons=words, within=joint.number, by=SYSTEM)
            if case.stage == "ended":
                _end(joint, other, "ended", by=by)
        elif each.what == "lapses":
            _end(joint, other, "lapsed", by=by)
        waits = waits or each.what == "waits"
    if waits:
        _pause(joint, WAITS)


def _pause(joint: JointCase, reason: str) -> None:
    JointPause.objects.get_or_create(
        joint=joint, reason=reason, ended_on=None, defaults={"began_on": today()}
    )
    reckon(joint, today=today())
    joint.save(update_fields=["statutory_due", "promised_due"])


def _resume(joint: JointCase, reason: str) -> None:
    joint.pauses.filter(reason=reason, ended_on=None).update(ended_on=today())
    reckon(joint, today=today())
    joint.save(update_fields=["statutory_due", "promised_due"])


def go_on(joint: JointCase) -> None:
    """Open what waited; what the lead has looked at already is accepted in the same moment."""
    opened = open_what_may_begin(joint, by=SYSTEM)
    parts = list(joint.parts.order_by("position"))
    whole = joint_of(joint, parts)
    _ask_what_is_lacking(joint, whole, parts)
    if not opened:
        return
    points = points_in(joint, parts, whole)
    for part in opened:
        record(
            PartOpened(**news(joint), part=part.part, service=part.service, case=part.case),
            by=SYSTEM,
        )
        if joint.stage != BundleStage.CORRECTING and push_marks(joint, part, points, by=SYSTEM):
            cases.accept_case(part.case, by=SYSTEM)


def _ask_what_is_lacking(joint: JointCase, whole: Joint, parts: list[JointPart]) -> None:
    """Ask the applicant, once for each part; the clock stands meanwhile: it is their turn."""
    for part in parts:
        fields = awaited_of(whole, joint, part) if rules.may_begin(part, parts) else []
        if fields and not part.asked:
            part.asked = True
            part.save(update_fields=["asked"])
            names = tuple(each.id for each in fields)
            awaited = AnswersAwaited(
                **news(joint), part=part.part, service=part.service, fields=names
            )
            record(awaited, by=SYSTEM)
            _pause(joint, ANSWERS)


def _close_if_over(joint: JointCase, *, by: Actor) -> None:
    parts = list(joint.parts.order_by("position"))
    if not joint.is_open or any(each.state in ("waiting", "open") for each in parts):
        return
    granted = tuple(each.part for each in parts if each.result == "granted")
    taken_back = not granted and all(each.result in ("withdrawn", "lapsed") for each in parts)
    joint.stage = BundleStage.WITHDRAWN if taken_back else BundleStage.CLOSED
    joint.closed_on = today()
    joint.pauses.filter(ended_on=None).update(ended_on=today())
    joint.save(update_fields=["stage", "closed_on"])
    record(BundleClosed(**news(joint), granted=granted), by=by)


def consequence_words(what: str) -> str:
    """What happens to a part, as people read it."""
    return {
        "goes-on": _("照常办"),
        "waits": _("先等着"),
        "lapses": _("不再办"),
        "ends": _("一起终止"),
    }[what]
