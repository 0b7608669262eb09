"""A small TrueType font put together from outlines that are ready (ISO/IEC 14496-22).

fontTools draws outlines and writes what is the same in every subset of a face; the few tables that
differ from one subset to the next are written here, since a document cannot wait for a whole font
to be compiled.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

# Above this an offset no longer fits the short form of `loca`.
_SHORT = 0x20000
_BMP = 0x10000
_MAGIC = 0xB1B0AFBA

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Outline:
    """A glyph as the font holds it; `box` is None for a blank."""

    data: bytes
    box: Box | None = None
    points: int = 0
    contours: int = 0

    @classmethod
    def of(cls, glyph: Any) -> "Outline":
        """A simple glyph of fontTools, as drawn by its pen."""
        data: bytes = glyph.compile(None, True, optimizeSize=True)
        if not glyph.numberOfContours:
            return cls(b"")
        points, contours = glyph.getMaxpValues()
        box = (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
        return cls(data + bytes(-len(data) % 4), box, points, contours)


@dataclass(frozen=True)
class Subset:
    """The letters of a font by code point, in order, and before them the glyph for none of them."""

    codes: Sequence[int]
    outlines: Sequence[Outline]
    advances: Sequence[int]

    def font(self, same: Mapping[str, bytes]) -> bytes:
        """The file. `same` are the tables of this face as any subset of it has them."""
        glyf = b"".join(each.data for each in self.outlines)
        tables = {
            **same,
            "OS/2": _patched(same["OS/2"], 64, ">2H", *self._first_and_last()),
            "cmap": self._cmap(),
            "glyf": glyf,
            "head": self._head(same["head"], is_long=len(glyf) >= _SHORT),
            "hhea": self._hhea(same["hhea"]),
            "hmtx": b"".join(
                struct.pack(">Hh", wide, each.box[0] if each.box else 0)
                for wide, each in zip(self.advances, self.outlines, strict=True)
            ),
            "loca": self._loca(is_long=len(glyf) >= _SHORT),
            "maxp": self._maxp(same["maxp"]),
        }
        return _file(tables)

    @cached_property
    def _boxes(self) -> list[tuple[int, Box]]:
        """Every box with the advance of its glyph."""
        both = zip(self.advances, self.outlines, strict=True)
        return [(wide, each.box) for wide, each in both if each.box]

    def _first_and_last(self) -> tuple[int, int]:
        ends = (self.codes[0], self.codes[-1]) if self.codes else (0, 0)
        return min(ends[0], 0xFFFF), min(ends[1], 0xFFFF)

    def _head(self, head: bytes, *, is_long: bool) -> bytes:
        boxes = [box for _, box in self._boxes] or [(0, 0, 0, 0)]
        least = [min(box[at] for box in boxes) for at in (0, 1)]
        most = [max(box[at] for box in boxes) for at in (2, 3)]
        head = _patched(head, 36, ">4h", *least, *most)
        return _patched(_patched(head, 50, ">H", int(is_long)), 8, ">I", 0)

    def _hhea(self, hhea: bytes) -> bytes:
        boxes = self._boxes or [(0, (0, 0, 0, 0))]
        left = min(box[0] for _, box in boxes)
        right = min(wide - box[2] for wide, box in boxes)
        reach = max(box[2] for _, box in boxes)
        hhea = _patched(hhea, 10, ">H3h", max(self.advances), left, right, reach)
        return _patched(hhea, 34, ">H", len(self.advances))

    def _maxp(self, maxp: bytes) -> bytes:
        points = max(each.points for each in self.outlines)
        contours = max(each.contours for each in self.outlines)
        return _patched(maxp, 4, ">3H", len(self.outlines), points, contours)

    def _loca(self, *, is_long: bool) -> bytes:
        ends = [0, *accumulate(len(each.data) for each in self.outlines)]
        told = ends if is_long else [end // 2 for end in ends]
        return struct.pack(f">{len(told)}{'I' if is_long else 'H'}", *told)

    def _cmap(self) -> bytes:
        """A map of the basic plane, and a full one where letters lie beyond it."""
        runs = list(_runs(self.codes))
        basic = _segments([run for run in runs if run[0] < _BMP])
        if not self.codes or self.codes[-1] < _BMP:
            return struct.pack(">HH HHI", 0, 1, 3, 1, 12) + basic
        whole = struct.pack(">HHIII", 12, 0, 16 + 12 * len(runs), 0, len(runs))
        whole += b"".join(struct.pack(">III", *run) for run in runs)
        heads = struct.pack(">HHI HHI", 3, 1, 20, 3, 10, 20 + len(basic))
        return struct.pack(">HH", 0, 2) + heads + basic + whole


def _runs(codes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """First code, last code, first glyph of letters in a row; none reaches over the basic plane."""
    begin = 0
    for at in range(1, len(codes) + 1):
        if at == len(codes) or codes[at] != codes[at - 1] + 1 or codes[at] == _BMP:
            yield codes[begin], codes[at - 1], begin + 1
            begin = at


def _segments(runs: list[tuple[int, int, int]]) -> bytes:
    """The map in the form of segments (format 4)."""
    # The last segment is for no letter, as the format asks.
    runs = [*runs, (0xFFFF, 0xFFFF, 0)] if not runs or runs[-1][1] < 0xFFFF else runs
    count = len(runs)
    power = count.bit_length() - 1
    search = (2 * count, 2 << power, power, 2 * count - (2 << power))
    deltas = [(glyph - first) % _BMP for first, _, glyph in runs]
    body = struct.pack(
        f">4H{count}HH{count}H{count}H{count}H",
        *search, *(last for _, last, _ in runs), 0, *(first for first, _, _ in runs),
        *deltas, *([0] * count),
    )  # fmt: skip
    return struct.pack(">3H", 4, 6 + len(body), 0) + body


def _patched(table: bytes, at: int, form: str, *values: int) -> bytes:
    return table[:at] + struct.pack(form, *values) + table[at + struct.calcsize(form) :]


def _file(tables: Mapping[str, bytes]) -> bytes:
    """The tables with their directory; the whole sums up to what the standard says."""
    count = len(tables)
    power = count.bit_length() - 1
    search = (count, 16 << power, power, 16 * count - (16 << power))
    begin = 12 + 16 * count
    directory, parts, head_at = [struct.pack(">I4H", 0x00010000, *search)], [], 0
    for name, data in sorted(tables.items()):
        head_at = begin if name == "head" else head_at
        directory.append(struct.pack(">4s3I", name.encode(), _sum(data), begin, len(data)))
        parts.append(data + bytes(-len(data) % 4))
        begin += len(parts[-1])
    whole = b"".join([*directory, *parts])
    return _patched(whole, head_at + 8, ">I", (_MAGIC - _sum(whole)) & 0xFFFFFFFF)


def _sum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
