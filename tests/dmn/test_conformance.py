"""The engine against the specification: cases in the public conformance format, read unchanged."""

import csv
import io
from pathlib import Path

import pytest

from dmn.tck import Result, run_folder, write_csv

CASES = Path(__file__).parent / "tck"
NOT_DONE = {"0031-not-supported/0031-not-supported-test-01.xml"}


@pytest.fixture(scope="module")
def results():
    return list(run_folder(CASES))


def test_no_case_of_the_specification_fails(results) -> None:
    assert [each for each in results if each.verdict == "failed"] == []


def test_what_is_not_done_is_said_and_is_no_more_than_this(results) -> None:
    assert {each.file for each in results if each.verdict == "not supported"} == NOT_DONE


def test_there_are_as_many_cases_as_promised(results) -> None:
    assert len(results) >= 150
    assert len(list(CASES.rglob("*.dmn"))) >= 25


def test_a_wrong_expectation_fails(tmp_path) -> None:
    folder = CASES / "0018-unique"
    for path in folder.iterdir():
        text = path.read_text("utf-8")
        (tmp_path / path.name).write_text(text.replace('"xsd:decimal">50<', '"xsd:decimal">51<'))
    failed = [each for each in run_folder(tmp_path) if each.verdict == "failed"]
    assert [each.case for each in failed] == ["002"]
    assert "expected 51, got 50" in failed[0].detail


def test_each_result_is_one_line_of_csv(results) -> None:
    out = io.StringIO()
    write_csv(results, out)
    lines = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(lines) == len(results)
    assert set(lines[0]) == {"file", "testCase", "resultNode", "result", "detail"}


def _run_one(folder: Path, kind: str, text: str, result: str) -> list[Result]:
    """What comes of a decision of that type and text, where a test says that of its result."""
    model = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m">'
        f'<decision id="d" name="d"><variable name="d" typeRef="{kind}"/>'
        f"<literalExpression><text>{text}</text></literalExpression></decision></definitions>"
    )
    (folder / "m.dmn").write_text(model)
    test = (
        '<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<modelName>another name.dmn</modelName>"
        f'<testCase id="1"><resultNode name="d">{result}</resultNode></testCase></testCases>'
    )
    (folder / "m.xml").write_text(test)
    return list(run_folder(folder))


@pytest.mark.parametrize(
    ("kind", "text", "result", "verdict"),
    [
        ("number", "4 + 4", "<computed><value>8</value></computed>", "passed"),
        ("number", "4 + 4", "<computed><value>9</value></computed>", "failed"),
        ("number", "null", "<expected><value/></expected>", "passed"),
        ("number", "4", "<expected><value/></expected>", "failed"),
        ("string", '""', "<expected><value/></expected>", "passed"),
        ("string", '"07"', "<expected><value>07</value></expected>", "passed"),
        ("string", '"7"', "<expected><value>07</value></expected>", "failed"),
        (
            "date",
            "null",
            '<expected><value xsi:type="xsd:date">-0044-03-15</value></expected>',
            "not supported",
        ),
    ],
)
def test_a_test_file_is_read_as_the_years_have_written_it(
    tmp_path, kind, text, result, verdict
) -> None:
    assert [each.verdict for each in _run_one(tmp_path, kind, text, result)] == [verdict]
