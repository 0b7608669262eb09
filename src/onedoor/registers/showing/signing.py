"""Answers to systems, signed (JWS, ES256): who asked can show later what was answered, and when.

Keys of their own: what signs in people signs nothing else. The next key is published before it
signs, and the old one after, so that answers kept can be checked.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import Q

import vc
from onedoor.kernel.time import now
from onedoor.kernel.turns import take_turn
from onedoor.registers.showing.models import AnswerKey

KIND = "licence-answer+jwt"
# Published so long before it signs; signs so long; published so long after.
AHEAD, SIGNS, KEPT = timedelta(hours=2), timedelta(days=180), timedelta(days=3 * 366)
_LOCK = 0x0D5161


def signed_answer(claims: dict[str, Any]) -> str:
    """The claims as a compact JWS; the very first makes the first key."""
    key = _signs() or have_answer_key()
    return vc.sign(claims, key=_opened(key.pem), kind=KIND, kid=key.kid)


def answer_keys() -> list[dict[str, Any]]:
    """The public keys (RFC 7517): the next, the one that signs, those whose answers are kept."""
    known = AnswerKey.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now()))
    return [
        _opened(each.pem).public.jwk | {"kid": each.kid, "use": "sig", "alg": vc.ALGORITHM}
        for each in known.order_by("-not_before")
    ]


@transaction.atomic
def have_answer_key() -> AnswerKey:
    """The key that signs; made if there is none, and then it signs at once."""
    take_turn(_LOCK)
    return _signs() or _made(now())


@transaction.atomic
def renew_answer_key() -> None:
    """Make the next key when the newest has served its time; the old one stays published."""
    take_turn(_LOCK)
    newest = AnswerKey.objects.filter(expires_at=None).order_by("-not_before").first()
    if newest and newest.not_before < now() - SIGNS:
        begins = now() + AHEAD
        AnswerKey.objects.filter(expires_at=None).update(expires_at=begins + KEPT)
        _made(begins)


def _signs() -> AnswerKey | None:
    known = AnswerKey.objects.filter(not_before__lte=now())
    return known.exclude(expires_at__lte=now()).order_by("-not_before").first()


def _made(begins: datetime) -> AnswerKey:
    key = vc.Key.make()
    return AnswerKey.objects.create(
        kid=key.public.thumbprint, pem=key.pem, made_at=now(), not_before=begins
    )


@lru_cache(maxsize=16)
def _opened(pem: str) -> vc.Key:
    return vc.Key.read(pem)
