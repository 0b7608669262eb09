"""Decision tables, decided: which rows are true, and what the hit policy makes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

from dmn.machine import Layer, Machine
from dmn.model import Output, Rule, Table, Text
from dmn.syntax import Tests
from dmn.types import ANY, as_type
from dmn.values import DECIMAL128, before, equal, kind_of

Names = Mapping[str, Any]


@dataclass(frozen=True)
class Tried:
    """One row as it was tried: whether each entry held, and whether all did."""

    number: int
    entries: tuple[bool | None, ...]
    matched: bool


@dataclass(frozen=True)
class Trace:
    """How a table came to its value: what was tested, which rows held, which the policy took."""

    name: str
    table: Table
    tested: tuple[Any, ...]
    rows: tuple[Tried, ...]
    taken: tuple[int, ...]
    value: Any
    # What each row that held gives, by row number, before the hit policy.
    given: Mapping[int, tuple[Any, ...]]
    # Why there is no value though rows held.
    fault: str = ""

    def why_not(self, number: int) -> list[str]:
        """The labels of the inputs for which a row did not hold."""
        row = self.rows[number - 1]
        return [
            column.label
            for column, held in zip(self.table.inputs, row.entries, strict=True)
            if held is not True
        ]


def decide(machine: Machine, table: Table, names: Names, name: str) -> Trace:
    """The value of a table, and how it came to it."""
    tested, fault = _inputs(machine, table, names)
    rows = tuple(_tried(machine, rule, at, tested, names) for at, rule in enumerate(table.rules, 1))
    if fault:
        return Trace(name, table, tested, rows, (), None, {}, fault)
    hits = [each.number for each in rows if each.matched]
    given = {number: _outputs(machine, table, table.rules[number - 1], names) for number in hits}
    if not hits:
        value = _without_hits(machine, table, names)
        return Trace(name, table, tested, rows, (), value, given)
    value, taken, fault = _by_policy(machine, table, hits, given)
    if fault:
        machine.note(f"{name}: {fault}")
    return Trace(name, table, tested, rows, tuple(taken), value, given, fault)


def _inputs(machine: Machine, table: Table, names: Names) -> tuple[tuple[Any, ...], str]:
    found: list[Any] = []
    fault = ""
    for column in table.inputs:
        value = _value(machine, column.expression, names)
        value, fits = as_type(value, column.type, _passing(machine, names))
        if column.values and column.values.node is not None and value is not None:
            fits = fits and machine.passes(column.values.node, value, names) is True
        if not fits and not fault:
            fault = f"“{column.label}” is none of the values it may have"
            machine.note(fault)
        found.append(value)
    return tuple(found), fault


def _passing(machine: Machine, names: Names) -> Any:
    return lambda tests, value: machine.passes(tests, value, names)


def _value(machine: Machine, text: Text, names: Names) -> Any:
    if text.node is None:
        if text.fault:
            machine.note(f"“{text.text}” is not read: {text.fault}")
        return None
    return machine.reckon(text.node, names)


def _tried(
    machine: Machine, rule: Rule, number: int, tested: tuple[Any, ...], names: Names
) -> Tried:
    entries: list[bool | None] = []
    for text, value in zip(rule.tests, tested, strict=False):
        if text.node is None:
            machine.note(f"“{text.text}” is not read: {text.fault}")
            entries.append(None)
        else:
            entries.append(machine.passes(text.node, value, names))
    return Tried(number, tuple(entries), all(each is True for each in entries))


def _outputs(machine: Machine, table: Table, rule: Rule, names: Names) -> tuple[Any, ...]:
    found = []
    kinds = (*rule.types, *[ANY] * len(table.outputs))
    for column, text, kind in zip(table.outputs, rule.outputs, kinds, strict=False):
        value = machine.typed(_value(machine, text, names), kind, column.name or column.label)
        found.append(_typed(machine, column, value, names))
    return tuple(found)


def _typed(machine: Machine, column: Output, value: Any, names: Names) -> Any:
    value, fits = as_type(value, column.type, _passing(machine, names))
    if not fits:
        machine.note(f"an output of “{column.name or column.label}” is not of its type")
    listed = column.values.node if column.values else None
    if listed is not None and value is not None and machine.passes(listed, value, names) is False:
        machine.note(f"an output of “{column.name or column.label}” is none it may have")
        return None
    return value


def _without_hits(machine: Machine, table: Table, names: Names) -> Any:
    if any(each.default for each in table.outputs):
        values = [
            _typed(machine, each, _value(machine, each.default, names), names)
            if each.default
            else None
            for each in table.outputs
        ]
        value = _shaped(table, tuple(values))
        return (
            [value] if table.hit in "RO" or (table.hit, table.aggregation) == ("C", "") else value
        )
    return Decimal(0) if table.aggregation == "#" else None


def _shaped(table: Table, values: tuple[Any, ...]) -> Any:
    """One output is its value; several are a context."""
    if len(table.outputs) == 1:
        return values[0] if values else None
    return {each.name: value for each, value in zip(table.outputs, values, strict=False)}


def _by_policy(
    machine: Machine, table: Table, hits: list[int], given: dict[int, tuple[Any, ...]]
) -> tuple[Any, list[int], str]:
    policy = table.hit
    if policy == "U" and len(hits) > 1:
        return None, [], f"rows {', '.join(map(str, hits))} all hold, and only one may"
    if policy == "A" and any(not _same(given[hits[0]], given[each]) for each in hits):
        return None, [], f"rows {', '.join(map(str, hits))} hold and differ"
    if policy in "UAF":
        return _shaped(table, given[hits[0]]), hits[:1], ""
    if policy in "PO":
        ranks = _ranks(machine, table)
        hits = sorted(hits, key=lambda number: _rank(given[number], ranks))
        if policy == "P":
            return _shaped(table, given[hits[0]]), hits[:1], ""
    if table.aggregation:
        return _aggregated(table, hits, given), hits, ""
    return [_shaped(table, given[each]) for each in hits], hits, ""


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return all(equal(a, b) is True for a, b in zip(one, other, strict=True))


def _ranks(machine: Machine, table: Table) -> list[list[Any]]:
    """For each output its values in order, the first of most weight."""
    found = []
    for column in table.outputs:
        tests = column.values.node if column.values else column.type.allowed
        items = tests.items if isinstance(tests, Tests) else ()
        found.append([machine.reckon(each, Layer({}, {})) for each in items])
    return found


def _rank(values: tuple[Any, ...], ranks: list[list[Any]]) -> list[int]:
    return [
        next((at for at, each in enumerate(order) if equal(each, value) is True), len(order))
        for value, order in zip(values, ranks, strict=True)
    ]


def _aggregated(table: Table, hits: list[int], given: dict[int, tuple[Any, ...]]) -> Any:
    if table.aggregation == "#":
        return Decimal(len(hits))
    values = tuple(
        _aggregate(table.aggregation, [given[each][at] for each in hits])
        for at in range(len(table.outputs))
    )
    return _shaped(table, values)


def _aggregate(sign: str, values: list[Any]) -> Any:
    if sign == "+":
        if any(kind_of(each) != "number" for each in values):
            return None
        return reduce(DECIMAL128.add, values)
    best = values[0]
    for each in values[1:]:
        first = before(best, each) if sign == ">" else before(each, best)
        if first is None:
            return None
        best = each if first else best
    return best
