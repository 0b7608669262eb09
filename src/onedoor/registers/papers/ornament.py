"""The engraved lines of a certificate, drawn by formula: `python -m …papers.ornament` writes them.

The files beside the layouts are kept so that rendering need not compute them; a test holds them to
these formulas.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from math import cos, pi, sin
from pathlib import Path

RED, PALE_RED, GOLD, PALE_GOLD, PAPER = "#a3111f", "#e09a9c", "#b8944a", "#f2e4c2", "#fffdf8"
FOLDER = Path(__file__).with_name("layouts")

Point = tuple[float, float]
# A Bézier curve: begin, two handles, end.
Arc = list[Point]
# How far the handles of half a sine wave reach, in halves of a wave.
_CREST = 0.3642


def frame(width: float, height: float) -> str:
    """The border of a page of `width` by `height` millimetres, as SVG."""
    band, inset = 5.4, 8.0
    inner = inset + 2 * 1.15 + band
    parts = [
        _rect(0, 0, width, height, fill=PAPER),
        _rect(inset, inset, width - 2 * inset, height - 2 * inset, stroke=RED, line=0.75),
        *_mesh(width, height, centre=inset + 1.15 + band / 2, swing=band / 2 - 0.35),
        _rect(inner, inner, width - 2 * inner, height - 2 * inner, stroke=RED, line=0.32),
        _rect(
            inner + 1.1, inner + 1.1, width - 2 * inner - 2.2, height - 2 * inner - 2.2,
            stroke=GOLD, line=0.18,
        ),
    ]  # fmt: skip
    corner = inset + 1.15 + band / 2 - 0.4
    for x in (corner, width - corner):
        for y in (corner, height - corner):
            parts.append(_corner(x, y))
    return _svg(width, height, parts)


def rosette(size: float) -> str:
    """The pale flower behind the text, `size` millimetres across, as SVG."""
    petals = 16
    lines = []
    # Nodes are as far apart as the wave is long there: it runs fast and slow round the flower.
    nodes = [_where(2 * pi * node / 8, petals) for node in range(petals * 8 + 1)]
    for ring in range(12):
        reach = size / 2 * (0.99 - ring * 0.032)
        turn = ring * 0.013

        def line(t: float, reach: float = reach, turn: float = turn) -> Point:
            wave = 0.70 + 0.30 * sin(petals * t + 1.7 * sin(petals * t / 2))
            angle = t + turn + 0.16 * sin(petals * t)
            return size / 2 + reach * wave * cos(angle), size / 2 + reach * wave * sin(angle)

        lines.append(_path(_arcs(line, nodes), stroke=PALE_GOLD, line=0.16 if ring else 0.3))
    return _svg(size, size, lines)


def _where(phase: float, petals: int) -> float:
    """The t at which the flower's wave has come as far as `phase`."""
    low, high = 0.0, 2 * pi
    for _ in range(50):
        t = (low + high) / 2
        low, high = (t, high) if petals * t + 1.7 * sin(petals * t / 2) < phase else (low, t)
    return (low + high) / 2


def _mesh(width: float, height: float, *, centre: float, swing: float) -> Iterator[str]:
    """Waves along the four sides, shifted against each other until they read as engraving."""
    long, tall = width - 2 * centre, height - 2 * centre
    for side, length in (("top", long), ("bottom", long), ("left", tall), ("right", tall)):
        far = {"bottom": height - centre, "right": width - centre}.get(side, centre)
        upright = side in ("left", "right")
        for phase in range(8):
            arcs = _wave(length, round(length / 6.4), phase / 8, swing)
            placed = [
                [(far + y, centre + x) if upright else (centre + x, far + y) for x, y in arc]
                for arc in arcs
            ]
            yield _path(placed, stroke=PALE_RED, line=0.14, closed=False)


def _wave(length: float, waves: int, phase: float, swing: float) -> list[Arc]:
    """A sine from crest to trough to crest; an arc for half a wave strays a hundredth of its swing.

    Where it begins too soon and ends too late, the corners lie on it.
    """
    half = length / waves / 2
    arcs, x, y = [], half * ((0.5 - 2 * phase) % 2 - 2), swing
    while x < length:
        if x >= -half:
            handles = [(x + _CREST * half, y), (x + (1 - _CREST) * half, -y)]
            arcs.append([(x, y), *handles, (x + half, -y)])
        x, y = x + half, -y
    return arcs


def _corner(x: float, y: float) -> str:
    def flower(reach: float, t: float) -> Point:
        radius = reach * (0.62 + 0.38 * cos(8 * t))
        angle = t + 0.35 * cos(8 * t)
        return x + radius * cos(angle), y + radius * sin(angle)

    nodes = [2 * pi * node / 48 for node in range(49)]
    rings = "".join(
        _path(_arcs(partial(flower, reach), nodes), stroke=GOLD, line=0.14)
        for reach in (3.6, 3.1, 2.6, 2.1)
    )
    ground = f'<circle cx="{x:.2f}" cy="{y:.2f}" r="4.7" fill="{PAPER}" stroke="{RED}"'
    return f'{ground} stroke-width="0.36"/>{rings}'


def _arcs(at: Callable[[float], Point], nodes: list[float]) -> list[Arc]:
    """A curve as Bézier arcs from node to node that meet without a corner."""
    return [
        [at(t), _handle(at, t, u - t), _handle(at, u, t - u), at(u)] for t, u in pairwise(nodes)
    ]


def _handle(at: Callable[[float], Point], t: float, step: float) -> Point:
    tiny = 1e-5
    (x, y), (x0, y0), (x1, y1) = at(t), at(t - tiny), at(t + tiny)
    return x + (x1 - x0) * step / (6 * tiny), y + (y1 - y0) * step / (6 * tiny)


def _path(arcs: list[Arc], *, stroke: str, line: float, closed: bool = True) -> str:
    # Steps from point to point with two decimals: a third of the size of absolute coordinates.
    moved = [[(round(x * 100), round(y * 100)) for x, y in arc] for arc in arcs]
    begin = moved[0][0]
    steps = " ".join(f"{x - arc[0][0]} {y - arc[0][1]}" for arc in moved for x, y in arc[1:])
    end = "z" if closed else ""
    return (
        f'<path transform="scale(.01)" d="M{begin[0]} {begin[1]}c{steps}{end}" fill="none" '
        f'stroke="{stroke}" stroke-width="{line * 100:g}" stroke-linejoin="round"/>'
    )


def _rect(
    x: float, y: float, width: float, height: float,
    *, fill: str = "none", stroke: str = "none", line: float = 0,
) -> str:  # fmt: skip
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="{line:g}"/>'
    )


def _svg(width: float, height: float, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm" '
        f'viewBox="0 0 {width:g} {height:g}">\n' + "\n".join(parts) + "\n</svg>\n"
    )


def drawings() -> dict[str, str]:
    """Every drawing by the name of its file."""
    return {
        "frame-landscape.svg": frame(297, 210),
        "frame-portrait.svg": frame(210, 297),
        "rosette.svg": rosette(110),
    }


if __name__ == "__main__":
    for name, drawing in drawings().items():
        (FOLDER / name).write_text(drawing, encoding="utf-8")
