"""Texts."""

import re
from decimal import Decimal
from typing import Any

from dmn.builtins.patterns import pattern_for
from dmn.builtins.register import builtin, whole

_GROUP = re.compile(r"\\(.)|\$(\d)")


@builtin("substring", "string: string", "start position: number", "length: number?")
def _substring(text: str, start: Decimal, length: Decimal | None) -> str | None:
    first = whole(start.to_integral_value(rounding="ROUND_DOWN"))
    if not first or abs(first) > len(text):
        return None
    at = first - 1 if first > 0 else len(text) + first
    if length is None:
        return text[at:]
    size = whole(length.to_integral_value(rounding="ROUND_DOWN"))
    return text[at : at + size] if size is not None and size >= 1 else None


@builtin("string length", "string: string")
def _length(text: str) -> Decimal:
    return Decimal(len(text))


@builtin("upper case", "string: string")
def _upper(text: str) -> str:
    return text.upper()


@builtin("lower case", "string: string")
def _lower(text: str) -> str:
    return text.lower()


@builtin("substring before", "string: string", "match: string")
def _before(text: str, match: str) -> str:
    head, found, _ = text.partition(match) if match else ("", "", "")
    return head if found else ""


@builtin("substring after", "string: string", "match: string")
def _after(text: str, match: str) -> str:
    return text.partition(match)[2] if match else text


@builtin("contains", "string: string", "match: string")
def _contains(text: str, match: str) -> bool:
    return match in text


@builtin("starts with", "string: string", "match: string")
def _starts(text: str, match: str) -> bool:
    return text.startswith(match)


@builtin("ends with", "string: string", "match: string")
def _ends(text: str, match: str) -> bool:
    return text.endswith(match)


@builtin("matches", "input: string", "pattern: string", "flags: string?")
def _matches(text: str, pattern: str, flags: str | None) -> bool | None:
    found = pattern_for(pattern, flags or "", text)
    return found.search(text) is not None if found else None


@builtin("replace", "input: string", "pattern: string", "replacement: string", "flags: string?")
def _replace(text: str, pattern: str, replacement: str, flags: str | None) -> str | None:
    found = pattern_for(pattern, flags or "", text)
    if not found or len(text) * (len(replacement) + 1) > 1_000_000:
        return None

    def written(match: "re.Match[str]") -> str:
        def one(part: "re.Match[str]") -> str:
            if part[1]:
                return str(part[1])
            group = int(part[2])
            return (match[group] or "") if group <= match.re.groups else ""

        return _GROUP.sub(one, replacement)

    return found.sub(written, text)


@builtin("split", "string: string", "delimiter: string")
def _split(text: str, delimiter: str) -> list[str] | None:
    found = pattern_for(delimiter, "", text)
    if not found:
        return None
    parts, at = [], 0
    for match in found.finditer(text):
        if match.end() > match.start():
            parts.append(text[at : match.start()])
            at = match.end()
    return [*parts, text[at:]]


@builtin("string join", "list: list", "delimiter: string|null?", machine=True)
def _join(machine: Any, items: list[Any], delimiter: str | None) -> str | None:
    kept = [each for each in items if each is not None]
    if not all(isinstance(each, str) for each in kept):
        return None
    machine.spend(len(kept))
    room = machine.limits.size
    if sum(len(each) + len(delimiter or "") for each in kept) > 2 * room:
        return str(machine.fits("x" * (room + 1)))
    return (delimiter or "").join(kept)
