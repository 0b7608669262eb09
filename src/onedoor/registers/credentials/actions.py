"""What can be done: make, offer, take, fetch, give, print, stop; and the keys that sign."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

import vc
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.readings import trace
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import now
from onedoor.registers.credentials import events, refusals, rules
from onedoor.registers.credentials.giving import (
    MadeToCarry,
    give_credential,
    let_go_of_old_texts,
    make_to_carry,
    owned,
    placed,
    print_slip,
)
from onedoor.registers.credentials.keys import (
    current_key,
    have_issuing_key,
    renew_issuing_key,
    renew_old_issuing_key,
)
from onedoor.registers.credentials.models import Credential, Offer
from onedoor.registers.credentials.reading import CarriedRead, credential_read, slip_read
from onedoor.registers.credentials.saying import as_sd_jwt, as_vc_jwt
from onedoor.registers.credentials.types import type_called
from onedoor.registers.licences.queries import standing_of
from onedoor.registers.people.actions import digest_of

__all__ = [
    "CarriedRead",
    "MadeToCarry",
    "Offered",
    "Ticket",
    "credential_read",
    "fetch_credential",
    "forget_old_offers",
    "give_credential",
    "have_issuing_key",
    "let_go_of_old_texts",
    "make_to_carry",
    "offer_credential",
    "print_slip",
    "renew_issuing_key",
    "renew_old_issuing_key",
    "slip_read",
    "stop_credential",
    "take_offer",
]

_MAKERS = {vc.SD_JWT_VC: as_sd_jwt, vc.VC_JWT: as_vc_jwt}


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What is shown once, to whoever made the offer: nothing of it is kept in the clear."""

    code: str
    digits: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """What a wallet is given for a code."""

    token: str
    until: datetime


@transaction.atomic
def offer_credential(number: str, *, by: Actor) -> Offered:
    """A code and six digits by which one wallet may fetch this licence; earlier ones are void.

    For its holder alone: NotFound. LicenceNotInForce, KindNotCarried, TooManyOffers.
    """
    licence = owned(number, by)
    is_known = type_called(licence.kind) is not None
    if refusal := rules.why_not_carry(standing_of(licence), is_known=is_known):
        raise refusal
    at = now()
    earlier = Offer.objects.filter(licence=licence)
    if earlier.filter(made_at__gt=at - rules.LIST_LIVES).count() >= rules.MOST_OFFERS:
        raise refusals.TooManyOffers(most=rules.MOST_OFFERS)
    earlier.filter(spent_at=None, until__gt=at).update(until=at)
    code, digits = secrets.token_urlsafe(32), f"{secrets.randbelow(10**6):06}"
    until = at + rules.OFFER_LIVES
    Offer.objects.create(
        digest=digest_of(code), licence=licence, digits=_digits(code, digits), made_at=at,
        until=until,
    )  # fmt: skip
    return Offered(code=code, digits=digits, until=until)


def _digits(code: str, digits: str) -> str:
    return blind_index(f"{code}:{digits}", purpose="credentials.digits")


def take_offer(code: str, digits: str) -> Ticket:
    """A ticket for a code: once, with the digits, while it lasts (OpenID4VCI 1.0, 6).

    After five wrong tries the offer is void. DigitsMissing, NoSuchOffer.
    """
    if not digits:
        raise refusals.DigitsMissing()
    # What was counted stays counted: the refusal comes after the transaction.
    ticket = _taken(code, digits)
    if ticket is None:
        raise refusals.NoSuchOffer()
    return ticket


@transaction.atomic
def _taken(code: str, digits: str) -> Ticket | None:
    at = now()
    offer = Offer.objects.select_for_update().filter(digest=digest_of(code)).first()
    if offer is None or offer.until <= at or offer.wrong >= rules.MOST_WRONG:
        return None
    if offer.spent_at is not None:
        # Shown twice: one of the two was a thief, so what it gave is void (RFC 6749, 4.1.2).
        offer.ticket_until = at
        offer.save(update_fields=["ticket_until"])
        return None
    if not secrets.compare_digest(offer.digits, _digits(code, digits)):
        offer.wrong += 1
        offer.save(update_fields=["wrong"])
        return None
    token = secrets.token_urlsafe(32)
    offer.spent_at, offer.ticket, offer.ticket_until = at, digest_of(token), at + rules.TICKET_LIVES
    offer.save(update_fields=["spent_at", "ticket", "ticket_until"])
    return Ticket(token=token, until=offer.ticket_until)


@transaction.atomic
def fetch_credential(token: str, kind: str, format: str, *, holder: vc.PublicKey) -> str:
    """The licence the ticket is for, signed for the wallet's key; each format once.

    `kind` must be what it is: a wallet gets nothing but what it was offered.

    The holder finds the wallet among those who read their data. NoSuchTicket, NoSuchFormat,
    FetchedAlready; LicenceGone where the licence no longer stands.
    """
    at = now()
    offer = (
        Offer.objects.select_for_update(of=("self",))
        .select_related("licence")
        .filter(ticket=digest_of(token), ticket_until__gt=at)
        .first()
    )
    if offer is None:
        raise refusals.NoSuchTicket()
    licence = offer.licence
    if format not in rules.FORMATS or kind != licence.kind:
        raise refusals.NoSuchFormat()
    if format in offer.fetched:
        raise refusals.FetchedAlready()
    if standing_of(licence) != "valid":
        raise refusals.LicenceGone()
    wallet = Actor(kind="machine", ref=f"wallet:{holder.thumbprint[:12]}", name="数字钱包")
    key, row = current_key()
    kept = Credential(
        licence=licence, format=format, key=row, thumbprint=holder.thumbprint, issued_at=at,
        expires_at=rules.expiry(licence.valid_until, at=at),
    )  # fmt: skip
    text = placed(kept, lambda: _MAKERS[format](licence, kept, key=key, holder=holder))
    offer.fetched = [*offer.fetched, format]
    offer.save(update_fields=["fetched"])
    trace(by=wallet, subject=licence.ground, what=f"{licence.kind_name} {licence.number}",
          why="您用领取码把它放进数字钱包", party=licence.holder)  # fmt: skip
    record(
        events.CredentialIssued(
            subject=licence.ground, number=licence.number, credential=str(kept.pk), format=format
        ),
        by=wallet,
    )
    return text


@transaction.atomic
def stop_credential(credential: str, *, by: Actor) -> Credential:
    """End this one copy for good; the licence and its other copies stand as they stood.

    For the holder alone: NotFound. StoppedAlready.
    """
    kept = Credential.objects.select_for_update().filter(pk=credential).first()
    if kept is None:
        raise NotFound()
    licence = owned(kept.licence_id, by)
    if kept.stopped_at is not None:
        raise refusals.StoppedAlready()
    kept.stopped_at = now()
    kept.save(update_fields=["stopped_at"])
    record(
        events.CredentialStopped(
            subject=licence.ground, number=licence.number, credential=str(kept.pk)
        ),
        by=by,
    )
    return kept


def forget_old_offers() -> None:
    """Offers are kept a day after they opened anything."""
    Offer.objects.filter(until__lt=now() - rules.OFFER_LIVES * 144).delete()
