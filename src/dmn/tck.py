"""The runner of the public conformance cases: a folder of models and tests, as they are.

Each expected result gives one line: passed, failed, or not supported (the model asks for something
this engine says it does not do).
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO
from xml.etree.ElementTree import Element

from dmn import model as of
from dmn.engine import Outcome, call, evaluate
from dmn.read import NotDmn, child, children, local, read_model, read_xml
from dmn.temporal import read_date, read_date_time, read_duration, read_time
from dmn.types import Type
from dmn.values import equal, kind_of, number, text_of

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_NOT_DONE = (
    "are not run",
    "is not run",
    "are not reckoned",
    "from outside",
    "is not in this model",
)


class Unreadable(Exception):
    """A test names a value that this engine has not got, a year before the first for one."""


@dataclass(frozen=True)
class Result:
    """One expected result, and what came of it."""

    file: str
    case: str
    node: str
    verdict: str
    detail: str = ""


def run_folder(folder: Path) -> Iterator[Result]:
    """Every test file below the folder."""
    for path in sorted(folder.rglob("*.xml")):
        yield from run_file(path, path.relative_to(folder).as_posix())


def run_file(path: Path, name: str) -> Iterator[Result]:
    """Every expected result of one file; nothing where the file holds no test cases."""
    try:
        root = read_xml(path.read_bytes())
    except NotDmn as fault:
        yield Result(name, "", "", "failed", str(fault))
        return
    if local(root) != "testCases":
        return
    wanted = child(root, "modelName")
    beside = path.parent / Path(((wanted.text if wanted is not None else "") or "").strip()).name
    if not beside.is_file():
        beside = next(iter(sorted(path.parent.glob("*.dmn"))), beside)
    try:
        model = read_model(beside.read_bytes())
    except (NotDmn, OSError) as fault:
        yield Result(name, "", "", "failed", f"{beside.name}: {fault}")
        return
    for at, case in enumerate(children(root, "testCase"), 1):
        for result in children(case, "resultNode"):
            yield _run(model, name, case, case.get("id") or str(at), result)


def _run(model: of.Model, file: str, case: Element, key: str, result: Element) -> Result:
    node = result.get("name", "")
    # The first test files called what is expected what was computed.
    box = child(result, "expected")
    box = child(result, "computed") if box is None else box
    try:
        inputs = {
            " ".join(each.get("name", "").split()): value_of(each, _input_type(model, each))
            for each in children(case, "inputNode")
        }
        decision = model.decision(" ".join(node.split()))
        wanted = decision.type if decision else None
        expected = value_of(box, wanted) if box is not None else None
    except Unreadable as fault:
        return Result(file, key, node, "not supported", str(fault))
    kind, invoked = case.get("type", "decision"), case.get("invocableName", "")
    served = result.get("type") in ("decisionService", "bkm") and not invoked
    if (kind in ("decisionService", "bkm") and invoked) or served:
        outcome = call(model, invoked or " ".join(node.split()), inputs)
    else:
        outcome = evaluate(model, " ".join(node.split()), inputs)
    found = outcome.value
    if kind == "decisionService" and isinstance(found, dict) and node in found:
        found = found[node]
    if box is None and result.get("errorResult") != "true":
        return Result(file, key, node, "not supported", "no expected value")
    if matches(found, expected) or (served and _as_service(found, expected)):
        return Result(file, key, node, "passed")
    missing = _not_done(model, outcome)
    if missing and found is None:
        return Result(file, key, node, "not supported", missing)
    detail = f"expected {text_of(expected, True)[:200]}, got {text_of(found, True)[:200]}"
    if outcome.notes:
        detail += f" ({outcome.notes[-1]})"
    return Result(file, key, node, "failed", detail)


def _as_service(found: Any, expected: Any) -> bool:
    """A service of one output gives its value; older tests name the output as well."""
    named = isinstance(expected, dict) and len(expected) == 1
    return named and matches(found, next(iter(expected.values())))


def _not_done(model: of.Model, outcome: Outcome) -> str:
    if model.unsupported:
        return model.unsupported[0]
    return next((each for each in outcome.notes if any(words in each for words in _NOT_DONE)), "")


def _input_type(model: of.Model, node: Element) -> Type | None:
    name = " ".join(node.get("name", "").split())
    return next((each.type for each in model.inputs.values() if each.name == name), None)


def value_of(element: Element, wanted: Type | None = None) -> Any:
    """The value a test writes: a plain value, a list, or named components.

    Raises `Unreadable`.
    """
    if element.get(f"{_XSI}nil") == "true":
        return None
    items = child(element, "list")
    if items is not None:
        if items.get(f"{_XSI}nil") == "true":
            return None
        inner = None
        if wanted is not None:
            inner = Type(wanted.name, False, wanted.parts, base=wanted.base)
        return [value_of(each, inner) for each in children(items, "item")]
    parts = children(element, "component")
    if parts:
        types = dict(_parts(wanted))
        return {
            " ".join(each.get("name", "").split()): value_of(each, types.get(each.get("name", "")))
            for each in parts
        }
    value = child(element, "value")
    if value is None or value.get(f"{_XSI}nil") == "true":
        return None
    kind = value.get(f"{_XSI}type", "").rpartition(":")[2]
    return _plain(value.text or "", kind, wanted)


def _parts(wanted: Type | None) -> tuple[tuple[str, Type], ...]:
    while wanted is not None and not wanted.parts and wanted.base is not None:
        wanted = wanted.base
    return wanted.parts if wanted else ()


_READERS: dict[str, Callable[[str], Any]] = {
    "date": read_date,
    "time": read_time,
    "dateTime": read_date_time,
    "duration": read_duration,
    "dayTimeDuration": read_duration,
    "yearMonthDuration": read_duration,
    "boolean": {"true": True, "1": True, "false": False, "0": False}.get,
    **dict.fromkeys(("decimal", "double", "float", "integer", "int", "long"), number),
}
_OF_TYPES = {
    "number": "decimal",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "date and time": "dateTime",
    "days and time duration": "duration",
    "years and months duration": "duration",
    "string": "string",
}


def _plain(text: str, kind: str, wanted: Type | None) -> Any:
    if not kind and (text.strip() or (wanted and wanted.name == "string")):
        kind = _OF_TYPES.get(wanted.name if wanted else "", "")
    if kind in ("string", "token", "normalizedString"):
        return text
    bare = text.strip()
    if kind in _READERS:
        found = _READERS[kind](bare)
        if found is None:
            raise Unreadable(f"“{bare}” is no {kind} that this engine has")
        return found
    # Without a type: what it looks like, and where nothing stands, nothing.
    if not bare:
        return None
    if bare in ("true", "false"):
        return bare == "true"
    found = number(bare)
    return found if found is not None else text


def matches(found: Any, expected: Any) -> bool:
    """Whether a value is the expected one; numbers to eight places, as all are measured."""
    if kind_of(found) == kind_of(expected) == "number":
        close = abs(found - expected) <= Decimal("0.00000001") * max(1, abs(expected))
        return bool(close)
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(
            matches(one, other) for one, other in zip(found, expected, strict=True)
        )
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(
            matches(found[each], expected[each]) for each in expected
        )
    if equal(found, expected) is True:
        return True
    # Without a type, a text may stand for what it spells.
    return isinstance(expected, str) and found is not None and text_of(found) == expected


def write_csv(results: list[Result], out: TextIO) -> None:
    """The results as lines of CSV."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", "testCase", "resultNode", "result", "detail"])
    for each in results:
        writer.writerow([each.file, each.case, each.node, each.verdict, each.detail])
