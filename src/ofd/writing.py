"""An OFD file (GB/T 33190-2016) from plain data; the same data give the same bytes."""

import re
import struct
from base64 import b16encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from math import isfinite
from typing import Any

import segno

from ofd.archive import document, element, packed, words
from ofd.faces import MissingGlyphs, Shape
from ofd.pages import Code, Document, Image, Item, Page, Path, Text, n
from ofd.sm3 import sm3

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_IDENTIFIER = re.compile(r"[0-9a-f]{32}\Z")
# Of a QR code: modules of quiet around it, as ISO/IEC 18004 asks.
_QUIET = 4
_DARK = re.compile(rb"\x01+")
# Where files lie that are the same in many documents.
TEMPLATES = "Doc_0/Tpls/"
_PNG = b"\x89PNG\r\n\x1a\n"


def write(doc: Document, *, small: bool = True) -> bytes:
    """The file; not `small` when it is to be sealed at once, which packs it anew.

    MissingGlyphs when a face lacks a character, and nothing is written; NeedsShaping for scripts
    whose letters join. ValueError for colours, pictures and numbers that are none, KeyError for a
    face that the document does not bring.
    """
    if not _IDENTIFIER.match(doc.identifier):
        raise ValueError("an identifier is 32 hex digits")
    if not doc.pages:
        raise ValueError("a document has a page")
    shapes = {name: Shape(face) for name, face in doc.faces.items()}
    _refuse_missing(doc, shapes)
    files = _Writer(doc, shapes).files()
    shared = {name for name in files if name.startswith(TEMPLATES)}
    return packed(files, again=shared) if small else packed(files, plain=files)


def measure(text: str, shape: Shape, size: float, spacing: float = 0.0) -> float:
    """How wide a line of text is, in millimetres. KeyError for a letter the face does not have."""
    return sum(shape.advances(text)) * size + spacing * max(len(text) - 1, 0)


def _refuse_missing(doc: Document, shapes: dict[str, Shape]) -> None:
    wanted: dict[str, str] = {}
    for page in doc.pages:
        for item in page.items:
            if isinstance(item, Text):
                wanted[item.face] = wanted.get(item.face, "") + item.text
    missing = {face: shapes[face].missing(text) for face, text in wanted.items()}
    lacking = {face: letters for face, letters in missing.items() if letters}
    if lacking:
        raise MissingGlyphs(lacking)


