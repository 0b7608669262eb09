"""Answers to systems, signed (JWS, ES256): who asked can show later what was answered, and when.

Keys of their own: what signs in people signs nothing else. The next key is published before it
signs, and the old one after, so that answers kept can be checked.
"""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.db import connection, transaction
from django.db.models import Q

from onedoor.kernel.time import now
from onedoor.registers.showing.models import AnswerKey

ALGORITHM, KIND = "ES256", "licence-answer+jwt"
# Published so long before it signs; signs so long; published so long after.
AHEAD, SIGNS, KEPT = timedelta(hours=2), timedelta(days=180), timedelta(days=3 * 366)
_LOCK = 0x0D5161


def signed_answer(claims: dict[str, Any]) -> str:
    """The claims as a compact JWS; the very first makes the first key."""
    key = _signs() or have_answer_key()
    headers = {"kid": key.kid, "typ": KIND}
    return jwt.encode(claims, _opened(key), algorithm=ALGORITHM, headers=headers)


def answer_keys() -> list[dict[str, Any]]:
    """The public keys (RFC 7517): the next, the one that signs, those whose answers are kept."""
    known = AnswerKey.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now()))
    return [_jwk(each) for each in known.order_by("-not_before")]


@transaction.atomic
def have_answer_key() -> AnswerKey:
    """The key that signs; made if there is none, and then it signs at once."""
    _only_one_at_a_time()
    return _signs() or _made(now())


@transaction.atomic
def renew_answer_key() -> None:
    """Make the next key when the newest has served its time; the old one stays published."""
    _only_one_at_a_time()
    newest = AnswerKey.objects.filter(expires_at=None).order_by("-not_before").first()
    if newest and newest.not_before < now() - SIGNS:
        begins = now() + AHEAD
        AnswerKey.objects.filter(expires_at=None).update(expires_at=begins + KEPT)
        _made(begins)


def _signs() -> AnswerKey | None:
    known = AnswerKey.objects.filter(not_before__lte=now())
    return known.exclude(expires_at__lte=now()).order_by("-not_before").first()


def _made(begins: Any) -> AnswerKey:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    kid = _thumbprint(_public(key))
    return AnswerKey.objects.create(kid=kid, pem=pem, made_at=now(), not_before=begins)


def _opened(key: AnswerKey) -> ec.EllipticCurvePrivateKey:
    opened = load_pem_private_key(key.pem.encode(), password=None)
    assert isinstance(opened, ec.EllipticCurvePrivateKey)
    return opened


def _public(key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    told: dict[str, Any] = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {name: told[name] for name in ("crv", "kty", "x", "y")}


def _jwk(key: AnswerKey) -> dict[str, Any]:
    return _public(_opened(key)) | {"kid": key.kid, "use": "sig", "alg": ALGORITHM}


def _thumbprint(public: dict[str, Any]) -> str:
    """The thumbprint of a public key (RFC 7638)."""
    text = json.dumps(public, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _only_one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
