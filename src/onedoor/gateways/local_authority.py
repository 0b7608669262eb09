"""A local test authority for seals of PDF files: a root, one certificate for each seal.

Its seals prove that a document came from this installation and is unaltered. They have no legal
force: real seals come from the state's unified seal system (国令716号 Art. 9) by another gateway.
Certificates lie in the folder; the keys are the signer's.
"""

import hashlib
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import algos, keys
from asn1crypto import x509 as der
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from onedoor.gateways.local_signer import LocalSigner
from onedoor.gateways.seal_folder import BEGINS, ENDS, ROOT_NAME, kept, locked, write_whole
from onedoor.kernel.ports import KeyNotHeld, NamedSeal, SealSigner, Voucher

ROOT_KEY = "p256.root"
_FOR_CERTIFICATES = "certificate"


class LocalAuthority:
    """Makes what is missing when asked to make; safe for several processes on one folder."""

    def __init__(self, folder: Path, signer: SealSigner) -> None:
        self.folder, self.signer = folder, signer

    def root(self) -> x509.Certificate | None:
        """Our own root; None as long as nothing was made here."""
        return _read(self.folder / "root.pem")

    def trusted_roots(self) -> list[x509.Certificate]:
        """Our root and every certificate an operator has put in `trust/` as PEM."""
        ours = self.root()
        return [*([ours] if ours else []), *self._others()]

    def certificate_of(self, seal: NamedSeal) -> x509.Certificate:
        """The certificate of a seal that was made; KeyNotHeld."""
        found = _read(self._place(seal))
        if found is None:
            raise KeyNotHeld(f"the seal {seal.key} of {seal.agency} was never made")
        return found

    def make(self, seal: NamedSeal) -> x509.Certificate:
        """The certificate of a seal, made where it lacks. OSError when the signer is away."""
        path = self._place(seal)
        if not path.exists():
            root = self._root_made()
            public = self.signer.make(key_of(seal))
            kept(path, lambda: self._issued(public, seal, root))
        return self.certificate_of(seal)

    def vouchers(self) -> tuple[Voucher, ...]:
        """Our root and what is trusted beside it."""
        ours = self.root()
        told = [_voucher(ours, "root")] if ours else []
        return (*told, *(_voucher(each, "trusted") for each in self._others()))

    def _others(self) -> list[x509.Certificate]:
        return [
            certificate
            for path in sorted((self.folder / "trust").glob("*.pem"))
            for certificate in x509.load_pem_x509_certificates(path.read_bytes())
        ]

    def _place(self, seal: NamedSeal) -> Path:
        return self.folder / f"{seal.key}.pem"

    def _root_made(self) -> x509.Certificate:
        """The root for the signer's key; one for another key is trusted on, and seals no more."""
        self._take_over()
        public = self.signer.make(ROOT_KEY)
        with locked(self.folder):
            ours = self.root()
            if ours is not None and _point(ours) == public:
                return ours
            if ours is not None:
                trust = self.folder / "trust"
                trust.mkdir(exist_ok=True, mode=0o700)
                write_whole(trust / f"root-{fingerprint(ours)[:16]}.pem", _pem(ours))
            made = self._certificate(public, _subject("", ROOT_NAME), None, (BEGINS, ENDS))
            write_whole(self.folder / "root.pem", made)
        found = self.root()
        assert found is not None
        return found

    def _issued(self, public: bytes, seal: NamedSeal, root: x509.Certificate) -> bytes:
        days = (max(seal.begins, BEGINS), min(seal.ends, ENDS))
        return self._certificate(public, _subject(seal.agency, seal.name), root, days)

    def _certificate(
        self,
        public: bytes,
        subject: der.Name,
        issuer: x509.Certificate | None,
        days: tuple[datetime, datetime],
    ) -> bytes:
        above = None if issuer is None else der.Certificate.load(_der(issuer))
        body = _body(public, subject, above, days)
        digest = hashlib.sha256(body.dump()).digest()
        made = der.Certificate(
            {
                "tbs_certificate": body,
                "signature_algorithm": _algorithm(),
                "signature_value": self.signer.sign(ROOT_KEY, digest, ground=_FOR_CERTIFICATES),
            }
        )
        return _pem(x509.load_der_x509_certificate(made.dump()))

    def _take_over(self) -> None:
        """Keys that older releases kept in the folder, beside their passphrase, go to the signer.

        Only to one that keeps keys here: none is ever sent anywhere.
        """
        signer = self.signer
        if not isinstance(signer, LocalSigner) or not self.folder.exists():
            return
        for path in sorted(self.folder.glob("*.pem")):
            content = path.read_bytes()
            if b"PRIVATE KEY" not in content:
                continue
            held = serialization.load_pem_private_key(content, self._passphrase())
            if not isinstance(held, ec.EllipticCurvePrivateKey):
                raise ValueError(f"{path} does not hold an elliptic-curve key")
            number = held.private_numbers().private_value
            signer.adopt(f"p256.{path.stem}", number)
            with locked(self.folder):
                write_whole(path, _pem(x509.load_pem_x509_certificate(content)))
        (self.folder / "passphrase").unlink(missing_ok=True)

    def _passphrase(self) -> bytes:
        given = os.environ.get("ONEDOOR_SEAL_PASSPHRASE", "")
        return given.encode() if given else (self.folder / "passphrase").read_bytes()

    def reseal(self) -> None:
        """Let nothing lie here that the data key does not seal."""
        self._take_over()


