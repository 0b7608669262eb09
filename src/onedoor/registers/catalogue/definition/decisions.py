"""Rules that decide (决策表): points, classes, eligibility, ranges of discretion, fees, automation.

decisions.yaml holds tables one after another. Each tests facts of the case (FEEL over answers,
`situation.<id>`, `applicant.kind`) and what tables before it gave (`<table>.<output>`). What they
give are facts as well: `decision.<table>.<output>`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from dmn import NotFeel, Outcome, Trace, evaluate_all, read_expression, read_tests
from dmn.model import Context, Decision, Entry, Input, InputData, Model, Output, Rule, Table
from dmn.model import Text as Feel
from dmn.types import Type
from dmn.values import text_of
from onedoor.registers.catalogue.definition.conditions import Facts
from onedoor.registers.catalogue.definition.form import Field
from onedoor.registers.catalogue.definition.ground import (
    Basis,
    Name,
    Strict,
    Text,
    in_each,
    say,
    texts,
)
from onedoor.registers.catalogue.definition.units import counted

Gives = Literal["points", "class", "eligibility", "discretion", "fee", "automatic", "value"]
ValueType = Literal["number", "string", "boolean", "date"]
# The output of a discretion table that says of the decision itself: grant or refuse.
COURSE = "course"
# And those that bound the number it gives; without one it is open on that side.
LEAST, MOST = "least", "most"
_DATES = ("date", "future_date", "past_date")


class DecisionInput(Strict):
    """One column of what is asked: FEEL over the facts, and what it may be."""

    label: Text
    asks: str
    type: ValueType | Literal["list"] = "string"


class DecisionOutput(Strict):
    """One column of what is given; `values` in order, the weightiest first."""

    name: Name
    label: Text
    type: ValueType = "number"
    values: tuple[str, ...] = ()
    # FEEL: what is given when no row holds.
    otherwise: str = ""
    unit: str = ""


class DecisionRule(Strict):
    """One row: a test for each input, a value for each output, and what a person reads."""

    when: tuple[str, ...]
    then: tuple[str, ...]
    words: Text
    basis: Basis | None = None
    # Why no story reaches this row.
    unreached: str = ""


class DecisionTable(Strict):
    """One decision table with its hit policy (U A P F R O C) and aggregation (sum min max count).

    `complete`: it claims that some row holds whatever is asked.
    """

    id: Name
    title: Text
    gives: Gives
    # Of a discretion table that bounds a number: what the number is, as whoever decides reads it.
    decides: Text | None = None
    basis: Basis | None = None
    hit: Literal["U", "A", "P", "F", "R", "O", "C"] = "U"
    aggregate: Literal["", "sum", "min", "max", "count"] = ""
    complete: bool = False
    inputs: tuple[DecisionInput, ...]
    outputs: tuple[DecisionOutput, ...]
    rules: tuple[DecisionRule, ...]

    @model_validator(mode="after")
    def _rows_are_as_wide_as_the_table(self) -> "DecisionTable":
        for number, rule in enumerate(self.rules, 1):
            if len(rule.when) != len(self.inputs) or len(rule.then) != len(self.outputs):
                raise ValueError(
                    f"row {number} needs {len(self.inputs)} tests and {len(self.outputs)} values"
                )
        if self.aggregate and self.hit != "C":
            raise ValueError("only a table of the hit policy C adds up, counts or picks")
        return self

    @model_validator(mode="after")
    def _a_bound_says_of_what(self) -> "DecisionTable":
        bounds = self.gives == "discretion" and any(o.name in (LEAST, MOST) for o in self.outputs)
        if bounds != (self.decides is not None):
            raise ValueError(
                "a discretion table with `least` or `most` says what it bounds (`decides`), "
                "and no other does"
            )
        return self


@dataclass(frozen=True)
class Line:
    """One row that held, for the person to read: its words, what it gives, its basis."""

    words: Text
    gives: Text | None
    basis: Basis


@dataclass(frozen=True)
class Reckoned:
    """How one table came to what it gives."""

    table: DecisionTable
    lines: tuple[Line, ...]
    # The outputs as they are read.
    given: tuple[tuple[Text, Text], ...]
    values: dict[str, Any]
    basis: Basis
    # Row numbers that held and were taken.
    rows: tuple[int, ...]


class Decisions(Strict):
    """decisions.yaml."""

    version: str
    basis: Basis
    tables: tuple[DecisionTable, ...] = Setting(min_length=1)

    @cached_property
    def model(self) -> Model:
        """The tables as a model of the engine; a single output stands in a context of its own."""
        names = _names(self)
        decisions: dict[str, Decision] = {}
        inputs = {each: InputData(each, each) for each in sorted(names)}
        for table in self.tables:
            logic: Any = _table(table)
            if len(table.outputs) == 1:
                logic = Context((Entry(table.outputs[0].name, logic),))
            decisions[table.id] = Decision(
                table.id,
                table.id,
                logic,
                inputs=tuple(inputs),
                decisions=tuple(decisions),
                description=str(table.title),
            )
        return Model(self.version, "", {}, inputs, decisions)

    def of(self, gives: Gives) -> tuple[DecisionTable, ...]:
        """The tables that give this."""
        return tuple(each for each in self.tables if each.gives == gives)

    def decide(self, facts: Facts, fields: tuple[Field, ...]) -> Outcome:
        """All tables decided from the facts of a case."""
        return evaluate_all(self.model, as_values(facts, fields))

    def facts(self, facts: Facts, fields: tuple[Field, ...]) -> dict[str, Any]:
        """What the tables give, under the names that conditions use; without what is not given."""
        outcome = self.decide(facts, fields)
        return {
            f"decision.{table.id}.{name}": value
            for table in self.tables
            for name, value in (outcome.values.get(table.id) or {}).items()
            if value is not None
        }

    def reckon(self, facts: Facts, fields: tuple[Field, ...]) -> list[Reckoned]:
        """Every table as it was decided, in words."""
        outcome = self.decide(facts, fields)
        traces = {id(trace.table): trace for trace in outcome.tables}
        found = []
        for table in self.tables:
            trace = traces.get(id(self.table(table.id)))
            if trace is not None:
                found.append(_reckoned(self, table, trace, outcome.values.get(table.id)))
        return found

    def table(self, name: str) -> Table:
        """A table as the engine has it."""
        logic = self.model.decisions[name].logic
        if isinstance(logic, Context):
            logic = logic.entries[0].logic
        assert isinstance(logic, Table)
        return logic


def _reckoned(decisions: Decisions, table: DecisionTable, trace: Trace, value: Any) -> Reckoned:
    held = trace.taken
    if table.hit == "A" and held:
        held = tuple(each.number for each in trace.rows if each.matched)
    base = table.basis or decisions.basis
    lines = tuple(
        Line(
            table.rules[number - 1].words,
            _joined(table, trace.given[number]),
            table.rules[number - 1].basis or base,
        )
        for number in held
    )
    values = value if isinstance(value, dict) else {}
    given = tuple(
        (each.label, _worded(each, values.get(each.name)))
        for each in table.outputs
        if values.get(each.name) is not None
    )
    return Reckoned(table, lines, given, values, base, tuple(held))


def _joined(table: DecisionTable, values: tuple[Any, ...]) -> Text | None:
    said = [
        _worded(column, value)
        for column, value in zip(table.outputs, values, strict=True)
        if value is not None
    ]
    if not said:
        return None
    return in_each(lambda language: _COMMA[language].join(say(each, language) for each in said))


def _worded(column: DecisionOutput, value: Any) -> Text:
    if isinstance(value, bool):
        return _YES if value else _NO
    return counted(text_of(value), column.unit)


_COMMA = {"zh": "，", "en": ", ", "ug": "، "}
_YES = texts(zh="是", en="Yes", ug="ھەئە")
_NO = texts(zh="否", en="No", ug="ياق")


def feel(text: str, tests: bool = False) -> Feel:
    """A FEEL text, read."""
    try:
        return Feel(text, read_tests(text) if tests else read_expression(text))
    except NotFeel as fault:
        return Feel(text, None, str(fault))


_AGGREGATES = {"sum": "+", "min": "<", "max": ">", "count": "#"}


def _table(table: DecisionTable) -> Table:
    return Table(
        table.hit,
        tuple(Input(str(each.label), feel(each.asks), Type(each.type)) for each in table.inputs),
        tuple(
            Output(
                each.name,
                str(each.label),
                Type(each.type),
                feel(", ".join(f'"{value}"' for value in each.values), True)
                if each.values
                else None,
                feel(each.otherwise) if each.otherwise else None,
            )
            for each in table.outputs
        ),
        tuple(
            Rule(
                tuple(feel(each, True) for each in rule.when),
                tuple(feel(each) for each in rule.then),
                str(number),
                (str(rule.words),),
            )
            for number, rule in enumerate(table.rules, 1)
        ),
        _AGGREGATES.get(table.aggregate, ""),
        str(table.title),
    )


def _names(decisions: Decisions) -> set[str]:
    """The names from outside that the tables look at."""
    from dmn.builtins import BUILTINS
    from dmn.syntax import names_in

    used: set[str] = set()
    for table in decisions.tables:
        texts = [feel(each.asks) for each in table.inputs]
        texts += [feel(each, True) for rule in table.rules for each in rule.when]
        texts += [feel(each) for rule in table.rules for each in rule.then]
        texts += [feel(each.otherwise) for each in table.outputs if each.otherwise]
        for text in texts:
            used |= names_in(text.node) if text.node else set()
    return used - {"?"} - set(BUILTINS) - {each.id for each in decisions.tables}


def as_values(facts: Facts, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Facts as the engine takes them: numbers as decimals, days as days, dots as contexts."""
    known = {each.id: each for each in fields}
    found: dict[str, Any] = {}
    for name, value in facts.items():
        head, dot, tail = name.partition(".")
        if head == "decision":
            continue
        if dot:
            found.setdefault(head, {})[tail] = value or None
        elif name in known:
            found[name] = _value(known[name], value)
    return found


def _value(field: Field, given: Any) -> Any:
    if field.type == "rows":
        rows = given if isinstance(given, list | tuple) else []
        return [as_values(each, field.fields) for each in rows if isinstance(each, dict)]
    if isinstance(given, list | tuple):
        return [str(each) for each in given]
    if given is None or given == "":
        return [] if field.type == "choices" else None
    if field.type in ("number", "money"):
        try:
            return Decimal(str(given))
        except InvalidOperation:
            return None
    if field.type in _DATES:
        try:
            return date.fromisoformat(str(given))
        except ValueError:
            return None
    return given if isinstance(given, bool) else str(given)
