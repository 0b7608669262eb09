"""PDF (ISO 32000): whole, without a password, without programs or files inside.

One pass over the bytes, not a reader's walk from object to object: what a viewer could be led to
is seen wherever it stands, and no loop between objects can hold us up.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from onedoor.casework.forms.uploads.faults import BrokenFile, EncryptedPdf, HasScript, ZipBomb
from onedoor.casework.forms.uploads.ofd import ends_like_an_archive

# All object streams of a file together, unpacked: a thousand pages need about one megabyte.
_MOST_UNPACKED = 64 * 1024 * 1024

# A file of 20 MB with more objects than this was made to tire us.
_MOST_OBJECTS = 200_000


def _name(*names: str) -> bytes:
    """A pattern for names, with any character as its #xx escape: /J#61vaScript is /JavaScript."""
    spelt = ("".join(f"(?:{c}|#{ord(c):02x}|#{ord(c):02X})" for c in name) for name in names)
    return f"/(?:{'|'.join(spelt)})(?![A-Za-z])".encode()


_WORDS = re.compile(rb"(?<![A-Za-z])(?:endobj|obj|endstream|stream)(?![A-Za-z])")
_ENDSTREAM = b"endstream"
_LETTER = re.compile(rb"[A-Za-z]")
_NUMBER_BEFORE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+$")
# Long names cannot come about by chance in packed bytes, so they are looked for everywhere.
_ACTIVE = re.compile(_name("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia"))
_REFERS = rb"\s*(?:<<|\d{1,10}\s+\d{1,5}\s+R)"
_ACTIVE_SHORT = re.compile(_name("JS", "XFA") + b"|" + _name("EF") + _REFERS)
_ENCRYPTED = re.compile(_name("Encrypt") + _REFERS)
_PAGE = re.compile(_name("Type") + rb"\s*" + _name("Page"))
_OBJECT_STREAM = re.compile(_name("ObjStm"))
_FILTER = re.compile(_name("Filter"))
_DEFLATED = re.compile(rb"/Filter\s*(?:/(?:FlateDecode|Fl)(?!\w)|\[\s*/(?:FlateDecode|Fl)\s*\])")
_PREDICTED = re.compile(_name("Predictor") + rb"\s+(?!1(?!\d))\d")
_FIRST = re.compile(rb"/First\s+(\d{1,9})")
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html[\s>]|script[\s>/])", re.IGNORECASE)


class _Part(NamedTuple):
    """One object: its number, what stands before a stream, and where the stream lies."""

    number: int
    text: bytes
    stream: bytes | memoryview


def check(content: bytes) -> int:
    """The number of pages. Raises EncryptedPdf, HasScript, BrokenFile or ZipBomb."""
    if b"%%EOF" not in content[-2048:] or b"startxref" not in content[-2048:]:
        raise BrokenFile()
    if _WEB_PAGE.search(content[:1024]) or ends_like_an_archive(content):
        raise HasScript()
    parts = list(islice(_parts(content), _MOST_OBJECTS + 1))
    if len(parts) > _MOST_OBJECTS:
        raise ZipBomb()
    outside = b"\n".join([*(part.text for part in parts), *_trailers(content)])
    if _ENCRYPTED.search(outside):
        raise EncryptedPdf()
    if _ACTIVE.search(content) or _ACTIVE_SHORT.search(outside):
        raise HasScript()
    pages = {part.number for part in parts if _PAGE.search(part.text)}
    pages |= _pages_in_object_streams(parts)
    if not pages:
        raise BrokenFile()
    return len(pages)


def _parts(content: bytes) -> Iterator[_Part]:
    view = memoryview(content)
    at, begin, number = 0, -1, 0
    while found := _WORDS.search(content, at):
        word, at = found[0], found.end()
        if word == b"obj":
            if begin >= 0:
                yield _Part(number, content[begin : found.start()], b"")
            before = _NUMBER_BEFORE.search(content[max(0, found.start() - 24) : found.start()])
            begin, number = found.end(), int(before[1]) if before else 0
        elif word == b"endobj" and begin >= 0:
            yield _Part(number, content[begin : found.start()], b"")
            begin = -1
        elif word == b"stream" and begin >= 0:
            end = _end_of_stream(content, at)
            if end < 0:
                break
            yield _Part(number, content[begin : found.start()], view[at:end])
            begin, at = -1, end + len(_ENDSTREAM)
    if begin >= 0:
        yield _Part(number, content[begin:], b"")


def _end_of_stream(content: bytes, at: int) -> int:
    """Where the word stands that ends the stream; -1 when it never ends.

    Nearly all bytes of a scan lie in streams, and a plain search is twenty times as fast.
    """
    while (at := content.find(_ENDSTREAM, at)) >= 0:
        around = content[at - 1 : at] + content[at + len(_ENDSTREAM) : at + len(_ENDSTREAM) + 1]
        if not _LETTER.search(around):
            return at
        at += len(_ENDSTREAM)
    return -1


def _trailers(content: bytes) -> Iterator[bytes]:
    for each in content.split(b"trailer")[1:]:
        yield each[:4096].partition(b"startxref")[0]


def _pages_in_object_streams(parts: list[_Part]) -> set[int]:
    pages: set[int] = set()
    left = _MOST_UNPACKED
    for part in parts:
        if part.stream and _OBJECT_STREAM.search(part.text):
            unpacked = _unpacked(part.text, part.stream, most=left)
            left -= len(unpacked)
            if _ACTIVE.search(unpacked) or _ACTIVE_SHORT.search(unpacked):
                raise HasScript()
            pages |= _pages_of(part.text, unpacked)
    return pages


def _unpacked(head: bytes, stream: bytes | memoryview, *, most: int) -> bytes:
    packed = bytes(stream).removeprefix(b"\r").removeprefix(b"\n")
    filters = len(_FILTER.findall(head))
    if not filters:
        return packed
    # Every program that writes object streams deflates them; other filters only hide something.
    if filters > 1 or not _DEFLATED.search(head) or _PREDICTED.search(head):
        raise HasScript()
    try:
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(packed, most + 1)
    except zlib.error:
        raise BrokenFile() from None
    if len(plain) > most:
        raise ZipBomb()
    return plain


def _pages_of(head: bytes, unpacked: bytes) -> set[int]:
    first = _FIRST.search(head)
    if not first:
        return set()
    start = int(first[1])
    numbers = [int(each) for each in re.findall(rb"\d{1,10}", unpacked[:start])]
    places = sorted(zip(numbers[1::2], numbers[::2], strict=False))
    ends = [place for place, _number in places[1:]] + [len(unpacked)]
    return {
        number
        for (place, number), end in zip(places, ends, strict=True)
        if _PAGE.search(unpacked[start + place : start + end])
    }
