"""Seals PDFs (PAdES B-B, ECDSA P-256) with certificates of a local test authority."""

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import algos, cms, core, x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from onedoor.gateways.local_authority import LocalAuthority, fingerprint, key_of
from onedoor.gateways.local_signer import LocalSigner
from onedoor.gateways.seal_check import check_seal
from onedoor.gateways.seal_folder import CAUTION, ROOT_NAME
from onedoor.kernel.ports import MadeSeal, NamedSeal, SealReport, SealSigner, Voucher, port
from onedoor.kernel.time import local, now

# A P-256 signature with two certificates takes about 2 KB; given, pyHanko need not sign twice.
_ROOM_FOR_SIGNATURE = 8192
# Where the digest of a document goes in a form.
_PLACE = b"\xee" * 32
_MOST_FORMS = 64


class LocalSealer:
    """One certificate for each seal, in `<state>/seals`; its key is the signer's."""

    caution = CAUTION

    def __init__(self, folder: Path | None = None, signer: SealSigner | None = None) -> None:
        self._folder = folder
        self._signer = signer or (LocalSigner(folder / "keys") if folder else None)

    @property
    def authority(self) -> LocalAuthority:
        """The authority of the state folder, and the signer, that the settings name now."""
        folder = self._folder or Path(settings.ONEDOOR_STATE) / "seals"
        return LocalAuthority(folder, self._signer or port("signer"))

    def make(self, seal: NamedSeal) -> MadeSeal:
        """Key and certificate of a seal, made where they lack. OSError when out of reach."""
        made = self.authority.make(seal)
        return MadeSeal(maker=ROOT_NAME, certificate=fingerprint(made))

    def seal(self, document: bytes, *, seal: NamedSeal, reason: str, ground: str) -> bytes:
        """The PDF with the seal's signature over every byte; nothing may be changed after it.

        ValueError when `document` is not a PDF; OSError when the seal was never made or its key
        cannot be reached.
        """
        meta = PdfSignatureMetadata(
            field_name="Seal",
            md_algorithm="sha256",
            name=seal.name,
            reason=reason,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES,
        )
        # The seal is drawn by the layout; the widget is kept out of the page, as PDF/A and PDF/UA
        # together demand of an untagged one.
        field = SigFieldSpec(
            sig_field_name="Seal",
            invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
        )
        sealed = io.BytesIO()
        try:
            writer = _QuietWriter(io.BytesIO(document))
        except PdfReadError as error:
            raise ValueError("only a PDF can be sealed") from error
        signer = _PortSigner(self.authority, seal, ground)
        _ClockedSigner(meta, signer=signer, new_field_spec=field).sign_pdf(
            writer, output=sealed, bytes_reserved=_ROOM_FOR_SIGNATURE
        )
        return sealed.getvalue()

    def check(self, document: bytes) -> SealReport:
        """Who sealed it and whether it is whole; never raises on hostile input."""
        return check_seal(document, roots=self.authority.trusted_roots())

    def reseal(self) -> None:
        """Hand keys that older releases kept beside their certificates to the signer."""
        self.authority.reseal()

    def vouchers(self) -> tuple[Voucher, ...]:
        """What seals rest on here, the root first."""
        return self.authority.vouchers()


@lru_cache(maxsize=64)
def _read(der: bytes) -> x509.Certificate:
    """A certificate as pyHanko takes it, read once a process."""
    return x509.Certificate.load(der)


