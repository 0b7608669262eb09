"""Everything by keyboard: Tab, Space, Enter and letters, and one always sees where one is."""

import pytest
from tests.journeys.acts import a_draft
from tests.journeys.conftest import Visit
from tests.journeys.keys import stands_out
from tests.journeys.scenery import FIRM
from tests.journeys.visitor import Visitor
from tests.world import BOOKSHOP, World

pytestmark = pytest.mark.browser


def tabs_to(visitor: Visitor, words: str, most: int = 80) -> None:
    """Press Tab until what is called so has the focus; each stop on the way can be seen."""
    for _ in range(most):
        visitor.page.keyboard.press("Tab")
        stop = stands_out(visitor)
        if stop["words"].startswith(words):
            return
    raise AssertionError(f"{most} times Tab, and not at “{words}” on {visitor.path}")


def enters(visitor: Visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_front_page_to_the_list_of_papers_without_a_mouse(
    visit: Visit, world: World, width: int
) -> None:
    anybody = visit(width, reduced_motion="reduce").goes_to("/")
    tabs_to(anybody, "搜事项")
    anybody.page.keyboard.type("开书店")
    enters(anybody)
    tabs_to(anybody, "开书店、卖出版物")
    enters(anybody)
    assert anybody.path.startswith(f"/guide/{BOOKSHOP}")
    tabs_to(anybody, "开始办理")
    enters(anybody)
    while anybody.page.get_by_role("radio").count():
        # One stop for the whole group; arrows move within it, Enter goes on.
        tabs_to(anybody, anybody.page.locator(".row label").first.inner_text().split("\n")[0])
        anybody.page.keyboard.press("Space")
        enters(anybody)
    assert anybody.heading == "您的材料清单"


def test_a_step_is_filled_in_and_sent_without_a_mouse(visit: Visit, world: World) -> None:
    told = world.story()
    firm = visit(who=FIRM, reduced_motion="reduce")
    firm.goes_to(a_draft(world, told, but="shop") + "/steps/shop")
    for label, words in (
        ("店面地址", "多浪路 88 号"),
        ("店面面积", "86.5"),
        ("租期到哪天", "2029-07-31"),
    ):
        tabs_to(firm, label)
        firm.page.keyboard.type(words)
    tabs_to(firm, "继续")
    enters(firm)
    assert not firm.title.startswith("错误")
    assert "/steps/shop" not in firm.path


def test_the_first_stop_leads_past_the_menu(visit: Visit, world: World) -> None:
    anybody = visit().goes_to(f"/guide/{BOOKSHOP}")
    tabs_to(anybody, "跳到正文", most=1)
    anybody.page.keyboard.press("Enter")
    tabs_to(anybody, "", most=1)
    assert anybody.page.evaluate("document.querySelector('main').contains(document.activeElement)")
