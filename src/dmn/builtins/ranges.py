"""How points and ranges lie to one another. A point is the range from itself to itself."""

from collections.abc import Callable
from typing import Any

from dmn.builtins.register import builtin
from dmn.values import Range, before, equal, kind_of

_POINT = "number|string|date|time|date and time|days and time duration|years and months duration"


def _as_range(value: Any) -> Range:
    return value if isinstance(value, Range) else Range(value, value)


def _comparable(one: Range, other: Range) -> bool:
    ends = [each for each in (one.start, one.end, other.start, other.end) if each is not None]
    return len({kind_of(each) for each in ends}) <= 1


def _less(one: Any, other: Any) -> bool:
    return before(one, other) is True


def _same(one: Any, other: Any) -> bool:
    return equal(one, other) is True


def _ends_before(one: Range, other: Range) -> bool:
    """All of one lies before all of the other."""
    if _less(one.end, other.start):
        return True
    return _same(one.end, other.start) and not (one.end_in and other.start_in)


def _meets(one: Range, other: Range) -> bool:
    return one.end_in and other.start_in and _same(one.end, other.start)


def _starts_first(one: Range, other: Range) -> bool:
    if _less(one.start, other.start):
        return True
    return _same(one.start, other.start) and one.start_in and not other.start_in


def _ends_last(one: Range, other: Range) -> bool:
    if _less(other.end, one.end):
        return True
    return _same(one.end, other.end) and one.end_in and not other.end_in


def _same_start(one: Range, other: Range) -> bool:
    return _same(one.start, other.start) and one.start_in == other.start_in


def _same_end(one: Range, other: Range) -> bool:
    return _same(one.end, other.end) and one.end_in == other.end_in


def _includes(one: Range, other: Range) -> bool:
    low = _starts_first(one, other) or _same_start(one, other)
    return low and (_ends_last(one, other) or _same_end(one, other))


def _overlaps(one: Range, other: Range) -> bool:
    return not _ends_before(one, other) and not _ends_before(other, one)


def _overlaps_before(one: Range, other: Range) -> bool:
    low = _starts_first(one, other)
    high = _ends_last(other, one) or _same_end(one, other)
    return low and high and _overlaps(one, other)


def _relation(
    name: str,
    rule: Callable[[Range, Range], bool],
    forms: tuple[tuple[str, str], ...],
    names: tuple[tuple[str, str], ...],
) -> None:
    def body(one: Any, other: Any) -> bool | None:
        left, right = _as_range(one), _as_range(other)
        return rule(left, right) if _comparable(left, right) else None

    for (one, other), (first, second) in zip(forms, names, strict=True):
        builtin(name, f"{first}: {one}", f"{second}: {other}")(body)


_RANGES = (("range", "range"),)
_BOTH = (("range1", "range2"),)
_ANY_FORMS = ((_POINT, _POINT), (_POINT, "range"), ("range", _POINT), ("range", "range"))
_ANY_NAMES = (("point1", "point2"), ("point", "range"), ("range", "point"), ("range1", "range2"))

_relation("before", _ends_before, _ANY_FORMS, _ANY_NAMES)
_relation("after", lambda one, other: _ends_before(other, one), _ANY_FORMS, _ANY_NAMES)
_relation("meets", _meets, _RANGES, _BOTH)
_relation("met by", lambda one, other: _meets(other, one), _RANGES, _BOTH)
_relation("overlaps", _overlaps, _RANGES, _BOTH)
_relation("overlaps before", _overlaps_before, _RANGES, _BOTH)
_relation(
    "overlaps after",
    lambda one, other: (
        (_starts_first(other, one) or _same_start(one, other))
        and _ends_last(one, other)
        and _overlaps(one, other)
    ),
    _RANGES,
    _BOTH,
)
_INTO = ((_POINT, "range"), ("range", "range"))
_INTO_NAMES = (("point", "range"), ("range1", "range2"))
_FROM = (("range", _POINT), ("range", "range"))
_FROM_NAMES = (("range", "point"), ("range1", "range2"))


def _finishes(one: Range, other: Range) -> bool:
    low = _starts_first(other, one) or _same_start(one, other)
    return _same_end(one, other) and low


def _starts(one: Range, other: Range) -> bool:
    high = _ends_last(other, one) or _same_end(one, other)
    return _same_start(one, other) and high


_relation("finishes", _finishes, _INTO, _INTO_NAMES)
_relation("finished by", lambda one, other: _finishes(other, one), _FROM, _FROM_NAMES)
_relation("includes", _includes, _FROM, _FROM_NAMES)
_relation("during", lambda one, other: _includes(other, one), _INTO, _INTO_NAMES)
_relation("starts", _starts, _INTO, _INTO_NAMES)
_relation("started by", lambda one, other: _starts(other, one), _FROM, _FROM_NAMES)
_relation(
    "coincides",
    lambda one, other: _same_start(one, other) and _same_end(one, other),
    ((_POINT, _POINT), ("range", "range")),
    (("point1", "point2"), ("range1", "range2")),
)
