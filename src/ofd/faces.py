"""Fonts to write with: what they can draw, how wide it is, and a small TrueType font of just that.

The faces are files of this machine, so they are trusted; fonts in files of others are not read
here but by `sfnt`.
"""

import re
import unicodedata
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.roundTools import otRound
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from ofd.pages import Face
from ofd.truetype import Outline, Subset

# Letters of these blocks change shape by their neighbours, which OFD leaves to the writer.
_SHAPED = ((0x0590, 0x08FF), (0x0900, 0x0DFF), (0x0E00, 0x109F), (0x1780, 0x17FF),
           (0x1800, 0x18AF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))  # fmt: skip


# Some kilobytes each.
_MOST_OUTLINES = 4000

# Fonts count seconds from 1904; this is the first of 1970.
_NO_DAY = 0x7C25B080


class MissingGlyphs(ValueError):
    """A text has characters that its face cannot draw: nothing is written. `missing` names them."""

    def __init__(self, missing: dict[str, str]) -> None:
        told = "；".join(
            f"{face}：{'、'.join(map(_told, letters))}" for face, letters in missing.items()
        )
        super().__init__(f"字体里没有这些字：{told}")
        self.missing = missing


class NeedsShaping(ValueError):
    """A text in a script whose letters join or reorder; this writer would write it wrong."""


class _Opened:
    """A font file, opened once: what is read of it again and again is kept."""

    def __init__(self, face: Face) -> None:
        font: Any = TTFont(BytesIO(face.data), fontNumber=face.index, lazy=True)
        self.font = font
        self.glyphs: Any = font.getGlyphSet()
        self.names: dict[int, str] = dict(font.getBestCmap())
        self.widths: Any = font["hmtx"].metrics
        self.em = int(font["head"].unitsPerEm)
        said = font["name"]
        self.family = str(said.getBestFamilyName() or "unnamed")
        # Readers keep fonts by name: two weights of a family must not have the same.
        self.name = str(said.getDebugName(6) or said.getBestFullName() or self.family)
        self.bold = int(font["OS/2"].usWeightClass) >= 600
        # Tables are read when first asked for, from one place in one file: outlines under the lock,
        # all others now.
        _ = [font[table] for table in ("hhea", "OS/2", "name")]
        self.reading = Lock()
        self.outlines: dict[str, Outline] = {}
        self.moves = _Moves(self)
        self.same = _same_tables(self)


class _Moves(dict[str, float]):
    """How far each letter of a font moves on, in ems; KeyError for one it does not have."""

    def __init__(self, opened: _Opened) -> None:
        self._opened = opened

    def __missing__(self, letter: str) -> float:
        opened = self._opened
        moved: float = opened.widths[opened.names[ord(letter)]][0] / opened.em
        self[letter] = moved
        return moved


# A font of all Chinese characters takes a second to open; a process sets in two or three of them.
_opened = lru_cache(maxsize=8)(_Opened)


