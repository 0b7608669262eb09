"""The keys that sign credentials and slips: made, renewed each year, withdrawn at once."""

from django.db import transaction

import vc
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.kernel.turns import take_turn
from onedoor.registers.credentials import events, rules
from onedoor.registers.credentials.models import IssuingKey
from onedoor.registers.credentials.signing import NoIssuingKey, signing_key

_LOCK = 0x0D5162


def have_issuing_key() -> None:
    """Make the very first key; when there is one, nothing happens."""
    current_key()


def current_key() -> tuple[vc.Key, IssuingKey]:
    """The key that signs now, made if there is none yet."""
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
