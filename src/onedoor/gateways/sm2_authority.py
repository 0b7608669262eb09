"""A local test authority with SM2 keys: one root, one maker of seals, one seal for each agency.

Its seals prove that a file came from this installation and is unaltered. They have no legal force:
real seals come from the state's unified seal system (国令716号 Art. 9) by another gateway.
"""

import fcntl
import json
import os
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from asn1crypto import pem

import ofd
from ofd.certs import Certificate, Issued, TestAuthority, test_authority
from onedoor.kernel import secrecy

_ROOT_NAME = "一门本地测试印章机构（不具有法律效力）"
_PLACE = "seals.sm2"
_SIZE = (42, 42)

# Stories and replays seal under travelled time, so the certificates cover every year we serve.
_BEGINS = datetime(2015, 1, 1, tzinfo=UTC)
_ENDS = datetime(2049, 12, 31, tzinfo=UTC)

Kept = dict[str, Any]


@dataclass(frozen=True)
class AgencySeal:
    """A seal, the certificate that may use it, and that one's key."""

    seal: ofd.Seal
    holder: Issued


class SM2Authority:
    """Makes what is missing on first use; safe for several processes on one folder.

    Private keys are kept sealed with the product's data key (kernel/secrecy), so that the folder
    alone signs nothing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def root(self) -> Certificate | None:
        """Our own root; None as long as nothing was sealed here."""
        try:
            return Certificate.load((self.folder / "root.pem").read_bytes())
        except FileNotFoundError:
            return None

    def trusted_roots(self) -> list[Certificate]:
        """Our root and every certificate with an SM2 key an operator has put in `trust/` as PEM.

        NotACertificate when one of these files holds something else.
        """
        ours = self.root()
        others = [
            Certificate.load(der)
            for path in sorted((self.folder / "trust").glob("*.pem"))
            for _, _, der in pem.unarmor(path.read_bytes(), multiple=True)
        ]
        return [ours, *others] if ours else others

    def seal_of(self, agency: str, *, name: str, picture: Callable[[], bytes]) -> AgencySeal:
        """The agency's seal under its present name; a renamed agency gets a new one.

        `picture` draws a PNG of it, for when it is made. SealBroken when the data key that its
        private key was sealed with is not here.
        """
        mark = sha256(f"{agency}|{name}".encode()).hexdigest()[:12]
        path = self.folder / f"{re.sub(r'[^a-z0-9-]', '_', agency.lower())[:60]}-{mark}.json"

        def made() -> Kept:
            return self._agency(agency, name, self._authority(), picture())

        kept = self._kept(path, made)
        return AgencySeal(ofd.load_seal(b64decode(kept["seal"])), _opened(kept["holder"]))

    def reseal(self) -> int:
        """Seal every private key with the current data key; how many another one had sealed."""
        done = 0
        for path in sorted(self.folder.glob("*.json")):
            with self._locked():
                kept = json.loads(path.read_text())
                old = [each for each in kept.values() if _is_old(each)]
                for each in old:
                    each["key"] = secrecy.seal(
                        secrecy.unseal(each["key"], place=_PLACE), place=_PLACE
                    )
                if old:
                    _write(path, json.dumps(kept))
                done += len(old)
        return done

    def _authority(self) -> TestAuthority:
        """The root and the maker of seals; called with the folder locked."""
        path = self.folder / "authority.json"
        if not path.exists():
            made = test_authority(
                root=_private(), maker=_private(), name=_ROOT_NAME, begins=_BEGINS, ends=_ENDS
            )
            _write(path, json.dumps({"root": _closed(made.root), "maker": _closed(made.maker)}))
        kept = json.loads(path.read_text())
        authority = TestAuthority(_opened(kept["root"]), _opened(kept["maker"]))
        if not (self.folder / "root.pem").exists():
            _write(self.folder / "root.pem", authority.root.certificate.pem().decode())
        return authority

    @staticmethod
    def _agency(agency: str, name: str, authority: TestAuthority, picture: bytes) -> Kept:
        holder = authority.signer(_private(), name, unit=agency)
        seal = ofd.make_seal(
            es_id=secrets.token_hex(8),
            name=name,
            picture=picture,
            size=_SIZE,
            signers=[holder.certificate],
            created=_BEGINS,
            begins=_BEGINS,
            ends=_ENDS,
            maker=authority.maker.certificate,
            maker_key=authority.maker.key,
        )
        return {"holder": _closed(holder), "seal": b64encode(seal.der).decode()}

    def _kept(self, path: Path, make: Callable[[], Kept]) -> Kept:
        if not path.exists():
            with self._locked():
                if not path.exists():
                    _write(path, json.dumps(make()))
        kept: Kept = json.loads(path.read_text())
        return kept

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _private() -> int:
    """A private key: anywhere from 1 to 2**255, which is below the order of the curve."""
    return secrets.randbelow(2**255) + 1


def _closed(issued: Issued) -> Kept:
    secret = b64encode(issued.key.pkcs8()).decode()
    return {
        "certificate": issued.certificate.pem().decode(),
        "key": secrecy.seal(secret, place=_PLACE),
    }


def _opened(kept: Kept) -> Issued:
    secret = b64decode(secrecy.unseal(kept["key"], place=_PLACE))
    return Issued(Certificate.load(kept["certificate"].encode()), ofd.SoftKey.load(secret))


def _is_old(kept: object) -> bool:
    return isinstance(kept, dict) and secrecy.key_name(kept["key"]) != secrecy.current_key()


def _write(path: Path, content: str) -> None:
    """Write the whole file, or leave none; the owner alone may read it."""
    draft = path.with_suffix(".part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
