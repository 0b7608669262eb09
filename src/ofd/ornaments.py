"""Engraved lines for certificates, by formula, as path objects: a frame, a rosette, a ground."""

from collections.abc import Callable, Iterator
from math import cos, pi, sin

from ofd.pages import Path, n, rect

RED, PALE_RED, GOLD, PALE_GOLD, PAPER = "#a3111f", "#d98a8d", "#b8944a", "#ecdcb4", "#fffdf8"

Point = tuple[float, float]
Curve = Callable[[float], Point]


def ground(width: float, height: float, colour: str = PAPER) -> Path:
    """The colour of the paper under all else."""
    return rect(0, 0, width, height, stroke="", fill=colour)


def frame(width: float, height: float, *, inset: float = 9.0, band: float = 7.0) -> Iterator[Path]:
    """A border of woven waves between two rules, with flowers in the corners."""
    middle = inset + 1.1 + band / 2
    inner = inset + 2.2 + band
    yield rect(inset, inset, width - 2 * inset, height - 2 * inset, stroke=RED, width=0.7)
    yield from _woven(width, height, middle, band / 2 - 0.2)
    yield rect(inner, inner, width - 2 * inner, height - 2 * inner, stroke=RED, width=0.3)
    inner += 1.1
    yield rect(inner, inner, width - 2 * inner, height - 2 * inner, stroke=GOLD, width=0.18)
    for x in (middle, width - middle):
        for y in (middle, height - middle):
            yield from _flower(x, y, band * 0.72)


def rosette(x: float, y: float, size: float, *, colour: str = PALE_GOLD) -> Iterator[Path]:
    """A pale flower of crossing lines round (x, y), `size` across."""
    petals = 12
    for ring in range(7):
        for way in (1, -1):

            def curve(
                t: float, way: int = way, reach: float = size / 2 * (1 - 0.06 * ring)
            ) -> Point:
                radius = reach * (0.66 + 0.34 * cos(petals * t))
                angle = t + way * (0.2 * sin(petals * t) + 0.013 * petals / 2)
                return x + radius * sin(angle), y - radius * cos(angle)

            line = 0.24 if ring == 0 else 0.14
            yield smooth(curve, 0, 2 * pi, petals * 8, stroke=colour, width=line, closed=True)


def smooth(
    curve: Curve, begin: float, end: float, pieces: int,
    *, stroke: str, width: float, closed: bool = False,
) -> Path:  # fmt: skip
    """A curve as `pieces` Bézier arcs that meet without a corner."""
    step, tiny = (end - begin) / pieces, 1e-5
    x, y = curve(begin)
    parts = [f"M {_n(x)} {_n(y)}"]
    for piece in range(pieces):
        t, u = begin + piece * step, begin + (piece + 1) * step
        (x1, y1), (x2, y2) = _handle(curve, t, tiny, step), _handle(curve, u, tiny, -step)
        x, y = curve(u)
        parts.append("B " + " ".join(map(_n, (x1, y1, x2, y2, x, y))))
    return Path(" ".join(parts) + (" C" if closed else ""), stroke=stroke, width=width)


def _handle(curve: Curve, t: float, tiny: float, step: float) -> Point:
    (x, y), (x0, y0), (x1, y1) = curve(t), curve(t - tiny), curve(t + tiny)
    scale = step / (6 * tiny)
    return x + (x1 - x0) * scale, y + (y1 - y0) * scale


def _woven(width: float, height: float, middle: float, swing: float) -> Iterator[Path]:
    strands = 6
    for length, place in (
        (width - 2 * middle, lambda a, b: (middle + a, middle + b)),
        (width - 2 * middle, lambda a, b: (middle + a, height - middle + b)),
        (height - 2 * middle, lambda a, b: (middle + b, middle + a)),
        (height - 2 * middle, lambda a, b: (width - middle + b, middle + a)),
    ):
        waves = round(length / 8)
        for strand in range(strands):

            def curve(
                t: float,
                place: Callable[[float, float], Point] = place,
                phase: float = strand * pi / strands,
                along: float = length / (2 * pi * waves),
            ) -> Point:
                across = swing * sin(t + phase) * (0.72 + 0.28 * cos(2 * t))
                return place(along * t, across)

            colour = GOLD if strand in (0, 3) else PALE_RED
            yield smooth(curve, 0, 2 * pi * waves, waves * 6, stroke=colour, width=0.15)


def _flower(x: float, y: float, size: float) -> Iterator[Path]:
    yield _disc(x, y, size)
    for reach in (0.92, 0.78, 0.64, 0.5):

        def curve(t: float, reach: float = reach * size) -> Point:
            radius = reach * (0.62 + 0.38 * cos(8 * t))
            angle = t + 0.35 * cos(8 * t)
            return x + radius * cos(angle), y + radius * sin(angle)

        yield smooth(curve, 0, 2 * pi, 64, stroke=GOLD, width=0.15, closed=True)


def _disc(x: float, y: float, radius: float) -> Path:
    left, right, r = n(x - radius), n(x + radius), n(radius)
    arcs = f"M {left} {n(y)} A {r} {r} 0 0 1 {right} {n(y)} A {r} {r} 0 0 1 {left} {n(y)} C"
    return Path(arcs, stroke=RED, fill=PAPER, width=0.36)


def _n(number: float) -> str:
    """To a hundredth of a millimetre: a page has thousands of such numbers."""
    return n(number, places=2)
