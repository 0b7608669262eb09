"""What a model holds: types, input data, decisions, business knowledge and decision services.

The logic of each is one of the boxed expressions below. A text that is not FEEL is kept with what
is wrong with it (`Text.fault`), and gives nothing when it is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dmn.syntax import Node
from dmn.types import ANY, Type

# As the specification writes them, and as one letter says them.
HIT_POLICIES = {
    "UNIQUE": "U",
    "ANY": "A",
    "PRIORITY": "P",
    "FIRST": "F",
    "RULE ORDER": "R",
    "OUTPUT ORDER": "O",
    "COLLECT": "C",
}
AGGREGATIONS = {"SUM": "+", "MIN": "<", "MAX": ">", "COUNT": "#"}


@dataclass(frozen=True)
class Text:
    """A FEEL text and what it says."""

    text: str
    node: Node | None = None
    fault: str = ""


@dataclass(frozen=True)
class Boxed:
    """One piece of logic, and what its value must be."""

    type: Type = field(default=ANY, kw_only=True)


@dataclass(frozen=True)
class Expression(Boxed):
    """A literal expression."""

    text: Text


@dataclass(frozen=True)
class Input:
    """One input column: what is asked, and what may be answered."""

    label: str
    expression: Text
    type: Type = ANY
    values: Text | None = None


@dataclass(frozen=True)
class Output:
    """One output column."""

    name: str
    label: str = ""
    type: Type = ANY
    values: Text | None = None
    default: Text | None = None


@dataclass(frozen=True)
class Rule:
    """One row: a test for each input, a value for each output."""

    tests: tuple[Text, ...]
    outputs: tuple[Text, ...]
    id: str = ""
    annotations: tuple[str, ...] = ()
    # What each value must be beside the type of its column.
    types: tuple[Type, ...] = ()


@dataclass(frozen=True)
class Table(Boxed):
    """A decision table: its hit policy as one letter, its aggregation as one sign."""

    hit: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    aggregation: str = ""
    label: str = ""


@dataclass(frozen=True)
class Entry:
    """A named part of a context, or the argument of an invocation."""

    name: str
    logic: Boxed | None
    type: Type = ANY


@dataclass(frozen=True)
class Context(Boxed):
    """Entries one after another, each knowing those before; perhaps a result."""

    entries: tuple[Entry, ...]
    result: Boxed | None = None


@dataclass(frozen=True)
class Listing(Boxed):
    """A list of pieces of logic."""

    items: tuple[Boxed | None, ...]


@dataclass(frozen=True)
class Relation(Boxed):
    """Rows of named columns."""

    columns: tuple[tuple[str, Type], ...]
    rows: tuple[tuple[Boxed | None, ...], ...]


@dataclass(frozen=True)
class Definition(Boxed):
    """A function."""

    parameters: tuple[tuple[str, Type], ...]
    body: Boxed | None
    # FEEL; Java and PMML are named here and not run.
    kind: str = "FEEL"


@dataclass(frozen=True)
class Invocation(Boxed):
    """A call by named arguments."""

    function: Boxed
    arguments: tuple[Entry, ...]


@dataclass(frozen=True)
class Conditional(Boxed):
    """If, then, else as boxes."""

    test: Boxed | None
    then: Boxed | None
    otherwise: Boxed | None


@dataclass(frozen=True)
class Filtered(Boxed):
    """What of a list matches."""

    source: Boxed | None
    match: Boxed | None


@dataclass(frozen=True)
class Iteration(Boxed):
    """`for`, `some` or `every` as boxes."""

    kind: str
    name: str
    source: Boxed | None
    body: Boxed | None


@dataclass(frozen=True)
class InputData:
    """What is told from outside."""

    id: str
    name: str
    type: Type = ANY


@dataclass(frozen=True)
class Decision:
    """What is decided, from which inputs, decisions and knowledge (by id)."""

    id: str
    name: str
    logic: Boxed | None
    type: Type = ANY
    inputs: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()
    question: str = ""
    description: str = ""


@dataclass(frozen=True)
class Knowledge:
    """A business knowledge model: a function with a name."""

    id: str
    name: str
    logic: Definition | None
    type: Type = ANY
    knowledge: tuple[str, ...] = ()


@dataclass(frozen=True)
class Service:
    """A decision service: outputs decided from inputs, called as a function."""

    id: str
    name: str
    outputs: tuple[str, ...]
    inputs: tuple[str, ...]
    input_decisions: tuple[str, ...]
    type: Type = ANY


@dataclass(frozen=True)
class Model:
    """One model, whole."""

    name: str
    namespace: str = ""
    types: Mapping[str, Type] = field(default_factory=dict)
    inputs: Mapping[str, InputData] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    knowledge: Mapping[str, Knowledge] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    # What it asks for that is not done here.
    unsupported: tuple[str, ...] = ()

    def decision(self, name: str) -> Decision | None:
        """The decision of that name or id."""
        found = self.decisions.get(name)
        return found or next((each for each in self.decisions.values() if each.name == name), None)
