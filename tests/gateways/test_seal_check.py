"""Whatever is uploaded gets a sentence."""

import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from tests.gateways.pdfs import a_pdf
from tests.gateways.sealed import a_sealed_pdf

from onedoor.gateways.local_seal import LocalSealer

HEAD, TAIL = b"%PDF-1.7\n", b"\n%%EOF\n"


@pytest.fixture(scope="module")
def sealer(tmp_path_factory: pytest.TempPathFactory) -> LocalSealer:
    return LocalSealer(tmp_path_factory.mktemp("seals"))


@pytest.fixture(scope="module")
def sealed(sealer: LocalSealer) -> bytes:
    return a_sealed_pdf(sealer, name="甲局")


def _encrypted(tmp_path: Path) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=100, height=100)
    writer.encrypt("x", algorithm="AES-256")
    writer.write(tmp_path / "e.pdf")
    return (tmp_path / "e.pdf").read_bytes()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (b"PK\x03\x04 not a pdf", "不是 PDF"),
        (b"<svg onload=alert(1)>", "不是 PDF"),
        (a_pdf()[:200], "不完整"),
        (a_pdf(), "没有可以读出的电子印章"),
        (HEAD + b"xref\n0 99999999999\ntrailer<</Root 1 0 R>>\nstartxref\n-5" + TAIL, "没有可以"),
        (HEAD + b"/ByteRange [0 9 20 99999999]" + TAIL, "没有可以"),
        (HEAD + b"/ByteRange [0 0 0 0]" + TAIL, "没有可以"),
        (HEAD + zlib.compress(bytes(50_000_000)) + TAIL, "没有可以"),
    ],
)
def test_a_file_without_a_seal_is_told_so(sealer: LocalSealer, content: bytes, words: str) -> None:
    report = sealer.check(content)
    assert not (report.sealed or report.whole or report.trusted)
    assert words in report.problem


def test_an_encrypted_file_is_told_so(sealer: LocalSealer, tmp_path: Path) -> None:
    assert "加密" in sealer.check(_encrypted(tmp_path)).problem


def test_a_signature_of_garbage_is_told_so(sealer: LocalSealer) -> None:
    for garbage in (b"00", b"30" * 4000, b"3080" * 900, b"FF" * 10):
        body = HEAD + b"1 0 obj <</Contents "
        gap = b"<" + garbage + b">"
        rest = b"/ByteRange [0 %d %d %4d]>> endobj" % (len(body), len(body) + len(gap), 9999)
        rest = rest.replace(b"9999", b"%4d" % (len(rest) + len(TAIL)))
        report = sealer.check(body + gap + rest + TAIL)
        assert report.sealed and not report.whole
        assert "损坏" in report.problem


def test_a_seal_lifted_onto_another_document_does_not_hold(
    sealer: LocalSealer, sealed: bytes
) -> None:
    swapped = sealed.replace(b"300", b"301", 1)
    assert swapped != sealed
    assert "改动" in sealer.check(swapped).problem


def test_a_megabyte_of_claims_is_read_quickly(sealer: LocalSealer) -> None:
    content = HEAD + b"/ByteRange [0 1 2 3] /ByteRange [ " * 40_000 + b"<" * 500_000 + TAIL
    begun = time.perf_counter()
    assert not sealer.check(content).whole
    assert time.perf_counter() - begun < 3


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2000), st.integers(0, 20000))
def test_no_bytes_make_it_raise(content: bytes, place: int) -> None:
    sealer, document = _ready()
    spoiled = document[:place] + content + document[place + len(content) :]
    for each in (content, HEAD + content + TAIL, spoiled):
        report = sealer.check(each)
        assert report.trusted or report.problem


_READY: list[tuple[LocalSealer, bytes]] = []


@pytest.fixture(scope="module", autouse=True)
def _make_ready(sealer: LocalSealer, sealed: bytes) -> None:
    _READY[:] = [(sealer, sealed)]


def _ready() -> tuple[LocalSealer, bytes]:
    return _READY[0]
