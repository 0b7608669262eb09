"""FEEL, reckoned: a tree and the values of its names give a value.

What cannot be reckoned is `None` and leaves a note; nothing raises but `Exhausted`, when an
expression wants more steps, depth or room than it is allowed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dmn import syntax as tree
from dmn.arithmetic import calculate, negated
from dmn.properties import property_of
from dmn.types import Type, as_type, instance_of, type_of
from dmn.values import Function, Range, before, either, equal, kind_of, within


class Exhausted(Exception):
    """An expression wants more than it is allowed."""


@dataclass(frozen=True)
class Limits:
    """What one evaluation may use."""

    steps: int = 200_000
    depth: int = 150
    # Characters of a text, items of a list.
    size: int = 100_000


@dataclass
class Machine:
    """One evaluation: its limits, its notes, and the hour it is told."""

    limits: Limits = field(default_factory=Limits)
    now: datetime | None = None
    # The types the model defines, by name.
    types: Mapping[str, Type] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    steps: int = 0
    depth: int = 0

    def spend(self, steps: int = 1) -> None:
        """So many steps more."""
        self.steps += steps
        if self.steps > self.limits.steps:
            raise Exhausted("too many steps")

    def fits(self, value: Any) -> Any:
        """The value, if it is not too large."""
        if isinstance(value, str | list | dict) and len(value) > self.limits.size:
            raise Exhausted("a value grew too large")
        return value

    def note(self, what: str) -> None:
        """Why something became `None`."""
        if len(self.notes) < 100:
            self.notes.append(what)

    def reckon(self, node: tree.Node, names: Mapping[str, Any]) -> Any:
        """The value of an expression; `Exhausted` if it wants too much."""
        self.spend()
        self.depth += 1
        if self.depth > self.limits.depth:
            raise Exhausted("nested too deeply")
        try:
            return _WAYS[type(node)](self, node, names)
        except RecursionError:
            raise Exhausted("nested too deeply") from None
        finally:
            self.depth -= 1

    def call(self, function: Any, arguments: list[Any]) -> Any:
        """What a function gives for these arguments, by position."""
        from dmn.builtins import Builtin, invoke

        if isinstance(function, Builtin):
            return invoke(self, function, arguments)
        if not isinstance(function, Function) or len(arguments) != len(function.parameters):
            self.note("what is called is no function of so many arguments")
            return None
        return function.body(self, *arguments)

    def typed(self, value: Any, wanted: Type, name: str) -> Any:
        """The value as its type, or nothing and a note that says so."""
        found, fits = as_type(value, wanted, lambda tests, each: self.passes(tests, each, {}))
        if not fits:
            self.note(f"“{name}” is {kind_of(value)}, and must be another type")
        return found

    def passes(self, tests: tree.Node, value: Any, names: Mapping[str, Any]) -> bool | None:
        """Whether a value passes the unary tests."""
        if not isinstance(tests, tree.Tests) or tests.anything:
            return True
        scope = Layer({"?": value}, names)
        found = either(*(self._passes_one(each, value, scope) for each in tests.items))
        if tests.negated:
            return None if found is None else not found
        return found

    def _passes_one(self, test: tree.Node, value: Any, names: Mapping[str, Any]) -> bool | None:
        if isinstance(test, tree.Bound):
            return _bounded(test.sign, value, self.reckon(test.value, names))
        wanted = self.reckon(test, names)
        if "?" in tree.names_in(test) and not isinstance(test, tree.Name):
            return wanted if isinstance(wanted, bool) else None
        return self.fits_test(value, wanted)

    def fits_test(self, value: Any, wanted: Any) -> bool | None:
        """Whether a value is the wanted one, or among them."""
        if isinstance(wanted, Range):
            return within(value, wanted)
        if isinstance(wanted, list):
            self.spend(len(wanted))
            if isinstance(value, list) and equal(value, wanted):
                return True
            return either(*(self.fits_test(value, each) for each in wanted))
        if isinstance(wanted, bool) and not isinstance(value, bool):
            return wanted if value is not None else None
        return equal(value, wanted)


class Layer(Mapping[str, Any]):
    """Names over other names."""

    __slots__ = ("over", "own")

    def __init__(self, own: Mapping[str, Any], over: Mapping[str, Any]) -> None:
        self.own, self.over = own, over

    def __getitem__(self, name: str) -> Any:
        here: Any = self
        while isinstance(here, Layer):
            if name in here.own:
                return here.own[name]
            here = here.over
        return here[name]

    def __contains__(self, name: object) -> bool:
        here: Any = self
        while isinstance(here, Layer):
            if name in here.own:
                return True
            here = here.over
        return name in here

    def __iter__(self) -> Iterator[str]:
        return iter({*self.own, *self.over})

    def __len__(self) -> int:
        return len({*self.own, *self.over})


def _bounded(sign: str, value: Any, bound: Any) -> bool | None:
    if sign in ("=", "!="):
        same = equal(value, bound)
        return same if sign == "=" or same is None else not same
    if isinstance(bound, Range | list) or value is None:
        return None
    found = before(value, bound) if sign.startswith("<") else before(bound, value)
    return either(found, equal(value, bound)) if sign.endswith("=") else found


def _literal(machine: Machine, node: tree.Literal, names: Mapping[str, Any]) -> Any:
    return node.value


def _name(machine: Machine, node: tree.Name, names: Mapping[str, Any]) -> Any:
    if node.name in names:
        return names[node.name]
    from dmn.builtins import BUILTINS

    if node.name in BUILTINS:
        return BUILTINS[node.name]
    machine.note(f"nothing is called “{node.name}”")
    return None


def _path(machine: Machine, node: tree.Path, names: Mapping[str, Any]) -> Any:
    base = machine.reckon(node.base, names)
    if isinstance(base, list):
        machine.spend(len(base))
        return [property_of(each, node.name) for each in base]
    return property_of(base, node.name)


def _filter(machine: Machine, node: tree.Filter, names: Mapping[str, Any]) -> Any:
    base = machine.reckon(node.base, names)
    items = base if isinstance(base, list) else [] if base is None else [base]
    at = None
    used = tree.names_in(node.test)
    inner = {key for each in items[:1] if isinstance(each, dict) for key in each}
    if "item" not in used and not used & inner:
        held = len(machine.notes)
        at = machine.reckon(node.test, names)
        del machine.notes[held:]
    if kind_of(at) == "number":
        place = int(str(at.to_integral_value())) if at is not None else 0
        if at != place or place == 0 or abs(place) > len(items):
            return None
        return items[place - 1 if place > 0 else place]
    kept = []
    for each in items:
        own = {"item": each} | (each if isinstance(each, dict) else {})
        if machine.reckon(node.test, Layer(own, names)) is True:
            kept.append(each)
    return kept


def _call(machine: Machine, node: tree.Call, names: Mapping[str, Any]) -> Any:
    from dmn.builtins import Builtin, invoke

    function = machine.reckon(node.function, names)
    if node.named:
        given = {name: machine.reckon(each, names) for name, each in node.named}
        if isinstance(function, Builtin):
            return invoke(machine, function, [], given)
        if not isinstance(function, Function) or set(given) != set(function.parameters):
            machine.note("what is called is no function of these arguments")
            return None
        return function.body(machine, *(given[each] for each in function.parameters))
    return machine.call(function, [machine.reckon(each, names) for each in node.arguments])


def _binary(machine: Machine, node: tree.Binary, names: Mapping[str, Any]) -> Any:
    left = machine.reckon(node.left, names)
    if node.sign in ("and", "or"):
        return _logical(machine, node, left, names)
    right = machine.reckon(node.right, names)
    if node.sign in ("=", "!=", "<", ">", "<=", ">="):
        return _bounded(node.sign, left, right)
    if left is None or right is None:
        return None
    found = machine.fits(calculate(node.sign, left, right))
    if found is None:
        machine.note(f"{kind_of(left)} {node.sign} {kind_of(right)} gives nothing")
    return found


def _logical(machine: Machine, node: tree.Binary, left: Any, names: Mapping[str, Any]) -> Any:
    left = left if isinstance(left, bool) else None
    settles = node.sign == "or"
    if left is settles:
        return settles
    right = machine.reckon(node.right, names)
    right = right if isinstance(right, bool) else None
    if right is settles:
        return settles
    return None if left is None or right is None else not settles


def _negate(machine: Machine, node: tree.Negate, names: Mapping[str, Any]) -> Any:
    return negated(machine.reckon(node.value, names))


def _between(machine: Machine, node: tree.Between, names: Mapping[str, Any]) -> Any:
    value, low, high = (machine.reckon(each, names) for each in (node.value, node.low, node.high))
    if low is None or high is None:
        return None
    return within(value, Range(low, high))


def _in(machine: Machine, node: tree.In, names: Mapping[str, Any]) -> Any:
    value = machine.reckon(node.value, names)
    return machine.passes(tree.Tests(node.tests), value, names)


def _if(machine: Machine, node: tree.If, names: Mapping[str, Any]) -> Any:
    test = machine.reckon(node.test, names)
    return machine.reckon(node.then if test is True else node.otherwise, names)


def _turns(
    machine: Machine, over: tuple[tree.Each, ...], names: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    if not over:
        yield {}
        return
    first, *rest = over
    for value in _source(machine, first, names):
        machine.spend()
        own = {first.name: value}
        for more in _turns(machine, tuple(rest), Layer(own, names)):
            yield own | more


def _source(machine: Machine, each: tree.Each, names: Mapping[str, Any]) -> Iterator[Any]:
    start = machine.reckon(each.source, names)
    if each.end is None and isinstance(start, Range):
        yield from _counted(machine, start.start, start.end, start.start_in, start.end_in)
    elif each.end is not None:
        yield from _counted(machine, start, machine.reckon(each.end, names))
    elif start is None:
        raise _Nothing
    else:
        yield from start if isinstance(start, list) else [start]


class _Nothing(Exception):
    """What a loop goes over is not there."""


def _counted(
    machine: Machine, start: Any, end: Any, start_in: bool = True, end_in: bool = True
) -> Iterator[Any]:
    from dmn.arithmetic import next_of

    if kind_of(start) != kind_of(end) or kind_of(start) not in ("number", "date"):
        raise _Nothing
    down = bool(before(end, start))
    here = start
    while here is not None and not before(*((here, end) if down else (end, here))):
        machine.spend()
        outside = (not start_in and equal(here, start)) or (not end_in and equal(here, end))
        if not outside:
            yield here
        here = next_of(here, -1 if down else 1)


def _for(machine: Machine, node: tree.For, names: Mapping[str, Any]) -> Any:
    found: list[Any] = []
    # Only a loop that looks back is given a copy of what it has so far.
    looks_back = "partial" in tree.names_in(node)
    scope = Layer({"partial": found}, names) if looks_back else names
    try:
        for turn in _turns(machine, node.over, scope):
            if looks_back:
                machine.spend(len(found))
                turn = {"partial": list(found)} | turn
            found.append(machine.reckon(node.body, Layer(turn, names)))
            machine.fits(found)
    except _Nothing:
        machine.note("there is nothing to go over")
        return None
    return found


def _quantified(machine: Machine, node: tree.Quantified, names: Mapping[str, Any]) -> Any:
    unknown = False
    try:
        for turn in _turns(machine, node.over, names):
            found = machine.reckon(node.test, Layer(turn, names))
            if found is (not node.every):
                return not node.every
            unknown = unknown or not isinstance(found, bool)
    except _Nothing:
        return None
    return None if unknown else node.every


def _list(machine: Machine, node: tree.ListOf, names: Mapping[str, Any]) -> Any:
    return [machine.reckon(each, names) for each in node.items]


def _context(machine: Machine, node: tree.ContextOf, names: Mapping[str, Any]) -> Any:
    found: dict[str, Any] = {}
    for key, each in node.entries:
        if key in found:
            machine.note(f"“{key}” is there twice")
            return None
        value = machine.reckon(each, Layer(found, names))
        found[key] = value
    return found


def _range(machine: Machine, node: tree.RangeOf, names: Mapping[str, Any]) -> Any:
    start = machine.reckon(node.start, names) if node.start else None
    end = machine.reckon(node.end, names) if node.end else None
    if start is not None and end is not None and kind_of(start) != kind_of(end):
        machine.note("the ends of a range are of different kinds")
        return None
    open_low = start is None and not node.start_in
    open_high = end is None and not node.end_in
    if (start is None and not open_low) or (end is None and not open_high):
        machine.note("a range has no end")
        return None
    if start is None and end is None:
        return None
    return Range(start, end, node.start_in, node.end_in)


def _bound(machine: Machine, node: tree.Bound, names: Mapping[str, Any]) -> Any:
    value = machine.reckon(node.value, names)
    if node.sign in ("=", "!="):
        return Range(value, value, negated=node.sign == "!=")
    if node.sign.startswith("<"):
        return Range(None, value, False, node.sign == "<=")
    return Range(value, None, node.sign == ">=", False)


def _instance(machine: Machine, node: tree.InstanceOf, names: Mapping[str, Any]) -> Any:
    return instance_of(machine.reckon(node.value, names), node.type, machine.types)


def _function(machine: Machine, node: tree.FunctionOf, names: Mapping[str, Any]) -> Any:
    if node.external:
        machine.note("functions from outside are not called")
        return None

    types = [type_of(each, machine.types) for each in node.types]

    def body(inner: Machine, *arguments: Any) -> Any:
        given = [
            inner.typed(each, kind, name)
            for name, kind, each in zip(node.parameters, types, arguments, strict=True)
        ]
        return inner.reckon(node.body, Layer(dict(zip(node.parameters, given, strict=True)), names))

    return Function(node.parameters, body)


_WAYS: dict[type, Callable[[Machine, Any, Mapping[str, Any]], Any]] = {
    tree.Literal: _literal,
    tree.Name: _name,
    tree.Path: _path,
    tree.Filter: _filter,
    tree.Call: _call,
    tree.Binary: _binary,
    tree.Negate: _negate,
    tree.Between: _between,
    tree.In: _in,
    tree.If: _if,
    tree.For: _for,
    tree.Quantified: _quantified,
    tree.ListOf: _list,
    tree.ContextOf: _context,
    tree.RangeOf: _range,
    tree.Bound: _bound,
    tree.InstanceOf: _instance,
    tree.FunctionOf: _function,
}
