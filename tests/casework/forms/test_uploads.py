"""A file is what its bytes are; what is broken, hidden or hostile is refused with a way out."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.casework.forms import files

from onedoor.casework.forms import uploads
from onedoor.registers.catalogue.definition import Document

ANY = Document(
    id="proof", name="证明", purpose="看", basis={"law": "法"}, source="applicant",
    formats=("pdf", "jpg", "png", "ofd"), max_mb=1,
)  # fmt: skip
PICTURES = ANY.model_copy(update={"formats": ("jpg", "png")})

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def look(content: bytes, name: str = "文件.pdf", document: Document = ANY) -> uploads.Upload:
    return uploads.inspect(content, name=name, document=document)


@pytest.mark.parametrize(
    ("content", "kind", "media_type", "pages"),
    [
        (files.a_picture("PNG"), "png", "image/png", 1),
        (files.a_picture("JPEG"), "jpg", "image/jpeg", 1),
        (files.a_pdf(), "pdf", "application/pdf", 1),
        (files.a_pdf(7), "pdf", "application/pdf", 7),
        (files.a_pdf_with_packed_objects(b"<</Type/Page>>"), "pdf", "application/pdf", 2),
        (files.an_ofd(), "ofd", "application/ofd", 2),
    ],
)
def test_good_files_are_known_by_their_content(content, kind, media_type, pages):
    found = look(content, name="whatever.exe")
    assert (found.kind, found.media_type, found.pages) == (kind, media_type, pages)
    assert (found.size, found.digest) == (len(content), sha256(content).hexdigest())
    assert found.name == f"whatever.exe.{kind}"


REFUSED = {
    "empty": (b"", uploads.Empty),
    "too big": (b"%PDF-" + bytes(1024 * 1024), uploads.TooBig),
    "svg called png": (SVG, uploads.SvgPicture),
    "svg in UTF-16": (SVG.decode().encode("utf-16"), uploads.SvgPicture),
    "html called pdf": (HTML, uploads.HasScript),
    "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(40), uploads.HeicPhoto),
    "docx": (files.a_zip({"[Content_Types].xml": "<x/>"}), uploads.OfficeFile),
    "old doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), uploads.OfficeFile),
    "archive": (files.a_zip({"a.txt": "a"}), uploads.WrongKind),
    "gif": (files.a_picture("GIF"), uploads.WrongKind),
    "program": (b"MZ" + bytes(100), uploads.WrongKind),
    "noise": (b"\x00\x01\x02\x03" * 9, uploads.WrongKind),
    "words": (b"hello", uploads.WrongKind),
    "pdf with password": (files.a_pdf(password="secret"), uploads.EncryptedPdf),
    "pdf with script": (files.a_pdf_that("JavaScript", "JS"), uploads.HasScript),
    "pdf with a file": (files.a_pdf(attached=b"MZ"), uploads.HasScript),
    "pdf that launches": (files.a_pdf_that("Launch", "F"), uploads.HasScript),
    "pdf with hidden script": (
        files.a_pdf_with_packed_objects(b"<</S/J#61vaScript/JS(x)>>"),
        uploads.HasScript,
    ),
    "pdf with odd filter": (
        files.a_pdf_with_packed_objects(b"<<>>", filter=b"[/ASCIIHexDecode/FlateDecode]"),
        uploads.HasScript,
    ),
    "pdf with borrowed filter": (
        files.a_pdf_with_packed_objects(b"<<>>", filter=b" 8 0 R"),
        uploads.HasScript,
    ),
    "pdf bomb": (files.a_pdf_with_packed_objects(bytes(80 * 1024 * 1024)), uploads.ZipBomb),
    "pdf cut short": (files.a_pdf()[:-300], uploads.BrokenFile),
    "pdf without pages": (
        b"%PDF-1.4\n1 0 obj <<>> endobj\nstartxref\n0\n%%EOF",
        uploads.BrokenFile,
    ),
    "pdf and archive": (
        files.a_pdf() + files.a_zip({"a": "b"}) + b"\nstartxref\n0\n%%EOF",
        uploads.HasScript,
    ),
    "png and pdf": (
        files.a_picture().replace(b"IEND", b"IEND", 1) + b"%PDF-1.4",
        uploads.HasScript,
    ),
    "png and page": (files.a_picture() + HTML, uploads.HasScript),
    "jpg and archive": (files.a_picture("JPEG") + files.a_zip({"a": "b"}), uploads.HasScript),
    "png cut short": (files.a_picture(size=(50, 50))[:-20], uploads.BrokenFile),
    "png with a wrong byte": (
        files.a_picture().replace(b"IDAT", b"IDAU"),
        uploads.BrokenFile,
    ),
    "jpg cut short": (files.a_picture("JPEG", (50, 50))[:-9], uploads.BrokenFile),
    "jpg of three bytes": (b"\xff\xd8\xff", uploads.BrokenFile),
    "too many pixels": (files.a_huge_png(20_000, 20_000), uploads.TooManyPixels),
    "no pixels": (files.a_huge_png(0, 9), uploads.BrokenFile),
    "ofd bomb": (files.an_ofd({"big": bytes(30 * 1024 * 1024)}), uploads.ZipBomb),
    "ofd of many": (files.an_ofd({f"e{n}": "" for n in range(2001)}), uploads.ZipBomb),
    "ofd leading out": (files.an_ofd({"../../etc/passwd": "x"}), uploads.ZipBomb),
    "ofd from the root": (files.an_ofd({"/etc/passwd": "x"}), uploads.ZipBomb),
    "ofd with entities": (
        files.an_ofd({"a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        uploads.HasScript,
    ),
    "ofd with entities in UTF-16": (
        files.an_ofd({"a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")}),
        uploads.HasScript,
    ),
    "ofd without document": (files.a_zip({"OFD.xml": files.OFD_ROOT}), uploads.BrokenFile),
    "ofd cut short": (files.an_ofd()[:-30], uploads.BrokenFile),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_broken_or_hostile_is_refused_with_a_way_out(what):
    content, refusal = REFUSED[what]
    with pytest.raises(uploads.BadFile) as refused:
        look(content, name="我的照片.png")
    assert type(refused.value) is refusal
    assert refused.value.where == "proof"
    assert "请" in refused.value.sentence and "{" not in refused.value.sentence


def test_a_wrong_kind_is_named_beside_what_is_accepted():
    with pytest.raises(uploads.WrongKind) as refused:
        look(files.a_pdf(), name="合同.png", document=PICTURES)
    assert refused.value.sentence == "“合同.png”其实是PDF。这里可以上传 JPG、PNG，请转换后再上传。"


def test_two_gigabytes_are_refused_before_a_byte_is_read():
    with pytest.raises(uploads.TooBig) as refused:
        uploads.check_declared_size(2 * 1024**3, ANY)
    assert "2,048.0 MB" in refused.value.sentence and "最多 1 MB" in refused.value.sentence
    uploads.check_declared_size(1024 * 1024, ANY)
    uploads.check_declared_size(None, ANY)


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("C:\\fakepath\\身份证.JPG", "身份证.JPG"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\r\n\u202egpj.pdf", "abgpj.pdf"),
        ("  .hidden. ", "hidden"),
        ("", "文件"),
        ("..", "文件"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_file_names_are_cleaned_before_anybody_sees_them(given_name, shown):
    assert uploads.clean_name(given_name) == shown


def test_a_shown_name_ends_as_its_kind_does():
    assert uploads.clean_name("照片.png", kind="jpg") == "照片.jpg"
    assert uploads.clean_name("照片.JPEG", kind="jpg") == "照片.JPEG"
    assert uploads.clean_name("", kind="pdf") == "文件.pdf"


BEGINNINGS = [
    b"", files.a_pdf(), files.an_ofd(), files.a_picture(), files.a_picture("JPEG"), b"PK\x03\x04",
    b"%PDF-1 obj stream", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"PK\x05\x06OFD.xml",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(some.sampled_from(BEGINNINGS), some.integers(0, 2000), some.binary(max_size=200))
def test_any_bytes_are_accepted_or_refused_and_nothing_else_happens(start, cut, rest):
    try:
        found = look(start[:cut] + rest + start[cut:])
    except uploads.BadFile as refusal:
        assert refusal.sentence
    else:
        assert found.kind in ANY.formats


def test_a_name_of_any_kind_can_be_shown():
    @settings(deadline=None)
    @given(some.text(max_size=300))
    def every(name: str) -> None:
        shown = uploads.clean_name(name, kind="pdf")
        assert 1 <= len(shown) <= 120 and "/" not in shown and shown.endswith((".pdf", ".PDF"))
        shown.encode()

    every()


@pytest.mark.parametrize(
    "unit", [b"1 0 obj ", b"stream\n", b"obj", b"trailer <<", b"#4a", b"<", b"1 ", b"PK\x05\x06"]
)
def test_a_hostile_file_costs_no_more_than_its_length(unit):
    large = ANY.model_copy(update={"max_mb": 20})
    content = b"%PDF-1.7\n" + unit * (4_000_000 // len(unit)) + b"\nstartxref\n0\n%%EOF"
    with pytest.raises(uploads.BadFile):
        look(content, document=large)
