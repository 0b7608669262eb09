"""Outlines out of a TrueType font that came in somebody's file: read by hand, every step counted.

A font is a program's worth of offsets, and ready-made readers trust it: a table of characters may
unfold into billions of rows, a glyph may be made of itself. Here a lookup reads what it needs, and
a glyph may have so many points and parts. What cannot be read is no glyph (None).
"""

import struct
from collections.abc import Callable, Iterator
from itertools import accumulate

_MOST_TABLES = 64
_MOST_POINTS = 4000
_MOST_PARTS = 64
_DEEPEST = 5
_MOST_RANGES = 70_000

_Point = tuple[float, float, bool]
_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1, 0, 0, 1, 0, 0)


class NotReadable(ValueError):
    """No TrueType font with outlines (glyf), or one whose tables do not fit together."""


class Font:
    """A font by its bytes: which glyph a character has, and the glyph's outline as an SVG path."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._tables = dict(self._directory())
            self.em = self._u16("head", 18)
            self._wide = self._i16("head", 50) == 1
            self.count = self._u16("maxp", 4)
            self._find = self._lookup()
        except (struct.error, KeyError, IndexError) as wrong:
            raise NotReadable("the tables do not fit together") from wrong
        if "glyf" not in self._tables or "loca" not in self._tables or not 16 <= self.em <= 16384:
            raise NotReadable("no outlines of TrueType")

    def glyph_of(self, character: str) -> int:
        """The number of the glyph of a character; 0 when it has none."""
        try:
            glyph = self._find(ord(character))
        except (struct.error, IndexError):
            return 0
        return glyph if 0 <= glyph < self.count else 0

    def advance(self, glyph: int) -> float:
        """How far a glyph moves on, in ems; half an em when the font does not say."""
        try:
            last = self._u16("hhea", 34) - 1
            return self._u16("hmtx", 4 * max(0, min(glyph, last))) / self.em
        except (struct.error, KeyError, IndexError):
            return 0.5

    def path(self, glyph: int) -> str | None:
        """The outline in ems, y downwards; "" for a blank, None for what cannot be read."""
        try:
            self._parts, self._points = 0, 0
            contours = list(self._contours(glyph, _PLAIN, 0))
        except (struct.error, KeyError, IndexError, NotReadable):
            return None
        return "".join(_drawn(contour, self.em) for contour in contours)

    def _directory(self) -> Iterator[tuple[str, tuple[int, int]]]:
        data = self._data
        at = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
        count = struct.unpack_from(">H", data, at + 4)[0]
        if count > _MOST_TABLES:
            raise NotReadable("too many tables")
        for number in range(count):
            name, _, start, length = struct.unpack_from(">4sIII", data, at + 12 + 16 * number)
            if start + length > len(data):
                raise NotReadable("a table outside the file")
            yield name.decode("latin-1"), (start, length)

    def _u16(self, table: str, at: int) -> int:
        start, length = self._tables[table]
        if not 0 <= at <= length - 2:
            raise IndexError(at)
        return int(struct.unpack_from(">H", self._data, start + at)[0])

    def _i16(self, table: str, at: int) -> int:
        value = self._u16(table, at)
        return value - 0x10000 if value & 0x8000 else value

    def _u32(self, table: str, at: int) -> int:
        return self._u16(table, at) << 16 | self._u16(table, at + 2)

    def _lookup(self) -> Callable[[int], int]:
        """The best of its maps from characters to glyphs; one that finds nothing when none is."""
        if "cmap" not in self._tables:
            return lambda code: 0
        known: dict[int, int] = {}
        for number in range(min(self._u16("cmap", 2), _MOST_TABLES)):
            platform, start = self._u16("cmap", 4 + 8 * number), self._u32("cmap", 8 + 8 * number)
            if platform in (0, 3):
                known[self._u16("cmap", start)] = start
        if 12 in known:
            return lambda code: self._in_groups(known[12], code)
        if 4 in known:
            return lambda code: self._in_segments(known[4], code)
        return lambda code: 0

    def _in_groups(self, start: int, code: int) -> int:
        low, high = 0, min(self._u32("cmap", start + 12), _MOST_RANGES)
        while low < high:
            middle = (low + high) // 2
            at = start + 16 + 12 * middle
            if self._u32("cmap", at + 4) < code:
                low = middle + 1
            elif self._u32("cmap", at) > code:
                high = middle
            else:
                return self._u32("cmap", at + 8) + code - self._u32("cmap", at)
        return 0

    def _in_segments(self, start: int, code: int) -> int:
        if code > 0xFFFF:
            return 0
        size = self._u16("cmap", start + 6) // 2 * 2
        low, high = 0, size // 2
        while low < high:
            middle = (low + high) // 2
            if self._u16("cmap", start + 14 + 2 * middle) < code:
                low = middle + 1
            else:
                high = middle
        at = start + 14 + 2 * low
        begins = self._u16("cmap", at + size + 2)
        if low >= size // 2 or code < begins:
            return 0
        delta, offset = self._u16("cmap", at + 2 * size + 2), self._u16("cmap", at + 3 * size + 2)
        if not offset:
            return (code + delta) & 0xFFFF
        glyph = self._u16("cmap", at + 3 * size + 2 + offset + 2 * (code - begins))
        return (glyph + delta) & 0xFFFF if glyph else 0

    def _contours(self, glyph: int, matrix: _Matrix, depth: int) -> Iterator[list[_Point]]:
        if not 0 <= glyph < self.count or depth > _DEEPEST:
            raise NotReadable("a glyph that is none, or is made of itself")
        if self._wide:
            at, end = self._u32("loca", 4 * glyph), self._u32("loca", 4 * glyph + 4)
        else:
            at, end = 2 * self._u16("loca", 2 * glyph), 2 * self._u16("loca", 2 * glyph + 2)
        if at == end:
            return
        contours = self._i16("glyf", at)
        if contours < 0:
            yield from self._composite(at + 10, matrix, depth)
        else:
            yield from self._simple(at + 10, contours, matrix)

    def _simple(self, at: int, contours: int, matrix: _Matrix) -> Iterator[list[_Point]]:
        ends = [self._u16("glyf", at + 2 * each) for each in range(contours)]
        total = ends[-1] + 1 if ends else 0
        self._points += total
        if self._points > _MOST_POINTS or ends != sorted(ends):
            raise NotReadable("too many points")
        at += 2 * contours
        start, length = self._tables["glyf"]
        body = self._data[start : start + length]
        at += 2 + self._u16("glyf", at)
        flags: list[int] = []
        while len(flags) < total:
            flag = body[at]
            at += 1
            again = body[at] if flag & 8 else 0
            at += 1 if flag & 8 else 0
            flags += [flag] * (again + 1)
        flags = flags[:total]
        xs, at = _steps(body, at, flags, short=2, same=16)
        ys, at = _steps(body, at, flags, short=4, same=32)
        a, b, c, d, e, f = matrix
        points = [
            (a * x + c * y + e, b * x + d * y + f, bool(flag & 1))
            for x, y, flag in zip(xs, ys, flags, strict=True)
        ]
        for first, last in zip([0, *(end + 1 for end in ends)], ends, strict=False):
            yield points[first : last + 1]

    def _composite(self, at: int, matrix: _Matrix, depth: int) -> Iterator[list[_Point]]:
        more = True
        while more:
            self._parts += 1
            if self._parts > _MOST_PARTS:
                raise NotReadable("too many parts")
            flags, glyph = self._u16("glyf", at), self._u16("glyf", at + 2)
            at += 4
            if flags & 1:
                dx, dy = self._i16("glyf", at), self._i16("glyf", at + 2)
                at += 4
            else:
                both = self._u16("glyf", at)
                dx, dy = ((each ^ 0x80) - 0x80 for each in (both >> 8, both & 0xFF))
                at += 2
            # Parts placed point on point are rare; they are drawn where they stand.
            x, y = (dx, dy) if flags & 2 else (0, 0)
            count = 1 if flags & 8 else 2 if flags & 0x40 else 4 if flags & 0x80 else 0
            scale = [self._i16("glyf", at + 2 * each) / 16384 for each in range(count)]
            at += 2 * count
            p, q, r, s = _stretched(scale)
            a, b, c, d, e, f = matrix
            inner = (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s,
                     a * x + c * y + e, b * x + d * y + f)  # fmt: skip
            yield from self._contours(glyph, inner, depth + 1)
            more = bool(flags & 0x20)


def _stretched(scale: list[float]) -> tuple[float, float, float, float]:
    """The matrix that none, one, two or four numbers of a part mean."""
    if len(scale) == 4:
        return scale[0], scale[1], scale[2], scale[3]
    return (scale[0], 0.0, 0.0, scale[-1]) if scale else (1.0, 0.0, 0.0, 1.0)


def _steps(
    body: bytes, at: int, flags: list[int], *, short: int, same: int
) -> tuple[list[int], int]:
    """The x or y of each point, from steps of one byte, two bytes, or none."""
    steps = []
    for flag in flags:
        if flag & short:
            steps.append(body[at] if flag & same else -body[at])
            at += 1
        elif flag & same:
            steps.append(0)
        else:
            steps.append(struct.unpack_from(">h", body, at)[0])
            at += 2
    return list(accumulate(steps)), at


def _drawn(points: list[_Point], em: int) -> str:
    """A contour as M, Q and L in ems; between two points off the curve lies one on it."""
    if len(points) < 2:
        return ""
    whole: list[_Point] = []
    for (x, y, on), (x2, y2, on2) in zip(points, [*points[1:], points[0]], strict=True):
        whole.append((x, y, on))
        if not on and not on2:
            whole.append(((x + x2) / 2, (y + y2) / 2, True))
    begin = next((at for at, point in enumerate(whole) if point[2]), 0)
    whole = whole[begin:] + whole[:begin]
    parts = [f"M{_at(whole[0], em)}"]
    control: _Point | None = None
    for point in [*whole[1:], whole[0]]:
        if not point[2]:
            control = point
        elif control is not None:
            parts.append(f"Q{_at(control, em)} {_at(point, em)}")
            control = None
        else:
            parts.append(f"L{_at(point, em)}")
    return "".join(parts) + "Z"


def _at(point: _Point, em: int) -> str:
    return f"{point[0] / em:.4g} {-point[1] / em:.4g}"
