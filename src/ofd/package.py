"""An OFD file from anybody: an archive of XML, hostile until proven, read within bounds.

Counted before it is opened, opened before it is read. A package that opens has names that lead
nowhere but into it, each once, and no bytes that belong to no file.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

MOST_BYTES = 32 * 1024 * 1024
MOST_ENTRIES = 2000
MOST_UNPACKED = 64 * 1024 * 1024
MOST_RATIO = 200
# Below this even a thousandfold growth is harmless, and a page of one rule may reach it.
_RATIO_FROM = 1024 * 1024
_MOST_XML = 8 * 1024 * 1024
_MOST_TAGS = 150_000
_LONGEST_NAME = 200
# Times (Unix, NTFS), owners, and the mark of Java's archives.
_PLAIN_FIELDS = {0x5455, 0x5855, 0x7875, 0x000A, 0xCAFE}
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError,
    ValueError, KeyError, IndexError, OSError, RecursionError,
)  # fmt: skip

WORDS = {
    "zip.broken": "这不是完整的 OFD 文件：压缩包打不开，或者有内容读不出来。",
    "zip.too-large": "文件太大，没有打开核对。",
    "zip.too-many": "压缩包里的文件太多，没有打开核对。",
    "zip.bomb": "压缩包解开后大得不合常理，没有打开核对。",
    "zip.encrypted": "压缩包里有加密的内容，不能核对。",
    "zip.method": "压缩包用了 OFD 不用的压缩方法，不能核对。",
    "zip.name": "压缩包里有不安全的文件名，没有打开核对。",
    "zip.twice": "压缩包里有重名的文件：不同软件会读到不同的内容。",
    "zip.hidden": "压缩包里夹带了不属于任何文件的内容。",
    "xml.declaration": "文件里有文档类型或实体声明，OFD 不用这些，没有打开核对。",
    "xml.broken": "文件里的 XML 读不出来。",
    "xml.too-large": "文件里的 XML 太大，没有打开核对。",
    "ofd.missing": "文件缺少应有的部分，不是完整的 OFD 文件。",
    "ofd.many": "文件里装了不止一份文档，本程序只核对一份的。",
}


class Refused(Exception):
    """The file is not read: `code` for machines, the words for a person, `where` in the package."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(WORDS[code])
        self.code, self.where = code, where


