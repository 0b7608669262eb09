"""An application being written: one draft for each party and service, nothing ever lost."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases import rules
from onedoor.casework.cases.events import ApplicantIdentified
from onedoor.casework.cases.finding import (
    agent_of,
    definition_of,
    news,
    party_key,
    reached,
    standing_promises,
)
from onedoor.casework.cases.models import Case, Draft, Material, Stage
from onedoor.casework.cases.promise_events import SigningVoided
from onedoor.casework.forms.uploads import Upload
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import days, now, today
from onedoor.registers.catalogue.definition import say
from onedoor.registers.catalogue.queries import version, version_to_apply
from onedoor.registers.licences.actions import follow_the_holder as licences_follow
from onedoor.registers.papers.actions import follow_the_holder as papers_follow
from onedoor.registers.people.queries import party_for

# How long an untouched draft is kept; printed on every step of the form.
KEPT_DAYS = 90


@dataclass(frozen=True)
class Given:
    """A file that comes with an act made in one go (API, window)."""

    document: str
    upload: Upload


@transaction.atomic
def begin_draft(service: str, *, agency: str, situation: dict[str, str], by: Actor) -> Draft:
    """The party's draft for this service: the one they have, or a new one at the current version.

    A draft in hand keeps its answers; the place and situation just chosen replace the old ones.
    Raises what `why_not_apply` says.
    """
    if not by.party:
        raise NotAllowed()
    if refusal := rules.why_not_for_another("apply", service, by=by):
        raise refusal
    current = version_to_apply(service)
    kind = party_for(by.party, seen_by=SYSTEM).kind
    if refusal := rules.why_not_apply(current.parsed, agency=agency, kind=kind, on=today()):
        raise refusal
    if clash := current.parsed.impossible_among(situation):
        raise no.Contradiction(sentence=say(clash.sentence), where="situation")
    kept = {
        "version_id": current.pk,
        "agency": agency,
        "situation": situation,
        "saved_at": now(),
        "expires_on": today() + days(KEPT_DAYS),
        **agent_of(by),
    }
    draft, _ = Draft.objects.update_or_create(
        party_id=by.party,
        service=service,
        defaults=kept,
        create_defaults=kept | {"begun_at": now()},
    )
    return draft


def held_draft(id: str, *, by: Actor) -> Draft:
    """The party's own draft, locked; NoSuchDraft to anybody else."""
    drafts = reached(Draft.objects.select_for_update(), "apply", by=by)
    draft = drafts.filter(pk=id, party_id=party_key(by)).first()
    if draft is None:
        raise no.NoSuchDraft()
    return draft


def draft_facts(draft: Draft) -> dict[str, Any]:
    """What is known in a draft, under the names conditions use."""
    party = party_for(str(draft.party_id), seen_by=SYSTEM)
    facts = draft.version.parsed.facts_of(
        draft.answers, draft.situation, party.kind, standing_promises(draft)
    )
    return facts | draft.held_facts


def content_of(draft: Draft) -> str:
    """SM3 over everything that is signed: answers, situation, promises, files, version."""
    rows = draft.materials.values_list("document", "digest", "draft_id")
    files = sorted((document, digest) for document, digest, _ in rows)
    whole = [
        str(draft.version_id), draft.agency, draft.situation,
        {key: value for key, value in draft.answers.items() if value not in (None, "", [])},
        sorted(id for id, _ in draft.promises.values_list("promise", "party")), files,
    ]  # fmt: skip
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.new("sm3", text.encode()).hexdigest()


def void_what_changed(draft: Draft, *, by: Actor) -> None:
    """Whoever was asked to sign something else than what stands there now has to look again."""
    if not draft.version.parsed.sheet.signers:
        return
    content = content_of(draft)
    laid_open = draft.signings.filter(state__in=["asked", "signed", "declined"])
    for signing in laid_open.exclude(content=content):
        signing.state, signing.settled_at = "void", now()
        signing.save(update_fields=["state", "settled_at"])
        told = SigningVoided(
            subject=f"draft:{draft.pk}", draft=str(draft.pk), service=draft.service,
            party=str(draft.party_id), signer=signing.signer,
        )  # fmt: skip
        record(told, by=by)


@transaction.atomic
def follow_the_service(id: str, *, by: Actor) -> bool:
    """Move a draft on to the version now in force; whether there was a newer one.

    What is not a case yet has no version of its own to keep. Unknown drafts are left to others.
    ServiceSuspended, and the draft stays, while nobody can apply.
    """
    drafts = reached(Draft.objects.select_for_update(), "apply", by=by)
    draft = drafts.filter(pk=id, party_id=party_key(by)).first()
    if draft is None or draft.version_id == (current := version_to_apply(draft.service)).pk:
        return False
    draft.version_id = current.pk
    draft.save(update_fields=["version"])
    return True


@transaction.atomic
def save_draft(id: str, *, answers: dict[str, Any], by: Actor) -> Draft:
    """Keep these answers over the ones saved before; what is not asked is left out on sending."""
    draft = held_draft(id, by=by)
    changed = {key for key, value in answers.items() if draft.answers.get(key) != value}
    # What the person writes is theirs from now on.
    draft.origins = {key: value for key, value in draft.origins.items() if key not in changed}
    draft.answers = draft.answers | answers
    draft.saved_at = now()
    draft.expires_on = today() + days(KEPT_DAYS)
    draft.save(update_fields=["answers", "origins", "saved_at", "expires_on"])
    void_what_changed(draft, by=by)
    return draft


