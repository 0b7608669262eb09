"""Text, paths and pictures of a page as SVG. Nothing of the file reaches the SVG but numbers,
colours, escaped text and pictures known by their first bytes.
"""

import re
import unicodedata
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import isfinite
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from ofd.package import attribute, child, children, tag, text
from ofd.resources import Resources
from ofd.sfnt import Font

_MOST_OBJECTS = 20_000
_MOST_LETTERS = 100_000
_MOST_OUTPUT = 24 * 1024 * 1024
_MOST_NUMBERS = 400_000
_DEEPEST = 12
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
# Of the letters of AbbreviatedData: what SVG calls them, and how many numbers follow.
_STEPS = {"S": ("M", 2), "M": ("M", 2), "L": ("L", 2), "Q": ("Q", 4), "B": ("C", 6),
          "A": ("A", 7), "C": ("Z", 0)}  # fmt: skip
_CAPS = {"Round": "round", "Square": "square"}
_JOINS = {"Round": "round", "Bevel": "bevel"}
_SHADED = ("Pattern", "AxialShd", "RadialShd", "GouraudShd", "LaGourandShd", "LaGouraudShd")

WORDS = {
    "too-much": "内容太多，只画出了一部分。",
    "font": "有的字体没有嵌入，或者不是 TrueType，用相近的字体代替。",
    "glyph": "有的字在嵌入的字体里没有，用相近的字体代替。",
    "picture": "有的图片不是常见格式或者缺失，没有画出。",
    "shading": "渐变、底纹按单一颜色画出。",
    "clip": "裁剪区域没有处理，内容可能多画。",
    "colour": "有的颜色取自调色板或者写法不明，按黑色画出。",
    "direction": "竖排或者旋转的文字按横排画出。",
    "object": "有的图元本程序不认识，没有画出。",
    "broken": "有的图元写得不对，没有画出。",
    "seal-picture": "有的印章图片不是常见格式，没有画出。",
    "part": "有的页面部件缺失或者读不出来，没有画出。",
}


# The number of a glyph where the file says one, and the letter it is for ("" where none is).
Unit = tuple[int | None, str]


class Full(Exception):
    """The page has more than is drawn."""


