"""The language of packs: conditions, tables, documents. Values only, no database."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onedoor.registers.catalogue.definition import Condition, ServiceDefinition, holds, say
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
def permit() -> ServiceDefinition:
    return next(s.definition for s in _services() if s.code == "work-permit-notice")


def test_nothing_said_is_no_points_and_the_lowest_class(permit: ServiceDefinition) -> None:
    facts = permit.facts_of({}, {})
    assert facts["decision.points.total"] == 0
    assert facts["decision.class.reached"] == "C"


@pytest.mark.parametrize("years", [*range(20), 60])
def test_ten_years_of_work_are_thirteen_points(permit: ServiceDefinition, years: int) -> None:
    expected = 0 if years < 2 else min(20, 5 + (years - 2))
    facts = permit.facts_of({"work_years": str(years)}, {})
    assert facts["decision.points.total"] == expected


# Each row of the published table (暂行版), once: what is answered and what it brings.
ROWS = [
    *[({"annual_pay": pay}, points) for pay, points in
      {"60": 20, "45": 20, "44.9": 17, "35": 17, "25": 14, "15": 11, "7": 8, "5": 5,
       "4": 0}.items()],
    *[({"education": level}, points) for level, points in
      {"doctor": 20, "senior-technician": 20, "master": 15, "technician": 15, "bachelor": 10,
       "senior-worker": 10, "below-bachelor": 0}.items()],
    *[({"months_a_year": months}, points) for months, points in
      {"12": 15, "9": 15, "6": 10, "8": 10, "3": 5, "2": 0}.items()],
    *[({"chinese_level": level}, points) for level, points in
      {"former-chinese": 5, "taught-in-chinese": 5, "hsk5": 5, "hsk4": 4, "hsk3": 3, "hsk2": 2,
       "hsk1": 1, "none": 0}.items()],
    *[({"work_place": place}, points) for place, points in
      {"western-region": 10, "north-east": 10, "poor-county": 10, "elsewhere": 0}.items()],
    *[({"age": age}, points) for age, points in
      {"18": 10, "25": 10, "26": 15, "45": 15, "46": 10, "55": 10, "56": 5, "60": 5,
       "61": 0}.items()],
    ({"merits": ["patents"]}, 5),
    ({"merits": ["patents", "global-500"]}, 5),
    ({"merits": []}, 0),
    ({"local_bonus": "3"}, 3),
    ({"local_bonus": "99"}, 10),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "points"), ROWS)
def test_each_row_of_the_points_table_brings_what_the_law_says(permit, answers, points) -> None:
    assert permit.facts_of(answers, {})["decision.points.total"] == points


@pytest.mark.parametrize(
    ("category", "answers", "reached"),
    [
        ("listed-talent", {}, "A"),
        ("points", {"annual_pay": "50", "education": "doctor", "work_years": "30",
                    "months_a_year": "12", "age": "30"}, "A"),
        ("bachelor-experience", {}, "B"),
        ("points", {"annual_pay": "50", "education": "doctor", "work_years": "30"}, "B"),
        ("unsure", {}, "C"),
    ],
)  # fmt: skip
def test_the_class_follows_the_condition_met_or_the_points(
    permit, category, answers, reached
) -> None:
    facts = permit.facts_of(answers, {"category": category})
    assert facts["decision.class.reached"] == reached


def test_the_reckoning_is_told_row_by_row(permit: ServiceDefinition) -> None:
    facts = permit.facts_of({"annual_pay": "18", "education": "bachelor"}, {"category": "points"})
    points, reached = permit.reckon(facts)
    assert [(str(line.words), say(line.gives)) for line in points.lines if line.gives] == [
        ("年薪 15 万元以上不到 25 万元", "11 分"),
        ("本科或高级工", "10 分"),
    ]
    ((label, value),) = points.given
    assert (say(label), say(value), say(value, "en")) == ("合计", "21 分", "21 points")
    assert say(value, "ug") == "21 نومۇر"
    assert str(reached.lines[0].words) == "其他外国人员（C 类）"
    assert "积分要素计分赋值表" in str(points.basis)


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
