"""Signing keys: the next is published before it signs, the old one until its tokens are over."""

from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from django.conf import settings
from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.kernel.turns import take_turn
from onedoor.registers.systems import events, rules
from onedoor.registers.systems.models import SigningKey
from onedoor.registers.systems.signing import JWKS_FRESH, NoKey, kid_of, sign

# Systems ask again for our keys at least this often; until then the next key does not sign.
AHEAD = JWKS_FRESH * 2
OLD = timedelta(days=90)
_LOCK = 0x0D5160


@transaction.atomic
def rotate_keys(*, at_once: bool = False, by: Actor) -> SigningKey:
    """Make the next key. `at_once`: the old ones are no longer trusted, and out this moment."""
    if by != SYSTEM and (refusal := rules.why_not_keep_systems(by, "system", "security")):
        raise refusal
    take_turn(_LOCK)
    begins = now() if at_once else now() + AHEAD
    # A token of the old key may still be shown as a hint when its session ends.
    out = now() if at_once else begins + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    SigningKey.objects.filter(expires_at=None).update(expires_at=out)
    if at_once:
        SigningKey.objects.filter(expires_at__gt=out).update(expires_at=out)
    made = _make(begins)
    record(events.KeysRotated(subject="signing-keys", kid=made.kid, at_once=at_once), by=by)
    return made


def signed(claims: dict[str, Any], *, kind: str = "") -> str:
    """The claims as a signed token (see `signing.sign`); the first token of all makes the key."""
    try:
        return sign(claims, kind=kind)
    except NoKey:
        have_key()
        return sign(claims, kind=kind)


@transaction.atomic
def have_key() -> None:
    """Make the very first key, which signs at once; when there is one, nothing happens."""
    if SigningKey.objects.filter(expires_at=None).exists():
        return
    take_turn(_LOCK)
    if not SigningKey.objects.filter(expires_at=None).exists():
        made = _make(now())
        record(events.KeysRotated(subject="signing-keys", kid=made.kid, at_once=True), by=SYSTEM)


@transaction.atomic
def rotate_old_keys() -> None:
    """Make the next key when the newest has served its time."""
    newest = SigningKey.objects.filter(expires_at=None).order_by("-made_at").first()
    if newest and newest.made_at < now() - OLD:
        rotate_keys(by=SYSTEM)


def _make(begins) -> SigningKey:  # type: ignore[no-untyped-def]
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return SigningKey.objects.create(
        kid=kid_of(key.public_key()), pem=pem, made_at=now(), not_before=begins
    )