@transaction.atomic
def hand_in(
    upload: Upload, *, document: str, draft: str = "", case: str = "", by: Actor
) -> Material:
    """Add an inspected file, already in the store, to a draft or to a case being corrected.

    Handing in the same file for the same document again changes nothing.
    Raises NotThisDocument, TooManyFiles, NotAskedToCorrect.
    """
    owner = _owner(draft=draft, case=case, document=document, by=by)
    definition = version(owner.version_id).parsed
    wanted = next((each for each in definition.documents.documents if each.id == document), None)
    if wanted is None or wanted.source not in ("applicant", "promise"):
        raise no.NotThisDocument(document=document, where=document)
    present = Material.objects.filter(**_place(owner), document=document, replaced=False)
    if same := present.filter(digest=upload.digest, round=_round(owner)).first():
        return same
    if present.filter(round=_round(owner)).count() >= wanted.max_files:
        raise no.TooManyFiles(document=wanted.name, limit=wanted.max_files, where=document)
    made = Material.objects.create(
        **_place(owner),
        document=document,
        **upload.kept(),
        given_at=now(),
        round=_round(owner),
    )
    if isinstance(owner, Draft):
        void_what_changed(owner, by=by)
    return made


@transaction.atomic
def take_back(material: str, *, by: Actor) -> None:
    """Remove a file from one's own draft, or from corrections not sent yet."""
    found = Material.objects.select_related("draft", "case").filter(pk=material).first()
    if found is None:
        return
    owner = found.draft or found.case
    belongs = owner.party_id if isinstance(owner, Draft) else owner.applicant_id  # type: ignore[union-attr]
    if str(belongs) != by.party:
        raise no.NotYourCase()
    act, service = _act_on(owner), owner.service  # type: ignore[union-attr,arg-type]
    if refusal := rules.why_not_for_another(act, service, by=by):
        raise refusal
    if isinstance(owner, Case) and (
        found.round == 0
        or not (owner.stage == Stage.CORRECTING or _is_put_off(owner, found.document))
    ):
        raise no.NotAskedToCorrect()
    found.delete()
    if isinstance(owner, Draft):
        void_what_changed(owner, by=by)


@transaction.atomic
def follow_the_account(before: str, party: str, *, by: Actor) -> None:
    """Bring drafts and cases of a self-declared party to the one its account now belongs to.

    Where that one has a draft of the same service, the two become one and nothing written is lost:
    its own answers stand, the others fill what was empty. Doing it again changes nothing.
    """
    if before == party:
        return
    old = UUID(before)
    for draft in Draft.objects.select_for_update().filter(party_id=old):
        kept = Draft.objects.select_for_update().filter(party_id=party, service=draft.service)
        if own := kept.first():
            own.answers = draft.answers | own.answers
            own.save(update_fields=["answers"])
            draft.materials.update(draft=own)
            draft.delete()
        else:
            draft.party_id = UUID(party)
            draft.save(update_fields=["party"])
    for case in Case.objects.select_for_update().filter(applicant_id=old).order_by("number"):
        case.applicant_id = UUID(party)
        case.save(update_fields=["applicant"])
        record(ApplicantIdentified(**news(case), before=before), by=by)
    papers_follow(before, party, by=by)
    licences_follow(before, party, by=by)


@transaction.atomic
def forget_old_drafts() -> int:
    """Delete drafts whose time is over (个人信息保护法 47); returns how many."""
    count, _ = Draft.objects.filter(expires_on__lt=today()).delete()
    return count


def _owner(*, draft: str, case: str, document: str, by: Actor) -> Draft | Case:
    if draft:
        return held_draft(draft, by=by)
    cases = reached(Case.objects.select_for_update(), "see", by=by)
    found = cases.filter(number=case).first()
    if found is None or str(found.applicant_id) != by.party:
        raise no.NoSuchCase()
    if refusal := rules.why_not_for_another("correct", found.service, by=by):
        raise refusal
    if found.stage != Stage.CORRECTING and not _is_put_off(found, document):
        raise no.NotAskedToCorrect()
    return found


def _is_put_off(case: Case, document: str) -> bool:
    """Whether a promise puts this document off, and it is awaited now."""
    if case.stage != Stage.ACCEPTED:
        return False
    definition = definition_of(case)
    waiting = case.promises.filter(kind="deferred", state__in=["given", "lapsed"])
    named = [definition.promise(id) for id, _ in waiting.values_list("promise", "party")]
    return any(promise and document in promise.documents for promise in named)


def _act_on(owner: Draft | Case) -> str:
    return "apply" if isinstance(owner, Draft) else "correct"


def _place(owner: Draft | Case) -> dict[str, Any]:
    return {"draft": owner} if isinstance(owner, Draft) else {"case": owner}


def _round(owner: Draft | Case) -> int:
    return 0 if isinstance(owner, Draft) else 1
