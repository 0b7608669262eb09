"""Moving bundles to the versions in force, each whole with its parts, and back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from onedoor.casework.bundles.actions.ending import go_on
from onedoor.casework.bundles.events import BundleMoved, BundleMovedBack
from onedoor.casework.bundles.finding import news, points_of
from onedoor.casework.bundles.models import JointCase, JointMove, JointMoved, JointPart
from onedoor.casework.bundles.move_plans import (
    made_bundle_plan,
    may_move_bundle,
    names_of_documents,
    onward_of,
)
from onedoor.casework.bundles.moving import Going, carried, marks_carried, settled_in
from onedoor.casework.bundles.timetable import reckon
from onedoor.casework.cases import actions as cases
from onedoor.casework.cases import move_refusals as no
from onedoor.casework.cases.moving import plain
from onedoor.casework.cases.queries import went_on_since
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.record import last_of
from onedoor.kernel.time import now, today
from onedoor.registers.catalogue.definition import say
from onedoor.registers.catalogue.queries import BundleVersion, bundle_version

_OF_A_BUNDLE = (
    "title", "post", "approving_post", "situation", "marks", "statutory_due", "promised_due",
)  # fmt: skip
_OF_A_PART = ("position", "title", "agency", "after")


@transaction.atomic
def move_bundles(code: str, *, agency: str, seen: str | None = None, by: Actor) -> JointMove:
    """Bring every bundle of this lead that can move, each with all its parts, to what is in force.

    What needs the applicant and what stays is left alone; drafts follow by themselves. `seen` is
    what the mover saw would move (`BundlePlan.seen`): should that have changed, nothing moves.
    Raises NothingToMove, ChangedSinceLooked.
    """
    may_move_bundle(code, agency, by=by)
    plan = made_bundle_plan(code, agency=agency, seen_by=by, lock=True)
    if seen is not None and seen != plan.seen:
        raise no.ChangedSinceLooked()
    if not plan.bundles["moves"]:
        raise no.NothingToMove()
    move = JointMove.objects.create(
        bundle=code, agency=agency, new=plan.new, by=by.ref, by_name=by.name, at=now()
    )
    for each in plan.bundles["moves"]:
        _move(move, each.going, plan.new, by=by)
    return move


def _move(move: JointMove, going: Going, new: BundleVersion, *, by: Actor) -> None:
    joint, before = going.joint, _standing(going)
    left = bundle_version(joint.version_id).number
    changed = [each for each in going.to_come if each.version_id != going.targets[each.part]]
    onward = {each: onward_of(going, each) for each in changed if going.moves(each)}
    _rewrite(going, new)
    _rewrite_parts(going)
    for old, name in names_of_documents(going).items():
        joint.materials.filter(document=old).update(document=name)
    before["cases"] = {
        part.case: cases.move_part(
            part.case, within=joint.number, onward=there, post=joint.post, by=by
        )
        for part, there in onward.items()
    }
    record(
        BundleMoved(
            **news(joint),
            from_version=left,
            moved_on=today(),
            parts=tuple(each.part for each in changed),
            statutory_due=joint.statutory_due,
            promised_due=joint.promised_due,
        ),
        by=by,
    )
    JointMoved.objects.create(move=move, joint=joint, before=before, seq=last_of(joint.subject))
    # What a part needs no longer to wait for opens it; with that the move cannot be taken back.
    go_on(joint)


def _rewrite(going: Going, new: BundleVersion) -> None:
    """The bundle itself under the newer version: its answers and marks by their names there."""
    assert going.new is not None
    joint, kind = going.joint, going.matter.party_kind
    points = points_of(going.old, going.parts, joint.answers, joint.situation, kind)
    joint.answers, joint.situation = settled_in(
        going.new, carried(going.old, going.new, going.matter)
    )
    after = points_of(going.new, going.parts, joint.answers, joint.situation, kind)
    joint.marks = marks_carried(points, after, joint.marks)
    joint.version, joint.title = new, say(going.bundle.title)
    joint.post, joint.approving_post = going.bundle.accept.post, going.bundle.extend.post
    reckon(joint, today=today())
    joint.save(update_fields=[*_OF_A_BUNDLE, "answers", "version"])


def _rewrite_parts(going: Going) -> None:
    assert going.new is not None
    here = {each.part for each in going.parts}
    order = [each.id for each in going.bundle.parts]
    coming, waiting = going.to_come, going.waiting
    for part in going.parts:
        part.position = order.index(part.part)
        if part in coming:
            service = going.new.service(part.part)
            part.version_id, part.title = going.targets[part.part], say(service.sheet.title)
            part.after = [name for name in going.bundle.part(part.part).after if name in here]
        if part in waiting:
            known = {each.id for each in going.new.service(part.part).form.all_fields()}
            part.agency = going.bodies[part.part]
            part.answers = {name: each for name, each in part.answers.items() if name in known}
        part.save(update_fields=[*_OF_A_PART, "version", "answers"])


def _standing(going: Going) -> dict[str, Any]:
    """The bundle, its parts and what its files are for, as JSON: what a move changes."""
    joint = going.joint
    return {
        "joint": {name: plain(getattr(joint, name)) for name in _OF_A_BUNDLE},
        "version": str(joint.version_id),
        "answers": joint.answers,
        "parts": {
            part.part: {name: getattr(part, name) for name in _OF_A_PART}
            | {"version": str(part.version_id), "answers": part.answers}
            for part in going.parts
        },
        "documents": {str(each.pk): each.document for each in joint.materials.all()},
    }


@transaction.atomic
def undo_bundle_move(id: UUID | str, *, by: Actor) -> JointMove:
    """Take a whole move back, while nothing has happened to any of its bundles or their parts.

    Drafts are not touched: they never had to be moved. Raises UndoneAlready, MovedOn.
    """
    move = JointMove.objects.select_for_update().filter(pk=id).first()
    if move is None:
        raise no.NoSuchMove()
    may_move_bundle(move.bundle, move.agency, by=by)
    if move.undone_at:
        raise no.UndoneAlready()
    held = JointCase.objects.select_for_update().filter(moves__move=move)
    joints = {each.pk: each for each in held.order_by("number")}
    moved = list(move.moved.order_by("pk"))
    on = [
        each
        for each in moved
        if last_of(joints[each.joint_id].subject) != each.seq or went_on_since(each.before["cases"])
    ]
    if on:
        raise no.MovedOn(count=len(on))
    for each in moved:
        _put_back(joints[each.joint_id], each.before, by=by)
    move.undone_at, move.undone_by = now(), by.ref
    move.save(update_fields=["undone_at", "undone_by"])
    return move


def _put_back(joint: JointCase, before: Mapping[str, Any], *, by: Actor) -> None:
    left = bundle_version(joint.version_id).number
    for name, value in before["joint"].items():
        setattr(joint, name, value)
    joint.version, joint.answers = bundle_version(before["version"]), before["answers"]
    joint.save(update_fields=[*_OF_A_BUNDLE, "answers", "version"])
    for part in JointPart.objects.filter(joint=joint):
        kept = before["parts"][part.part]
        for name in _OF_A_PART:
            setattr(part, name, kept[name])
        part.version_id, part.answers = UUID(kept["version"]), kept["answers"]
        part.save(update_fields=[*_OF_A_PART, "version", "answers"])
    for id, document in before["documents"].items():
        joint.materials.filter(pk=id).update(document=document)
    for number, stood in before["cases"].items():
        cases.put_part_back(number, within=joint.number, stood=stood, by=by)
    joint.refresh_from_db()
    record(BundleMovedBack(**news(joint), from_version=left), by=by)
