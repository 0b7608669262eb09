"""Key bundles: the public keys that slips are checked with, of a date, to be carried along."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)

_FORM = "onedoor-slip-keys-1"


class BundleBroken(ValueError):
    """The file is no key bundle, or was cut short. Fetch it again."""


@dataclass(frozen=True)
class BundleKey:
    """A key, and from when to when it signed (seconds of the epoch)."""

    point: EllipticCurvePublicKey
    since: int
    until: int


@dataclass(frozen=True)
class Bundle:
    """Keys by their name; `made` is its date, after `until` it is too old to trust."""

    issuer: str
    made: int
    until: int
    keys: tuple[tuple[bytes, BundleKey], ...]

    def key(self, kid: bytes) -> BundleKey | None:
        """The key of this name, if the bundle has it."""
        return next((key for name, key in self.keys if name == kid), None)

    def dump(self) -> bytes:
        """The bundle as a JSON file, as `load` reads it."""
        told = []
        for kid, key in self.keys:
            numbers = key.point.public_numbers()
            told.append({
                "kid": _told(kid), "crv": "P-256", "x": _told(numbers.x.to_bytes(32, "big")),
                "y": _told(numbers.y.to_bytes(32, "big")), "since": key.since, "until": key.until,
            })  # fmt: skip
        whole = {
            "form": _FORM, "issuer": self.issuer, "made": self.made, "until": self.until,
            "keys": told,
        }  # fmt: skip
        return json.dumps(whole, ensure_ascii=False, indent=1).encode()

    @classmethod
    def load(cls, content: bytes) -> "Bundle":
        """The bundle in this file; BundleBroken for anything else."""
        try:
            held = json.loads(content)
            if held["form"] != _FORM:
                raise BundleBroken("form")
            keys = tuple((_bytes(each["kid"]), _key(each)) for each in held["keys"])
            return cls(str(held["issuer"]), int(held["made"]), int(held["until"]), keys)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BundleBroken(str(error)) from None


def _key(held: dict[str, Any]) -> BundleKey:
    x, y = (int.from_bytes(_bytes(held[name]), "big") for name in ("x", "y"))
    point = EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
    return BundleKey(point, int(held["since"]), int(held["until"]))


def _told(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
