"""What is wrong with a table before anybody is decided by it: overlaps, gaps, rows never reached.

Each column is cut into pieces that every test treats alike, and one value stands for each piece.
A test that asks for other names, or a column of lists, is judged only where that is certain.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dmn.builtins import BUILTINS
from dmn.machine import Exhausted, Machine
from dmn.model import Input, Table, Text
from dmn.syntax import Literal, Node, Tests, names_in, walk
from dmn.values import Range, kind_of, text_of

_MOST_PLACES = 50_000


@dataclass(frozen=True)
class Flaw:
    """One thing wrong: `overlap`, `gap`, `unreachable` or `contradicts`; its rows; an example."""

    kind: str
    rows: tuple[int, ...]
    example: str = ""


@dataclass(frozen=True)
class _Column:
    """One value for each piece, and for each row whether it passes there; None: not certain."""

    label: str
    values: tuple[Any, ...]
    passes: tuple[tuple[bool | None, ...], ...]


def flaws_of(table: Table, complete: bool = False) -> list[Flaw]:
    """The flaws of a table; gaps only where it claims to be complete."""
    columns = [_column(table, at) for at in range(len(table.inputs))]
    found = [
        Flaw("unreachable", (row + 1,)) for row in range(len(table.rules)) if _never(columns, row)
    ]
    dead = {flaw.rows[0] for flaw in found}
    if table.hit in "UA":
        found += _overlaps(table, columns, dead)
    if table.hit == "F":
        found += _shadowed(columns, len(table.rules), dead)
    if complete and (gap := _gap(columns, frozenset(range(len(table.rules))))):
        found.append(Flaw("gap", (), gap))
    return found


def _never(columns: list[_Column], row: int) -> bool:
    return any(all(each[row] is False for each in column.passes) for column in columns)


def _overlaps(table: Table, columns: list[_Column], dead: set[int]) -> list[Flaw]:
    found = []
    rows = [row for row in range(len(table.rules)) if row + 1 not in dead]
    for at, one in enumerate(rows):
        for other in rows[at + 1 :]:
            if table.hit == "A" and _same(table.rules[one].outputs, table.rules[other].outputs):
                continue
            example = _common(columns, one, other)
            if example is not None:
                found.append(Flaw("overlap", (one + 1, other + 1), example))
    return found


def _same(one: tuple[Text, ...], other: tuple[Text, ...]) -> bool:
    return [each.node for each in one] == [each.node for each in other]


def _common(columns: list[_Column], one: int, other: int) -> str | None:
    parts = []
    for column in columns:
        both = [
            value
            for value, passes in zip(column.values, column.passes, strict=True)
            if passes[one] is True and passes[other] is True
        ]
        if not both:
            return None
        parts.append(f"{column.label} {text_of(both[0], True)}")
    return ", ".join(parts)


def _shadowed(columns: list[_Column], rows: int, dead: set[int]) -> list[Flaw]:
    """Rows of a first-hit table that rows above them leave nothing."""
    found = []
    # What is not certain may let the rows below it have everything, so it covers nothing here.
    certain = [row for row in range(rows) if not any(None in _of(c, row) for c in columns)]
    for row in certain:
        if row == 0 or row + 1 in dead:
            continue
        own = [_only(column, row) for column in columns]
        if _gap(own, frozenset(each for each in certain if each < row)) == "":
            found.append(Flaw("unreachable", (row + 1,)))
    return found


def _of(column: _Column, row: int) -> set[bool | None]:
    return {each[row] for each in column.passes}


def _only(column: _Column, row: int) -> _Column:
    kept = [at for at, passes in enumerate(column.passes) if passes[row]]
    return _Column(
        column.label,
        tuple(column.values[at] for at in kept),
        tuple(column.passes[at] for at in kept),
    )


def _gap(columns: list[_Column], rows: frozenset[int]) -> str | None:
    """A place where none of the rows holds; "" where there is none; None where it is not known."""
    places = 0
    known: dict[tuple[int, frozenset[int]], str | None] = {}

    def search(at: int, alive: frozenset[int]) -> str | None:
        nonlocal places
        places += 1
        if places > _MOST_PLACES:
            raise Exhausted("too many places")
        if not alive:
            return "anything"
        if at == len(columns):
            return None
        if (at, alive) not in known:
            known[at, alive] = step(at, alive)
        return known[at, alive]

    def step(at: int, alive: frozenset[int]) -> str | None:
        column, seen = columns[at], set()
        for value, passes in zip(column.values, column.passes, strict=True):
            # What is not certain may hold, so that no gap is claimed that is none.
            left = frozenset(row for row in alive if passes[row] is not False)
            if left in seen:
                continue
            seen.add(left)
            found = search(at + 1, left)
            if found is not None:
                here = f"{column.label} {text_of(value, True)}"
                return here if found == "anything" else f"{here}, {found}"
        return None

    try:
        return search(0, rows) or ""
    except Exhausted:
        return None


def _column(table: Table, at: int) -> _Column:
    column = table.inputs[at]
    tests = [rule.tests[at].node for rule in table.rules]
    values = _pieces(column, tests)
    passes = tuple(tuple(_passes(test, value) for test in tests) for value in values)
    return _Column(column.label, values, passes)


def _passes(test: Node | None, value: Any) -> bool | None:
    if not isinstance(test, Tests):
        return None
    if test.anything:
        return True
    if names_in(test) - {"?"} - set(BUILTINS):
        return None
    try:
        return Machine().passes(test, value, {}) is True
    except Exhausted:
        return None


def _pieces(column: Input, tests: list[Node | None]) -> tuple[Any, ...]:
    """One value for each piece of what may be asked."""
    kind = column.type.name
    marks = [value for test in tests if test for value in _marks(test)]
    if kind == "boolean":
        return (True, False)
    if kind == "number":
        return tuple(_between(sorted({each for each in marks if kind_of(each) == "number"})))
    if kind == "date":
        days = sorted({each for each in marks if kind_of(each) == "date"})
        return tuple(_around(days))
    words = list(dict.fromkeys(each for each in marks if isinstance(each, str)))
    if kind == "list":
        return ([], ["…"], *([each] for each in words), words)
    allowed = column.values.node if column.values else column.type.allowed
    if isinstance(allowed, Tests) and not allowed.anything:
        return tuple(value for each in allowed.items for value in _marks(each))
    return (*(each for each in words if each != "…"), "…", None)


def _marks(node: Node) -> list[Any]:
    """The values written in a test, and those its parts come to."""
    found: list[Any] = [each.value for each in walk(node) if isinstance(each, Literal)]
    for each in walk(node):
        if isinstance(each, Tests) or names_in(each) - set(BUILTINS):
            continue
        try:
            value = Machine().reckon(each, {})
        except Exhausted:
            continue
        found += [value.start, value.end] if isinstance(value, Range) else [value]
    return found


def _between(marks: list[Decimal]) -> list[Decimal]:
    if not marks:
        return [Decimal(0)]
    found = [marks[0] - 1]
    for at, mark in enumerate(marks):
        after = marks[at + 1] if at + 1 < len(marks) else mark + 2
        found += [mark, (mark + after) / 2]
    return found


def _around(days: list[date]) -> list[date]:
    if not days:
        return [date(2000, 1, 1)]
    step = timedelta(days=1)
    return sorted({day for each in days for day in (each - step, each, each + step)})
