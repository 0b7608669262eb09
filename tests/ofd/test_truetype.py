"""The subset that is put together here is what fontTools would have made of the same outlines."""

import io
from collections.abc import Sequence
from typing import Any

import pytest
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from tests.ofd import specimen

from ofd import Shape
from ofd.sfnt import Font
from ofd.truetype import Outline, Subset

RECKONED = {
    "head": ("xMin", "yMin", "xMax", "yMax", "indexToLocFormat"),
    "hhea": ("advanceWidthMax", "minLeftSideBearing", "minRightSideBearing", "xMaxExtent"),
    "maxp": ("numGlyphs", "maxPoints", "maxContours"),
    "OS/2": ("usFirstCharIndex", "usLastCharIndex"),
}


def _opened(data: bytes) -> Any:
    # Checksums of all tables are compared as they are read.
    return TTFont(io.BytesIO(data), checkChecksums=2)


def _subset(text: str) -> bytes:
    shape = Shape(specimen.face())
    shape.advances(text)
    return shape.subset()


def _triangle(size: int) -> Outline:
    pen = TTGlyphPen(None)
    pen.moveTo((0, -5))
    pen.lineTo((size, 0))
    pen.lineTo((0, size))
    pen.closePath()
    return Outline.of(pen.glyph())


def _of(codes: Sequence[int], size: int = 700) -> bytes:
    outlines = [_triangle(size)] * (len(codes) + 1)
    return Subset(codes, outlines, [1000] * (len(codes) + 1)).font(
        Shape(specimen.face())._face.same
    )


@pytest.mark.parametrize("text", ["阿克苏市 2026", "一", "", " ", "ABC abc，。：第号"])
def test_every_number_is_what_fonttools_reckons(text: str) -> None:
    ours = _opened(_subset(text))
    again = io.BytesIO()
    for name in RECKONED:
        assert ours[name]
    _ = [ours[name] for name in ("glyf", "hmtx", "cmap")]
    kept = {(name, key): getattr(ours[name], key) for name in RECKONED for key in RECKONED[name]}
    ours.save(again)
    theirs = _opened(again.getvalue())
    assert kept == {(name, key): getattr(theirs[name], key) for name, key in kept}


def test_every_letter_has_its_own_outline_and_its_width() -> None:
    text = "阿克苏市新闻出版局 2026"
    font, face = _opened(_subset(text)), Shape(specimen.face())
    names = font.getBestCmap()
    assert set(names) == set(map(ord, text))
    for letter, moved in zip(text, face.advances(text), strict=True):
        assert font["hmtx"][names[ord(letter)]][0] / face.em == pytest.approx(moved)
    shapes = {font["glyf"][name].compile(font["glyf"]) for name in names.values()}
    assert len(shapes) == len(names)


def test_letters_beyond_the_basic_plane_are_found_beside_those_within() -> None:
    codes = [0x41, 0x42, 0x4E00, 0xFFFF, 0x10000, 0x20000, 0x20001, 0x2A6D6]
    font = _opened(_of(codes))
    assert {each.format for each in font["cmap"].tables} == {4, 12}
    best = font.getBestCmap()
    assert [font.getGlyphID(best[code]) for code in codes] == list(range(1, len(codes) + 1))
    # And by the reader of strangers' fonts, which is written by hand too.
    reader = Font(_of(codes))
    assert [reader.glyph_of(chr(code)) for code in codes] == list(range(1, len(codes) + 1))
    assert reader.glyph_of("C") == 0


def test_a_large_subset_has_long_offsets() -> None:
    codes = range(0x4E00, 0x4E00 + 7000)
    font = _opened(_of(codes))
    assert font["head"].indexToLocFormat == 1
    last = font["glyf"][font.getBestCmap()[0x4E00 + 6999]]
    assert (last.xMax, last.yMin) == (700, -5)
