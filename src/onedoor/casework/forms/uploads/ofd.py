"""OFD (GB/T 33190): an archive of XML, counted before it is opened, opened before it is read."""

import re
import struct
import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from onedoor.casework.forms.uploads.faults import BrokenFile, EncryptedPdf, HasScript, ZipBomb

MOST_ENTRIES = 2000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
# Below this, even a hundredfold growth is harmless and a short plain page may reach it.
_RATIO_FROM = 1024 * 1024
_MOST_XML = 50 * 1024 * 1024
_MOST_PARSED = 4 * 1024 * 1024
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_END_OF_DIRECTORY = b"PK\x05\x06"
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError,
    ValueError, KeyError, IndexError, OSError, ParseError, RecursionError,
)  # fmt: skip


def check(content: bytes) -> int:
    """The number of pages. Raises ZipBomb, HasScript, EncryptedPdf or BrokenFile."""
    # Each entry of the directory begins with these four bytes; counting them costs no memory.
    if content.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise ZipBomb()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_bombs(archive)
            _refuse_declarations(archive)
            return _pages(archive)
    except DefusedXmlException:
        raise HasScript() from None
    except _UNREADABLE:
        raise BrokenFile() from None


def ends_like_an_archive(content: bytes) -> bool:
    """Whether unpacking programs would open this file, whatever it begins with."""
    at = content.rfind(_END_OF_DIRECTORY, -(65_535 + 22))
    if at < 0 or len(content) - at < 22:
        return False
    size, _offset, comment = struct.unpack_from("<IIH", content, at + 12)
    return bool(size <= at and at + 22 + comment <= len(content))


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ZipBomb()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise ZipBomb()
    for entry in entries:
        if entry.flag_bits & 1:
            raise EncryptedPdf()
        if _leads_out(entry.orig_filename) or _leads_out(entry.filename):
            raise ZipBomb()
        if entry.file_size > max(_RATIO_FROM, MOST_RATIO * entry.compress_size):
            raise ZipBomb()


def _leads_out(name: str) -> bool:
    parts = re.split(r"[/\\]", name)
    return parts[0] == "" or ":" in parts[0] or ".." in parts or "\x00" in name


def _refuse_declarations(archive: zipfile.ZipFile) -> None:
    """No document type and no entity in any XML of the archive; OFD has use for neither."""
    left = _MOST_XML
    for entry in archive.infolist():
        if entry.filename.lower().endswith(".xml"):
            left -= entry.file_size
            if left < 0:
                raise ZipBomb()
            # Without zero bytes UTF-16 reads like UTF-8, as far as these words go.
            if _DECLARATION.search(archive.read(entry).replace(b"\x00", b"")):
                raise HasScript()


def _pages(archive: zipfile.ZipFile) -> int:
    root = _parsed(archive, "OFD.xml")
    homes = [each.text or "" for each in root.iter() if _is(each, "DocRoot")]
    pages = sum(
        1
        for home in homes
        for each in _parsed(archive, home.strip().lstrip("/")).iter()
        if _is(each, "Page") and each.get("BaseLoc")
    )
    if not pages:
        raise BrokenFile()
    return pages


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    if archive.getinfo(name).file_size > _MOST_PARSED:
        raise ZipBomb()
    parsed: Element = fromstring(archive.read(name), forbid_dtd=True)
    return parsed


def _is(element: Element, name: str) -> bool:
    return str(element.tag).rpartition("}")[2] == name
