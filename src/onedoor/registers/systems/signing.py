"""Signing tokens and reading our own: RS256 by the newest key in force."""

import base64
import hashlib
import json
from datetime import timedelta
from functools import lru_cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.db.models import Q

from onedoor.kernel.time import now
from onedoor.registers.systems.models import SigningKey

ALGORITHM = "RS256"
# How long systems may keep our list of keys.
JWKS_FRESH = timedelta(hours=1)


def issuer() -> str:
    """Who we are to systems: the address of the site, whatever name a request came by."""
    return str(settings.ONEDOOR_ADDRESS).rstrip("/")


def published() -> list[dict[str, Any]]:
    """The public keys: those to come, the one that signs, those whose tokens are not over."""
    return [_jwk(_opened(key.pem).public_key()) | {"kid": key.kid} for key in keys_in_force()]


def keys_in_force() -> list[SigningKey]:
    """Every key that has not run out, newest first; before the very first is made, none."""
    known = SigningKey.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now()))
    return list(known.order_by("-not_before"))


def sign(claims: dict[str, Any], *, kind: str = "") -> str:
    """The claims as a signed token; `kind` is the `typ` of its header where it has its own.

    NoKey before the first key is made.
    """
    key = _signing_key()
    headers = {"kid": key.kid} | ({"typ": kind} if kind else {})
    return jwt.encode(claims, _opened(key.pem), algorithm=ALGORITHM, headers=headers)


def read_hint(token: str) -> dict[str, Any] | None:
    """The claims of an ID token we signed, however old; None when it is not ours."""
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        key = next((each for each in keys_in_force() if each.kid == kid), None)
        if key is None:
            return None
        return jwt.decode(
            token,
            _opened(key.pem).public_key(),
            algorithms=[ALGORITHM],
            issuer=issuer(),
            # Systems sign people out long after the token ran out (RP-Initiated Logout 1.0, 2).
            options={"verify_aud": False, "verify_exp": False, "require": ["sub", "aud"]},
        )
    except jwt.PyJWTError:
        return None


def kid_of(key: RSAPublicKey) -> str:
    """The thumbprint of a public key (RFC 7638)."""
    parts = _jwk(key)
    text = json.dumps({name: parts[name] for name in ("e", "kty", "n")}, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class NoKey(RuntimeError):
    """No key signs yet: the very first has still to be made."""


def _signing_key() -> SigningKey:
    signs = next((key for key in keys_in_force() if key.not_before <= now()), None)
    if signs is None:
        raise NoKey
    return signs


@lru_cache(maxsize=16)
def _opened(pem: str) -> RSAPrivateKey:
    # Reading a key checks its arithmetic, which costs more than signing with it.
    key = load_pem_private_key(pem.encode(), password=None)
    assert isinstance(key, RSAPrivateKey)
    return key


def _jwk(key: RSAPublicKey) -> dict[str, Any]:
    known: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(key, as_dict=True)
    return {
        "kty": known["kty"], "n": known["n"], "e": known["e"], "use": "sig", "alg": ALGORITHM,
    }  # fmt: skip
