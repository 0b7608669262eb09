"""Slips written and read: COSE_Sign1 (RFC 9052) over CWT claims (RFC 8392), ES256, Base45.

The chain of the European health certificates: CBOR, COSE, zlib, Base45, a prefix. Reading is
strict: one way to write each thing, nothing left over, bounds on every length.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from io import BytesIO
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256

from slip import base45
from slip.problems import NotASlip

PREFIX = "YM1:"
# What fits into a QR code that an old telephone still reads from paper (version 25, level M).
SIZE = 1400
_UNPACKED = 4096
_SIGN1, _ES256 = 18, -7
_ALG, _KID = 1, 4
_ISSUER, _UNTIL, _ISSUED = 1, 4, 6
_WIDTH = 32
# The order of P-256. Of the two signatures that hold for one text the lower is the only one here.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class TooLong(ValueError):
    """What is to be said does not fit into a printed code."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a slip says, each a short text; empty ones are left out."""

    title: str
    number: str
    holder: str
    agency: str
    begins: str = ""
    ends: str = ""
    # By GB/T 36904, whole; its root is the same for all and stays out of the code.
    identifier: str = ""


# Claims for private use lie below -65536 (RFC 8392, 9.1.1).
_ROOT = "1.2.156.3005.2."
_PRIVATE = {each.name: -65537 - place for place, each in enumerate(fields(Facts))}


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A slip as read; nothing in it is proven until its signature is."""

    facts: Facts
    issuer: str
    issued_at: int
    until: int
    kid: bytes
    protected: bytes
    payload: bytes
    signature: bytes


def issue(
    facts: Facts, *, issuer: str, at: int, until: int, kid: bytes, key: EllipticCurvePrivateKey
) -> str:
    """The text of a signed slip; `at` and `until` are seconds of the epoch.

    TooLong for a printed code; ValueError when a time runs backwards, or for an identifier of
    another root.
    """
    if until <= at:
        raise ValueError("a slip must end after it begins")
    if facts.identifier and not facts.identifier.startswith(_ROOT):
        raise ValueError("an identifier of another root")
    short = replace(facts, identifier=facts.identifier.removeprefix(_ROOT))
    said = {_PRIVATE[name]: text for name, text in vars(short).items() if text}
    payload = cbor2.dumps({_ISSUER: issuer, _UNTIL: until, _ISSUED: at} | said, canonical=True)
    protected = cbor2.dumps({_ALG: _ES256, _KID: kid}, canonical=True)
    r, s = decode_dss_signature(key.sign(_signed(protected, payload), ECDSA(SHA256())))
    s = min(s, _ORDER - s)
    signature = r.to_bytes(_WIDTH, "big") + s.to_bytes(_WIDTH, "big")
    message = cbor2.dumps(cbor2.CBORTag(_SIGN1, [protected, {}, payload, signature]))
    text = PREFIX + base45.encoded(zlib.compress(message, 9))
    if len(text) > SIZE:
        raise TooLong(f"{len(text)} letters do not fit into a printed code")
    return text


def read(text: str) -> Slip:
    """The slip, not yet proven; NotASlip for everything that is not written as `issue` does."""
    text = text.strip()
    if not text.startswith(PREFIX):
        raise NotASlip("not-a-slip")
    if len(text) > SIZE:
        raise NotASlip("unreadable")
    try:
        return _parts(_unpacked(base45.decoded(text.removeprefix(PREFIX))))
    except (ValueError, TypeError, KeyError, zlib.error, cbor2.CBORError, RecursionError):
        raise NotASlip("unreadable") from None


def signed_by(slip: Slip, key: EllipticCurvePublicKey) -> bool:
    """Whether the signature is of this key over what the slip says."""
    r, s = (int.from_bytes(slip.signature[at : at + _WIDTH], "big") for at in (0, _WIDTH))
    if s > _ORDER // 2:
        return False
    try:
        key.verify(encode_dss_signature(r, s), _signed(slip.protected, slip.payload),
                   ECDSA(SHA256()))  # fmt: skip
    except InvalidSignature:
        return False
    return True


def _signed(protected: bytes, payload: bytes) -> bytes:
    """What is signed: the Sig_structure of RFC 9052, 4.4."""
    return cbor2.dumps(["Signature1", protected, b"", payload])


def _unpacked(content: bytes) -> bytes:
    """Unpacked within bounds, with nothing left over behind it."""
    packed = zlib.decompressobj()
    message = packed.decompress(content, _UNPACKED)
    if not packed.eof or packed.unused_data or packed.unconsumed_tail:
        raise ValueError("packed")
    if zlib.compress(message, 9) != content:
        # Another way to pack the same would be another text for one slip.
        raise ValueError("canonical")
    return message


def _loaded(content: bytes) -> Any:
    """The value; ValueError unless these bytes are the one way to write it."""
    source = BytesIO(content)
    value = cbor2.load(source)
    if source.read(1) or cbor2.dumps(value, canonical=True) != content:
        raise ValueError("canonical")
    return value


def _parts(message: bytes) -> Slip:
    found = _loaded(message)
    if not isinstance(found, cbor2.CBORTag) or found.tag != _SIGN1 or len(found.value) != 4:
        raise ValueError("sign1")
    protected, open_header, payload, signature = found.value
    header, claims = _loaded(protected), _loaded(payload)
    if open_header != {} or set(header) != {_ALG, _KID} or header[_ALG] != _ES256:
        raise ValueError("header")
    if not isinstance(signature, bytes) or len(signature) != 2 * _WIDTH:
        raise ValueError("signature")
    if not isinstance(header[_KID], bytes):
        raise ValueError("kid")
    known = {_ISSUER, _UNTIL, _ISSUED, *_PRIVATE.values()}
    if not isinstance(claims, Mapping) or not set(claims) <= known:
        raise ValueError("claims")
    facts = Facts(**{name: _text(claims.get(key, "")) for name, key in _PRIVATE.items()})
    if facts.identifier:
        facts = replace(facts, identifier=_ROOT + facts.identifier)
    return Slip(
        facts=facts,
        issuer=_text(claims[_ISSUER]), issued_at=_second(claims[_ISSUED]),
        until=_second(claims[_UNTIL]), kid=header[_KID], protected=protected, payload=payload,
        signature=signature,
    )  # fmt: skip


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text")
    return value


def _second(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**40:
        raise ValueError("time")
    return value
