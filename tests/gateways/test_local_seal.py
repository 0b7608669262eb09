"""Seals made here hold for us and for others, and stop holding when a byte changes."""

import io
import random
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from shutil import which

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tests.gateways.pdfs import a_pdf
from tests.gateways.sealed import NAME, a_sealed_pdf, named

from onedoor.gateways.local_seal import LocalSealer
from onedoor.kernel.ports import KeyNotHeld
from onedoor.kernel.time import local, travel


@pytest.fixture(scope="module")
def sealer(tmp_path_factory: pytest.TempPathFactory) -> LocalSealer:
    return LocalSealer(tmp_path_factory.mktemp("seals"))


@pytest.fixture(scope="module")
def sealed(sealer: LocalSealer) -> bytes:
    return seal(sealer, a_pdf())


def seal(sealer: LocalSealer, document: bytes) -> bytes:
    return a_sealed_pdf(sealer, document)


def test_a_sealed_document_names_its_agency_and_is_whole(
    sealer: LocalSealer, sealed: bytes
) -> None:
    report = sealer.check(sealed)
    assert (report.sealed, report.whole, report.trusted) == (True, True, True)
    assert (report.signer, report.agency, report.problem) == (NAME, "press-baicheng", "")


def test_the_seal_carries_the_time_of_our_clock(sealer: LocalSealer) -> None:
    with travel(date(2019, 3, 4)):
        report = sealer.check(seal(sealer, a_pdf()))
    assert report.signed_at is not None
    assert local(report.signed_at).isoformat().startswith("2019-03-04T12:00:0")
    assert report.trusted


def test_an_independent_verifier_agrees(sealer: LocalSealer, sealed: bytes) -> None:
    root = x509.Certificate.load(sealer.authority.root().public_bytes(Encoding.DER))
    signature = PdfFileReader(io.BytesIO(sealed)).embedded_signatures[0]
    status = validate_pdf_signature(
        signature, ValidationContext(trust_roots=[root], allow_fetching=False)
    )
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert signature.docmdp_level is not None


def test_every_further_document_has_a_signature_of_its_own(sealer: LocalSealer) -> None:
    # The form of a certificate is drawn up once; digest and signature are put into it each time.
    found = [
        PdfFileReader(io.BytesIO(seal(sealer, a_pdf(pages)))).embedded_signatures[0]
        for pages in (1, 2)
    ]
    root = x509.Certificate.load(sealer.authority.root().public_bytes(Encoding.DER))
    for each in found:
        trusting = ValidationContext(trust_roots=[root], allow_fetching=False)
        status = validate_pdf_signature(each, trusting)
        assert status.bottom_line and status.intact and status.valid
    assert found[0].pkcs7_content != found[1].pkcs7_content


@pytest.mark.skipif(which("pdfsig") is None, reason="poppler is not installed")
def test_poppler_agrees(tmp_path: Path, sealed: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(sealed)
    found = subprocess.run(
        ["pdfsig", "a.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "Signature is Valid" in found.stdout
    assert "Total document signed" in found.stdout


def test_a_changed_byte_anywhere_breaks_the_seal(sealer: LocalSealer, sealed: bytes) -> None:
    # The signature block itself carries certificates that it does not sign; the digest of the
    # whole file, compared by the papers room, covers those.
    begin, end = sealed.index(b"/Contents <") + 11, sealed.index(b">\n/ByteRange")
    document = [*range(begin), *range(end, len(sealed))]
    places = random.Random(7).sample(document, 400)
    for place in places:
        changed = bytearray(sealed)
        changed[place] ^= 1 << (place % 8)
        report = sealer.check(bytes(changed))
        assert not report.whole, place
        assert report.problem, place


def test_a_byte_added_or_taken_anywhere_breaks_the_seal(sealer: LocalSealer, sealed: bytes) -> None:
    for place in random.Random(8).sample(range(len(sealed)), 60):
        assert not sealer.check(sealed[:place] + b"0" + sealed[place:]).whole, place
        assert not sealer.check(sealed[:place] + sealed[place + 1 :]).whole, place


def test_what_is_appended_after_the_seal_is_counted(sealer: LocalSealer, sealed: bytes) -> None:
    report = sealer.check(sealed + b"\n%more\n%%EOF\n")
    assert report.sealed and not report.whole
    assert "13" in report.problem


def test_a_seal_of_another_authority_is_whole_but_not_trusted(
    sealer: LocalSealer, tmp_path: Path
) -> None:
    forged = seal(LocalSealer(tmp_path), a_pdf())
    report = sealer.check(forged)
    assert (report.whole, report.trusted, report.signer) == (True, False, NAME)
    assert "信任" in report.problem


def test_an_authority_put_on_the_trust_list_is_trusted(sealer: LocalSealer, tmp_path: Path) -> None:
    other = LocalSealer(tmp_path / "other")
    document = seal(other, a_pdf())
    ours = LocalSealer(tmp_path / "ours")
    trust = tmp_path / "ours" / "trust"
    trust.mkdir(parents=True)
    (trust / "other.pem").write_bytes(other.authority.root().public_bytes(Encoding.PEM))
    assert ours.check(document).trusted


def test_certificates_lie_apart_from_the_keys(sealer: LocalSealer, sealed: bytes) -> None:
    files = list(sealer.authority.folder.glob("*.pem"))
    assert len(files) == 2
    assert not any(b"PRIVATE" in path.read_bytes() for path in files)
    assert len(list((sealer.authority.folder / "keys").glob("p256.*.json"))) == 2


def test_a_seal_that_was_never_made_seals_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyNotHeld, match="never made"):
        LocalSealer(tmp_path).seal(a_pdf(), seal=named(), reason="受理", ground="case-1")
    assert not list(tmp_path.rglob("*.json"))


def test_many_first_uses_at_once_make_one_authority(tmp_path: Path) -> None:
    document = a_pdf()
    sealers = [LocalSealer(tmp_path) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(lambda each: seal(each, document), sealers))
    assert all(LocalSealer(tmp_path).check(each).trusted for each in results)
    assert len(list(tmp_path.glob("*.pem"))) == 2


def test_only_a_pdf_can_be_sealed(sealer: LocalSealer) -> None:
    with pytest.raises(ValueError, match="PDF"):
        seal(sealer, b"hello")