@dataclass
class _Writer:
    """One writing: identifiers are given in order, resources once each."""

    doc: Document
    shapes: dict[str, Shape]
    _ids: Any = field(default_factory=lambda: count(1))
    _last: int = 0
    _fonts: dict[str, int] = field(default_factory=dict)
    _images: dict[bytes, int] = field(default_factory=dict)
    _space: int = 0
    # What lies behind pages, by the page's size: its number, its file.
    _behind: dict[tuple[Any, ...], tuple[int, bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # One colour space for all that has a colour.
        self._space = self._next()
        # Numbered before all else, so that the same ones are the same bytes in every document.
        for page in self.doc.pages:
            key = _key_behind(page)
            if page.behind and key not in self._behind:
                number = self._next()
                told, self._last = _template(*key, self._space, number)
                self._ids = count(self._last + 1)
                self._behind[key] = number, told

    def files(self) -> dict[str, bytes]:
        """Every file by its name, in the order they are packed."""
        layers, pages = {}, []
        for number, page in enumerate(self.doc.pages):
            name = f"Pages/Page_{number}/Content.xml"
            pages.append(element("Page", ID=self._next(), BaseLoc=name))
            layers[f"Doc_0/{name}"] = self._page(page)
        fonts = {f"Doc_0/Res/Font_{i}.ttf": self.shapes[name].subset()
                 for i, name in enumerate(self._fonts)}  # fmt: skip
        images = {f"Doc_0/Res/Image_{i}.png": data for i, data in enumerate(self._images)}
        attached = self._attachments()
        return {
            "OFD.xml": self._ofd(),
            "Doc_0/Document.xml": self._document(pages, bool(images), bool(attached)),
            "Doc_0/PublicRes.xml": self._public(),
            **{
                f"{TEMPLATES}Tpl_{i}/Content.xml": told
                for i, (_, told) in enumerate(self._behind.values())
            },
            **({"Doc_0/DocumentRes.xml": self._media()} if images else {}),
            **layers,
            **fonts,
            **images,
            **attached,
        }

    def _next(self) -> int:
        self._last = next(self._ids)
        return self._last

    def _ofd(self) -> bytes:
        doc, day = self.doc, self.doc.created.isoformat()
        custom = "".join(
            element("CustomData", words(value), Name=name) for name, value in doc.custom.items()
        )
        told = [("DocID", doc.identifier), ("Title", doc.title), ("Author", doc.author),
                ("CreationDate", day), ("ModDate", day), ("DocUsage", "Normal"),
                ("Creator", doc.creator)]  # fmt: skip
        info = "".join(element(name, words(value)) for name, value in told if value)
        if custom:
            info += element("CustomDatas", custom)
        body = element("DocInfo", info) + element("DocRoot", "Doc_0/Document.xml")
        return document(element("OFD", element("DocBody", body), Version="1.0", DocType="OFD"))

    def _document(self, pages: list[str], has_images: bool, has_attachments: bool) -> bytes:
        first = self.doc.pages[0]
        common = [
            element("MaxUnitID", str(self._last)),
            element("PageArea", element("PhysicalBox", _box(0, 0, first.width, first.height))),
            element("PublicRes", "PublicRes.xml"),
        ]
        if has_images:
            common.append(element("DocumentRes", "DocumentRes.xml"))
        common += [
            element("TemplatePage", ID=key, BaseLoc=f"Tpls/Tpl_{i}/Content.xml")
            for i, (key, _) in enumerate(self._behind.values())
        ]
        parts = [element("CommonData", *common), element("Pages", *pages)]
        if has_attachments:
            parts.append(element("Attachments", "Attachs/Attachments.xml"))
        return document(element("Document", *parts))

    def _public(self) -> bytes:
        space = element("ColorSpaces", element("ColorSpace", ID=self._space, Type="RGB"))
        fonts = "".join(
            element(
                "Font",
                element("FontFile", f"Font_{i}.ttf"),
                ID=key,
                FontName=self.shapes[name].name,
                FamilyName=self.shapes[name].family,
                Bold="true" if self.shapes[name].bold else "",
            )
            for i, (name, key) in enumerate(self._fonts.items())
        )
        return document(
            element("Res", space, element("Fonts", fonts) if fonts else "", BaseLoc="Res")
        )

    def _media(self) -> bytes:
        media = "".join(
            element("MultiMedia", element("MediaFile", f"Image_{i}.png"),
                    ID=key, Type="Image", Format="PNG")
            for i, key in enumerate(self._images.values())
        )  # fmt: skip
        return document(element("Res", element("MultiMedias", media), BaseLoc="Res"))

    def _attachments(self) -> dict[str, bytes]:
        if not self.doc.attachments:
            return {}
        files, rows = {}, []
        for number, each in enumerate(self.doc.attachments):
            ending = re.sub(r"[^a-z0-9]", "", each.format.lower()) or "dat"
            name = f"Attach_{number}.{ending}"
            files[f"Doc_0/Attachs/{name}"] = each.data
            rows.append(
                element(
                    "Attachment",
                    element("FileLoc", name),
                    ID=f"A{number + 1}",
                    Name=each.name,
                    Format=each.format,
                    Size=n(len(each.data) / 1024),
                )
            )
        return {"Doc_0/Attachs/Attachments.xml": document(element("Attachments", *rows)), **files}

    def _page(self, page: Page) -> bytes:
        box = _box(0, 0, page.width, page.height)
        layer = self._next()
        items = "".join(self._item(item, page) for item in page.items)
        behind = ""
        if page.behind:
            number, _ = self._behind[_key_behind(page)]
            behind = element("Template", TemplateID=number, ZOrder="Background")
        return document(
            element(
                "Page",
                behind,
                element("Area", element("PhysicalBox", box)),
                element("Content", element("Layer", items, ID=layer, Type="Body")),
            )
        )

    def _item(self, item: Item, page: Page) -> str:
        if isinstance(item, Text):
            return self._text(item)
        if isinstance(item, Image):
            return self._image(item)
        if isinstance(item, Code):
            return self._code(item)
        return _path_told(item, page.width, page.height, self._space, self._next())

    def _text(self, item: Text) -> str:
        if not item.text:
            return ""
        shape = self.shapes[item.face]
        steps = [each * item.size + item.spacing for each in shape.advances(item.text)]
        width = measure(item.text, shape, item.size, item.spacing)
        x = item.x - {"start": 0.0, "middle": width / 2, "end": width}[item.anchor]
        above, below = shape.ascent * item.size, shape.descent * item.size
        code = element(
            "TextCode",
            words(item.text),
            X="0",
            Y=n(above),
            DeltaX=" ".join(n(step) for step in steps[:-1]),
        )
        return element(
            "TextObject",
            element("FillColor", Value=_colour(item.colour), ColorSpace=self._space),
            code,
            ID=self._next(),
            Boundary=_box(x, item.y - above, width, above + below),
            Font=self._font(item.face),
            Size=n(_number(item.size)),
        )

    def _code(self, item: Code) -> str:
        """The code as one path, a square for every run of dark modules in a row: one is one long,
        and the matrix makes it as long as it is on the page.
        """
        matrix = code_of(item.text)
        module = n(_number(item.size) / (len(matrix) + 2 * _QUIET), 6)
        return element(
            "PathObject",
            element("FillColor", Value=_colour(item.colour), ColorSpace=self._space),
            element("AbbreviatedData", " ".join(_runs(matrix))),
            ID=self._next(),
            Boundary=_box(item.x, item.y, item.size, item.size),
            CTM=f"{module} 0 0 {module} 0 0",
            Stroke="false",
            Fill="true",
        )

    def _image(self, item: Image) -> str:
        if item.png[:8] != _PNG or len(item.png) < 24 or 0 in struct.unpack(">II", item.png[16:24]):
            raise ValueError("a picture is a PNG")
        if item.png not in self._images:
            self._images[item.png] = self._next()
        # A picture fills the unit square; the matrix makes that its box.
        return element(
            "ImageObject",
            ID=self._next(),
            Boundary=_box(item.x, item.y, item.width, item.height),
            CTM=f"{n(item.width)} 0 0 {n(item.height)} 0 0",
            ResourceID=self._images[item.png],
        )

    def _font(self, name: str) -> int:
        if name not in self._fonts:
            self._fonts[name] = self._next()
        return self._fonts[name]


def _key_behind(page: Page) -> tuple[tuple[Path, ...], float, float]:
    return page.behind, page.width, page.height


@lru_cache(maxsize=8)
def _template(
    behind: tuple[Path, ...], width: float, height: float, space: int, number: int
) -> tuple[bytes, int]:
    """What lies behind a page as a file of its own, and the last number in it."""
    items = [
        _path_told(each, width, height, space, number + 2 + at) for at, each in enumerate(behind)
    ]
    layer = element("Layer", *items, ID=number + 1, Type="Body")
    area = element("Area", element("PhysicalBox", _box(0, 0, width, height)))
    told = document(element("Page", area, element("Content", layer)))
    return told, number + 1 + len(items)


def _path_told(item: Path, width: float, height: float, space: int, number: int) -> str:
    look: dict[str, object] = {"Stroke": "true" if item.stroke else "false"}
    if item.fill:
        look |= {"Fill": "true", "Rule": "Even-Odd" if item.even_odd else ""}
    if item.stroke:
        look |= {"LineWidth": n(_number(item.width)), "Join": "Round"}
    if item.alpha != 255:
        look["Alpha"] = max(0, min(255, item.alpha))
    colours = "".join(
        element(name, Value=_colour(value), ColorSpace=space)
        for name, value in (("StrokeColor", item.stroke), ("FillColor", item.fill))
        if value
    )
    return element(
        "PathObject",
        colours,
        element("AbbreviatedData", words(item.data)),
        ID=number,
        Boundary=_box(0, 0, width, height),
        **look,
    )


def _colour(colour: str) -> str:
    if not _COLOUR.match(colour):
        raise ValueError(f"not a colour: {colour!r}")
    return " ".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))


@lru_cache(maxsize=32)
def code_of(text: str) -> tuple[bytes, ...]:
    """The QR code of a text, row by row, 1 for a dark module: level M, the smallest that holds it.

    A fixed mask is ten times faster than looking for the best, and is read as well.
    """
    code = segno.make_qr(text, error="m", mask=3, boost_error=False)
    return tuple(map(bytes, code.matrix))


def _runs(matrix: Sequence[bytes]) -> Iterator[str]:
    for row, modules in enumerate(matrix, _QUIET):
        for run in _DARK.finditer(modules):
            left, right = (at + _QUIET for at in run.span())
            yield f"M {left} {row} L {right} {row} L {right} {row + 1} L {left} {row + 1} C"


def _box(x: float, y: float, width: float, height: float) -> str:
    return " ".join(n(_number(each)) for each in (x, y, width, height))


def _number(number: float) -> float:
    if not isfinite(number) or abs(number) > 1e6:
        raise ValueError(f"not a length: {number}")
    return number


def identifier_of(*parts: str) -> str:
    """An identifier for a document that is made of the same parts every time."""
    return b16encode(sm3("\0".join(parts).encode())[:16]).decode().lower()
