"""The dry run of a move of bundles: which drafts and bundles can move, which need the applicant,
which stay."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from onedoor.casework.bundles.finding import joint_at, joint_of, joint_of_draft, upload_of
from onedoor.casework.bundles.models import (
    OPEN_STAGES,
    BundleDraft,
    JointCase,
    JointMove,
    JointPart,
)
from onedoor.casework.bundles.moving import (
    Going,
    carried,
    outlook_of_bundle,
    outlook_of_bundle_draft,
    renamed,
    why_no_place,
)
from onedoor.casework.cases.moving import WEIGHED, Matter, Outlook, by_outlook, looks_at
from onedoor.casework.cases.queries import (
    Onward,
    may_move,
    outlooks_of_parts,
    parts_under_way,
)
from onedoor.casework.forms.uploads import Upload
from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import start_of_today, trace_all
from onedoor.registers.catalogue.queries import (
    BundleVersion,
    agencies_of_parts,
    bundle_version,
    current_version,
    in_force,
    version,
)
from onedoor.registers.catalogue.queries import bundle as bundle_called


@dataclass(frozen=True)
class PlannedBundle:
    """One bundle and what a move would mean for it."""

    going: Going
    outlook: Outlook

    @property
    def joint(self) -> JointCase:
        return self.going.joint


@dataclass(frozen=True)
class PlannedBundleDraft:
    """One draft of a bundle and what the newer form asks of it."""

    draft: BundleDraft
    outlook: Outlook


@dataclass(frozen=True)
class BundlePlan:
    """The dry run: by outlook, the bundles and drafts of one lead that are behind in anything."""

    new: BundleVersion
    agency: str
    bundles: dict[str, list[PlannedBundle]] = field(default_factory=dict)
    drafts: dict[str, list[PlannedBundleDraft]] = field(default_factory=dict)

    @property
    def seen(self) -> str:
        """What the reader saw would move, and where to; any change of that changes this."""
        lines = [
            f"{each.joint.number}>{self.new.pk}>{sorted(each.going.targets.items())}"
            for each in self.bundles["moves"]
        ]
        return sha256("\n".join(lines).encode()).hexdigest()[:32]

    def versions(self) -> tuple[set[UUID], set[tuple[str, UUID, UUID]]]:
        """The versions of the bundle that are left, and service, from, to of those of its parts."""
        every = [each.going for found in self.bundles.values() for each in found]
        left = {each.joint.version_id for each in every} - {self.new.pk}
        parts = {
            (part.service, part.version_id, each.targets[part.part])
            for each in every
            for part in each.parts
            if part.version_id != each.targets[part.part]
        }
        return left, parts


def may_move_bundle(code: str, agency: str, *, by: Actor) -> None:
    """Raise unless `by` supervises the lead and may move the matters of every part there."""
    for service in sorted({each.service for each in bundle_called(code).parsed.parts}):
        may_move(service, agency, by=by)


def plan_bundle_move(code: str, *, agency: str, seen_by: Actor) -> BundlePlan:
    """What a move to the versions in force would do to the bundles of this lead; nothing changes.

    For the supervisor of the lead. Everybody whose matter is weighed learns of the look.
    """
    may_move_bundle(code, agency, by=seen_by)
    plan = made_bundle_plan(code, agency=agency, seen_by=seen_by)
    looks = looks_at(
        [each.joint for found in plan.bundles.values() for each in found],
        [each.draft for found in plan.drafts.values() for each in found],
    )
    trace_all(looks, by=seen_by, why=WEIGHED, since=start_of_today())
    return plan


def made_bundle_plan(code: str, *, agency: str, seen_by: Actor, lock: bool = False) -> BundlePlan:
    """The plan itself; `lock` holds what it weighs."""
    new = bundle_called(code).current
    assert new is not None
    plan = BundlePlan(bundle_version(new.pk), agency, by_outlook(), by_outlook())
    rows = _behind(JointCase.objects.filter(bundle=code, agency=agency))
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related("applicant").prefetch_related("parts", "materials", "pauses")
    joints = list(found.order_by("number"))
    numbers = [part.case for each in joints for part in each.parts.all() if part.state == "open"]
    under_way = set(parts_under_way().filter(number__in=numbers).values_list("number", flat=True))
    goings = [_going(each, plan.new, under_way) for each in joints]
    onward = {
        part.case: onward_of(each, part)
        for each in goings
        if each.new
        for part in each.parts
        if each.moves(part)
    }
    outlooks = outlooks_of_parts(onward, seen_by=seen_by, lock=lock)
    for going in goings:
        going.of_cases = {
            part.part: outlooks[part.case] for part in going.parts if part.case in outlooks
        }
        outlook = outlook_of_bundle(going)
        plan.bundles[outlook.kind].append(PlannedBundle(going, outlook))
    for each in _drafts_behind(code, agency):
        plan.drafts[each.outlook.kind].append(each)
    return plan


def _behind(rows: QuerySet[JointCase]) -> QuerySet[JointCase]:
    """Those open ones that stand under an older version of themselves or of a part to come."""
    now = in_force()
    parts = _to_come(JointPart.objects.filter(joint=OuterRef("pk"))).exclude(version__in=now)
    return rows.filter(Q(Exists(parts)) | ~Q(version__in=now), stage__in=OPEN_STAGES)


def _to_come(parts: QuerySet[JointPart]) -> QuerySet[JointPart]:
    """Parts that wait, or whose case is not decided yet."""
    return parts.filter(Q(state="waiting") | Q(state="open", case__in=parts_under_way()))


def _going(joint: JointCase, new: BundleVersion, under_way: set[str]) -> Going:
    parts = sorted(joint.parts.all(), key=lambda each: each.position)
    open_ones = {each.part for each in parts if each.state == "open" and each.case in under_way}
    targets = {
        each.part: UUID(str(current_version(each.service).pk))
        if each.state == "waiting" or each.part in open_ones
        else each.version_id
        for each in parts
    }
    given = Counter(each.document for each in joint.materials.all() if not each.replaced)
    going = Going(
        joint=joint,
        parts=parts,
        old=joint_of(joint, parts),
        bundle=new.parsed,
        targets=targets,
        bodies=agencies_of_parts(new.parsed, joint.agency),
        matter=Matter(joint.answers, joint.situation, joint.applicant.kind, given),
        holds=any(each.ended_on is None for each in joint.pauses.all()),
        under_way=open_ones,
    )
    if not why_no_place(going):
        going.new = joint_at(new.pk, targets)
    return going


def onward_of(going: Going, part: JointPart) -> Onward:
    """Where the case of a part would go, with all that the bundle has for it."""
    assert going.new is not None
    matter = carried(going.old, going.new, going.matter)
    answers = going.new.answers_of(part.part, matter.answers)
    situation = going.new.situation_of(part.part, matter.situation)
    service = going.new.service(part.part)
    wanted = service.documents_for(service.facts_of(answers, situation, matter.party_kind))
    files = _files(going, part, {each.id for each in wanted})
    return Onward(going.targets[part.part], answers, situation, files)


def _files(going: Going, part: JointPart, wanted: Set[str]) -> list[tuple[str, Upload]]:
    """The files of the bundle for these documents of the newer version, by its own names."""
    assert going.new is not None
    named = going.new.documents_of(part.part)
    called = names_of_documents(going)
    found = []
    for each in sorted(going.joint.materials.all(), key=lambda one: one.given_at):
        own = named.get(called.get(each.document, each.document), "")
        if not each.replaced and own in wanted:
            found.append((own, upload_of(each)))
    return found


def names_of_documents(going: Going) -> Mapping[str, str]:
    """What the documents of a bundle are called in its newer form, where that changed."""
    assert going.new is not None
    old = {joint: joint for joint in going.old.documents.values()}
    moved = renamed(going.old.documents, going.new.documents, old)
    return {before: after for after, before in moved.items() if after != before}


def _drafts_behind(code: str, agency: str) -> list[PlannedBundleDraft]:
    """Drafts last written under older versions; they follow by themselves when taken up again."""
    now = {str(each) for each in in_force()}
    rows = BundleDraft.objects.filter(bundle=code, agency=agency).select_related("party")
    definition = bundle_called(code).parsed
    led_here = agency in {each.agency for each in definition.offerings}
    found = []
    for draft in rows.prefetch_related("materials").order_by("pk"):
        if _is_new(draft.under, now):
            continue
        parts = {part: UUID(id) for part, id in draft.under["parts"].items()}
        old = joint_at(UUID(draft.under["bundle"]), parts)
        given = Counter(each.document for each in draft.materials.all())
        matter = Matter(draft.answers, draft.situation, draft.party.kind, given)
        new = joint_of_draft(draft)
        outlook = outlook_of_bundle_draft(old, new, matter, led_here=led_here)
        found.append(PlannedBundleDraft(draft, outlook))
    return found


def _is_new(under: Mapping[str, object], now: set[str]) -> bool:
    """Whether a draft was last written under what is in force; unknown where it never said."""
    if not under:
        return True
    parts = under["parts"]
    assert isinstance(parts, Mapping)
    return {str(under["bundle"]), *map(str, parts.values())} <= now


@dataclass(frozen=True)
class BundlesBehind:
    """How many bundles and drafts of a lead still stand under older versions."""

    bundle: str
    agency: str
    title: str
    bundles: int
    drafts: int


def bundles_behind(agencies: Sequence[str], *, seen_by: Actor) -> list[BundlesBehind]:
    """Where bundles run under older versions, led by agencies one supervises: numbers, no case."""
    own = [each for each in agencies if seen_by.holds(f"{each}/supervisor")]
    counted: dict[tuple[str, str], list[int]] = {}
    joints = _behind(JointCase.objects.filter(agency__in=own)).order_by()
    for code, agency, n in joints.values_list("bundle", "agency").annotate(n=Count("pk")):
        counted.setdefault((code, agency), [0, 0])[0] = n
    now = {str(each) for each in in_force()}
    drafts = BundleDraft.objects.filter(agency__in=own).order_by()
    told = drafts.values_list("bundle", "agency", "under").annotate(n=Count("pk"))
    for code, agency, under, n in told:
        if not _is_new(under, now):
            counted.setdefault((code, agency), [0, 0])[1] += n
    return [
        BundlesBehind(code, agency, str(bundle_called(code).parsed.title), joints_n, drafts_n)
        for (code, agency), (joints_n, drafts_n) in sorted(counted.items())
    ]


@dataclass(frozen=True)
class PartsUnder:
    """How many matters of an agency belong to bundles of a lead."""

    bundle: str
    agency: str
    title: str
    parts: int


def parts_under(old: UUID | str, *, agency: str, seen_by: Actor) -> list[PartsUnder]:
    """How many matters of this agency under a version of its service follow bundles: numbers.

    For the supervisor of the agency; nothing for others.
    """
    if not seen_by.holds(f"{agency}/supervisor"):
        return []
    rows = _to_come(JointPart.objects.filter(version=version(old), agency=agency)).order_by()
    told = rows.values_list("joint__bundle", "joint__agency").annotate(n=Count("pk"))
    return [
        PartsUnder(code, lead, str(bundle_called(code).parsed.title), n)
        for code, lead, n in sorted(told)
    ]


def bundle_moves_of(agencies: Sequence[str], *, seen_by: Actor, most: int = 20) -> list[JointMove]:
    """The moves of bundles led by agencies one supervises, the newest first: numbers, no case."""
    own = [each for each in agencies if seen_by.holds(f"{each}/supervisor")]
    rows = JointMove.objects.filter(agency__in=own).select_related("new")
    return list(rows.annotate(bundles=Count("moved")).order_by("-at")[:most])
