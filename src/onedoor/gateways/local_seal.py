"""Seals PDFs (PAdES B-B, ECDSA P-256) with the keys of a local test authority."""

import io
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from onedoor.gateways.local_authority import LocalAuthority
from onedoor.gateways.seal_check import check_seal
from onedoor.gateways.seal_folder import CAUTION
from onedoor.kernel.ports import SealReport
from onedoor.kernel.time import local, now

# A P-256 signature with two certificates takes about 2 KB; given, pyHanko need not sign twice.
_ROOM_FOR_SIGNATURE = 8192


class LocalSealer:
    """One certificate for each agency, made on first use in `<state>/seals`."""

    caution = CAUTION

    def __init__(self, folder: Path | None = None) -> None:
        self.authority = LocalAuthority(folder or Path(settings.ONEDOOR_STATE) / "seals")
        self._loading = Lock()
        self._signer = lru_cache(maxsize=256)(self._load_signer)

    def seal(self, document: bytes, *, agency: str, agency_name: str, reason: str) -> bytes:
        """The PDF with the agency's signature over every byte; nothing may be changed after it.

        ValueError when `document` is not a PDF; OSError when the keys cannot be read.
        """
        with self._loading:
            signer = self._signer(agency, agency_name)
        meta = PdfSignatureMetadata(
            field_name="Seal",
            md_algorithm="sha256",
            name=agency_name,
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
        _ClockedSigner(meta, signer=signer, new_field_spec=field).sign_pdf(
            writer, output=sealed, bytes_reserved=_ROOM_FOR_SIGNATURE
        )
        return sealed.getvalue()

    def check(self, document: bytes) -> SealReport:
        """Who sealed it and whether it is whole; never raises on hostile input."""
        return check_seal(document, roots=self.authority.trusted_roots())

    def _load_signer(self, agency: str, agency_name: str) -> SimpleSigner:
        seal = self.authority.seal_of(agency, name=agency_name)
        certificates = [
            x509.Certificate.load(each.public_bytes(serialization.Encoding.DER))
            for each in (seal.certificate, seal.root)
        ]
        secret = seal.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        store: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(certificates)
        return SimpleSigner(
            signing_cert=certificates[0],
            signing_key=keys.PrivateKeyInfo.load(secret),
            cert_registry=store,
        )


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
