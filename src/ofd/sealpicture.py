"""The picture of a round seal, for seals that are made here: red ring, name, star, and a note."""

from io import BytesIO
from math import cos, pi, radians, sin

from PIL import Image, ImageDraw, ImageFont

from ofd.pages import Face

_RED = (200, 22, 29)
# Drawn as ink alone, from 0 to this: there is one colour.
_INK = 255
_PIXELS = 720
# Drawn twice as large and made smaller, so that edges are smooth.
_TWICE = 2
_WIDEST_ARC = 250.0


def round_seal(name: str, face: Face, *, note: str = "") -> bytes:
    """A PNG with a clear ground: `name` along the upper rim, a star, `note` below it.

    A seal of a test authority says so in its `note`. ValueError for an empty name.
    """
    if not name:
        raise ValueError("a seal has a name")
    size = _PIXELS * _TWICE
    picture = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(picture)
    ring = round(size * 0.028)
    draw.ellipse((ring, ring, size - ring, size - ring), outline=_INK, width=ring)
    _star(draw, size / 2, size * 0.5, size * 0.155)
    _along_the_rim(picture, name, face, size)
    if note:
        font = _font(face, round(size * min(0.075, 0.52 / len(note))))
        draw.text((size / 2, size * 0.79), note, font=font, fill=_INK, anchor="mm")
    small = picture.resize((_PIXELS, _PIXELS), Image.Resampling.LANCZOS)
    # One red, 256 depths of it: a tenth of the size, and the seal is in the file twice.
    inked = Image.frombytes("P", small.size, small.tobytes())
    inked.putpalette(_RED * 256)
    out = BytesIO()
    inked.save(out, "PNG", compress_level=6, transparency=bytes(range(256)))
    return out.getvalue()


def _along_the_rim(picture: Image.Image, name: str, face: Face, size: int) -> None:
    step = min(26.0, _WIDEST_ARC / max(len(name) - 1, 1))
    tall = min(0.135, 0.375 * 2 * pi * step / 360 * 0.95)
    font = _font(face, round(size * tall))
    side = round(size * tall * 1.6)
    for at, letter in enumerate(name):
        angle = (at - (len(name) - 1) / 2) * step
        tile = Image.new("L", (side, side), 0)
        ImageDraw.Draw(tile).text((side / 2, side / 2), letter, font=font, fill=_INK, anchor="mm")
        turned = tile.rotate(-angle, Image.Resampling.BICUBIC)
        x = size / 2 + size * 0.375 * sin(radians(angle)) - side / 2
        y = size / 2 - size * 0.375 * cos(radians(angle)) - side / 2
        picture.paste(_INK, (round(x), round(y)), turned)


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, reach: float) -> None:
    points = []
    for corner in range(10):
        radius = reach if corner % 2 == 0 else reach * 0.382
        angle = corner * pi / 5
        points.append((x + radius * sin(angle), y - radius * cos(angle)))
    draw.polygon(points, fill=_INK)


def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO(face.data), size, index=face.index)
