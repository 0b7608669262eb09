"""Signed tokens as the credentials use them: ES256 alone, compact, and read without mercy.

Signatures are PyJWT's and cryptography's. What is added is strictness: one way to write each byte
(so a changed letter never goes unseen), no name twice in an object, bounds on length and depth.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from vc.findings import Refused

ALGORITHM = "ES256"
LONGEST = 256 * 1024
DEEPEST = 16
_WIDTH = 32

Json = dict[str, Any]
# Who answers with the key that a header and a payload name, or with nothing.
KeyOf = Callable[[Json, Json], "PublicKey | None"]


def encoded(content: bytes) -> str:
    """Base64url without padding (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes; Refused unless `text` is the one way to write them."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise Refused("not-a-token") from None
    if encoded(content) != text:
        raise Refused("not-canonical")
    return content


def written(value: Any) -> bytes:
    """JSON as it is signed here."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def read_json(content: bytes) -> Any:
    """The value; Refused for what is no JSON, names twice, numbers that are none, too deep."""
    try:
        value = json.loads(content.decode(), object_pairs_hook=_once, parse_constant=_no_number)
        # Half a character, written as an escape, could be neither shown nor kept.
        written(value)
    except Refused:
        raise
    except (ValueError, RecursionError):
        raise Refused("not-a-token") from None
    _not_too_deep(value, 0)
    return value


def _once(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("twice-named")
    return found


def _no_number(name: str) -> Any:
    raise Refused("not-a-token")


def _not_too_deep(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise Refused("too-deep")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        _not_too_deep(each, depth + 1)


@dataclass(frozen=True)
class PublicKey:
    """A point on P-256 that signatures are checked with."""

    key: EllipticCurvePublicKey

    @classmethod
    def of(cls, jwk: Any) -> "PublicKey":
        """The key of a JWK (RFC 7517); Refused unless it is a public P-256 key and nothing more."""
        if not isinstance(jwk, dict) or jwk.get("kty") != "EC" or jwk.get("crv") != "P-256":
            raise Refused("proof-key")
        if "d" in jwk or not all(isinstance(jwk.get(name), str) for name in ("x", "y")):
            raise Refused("proof-key")
        x, y = decoded(jwk["x"]), decoded(jwk["y"])
        if len(x) != _WIDTH or len(y) != _WIDTH:
            raise Refused("proof-key")
        numbers = EllipticCurvePublicNumbers(
            int.from_bytes(x, "big"), int.from_bytes(y, "big"), SECP256R1()
        )
        try:
            return cls(numbers.public_key())
        except ValueError:
            # The point is not on the curve.
            raise Refused("proof-key") from None

    @property
    def jwk(self) -> dict[str, str]:
        numbers = self.key.public_numbers()
        x, y = (each.to_bytes(_WIDTH, "big") for each in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": "P-256", "x": encoded(x), "y": encoded(y)}

    @property
    def thumbprint(self) -> str:
        """RFC 7638: the same for everybody who sees this key."""
        ordered = {name: self.jwk[name] for name in ("crv", "kty", "x", "y")}
        return encoded(sha256(written(ordered)).digest())


@dataclass(frozen=True)
class Key:
    """A key that signs. Its `repr` says nothing of it."""

    secret: EllipticCurvePrivateKey

    def __repr__(self) -> str:
        return f"Key({self.public.thumbprint})"

    @classmethod
    def make(cls) -> "Key":
        return cls(generate_private_key(SECP256R1()))

    @classmethod
    def read(cls, pem: str) -> "Key":
        """The key of a PEM as `pem` writes it; ValueError for any other."""
        key = load_pem_private_key(pem.encode(), password=None)
        if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
            raise ValueError("not a P-256 key")
        return cls(key)

    @property
    def pem(self) -> str:
        return self.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.secret.public_key())


@dataclass(frozen=True)
class Token:
    """A compact JWS taken apart; nothing in it is proven yet."""

    text: str
    header: Json
    payload: Json

    @property
    def kind(self) -> str:
        """Its media type without `application/` (RFC 7515, 4.1.9)."""
        return str(self.header.get("typ", "")).removeprefix("application/")


def sign(payload: Mapping[str, Any], *, key: Key, kind: str, **header: Any) -> str:
    """A compact JWS over the payload; `kind` is its `typ`."""
    return jwt.PyJWS().encode(
        written(dict(payload)), key.secret, algorithm=ALGORITHM, headers={"typ": kind, **header}
    )


def take_apart(text: str) -> Token:
    """Header and payload of a token; Refused for what is none."""
    if len(text) > LONGEST:
        raise Refused("too-long")
    parts = text.split(".")
    if len(parts) != 3 or not text.isascii():
        raise Refused("not-a-token")
    header, payload = (read_json(decoded(part)) for part in parts[:2])
    if not isinstance(header, dict) or not isinstance(payload, dict):
        raise Refused("not-a-token")
    if header.get("alg") != ALGORITHM:
        raise Refused("bad-algorithm")
    if "crit" in header or "b64" in header:
        raise Refused("critical")
    if not isinstance(header.get("typ"), str):
        raise Refused("bad-header")
    if len(decoded(parts[2])) != 2 * _WIDTH:
        raise Refused("bad-signature")
    return Token(text, header, payload)


def proven(token: Token, key: PublicKey | None, *, otherwise: str = "bad-signature") -> None:
    """Refused unless this key signed the token; `otherwise` names what a wrong signature is."""
    if key is None:
        raise Refused("unknown-key")
    try:
        jwt.PyJWS().decode_complete(token.text, key.key, algorithms=[ALGORITHM])
    except (jwt.PyJWTError, ValueError):
        raise Refused(otherwise) from None
