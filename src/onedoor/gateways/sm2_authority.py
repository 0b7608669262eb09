"""A local test authority with SM2 keys: one root, one maker of seals, a certificate for each seal.

Its seals prove that a file came from this installation and is unaltered. They have no legal force:
real seals come from the state's unified seal system (国令716号 Art. 9) by another gateway.
Certificates and seals lie in the folder; the keys are the signer's.
"""

import json
from base64 import b64decode
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from asn1crypto import keys, pem

import ofd
from ofd import curve
from ofd.certs import Certificate, Issued, TestAuthority, test_authority
from onedoor.gateways.local_signer import LocalSigner
from onedoor.gateways.seal_folder import BEGINS, ENDS, ROOT_NAME, kept, locked, write_whole
from onedoor.kernel import secrecy
from onedoor.kernel.ports import KeyNotHeld, NamedSeal, SealSigner, Voucher
from onedoor.kernel.time import now

# Where older releases sealed the keys they kept in this folder.
_OLD_PLACE = "seals.sm2"
_ROOT_KEY, _MAKER_KEY = "sm2.root", "sm2.maker"
_FOR_CERTIFICATES = "certificate"
_SIZE = (42, 42)

Kept = dict[str, Any]


@dataclass(frozen=True)
class AgencySeal:
    """A seal and the certificate that may use it."""

    seal: ofd.Seal
    certificate: Certificate


class Held:
    """A key of the signer as `ofd` asks for one: it is told digests, and for which matter."""

    def __init__(self, signer: SealSigner, key: str, ground: str) -> None:
        self._signer, self._key, self._ground = signer, key, ground

    @cached_property
    def public(self) -> bytes:
        """The public key, 65 bytes. KeyNotHeld, OSError."""
        return self._signer.public(self._key)

    def sign(self, message: bytes) -> bytes:
        """The signature of `message` under the usual id; OSError when the signer is away."""
        digest = curve.digest(message, self.public).to_bytes(32, "big")
        return self._signer.sign(self._key, digest, ground=self._ground)


