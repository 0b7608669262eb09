"""Lists and contexts."""

from collections.abc import Callable
from decimal import Decimal
from functools import cmp_to_key, reduce
from typing import Any

from dmn.builtins.register import builtin, whole
from dmn.values import DECIMAL128, before, equal, kind_of


def _one_or_many(name: str, kinds: str, body: Callable[[Any, list[Any]], Any]) -> None:
    """A function of a list, or of its items written one by one."""

    def of_list(machine: Any, items: list[Any]) -> Any:
        machine.spend(len(items))
        return body(machine, items)

    builtin(name, "list: list", machine=True)(of_list)
    builtin(name, f"list: {kinds}*", machine=True)(of_list)


def _numbers(items: list[Any]) -> list[Decimal] | None:
    return items if all(kind_of(each) == "number" for each in items) else None


def _extreme(items: list[Any], last: bool) -> Any:
    if not items or any(each is None for each in items):
        return None
    best = items[0]
    if before(best, best) is None:
        return None
    for each in items[1:]:
        found = before(best, each) if last else before(each, best)
        if found is None:
            return None
        best = each if found else best
    return best


def _sum(_: Any, items: list[Any]) -> Decimal | None:
    found = _numbers(items)
    return reduce(DECIMAL128.add, found) if found else None


def _mean(_: Any, items: list[Any]) -> Decimal | None:
    total = _sum(None, items)
    return DECIMAL128.divide(total, Decimal(len(items))) if total is not None else None


def _product(_: Any, items: list[Any]) -> Decimal | None:
    found = _numbers(items)
    return reduce(DECIMAL128.multiply, found) if found else None


def _median(_: Any, items: list[Any]) -> Decimal | None:
    found = _numbers(items)
    if not found:
        return None
    ordered = sorted(found)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return DECIMAL128.divide(DECIMAL128.add(ordered[middle - 1], ordered[middle]), Decimal(2))


def _stddev(_: Any, items: list[Any]) -> Decimal | None:
    found = _numbers(items)
    if not found or len(found) < 2:
        return None
    mean = _mean(None, found)
    assert mean is not None
    apart = [DECIMAL128.subtract(each, mean) for each in found]
    squares = reduce(DECIMAL128.add, [DECIMAL128.multiply(each, each) for each in apart])
    return DECIMAL128.sqrt(DECIMAL128.divide(squares, Decimal(len(found) - 1)))


