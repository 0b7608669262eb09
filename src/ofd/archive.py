"""The archive of an OFD file, written: the same files give the same bytes."""

import re
import struct
import zlib
from collections.abc import Container, Mapping
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

# An archive must have a date; it says nothing, and is the same every day: the first of 1980.
_DAY = (0, 1 << 5 | 1)
_STORED, _DEFLATED, _UTF8 = 0, 8, 0x800
# Level 9 takes three times as long for less than a hundredth of the size.
_LEVEL = 5
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NEVER = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
NAMESPACE = "http://www.ofdspec.org/2016"


def packed(
    files: Mapping[str, bytes], *, plain: Container[str] = (), again: Container[str] = ()
) -> bytes:
    """The archive of `files`, in their order, compressed, pictures and fonts like all else.

    `plain` are stored as they are: what hardly shrinks, or is opened again at once. `again` are the
    same in many documents, and are compressed once a process.
    """
    parts, directory, at = [], [], 0
    for name, data in files.items():
        told = name.encode()
        if name in plain:
            method, body, crc = _STORED, data, zlib.crc32(data)
        else:
            method = _DEFLATED
            body, crc = _known(data) if name in again else _deflated(data)
        head = struct.pack(
            "<5H3I2H", 20, 0 if name.isascii() else _UTF8, method, *_DAY,
            crc, len(body), len(data), len(told), 0,
        )  # fmt: skip
        parts += [b"PK\x03\x04", head, told, body]
        # Made by a Unix in version 2.0; readable by all; no comment, one disk.
        more = struct.pack("<3H2I", 0, 0, 0, 0o644 << 16, at)
        directory.append(b"PK\x01\x02\x14\x03" + head + more + told)
        at += 30 + len(told) + len(body)
    listed = b"".join(directory)
    end = struct.pack("<4H2IH", 0, 0, len(files), len(files), len(listed), at, 0)
    return b"".join([*parts, listed, b"PK\x05\x06", end])


def _deflated(data: bytes) -> tuple[bytes, int]:
    """Compressed, and the checksum of what it was."""
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush(), zlib.crc32(data)


_known = lru_cache(maxsize=16)(_deflated)


def element(name: str, *inner: str, **attributes: object) -> str:
    """An element of OFD as text; `inner` is XML already, empty attributes are left out."""
    told = "".join(
        f" {key}={quoteattr(_clean(str(value)))}"
        for key, value in attributes.items()
        if value not in ("", None)
    )
    content = "".join(inner)
    return f"<ofd:{name}{told}>{content}</ofd:{name}>" if content else f"<ofd:{name}{told}/>"


def words(text: str) -> str:
    """Text for the inside of an element."""
    return escape(_clean(text))


def document(root: str) -> bytes:
    """An XML file of one root element made by `element`; the namespace is added here."""
    at = min(each for each in (root.find(" "), root.find(">"), root.find("/")) if each > 0)
    return f'{_HEAD}{root[:at]} xmlns:ofd="{NAMESPACE}"{root[at:]}\n'.encode()


def _clean(text: str) -> str:
    """Without the control characters that XML 1.0 cannot hold."""
    return _NEVER.sub("", text)
