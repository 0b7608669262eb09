"""JPEG and PNG: whole, and not larger than can be shown. Headers are read, nothing is decoded."""

import struct
import zlib

from onedoor.casework.forms.uploads.faults import BrokenFile, TooManyPixels

MOST_PIXELS = 100_000_000
# Start-of-frame markers of JPEG (ITU T.81 B.1): C0 to CF without the three that mean tables.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def check(content: bytes, kind: str) -> int:
    """One page. Raises BrokenFile, or TooManyPixels before anybody tries to unpack them."""
    try:
        width, height = _png(content) if kind == "png" else _jpeg(content)
    except (struct.error, IndexError):
        raise BrokenFile() from None
    if not width or not height:
        raise BrokenFile()
    if width * height > MOST_PIXELS:
        raise TooManyPixels(width=width, height=height)
    return 1


def _png(content: bytes) -> tuple[int, int]:
    """Width and height; every chunk's checksum is proved up to the end mark (PNG 5.3)."""
    width = height = 0
    has_pixels, at = False, 8
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 8 + length
        if struct.unpack_from(">I", content, end)[0] != zlib.crc32(
            memoryview(content)[at + 4 : end]
        ):
            raise BrokenFile()
        if kind == b"IHDR":
            width, height = struct.unpack_from(">II", content, at + 8)
        has_pixels |= kind == b"IDAT"
        if kind == b"IEND":
            return (width, height) if has_pixels else (0, 0)
        at = end + 4
    raise BrokenFile()


def _jpeg(content: bytes) -> tuple[int, int]:
    """Width and height; the end mark must follow the first scan (T.81 B.1.1)."""
    width = height = 0
    at = 2
    while True:
        if content[at] != 0xFF:
            raise BrokenFile()
        marker = content[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
        if marker == 0xDA:
            # In a scan FF is followed by 00, so this mark is the real one.
            if content.find(b"\xff\xd9", at) < 0:
                raise BrokenFile()
            return width, height
        at += 2 + struct.unpack_from(">H", content, at + 2)[0]
