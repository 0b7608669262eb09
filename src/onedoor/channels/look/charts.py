"""Charts as they are drawn on the server: bars, and a line of days. Pure: numbers in, places out.

A chart has a title, one sentence that says what it finds, and a table of the same numbers; what is
drawn is told by shape and label, and colour only repeats it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

# Of the drawing, in its own measure.
WIDTH, ROW = 600, 80
LEFT, RIGHT, TOP, BOTTOM = 8, 40, 34, 170
# As many days carry their name on the axis.
_NAMED = 7


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: `part` of `value` is hatched, where a part is told apart."""

    label: str
    value: int
    part: int = 0
    url: str = ""
    y: int = 0
    width: float = 0
    part_width: float = 0


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Bars under each other, from the start of the line."""

    title: str
    finding: str
    # What is counted, and what the hatched part is called ("" where there is none).
    unit: str
    part: str = ""
    bars: tuple[Bar, ...] = ()

    @property
    def height(self) -> int:
        return max(len(self.bars), 1) * ROW


@dataclass(frozen=True, kw_only=True)
class Point:
    """One day of a line."""

    on: date
    value: int
    x: float
    y: float
    # Whether its number is written beside it, and its day under it.
    told: bool
    named: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of days. Time goes from left to right in every language."""

    title: str
    finding: str
    unit: str
    points: tuple[Point, ...] = field(default=())

    @property
    def path(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{each.x:g},{each.y:g}" for each in self.points)


def bars(title: str, finding: str, rows: Sequence[Bar], *, unit: str, part: str = "") -> Bars:
    """The rows as bars, the longest as wide as there is room."""
    most = max((each.value for each in rows), default=0) or 1
    placed = tuple(
        Bar(
            label=each.label, value=each.value, part=each.part, url=each.url, y=at * ROW,
            width=round(each.value * WIDTH / most, 1),
            part_width=round(each.part * WIDTH / most, 1),
        )
        for at, each in enumerate(rows)
    )  # fmt: skip
    return Bars(title=title, finding=finding, unit=unit, part=part, bars=placed)


def line(title: str, finding: str, days: Sequence[tuple[date, int]], *, unit: str) -> Line:
    """The days as a line; the last and the highest say their number, and as few days as fit."""
    most = max((value for _on, value in days), default=0) or 1
    steps = max(len(days) - 1, 1)
    every = -(-len(days) // _NAMED)
    high = next((at for at, (_on, value) in enumerate(days) if value == most), None)
    points = tuple(
        Point(
            on=on, value=value,
            x=round(LEFT + at * (WIDTH - LEFT - RIGHT) / steps, 1),
            y=round(BOTTOM - value * (BOTTOM - TOP) / most, 1),
            told=len(days) <= _NAMED or at in (high, len(days) - 1),
            named=(len(days) - 1 - at) % every == 0,
        )
        for at, (on, value) in enumerate(days)
    )  # fmt: skip
    return Line(title=title, finding=finding, unit=unit, points=points)
