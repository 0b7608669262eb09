"""No page is spared a mode, a language or a width: only the day differs."""

import pytest
from tests.journeys.turns import ALL, LANGUAGES, MODES, WIDTHS, turn, turns_of


@pytest.mark.parametrize("first", [0, 7, 12_345, 739_946])
def test_whatever_the_day_a_month_sees_everything(first: int) -> None:
    seen = [turn(first + day) for day in range(ALL)]
    assert {(each.mode, each.language, each.width) for each in seen} == {
        (mode, language, width) for mode in MODES for language in LANGUAGES for width in WIDTHS
    }


@pytest.mark.parametrize("first", [0, 4, 400, 739_944])
def test_within_four_days_each_mode_and_each_language_was_seen(first: int) -> None:
    seen = [turn(first + day) for day in range(4)]
    assert {each.mode for each in seen} == set(MODES)
    assert {each.language for each in seen} == set(LANGUAGES)


def test_a_page_has_one_turn_a_day_another_one_tomorrow_and_all_when_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ONEDOOR_DAY_OF_TESTS", "739000")
    (today,) = turns_of("portal:home", whole=False)
    assert turns_of("portal:home", whole=False) == [today]
    assert len(turns_of("portal:home", whole=True)) == ALL
    assert len(turns_of("desk:inbox", whole=True, translated=False)) == len(MODES) * len(WIDTHS)
    monkeypatch.setenv("ONEDOOR_DAY_OF_TESTS", "739001")
    assert turns_of("portal:home", whole=False) != [today]
