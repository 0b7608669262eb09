"""Keys of seals in this process: SM2 by OpenSSL or plain Python, P-256 by OpenSSL.

Each key is one file, sealed with the product's data key (kernel/secrecy) for its own name, so that
the folder alone signs nothing and no key passes for another.
"""

import json
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

import ofd
from onedoor.gateways.seal_folder import kept, locked, write_whole
from onedoor.kernel import secrecy
from onedoor.kernel.ports import KeyNotHeld

_NAME = re.compile(r"(sm2|p256)\.[a-z0-9_-]{1,100}")


class _Key(Protocol):
    @property
    def public(self) -> bytes: ...

    def sign_digest(self, digest: bytes) -> bytes: ...


class LocalSigner:
    """The signer whose keys lie in `<state>/seals/keys`; safe for several processes at once."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._open: dict[Path, _Key] = {}

    @property
    def folder(self) -> Path:
        """Where the keys lie: in the state folder that the settings name now."""
        return self._folder or Path(settings.ONEDOOR_STATE) / "seals" / "keys"

    def make(self, key: str) -> bytes:
        """The public key, made where there is none; ValueError for a name that is none."""
        # Any number from 1 to 2**255 is a private key on both curves.
        return self.adopt(key, None)

    def adopt(self, key: str, private: int | None) -> bytes:
        """As `make`, with this private key where there is none yet: for keys of older releases."""
        path = self._path(key)

        def made() -> bytes:
            number = private or secrets.randbelow(2**255) + 1
            public = _key(key, number).public.hex()
            return json.dumps({"public": public, "key": _closed(key, number)}).encode()

        return bytes.fromhex(json.loads(kept(path, made))["public"])

    def public(self, key: str) -> bytes:
        """The public key of one that was made; KeyNotHeld."""
        try:
            return bytes.fromhex(json.loads(self._path(key).read_bytes())["public"])
        except FileNotFoundError as lacking:
            raise KeyNotHeld(f"there is no key {key}") from lacking

    def sign(self, key: str, digest: bytes, *, ground: str) -> bytes:
        """The signature; KeyNotHeld, ValueError as the port says, SealBroken for another's key."""
        if not ground.strip() or len(digest) != 32:
            raise ValueError("32 bytes are signed, and for a matter that is named")
        path = self._path(key)
        if path not in self._open or not path.exists():
            self._open[path] = self._opened(path, key)
        return self._open[path].sign_digest(digest)

    def prove(self) -> int:
        """Open every key; how many there are. SealBroken when one does not open."""
        return len([self._opened(path, path.stem) for path in self._paths()])

    def reseal(self) -> int:
        """Seal every key with the current data key; how many another one had sealed."""
        done = 0
        for path in self._paths():
            with locked(self.folder):
                held = json.loads(path.read_bytes())
                if secrecy.key_name(held["key"]) == secrecy.current_key():
                    continue
                number = _number(path.stem, held["key"])
                held["key"] = _closed(path.stem, number)
                write_whole(path, json.dumps(held).encode())
                done += 1
        return done

    def _opened(self, path: Path, key: str) -> _Key:
        try:
            held = json.loads(path.read_bytes())
        except FileNotFoundError as lacking:
            raise KeyNotHeld(f"there is no key {key}") from lacking
        return _key(key, _number(key, held["key"]))

    def _paths(self) -> Iterator[Path]:
        yield from sorted(self.folder.glob("*.json"))

    def _path(self, key: str) -> Path:
        if not _NAME.fullmatch(key):
            raise ValueError(f"no key is called {key!r}")
        return self.folder / f"{key}.json"


class _P256:
    """A private key on P-256 (FIPS 186), for the seals of PDF files."""

    def __init__(self, private: int) -> None:
        self._key = ec.derive_private_key(private, ec.SECP256R1())
        self.public = self._key.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )

    def sign_digest(self, digest: bytes) -> bytes:
        return self._key.sign(digest, ec.ECDSA(Prehashed(hashes.SHA256())))


def _key(name: str, private: int) -> _Key:
    return ofd.SoftKey(private) if name.startswith("sm2.") else _P256(private)


def _closed(name: str, private: int) -> str:
    return secrecy.seal(f"{private:064x}", place=f"seals.{name}")


def _number(name: str, sealed: str) -> int:
    return int(secrecy.unseal(sealed, place=f"seals.{name}"), 16)
