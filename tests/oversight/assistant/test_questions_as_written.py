"""The assistant answers rightly or not at all: the written questions, put to it."""

import sys

import pytest
from tests.oversight.assistant.measuring import HALVES, ask, written
from tests.world import World

RIGHT, COVERED = 0.9, 0.85


def test_the_set_is_large_enough_and_half_of_it_is_held_back() -> None:
    scope, off = written()["in_scope"], written()["off_topic"]
    assert sum(len(scope[half]) for half in HALVES) >= 100
    assert sum(len(off[half]) for half in HALVES) >= 50
    assert all(len(scope[half]) >= 50 and len(off[half]) >= 25 for half in HALVES)
    asked = [each[0] for half in HALVES for each in scope[half]] + [
        each for half in off.values() for each in half
    ]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("half", HALVES)
def test_nine_of_ten_answers_are_right(
    world: World, half: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ask("in_scope", half)
    given = [each for each in asked if each.answer.is_given]
    right = [each for each in given if each.is_right]
    with capsys.disabled():
        lines = [f"{half}: {len(given)} of {len(asked)} answered, {len(right)} right; not:"]
        lines += [str(each) for each in asked if not each.answer.is_given or not each.is_right]
        sys.stdout.write("".join(f"\n  {each}" for each in lines))
    assert len(right) / len(given) >= RIGHT
    # Whoever refuses everything is never wrong: so much has to be answered.
    assert len(given) / len(asked) >= COVERED


@pytest.mark.parametrize("half", [*HALVES, "near"])
def test_nothing_off_topic_is_answered(world: World, half: str) -> None:
    assert [str(each) for each in ask("off_topic", half) if each.answer.is_given] == []
