"""What a FEEL text says, as a tree."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Node:
    """One part of an expression."""


@dataclass(frozen=True)
class Literal(Node):
    """A value written out."""

    value: Any


@dataclass(frozen=True)
class Name(Node):
    """A name; `?` is the value a unary test is put to."""

    name: str


@dataclass(frozen=True)
class Path(Node):
    """`base.name`."""

    base: Node
    name: str


@dataclass(frozen=True)
class Filter(Node):
    """`base[test]`."""

    base: Node
    test: Node


@dataclass(frozen=True)
class Call(Node):
    """`function(arguments)`, by position or by name."""

    function: Node
    arguments: tuple[Node, ...] = ()
    named: tuple[tuple[str, Node], ...] = ()


@dataclass(frozen=True)
class Binary(Node):
    """Two sides and what stands between."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Negate(Node):
    """A minus before a value."""

    value: Node


@dataclass(frozen=True)
class Between(Node):
    """`value between low and high`."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True)
class In(Node):
    """`value in tests`."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True)
class If(Node):
    """`if … then … else …`."""

    test: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True)
class Each(Node):
    """One iteration: a name over a list, or over `start .. end`."""

    name: str
    source: Node
    end: Node | None = None


@dataclass(frozen=True)
class For(Node):
    """`for … return …`."""

    over: tuple[Each, ...]
    body: Node


@dataclass(frozen=True)
class Quantified(Node):
    """`some … satisfies …` and `every … satisfies …`."""

    every: bool
    over: tuple[Each, ...]
    test: Node


@dataclass(frozen=True)
class ListOf(Node):
    """`[a, b]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class ContextOf(Node):
    """`{a: 1, b: 2}`."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class RangeOf(Node):
    """`[a .. b]`; a missing end is open."""

    start: Node | None
    end: Node | None
    start_in: bool
    end_in: bool


@dataclass(frozen=True)
class Bound(Node):
    """`< a` and its kin, as a test or in brackets as a range."""

    sign: str
    value: Node


@dataclass(frozen=True)
class TypeName(Node):
    """A type as `instance of` names it."""

    name: str
    arguments: tuple["TypeName", ...] = ()
    entries: tuple[tuple[str, "TypeName"], ...] = ()


@dataclass(frozen=True)
class InstanceOf(Node):
    """`value instance of type`."""

    value: Node
    type: TypeName


@dataclass(frozen=True)
class FunctionOf(Node):
    """`function(a, b) body`."""

    parameters: tuple[str, ...]
    types: tuple[TypeName, ...]
    body: Node
    external: bool = False


@dataclass(frozen=True)
class Tests(Node):
    """Unary tests: any of them, or none of them; without any, whatever there is."""

    items: tuple[Node, ...] = ()
    negated: bool = False
    # "-": true of everything, and of nothing at all.
    anything: bool = False


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    for field in fields(node):
        for each in _nodes(getattr(node, field.name)):
            yield from walk(each)


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _nodes(each)


def names_in(node: Node) -> set[str]:
    """The names it looks up that it does not itself bring."""
    brought = set()
    for each in walk(node):
        if isinstance(each, Each):
            brought.add(each.name)
        elif isinstance(each, FunctionOf):
            brought |= set(each.parameters)
        elif isinstance(each, ContextOf):
            brought |= {key for key, _ in each.entries}
    return {each.name for each in walk(node) if isinstance(each, Name)} - brought