def _mode(_: Any, items: list[Any]) -> list[Decimal] | None:
    found = _numbers(items)
    if found is None:
        return None
    counts: dict[Decimal, int] = {}
    for each in found:
        counts[each] = counts.get(each, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(each for each, count in counts.items() if count == most)


def _all(_: Any, items: list[Any]) -> bool | None:
    if any(each is False for each in items):
        return False
    return True if all(each is True for each in items) else None


def _any(_: Any, items: list[Any]) -> bool | None:
    if any(each is True for each in items):
        return True
    return False if all(each is False for each in items) else None


_one_or_many("min", "any|null", lambda _, items: _extreme(items, last=False))
_one_or_many("max", "any|null", lambda _, items: _extreme(items, last=True))
_one_or_many("sum", "any|null", _sum)
_one_or_many("mean", "any|null", _mean)
_one_or_many("product", "any|null", _product)
_one_or_many("median", "any|null", _median)
_one_or_many("stddev", "any|null", _stddev)
_one_or_many("mode", "any|null", _mode)
_one_or_many("all", "any|null", _all)
_one_or_many("any", "any|null", _any)
_one_or_many("and", "any|null", _all)
_one_or_many("or", "any|null", _any)


@builtin("not", "negand: boolean")
def _not(value: bool) -> bool:
    return not value


@builtin("count", "list: list")
def _count(items: list[Any]) -> Decimal:
    return Decimal(len(items))


@builtin("list contains", "list: list", "element: any|null", machine=True)
def _contains(machine: Any, items: list[Any], element: Any) -> bool:
    machine.spend(len(items))
    return any(equal(each, element) is True for each in items)


@builtin("sublist", "list: list", "start position: number", "length: number?")
def _sublist(items: list[Any], start: Decimal, length: Decimal | None) -> list[Any] | None:
    first = whole(start)
    if not first or abs(first) > len(items):
        return None
    at = first - 1 if first > 0 else len(items) + first
    if length is None:
        return items[at:]
    size = whole(length)
    return items[at : at + size] if size is not None and 1 <= size <= len(items) - at else None


@builtin("append", "list: list", "item: any|null*")
def _append(items: list[Any], more: list[Any]) -> list[Any]:
    return [*items, *more]


@builtin("concatenate", "list: list*", machine=True)
def _concatenate(machine: Any, lists: list[list[Any]]) -> list[Any]:
    machine.spend(sum(len(each) for each in lists))
    return [each for items in lists for each in items]


@builtin("insert before", "list: list", "position: number", "newItem: any|null")
def _insert(items: list[Any], position: Decimal, item: Any) -> list[Any] | None:
    first = whole(position)
    if not first or abs(first) > len(items):
        return None
    at = first - 1 if first > 0 else len(items) + first
    return [*items[:at], item, *items[at:]]


@builtin("remove", "list: list", "position: number")
def _remove(items: list[Any], position: Decimal) -> list[Any] | None:
    first = whole(position)
    if not first or abs(first) > len(items):
        return None
    at = first - 1 if first > 0 else len(items) + first
    return [*items[:at], *items[at + 1 :]]


@builtin("list replace", "list: list", "position: number", "newItem: any|null")
def _replace_at(items: list[Any], position: Decimal, item: Any) -> list[Any] | None:
    first = whole(position)
    if not first or abs(first) > len(items):
        return None
    at = first - 1 if first > 0 else len(items) + first
    return [*items[:at], item, *items[at + 1 :]]


@builtin("list replace", "list: list", "match: function", "newItem: any|null", machine=True)
def _replace_by(machine: Any, items: list[Any], match: Any, item: Any) -> list[Any] | None:
    found = []
    for each in items:
        hit = machine.call(match, [each, item])
        if not isinstance(hit, bool):
            return None
        found.append(item if hit else each)
    return found


@builtin("reverse", "list: list")
def _reverse(items: list[Any]) -> list[Any]:
    return items[::-1]


@builtin("index of", "list: list", "match: any|null", machine=True)
def _index_of(machine: Any, items: list[Any], match: Any) -> list[Decimal]:
    machine.spend(len(items))
    return [Decimal(at + 1) for at, each in enumerate(items) if equal(each, match) is True]


def _distinct(machine: Any, items: list[Any]) -> list[Any]:
    found: list[Any] = []
    for each in items:
        machine.spend(len(found) + 1)
        if not any(equal(each, known) is True for known in found):
            found.append(each)
    return found


@builtin("union", "list: list*", machine=True)
def _union(machine: Any, lists: list[list[Any]]) -> list[Any]:
    return _distinct(machine, [each for items in lists for each in items])


@builtin("distinct values", "list: list", machine=True)
def _distinct_values(machine: Any, items: list[Any]) -> list[Any]:
    return _distinct(machine, items)


@builtin("duplicate values", "list: list", machine=True)
def _duplicate_values(machine: Any, items: list[Any]) -> list[Any]:
    machine.spend(len(items) ** 2)
    return [
        each
        for each in _distinct(machine, items)
        if sum(equal(each, other) is True for other in items) > 1
    ]


@builtin("flatten", "list: list", machine=True)
def _flatten(machine: Any, items: list[Any]) -> list[Any]:
    found: list[Any] = []
    waiting = [iter(items)]
    while waiting:
        for each in waiting[-1]:
            machine.spend()
            if isinstance(each, list):
                waiting.append(iter(each))
                break
            found.append(each)
        else:
            waiting.pop()
    return found


@builtin("sort", "list: list", "precedes: function?", machine=True)
def _sort(machine: Any, items: list[Any], precedes: Any) -> list[Any] | None:
    def first(one: Any, other: Any) -> Any:
        if precedes is None:
            return before(one, other)
        return machine.call(precedes, [one, other])

    def compare(one: Any, other: Any) -> int:
        machine.spend()
        if first(one, other) is True:
            return -1
        return 1 if first(other, one) is True else 0

    if precedes is None and any(before(each, items[0]) is None for each in items):
        return None
    return sorted(items, key=cmp_to_key(compare))


@builtin("partition", "list: list", "size: number")
def _partition(items: list[Any], size: Decimal) -> list[Any] | None:
    step = whole(size)
    return [items[at : at + step] for at in range(0, len(items), step)] if step else None


@builtin("get value", "m: context", "key: string")
def _get_value(context: dict[str, Any], key: str) -> Any:
    return context.get(key)


@builtin("get value", "context: context", "key: string")
def _get_value_too(context: dict[str, Any], key: str) -> Any:
    return context.get(key)


@builtin("get entries", "m: context")
def _get_entries(context: dict[str, Any]) -> list[Any]:
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("get entries", "context: context")
def _get_entries_too(context: dict[str, Any]) -> list[Any]:
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context put", "context: context", "key: string", "value: any|null")
def _put(context: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    return context | {key: value}


@builtin("context put", "context: context", "keys: list", "value: any|null")
def _put_deep(context: dict[str, Any], keys: list[Any], value: Any) -> dict[str, Any] | None:
    if not keys or not isinstance(keys[0], str) or len(keys) > 60:
        return None
    if len(keys) == 1:
        return context | {keys[0]: value}
    inner = context.get(keys[0])
    if not isinstance(inner, dict):
        return None
    deeper = _put_deep(inner, keys[1:], value)
    return None if deeper is None else context | {keys[0]: deeper}


@builtin("context merge", "contexts: list")
def _merge(contexts: list[Any]) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for each in contexts:
        if not isinstance(each, dict):
            return None
        found |= each
    return found


@builtin("context", "entries: list")
def _context(entries: list[Any]) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for each in entries:
        if not isinstance(each, dict) or "value" not in each:
            return None
        key = each.get("key")
        if not isinstance(key, str) or key in found:
            return None
        found[key] = each["value"]
    return found
