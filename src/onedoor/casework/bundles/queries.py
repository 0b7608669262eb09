"""What can be seen of bundles, and by whom. Every look at personal data leaves a trace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from onedoor.casework.bundles import rules
from onedoor.casework.bundles.actions.ending import consequence_words
from onedoor.casework.bundles.actions.reviewing import marks_of, points_in
from onedoor.casework.bundles.actions.submitting import awaited_of, problems_in_parts
from onedoor.casework.bundles.finding import (
    definition_of,
    joint_now,
    joint_of,
    joint_of_draft,
    reached,
)
from onedoor.casework.bundles.models import (
    OPEN_STAGES,
    BundleDraft,
    BundleStage,
    JointCase,
    JointMaterial,
    JointPart,
)
from onedoor.casework.bundles.move_plans import (
    BundlePlan,
    bundle_moves_of,
    bundles_behind,
    parts_under,
    plan_bundle_move,
)
from onedoor.casework.bundles.refusals import NoSuchBundleCase, NoSuchBundleDraft
from onedoor.casework.bundles.rules import Consequence, JointPoint, stage_word
from onedoor.casework.bundles.timetable import promised_clock, statutory_clock, told_by
from onedoor.casework.cases.clock import Clock
from onedoor.casework.cases.queries import Case, bundles_seen, parts_of, party_key
from onedoor.casework.forms.questions import next_situation, settled_situation
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.ports import port
from onedoor.kernel.readings import Look, start_of_today, trace, trace_all
from onedoor.kernel.time import today
from onedoor.registers.catalogue.definition import Bundle, Field, Joint
from onedoor.registers.catalogue.queries import BundleVersion
from onedoor.registers.catalogue.queries import bundle as bundle_called

__all__ = [
    "BundleDraft",
    "BundleFile",
    "BundlePlan",
    "BundleStage",
    "Consequence",
    "JointCase",
    "JointMaterial",
    "JointPart",
    "JointPoint",
    "awaited",
    "bundle_draft_for",
    "bundle_draft_of",
    "bundle_drafts_of",
    "bundle_for",
    "bundle_moves_of",
    "bundle_of_case",
    "bundles_at",
    "bundles_behind",
    "bundles_of",
    "consequence_words",
    "joint_material_for",
    "parts_under",
    "plan_bundle_move",
    "problems_in_parts",
    "stage_word",
    "whole_of",
    "whole_of_draft",
]

# Pages turned within this time are one look.
_ONE_LOOK = timedelta(minutes=10)


@dataclass(frozen=True)
class BundleFile:
    """Everything one page about a bundle needs, read in a fixed number of queries."""

    joint: JointCase
    bundle: Bundle
    whole: Joint
    parts: list[JointPart]
    # The cases that the reader may see, by number.
    cases: dict[str, Case]
    materials: list[JointMaterial]
    points: list[JointPoint]
    marks: dict[str, str]
    statutory: Clock | None
    promised: Clock | None
    told_by: date

    @property
    def seat(self) -> str:
        """The lead's intake desk: "agency/post"."""
        return f"{self.joint.agency}/{self.bundle.accept.post}"

    @property
    def approving_seat(self) -> str:
        """Who asks for a longer time: "agency/post"."""
        return f"{self.joint.agency}/{self.bundle.extend.post}"

    def consequences_of(self, part: str) -> list[Consequence]:
        """What it means for the rest that this part ends without a yes."""
        return rules.consequences(self.bundle, self.parts, part)


def bundle_for(number: str, *, seen_by: Actor) -> BundleFile:
    """The whole of a bundle: for its applicant, for the lead's desks, for whoever has a part of it.

    NoSuchBundleCase to others. Of its cases one sees those one may see.
    """
    joint = _seen(seen_by).select_related("applicant").filter(number=number).first()
    if joint is None:
        raise NoSuchBundleCase()
    _trace(joint, seen_by, "一件事全卷")
    parts = list(joint.parts.order_by("position"))
    whole = joint_of(joint, parts)
    return BundleFile(
        joint=joint,
        bundle=definition_of(joint),
        whole=whole,
        parts=parts,
        cases={each.number: each for each in parts_of(number, seen_by=seen_by)},
        materials=list(joint.materials.order_by("document", "round", "given_at")),
        points=points_in(joint, parts, whole),
        marks=marks_of(joint),
        statutory=statutory_clock(joint, today=today()),
        promised=promised_clock(joint, today=today()),
        told_by=told_by(joint),
    )


def _seen(actor: Actor) -> QuerySet[JointCase]:
    """The bundles `actor` may see: their own, those their desks lead, those they have a part of."""
    if actor == SYSTEM:
        return JointCase.objects.all()
    if actor.party:
        return reached(JointCase.objects.filter(applicant_id=party_key(actor)), "see", by=actor)
    if not actor.is_staff:
        return JointCase.objects.none()
    return JointCase.objects.filter(_led_by(actor) | Q(number__in=bundles_seen(seen_by=actor)))


def _led_by(actor: Actor) -> Q:
    led = Q(pk=None)
    for seat in sorted(actor.posts):
        agency, _, post = seat.partition("/")
        led |= Q(agency=agency, post=post) | Q(agency=agency, approving_post=post)
    return led


def _why(actor: Actor) -> str:
    if actor.kind == "machine":
        return "账号持有人的密钥"
    return f"授权 {actor.scope.mandate}" if actor.scope else "一件事联办"


