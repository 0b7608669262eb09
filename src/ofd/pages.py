"""A document as plain data: pages and what stands on them, in millimetres from the top left."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

BLACK = "#000000"


@dataclass(frozen=True)
class Face:
    """A font of this machine to set text in: TrueType or OpenType, or one of a collection."""

    data: bytes = field(repr=False)
    index: int = 0


@dataclass(frozen=True)
class Text:
    """One line of text. `y` is its base line, `size` the height of an em.

    `x` is where it begins; with `anchor` "middle" or "end" it is its middle or its end. `spacing`
    is added between letters.
    """

    x: float
    y: float
    text: str
    face: str
    size: float
    colour: str = BLACK
    anchor: str = "start"
    spacing: float = 0.0


@dataclass(frozen=True)
class Path:
    """A drawing in the letters of OFD: M, L, Q, B (Bézier), A and C (close), each with numbers.

    `stroke` and `fill` are colours, "" for none; `alpha` is 255 for opaque.
    """

    data: str
    stroke: str = BLACK
    fill: str = ""
    width: float = 0.25
    even_odd: bool = False
    alpha: int = 255


@dataclass(frozen=True)
class Image:
    """A picture (PNG) in the box given by its left top corner and its size."""

    x: float
    y: float
    width: float
    height: float
    png: bytes = field(repr=False)


@dataclass(frozen=True)
class Code:
    """A QR code of `text`, drawn as one path, `size` millimetres wide with its quiet zone."""

    x: float
    y: float
    size: float
    text: str
    colour: str = BLACK


Item = Text | Path | Image | Code


@dataclass(frozen=True)
class Page:
    """A page: its size in millimetres, and what stands on it, the lowest first.

    `behind` lies under all else and is the same on every page of its kind: a file of its own.
    """

    width: float
    height: float
    items: tuple[Item, ...] = ()
    behind: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside: its name for people, its bytes, its format ("xml", "pdf")."""

    name: str
    data: bytes = field(repr=False)
    format: str = ""


@dataclass(frozen=True)
class Document:
    """What `writing.write` turns into a file. `identifier` is 32 hex digits, one for each document.

    `custom` are names and values of the licence (GB/T 36905), kept in CustomDatas.
    """

    identifier: str
    title: str
    created: date
    pages: tuple[Page, ...]
    faces: Mapping[str, Face] = field(default_factory=dict)
    author: str = ""
    creator: str = "onedoor"
    custom: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()


def line(
    x1: float, y1: float, x2: float, y2: float, *, stroke: str = BLACK, width: float = 0.25
) -> Path:
    """A straight line."""
    return Path(f"M {n(x1)} {n(y1)} L {n(x2)} {n(y2)}", stroke=stroke, width=width)


def rect(
    x: float, y: float, wide: float, tall: float,
    *, stroke: str = BLACK, fill: str = "", width: float = 0.25,
) -> Path:  # fmt: skip
    """A rectangle, `wide` by `tall`; `width` is that of its line."""
    right, bottom = n(x + wide), n(y + tall)
    data = f"M {n(x)} {n(y)} L {right} {n(y)} L {right} {bottom} L {n(x)} {bottom} C"
    return Path(data, stroke=stroke, fill=fill, width=width)


def n(number: float, places: int = 4) -> str:
    """A number as it stands in a file: so many places at most, never "-0", never an exponent."""
    told = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return "0" if told in ("-0", "") else told
