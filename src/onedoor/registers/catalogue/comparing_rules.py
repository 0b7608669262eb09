"""The decision tables of two versions compared, row by row, in words.

Rows have no ids: a row is the one with the same tests; else the one with the same words.
"""

import re
from collections.abc import Iterator
from typing import Any

from onedoor.registers.catalogue.definition import (
    DecisionTable,
    ServiceDefinition,
    Text,
)
from onedoor.registers.catalogue.definition.decisions import (
    DecisionInput,
    DecisionOutput,
    DecisionRule,
)
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.definition.units import counted
from onedoor.registers.catalogue.differing import (
    Difference,
    by_id,
    named,
    pairs,
    said,
    wording,
)
from onedoor.registers.catalogue.saying import Labels, called, yes_or_no
from onedoor.registers.catalogue.sentences import joined, listed, quoted, sentence

Row = tuple[DecisionRule | None, DecisionRule | None]

# Where the order of rows decides what is taken.
_ORDERED = ("F", "R")


def table_differences(
    old: ServiceDefinition, new: ServiceDefinition, labels: Labels
) -> Iterator[Difference]:
    """What changed in the tables; `labels` name the facts they ask and their values."""
    before = by_id(old.decisions.tables if old.decisions else ())
    after = by_id(new.decisions.tables if new.decisions else ())
    for id, was, now in pairs(before, after):
        if now is None:
            yield said("tables", id, was.title, "gone")
        elif was is None:
            yield said("tables", id, now.title, "table-new", n=len(now.rules))
        else:
            yield from _table(was, now, labels)
    if old.decisions and new.decisions:
        name = named("tables")
        if (was := old.decisions.version) != (now := new.decisions.version):
            yield said("tables", "version", name, "edition", before=was, after=now)
        if old.decisions.basis != new.decisions.basis:
            yield said("tables", "basis", name, "other-basis")


def _table(old: DecisionTable, new: DecisionTable, labels: Labels) -> Iterator[Difference]:
    yield from _columns(old, new)
    if (was := policy_in_words(old)) != (now := policy_in_words(new)):
        yield said("tables", new.id, new.title, "policy", before=was, after=now)
    rows = paired(old, new)
    for before, after in rows:
        yield from _row(old, new, before, after, labels)
    order = [old.rules.index(before) for before, after in rows if before and after]
    if new.hit in _ORDERED and order != sorted(order):
        yield said("tables", new.id, new.title, "other-order")
    left = {"inputs", "outputs", "rules", "hit", "aggregate"}
    yield from wording("tables", new.id, new.title, old, new, but=left)


def _columns(old: DecisionTable, new: DecisionTable) -> Iterator[Difference]:
    if [(each.asks, each.type) for each in old.inputs] != [
        (each.asks, each.type) for each in new.inputs
    ]:
        looked, looks = _labels(old.inputs), _labels(new.inputs)
        yield said("tables", new.id, new.title, "looks-at", before=looked, after=looks)
    before = {each.name: each for each in old.outputs}
    after = {each.name: each for each in new.outputs}
    for _, was, now in pairs(before, after):
        yield from _output(new, was, now)


def _output(
    table: DecisionTable, was: DecisionOutput | None, now: DecisionOutput | None
) -> Iterator[Difference]:
    def told(what: str, output: DecisionOutput, **slots: Text) -> Difference:
        return said("tables", table.id, table.title, what, output=output.label, **slots)

    if now is None:
        assert was is not None
        yield told("gives-no-longer", was)
    elif was is None:
        yield told("gives-too", now)
    elif was.otherwise != now.otherwise:
        before, after = _valued(was, was.otherwise), _valued(now, now.otherwise)
        yield told("otherwise", now, before=before, after=after)
    elif was != now:
        yield told("written-otherwise", now)


def _labels(columns: tuple[DecisionInput, ...]) -> Text:
    nothing = sentence("values", "none")
    return listed(quoted(each.label) for each in columns) if columns else nothing


def policy_in_words(table: DecisionTable) -> Text:
    """What becomes of several rows that hold."""
    return sentence("policies", table.aggregate or table.hit)


