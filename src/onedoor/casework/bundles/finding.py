"""Finding what an act needs: the bundle held, its parts joined, the points to look at."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from onedoor.casework.bundles import refusals as no
from onedoor.casework.bundles.models import BundleDraft, JointCase, JointMaterial, JointPart
from onedoor.casework.bundles.rules import JointPoint
from onedoor.casework.cases import queries as cases
from onedoor.casework.forms.uploads import Upload
from onedoor.kernel.actors import Actor
from onedoor.registers.catalogue.definition import (
    Bundle,
    BundlePart,
    Joint,
    ReviewPoint,
    say,
    together,
)
from onedoor.registers.catalogue.queries import bundle as bundle_called
from onedoor.registers.catalogue.queries import bundle_version, current_version, version

Row = TypeVar("Row", BundleDraft, JointCase)


def held(number: str) -> JointCase:
    """The bundle of this number, locked until the transaction ends."""
    found = JointCase.objects.select_for_update().filter(number=number).first()
    if found is None:
        raise no.NoSuchBundleCase()
    return found


def held_draft(id: str, *, by: Actor) -> BundleDraft:
    """The party's own draft, locked."""
    drafts = reached(BundleDraft.objects.select_for_update(), "apply", by=by)
    found = drafts.filter(pk=id, party_id=cases.party_key(by)).first()
    if found is None:
        raise no.NoSuchBundleDraft()
    return found


def reached(rows: QuerySet[Row], act: str, *, by: Actor) -> QuerySet[Row]:
    """Of the rows of the party one acts for, those that one's mandate reaches with this act.

    A mandate for some services only reaches a bundle when it names the bundle.
    """
    return cases.reached(rows, act, by=by, column="bundle")


def definition_of(joint: JointCase) -> Bundle:
    """The definition the bundle began under."""
    return bundle_version(joint.version_id).parsed


def joint_of(joint: JointCase, parts: Sequence[JointPart]) -> Joint:
    """The parts of a bundle under way as one, each at the version it began under."""
    return _joined(joint.version_id, tuple((each.part, each.version_id) for each in parts))


def joint_now(bundle: UUID, chosen: Sequence[BundlePart]) -> Joint:
    """These parts of a bundle as one, at the versions now in force."""
    now = tuple((each.id, UUID(str(current_version(each.service).pk))) for each in chosen)
    return _joined(bundle, now)


def under_now(code: str, chosen: Sequence[BundlePart]) -> dict[str, Any]:
    """The versions now in force of a bundle and of these parts, as a draft keeps them."""
    parts = {each.id: str(current_version(each.service).pk) for each in chosen}
    return {"bundle": str(bundle_called(code).current_id), "parts": parts}


def joint_at(bundle: UUID, parts: Mapping[str, UUID]) -> Joint:
    """The parts of a bundle as one, at these versions of the bundle and of each part."""
    return _joined(bundle, tuple(parts.items()))


@lru_cache(maxsize=128)
def _joined(bundle: UUID, parts: tuple[tuple[str, UUID], ...]) -> Joint:
    definition = bundle_version(bundle).parsed
    chosen = [definition.part(part) for part, _ in parts]
    versions = {part: version(id) for part, id in parts}
    services = {each.service: versions[each.id].parsed for each in chosen}
    return together(definition, services, chosen)


def joint_of_draft(draft: BundleDraft) -> Joint:
    """The parts that the situation of the draft calls for, as one, as they are in force now."""
    found = bundle_called(draft.bundle)
    assert found.current_id is not None
    return joint_now(found.current_id, chosen_in(draft))


def chosen_in(draft: BundleDraft) -> list[BundlePart]:
    """The parts that the situation of a draft calls for now."""
    return bundle_called(draft.bundle).parsed.parts_for(draft.situation, draft.party.kind)


def upload_of(material: JointMaterial) -> Upload:
    """The file as it was inspected when it came in."""
    return Upload(
        kind="",
        media_type=material.media_type,
        size=material.size,
        digest=material.digest,
        pages=material.pages or 1,
        name=material.name,
    )


def points_of(
    whole: Joint,
    parts: Sequence[JointPart],
    answers: Mapping[str, Any],
    situation: Mapping[str, str],
    kind: str,
) -> list[JointPoint]:
    """Every point of the parts not yet ended, each once for one document, in its order.

    What comes from the result of an earlier part is not looked at: we have just made it.
    """
    found: dict[tuple[str, str], tuple[ReviewPoint, str, str, list[tuple[str, str]]]] = {}
    for part in parts:
        if part.state in ("ended", "lapsed"):
            continue
        for point, document, name, basis in part_points(whole, part.part, answers, situation, kind):
            key = (document or part.part, say(point.title))
            line = found.setdefault(key, (point, name, basis, []))
            line[3].append((part.part, point.id))
    return [
        JointPoint(
            key=f"{members[0][0]}.{members[0][1]}",
            point=point,
            document=document if name else "",
            document_name=name,
            members=tuple(members),
            basis=basis,
        )
        for (document, _), (point, name, basis, members) in found.items()
    ]


def part_points(
    whole: Joint,
    part: str,
    answers: Mapping[str, Any],
    situation: Mapping[str, str],
    kind: str,
) -> list[tuple[ReviewPoint, str, str, str]]:
    """The points of one part before acceptance: point, joint document, its name, its basis."""
    service = whole.service(part)
    facts = service.facts_of(
        whole.answers_of(part, answers), whole.situation_of(part, situation), kind
    )
    _, taken = whole.taken(whole.bundle.part(part))
    found = []
    for document in service.documents_for(facts):
        if document.id in taken:
            continue
        name = whole.documents[part, document.id]
        for point in document.points:
            if not point.step:
                basis = str(point.basis or document.basis)
                found.append((point, name, say(document.name), basis))
    for point in service.documents.points:
        if not point.step:
            found.append((point, "", "", str(point.basis or "")))
    return found


def seat_of_lead(joint: JointCase) -> str:
    """The lead's intake desk as a post is held: "agency/post"."""
    return f"{joint.agency}/{definition_of(joint).accept.post}"


def news(joint: JointCase) -> dict[str, Any]:
    """What every event of this bundle carries."""
    return {
        "subject": joint.subject,
        "number": joint.number,
        "bundle": joint.bundle,
        "version": bundle_version(joint.version_id).number,
        "agency": joint.agency,
        "division": joint.division,
        "party": str(joint.applicant_id),
    }