class SM2Authority:
    """Makes what is missing when asked to make; safe for several processes on one folder."""

    def __init__(self, folder: Path, signer: SealSigner) -> None:
        self.folder, self.signer = folder, signer

    def root(self) -> Certificate | None:
        """Our own root; None as long as nothing was made here."""
        return _read(self.folder / "root.pem")

    def trusted_roots(self) -> list[Certificate]:
        """Our root and every certificate with an SM2 key an operator has put in `trust/` as PEM.

        NotACertificate when one of these files holds something else.
        """
        ours = self.root()
        return [*([ours] if ours else []), *self._others()]

    def seal_of(self, seal: NamedSeal) -> AgencySeal:
        """A seal that was made, and its certificate; KeyNotHeld."""
        certificate = _read(self.folder / f"{seal.key}.pem")
        try:
            made = ofd.load_seal((self.folder / f"{seal.key}.esl").read_bytes())
        except FileNotFoundError:
            certificate = None
        if certificate is None:
            raise KeyNotHeld(f"the seal {seal.key} of {seal.agency} was never made")
        return AgencySeal(made, certificate)

    def key_of(self, seal: NamedSeal, *, ground: str) -> Held:
        """Its key, for signing what is about this matter."""
        return Held(self.signer, f"sm2.{seal.key}", ground)

    def make(self, seal: NamedSeal, *, picture: bytes) -> AgencySeal:
        """The seal, made with this picture (PNG) where it lacks. OSError: the signer is away."""
        path = self.folder / f"{seal.key}.esl"
        if not path.exists():
            authority = self._authority()
            self.signer.make(f"sm2.{seal.key}")
            key = self.key_of(seal, ground=_FOR_CERTIFICATES)
            place = self.folder / f"{seal.key}.pem"
            certificate = Certificate.load(
                kept(place, lambda: authority.signer(key, seal.name, unit=seal.agency)
                     .certificate.pem())
            )  # fmt: skip
            kept(path, lambda: _made(seal, picture, certificate, authority.maker))
        return self.seal_of(seal)

    def vouchers(self) -> tuple[Voucher, ...]:
        """Our root, our maker of seals, and what is trusted beside them."""
        ours, maker = self.root(), _read(self.folder / "maker.pem")
        told = [_voucher(ours, "root")] if ours else []
        told += [_voucher(maker, "maker")] if maker else []
        return (*told, *(_voucher(each, "trusted") for each in self._others()))

    def maker(self) -> str:
        """The name of our maker of seals; "" before the first was made."""
        found = _read(self.folder / "maker.pem")
        return found.name if found else ""

    def reseal(self) -> None:
        """Let no key lie here: those that older releases kept go to the signer."""
        self._take_over()

    def _others(self) -> list[Certificate]:
        return [
            Certificate.load(der)
            for path in sorted((self.folder / "trust").glob("*.pem"))
            for _, _, der in pem.unarmor(path.read_bytes(), multiple=True)
        ]

    def _authority(self) -> TestAuthority:
        """Root and maker for the signer's keys; a root for another key is trusted on."""
        self._take_over()
        for key in (_ROOT_KEY, _MAKER_KEY):
            self.signer.make(key)
        root, maker = (Held(self.signer, key, _FOR_CERTIFICATES) for key in (_ROOT_KEY, _MAKER_KEY))
        with locked(self.folder):
            top, below = self.root(), _read(self.folder / "maker.pem")
            if top and below and (top.public, below.public) == (root.public, maker.public):
                return TestAuthority(Issued(top, root), Issued(below, maker))
            if top and top.public != root.public:
                trust = self.folder / "trust"
                trust.mkdir(exist_ok=True, mode=0o700)
                write_whole(trust / f"root-{_fingerprint(top)[:16]}.pem", top.pem())
            made = test_authority(root=root, maker=maker, name=ROOT_NAME, begins=BEGINS, ends=ENDS)
            write_whole(self.folder / "maker.pem", made.maker.certificate.pem())
            write_whole(self.folder / "root.pem", made.root.certificate.pem())
        return made

    def _take_over(self) -> None:
        """Keys that older releases kept here go to the signer, if that one keeps keys here."""
        signer = self.signer
        if not isinstance(signer, LocalSigner) or not self.folder.exists():
            return
        for path in sorted(self.folder.glob("*.json")):
            held = json.loads(path.read_bytes())
            with locked(self.folder):
                for role, each in held.items():
                    if role == "seal":
                        write_whole(path.with_suffix(".esl"), b64decode(each))
                        continue
                    name = path.stem if role == "holder" else role
                    secret = b64decode(secrecy.unseal(each["key"], place=_OLD_PLACE))
                    write_whole(self.folder / f"{name}.pem", each["certificate"].encode())
                    _adopted(signer, f"sm2.{name}", secret)
                path.unlink()


def _adopted(signer: LocalSigner, key: str, pkcs8: bytes) -> None:
    held = keys.PrivateKeyInfo.load(pkcs8)["private_key"].parsed
    signer.adopt(key, int(held["private_key"].native))


def _made(seal: NamedSeal, picture: bytes, certificate: Certificate, maker: Issued) -> bytes:
    return ofd.make_seal(
        es_id=seal.key,
        name=seal.name,
        picture=picture,
        size=_SIZE,
        signers=[certificate],
        created=now(),
        begins=seal.begins,
        ends=seal.ends,
        maker=maker.certificate,
        maker_key=maker.key,
    ).der


def _read(path: Path) -> Certificate | None:
    try:
        return Certificate.load(path.read_bytes())
    except FileNotFoundError:
        return None


def _fingerprint(certificate: Certificate) -> str:
    return sha256(certificate.der).hexdigest()


def _voucher(certificate: Certificate, role: Any) -> Voucher:
    return Voucher(
        role=role,
        algorithm="SM2",
        name=certificate.name,
        issuer=certificate.issuer,
        begins=certificate.begins,
        ends=certificate.ends,
        fingerprint=_fingerprint(certificate),
        pem=certificate.pem().decode(),
    )