class Shape:
    """A face at work on one document: it measures, and remembers which letters were used."""

    def __init__(self, face: Face) -> None:
        self._face = _opened(face)
        self.name, self.family = self._face.name, self._face.family
        self.bold = self._face.bold
        self.em = self._face.em
        self.used: set[str] = set()
        lines = self._face.font["hhea"]
        # How far letters reach above and below the base line, in ems.
        self.ascent, self.descent = lines.ascent / self.em, -lines.descent / self.em

    def missing(self, text: str) -> str:
        """The characters of `text` it cannot draw, each once, in order. NeedsShaping as named."""
        for letter in text:
            if _needs_shaping(letter):
                raise NeedsShaping(f"本程序不会排这种文字：{_told(letter)}")
        names = self._face.names
        return "".join(dict.fromkeys(each for each in text if ord(each) not in names))

    def advances(self, text: str) -> list[float]:
        """How far each letter moves on, in ems. KeyError for a letter it does not have."""
        self.used |= set(text)
        moves = self._face.moves
        return [moves[each] for each in text]

    def subset(self) -> bytes:
        """A TrueType font of the letters used so far, the same bytes for the same letters.

        Outlines of other kinds become quadratic within a thousandth of an em. Hints, kerning and
        substitutions are left out: positions are written down, glyph by glyph.
        """
        letters = sorted(self.used)
        sources = [".notdef", *(self._face.names[ord(each)] for each in letters)]
        with self._face.reading:
            outlines = [self._outline(each) for each in sources]
        wide = [otRound(self._face.widths[source][0]) for source in sources]
        return Subset([ord(each) for each in letters], outlines, wide).font(self._face.same)

    def _outline(self, glyph: str) -> Outline:
        """Drawn once a process: documents of one kind have most of their letters in common."""
        known = self._face.outlines
        if glyph not in known:
            if len(known) >= _MOST_OUTLINES:
                known.clear()
            known[glyph] = self._drawn(glyph)
        return known[glyph]

    def _drawn(self, glyph: str) -> Outline:
        pen = TTGlyphPen(None)
        # Contours of the two kinds of outlines run in opposite directions.
        is_quadratic = "glyf" in self._face.font
        out = pen if is_quadratic else Cu2QuPen(pen, self.em / 1000, reverse_direction=True)
        self._face.glyphs[glyph].draw(DecomposingFilterPen(out, self._face.glyphs))
        return Outline.of(pen.glyph())


def _same_tables(face: _Opened) -> dict[str, bytes]:
    """The tables that every subset of a face has alike but for numbers, of one without letters."""
    built = FontBuilder(face.em, isTTF=True)
    built.setupGlyphOrder([".notdef"])
    built.setupCharacterMap({})
    built.setupGlyf({".notdef": TTGlyphPen(None).glyph()})
    built.setupHorizontalMetrics({".notdef": (face.em, 0)})
    head, os2, said = face.font["hhea"], face.font["OS/2"], face.font["name"]
    built.setupHorizontalHeader(ascent=head.ascent, descent=head.descent)
    # The notice and the licence travel with the letters, as the licences of free fonts ask.
    kept = {"copyright": 0, "licenseDescription": 13, "licenseInfoURL": 14}
    names = {key: said.getDebugName(number) or "" for key, number in kept.items()}
    notice = {key: text for key, text in names.items() if text}
    family = {"familyName": face.name, "styleName": "Regular"}
    more = {"fullName": face.name, "psName": re.sub("[^A-Za-z0-9-]", "", face.name)[:63]}
    built.setupNameTable({**family, **more, **notice})
    built.setupOS2(
        sTypoAscender=head.ascent,
        sTypoDescender=head.descent,
        usWinAscent=max(head.ascent, 0),
        usWinDescent=max(-head.descent, 0),
        usWeightClass=os2.usWeightClass,
        fsType=getattr(os2, "fsType", 0),
        # Of the whole face: what a subset covers, its map of characters says.
        xAvgCharWidth=os2.xAvgCharWidth,
        **{f"ulUnicodeRange{at}": getattr(os2, f"ulUnicodeRange{at}", 0) for at in (1, 2, 3, 4)},
    )
    built.setupPost(keepGlyphNames=False)
    # A font is dated when it is saved, unless it is told not to be.
    built.updateHead(created=_NO_DAY, modified=_NO_DAY)
    built.font.recalcTimestamp = False
    out = BytesIO()
    built.save(out)
    whole = TTFont(BytesIO(out.getvalue()))
    wanted = ("OS/2", "head", "hhea", "maxp", "name", "post")
    return {name: whole.getTableData(name) for name in wanted}


@lru_cache(maxsize=_MOST_OUTLINES)
def _needs_shaping(letter: str) -> bool:
    code = ord(letter)
    if unicodedata.combining(letter) or unicodedata.bidirectional(letter) in ("R", "AL"):
        return True
    return any(first <= code <= last for first, last in _SHAPED)


def _told(letter: str) -> str:
    return f"{letter}（U+{ord(letter):04X}）"
