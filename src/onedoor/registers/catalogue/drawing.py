"""A route as a drawing: its stations, and where boxes and lines stand on a narrow sheet.

The sheet is one column wide, so it can be read on a telephone: a box for each station in the order
in which they come. What goes straight on is joined by an arrow; what runs at the same time hangs
on a rail at the start, and what waits for several on a rail at the end. Pure arithmetic: no words
of its own, no colours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from onedoor.registers.catalogue.definition import (
    Body,
    Condition,
    Desk,
    Facts,
    Hands,
    ServiceDefinition,
    Step,
    Text,
    Way,
    may_hold,
)
from onedoor.registers.catalogue.definition.ground import texts

APPLY, RULE, ACCEPT, DECIDE, DELIVER = "apply", "rule", "accept", "decide", "deliver"


@dataclass(frozen=True)
class Station:
    """One stop on the way: who acts, how long, and when it is left out.

    `applies` is None while what is known does not say. `after` names the stations before it.
    """

    id: str
    kind: str
    title: Text
    plain: Text
    after: tuple[str, ...]
    body: Body = field(default_factory=Body)
    post: str = ""
    working_days: int | None = None
    calendar_days: int | None = None
    when: Condition | None = None
    applies: bool | None = True
    ways: tuple[Way, ...] = ()
    hands: Hands = field(default_factory=Hands)
    silence: str = "waits"
    counts: bool = True


def stations(definition: ServiceDefinition, facts: Facts | None = None) -> list[Station]:
    """The stations of the route in order, from applying to delivery, for what is known so far."""
    route, known = definition.route, facts or {}
    found = [_applying()]
    if route.automatic:
        found.append(_rule(definition, known))
    found.append(_desk(ACCEPT, route.accept, after=(found[-1].id,)))
    found += [_step(step, known) for step in route.steps]
    earlier = {name for step in route.steps for name in step.after}
    last = tuple(step.id for step in route.steps if step.id not in earlier) or (ACCEPT,)
    found.append(_desk(DECIDE, route.decide, after=last))
    before = (RULE, DECIDE) if route.automatic else (DECIDE,)
    found.append(_desk(DELIVER, route.deliver, after=before))
    return found


def _applying() -> Station:
    return Station(
        id=APPLY,
        kind=APPLY,
        title=texts(zh="您申请", en="You apply", ug="ئىلتىماس قىلىسىز"),
        plain=texts(
            zh="在线填写、拍照上传、确认提交",
            en="Fill in, upload, send",
            ug="توردا تولدۇرۇپ، سۈرەت يوللاپ، تاپشۇرىسىز",
        ),
        after=(),
    )


def _rule(definition: ServiceDefinition, known: Facts) -> Station:
    route = definition.route
    return Station(
        id=RULE,
        kind=RULE,
        title=texts(
            zh="按规则当场决定",
            en="Decided at once, by rule",
            ug="قائىدە بويىچە دەرھال قارار قىلىنىدۇ",
        ),
        plain=route.automatic_reason or texts(zh="符合公布的规则，系统当场办好。", en=""),
        after=(APPLY,),
        when=route.automatic,
        applies=may_hold(route.automatic, known),
        working_days=0,
    )


def _desk(id: str, desk: Desk, *, after: tuple[str, ...]) -> Station:
    return Station(
        id=id,
        kind=id,
        title=desk.title,
        plain=desk.plain,
        after=after,
        body=desk.body,
        post=desk.post,
        working_days=desk.working_days,
        ways=desk.ways,
        hands=desk.hands,
    )


def _step(step: Step, known: Facts) -> Station:
    return Station(
        id=step.id,
        kind=step.kind,
        title=step.title,
        plain=step.plain,
        after=step.after or (ACCEPT,),
        body=step.body,
        post=step.post,
        working_days=step.working_days,
        calendar_days=step.calendar_days,
        when=step.when,
        applies=may_hold(step.when, known),
        ways=step.ways,
        hands=step.hands,
        silence=step.silence,
        counts=step.counts,
    )


def without(found: Sequence[Station], gone: set[str]) -> dict[str, tuple[str, ...]]:
    """What each station comes after once those in `gone` are left out: they hand their place on."""
    before = {each.id: each.after for each in found}

    def reached(name: str) -> list[str]:
        if name not in gone:
            return [name]
        return [end for each in before[name] for end in reached(each)]

    kept = {
        each.id: [end for name in each.after for end in reached(name)]
        for each in found
        if each.id not in gone
    }
    return {name: _direct(ends, kept) for name, ends in kept.items()}


def _direct(ends: list[str], kept: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Without those that another of them comes after anyway."""

    def behind(name: str) -> set[str]:
        near = set(kept.get(name, ()))
        return near.union(*[behind(each) for each in near])

    far = set().union(*[behind(end) for end in ends])
    return tuple(dict.fromkeys(end for end in ends if end not in far))


