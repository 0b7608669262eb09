"""A colour of a site can be read wherever its words stand, or is refused with the nearest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.registers.sites import colours, rules
from onedoor.registers.sites.refusals import HueNotClear, NotAHue

HUES = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def test_contrast_is_that_of_the_norm() -> None:
    assert colours.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert colours.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_a_colour_under_four_and_a_half_is_refused_with_the_nearest_that_passes() -> None:
    refusal = rules.why_not_a_hue("#1AA0A0")
    assert isinstance(refusal, HueNotClear)
    assert refusal.facts["ratio"] == "2.7" and refusal.facts["nearest"] == "#1A7676"
    assert rules.why_not_a_hue(refusal.facts["nearest"]) is None
    assert "#1A7676" in refusal.sentence


@pytest.mark.parametrize("typed", ["", "blue", "#12345", "#12345G", "0A56A8", "#0A56A8;}"])
def test_what_is_no_colour_is_refused(typed: str) -> None:
    assert isinstance(rules.why_not_a_hue(typed), NotAHue)


def test_a_clear_colour_is_kept_as_it_is() -> None:
    assert colours.nearest_clear(colours.USUAL) == colours.USUAL
    assert rules.why_not_a_hue(colours.USUAL) is None


@given(HUES)
def test_the_nearest_passes_on_light_and_on_dark_whatever_was_asked_for(hue: str) -> None:
    found = colours.nearest_clear(hue)
    grounds = (*colours.LIGHT_GROUNDS, colours.light_tones(found).ground)
    assert min(colours.contrast(found, each) for each in grounds) >= 4.5
    dark = colours.dark_tones(found)
    assert min(colours.contrast(dark.brand, each) for each in colours.DARK_GROUNDS) >= 7
    assert colours.contrast(dark.on_brand, dark.brand) >= 4.5
    assert colours.contrast("#FFFFFF", found) >= 4.5
    large = colours.large_tones(found)
    assert min(colours.contrast(large.brand, each) for each in colours.LIGHT_GROUNDS) >= 7
