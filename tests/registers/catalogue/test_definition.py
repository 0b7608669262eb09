"""The language of packs: conditions, points, documents. Values only, no database."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onedoor.registers.catalogue.definition import Condition, PointsTable, holds, say
from onedoor.registers.catalogue.packs import read_packs

PACKS = Path(__file__).parents[3] / "packs"


def _condition(**said) -> Condition:
    return Condition.model_validate(said)


@pytest.mark.parametrize(
    ("said", "facts", "answer"),
    [
        ({"fact": "x", "is": "rent"}, {"x": "rent"}, True),
        ({"fact": "x", "is": "rent"}, {"x": "own"}, False),
        ({"fact": "x", "is": True}, {"x": True}, True),
        ({"fact": "x", "is": True}, {"x": "true"}, False),
        ({"fact": "x", "is": "b"}, {"x": ["a", "b"]}, True),
        ({"fact": "x", "in": ["a", "b"]}, {"x": "b"}, True),
        ({"fact": "x", "in": ["a", "b"]}, {"x": ["c"]}, False),
        ({"fact": "x", "at_least": 18}, {"x": "18"}, True),
        ({"fact": "x", "at_least": 18}, {"x": "17.9"}, False),
        ({"fact": "x", "below": 60}, {"x": 60}, False),
        ({"fact": "x", "at_least": 1, "below": 3}, {"x": "2"}, True),
        ({"fact": "x", "at_least": 1}, {"x": "many"}, False),
        ({"fact": "x", "given": True}, {"x": ""}, False),
        ({"fact": "x", "given": False}, {}, True),
        ({"all": [{"fact": "x", "is": "a"}, {"fact": "y", "is": "b"}]}, {"x": "a"}, False),
        ({"any": [{"fact": "x", "is": "a"}, {"fact": "y", "is": "b"}]}, {"x": "a"}, True),
        ({"not": {"fact": "x", "is": "a"}}, {"x": "a"}, False),
    ],
)
def test_a_condition_says_what_it_reads_like(said, facts, answer) -> None:
    assert holds(_condition(**said), facts) is answer


def test_no_condition_always_holds() -> None:
    assert holds(None, {})


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"fact": "x"},
        {"is": "a"},
        {"fact": "x", "is": "a", "not": {"fact": "y", "is": "b"}},
        {"all": [], "any": []},
        {"fact": "x", "matches": ".*"},
    ],
)
def test_a_condition_that_says_nothing_or_two_things_is_refused(said) -> None:
    with pytest.raises(ValidationError):
        _condition(**said)


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.lists(st.text())))
def test_a_condition_and_its_opposite_never_agree(value) -> None:
    for said in (
        {"fact": "x", "is": "a"},
        {"fact": "x", "at_least": 3},
        {"fact": "x", "given": True},
    ):
        assert holds(_condition(**said), {"x": value}) is not holds(
            _condition(**{"not": said}), {"x": value}
        )


@pytest.fixture(scope="module")
def points() -> PointsTable:
    for service in read_packs(PACKS).services:
        if service.definition.points:
            return service.definition.points
    raise AssertionError("no pack has a points table")


def _facts(points: PointsTable, **answers: object) -> dict[str, object]:
    """Answers by factor id, under the names the table asks for."""
    facts = {factor.id: factor.fact for factor in points.factors}
    return {facts[factor]: answer for factor, answer in answers.items()}


def test_nobody_gets_more_points_than_a_factor_has(points: PointsTable) -> None:
    generous = {factor.fact: "9999" for factor in points.factors}
    for _title, got, most in points.score(generous).lines:
        assert 0 <= got <= most


def test_nothing_said_is_no_points_and_the_lowest_class(points: PointsTable) -> None:
    score = points.score({})
    assert score.total == 0
    assert score.reached == points.classes[-1].name


@given(years=st.integers(min_value=0, max_value=60))
def test_ten_years_of_work_are_thirteen_points(years: int) -> None:
    table = next(s.definition.points for s in _services() if s.definition.points)
    factor = next(each for each in table.factors if "年限" in str(each.title))
    expected = 0 if years < 2 else min(20, 5 + (years - 2))
    line = next(line for line in table.score({factor.fact: str(years)}).lines if "年限" in line[0])
    assert line[1] == expected


def _services():
    global _READ
    _READ = _READ or read_packs(PACKS).services
    return _READ


_READ: list = []


def test_a_text_nobody_has_translated_is_said_in_chinese() -> None:
    sheet = _services()[0].definition.sheet
    assert say(sheet.title, "ug") == sheet.title.zh
    assert say(sheet.title, "en") == sheet.title.en


def test_what_the_person_brings_comes_first() -> None:
    for service in _services():
        sources = [each.source for each in service.definition.documents_for({})]
        order = {"applicant": 0, "promise": 1, "form": 2, "fetched": 3}
        assert sources == sorted(sources, key=order.__getitem__)
