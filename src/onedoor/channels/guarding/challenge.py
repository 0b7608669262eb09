"""Proof of work instead of picture puzzles: a browser computes for a moment, a robot for long.

Nothing is kept until a challenge is answered; each opens once. Without script one waits instead:
the page carries a signed moment, and the form goes through some seconds later.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta

from altcha.v1 import ChallengeOptions, create_challenge, verify_solution
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.crypto import get_random_string, salted_hmac

from onedoor.channels.guarding import actions
from onedoor.channels.guarding.limits import WAITED
from onedoor.channels.look.doors import client_address
from onedoor.kernel.time import now

# About half a second of a telephone, on average half as many digests.
HARDNESS = 50_000
LIVES = timedelta(minutes=20)
WAIT_SECONDS = 20


@dataclass(frozen=True)
class Challenge:
    """What a form carries: the sum for a script, and the moment for who has none."""

    sum: str
    waited: str
    seconds: int = WAIT_SECONDS


def new_challenge(waited: str = "") -> Challenge:
    """A fresh challenge; a moment handed back keeps running, so that nobody waits twice."""
    made = create_challenge(
        ChallengeOptions(hmac_key=_key(), max_number=HARDNESS, expires=now() + LIVES)
    )
    return Challenge(json.dumps(made.to_dict()), waited if _age(waited) is not None else _moment())


def answered(request: HttpRequest) -> bool:
    """Whether the posted form carries an answer that was never used before."""
    proof = request.POST.get("proof", "")[:2000]
    if proof and _right(proof):
        return _spend(proof_digest(proof))
    waited = request.POST.get("waited", "")[:200]
    age = _age(waited)
    if age is None or age < WAIT_SECONDS:
        return False
    if actions.count(WAITED, client_address(request)).n > WAITED.most:
        return False
    return _spend(hashlib.sha256(waited.encode()).hexdigest())


def seconds_left(request: HttpRequest) -> int:
    """How long somebody without script still has to wait."""
    age = _age(request.POST.get("waited", "")[:200])
    return WAIT_SECONDS if age is None else max(1, WAIT_SECONDS - int(age))


def proof_digest(proof: str) -> str:
    """What is kept of an answer: the sum it answers, whatever else is written around it."""
    given = json.loads(base64.b64decode(proof))
    return hashlib.sha256(str(given["challenge"]).encode()).hexdigest()


def _right(proof: str) -> bool:
    try:
        good, _why = verify_solution(proof, _key(), True)
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return good


def _spend(digest: str) -> bool:
    return actions.spend(digest, until=now() + LIVES)


def _moment() -> str:
    return _signer().sign(f"{int(now().timestamp())}.{get_random_string(16)}")


def _age(waited: str) -> float | None:
    """Seconds since the moment was signed; None when it is not ours or too old."""
    try:
        moment = int(_signer().unsign(waited).partition(".")[0])
    except (BadSignature, ValueError):
        return None
    age = now().timestamp() - moment
    return age if 0 <= age <= LIVES.total_seconds() else None


def _signer() -> Signer:
    return Signer(salt="onedoor.identity.waited")


def _key() -> str:
    return salted_hmac("onedoor.identity.challenge", "key", algorithm="sha256").hexdigest()
