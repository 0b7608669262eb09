"""A model, decided: inputs in, a value and its trace out.

Each decision is decided once, after what it requires. Nothing here raises for what a model says:
what cannot be decided is `None`, with notes that say why.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dmn import model as of
from dmn.machine import Exhausted, Layer, Limits, Machine
from dmn.tables import Trace, decide
from dmn.types import ANY, Type
from dmn.values import Function, kind_of

Names = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What was decided, how each table came to its value, and why something is missing."""

    value: Any
    tables: tuple[Trace, ...] = ()
    notes: tuple[str, ...] = ()
    # The value of every decision on the way, by name.
    values: Mapping[str, Any] = field(default_factory=dict)


def evaluate(
    model: of.Model,
    decision: str,
    inputs: Names,
    limits: Limits | None = None,
    now: datetime | None = None,
) -> Outcome:
    """Decide one decision of a model, by its name or id."""
    return _guarded(model, limits, now, inputs, lambda run: run.decided(decision))


def evaluate_all(
    model: of.Model,
    inputs: Names,
    limits: Limits | None = None,
    now: datetime | None = None,
) -> Outcome:
    """Decide every decision of a model; `values` holds them by name."""

    def every(run: "_Run") -> None:
        for each in model.decisions:
            run.decided(each)

    return _guarded(model, limits, now, inputs, every)


def call(
    model: of.Model,
    name: str,
    inputs: Names,
    limits: Limits | None = None,
    now: datetime | None = None,
) -> Outcome:
    """Call a decision service or a business knowledge model by its name."""
    return _guarded(model, limits, now, inputs, lambda run: run.called(name, inputs))


def _guarded(
    model: of.Model,
    limits: Limits | None,
    now: datetime | None,
    inputs: Names,
    what: Callable[["_Run"], Any],
) -> Outcome:
    run = _Run(model, Machine(limits or Limits(), now, model.types), inputs)
    try:
        value = what(run)
    except Exhausted as fault:
        run.machine.note(str(fault))
        value = None
    except RecursionError:
        run.machine.note("nested too deeply")
        value = None
    names = {model.decisions[key].name: each for key, each in run.values.items()}
    return Outcome(value, tuple(run.tables), tuple(run.machine.notes), names)


