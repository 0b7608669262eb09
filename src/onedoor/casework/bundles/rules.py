"""What may be done to a bundle, and what the end of a part means: values in, no queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from onedoor.casework.bundles import refusals as no
from onedoor.casework.bundles.models import BundleStage, JointCase, JointPart
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.catalogue.definition import Bundle, ReviewPoint, say

MARKS = ("met", "unmet", "not-applicable", "ask")


@dataclass(frozen=True)
class JointPoint:
    """One thing to look at, once, for every part that asks for it. `members`: (part, point)."""

    key: str
    point: ReviewPoint
    document: str
    document_name: str
    members: tuple[tuple[str, str], ...]
    basis: str

    @property
    def title(self) -> str:
        return say(self.point.title)


@dataclass(frozen=True)
class Consequence:
    """What happens to one part when another ends without a yes."""

    part: str
    title: str
    # ends, lapses, waits, goes-on
    what: str


def stage_word(stage: str) -> str:
    """The stage as people say it."""
    words = {
        BundleStage.SUBMITTED: _("等受理"),
        BundleStage.CORRECTING: _("等申请人补正"),
        BundleStage.ACCEPTED: _("各项办理中"),
        BundleStage.CLOSED: _("已办结"),
        BundleStage.WITHDRAWN: _("已撤回"),
    }
    return words[BundleStage(stage)]


def consequences(bundle: Bundle, parts: Sequence[JointPart], part: str) -> list[Consequence]:
    """What the end of `part` without a yes means for every part that has not ended."""
    policy = bundle.part(part).if_refused
    lost = _needing(parts, part)
    found = []
    for each in parts:
        if each.part == part or each.state in ("ended", "lapsed"):
            continue
        what = "goes-on"
        if policy == "ends-all":
            what = "ends" if each.state == "open" else "lapses"
        elif each.part in lost and each.state == "waiting":
            what = "waits" if policy == "waits" else "lapses"
        found.append(Consequence(each.part, each.title, what))
    return found


def _needing(parts: Sequence[JointPart], part: str) -> set[str]:
    """The parts that come after this one, directly or through others."""
    lost = {part}
    for each in sorted(parts, key=lambda one: one.position):
        if lost & set(each.after):
            lost.add(each.part)
    return lost - {part}


def may_begin(part: JointPart, parts: Sequence[JointPart]) -> bool:
    """Whether everything it waits for has been granted."""
    granted = {each.part for each in parts if each.result == "granted"}
    return part.state == "waiting" and set(part.after) <= granted


def why_not_lead(joint: JointCase, seat: str, title: str, *, by: Actor) -> Refusal | None:
    """Only the lead's own post, and only while something is under way."""
    if not by.holds(seat):
        return no.NotTheLead(title=title)
    return None if joint.is_open else no.BundleOver()


def why_not_mark(points: Sequence[JointPoint], marks: Mapping[str, str]) -> Refusal | None:
    """Only published points may be judged, by one of four marks."""
    known = {each.key for each in points}
    for key, mark in marks.items():
        if key not in known or mark not in MARKS:
            return no.UnknownJointPoint(point=key)
    return None


def why_not_tell(
    joint: JointCase,
    *,
    points: Sequence[JointPoint],
    marks: Mapping[str, str],
    deadline: date,
    limit: int,
    on: date,
) -> Refusal | None:
    """Once, everything of all parts together, within the limit (行政许可法 32 (4))."""
    if joint.told_missing_on:
        return no.AlreadyToldAll()
    if on > deadline:
        return no.TooLateToTellAll(limit=limit)
    if refusal := _why_not_judged(points, marks):
        return refusal
    if not any(marks.get(each.key) == "unmet" for each in points):
        return no.NothingUnmetHere()
    return None


def why_not_accept(
    joint: JointCase,
    *,
    points: Sequence[JointPoint],
    marks: Mapping[str, str],
    waiting: int,
) -> Refusal | None:
    """Everything looked at, nothing unmet, and something there to accept."""
    if joint.stage == BundleStage.CORRECTING or not waiting:
        return no.NothingToAccept()
    if refusal := _why_not_judged(points, marks):
        return refusal
    unmet = [each for each in points if marks.get(each.key) == "unmet"]
    return no.JointPointsUnmet(count=len(unmet), titles=_titles(unmet)) if unmet else None


def _why_not_judged(points: Sequence[JointPoint], marks: Mapping[str, str]) -> Refusal | None:
    left = [each for each in points if marks.get(each.key, "ask") == "ask"]
    return no.JointPointsOpen(count=len(left), titles=_titles(left)) if left else None


def _titles(points: Sequence[JointPoint]) -> str:
    return "、".join(each.title for each in points)


def why_not_extend(
    joint: JointCase, *, working_days: int, limit: int, reasons: str, approval: str, on: date
) -> Refusal | None:
    """Once, within the law, with reasons and the approval the law asks for (42 II)."""
    if joint.accepted_on is None:
        return no.NotYetAccepted()
    if joint.extension_days:
        return no.LongerAlready()
    if not 0 < working_days <= limit:
        return no.LongerThanTheLaw(limit=limit, where="working_days")
    if not reasons.strip():
        return no.WhyLonger(where="reasons")
    if not approval.strip():
        return no.ApprovalNeeded(where="approval")
    if joint.statutory_due and on > joint.statutory_due:
        return no.LimitPassed(due=joint.statutory_due)
    return None


def why_not_withdraw(joint: JointCase, *, by: Actor) -> Refusal | None:
    """The applicant, while anything is under way."""
    if by.party != str(joint.applicant_id):
        return no.NotYours()
    return None if joint.is_open else no.BundleOver()
