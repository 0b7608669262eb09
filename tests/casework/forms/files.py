"""Files, good and hostile, as small as they can be."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, create_string_object

OFD_ROOT = (
    '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody>'
    "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
)
OFD_DOCUMENT = (
    '<?xml version="1.0"?><ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>'
    '<ofd:Page ID="1" BaseLoc="Pages/1.xml"/><ofd:Page ID="2" BaseLoc="Pages/2.xml"/>'
    "</ofd:Pages></ofd:Document>"
)


def a_picture(kind: str = "PNG", size: tuple[int, int] = (1, 1)) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "white").save(made, kind)
    return made.getvalue()


def a_pdf(pages: int = 1, *, attached: bytes = b"", password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=72, height=72)
    if attached:
        writer.add_attachment("inner.exe", attached)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def a_pdf_that(action: str, argument: str) -> bytes:
    """One page, and an action when it is opened: `Launch` of `F`, `JavaScript` of `JS`."""
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject(f"/{action}"),
            NameObject(f"/{argument}"): create_string_object("cmd"),
        }
    )
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def a_pdf_with_packed_objects(packed: bytes, *, filter: bytes = b"/FlateDecode") -> bytes:
    """One page and, in an object stream, object 9 as given."""
    body = zlib.compress(b"9 0 " + packed)
    return b"\n".join(
        [
            b"%PDF-1.5",
            b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
            b"2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj",
            b"3 0 obj <</Type /Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj",
            b"4 0 obj <</Type/ObjStm/N 1/First 4/Filter" + filter + b"/Length %d>>" % len(body),
            b"stream",
            body,
            b"endstream endobj",
            b"trailer <</Root 1 0 R/Size 5>>",
            b"startxref\n0\n%%EOF",
        ]
    )


def a_zip(entries: dict[str, bytes | str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def an_ofd(more: dict[str, bytes | str] | None = None) -> bytes:
    return a_zip({"OFD.xml": OFD_ROOT, "Doc_0/Document.xml": OFD_DOCUMENT} | (more or {}))


def a_huge_png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims so many pixels; each checksum is right."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
