"""Signatures of others before the application is sent: asked, given, declined, asked back."""

import hashlib
import secrets
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from onedoor.casework.cases import promise_events as events
from onedoor.casework.cases import promise_refusals as no
from onedoor.casework.cases.actions.drafting import content_of, draft_facts, held_draft
from onedoor.casework.cases.models import Draft
from onedoor.casework.cases.signing_models import Signing
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.definition import ServiceDefinition, Signer, say
from onedoor.registers.people.levels import level_called


class AskedToSign(NamedTuple):
    """A signing with its token, which is known only now: it goes into the link and nowhere else."""

    signing: Signing
    token: str


def token_digest(token: str) -> str:
    """Under which digest a link's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def ask_to_sign(draft: str, *, signer: str = "", by: Actor) -> list[AskedToSign]:
    """Ask those who have not been asked; naming one asks that one again, under a new link.

    Raises NothingToSign, NoContact. The application should be complete: a change voids signatures.
    """
    found = held_draft(draft, by=by)
    needed = found.version.parsed.signers_for(draft_facts(found))
    if not needed:
        raise no.NothingToSign()
    standing = {each.signer: each for each in found.signings.filter(state__in=OPEN)}
    wanted = [each for each in needed if (each.id == signer if signer else each.id not in standing)]
    asked = []
    for each in wanted:
        if (before := standing.get(each.id)) is not None:
            if before.state == "signed":
                raise no.SignedAlready()
            _settle(before, "revoked")
            record(_news(before, found, events.SigningRevoked), by=by)
        asked.append(_ask(found, each, by=by))
    return asked


OPEN = ("asked", "signed", "declined")


def _ask(draft: Draft, signer: Signer, *, by: Actor) -> AskedToSign:
    name = str(draft.answers.get(signer.name) or "").strip()
    contact = str(draft.answers.get(signer.contact) or "").strip()
    if not (name and contact):
        raise no.NoContact(title=say(signer.title), where=signer.contact)
    token = secrets.token_urlsafe(24)
    signing = Signing.objects.create(
        draft=draft,
        signer=signer.id,
        name=name,
        contact=contact,
        token=token_digest(token),
        content=content_of(draft),
        version_id=draft.version_id,
        asked_at=now(),
        expires_on=calendar_for(draft.agency).add_working_days(today(), signer.working_days),
    )
    record(_news(signing, draft, events.SigningAsked, expires_on=signing.expires_on), by=by)
    return AskedToSign(signing, token)


def _news(signing: Signing, draft: Draft, kind, **more):  # type: ignore[no-untyped-def]
    return kind(
        subject=f"draft:{draft.pk}",
        draft=str(draft.pk),
        service=draft.service,
        party=str(draft.party_id),
        signer=signing.signer,
        **more,
    )


def _settle(signing: Signing, state: str) -> None:
    signing.state, signing.settled_at = state, now()
    signing.save(update_fields=["state", "settled_at", "party", "level", "reasons"])


def _open_signing(token: str) -> Signing:
    found = (
        Signing.objects.select_for_update(of=("self",))
        .select_related("draft__version", "draft__party")
        .filter(token=token_digest(token), draft__isnull=False)
        .first()
    )
    if found is None or found.state in ("void", "revoked", "expired"):
        raise no.NoSuchSigning()
    if found.expires_on < today():
        raise no.NoSuchSigning()
    if found.state != "asked":
        raise no.SignedAlready()
    return found


def signer_called(definition: ServiceDefinition, id: str) -> Signer:
    """The signer of this name in the definition."""
    return next(each for each in definition.sheet.signers if each.id == id)


def refuse_signer(signing: Signing, signer: Signer, *, by: Actor) -> None:
    """Whoever signs is proven far enough, here for themselves, and is the one who was asked."""
    if not by.party:
        raise no.NoSuchSigning()
    if by.scope is not None and not by.may("apply", signing.draft.service):  # type: ignore[union-attr]
        raise no.NotAskedForOthers()
    if by.level < signer.level:
        level = level_called(signer.level)
        raise no.SignerNotProven(
            level=signer.level,
            name=level.called() if level else "",
            how=level.way_to_it() if level else "",
        )
    if not signer.may_be(by.name, written=signing.name):
        raise no.NotThisSigner(title=say(signer.title))


@transaction.atomic
def sign(token: str, *, by: Actor) -> Signing:
    """Sign what was laid before one. Raises NoSuchSigning, SignedAlready and what tells why not."""
    signing = _open_signing(token)
    draft = signing.draft
    assert draft is not None
    refuse_signer(signing, signer_called(draft.version.parsed, signing.signer), by=by)
    if signing.content != content_of(draft):
        raise no.NoSuchSigning()
    signing.party, signing.level = by.party, by.level
    _settle(signing, "signed")
    record(_news(signing, draft, events.SigningSigned, level=by.level), by=by)
    return signing


@transaction.atomic
def decline_signing(token: str, *, reasons: str, by: Actor) -> Signing:
    """Do not sign, and say why: the applicant reads it."""
    signing = _open_signing(token)
    draft = signing.draft
    assert draft is not None
    refuse_signer(signing, signer_called(draft.version.parsed, signing.signer), by=by)
    if not reasons.strip():
        raise no.DeclineNeedsReasons(where="reasons")
    signing.party, signing.level, signing.reasons = by.party, by.level, reasons.strip()
    _settle(signing, "declined")
    record(_news(signing, draft, events.SigningDeclined), by=by)
    return signing


@transaction.atomic
def revoke_signing(draft: str, *, signer: str, by: Actor) -> None:
    """Ask a link back; whoever has it can no longer open it."""
    found = held_draft(draft, by=by)
    for signing in found.signings.filter(signer=signer, state__in=OPEN):
        _settle(signing, "revoked")
        record(_news(signing, found, events.SigningRevoked), by=by)


def refuse_unsigned(
    definition: ServiceDefinition, facts: dict[str, object], draft: Draft | None
) -> None:
    """Everybody who has to sign has signed just this. Raises SignaturesMissing."""
    needed = definition.signers_for(facts)
    if not needed:
        return
    content = content_of(draft) if draft else ""
    signed = (
        set(draft.signings.filter(state="signed", content=content).values_list("signer", flat=True))
        if draft
        else set()
    )
    if lacking := [say(each.title) for each in needed if each.id not in signed]:
        raise no.SignaturesMissing(names="、".join(lacking))


def let_links_expire(*, of: str = "") -> None:
    """Links whose last day is over open nothing any more. Harmless to repeat.

    `of`: look at this draft alone.
    """
    over = Signing.objects.filter(state="asked", draft__isnull=False, expires_on__lt=today())
    if of:
        over = over.filter(draft_id=of)
    for key in list(over.values_list("pk", flat=True)):
        _expire(key)


@transaction.atomic
def _expire(key: UUID) -> None:
    signing = Signing.objects.select_for_update().get(pk=key)
    if signing.state != "asked" or signing.draft is None:
        return
    _settle(signing, "expired")
    record(_news(signing, signing.draft, events.SigningExpired), by=SYSTEM)
