"""A local test authority: one root, one seal certificate for each agency, all in one folder.

Its seals prove that a document came from this installation and is unaltered. They have no legal
force: real seals come from the state's unified seal system (国令716号 Art. 9) by another gateway.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from onedoor.gateways.seal_folder import BEGINS, ENDS, ROOT_NAME, kept, stem_of, write_whole


@dataclass(frozen=True)
class Seal:
    """A certificate, its private key and the root that vouches for it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    root: x509.Certificate


class LocalAuthority:
    """Makes what is missing on first use; safe for several processes on one folder.

    Private keys are kept encrypted (PKCS #8). The passphrase is ONEDOOR_SEAL_PASSPHRASE in the
    environment, or a random one kept beside the keys, readable by the owner alone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def root(self) -> x509.Certificate:
        """The root certificate."""
        path = self.folder / "root.pem"
        if not path.exists():
            return self._kept("root")[0]
        return x509.load_pem_x509_certificate(path.read_bytes())

    def trusted_roots(self) -> list[x509.Certificate]:
        """Our root and every certificate an operator has put in `trust/` as PEM."""
        others = [
            certificate
            for path in sorted((self.folder / "trust").glob("*.pem"))
            for certificate in x509.load_pem_x509_certificates(path.read_bytes())
        ]
        return [self.root(), *others]

    def seal_of(self, agency: str, *, name: str) -> Seal:
        """The agency's seal under its present name; a renamed agency gets a new one."""
        root, root_key = self._kept("root")
        stem = stem_of(agency, name)
        certificate, key = self._kept(stem, issued_by=(root, root_key), agency=agency, name=name)
        return Seal(certificate, key, root)

    def _kept(
        self,
        stem: str,
        *,
        issued_by: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None = None,
        agency: str = "",
        name: str = ROOT_NAME,
    ) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
        path = self.folder / f"{stem}.pem"
        pem = kept(path, lambda: self._made(issued_by=issued_by, agency=agency, name=name))
        key = serialization.load_pem_private_key(pem, self._passphrase())
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError(f"{path} does not hold an elliptic-curve key")
        return x509.load_pem_x509_certificate(pem), key

    def _made(
        self,
        *,
        issued_by: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None,
        agency: str,
        name: str,
    ) -> bytes:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _certificate(key, issued_by=issued_by, agency=agency, name=name)
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(self._passphrase()),
        )
        return secret + certificate.public_bytes(serialization.Encoding.PEM)

    def _passphrase(self) -> bytes:
        given = os.environ.get("ONEDOOR_SEAL_PASSPHRASE", "")
        if given:
            return given.encode()
        path = self.folder / "passphrase"
        if not path.exists():
            # Only the maker of the first key comes here, and it holds the lock.
            write_whole(path, token_urlsafe(32).encode())
        return path.read_bytes()


def _certificate(
    key: ec.EllipticCurvePrivateKey,
    *,
    issued_by: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None,
    agency: str,
    name: str,
) -> x509.Certificate:
    subject = _subject(agency, name)
    is_root = issued_by is None
    issuer = subject if issued_by is None else issued_by[0].subject
    signing_key = key if issued_by is None else issued_by[1]
    issuer_key = signing_key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(ENDS)
        .add_extension(x509.BasicConstraints(is_root, 0 if is_root else None), critical=True)
        .add_extension(_usage(is_root=is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), False)
        .sign(signing_key, hashes.SHA256())
    )


def _subject(agency: str, name: str) -> x509.Name:
    # X.520 bounds the common name at 64 characters.
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        x509.NameAttribute(NameOID.COMMON_NAME, name[:64]),
    ]
    if agency:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, agency[:64]))
    return x509.Name(parts)


def _usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