def key_of(seal: NamedSeal) -> str:
    """What the signer calls the key that a seal puts on PDF files."""
    return f"p256.{seal.key}"


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256, hex."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def _body(
    public: bytes,
    subject: der.Name,
    above: der.Certificate | None,
    days: tuple[datetime, datetime],
) -> der.TbsCertificate:
    info = _public_key(public)
    is_root = above is None
    usage = {"key_cert_sign"} if is_root else {"digital_signature", "non_repudiation"}
    limits = {"ca": True, "path_len_constraint": 0} if is_root else {"ca": False}
    issuer_key = info if above is None else above.public_key
    extensions: list[tuple[str, bool, Any]] = [
        ("basic_constraints", True, der.BasicConstraints(limits)),
        ("key_usage", True, der.KeyUsage(usage)),
        ("key_identifier", False, info.sha1),
        ("authority_key_identifier", False, {"key_identifier": issuer_key.sha1}),
    ]
    return der.TbsCertificate(
        {
            "version": "v3",
            "serial_number": secrets.randbits(126) + 1,
            "signature": _algorithm(),
            "issuer": subject if above is None else above.subject,
            "validity": {"not_before": _time(days[0]), "not_after": _time(days[1])},
            "subject": subject,
            "subject_public_key_info": info,
            "extensions": [
                {"extn_id": name, "critical": critical, "extn_value": value}
                for name, critical, value in extensions
            ],
        }
    )


def _public_key(point: bytes) -> keys.PublicKeyInfo:
    algorithm = {"algorithm": "ec", "parameters": keys.ECDomainParameters("named", "secp256r1")}
    return keys.PublicKeyInfo(
        {"algorithm": keys.PublicKeyAlgorithm(algorithm), "public_key": point}
    )


def _algorithm() -> algos.SignedDigestAlgorithm:
    return algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})


def _subject(agency: str, name: str) -> der.Name:
    # X.520 bounds each of them at 64 characters.
    told = {"country_name": "CN", "common_name": name[:64]}
    if agency:
        told["organizational_unit_name"] = agency[:64]
    return der.Name.build(told)


def _time(when: datetime) -> der.Time:
    when = when.astimezone(UTC).replace(microsecond=0)
    return der.Time({"utc_time" if when.year < 2050 else "general_time": when})


def _point(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _read(path: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except FileNotFoundError:
        return None


def _voucher(certificate: x509.Certificate, role: Any) -> Voucher:
    return Voucher(
        role=role,
        algorithm="ECDSA P-256",
        name=_spoken(certificate.subject),
        issuer=_spoken(certificate.issuer),
        begins=certificate.not_valid_before_utc,
        ends=certificate.not_valid_after_utc,
        fingerprint=fingerprint(certificate),
        pem=_pem(certificate).decode(),
    )


def _spoken(name: x509.Name) -> str:
    return ", ".join(str(each.value) for each in name)
