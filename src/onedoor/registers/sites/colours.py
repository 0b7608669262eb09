"""The colour of a site: how clear it is (WCAG 2.2, 1.4.3), and what is made from it."""

import colorsys
import re
from collections.abc import Iterable
from dataclasses import dataclass

LEAST = 4.5
# Large type is read by those who see least: there we ask for what WCAG calls enhanced.
LEAST_LARGE = 7.0
USUAL = "#0A56A8"
INK, WHITE = "#0F151B", "#FFFFFF"
# Where words in the colour stand: on the page, on cards, on what is sunken.
LIGHT_GROUNDS = (WHITE, "#F4F6F8", "#E9EDF1")
DARK_GROUNDS = (INK, "#141C24", "#18212A")
_WRITTEN = re.compile(r"#[0-9A-Fa-f]{6}")
_STEP = 0.004
Rgb = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Tones:
    """The colour and its steps for one kind of page."""

    brand: str
    on_brand: str
    hover: str
    ground: str
    line: str
    leaf: str


def is_hue(text: str) -> bool:
    """Whether this is a colour as one writes it: #0A56A8."""
    return bool(_WRITTEN.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    lighter, darker = sorted((_light_of(one), _light_of(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def clearness(hue: str) -> float:
    """The lowest contrast of the colour, over all light grounds its words stand on."""
    return _lowest(hue, LIGHT_GROUNDS)


def clearness_dark(hue: str) -> float:
    """The lowest contrast of the light step made from it, over all grounds of a dark page."""
    tones = dark_tones(hue)
    return _lowest(tones.brand, (*DARK_GROUNDS, tones.ground))


def is_clear(hue: str) -> bool:
    """Whether words in the colour can be read on every ground, of a light page and of a dark."""
    grounds = (*LIGHT_GROUNDS, light_tones(hue).ground)
    return _lowest(hue, grounds) >= LEAST and clearness_dark(hue) >= LEAST


def nearest_clear(hue: str) -> str:
    """The colour itself when it is clear, or the nearest of the same tint that is."""
    found = hue.upper()
    while not is_clear(found):
        found = _shifted(found, -_STEP)
    return found


def light_tones(hue: str) -> Tones:
    """The steps for a light page."""
    return Tones(
        brand=hue.upper(), on_brand=WHITE, hover=_mixed(hue, "#000000", 0.26),
        ground=_mixed(WHITE, hue, 0.07), line=_mixed(WHITE, hue, 0.28),
        leaf=_mixed(WHITE, hue, 0.36),
    )  # fmt: skip


def large_tones(hue: str) -> Tones:
    """The steps for large type: darkened until they reach what is asked there."""
    found = hue.upper()
    while _lowest(found, LIGHT_GROUNDS) < LEAST_LARGE:
        found = _shifted(found, -_STEP)
    return light_tones(found)


def dark_tones(hue: str) -> Tones:
    """The steps for a dark page: the same tint, lightened until it is as clear there."""
    found = hue.upper()
    while _lowest(found, DARK_GROUNDS) < LEAST_LARGE:
        found = _shifted(found, _STEP)
    return Tones(
        brand=found, on_brand=INK, hover=_mixed(found, WHITE, 0.4),
        ground=_mixed(INK, hue, 0.16), line=_mixed(INK, found, 0.28),
        leaf=_mixed(INK, found, 0.34),
    )  # fmt: skip


def _lowest(hue: str, grounds: Iterable[str]) -> float:
    return min(contrast(hue, each) for each in grounds)


def _light_of(hue: str) -> float:
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in _rgb(hue)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(hue: str) -> Rgb:
    return int(hue[1:3], 16) / 255, int(hue[3:5], 16) / 255, int(hue[5:7], 16) / 255


def _hex(rgb: Iterable[float]) -> str:
    return "#" + "".join(f"{round(min(max(each, 0), 1) * 255):02X}" for each in rgb)


def _mixed(hue: str, other: str, share: float) -> str:
    pairs = zip(_rgb(hue), _rgb(other), strict=True)
    return _hex(one * (1 - share) + two * share for one, two in pairs)


def _shifted(hue: str, by: float) -> str:
    """The same tint, darker or lighter; at least by what eight bits can tell apart."""
    tint, light, strength = colorsys.rgb_to_hls(*_rgb(hue))
    moved = _hex(colorsys.hls_to_rgb(tint, min(max(light + by, 0), 1), strength))
    return (
        moved if moved != hue else _hex(each + (0.004 if by > 0 else -0.004) for each in _rgb(hue))
    )
