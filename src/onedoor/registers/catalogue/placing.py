"""Where the shapes and lines of a flow chart stand: ranks from left to right, lanes from the top.

Every shape has a cell of its own, a line that skips ranks has one in each of them, and lines turn
only in the gaps between ranks: so nothing lies on anything. Pure arithmetic.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from onedoor.registers.catalogue.flowchart import APPLICANT, Chart, Flow, Node

TASK = (120.0, 80.0)
GATEWAY = (50.0, 50.0)
EVENT = (36.0, 36.0)
_HEAD = 30.0
_TOP = 80.0
_LEFT = 80.0
_RANK = 210.0
_ROW = 175.0
_PAD = 30.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Area:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: "Area") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )


@dataclass
class Places:
    """Shapes by node, lanes by key, corners by flow, the pool, and each remark with its line."""

    shapes: dict[str, Area] = field(default_factory=dict)
    lanes: dict[str, Area] = field(default_factory=dict)
    edges: dict[str, list[Point]] = field(default_factory=dict)
    pool: Area = Area(0, 0, 0, 0)
    remarks: list[Area] = field(default_factory=list)


def place(chart: Chart) -> Places:
    """The whole chart on its sheet."""
    return _Placing(chart).whole()


def size_of(node: Node) -> tuple[float, float]:
    """Width and height, as modellers draw this kind."""
    if node.is_task:
        return TASK
    return GATEWAY if node.kind.endswith("Gateway") else EVENT


class _Placing:
    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.places = Places()
        # What sits on the edge of a task, or right under it, has no cell of its own.
        self.free = [each for each in chart.nodes.values() if not each.on]
        self.ranks = self._ranked()
        # (lane, rank) → how many rows are taken there; cells of shapes and of passing lines.
        self.taken: dict[tuple[str, int], set[int]] = defaultdict(set)
        self.rows: dict[str, int] = {}
        self.passing: dict[str, list[tuple[int, str, int]]] = {}
        self.turns: dict[int, int] = defaultdict(int)

    def whole(self) -> Places:
        # Where one may be turned away stands below: the usual way runs straight on.
        aside = {"not_accepted"}
        for node in sorted(self.free, key=lambda each: (self.ranks[each.id], each.id in aside)):
            self.rows[node.id] = self._take(node.lane, self.ranks[node.id])
        for flow in self.chart.flows.values():
            self._pass(flow)
        self._draw_lanes()
        for node in self.free:
            self.places.shapes[node.id] = self._cell(node)
        for node in self.chart.nodes.values():
            if node.on:
                self.places.shapes[node.id] = self._beside(node)
        for flow in self.chart.flows.values():
            self.places.edges[flow.id] = self._route(flow)
        self._draw_remarks()
        return self.places

    def _source(self, flow: Flow) -> str:
        """The node whose rank a flow leaves from: for a timer, that of its task."""
        return self.chart.nodes[flow.source].on or flow.source

    def _is_back(self, flow: Flow) -> bool:
        return "correct" in (flow.source, flow.target)

    def _ranked(self) -> dict[str, int]:
        """The longest way from the start to each node; the correction stands over acceptance."""
        forward = [
            (self._source(flow), flow.target)
            for flow in self.chart.flows.values()
            if not self._is_back(flow) and not self.chart.nodes[flow.target].on
        ]
        ranks = {each.id: 0 for each in self.free}
        for _ in self.free:
            for a, b in forward:
                ranks[b] = max(ranks[b], ranks[a] + 1)
        if "correct" in ranks:
            ranks["correct"] = ranks["accept"]
        return ranks

    def _take(self, lane: str, rank: int, wanted: int = 0) -> int:
        row = wanted
        while row in self.taken[lane, rank]:
            row += 1
        self.taken[lane, rank].add(row)
        return row

    def _pass(self, flow: Flow) -> None:
        """Keep a cell for a line at every rank it goes by."""
        if self._is_back(flow) or self.chart.nodes[flow.target].on:
            return
        first, last = self.ranks[self._source(flow)], self.ranks[flow.target]
        lane = self.chart.nodes[flow.source].lane
        row = self.rows.get(self._source(flow), 0)
        cells = []
        for rank in range(first + 1, last):
            row = self._take(lane, rank, row)
            cells.append((rank, lane, row))
        self.passing[flow.id] = cells

    def _draw_lanes(self) -> None:
        wide = _RANK * (max(self.ranks.values()) + 1) + 2 * _PAD
        y = _TOP
        for lane in self.chart.lanes:
            rows = [max(found) for (name, _), found in self.taken.items() if name == lane and found]
            height = _ROW * (max(rows, default=0) + 1)
            if lane == APPLICANT:
                height -= 40
            self.places.lanes[lane] = Area(_LEFT + _HEAD, y, wide, height)
            y += height
        self.places.pool = Area(_LEFT, _TOP, wide + _HEAD, y - _TOP)

    def _centre(self, lane: str, rank: int, row: int) -> Point:
        area = self.places.lanes[lane]
        return area.x + _PAD + _RANK * rank + TASK[0] / 2, area.y + 62 + _ROW * row

    def _cell(self, node: Node) -> Area:
        x, y = self._centre(node.lane, self.ranks[node.id], self.rows[node.id])
        width, height = size_of(node)
        return Area(x - width / 2, y - height / 2, width, height)

    def _beside(self, node: Node) -> Area:
        """A timer sits on the lower edge of its task; what it leads to stands below."""
        task, (width, height) = self.places.shapes[node.on], EVENT
        if node.kind == "boundaryEvent":
            return Area(task.x + 12, task.bottom - height / 2, width, height)
        return Area(task.x + 62, task.bottom + 26, width, height)

    def _route(self, flow: Flow) -> list[Point]:
        source, target = self.places.shapes[flow.source], self.places.shapes[flow.target]
        if flow.target == "correct":
            x, _ = source.middle
            _, y = target.middle
            return [(x, source.y), (x, y), (target.right, y)]
        if flow.source == "correct":
            x, _ = source.middle
            return [(x, source.bottom), (x, target.y)]
        if self.chart.nodes[flow.target].on:
            x, _ = source.middle
            _, y = target.middle
            return [(x, source.bottom), (x, y), (target.x, y)]
        return self._straight(flow, source, target)

    def _straight(self, flow: Flow, source: Area, target: Area) -> list[Point]:
        """Out at the end, turning in the gaps, in at the start."""
        node = self.chart.nodes[flow.source]
        if node.kind == "boundaryEvent":
            x, _ = source.middle
            points = [(x, source.bottom), (x, source.bottom + 14)]
        else:
            points = [(source.right, source.middle[1])]
        stops = [self._centre(lane, rank, row) for rank, lane, row in self.passing[flow.id]]
        ends = [*stops, (target.x, target.middle[1])]
        rank = self.ranks[self._source(flow)]
        for number, (x, y) in enumerate(ends):
            if y != points[-1][1]:
                turn = self._turn(rank + number)
                points += [(turn, points[-1][1]), (turn, y)]
            points.append((x, y))
        return points

    def _turn(self, rank: int) -> float:
        """A place to turn in the gap after `rank`, another one for each line."""
        self.turns[rank] += 1
        left = _LEFT + _HEAD + _PAD + _RANK * rank + TASK[0]
        return left + 12 + (self.turns[rank] - 1) % 8 * 9

    def _draw_remarks(self) -> None:
        if not self.chart.remarks:
            return
        x = self.places.shapes["decide"].x
        y = self.places.pool.bottom + 30
        for _ in self.chart.remarks:
            self.places.remarks.append(Area(x, y, 260, 60))
            y += 76