# ---- where everything stands ----

WIDTH = 340.0
_MARGIN = 4.0
_TRACK = 16.0
_PAD = 12.0
_TITLE, _NOTE = 16.0, 13.5
_TITLE_LINE, _NOTE_LINE = 22.0, 19.0
_MARK = 28.0
_GAP = 26.0
_ARROW = 7.0


@dataclass(frozen=True)
class Row:
    """A station in the words of its reader. `state`: done, now, next, or maybe (it depends)."""

    id: str
    title: str
    notes: tuple[str, ...]
    after: tuple[str, ...]
    state: str = "next"
    tone: str = ""


class Line(NamedTuple):
    """One line of text: `x` is where it begins, on either side of the sheet."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """A station on the sheet."""

    id: str
    state: str
    tone: str
    x: float
    y: float
    width: float
    height: float
    title: tuple[Line, ...]
    notes: tuple[Line, ...]
    mark: tuple[float, float]


@dataclass(frozen=True)
class Arrow:
    """A line from one station to another, and the tip it ends in."""

    source: str
    target: str
    points: tuple[tuple[float, float], ...]
    tip: tuple[tuple[float, float], ...]

    @property
    def path(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)

    @property
    def head(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.tip)


@dataclass(frozen=True)
class Sheet:
    """The whole drawing."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    rtl: bool = False


@dataclass
class _Rails:
    """Which vertical track each rail runs on, so that no two lie on one another."""

    spans: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def stretch(self, rail: tuple[str, str], first: int, last: int) -> None:
        low, high = self.spans.get(rail, (first, last))
        self.spans[rail] = (min(low, first), max(high, last))

    def tracks(self, side: str) -> dict[tuple[str, str], int]:
        """Rail → its track, counted from the boxes outward: the shortest lie nearest."""
        mine = [(rail, span) for rail, span in self.spans.items() if rail[0] == side]
        taken: list[list[tuple[int, int]]] = []
        given: dict[tuple[str, str], int] = {}
        for rail, (low, high) in sorted(mine, key=lambda each: (each[1][1] - each[1][0], each[1])):
            at = 0
            while at < len(taken) and any(a <= high and low <= b for a, b in taken[at]):
                at += 1
            if at == len(taken):
                taken.append([])
            taken[at].append((low, high))
            given[rail] = at
        return given


def lay_out(rows: Sequence[Row], *, rtl: bool = False) -> Sheet:
    """Boxes and arrows for these rows, top down; mirrored where one reads from the right."""
    at = {row.id: n for n, row in enumerate(rows)}
    rails, kinds = _plan(rows, at)
    starts, ends = rails.tracks("start"), rails.tracks("end")
    left = _MARGIN + _TRACK * _count(starts)
    right = WIDTH - _MARGIN - _TRACK * _count(ends)
    boxes: list[Box] = []
    y = _MARGIN
    for row in rows:
        box = _box(row, left, y, right - left)
        boxes.append(box)
        y += box.height + _GAP
    placed = {box.id: box for box in boxes}
    arrows = [_arrow(edge, kind, placed, starts, ends) for edge, kind in kinds.items()]
    sheet = Sheet(WIDTH, y - _GAP + _MARGIN, tuple(boxes), tuple(arrows))
    return _mirrored(sheet) if rtl else sheet


def _count(tracks: Mapping[tuple[str, str], int]) -> int:
    return max(tracks.values(), default=-1) + 1


def _plan(rows: Sequence[Row], at: Mapping[str, int]) -> tuple[_Rails, dict[tuple[str, str], str]]:
    """Each edge as straight on, by the rail of its start, of its end, or of both."""
    edges = [(before, row.id) for row in rows for before in row.after if before in at]
    out = {row.id: [b for a, b in edges if a == row.id] for row in rows}
    into = {row.id: [a for a, b in edges if b == row.id] for row in rows}
    rails, kinds = _Rails(), dict[tuple[str, str], str]()
    for a, b in edges:
        near = at[b] == at[a] + 1
        if near and len(out[a]) == 1 and len(into[b]) == 1:
            kinds[a, b] = "straight"
        elif len(out[a]) > 1:
            kinds[a, b] = "start"
            rails.stretch(("start", a), at[a], at[b])
        else:
            kinds[a, b] = "end"
            rails.stretch(("end", b), at[a], at[b])
    return rails, kinds


