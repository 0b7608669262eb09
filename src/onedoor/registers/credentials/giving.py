"""What is made of a licence to be carried: with the licence itself, and when its holder asks."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models.functions import Length

import vc
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now, today
from onedoor.registers.credentials import events, refusals, rules
from onedoor.registers.credentials.keys import current_key
from onedoor.registers.credentials.models import Credential, IssuingKey, Slip, StatusList
from onedoor.registers.credentials.saying import as_sd_jwt
from onedoor.registers.credentials.slips import SlipText, signed_slip, slip_read_again
from onedoor.registers.licences.queries import Licence, licence_for, standing_of


@dataclass(frozen=True, kw_only=True)
class MadeToCarry:
    """The texts made with a licence, and the key that signed both; "" for what there is none of."""

    credential: str
    slip: str
    key: IssuingKey


@transaction.atomic
def make_to_carry(licence: Licence, *, by: Actor) -> MadeToCarry | None:
    """Credential and slip of a licence just kept, in the transaction that keeps it.

    The credential (SD-JWT VC) is bound to no key: its holder has shown none yet. None for a licence
    that has run out before it was there. Where the facts are too long for a printed code there is
    no slip, and the slip's row says why.
    """
    if licence.valid_until is not None and licence.valid_until < today():
        return None
    key, row = current_key()
    credential = _credential_for_all(licence, key=key, row=row)
    slip = Slip(licence=licence, key=row, made_at=now(), last_day=today())
    try:
        made = signed_slip(licence, key=row)
    except refusals.TooLong as too_long:
        slip.lack = too_long.sentence
    else:
        slip.text, slip.last_day = made.text, made.last_day
    slip.save(force_insert=True)
    record(
        events.MadeWithLicence(
            subject=licence.ground,
            number=licence.number,
            credential=str(credential.pk),
            format=credential.format,
            kid=row.kid,
            last_day=slip.last_day if slip.text else None,
        ),
        by=by,
    )
    return MadeToCarry(credential=credential.text, slip=slip.text, key=row)


@transaction.atomic
def give_credential(number: str, *, by: Actor) -> str:
    """The credential that is bound to no wallet, for its holder in person to hand on as a file.

    As it was made with the licence while that one lasts; else another is made. NotFound;
    LicenceNotInForce.
    """
    licence = owned(number, by)
    if standing_of(licence) != "valid":
        raise refusals.LicenceNotInForce()
    lasting = Credential.objects.filter(
        licence=licence, thumbprint="", stopped_at=None, expires_at__gt=now(),
        key__withdrawn_at=None,
    )  # fmt: skip
    if (found := lasting.order_by("-issued_at").first()) and found.text:
        return str(found.text)
    key, row = current_key()
    made = _credential_for_all(licence, key=key, row=row)
    record(
        events.CredentialIssued(
            subject=licence.ground, number=licence.number, credential=str(made.pk),
            format=made.format,
        ),
        by=by,
    )  # fmt: skip
    return str(made.text)


@transaction.atomic
def print_slip(number: str, *, by: Actor) -> SlipText:
    """A slip of the licence for where there is no network, for its holder in person.

    The first time as it was made with the licence, while that one lasts; else, and from then on, a
    new one takes its place. NotFound; LicenceNotInForce; TooLong.
    """
    licence = owned(number, by)
    if standing_of(licence) != "valid":
        raise refusals.LicenceNotInForce()
    kept = Slip.objects.select_for_update(of=("self",)).select_related("key").filter(
        licence=licence
    ).first()  # fmt: skip
    made = _not_yet_given(kept)
    if made is None:
        _signing, row = current_key()
        made = signed_slip(licence, key=row)
        kept = kept or Slip(licence=licence)
        kept.key, kept.text, kept.lack = row, made.text, ""
        kept.made_at, kept.last_day = now(), made.last_day
    assert kept is not None
    kept.given_at = now()
    kept.save()
    record(
        events.SlipPrinted(
            subject=licence.ground, number=licence.number, kid=kept.key_id, last_day=made.last_day
        ),
        by=by,
    )
    return made


def _not_yet_given(kept: Slip | None) -> SlipText | None:
    """The slip as made with the licence, unless it was given, is over, or its key is withdrawn."""
    if kept is None or not kept.text or kept.given_at is not None or kept.last_day < today():
        return None
    if kept.key.withdrawn_at is not None:
        return None
    return slip_read_again(kept.text, last_day=kept.last_day)


def _credential_for_all(licence: Licence, *, key: vc.Key, row: IssuingKey) -> Credential:
    at = now()
    kept = Credential(
        licence=licence, format=vc.SD_JWT_VC, key=row, thumbprint="", issued_at=at,
        expires_at=rules.expiry(licence.valid_until, at=at),
    )  # fmt: skip

    def signed() -> str:
        kept.text = as_sd_jwt(licence, kept, key=key, holder=None)
        return str(kept.text)

    placed(kept, signed)
    return kept


@transaction.atomic
def let_go_of_old_texts() -> None:
    """Empty the texts of credentials and slips whose days are over; that they were made stays."""
    over = Credential.objects.filter(thumbprint="", expires_at__lte=now())
    over.annotate(long=Length("text")).filter(long__gt=0).update(text="")
    gone = Slip.objects.filter(last_day__lt=today())
    gone.annotate(long=Length("text")).filter(long__gt=0).update(text="")


def owned(number: str, by: Actor) -> Licence:
    """The licence, for its holder in person: a copy under a key is for nobody who stands in."""
    licence = licence_for(number, seen_by=by)
    if not by.party or by.scope is not None or licence.holder != by.own_party:
        raise NotFound()
    return licence


def placed(kept: Credential, signed: Callable[[], str]) -> str:
    """Signed and kept at a place nobody has, at random so that neighbours tell nothing."""
    while True:
        kept.status_list = _roomy_list()
        kept.place = secrets.randbelow(kept.status_list.size)
        text = signed()
        try:
            with transaction.atomic():
                kept.save(force_insert=True)
        except IntegrityError:
            continue
        return text


def _roomy_list() -> StatusList:
    newest = StatusList.objects.order_by("-pk").first()
    if newest is None or newest.credentials.count() >= rules.LIST_FULL:
        return StatusList.objects.create(size=rules.LIST_SIZE, made_at=now())
    return newest