@dataclass
class Package:
    """An open package: names without a leading slash, read one at a time."""

    _content: bytes = field(repr=False)
    _entries: dict[str, tuple[int, zipfile.ZipInfo]] = field(repr=False)
    _parsed: dict[str, Element] = field(default_factory=dict)
    _alike: dict[str, str] = field(default_factory=dict, repr=False)
    _unpacked: dict[str, bytes] = field(default_factory=dict, repr=False)
    _room: int = 4 * 1024 * 1024

    def __post_init__(self) -> None:
        self._alike = {name.casefold(): name for name in self._entries}

    @property
    def names(self) -> tuple[str, ...]:
        """The name of every file, in the order of the directory."""
        return tuple(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def meant(self, name: str) -> str:
        """The file that `name` means: writers on Windows mix up capitals. No name is there twice.

        Only for finding the way: a digest is held against the very name.
        """
        return name if name in self._entries else self._alike.get(name.casefold(), name)

    def read(self, name: str) -> bytes:
        """The bytes of one file; Refused when there is none or it does not unpack."""
        if name not in self._unpacked:
            data = self._read(name)
            if len(data) > self._room:
                return data
            # Most files are asked for several times, by whoever digests, reads and looks.
            self._unpacked[name] = data
            self._room -= len(data)
        return self._unpacked[name]

    def _read(self, name: str) -> bytes:
        if name not in self._entries:
            raise Refused("ofd.missing", name)
        begin, entry = self._entries[name]
        data = self._content[begin : begin + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            data = _inflated(data, entry)
        if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
            raise Refused("zip.broken", name)
        return data

    def xml(self, name: str) -> Element:
        """The root of one XML file, without document type and entities; Refused otherwise."""
        if name not in self._parsed:
            self._parsed[name] = _parsed(self.read(name), name)
        return self._parsed[name]


@dataclass(frozen=True)
class Outline:
    """Where the parts of the document lie: names in the package, pages with their ids in order."""

    info: Element
    root: str
    document: Element
    pages: tuple[tuple[str, str], ...]
    signatures: str = ""


def open_package(content: bytes) -> Package:
    """The package in `content`; Refused when it is none that can be read safely."""
    if len(content) > MOST_BYTES:
        raise Refused("zip.too-large")
    # Each entry of the directory begins with these four bytes; counting them costs no memory.
    if content.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise Refused("zip.too-many")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        _refuse_bad_entries(archive.infolist())
        begins = _places(content, archive)
    except _UNREADABLE:
        raise Refused("zip.broken") from None
    package = Package(
        content,
        {_name(e): (begins[e.filename], e) for e in archive.infolist() if not e.is_dir()},
    )
    _refuse_declarations(package)
    return package


def outline(package: Package) -> Outline:
    """Its one document; Refused when parts of it are missing."""
    top = package.xml(package.meant("OFD.xml"))
    bodies = children(top, "DocBody")
    if len(bodies) > 1:
        raise Refused("ofd.many")
    info = child(bodies[0], "DocInfo") if bodies else None
    root = text(child(bodies[0], "DocRoot")) if bodies else ""
    if info is None or not root:
        raise Refused("ofd.missing", "OFD.xml")
    home = package.meant(resolve(root))
    document = package.xml(home)
    pages = tuple(
        (each.get("ID", ""), package.meant(resolve(each.get("BaseLoc", ""), home)))
        for group in children(document, "Pages")
        for each in children(group, "Page")
    )
    if not pages:
        raise Refused("ofd.missing", home)
    signatures = text(child(bodies[0], "Signatures"))
    listed = package.meant(resolve(signatures)) if signatures else ""
    return Outline(info, home, document, pages, listed)


def templates(package: Package, found: Outline) -> dict[str, str]:
    """Where the pages lie that stand behind or before others, by their ids."""
    return {
        each.get("ID", ""): package.meant(resolve(each.get("BaseLoc", ""), found.root))
        for each in children(child(found.document, "CommonData"), "TemplatePage")
    }


def resolve(location: str, beside: str = "") -> str:
    """A location (ST_Loc) as a name in the package; one that leads out of it gives ""."""
    location = location.strip()
    start = PurePosixPath() if location.startswith("/") else PurePosixPath(beside).parent
    parts: list[str] = []
    for part in (start / location.lstrip("/")).parts:
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def tag(element: Element) -> str:
    """Its name without its namespace: older writers leave the namespace out, or have another."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> list[Element]:
    """Its children of that name."""
    return [each for each in element if tag(each) == name] if element is not None else []


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of the first name, of that the first of the next, and so on."""
    for name in names:
        found = children(element, name)
        element = found[0] if found else None
    return element


def attribute(element: Element, name: str, default: str = "") -> str:
    """An attribute, also where its writer took no care of capitals (`size` for `Size`)."""
    if (said := element.get(name)) is not None:
        return said
    alike = (said for key, said in element.attrib.items() if key.casefold() == name.casefold())
    return next(alike, default)


def text(element: Element | None) -> str:
    """What it says, without the blanks around it."""
    return (element.text or "").strip() if element is not None else ""


def _refuse_bad_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Refused("zip.too-many")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("zip.bomb")
    seen: set[str] = set()
    for entry in entries:
        name = _name(entry)
        if entry.flag_bits & 0x41:
            raise Refused("zip.encrypted", name)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("zip.method", name)
        if not _is_safe(entry.orig_filename) or not _is_safe(name):
            raise Refused("zip.name", name[:_LONGEST_NAME])
        if entry.is_dir() and (entry.file_size or entry.compress_size):
            raise Refused("zip.hidden", name)
        if entry.file_size > max(_RATIO_FROM, MOST_RATIO * entry.compress_size):
            raise Refused("zip.bomb", name)
        # Windows and others open either of two names that differ in case only.
        if name.casefold() in seen:
            raise Refused("zip.twice", name)
        seen.add(name.casefold())


def _name(entry: zipfile.ZipInfo) -> str:
    """Its name as its writer meant it: older ones on Windows write GBK and do not say so."""
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return entry.filename


def _is_safe(name: str) -> bool:
    parts = name.rstrip("/").split("/")
    return (
        len(name) <= _LONGEST_NAME
        and "\\" not in name
        and ":" not in name
        and all(part not in ("", ".", "..") for part in parts)
        and name.isprintable()
    )


def _inflated(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Unpacked, no further than the directory says; what follows the packed data is hidden."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        out = unpacking.decompress(data, entry.file_size + 1)
    except zlib.error:
        raise Refused("zip.broken", entry.filename) from None
    if len(out) > entry.file_size or not unpacking.eof:
        raise Refused("zip.broken", entry.filename)
    if unpacking.unused_data:
        raise Refused("zip.hidden", entry.filename)
    return out


def _places(content: bytes, archive: zipfile.ZipFile) -> dict[str, int]:
    """Where the data of each entry begins.

    Refused when a byte belongs neither to an entry nor to the directory nor to its end, or when an
    entry's own header says something else than the directory: programs read one or the other.
    """
    at, begins = 0, {}
    for entry in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        if entry.header_offset != at or content[at : at + 4] != b"PK\x03\x04":
            raise Refused("zip.hidden")
        flags, method, *sizes, length, extra = struct.unpack_from("<HH4xIIIHH", content, at + 6)
        name = content[at + 30 : at + 30 + length]
        told = (flags, method, name.decode("utf-8" if flags & 0x800 else "cp437"))
        if told != (entry.flag_bits, entry.compress_type, entry.orig_filename):
            raise Refused("zip.hidden", entry.filename)
        if not flags & 8 and sizes != [entry.CRC, entry.compress_size, entry.file_size]:
            raise Refused("zip.hidden", entry.filename)
        at += 30 + length
        for fields in (content[at : at + extra], entry.extra):
            _refuse_odd_fields(fields, entry.filename)
        begins[entry.filename] = at + extra
        at += extra + entry.compress_size
        if flags & 8:
            at += _descriptor(content, at, entry)
    _refuse_odd_end(content, at, archive.start_dir)
    return begins


def _refuse_odd_fields(fields: bytes, name: str) -> None:
    """Extra fields may tell times and owners; another name, or anything else, they may not."""
    at = 0
    while at < len(fields):
        kind, length = struct.unpack_from("<HH", fields, at)
        at += 4 + length
        if kind not in _PLAIN_FIELDS or at > len(fields):
            raise Refused("zip.hidden", name)


def _refuse_odd_end(content: bytes, at: int, directory: int) -> None:
    end = content.rfind(b"PK\x05\x06")
    size, offset, comment = struct.unpack_from("<IIH", content, end + 12)
    # Between the directory and its end a large archive has the records of ZIP64: none is needed.
    if at != directory or offset != directory or offset + size != end or comment:
        raise Refused("zip.hidden")
    if end + 22 != len(content):
        raise Refused("zip.hidden")
    if sum(46 + length for length in _directory_lengths(content, directory, end)) != size:
        raise Refused("zip.hidden")


def _directory_lengths(content: bytes, at: int, end: int) -> Iterator[int]:
    """What follows the fixed part of each directory entry: name, extra field, comment."""
    while at < end:
        if content[at : at + 4] != b"PK\x01\x02":
            raise Refused("zip.hidden")
        name, extra, comment = struct.unpack_from("<HHH", content, at + 28)
        if comment:
            raise Refused("zip.hidden")
        yield name + extra + comment
        at += 46 + name + extra + comment


def _descriptor(content: bytes, at: int, entry: zipfile.ZipInfo) -> int:
    """The length of the data descriptor at `at`, which must say what the directory says."""
    body = struct.pack("<III", entry.CRC, entry.compress_size, entry.file_size)
    for head in (b"PK\x07\x08", b""):
        if content[at : at + len(head) + 12] == head + body:
            return len(head) + 12
    raise Refused("zip.hidden", entry.filename)


def _refuse_declarations(package: Package) -> None:
    for name in package.names:
        if name.lower().endswith(".xml"):
            _refuse_declaration(package.read(name), name)


def _refuse_declaration(content: bytes, name: str) -> None:
    # Without zero bytes UTF-16 reads like UTF-8, as far as these words go.
    plain = content.replace(b"\x00", b"")
    if b"<!" in plain and _DECLARATION.search(plain):
        raise Refused("xml.declaration", name)


def _parsed(content: bytes, name: str) -> Element:
    if len(content) > _MOST_XML or content.replace(b"\x00", b"").count(b"<") > _MOST_TAGS:
        raise Refused("xml.too-large", name)
    _refuse_declaration(content, name)
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise Refused("xml.declaration", name) from None
    # LookupError: an encoding nobody knows.
    except (ParseError, LookupError, ValueError, RecursionError):
        raise Refused("xml.broken", name) from None
    return root