def _box(row: Row, x: float, y: float, width: float) -> Box:
    room = width - 2 * _PAD - _MARK
    titles = wrap(row.title, room / _TITLE)
    notes = [line for note in row.notes for line in wrap(note, (width - 2 * _PAD) / _NOTE)]
    begin = x + _PAD + _MARK
    placed_titles = tuple(
        Line(text, begin, y + _PAD + _TITLE_LINE * n + _TITLE) for n, text in enumerate(titles)
    )
    under = y + _PAD + _TITLE_LINE * len(titles) + 2
    placed_notes = tuple(
        Line(text, x + _PAD, under + _NOTE_LINE * n + _NOTE) for n, text in enumerate(notes)
    )
    height = _PAD + _TITLE_LINE * len(titles) + 2 + _NOTE_LINE * len(notes) + _PAD
    return Box(
        id=row.id,
        state=row.state,
        tone=row.tone,
        x=x,
        y=y,
        width=width,
        height=height,
        title=placed_titles,
        notes=placed_notes,
        mark=(x + _PAD + 9, y + _PAD + 10),
    )


def _arrow(
    edge: tuple[str, str],
    kind: str,
    placed: Mapping[str, Box],
    starts: Mapping[tuple[str, str], int],
    ends: Mapping[tuple[str, str], int],
) -> Arrow:
    source, target = placed[edge[0]], placed[edge[1]]
    if kind == "straight":
        x = source.x + source.width / 2
        low, high = source.y + source.height, target.y
        return Arrow(*edge, ((x, low), (x, high - _ARROW)), _down(x, high))
    # Rails leave a box low and reach one high, so that the two never touch on one side of a box.
    low, high = source.y + source.height - 16, target.y + 18
    if kind == "start":
        x = source.x - _TRACK * (starts["start", edge[0]] + 0.75)
        points = ((source.x, low), (x, low), (x, high), (target.x - _ARROW, high))
        return Arrow(*edge, points, _inward(target.x, high, 1))
    side = source.x + source.width
    x = side + _TRACK * (ends["end", edge[1]] + 0.75)
    points = ((side, low), (x, low), (x, high), (side + _ARROW, high))
    return Arrow(*edge, points, _inward(side, high, -1))


def _down(x: float, y: float) -> tuple[tuple[float, float], ...]:
    return ((x, y), (x - _ARROW * 0.65, y - _ARROW), (x + _ARROW * 0.65, y - _ARROW))


def _inward(x: float, y: float, way: int) -> tuple[tuple[float, float], ...]:
    back = x - way * _ARROW
    return ((x, y), (back, y - _ARROW * 0.65), (back, y + _ARROW * 0.65))


def _mirrored(sheet: Sheet) -> Sheet:
    wide = sheet.width

    def turned(points: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
        return tuple((wide - x, y) for x, y in points)

    def lines(found: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(Line(text, wide - x, y) for text, x, y in found)

    boxes = tuple(
        Box(
            each.id, each.state, each.tone, wide - each.x - each.width, each.y, each.width,
            each.height, lines(each.title), lines(each.notes), (wide - each.mark[0], each.mark[1]),
        )
        for each in sheet.boxes
    )  # fmt: skip
    arrows = tuple(
        Arrow(each.source, each.target, turned(each.points), turned(each.tip))
        for each in sheet.arrows
    )
    return Sheet(wide, sheet.height, boxes, arrows, rtl=True)


_WIDE = 0x2E80
_NOT_FIRST = "，。、；：？！）》”’…"


def wrap(text: str, room: float) -> list[str]:
    """The text in lines of at most `room` ems: Han anywhere, other words whole where they fit."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and _ems(line + piece.rstrip()) > room and piece.strip() not in _NOT_FIRST:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        while _ems(line.rstrip()) > room + 1:
            cut = _cut(line, room)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for letter in text:
        in_a_word = pieces and ord(letter) < _WIDE and ord(pieces[-1][-1]) < _WIDE
        if pieces and (letter == " " or (in_a_word and pieces[-1][-1] != " ")):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def _ems(text: str) -> float:
    return sum(1.0 if ord(letter) >= _WIDE else 0.56 for letter in text)


def _cut(text: str, room: float) -> int:
    used = 0.0
    for n, letter in enumerate(text):
        used += _ems(letter)
        if used > room:
            return max(1, n)
    return len(text)
