"""Language and size change under way: the same page comes back, with what was typed on it."""

from typing import Any

import pytest
from tests.channels.portal.citizen import Citizen
from tests.journeys.acts import elsewhere
from tests.journeys.conftest import Visit
from tests.world import BOOKSHOP, World

pytestmark = pytest.mark.browser
TYPED = "86.5"


def _at_the_shop(visit: Visit, world: World, *, scripts: bool) -> Any:
    """A step of a form in which something was typed and nothing saved."""
    world.cast("duolang_books")
    draft = elsewhere(lambda: Citizen("duolang_books").begin(world.story().story, BOOKSHOP))
    visitor = visit(390, scripts, "duolang_books")
    visitor.goes_to(f"/drafts/{draft.pk}/steps/shop")
    visitor.page.fill("#premises_area", TYPED)
    return visitor


@pytest.mark.parametrize("scripts", [True, False])
def test_in_a_form_the_answers_are_saved_on_the_way(
    visit: Visit, world: World, scripts: bool
) -> None:
    visitor = _at_the_shop(visit, world, scripts=scripts)
    page, address = visitor.page, visitor.page.url
    for press, kept, value in (
        ("English", "lang", "en"), ("ئۇيغۇرچە", "lang", "ug"), ("简体中文", "lang", "zh-Hans"),
        ("大字版", "data-mode", "elder"),
    ):  # fmt: skip
        visitor.presses(press)
        assert page.get_attribute("html", kept) == value
        assert page.url == address and page.input_value("#premises_area") == TYPED


def test_in_a_letter_what_was_typed_and_chosen_comes_along_and_stays_nowhere(visit: Visit) -> None:
    visitor = visit(1280)
    visitor.goes_to("/ask/consultation")
    page = visitor.page
    page.fill("#text", "窗口几点开门？")
    page.check("#may_publish")
    page.get_by_role("link", name="English").click()
    page.wait_for_selector("html[lang=en]", state="attached")
    assert page.get_attribute("html", "lang") == "en"
    assert page.input_value("#text") == "窗口几点开门？" and page.is_checked("#may_publish")
    assert page.evaluate("sessionStorage.length") == 0
    # Whoever comes by another way finds an empty letter.
    visitor.goes_to("/ask/consultation")
    assert page.input_value("#text") == "" and not page.is_checked("#may_publish")