def paired(old: DecisionTable, new: DecisionTable) -> list[Row]:
    """(before, after) of each row, in the new order; rows that are gone last."""
    left = list(old.rules)
    found: dict[int, DecisionRule] = {}
    same = (
        lambda was, now: was == now,
        lambda was, now: was.when == now.when,
        lambda was, now: str(was.words) == str(now.words),
    )
    for alike in same:
        for number, now in enumerate(new.rules):
            match = next((was for was in left if alike(was, now)), None)
            if number not in found and match is not None:
                found[number] = match
                left.remove(match)
    rows: list[Row] = [(found.get(number), now) for number, now in enumerate(new.rules)]
    return [*rows, *((was, None) for was in left)]


def _row(
    old: DecisionTable,
    new: DecisionTable,
    was: DecisionRule | None,
    now: DecisionRule | None,
    labels: Labels,
) -> Iterator[Difference]:
    def told(what: str, **slots: Text) -> Difference:
        return said("tables", new.id, new.title, what, **slots)

    if was is None or now is None:
        rule = now or was
        assert rule is not None
        yield told("row-new" if was is None else "row-gone", row=rule.words)
        return
    row = now.words
    for first, then, column in _cells(was.when, now.when, old.inputs, new.inputs):
        _, values = called(column.asks, labels)
        before, after = test_in_words(first, values), test_in_words(then, values)
        yield told("row-asks", row=row, column=column.label, before=before, after=after)
    for first, then, output in _cells(was.then, now.then, old.outputs, new.outputs):
        before, after = _valued(output, first), _valued(output, then)
        yield told("row-gives", row=row, output=output.label, before=before, after=after)
    if was.words != row:
        yield told("row-reworded", before=was.words, after=row)
    if was.basis != now.basis:
        yield told("row-basis", row=row)


def _cells(before: Any, after: Any, old: Any, new: Any) -> Iterator[tuple[str, str, Any]]:
    """The cells of a row that differ, in columns that were there before."""
    places = {(getattr(each, "asks", None) or each.name): at for at, each in enumerate(old)}
    for at, column in enumerate(new):
        was = places.get(getattr(column, "asks", None) or column.name)
        if was is not None and before[was] != after[at]:
            yield before[was], after[at], column


def _valued(output: DecisionOutput, text: str) -> Text:
    """What an output gives: “40 元”; sums that are written out stay as they are written."""
    if not text:
        return sentence("values", "nothing")
    if text in _TRUTHS:
        return quoted(yes_or_no(_TRUTHS[text]))
    worded = re.sub(r'^"([^"]*)"$', r"“\1”", text.strip())
    return counted(worded, output.unit)


def test_in_words(test: str, values: dict[str, Text]) -> Text:
    """A test of a table as people read it, each value by what it is called.

    What is neither a list of values, a limit nor a range stays as it is written.
    """
    test = test.strip()
    if negated := re.fullmatch(r"not\((.*)\)", test, re.DOTALL):
        return sentence("values", "not", value=test_in_words(negated[1], values))
    if re.fullmatch(r'("[^"]*"\s*,\s*)*"[^"]*"', test):
        given = re.findall(r'"([^"]*)"', test)
        return joined("values", "or", [values.get(each) or texts(zh=each) for each in given])
    if test in _TRUTHS:
        return yes_or_no(_TRUTHS[test])
    if test in _PLAIN:
        return sentence("values", _PLAIN[test])
    if limit := re.fullmatch(r"(>=|>|<=|<)\s*([\w.-]+)", test):
        return sentence("values", _LIMITS[limit[1]], n=limit[2])
    if between := re.fullmatch(r"([\[(\]])\s*([\w.-]+?)\s*\.\.\s*([\w.-]+)\s*([\])\[])", test):
        low = sentence("values", "at-least" if between[1] == "[" else "above", n=between[2])
        high = sentence("values", "at-most" if between[4] == "]" else "below", n=between[3])
        return sentence("values", "between", low=low, high=high)
    return texts(zh=test)


_TRUTHS = {"true": True, "false": False}
_PLAIN = {"-": "any", "null": "open"}
_LIMITS = {">=": "at-least", ">": "above", "<=": "at-most", "<": "below"}
