"""A table says how it decided; its flaws are found before anybody is decided by it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmn import evaluate, read_expression, read_model, read_tests
from dmn.check import flaws_of
from dmn.model import Input, Output, Rule, Table, Text
from dmn.types import Type
from dmn.write import write_model


def _table(hit: str, rows: list[tuple[list[str], str]], kind: str = "number") -> Table:
    return Table(
        hit,
        tuple(
            Input(name, Text(name, read_expression(name)), Type(kind))
            for name in "ab"[: len(rows[0][0])]
        ),
        (Output("out"),),
        tuple(
            Rule(
                tuple(Text(each, read_tests(each)) for each in tests),
                (Text(out, read_expression(out)),),
            )
            for tests, out in rows
        ),
    )


@pytest.mark.parametrize(
    ("hit", "rows", "found"),
    [
        ("U", [(["< 5"], "1"), ([">= 5"], "2")], []),
        ("U", [(["<= 5"], "1"), ([">= 5"], "2")], [("overlap", (1, 2))]),
        ("U", [(["< 5"], "1"), (["> 5"], "2")], [("gap", ())]),
        ("A", [(["<= 5"], "1"), ([">= 5"], "1")], []),
        ("A", [(["<= 5"], "1"), ([">= 5"], "2")], [("overlap", (1, 2))]),
        ("F", [(["< 9"], "1"), (["-"], "2"), (["3"], "3")], [("unreachable", (3,))]),
        ("F", [(["< 5"], "1"), ([">= 5"], "2"), (["-"], "3")], [("unreachable", (3,))]),
        # What asks another name may hold and may not: it hides no row, and leaves no gap.
        ("F", [(["> other.most"], "1"), (["-"], "2")], []),
        ("F", [(["> other.most"], "1"), (["-"], "2"), (["3"], "3")], [("unreachable", (3,))]),
        ("U", [(["[9..1]"], "1"), (["-"], "2")], [("unreachable", (1,))]),
        ("U", [(["< 5", "-"], "1"), ([">= 5", "< 2"], "2"), ([">= 5", ">= 2"], "3")], []),
        ("U", [(["< 5", "-"], "1"), (["-", "< 2"], "2")], [("overlap", (1, 2)), ("gap", ())]),
    ],
)
def test_overlaps_gaps_and_dead_rows_are_found(hit, rows, found) -> None:
    flaws = flaws_of(_table(hit, rows), complete=True)
    assert [(each.kind, each.rows) for each in flaws] == found


_BOUNDS = st.tuples(st.sampled_from(["<", "<=", ">", ">=", ""]), st.integers(0, 6))


@given(st.lists(_BOUNDS, min_size=1, max_size=4))
def test_a_table_said_to_be_complete_and_clear_decides_every_number_once(bounds) -> None:
    table = _table("U", [([f"{sign} {mark}"], "1") for sign, mark in bounds])
    clear = not flaws_of(table, complete=True)
    xml = write_model(_model_of(table), "m", "urn:m")
    model = read_model(xml)
    for half in range(-3, 16):
        value = Decimal(half) / 2
        outcome = evaluate(model, "out", {"a": value})
        if clear:
            assert outcome.value == 1
            assert len(outcome.tables[0].taken) == 1


def _model_of(table: Table):
    from dmn.model import Decision, InputData, Model

    names = [each.label for each in table.inputs]
    return Model(
        "m",
        inputs={each: InputData(each, each, Type("number")) for each in names},
        decisions={"out": Decision("out", "out", table, inputs=tuple(names))},
    )


def test_the_trace_says_what_was_tested_which_row_held_and_why_others_did_not() -> None:
    table = _table("F", [(["< 5", "> 1"], "1"), (["-", "> 5"], "2"), (["-", "-"], "3")])
    model = read_model(write_model(_model_of(table), "m", "urn:m"))
    trace = evaluate(model, "out", {"a": Decimal(9), "b": Decimal(7)}).tables[0]
    assert trace.tested == (9, 7)
    assert trace.taken == (2,)
    assert trace.why_not(1) == ["a"]
    assert [each.matched for each in trace.rows] == [False, True, True]
    assert trace.value == 2


def test_a_table_written_as_xml_is_read_back_the_same() -> None:
    table = _table("C", [(["< 5"], "1"), (["not(3, 4)"], "a * 2")])
    table = replace(table, aggregation="+")
    again = read_model(write_model(_model_of(table), "m", "urn:m")).decisions["decision_out"].logic
    assert isinstance(again, Table)
    assert (again.hit, again.aggregation) == ("C", "+")
    assert [rule.tests[0].text for rule in again.rules] == ["< 5", "not(3, 4)"]
    assert [rule.outputs[0].node for rule in again.rules] == [
        rule.outputs[0].node for rule in table.rules
    ]
