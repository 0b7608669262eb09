"""The values FEEL knows, and when two of them are equal or one is before another.

Numbers are decimals of 34 digits, halves go to the even neighbour. Missing and wrong are `None`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any

from dmn.temporal import DateTime, DaysTime, Time, YearsMonths, written

# Decimal128: what the specification asks of numbers.
DECIMAL128 = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)


@dataclass(frozen=True)
class Range:
    """From `start` to `end`; an end that is `None` is open to infinity."""

    start: Any
    end: Any
    start_in: bool = True
    end_in: bool = True
    # A range written `= 5` or `!= 5` (unary tests as values).
    negated: bool = False


@dataclass(frozen=True)
class Function:
    """A function as a value: its parameters by name, and what it does with them."""

    parameters: tuple[str, ...]
    body: Callable[..., Any]
    name: str = ""


def equal(left: Any, right: Any, depth: int = 0) -> bool | None:
    """Whether two values are equal; of different kinds, `None`."""
    if left is None or right is None:
        return left is right
    if depth > 60:
        return None
    kind = kind_of(left)
    if kind != kind_of(right):
        return None
    if kind == "list":
        return _all_equal(left, right, depth)
    if kind == "context":
        if left.keys() != right.keys():
            return False
        return _all_equal(list(left.values()), [right[each] for each in left], depth)
    if kind in ("time", "date and time"):
        return bool(left.same_as(right))
    if kind == "range":
        return _same_range(left, right)
    return bool(left == right)


def _same_range(left: Range, right: Range) -> bool:
    ends = (left.start_in, left.end_in, left.negated) == (
        right.start_in,
        right.end_in,
        right.negated,
    )
    return ends and bool(equal(left.start, right.start)) and bool(equal(left.end, right.end))


def _all_equal(left: list[Any], right: list[Any], depth: int) -> bool | None:
    if len(left) != len(right):
        return False
    return all(equal(one, other, depth + 1) is True for one, other in zip(left, right, strict=True))


def before(left: Any, right: Any) -> bool | None:
    """Whether left comes before right; of what has no order, `None`."""
    kind = kind_of(left)
    if left is None or kind != kind_of(right):
        return None
    if kind in ("number", "string", "date", "days and time duration", "years and months duration"):
        return bool(left < right)
    if kind in ("time", "date and time"):
        found: bool | None = left.before(right)
        return found
    return None


def either(*answers: bool | None) -> bool | None:
    """`or` of three values."""
    if any(each is True for each in answers):
        return True
    return None if any(each is None for each in answers) else False


def within(value: Any, span: Range) -> bool | None:
    """Whether a value lies in a range."""
    if value is None:
        return None
    if span.negated:
        same = equal(value, span.start)
        return None if same is None else not same
    low: bool | None = True
    if span.start is not None:
        low = before(span.start, value)
        if span.start_in:
            low = either(low, equal(span.start, value))
    high: bool | None = True
    if span.end is not None:
        high = before(value, span.end)
        if span.end_in:
            high = either(high, equal(value, span.end))
    if low is False or high is False:
        return False
    return None if low is None or high is None else True


_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "boolean"),
    (Decimal, "number"),
    (str, "string"),
    (list, "list"),
    (dict, "context"),
    (date, "date"),
    (Time, "time"),
    (DateTime, "date and time"),
    (DaysTime, "days and time duration"),
    (YearsMonths, "years and months duration"),
    (Range, "range"),
    (Function, "function"),
)


def kind_of(value: Any) -> str:
    """The name of the type a value has."""
    if value is None:
        return "null"
    for kind, name in _KINDS:
        if isinstance(value, kind):
            return name
    return "unknown"


def number(value: Any) -> Decimal | None:
    """A number from what Python has; `None` where it is none."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = DECIMAL128.create_decimal(str(value).strip() if isinstance(value, str) else value)
    except (InvalidOperation, Overflow, TypeError, ValueError):
        return None
    return found if found.is_finite() else None


def plain(value: Decimal) -> str:
    """A number as a person writes it: no exponent, no zeros at its end."""
    if value == 0:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def text_of(value: Any, inside: bool = False, room: int = 100_000) -> str:
    """What `string()` gives; inside lists and contexts strings keep their quotes."""
    if room <= 0:
        return "…"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if inside else value
    if isinstance(value, list):
        return "[" + _joined([(None, each) for each in value], room) + "]"
    if isinstance(value, dict):
        return "{" + _joined(list(value.items()), room) + "}"
    if isinstance(value, Range):
        return _range_text(value)
    if isinstance(value, Function):
        return f"function({', '.join(value.parameters)})"
    return written(value)


def _joined(items: list[tuple[str | None, Any]], room: int) -> str:
    parts: list[str] = []
    for key, value in items:
        part = text_of(value, inside=True, room=room)
        parts.append(part if key is None else f"{key}: {part}")
        room -= len(parts[-1]) + 2
        if room <= 0:
            break
    return ", ".join(parts)


def _range_text(span: Range) -> str:
    if span.negated:
        return f"!= {text_of(span.start, inside=True)}"
    if span.start is None:
        return f"{'<=' if span.end_in else '<'} {text_of(span.end, inside=True)}"
    if span.end is None:
        return f"{'>=' if span.start_in else '>'} {text_of(span.start, inside=True)}"
    opens, closes = "[" if span.start_in else "(", "]" if span.end_in else ")"
    return f"{opens}{text_of(span.start, inside=True)} .. {text_of(span.end, inside=True)}{closes}"