class _Run:
    """One evaluation of one model."""

    def __init__(self, model: of.Model, machine: Machine, inputs: Names) -> None:
        self.model, self.machine, self.inputs = model, machine, inputs
        self.values: dict[str, Any] = {}
        self.tables: list[Trace] = []
        self._underway: set[str] = set()

    def decided(self, name: str) -> Any:
        """The value of a decision."""
        decision = self.model.decision(name)
        if decision is None:
            self.machine.note(f"there is no decision “{name}”")
            return None
        if decision.id in self.values:
            return self.values[decision.id]
        if decision.id in self._underway:
            self.machine.note(f"“{decision.name}” requires itself")
            return None
        self._underway.add(decision.id)
        names = self._required(decision.inputs, decision.decisions, decision.knowledge)
        value = self.reckon(decision.logic, names, decision.name)
        value = self.typed(value, decision.type, decision.name)
        self._underway.discard(decision.id)
        self.values[decision.id] = value
        return value

    def _required(
        self, inputs: Iterable[str], decisions: Iterable[str], knowledge: Iterable[str]
    ) -> dict[str, Any]:
        names: dict[str, Any] = {}
        for each in knowledge:
            names |= self._known(each, 0)
        for each in inputs:
            data = self.model.inputs.get(each)
            if data:
                names[data.name] = self.typed(self.inputs.get(data.name), data.type, data.name)
            else:
                self.machine.note(f"“{each}” is not in this model")
        for each in decisions:
            decision = self.model.decisions.get(each)
            if decision:
                names[decision.name] = self.decided(decision.id)
            else:
                self.machine.note(f"“{each}” is not in this model")
        return names

    def _known(self, reference: str, depth: int) -> dict[str, Any]:
        """A business knowledge model or decision service as a function, with what it needs."""
        service = self.model.services.get(reference)
        if service:
            return {service.name: self._as_function(service)}
        known = self.model.knowledge.get(reference)
        if known is None or known.logic is None or depth > 30:
            return {}
        names: dict[str, Any] = {}
        for each in known.knowledge:
            if each != reference:
                names |= self._known(each, depth + 1)
        function = self._definition(known.logic, names, known.name, known.type)
        if function is not None:
            names[known.name] = function
        return names

    def _as_function(self, service: of.Service) -> Function:
        data = [self.model.inputs[each] for each in service.inputs if each in self.model.inputs]
        asked = [
            self.model.decisions[each]
            for each in service.input_decisions
            if each in self.model.decisions
        ]
        names = (*(each.name for each in data), *(each.name for each in asked))

        def body(machine: Machine, *arguments: Any) -> Any:
            machine.spend(10)
            return self._served(service, dict(zip(names, arguments, strict=True)))

        return Function(names, body, service.name)

    def _served(self, service: of.Service, given: Names) -> Any:
        asks = dict(service.type.asks)
        given = {name: self.typed(each, asks.get(name, ANY), name) for name, each in given.items()}
        run = _Run(self.model, self.machine, given)
        run.tables = self.tables
        for each in service.input_decisions:
            decision = self.model.decisions.get(each)
            if decision:
                value = given.get(decision.name)
                run.values[decision.id] = self.typed(value, decision.type, decision.name)
        outputs = {}
        for each in service.outputs:
            decision = self.model.decisions.get(each)
            if decision:
                outputs[decision.name] = run.decided(decision.id)
        value = next(iter(outputs.values())) if len(outputs) == 1 else outputs
        kind = service.type
        wanted = (kind.gives or ANY) if kind.name == "function" else kind
        return self.typed(value, wanted, service.name)

    def called(self, name: str, given: Names) -> Any:
        """A decision service or business knowledge model, called by its name."""
        for service in self.model.services.values():
            if name in (service.name, service.id):
                return self._served(service, given)
        for known in self.model.knowledge.values():
            if name in (known.name, known.id):
                function = self._known(known.id, 0).get(known.name)
                if isinstance(function, Function):
                    arguments = [given.get(each) for each in function.parameters]
                    return self.machine.call(function, arguments)
        self.machine.note(f"nothing is called “{name}”")
        return None

    def typed(self, value: Any, wanted: Type, name: str) -> Any:
        """The value as its type, or nothing."""
        return self.machine.typed(value, wanted, name)

    # --- logic ---

    def reckon(self, logic: of.Boxed | None, names: Names, name: str) -> Any:
        """The value of a piece of logic."""
        if logic is None:
            self.machine.note(f"“{name}” says nothing")
            return None
        self.machine.spend()
        self.machine.depth += 1
        if self.machine.depth > self.machine.limits.depth:
            raise Exhausted("nested too deeply")
        try:
            value = _WAYS[type(logic)](self, logic, names, name)
        finally:
            self.machine.depth -= 1
        held = isinstance(logic, of.Definition)  # It was held to its type when it was made.
        return value if held else self.typed(value, logic.type, name)

    def _expression(self, logic: of.Expression, names: Names, name: str) -> Any:
        if logic.text.node is None:
            self.machine.note(f"“{name}” is not read: {logic.text.fault}")
            return None
        return self.machine.reckon(logic.text.node, names)

    def _table(self, logic: of.Table, names: Names, name: str) -> Any:
        trace = decide(self.machine, logic, names, name)
        if len(self.tables) < 1_000:
            self.tables.append(trace)
        return trace.value

    def _context(self, logic: of.Context, names: Names, name: str) -> Any:
        found: dict[str, Any] = {}
        for entry in logic.entries:
            scope = Layer(dict(found), names)
            if isinstance(entry.logic, of.Definition):
                found[entry.name] = self._definition(entry.logic, scope, entry.name, entry.type)
                continue
            value = self.reckon(entry.logic, scope, entry.name)
            found[entry.name] = self.typed(value, entry.type, entry.name)
        if logic.result is not None:
            return self.reckon(logic.result, Layer(found, names), name)
        return found

    def _listing(self, logic: of.Listing, names: Names, name: str) -> Any:
        return [self.reckon(each, names, name) for each in logic.items]

    def _relation(self, logic: of.Relation, names: Names, name: str) -> Any:
        return [
            {
                column: self.typed(self.reckon(cell, names, column), kind, column)
                for (column, kind), cell in zip(logic.columns, row, strict=False)
            }
            for row in logic.rows
        ]

    def _defined(self, logic: of.Definition, names: Names, name: str) -> Any:
        return self._definition(logic, names, name)

    def _definition(
        self, logic: of.Definition, names: Names, name: str, result: Type = ANY
    ) -> Function | None:
        if logic.kind != "FEEL":
            self.machine.note(f"functions of {logic.kind} are not run")
            return None
        parameters = tuple(each for each, _ in logic.parameters)
        own: dict[str, Any] = {}

        def body(machine: Machine, *arguments: Any) -> Any:
            given = {
                each: self.typed(value, kind, each)
                for (each, kind), value in zip(logic.parameters, arguments, strict=True)
            }
            value = self.reckon(logic.body, Layer(given, Layer(own, names)), name)
            for kind in gives:
                value = self.typed(value, kind, name)
            return value

        # What a model says of a function is its type, or only what it gives.
        gives = [each for each in (logic.type, result) if each.name != "function"]
        function: Function | None = Function(parameters, body, name)
        for kind in (logic.type, result):
            if kind.name == "function":
                function = self.typed(function, kind, name)
        # A function may call itself.
        own[name] = function
        return function

    def _invocation(self, logic: of.Invocation, names: Names, name: str) -> Any:
        function = self.reckon(logic.function, names, name)
        given = {
            each.name: self.typed(self.reckon(each.logic, names, each.name), each.type, each.name)
            for each in logic.arguments
        }
        if isinstance(function, Function):
            if set(given) - set(function.parameters):
                self.machine.note(f"“{name}” calls with arguments that are not asked for")
                return None
            arguments = [given.get(each) for each in function.parameters]
            return self.machine.call(function, arguments)
        from dmn.builtins import Builtin, invoke

        if isinstance(function, Builtin):
            return invoke(self.machine, function, [], given)
        self.machine.note(f"“{name}” calls what is no function")
        return None

    def _conditional(self, logic: of.Conditional, names: Names, name: str) -> Any:
        test = self.reckon(logic.test, names, name)
        return self.reckon(logic.then if test is True else logic.otherwise, names, name)

    def _filtered(self, logic: of.Filtered, names: Names, name: str) -> Any:
        source = self.reckon(logic.source, names, name)
        if source is None:
            return None
        kept = []
        for each in source if isinstance(source, list) else [source]:
            own = {"item": each} | (each if isinstance(each, dict) else {})
            found = self.reckon(logic.match, Layer(own, names), name)
            if found is True:
                kept.append(each)
            elif kind_of(found) == "number" and isinstance(source, list):
                at = int(found)
                inside = at != 0 and abs(at) <= len(source)
                return source[at - 1 if at > 0 else at] if inside else None
        return kept

    def _iteration(self, logic: of.Iteration, names: Names, name: str) -> Any:
        source = self.reckon(logic.source, names, name)
        if source is None:
            return None
        found: list[Any] = []
        for each in source if isinstance(source, list) else [source]:
            self.machine.spend(len(found) if logic.kind == "for" else 1)
            scope = Layer({logic.name: each, "partial": list(found)}, names)
            found.append(self.reckon(logic.body, scope, name))
            self.machine.fits(found)
        if logic.kind == "for":
            return found
        wanted = logic.kind == "every"
        if any(each is (not wanted) for each in found):
            return not wanted
        return wanted if all(isinstance(each, bool) for each in found) else None


_WAYS: dict[type, Callable[[_Run, Any, Names, str], Any]] = {
    of.Expression: _Run._expression,
    of.Table: _Run._table,
    of.Context: _Run._context,
    of.Listing: _Run._listing,
    of.Relation: _Run._relation,
    of.Definition: _Run._defined,
    of.Invocation: _Run._invocation,
    of.Conditional: _Run._conditional,
    of.Filtered: _Run._filtered,
    of.Iteration: _Run._iteration,
}
