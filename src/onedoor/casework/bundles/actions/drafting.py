"""A bundle being written: one set of answers and files for all of its parts."""

from typing import Any

from django.db import transaction

from onedoor.casework.bundles import refusals as no
from onedoor.casework.bundles.finding import (
    chosen_in,
    held_draft,
    joint_of,
    joint_of_draft,
    reached,
    under_now,
)
from onedoor.casework.bundles.models import BundleDraft, JointCase, JointMaterial
from onedoor.casework.cases.actions import agent_of
from onedoor.casework.cases.queries import KEPT_DAYS, party_key, why_not_for_another
from onedoor.casework.forms.uploads import Upload
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import days, now, today
from onedoor.registers.catalogue.definition import Document
from onedoor.registers.catalogue.queries import bundle as bundle_called
from onedoor.registers.people.queries import party_for


@transaction.atomic
def begin_bundle(code: str, *, agency: str, situation: dict[str, str], by: Actor) -> BundleDraft:
    """The party's draft of this bundle: the one they have, or a new one.

    A draft in hand keeps its answers; the place and situation just chosen replace the old ones.
    Raises NotLedThere, NothingToDo, OnlyOnePart.
    """
    if not by.party:
        raise NotAllowed()
    if refusal := why_not_for_another("apply", code, by=by):
        raise refusal
    definition = bundle_called(code).parsed
    if agency not in {each.agency for each in definition.offerings}:
        raise no.NotLedThere(where="at")
    kind = party_for(by.party, seen_by=SYSTEM).kind
    if kind not in definition.applicants:
        raise no.NothingToDo()
    chosen = definition.parts_for(situation, kind)
    if not chosen:
        raise no.NothingToDo()
    if len(chosen) == 1:
        raise no.OnlyOnePart(title=str(chosen[0].short))
    kept = {
        "agency": agency,
        "situation": situation,
        "under": under_now(code, chosen),
        "saved_at": now(),
        "expires_on": today() + days(KEPT_DAYS),
        **agent_of(by),
    }
    draft, _ = BundleDraft.objects.update_or_create(
        party_id=by.party,
        bundle=code,
        defaults=kept,
        create_defaults=kept | {"begun_at": now()},
    )
    return draft


@transaction.atomic
def save_bundle(id: str, *, answers: dict[str, Any], by: Actor) -> BundleDraft:
    """Keep these answers over the ones saved before."""
    draft = held_draft(id, by=by)
    draft.answers = draft.answers | answers
    draft.under = under_now(draft.bundle, chosen_in(draft))
    draft.saved_at, draft.expires_on = now(), today() + days(KEPT_DAYS)
    draft.save(update_fields=["answers", "under", "saved_at", "expires_on"])
    return draft


@transaction.atomic
def hand_in_once(
    upload: Upload, *, document: str, draft: str = "", number: str = "", by: Actor
) -> JointMaterial:
    """Add an inspected file, already in the store, for every part that asks for this document.

    The same file for the same document again changes nothing. Raises NotYoursToBring, TooManyOfIt,
    NotAskedToCorrectIt.
    """
    owner = held_draft(draft, by=by) if draft else _being_corrected(number, by=by)
    place = {"draft": owner} if draft else {"joint": owner}
    wanted = _document(owner, document)
    round = 0 if draft else 1
    present = JointMaterial.objects.filter(**place, document=document, round=round)
    if same := present.filter(digest=upload.digest).first():
        return same
    if present.count() >= wanted.max_files:
        raise no.TooManyOfIt(document=wanted.name, limit=wanted.max_files, where=document)
    return JointMaterial.objects.create(
        **place,
        document=document,
        **upload.kept(),
        given_at=now(),
        round=round,
    )


def _document(owner: BundleDraft | JointCase, document: str) -> Document:
    if isinstance(owner, BundleDraft):
        whole = joint_of_draft(owner)
    else:
        whole = joint_of(owner, list(owner.parts.order_by("position")))
    for each in whole.definition.documents.documents:
        if each.id == document and each.source in ("applicant", "promise"):
            return each
    raise no.NotYoursToBring(document=document, where=document)


def _being_corrected(number: str, *, by: Actor) -> JointCase:
    found = reached(JointCase.objects.select_for_update(), "correct", by=by)
    joint = found.filter(number=number, applicant_id=party_key(by)).first()
    if joint is None:
        raise no.NoSuchBundleCase()
    if joint.stage != "correcting":
        raise no.NotAskedToCorrectIt()
    return joint


@transaction.atomic
def take_back_once(material: str, *, by: Actor) -> None:
    """Remove a file from one's own draft, or from corrections not sent yet."""
    found = JointMaterial.objects.filter(pk=material).first()
    if found is None:
        return
    if found.draft_id:
        held_draft(str(found.draft_id), by=by)
    else:
        number = JointCase.objects.values_list("number", flat=True).get(materials=found)
        _being_corrected(number, by=by)
        if found.round == 0:
            raise no.NotAskedToCorrectIt()
    found.delete()


@transaction.atomic
def forget_old_bundle_drafts() -> int:
    """Delete drafts whose time is over (个人信息保护法 47); returns how many."""
    count, _ = BundleDraft.objects.filter(expires_on__lt=today()).delete()
    return count
