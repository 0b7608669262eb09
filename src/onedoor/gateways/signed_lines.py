"""Requests between machines, signed with a shared secret (HMAC-SM3), good once and not for long.

What is signed is one text: who asks, when, a word used once, method, path and the digest of the
body. An answer is signed over the same word, so an old answer fits no new question.
"""

import hashlib
import hmac
from collections.abc import Mapping

# How far two clocks may be apart, in seconds.
LATE = 300
CLIENT, TIME, NONCE, SIGNATURE = (
    "X-OneDoor-Client", "X-OneDoor-Time", "X-OneDoor-Nonce", "X-OneDoor-Signature",
)  # fmt: skip


def signature(secret: str, *parts: str, body: bytes) -> str:
    """The hex signature over these parts and the body."""
    text = "\n".join((*parts, hashlib.new("sm3", body).hexdigest()))
    return hmac.new(secret.encode(), text.encode(), "sm3").hexdigest()


def is_signed(headers: Mapping[str, str], secret: str, *parts: str, body: bytes) -> bool:
    """Whether the signature among the headers is right, compared in constant time."""
    given = headers.get(SIGNATURE, "")
    return hmac.compare_digest(given.encode(), signature(secret, *parts, body=body).encode())


def is_timely(stamp: str, *, now: float) -> bool:
    """Whether `stamp` (seconds since 1970) is near enough to `now`."""
    return stamp.isdecimal() and len(stamp) < 12 and abs(int(stamp) - now) <= LATE