@dataclass
class Canvas:
    """One page being drawn: what is there so far, and what was left out."""

    resources: Resources
    prefix: str
    parts: list[str] = field(default_factory=list)
    glyphs: dict[str, str] = field(default_factory=dict)
    spoken: list[str] = field(default_factory=list)
    not_drawn: Counter[str] = field(default_factory=Counter)
    _room: int = _MOST_OUTPUT
    _objects: int = 0
    _letters: int = 0
    _numbers: int = 0

    def add(self, part: str) -> None:
        """Put one more piece of SVG on the page; Full when it is one too many."""
        self._room -= len(part)
        if self._room < 0:
            raise Full
        self.parts.append(part)

    def block(self, element: Element, depth: int = 0) -> None:
        """Draw what a layer, a block or an appearance holds, the lowest first."""
        if depth > _DEEPEST:
            raise Full
        for each in element:
            kind = tag(each)
            self._objects += 1
            if self._objects > _MOST_OBJECTS:
                raise Full
            if each.get("Visible", "true").lower() in ("false", "0"):
                continue
            spoken = len(self.spoken)
            try:
                self._object(kind, each, depth)
            except (ValueError, OverflowError):
                self.not_drawn["broken"] += 1
                if kind == "TextObject":  # what it says is told, if not where
                    self.spoken[spoken:] = [code.text or "" for code in children(each, "TextCode")]

    def _object(self, kind: str, each: Element, depth: int) -> None:
        if kind == "PageBlock":
            self.block(each, depth + 1)
        elif kind == "TextObject":
            self._drawn(each, self._text(each))
        elif kind == "PathObject":
            self._drawn(each, self._path(each))
        elif kind == "ImageObject":
            self._drawn(each, self._image(each), placed=True)
        elif kind == "CompositeObject":
            self._composite(each, depth)
        elif kind not in ("Actions", "Clips"):
            self.not_drawn["object"] += 1

    def _drawn(self, element: Element, inner: str, *, placed: bool = False) -> None:
        if child(element, "Clips") is not None:
            self.not_drawn["clip"] += 1
        if inner:
            move = _matrix(element, without=placed)
            self.add(f'<g transform="{move}"{_opacity(element)}>{inner}</g>')

    def _composite(self, element: Element, depth: int) -> None:
        unit = self.resources.element(element.get("ResourceID", ""), "CompositeGraphicUnit")
        content = child(unit, "Content")
        if content is None:
            self.not_drawn["object"] += 1
            return
        self.add(f'<g transform="{_matrix(element)}"{_opacity(element)}>')
        self.block(content, depth + 1)
        self.add("</g>")

    def _path(self, element: Element) -> str:
        said = child(element, "AbbreviatedData")
        data = " ".join(self._steps((said.text or "") if said is not None else ""))
        if not data:
            return ""
        look = self.resources.look
        stroked = look(element, "Stroke", "true").lower() != "false"
        filled = look(element, "Fill", "false").lower() == "true"
        rule = ' fill-rule="evenodd"' if look(element, "Rule") == "Even-Odd" else ""
        return f'<path d="{data}"{self._paint(element, stroked, filled)}{rule}/>'

    def _steps(self, data: str) -> Iterator[str]:
        tokens = _TOKEN.findall(data[: _MOST_OUTPUT // 4])
        self._numbers += len(tokens)
        if self._numbers > _MOST_NUMBERS:
            raise Full
        at = 0
        while at < len(tokens):
            letter, count = _STEPS.get(tokens[at], ("", 0))
            numbers = tokens[at + 1 : at + 1 + count]
            if not letter or len(numbers) < count or any(each.isalpha() for each in numbers):
                raise ValueError("not a path")
            yield letter + " ".join(_n(number(each)) for each in numbers)
            at += 1 + count

    def _paint(self, element: Element, stroked: bool, filled: bool) -> str:
        look = self.resources.look
        told = f' fill="{self._colour(element, "FillColor")}"' if filled else ' fill="none"'
        if not stroked:
            return told
        told += f' stroke="{self._colour(element, "StrokeColor")}"'
        told += f' stroke-width="{_n(number(look(element, "LineWidth", "0.353")))}"'
        if (cap := _CAPS.get(look(element, "Cap"))) is not None:
            told += f' stroke-linecap="{cap}"'
        if (join := _JOINS.get(look(element, "Join"))) is not None:
            told += f' stroke-linejoin="{join}"'
        dashes = [number(each) for each in look(element, "DashPattern").split()[:20]]
        if dashes and min(dashes) >= 0 and max(dashes) > 0:
            told += f' stroke-dasharray="{" ".join(map(_n, dashes))}"'
        return told

    def _colour(self, element: Element, name: str) -> str:
        found = self.resources.colour(element, name)
        if found is None:
            return "#000000" if name == "StrokeColor" or tag(element) == "TextObject" else "none"
        for kind in _SHADED:
            if (shaded := child(found, kind)) is not None:
                self.not_drawn["shading"] += 1
                first = child(shaded, "Segment", "Color")
                found = first if first is not None else found
        # One writer puts the value into an element of that name.
        told = attribute(found, "Value") or text(child(found, "Value"))
        values = [number(each) for each in told.split()[:4]]
        space = self.resources.element(found.get("ColorSpace", ""), "ColorSpace")
        kind = space.get("Type", "RGB") if space is not None else "RGB"
        rgb = _rgb(values, kind)
        if rgb is None:
            self.not_drawn["colour"] += 1
            return "#000000"
        return "#" + "".join(f"{max(0, min(255, round(each))):02x}" for each in rgb)

    def _image(self, element: Element) -> str:
        picture = self.resources.picture(element.get("ResourceID", ""))
        if picture is None:
            self.not_drawn["picture"] += 1
            return ""
        _, _, width, height = box(element.get("Boundary", ""))
        matrix = element.get("CTM") or f"{width} 0 0 {height} 0 0"
        return image(picture, f"matrix({_six(matrix)})")

    def _text(self, element: Element) -> str:
        size = number(attribute(element, "Size"))
        wide = size * number(element.get("HScale", "1"))
        font = self.resources.font(element.get("Font", ""))
        if font is None:
            self.not_drawn["font"] += 1
        if element.get("ReadDirection", "0") != "0" or element.get("CharDirection", "0") != "0":
            self.not_drawn["direction"] += 1
        filled = element.get("Fill", "true").lower() != "false"
        stroked = element.get("Stroke", "false").lower() == "true"
        out = []
        x = y = 0.0
        for code, given in _codes(element):
            said = code.text or ""
            self._letters += len(said)
            if self._letters > _MOST_LETTERS:
                raise Full
            self.spoken.append(said)
            x = number(code.get("X", _n(x)))
            y = number(code.get("Y", _n(y)))
            units = _units(said, given)
            places = _places(units, code, x, y, wide, font)
            for unit, (left, base) in zip(units, places, strict=True):
                out.append(self._letter(element, font, unit, left, base, wide, size))
        return f"<g{self._paint(element, stroked, filled)}>{''.join(out)}</g>" if out else ""

    def _letter(
        self, element: Element, font: Font | None, unit: Unit,
        left: float, base: float, wide: float, size: float,
    ) -> str:  # fmt: skip
        glyph, letter = unit
        if font is not None:
            chosen = font.glyph_of(letter) if glyph is None and letter else glyph or 0
            key = self._outlined(element.get("Font", ""), font, chosen)
            if key:
                if not self.glyphs[key]:
                    return ""
                scale = f"{_n(wide)} 0 0 {_n(size)} {_n(left)} {_n(base)}"
                return f'<use href="#{key}" transform="matrix({scale})"/>'
            if not letter.isspace():
                self.not_drawn["glyph"] += 1
        if not letter or letter.isspace() or not letter.isprintable():
            return ""
        return (
            f'<text x="{_n(left)}" y="{_n(base)}" font-size="{_n(size)}" '
            f'font-family="serif">{escape(letter)}</text>'
        )

    def _outlined(self, name: str, font: Font, glyph: int) -> str:
        """The key of a glyph's outline, drawn once a page; "" when there is none to draw."""
        key = f"{self.prefix}f{_name(name)}g{glyph}"
        if key in self.glyphs:
            return key
        outline = font.path(glyph) if glyph else None
        if outline is None:
            return ""
        self._room -= len(outline)
        self.glyphs[key] = outline
        return key


def _codes(element: Element) -> Iterable[tuple[Element, list[Element]]]:
    """Each TextCode with the transforms from characters to glyphs that stand before it."""
    given: list[Element] = []
    for each in element:
        if tag(each) == "CGTransform":
            given.append(each)
        elif tag(each) == "TextCode":
            yield each, given
            given = []


def _units(said: str, given: list[Element]) -> list[Unit]:
    """The letters, with the numbers of glyphs that transforms name in their place."""
    units: list[Unit] = [(None, letter) for letter in said]
    for each in sorted(given, key=lambda each: -int(each.get("CodePosition", "0"))):
        begin, count = int(each.get("CodePosition", "0")), int(each.get("CodeCount", "1"))
        glyphs = "".join(glyphs.text or "" for glyphs in children(each, "Glyphs")).split()
        if 0 <= begin <= len(said) and count > 0 and len(glyphs) <= len(said) + 100:
            # Where a letter stands for each glyph it is kept, for readers without the font.
            letters = said[begin : begin + count].ljust(len(glyphs), "\0")
            units[begin : begin + count] = [
                (int(glyph), letter.strip("\0"))
                for glyph, letter in zip(glyphs, letters, strict=False)
            ]
    return units


def _places(
    units: list[Unit], code: Element, x: float, y: float, wide: float, font: Font | None
) -> Iterator[tuple[float, float]]:
    across = _deltas(code.get("DeltaX", ""), len(units))
    down = _deltas(code.get("DeltaY", ""), len(units))
    for at, unit in enumerate(units):
        yield x, y
        if at < len(across):
            x += across[at]
        elif not down:
            x += _advance(unit, font) * wide
        if at < len(down):
            y += down[at]


def _advance(unit: Unit, font: Font | None) -> float:
    glyph, letter = unit
    if font is not None:
        return font.advance(font.glyph_of(letter) if glyph is None else glyph)
    return 1.0 if not letter or unicodedata.east_asian_width(letter) in "WF" else 0.5


def _deltas(said: str, most: int) -> list[float]:
    """The steps of DeltaX or DeltaY; "g 3 5" stands for three steps of 5."""
    tokens = said.split()[: 3 * most + 3]
    out: list[float] = []
    at = 0
    while at < len(tokens) and len(out) < most:
        if tokens[at] == "g":
            if at + 2 >= len(tokens):
                raise ValueError("a repetition without its number")
            out += [number(tokens[at + 2])] * max(0, min(int(tokens[at + 1]), most))
            at += 3
        else:
            out.append(number(tokens[at]))
            at += 1
    return out


def _rgb(values: list[float], kind: str) -> list[float] | None:
    if kind == "GRAY" and len(values) == 1:
        return values * 3
    if kind == "CMYK" and len(values) == 4:
        return [(255 - each) * (255 - values[3]) / 255 for each in values[:3]]
    return values if len(values) == 3 else None


def image(picture: tuple[str, bytes], transform: str) -> str:
    """A picture that fills the unit square, moved by a transform."""
    kind, data = picture
    return (
        f'<image width="1" height="1" preserveAspectRatio="none" transform="{transform}" '
        f'href="data:{kind};base64,{b64encode(data).decode()}"/>'
    )


def box(said: str) -> tuple[float, float, float, float]:
    """The four numbers of a box; ValueError when it is none."""
    x, y, width, height = (number(each) for each in said.split())
    return x, y, width, height


def number(said: str) -> float:
    """A number of the file; ValueError when it is none, or beyond what a page can hold."""
    value = float(said)
    if not isfinite(value) or abs(value) > 1e7:
        raise ValueError("not a number for a page")
    return value


def _matrix(element: Element, *, without: bool = False) -> str:
    said = element.get("Boundary", "")
    x, y, _, _ = box(said) if said else (0.0, 0.0, 0.0, 0.0)
    moved = f"translate({_n(x)} {_n(y)})"
    turned = element.get("CTM")
    return f"{moved} matrix({_six(turned)})" if turned and not without else moved


def _six(said: str) -> str:
    numbers = [number(each) for each in said.split()]
    if len(numbers) != 6:
        raise ValueError("a matrix has six numbers")
    return " ".join(map(_n, numbers))


def _opacity(element: Element) -> str:
    alpha = number(element.get("Alpha", "255"))
    return "" if alpha >= 255 else f' opacity="{_n(max(0.0, alpha) / 255)}"'


def _n(value: float) -> str:
    return f"{value:.6g}"


def _name(said: str) -> str:
    return "".join(each for each in said if each.isascii() and each.isalnum())[:20]
