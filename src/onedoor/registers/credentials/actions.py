"""What can be done: offer, take, fetch, stop; and the keys that sign."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

import vc
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.readings import trace
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import now
from onedoor.kernel.turns import take_turn
from onedoor.registers.credentials import events, refusals, rules
from onedoor.registers.credentials.models import Credential, IssuingKey, Offer, StatusList
from onedoor.registers.credentials.saying import as_sd_jwt, as_vc_jwt
from onedoor.registers.credentials.signing import NoIssuingKey, signing_key
from onedoor.registers.credentials.slips import SlipText, signed_slip
from onedoor.registers.credentials.types import type_called
from onedoor.registers.licences.queries import Licence, licence_for, standing_of
from onedoor.registers.people.actions import digest_of

_LOCK = 0x0D5162
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
    licence = _own(number, by)
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


def _own(number: str, by: Actor) -> Licence:
    """The licence, for its holder in person: a copy under a key is for nobody who stands in."""
    licence = licence_for(number, seen_by=by)
    if not by.party or by.scope is not None or licence.holder != by.own_party:
        raise NotFound()
    return licence


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
    key, row = _key()
    kept = _placed(
        Credential(
            licence=licence, format=format, key=row, thumbprint=holder.thumbprint, issued_at=at,
            expires_at=rules.expiry(licence.valid_until, at=at),
        )
    )  # fmt: skip
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
    return _MAKERS[format](licence, kept, key=key, holder=holder)


def _placed(kept: Credential) -> Credential:
    """Kept at a place nobody has, chosen at random so that neighbours tell nothing."""
    while True:
        kept.status_list = _roomy_list()
        kept.place = secrets.randbelow(kept.status_list.size)
        try:
            with transaction.atomic():
                kept.save(force_insert=True)
        except IntegrityError:
            continue
        return kept


def _roomy_list() -> StatusList:
    newest = StatusList.objects.order_by("-pk").first()
    if newest is None or newest.credentials.count() >= rules.LIST_FULL:
        return StatusList.objects.create(size=rules.LIST_SIZE, made_at=now())
    return newest


@transaction.atomic
def print_slip(number: str, *, by: Actor) -> SlipText:
    """A slip of the licence for where there is no network, for its holder in person.

    NotFound; LicenceNotInForce.
    """
    licence = _own(number, by)
    if standing_of(licence) != "valid":
        raise refusals.LicenceNotInForce()
    _signing, row = _key()
    made = signed_slip(licence, key=row)
    record(
        events.SlipPrinted(
            subject=licence.ground, number=licence.number, kid=row.kid, last_day=made.last_day
        ),
        by=by,
    )
    return made


@transaction.atomic
def stop_credential(credential: str, *, by: Actor) -> Credential:
    """End this one copy for good; the licence and its other copies stand as they stood.

    For the holder alone: NotFound. StoppedAlready.
    """
    kept = Credential.objects.select_for_update().filter(pk=credential).first()
    if kept is None:
        raise NotFound()
    licence = _own(kept.licence_id, by)
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


# --- keys ---


def have_issuing_key() -> None:
    """Make the very first key; when there is one, nothing happens."""
    _key()


def _key() -> tuple[vc.Key, IssuingKey]:
    try:
        return signing_key()
    except NoIssuingKey:
        with transaction.atomic():
            take_turn(_LOCK)
            if not IssuingKey.objects.filter(retired_at=None).exists():
                _make_key(at_once=False)
        return signing_key()


@transaction.atomic
def renew_issuing_key(*, at_once: bool = False) -> IssuingKey:
    """Another key signs from now on. The old one stays published: what it signed still holds.

    `at_once`: it is no longer trusted, and nothing it signed holds any more.
    """
    take_turn(_LOCK)
    at = now()
    IssuingKey.objects.filter(retired_at=None).update(retired_at=at)
    if at_once:
        IssuingKey.objects.filter(withdrawn_at=None).update(withdrawn_at=at)
    return _make_key(at_once=at_once)


def renew_old_issuing_key() -> None:
    """Make the next key when this one has signed for a year."""
    newest = IssuingKey.objects.filter(retired_at=None).first()
    if newest and newest.made_at < now() - rules.KEY_SIGNS:
        renew_issuing_key()


def _make_key(*, at_once: bool) -> IssuingKey:
    key = vc.Key.make()
    row = IssuingKey.objects.create(kid=key.public.thumbprint, pem=key.pem, made_at=now())
    made = events.IssuingKeyMade(subject="credential-keys", kid=row.kid, at_once=at_once)
    record(made, by=SYSTEM)
    return row


def forget_old_offers() -> None:
    """Offers are kept a day after they opened anything."""
    Offer.objects.filter(until__lt=now() - rules.OFFER_LIVES * 144).delete()
