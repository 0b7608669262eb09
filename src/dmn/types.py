"""Types: what a value must be to pass as one, and the few conversions the specification makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dmn.syntax import Node, TypeName
from dmn.temporal import midnight
from dmn.values import Function, kind_of

# Other spellings of the built-in types, in models and in `instance of`.
SPELLINGS = {
    "any": "Any",
    "datetime": "date and time",
    "dateandtime": "date and time",
    "daytimeduration": "days and time duration",
    "daysandtimeduration": "days and time duration",
    "days and time duration": "days and time duration",
    "yearmonthduration": "years and months duration",
    "yearsandmonthsduration": "years and months duration",
    "day time duration": "days and time duration",
    "year month duration": "years and months duration",
    "duration": "duration",
    "bool": "boolean",
    "integer": "number",
    "double": "number",
    "decimal": "number",
    "null": "null",
}
BUILT_IN = frozenset(
    {
        "Any", "number", "string", "boolean", "date", "time", "date and time", "list", "context",
        "days and time duration", "years and months duration", "function", "range", "null",
    }
)  # fmt: skip


def spelled(name: str) -> str:
    """The one spelling of a built-in type; other names as they are."""
    bare = " ".join(name.replace("\u00a0", " ").split())
    return SPELLINGS.get(bare.lower(), bare)


def instance_of(value: Any, type_: TypeName, own: "Mapping[str, Type]") -> bool | None:
    """Whether a value is of a type written in FEEL; `own` are the types of the model.

    Allowed values do not count: a value may be of a type and not among them.
    """
    name = spelled(type_.name)
    if name in own:
        return value is not None and _of(value, own[name])
    if name not in BUILT_IN:
        return None
    if name == "Any":
        return value is not None
    if value is None:
        return name == "null"
    if kind_of(value) != name:
        return _is_function(value) if name == "function" else False
    if name == "list" and type_.arguments:
        return all(instance_of(each, type_.arguments[0], own) is True for each in value)
    if name == "range" and type_.arguments:
        ends = [each for each in (value.start, value.end) if each is not None]
        return all(instance_of(each, type_.arguments[0], own) is True for each in ends)
    if name == "context":
        return all(
            key in value and (value[key] is None or instance_of(value[key], part, own) is True)
            for key, part in type_.entries
        )
    return True


def _is_function(value: Any) -> bool:
    from dmn.builtins import Builtin

    return isinstance(value, Builtin | Function)


@dataclass(frozen=True)
class Type:
    """A type of a model: a built-in one, or a list or a context of types, perhaps narrowed."""

    name: str = "Any"
    collection: bool = False
    # For contexts: each entry's type, by name.
    parts: tuple[tuple[str, "Type"], ...] = ()
    allowed: Node | None = None
    # What a collection must be as a whole.
    allowed_whole: Node | None = None
    base: "Type | None" = None
    # The text of the allowed values, for those who read.
    written: str = field(default="", compare=False)
    # For functions: what each parameter must be, and what they give.
    asks: tuple[tuple[str, "Type"], ...] = ()
    gives: "Type | None" = None


ANY = Type()


def type_of(written: TypeName, own: Mapping[str, Type]) -> Type:
    """The type a FEEL text names, as the parameters of its functions do."""
    name = spelled(written.name)
    if name in own:
        return own[name]
    parts = tuple((key, type_of(each, own)) for key, each in written.entries)
    inner = type_of(written.arguments[0], own) if written.arguments else ANY
    if name == "list":
        return Type(inner.name, True, base=None if inner == ANY else inner)
    return Type(name, parts=parts) if name in BUILT_IN or name == "duration" else ANY


def _of(value: Any, wanted: Type) -> bool:
    """Whether a value is of a type of the model, its allowed values aside."""
    if wanted.collection:
        one = replace(wanted, collection=False)
        return isinstance(value, list) and all(_of(each, one) for each in value)
    if wanted.base:
        return _of(value, wanted.base)
    if wanted.parts:
        return isinstance(value, dict) and all(
            key in value and (value[key] is None or _of(value[key], part))
            for key, part in wanted.parts
        )
    return value is None or _is(value, wanted.name)


def as_type(value: Any, wanted: Any, passes: Any) -> tuple[Any, bool]:
    """The value as that type, and whether it is one; a list of one stands for its item.

    `passes(tests, value)` says whether allowed values hold.
    """
    if value is None or _anything(wanted):
        return value, True
    fits, found = _fit(value, wanted, passes)
    if fits:
        return found, True
    if isinstance(value, list) and len(value) == 1:
        fits, found = _fit(value[0], wanted, passes)
        if fits:
            return found, True
    fits, found = _fit([value], wanted, passes)
    return (found, True) if fits else (None, False)


def _anything(wanted: Type) -> bool:
    return wanted.name == "Any" and not wanted.collection and not wanted.allowed


def _fit(value: Any, wanted: Type, passes: Any) -> tuple[bool, Any]:
    if value is None:
        return True, None
    if wanted.collection:
        return _fit_all(value, wanted, passes)
    if wanted.base:
        fits, value = _fit(value, wanted.base, passes)
        if not fits:
            return False, None
    elif wanted.parts:
        fits, value = _fit_parts(value, wanted, passes)
        if not fits:
            return False, None
    elif wanted.name == "date and time" and kind_of(value) == "date":
        assert isinstance(value, date)
        value = midnight(value)
    elif isinstance(value, Function) and (wanted.asks or wanted.gives):
        value = _fit_function(value, wanted, passes)
    elif not _is(value, wanted.name):
        return False, None
    if wanted.allowed is not None and passes(wanted.allowed, value) is not True:
        return False, None
    return True, value


def _is(value: Any, name: str) -> bool:
    kind = kind_of(value)
    if name == "Any" or kind == name:
        return True
    if name == "function":
        return _is_function(value)
    return name == "duration" and kind.endswith("duration")


def _fit_all(value: Any, wanted: Type, passes: Any) -> tuple[bool, Any]:
    if not isinstance(value, list):
        return False, None
    one = Type(wanted.name, False, wanted.parts, wanted.allowed, None, wanted.base)
    found = [_fit(each, one, passes) for each in value]
    if not all(fits for fits, _ in found):
        return False, None
    if wanted.allowed_whole is not None and passes(wanted.allowed_whole, value) is not True:
        return False, None
    return True, [each for _, each in found]


def _fit_parts(value: Any, wanted: Type, passes: Any) -> tuple[bool, Any]:
    if not isinstance(value, dict):
        return False, None
    found = dict(value)
    for key, part in wanted.parts:
        if key not in value:
            return False, None
        fits, kept = _fit(value[key], part, passes)
        if not fits:
            return False, None
        found[key] = kept
    return True, found


def _fit_function(function: Function, wanted: Type, passes: Any) -> Function:
    """The function, held to what its type asks and gives."""
    asks, gives = dict(wanted.asks), wanted.gives or ANY

    def body(machine: Any, *arguments: Any) -> Any:
        given = [
            as_type(each, asks.get(name, ANY), passes)[0]
            for name, each in zip(function.parameters, arguments, strict=True)
        ]
        return as_type(function.body(machine, *given), gives, passes)[0]

    return replace(function, body=body)
