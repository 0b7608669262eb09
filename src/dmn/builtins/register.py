"""How a built-in function is written down, and called: the first of its forms that fits.

A form names its parameters with what each may be: `"start position: number"`, `"length: number?"`
(need not be given), `"list: any*"` (as many as there are), `"from: any|null"` (may be null).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, DecimalException
from typing import Any

from dmn.temporal import midnight
from dmn.values import Function, kind_of

Body = Callable[..., Any]


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name, what it may be, and whether it may be left out or repeated."""

    name: str
    kinds: frozenset[str]
    optional: bool = False
    many: bool = False


@dataclass(frozen=True)
class Form:
    """One way to call a function."""

    parameters: tuple[Parameter, ...]
    body: Body
    # Whether the body is given the machine first.
    wants_machine: bool


@dataclass(frozen=True)
class Builtin:
    """A function by its name, with all its forms."""

    name: str
    forms: tuple[Form, ...]


BUILTINS: dict[str, Builtin] = {}


def builtin(name: str, *parameters: str, machine: bool = False) -> Callable[[Body], Body]:
    """A form of a built-in function."""

    def keep(body: Body) -> Body:
        form = Form(tuple(_parameter(each) for each in parameters), body, machine)
        known = BUILTINS.get(name)
        BUILTINS[name] = Builtin(name, (*(known.forms if known else ()), form))
        return body

    return keep


def _parameter(text: str) -> Parameter:
    name, _, kinds = text.partition(":")
    kinds = kinds.strip()
    bare = kinds.rstrip("?*")
    return Parameter(
        name.strip(),
        frozenset(each.strip() for each in bare.split("|")),
        optional=kinds.endswith("?"),
        many=kinds.endswith("*"),
    )


def invoke(
    machine: Any, function: Builtin, given: list[Any], named: dict[str, Any] | None = None
) -> Any:
    """What the function gives; `None`, and a note, where no form fits."""
    machine.spend()
    for form in function.forms:
        placed = _placed(form, given, named)
        if placed is None:
            continue
        arguments = _fitting(form, placed)
        if arguments is None:
            continue
        try:
            found = form.body(machine, *arguments) if form.wants_machine else form.body(*arguments)
        except (DecimalException, OverflowError, ValueError):
            found = None
        if found is None:
            machine.note(f"{function.name}() gives nothing for these")
        return machine.fits(found)
    machine.note(f"{function.name}() is not for these arguments")
    return None


def _placed(form: Form, given: list[Any], named: dict[str, Any] | None) -> list[Any] | None:
    """The arguments in their places, or nothing where they are too few, too many or unknown."""
    if named is not None:
        known = {each.name: each for each in form.parameters}
        if not set(named) <= set(known):
            return None
        if any(not each.optional and each.name not in named for each in form.parameters):
            return None
        return [named.get(each.name, _LEFT_OUT) for each in form.parameters]
    if form.parameters and form.parameters[-1].many:
        fixed = len(form.parameters) - 1
        return [*given[:fixed], list(given[fixed:])] if len(given) > fixed else None
    least = sum(not each.optional for each in form.parameters)
    if not least <= len(given) <= len(form.parameters):
        return None
    return [*given, *[_LEFT_OUT] * (len(form.parameters) - len(given))]


_LEFT_OUT = object()


def _fitting(form: Form, placed: list[Any]) -> list[Any] | None:
    found: list[Any] = []
    for parameter, value in zip(form.parameters, placed, strict=True):
        if value is _LEFT_OUT:
            found.append(None)
            continue
        if parameter.many:
            values = value if isinstance(value, list) else [value]
            each = [_fit(one, parameter.kinds) for one in values]
            if any(not fits for fits, _ in each):
                return None
            found.append([one for _, one in each])
            continue
        if value is None and parameter.optional:
            found.append(None)
            continue
        fits, value = _fit(value, parameter.kinds)
        if not fits:
            return None
        found.append(value)
    return found


def _fit(value: Any, kinds: frozenset[str]) -> tuple[bool, Any]:
    if value is None:
        return ("null" in kinds), None
    kind = "function" if isinstance(value, Builtin | Function) else kind_of(value)
    if "any" in kinds or kind in kinds:
        return True, value
    if "list" in kinds:
        return True, [value]
    if kind == "list" and len(value) == 1:
        return _fit(value[0], kinds)
    if kind == "date" and "date and time" in kinds:
        assert isinstance(value, date)
        return True, midnight(value)
    return False, None


def whole(value: Decimal) -> int | None:
    """The number as an integer, if it is one of a size that means something."""
    if value != value.to_integral_value() or abs(value) > 10**9:
        return None
    return int(value)