def _trace(joint: JointCase, actor: Actor, what: str) -> None:
    trace(
        by=actor,
        subject=joint.subject,
        what=what,
        why=_why(actor),
        party=str(joint.applicant_id),
        within=None if actor.is_staff else _ONE_LOOK,
    )


def bundles_of(party: str, *, seen_by: Actor, limit: int = 50) -> list[JointCase]:
    """The newest bundles of a party, for the party itself; each with its parts."""
    if seen_by.party != party and seen_by != SYSTEM:
        raise NoSuchBundleCase()
    rows = reached(JointCase.objects.filter(applicant_id=UUID(party)), "see", by=seen_by)
    found = list(rows.order_by("-submitted_at").defer("answers").prefetch_related("parts")[:limit])
    _trace_list(found, seen_by)
    return found


def bundles_at(*, seen_by: Actor) -> list[JointCase]:
    """The open bundles that the posts of this clerk lead, the one due first on top."""
    if not seen_by.is_staff:
        return []
    rows = JointCase.objects.filter(_led_by(seen_by), stage__in=OPEN_STAGES).defer("answers")
    found = list(rows.prefetch_related("parts").order_by("received_on", "number"))
    _trace_list(found, seen_by)
    return found


def _trace_list(found: list[JointCase], actor: Actor) -> None:
    looks = [Look(str(each.applicant_id), each.subject, "一件事列表") for each in found]
    trace_all(looks, by=actor, why=_why(actor), since=start_of_today())


def bundle_of_case(case: str, *, seen_by: Actor) -> BundleFile | None:
    """The bundle that a case is a part of, for whoever may see the case; None for others."""
    rows = _seen(seen_by).filter(parts__case=case).values_list("number", flat=True)
    number = rows.first()
    return bundle_for(number, seen_by=seen_by) if number else None


def bundle_drafts_of(party: str, *, seen_by: Actor) -> list[BundleDraft]:
    """The party's drafts of bundles, the latest saved first."""
    if seen_by.party != party:
        raise NoSuchBundleDraft()
    rows = reached(BundleDraft.objects.filter(party_id=party), "apply", by=seen_by)
    found = list(rows.order_by("-saved_at").defer("answers"))
    for draft in found:
        _trace_draft(draft, seen_by)
    return found


def bundle_draft_for(id: str, *, seen_by: Actor) -> BundleDraft:
    """One's own draft; NoSuchBundleDraft to anybody else."""
    rows = reached(BundleDraft.objects.select_related("party"), "apply", by=seen_by)
    draft = rows.filter(pk=id, party_id=party_key(seen_by)).first()
    if draft is None:
        raise NoSuchBundleDraft()
    _trace_draft(draft, seen_by)
    return draft


def bundle_draft_of(bundle: str, *, seen_by: Actor) -> BundleDraft | None:
    """One's draft of this bundle, if there is one."""
    if not seen_by.party:
        return None
    rows = reached(BundleDraft.objects.filter(party_id=seen_by.party), "apply", by=seen_by)
    draft = rows.filter(bundle=bundle).first()
    if draft is not None:
        _trace_draft(draft, seen_by)
    return draft


def whole_of(code: str, situation: Mapping[str, str]) -> tuple[BundleVersion, Joint, bool]:
    """A bundle as it would be for this situation: its version, its parts as one, and whether the
    bundle's own questions are all answered; while they are not, every part is in it."""
    found = bundle_called(code)
    version = found.current
    assert version is not None
    definition = found.parsed
    kind = definition.applicants[0]
    facts = {"applicant.kind": kind}
    known = settled_situation(definition.situations, situation, facts=facts)
    is_settled = next_situation(definition.situations, known, facts=facts) is None
    chosen = definition.parts_for(known, kind) if is_settled else []
    return version, joint_now(version.pk, chosen or definition.parts), is_settled


def awaited(file: BundleFile, part: str) -> list[Field]:
    """The questions of a part that the applicant is to answer now; none while it waits or runs."""
    found = next((each for each in file.parts if each.part == part), None)
    if found is None or not rules.may_begin(found, file.parts):
        return []
    return awaited_of(file.whole, file.joint, found)


def whole_of_draft(draft: BundleDraft, *, seen_by: Actor) -> tuple[Joint, list[JointMaterial]]:
    """The parts of one's draft as one, and the files handed in so far."""
    own = bundle_draft_for(str(draft.pk), seen_by=seen_by)
    return joint_of_draft(own), list(own.materials.order_by("document", "given_at"))


def _trace_draft(draft: BundleDraft, reader: Actor) -> None:
    trace(
        by=reader,
        subject=f"draft:{draft.pk}",
        what="草稿",
        why=_why(reader),
        party=str(draft.party_id),
        within=_ONE_LOOK,
    )


def joint_material_for(id: str, *, seen_by: Actor) -> tuple[JointMaterial, bytes]:
    """One file and its bytes, for whoever may see what it belongs to; traced for a clerk."""
    found = JointMaterial.objects.select_related("draft", "joint").filter(pk=id).first()
    if found is None:
        raise NoSuchBundleCase()
    if found.draft is not None:
        bundle_draft_for(str(found.draft_id), seen_by=seen_by)
    elif found.joint is None or not _seen(seen_by).filter(pk=found.joint.pk).exists():
        raise NoSuchBundleCase()
    else:
        _trace(found.joint, seen_by, f"材料 {found.document}")
    content: Any = port("store").get(found.digest)
    return found, content