@dataclass(frozen=True)
class _Form:
    """The CMS of one certificate as pyHanko draws it up, but for digest and signature (RFC 5652).

    Drawing it up takes longer than all else about a seal, and is the same for every document.
    """

    before: bytes  # of SignedData, all that comes before the signer
    signer: bytes  # of SignerInfo, all that comes before the signed attributes
    attributes: bytes  # [0] IMPLICIT, with `_PLACE` for the digest
    algorithm: bytes

    @classmethod
    def of(cls, drawn: cms.ContentInfo) -> "_Form":
        """From one with `_PLACE` for its digest, whatever its signature."""
        data = drawn["content"]
        signer = data["signer_infos"][0]
        form = cls(
            b"".join(data[name].dump() for name in data if name != "signer_infos"),
            b"".join(signer[name].dump() for name in ("version", "sid", "digest_algorithm")),
            signer["signed_attrs"].dump(),
            signer["signature_algorithm"].dump(),
        )
        if form.attributes.count(_PLACE) != 1 or form.filled(
            form.attributes, signer["signature"].native
        ) != drawn.dump():  # fmt: skip
            raise RuntimeError("pyHanko draws up signatures in another form now")
        return form

    def with_digest(self, digest: bytes) -> bytes:
        """The signed attributes of this document."""
        return self.attributes.replace(_PLACE, digest)

    def filled(self, attributes: bytes, signature: bytes) -> bytes:
        """The whole, in DER."""
        octets = core.OctetString(signature).dump()
        signer = _sequence(self.signer, attributes, self.algorithm, octets)
        data = _sequence(self.before, _within(0x31, signer))
        return _sequence(cms.ContentType("signed_data").dump(), _within(0xA0, data))


def _sequence(*parts: bytes) -> bytes:
    return _within(0x30, *parts)


def _within(tag: int, *parts: bytes) -> bytes:
    inner = b"".join(parts)
    length = len(inner).to_bytes((len(inner).bit_length() + 7) // 8 or 1, "big")
    told = length if len(inner) < 0x80 else bytes([0x80 | len(length)]) + length
    return bytes([tag]) + told + inner


_forms: dict[tuple[bytes, ...], _Form] = {}


class _PortSigner(Signer):
    """Hands pyHanko's digest to whoever holds the key, and says for which matter."""

    def __init__(self, authority: LocalAuthority, seal: NamedSeal, ground: str) -> None:
        certificates = [
            _read(each.public_bytes(Encoding.DER))
            for each in (authority.certificate_of(seal), authority.root())
            if each is not None
        ]
        store: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(certificates)
        super().__init__(
            signing_cert=certificates[0],
            cert_registry=store,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        self._with, self._key, self._ground = authority.signer, key_of(seal), ground
        self._certificates = tuple(each.dump() for each in certificates)

    async def async_sign(
        self, data_digest: bytes, digest_algorithm: str, *given: Any, **named: Any
    ) -> bytes:
        """The CMS of a document with this digest: the form of its certificate, filled in."""
        if self._certificates not in _forms:
            named["dry_run"] = True
            drawn = await super().async_sign(_PLACE, digest_algorithm, *given, **named)
            if len(_forms) >= _MOST_FORMS:
                _forms.clear()
            _forms[self._certificates] = _Form.of(drawn)
        form = _forms[self._certificates]
        attributes = form.with_digest(data_digest)
        # What is signed has the tag of a set (RFC 5652 5.4).
        digest = hashlib.sha256(b"\x31" + attributes[1:]).digest()
        return form.filled(attributes, self._with.sign(self._key, digest, ground=self._ground))

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """Never asked for a signature, only for something of its kind to draw a form with."""
        if not dry_run:
            raise NotImplementedError
        return bytes(64)


class _QuietWriter(IncrementalPdfFileWriter):
    """Adds the seal and nothing else: the document's own metadata stays what the layout wrote."""

    def _update_meta(self) -> None:
        pass


class _ClockedSigner(PdfSigner):
    """Signs by our clock, so that a replayed day seals with that day's date."""

    def init_signing_session(self, *given: Any, **named: Any) -> Any:
        session = super().init_signing_session(*given, **named)
        session.system_time = local(now()).replace(microsecond=0)
        return session

    def register_extensions(self, *given: Any, **named: Any) -> None:
        # pyHanko would call the file PDF 2.0 for its ECDSA signature; PDF/A-3 is PDF 1.7.
        pass
