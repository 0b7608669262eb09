"""A local test authority with SM2 keys: one root, one maker of seals, one seal for each agency.

Its seals prove that a file came from this installation and is unaltered. They have no legal force:
real seals come from the state's unified seal system (国令716号 Art. 9) by another gateway.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto import pem

import ofd
from ofd.certs import Certificate, Issued, TestAuthority, test_authority
from onedoor.gateways.seal_folder import (
    BEGINS,
    ENDS,
    ROOT_NAME,
    kept,
    locked,
    stem_of,
    write_whole,
)
from onedoor.kernel import secrecy

_PLACE = "seals.sm2"
_SIZE = (42, 42)

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

        def made() -> bytes:
            return _written(self._agency(agency, name, self._authority(), picture()))

        held = json.loads(kept(self.folder / f"{stem_of(agency, name)}.json", made))
        return AgencySeal(ofd.load_seal(b64decode(held["seal"])), _opened(held["holder"]))

    def reseal(self) -> int:
        """Seal every private key with the current data key; how many another one had sealed."""
        done = 0
        for path in sorted(self.folder.glob("*.json")):
            with locked(self.folder):
                held = json.loads(path.read_bytes())
                old = [each for each in held.values() if _is_old(each)]
                for each in old:
                    each["key"] = secrecy.seal(
                        secrecy.unseal(each["key"], place=_PLACE), place=_PLACE
                    )
                if old:
                    write_whole(path, _written(held))
                done += len(old)
        return done

    def _authority(self) -> TestAuthority:
        """The root and the maker of seals; called with the folder locked."""
        path = self.folder / "authority.json"
        if not path.exists():
            made = test_authority(
                root=_private(), maker=_private(), name=ROOT_NAME, begins=BEGINS, ends=ENDS
            )
            whole = {"root": _closed(made.root), "maker": _closed(made.maker)}
            write_whole(path, _written(whole))
        held = json.loads(path.read_bytes())
        authority = TestAuthority(_opened(held["root"]), _opened(held["maker"]))
        if not (self.folder / "root.pem").exists():
            write_whole(self.folder / "root.pem", authority.root.certificate.pem())
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
            created=BEGINS,
            begins=BEGINS,
            ends=ENDS,
            maker=authority.maker.certificate,
            maker_key=authority.maker.key,
        )
        return {"holder": _closed(holder), "seal": b64encode(seal.der).decode()}


def _private() -> int:
    """A private key: anywhere from 1 to 2**255, which is below the order of the curve."""
    return secrets.randbelow(2**255) + 1


def _closed(issued: Issued) -> Kept:
    secret = b64encode(issued.key.pkcs8()).decode()
    return {
        "certificate": issued.certificate.pem().decode(),
        "key": secrecy.seal(secret, place=_PLACE),
    }


def _opened(held: Kept) -> Issued:
    secret = b64decode(secrecy.unseal(held["key"], place=_PLACE))
    return Issued(Certificate.load(held["certificate"].encode()), ofd.SoftKey.load(secret))


def _is_old(held: object) -> bool:
    return isinstance(held, dict) and secrecy.key_name(held["key"]) != secrecy.current_key()


def _written(held: Kept) -> bytes:
    return json.dumps(held).encode()
