"""The ring is seen: between with and without the focus, a line around it changes by 3:1.

`focus` reckons rings of every page from the colours that the stylesheet gives them; here a few
pages are photographed, so that nothing laid over, cut off or drawn in another colour can hide one.
"""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from tests.journeys.acts import elsewhere
from tests.journeys.conftest import Visit
from tests.journeys.scenery import FIRM, Scenery
from tests.journeys.test_reading_aloud import GUIDE
from tests.journeys.visitor import Visitor

from onedoor.registers.sites.colours import contrast

pytestmark = pytest.mark.browser
# As many stops as any page here has before its foot.
MOST = 45
AROUND = 9
Pixel = tuple[int, int, int]
# Where what has the focus is drawn: itself, or the label in the stead of a field to tick; and how
# long the line around it is (around its longest piece, where a link runs over several lines).
DRAWN = """() => {
    const one = document.activeElement, label = one.labels?.[0];
    if (one === document.body) return null;
    const drawn = one.matches("input[type=radio], input[type=checkbox]") && label ? label : one;
    const box = drawn.getBoundingClientRect();
    const around = Math.max(...[...drawn.getClientRects()].map(each => each.width + each.height));
    return {x: box.x, y: box.y, width: box.width, height: box.height, around: 2 * around,
        words: (one.innerText || label?.innerText || one.name || one.tagName).trim().slice(0, 40)};
}"""
LEFT = "() => { window.left = document.activeElement; left.blur(); }"
BACK = "() => left.focus({preventScroll: true, focusVisible: true})"


def _stands_out(one: Pixel, other: Pixel) -> bool:
    return contrast(*("#{:02X}{:02X}{:02X}".format(*each) for each in (one, other))) >= 3


def _changed(before: bytes, after: bytes) -> int:
    """How many points change by 3:1."""
    pictures = [Image.open(io.BytesIO(each)).convert("RGB").tobytes() for each in (before, after)]
    points = (zip(each[::3], each[1::3], each[2::3], strict=True) for each in pictures)
    pairs = Counter(pair for pair in zip(*points, strict=True) if pair[0] != pair[1])
    return sum(count for pair, count in pairs.items() if _stands_out(*pair))


def stops(visitor: Visitor) -> Iterator[tuple[str, float]]:
    """What the Tab key comes to, and what part of the line around it changes enough."""
    page = visitor.page
    view = page.viewport_size
    for _ in range(MOST):
        page.keyboard.press("Tab")
        box = page.evaluate(DRAWN)
        if box is None:
            return
        clip = {
            "x": max(0, box["x"] - AROUND), "y": max(0, box["y"] - AROUND),
            "width": min(view["width"] - box["x"], box["width"]) + 2 * AROUND,
            "height": min(view["height"] - box["y"], box["height"]) + 2 * AROUND,
        }  # fmt: skip
        after = page.screenshot(clip=clip)
        page.evaluate(LEFT)
        before = page.screenshot(clip=clip)
        page.evaluate(BACK)
        yield box["words"], _changed(before, after) / box["around"]


def unseen(visitor: Visitor, path: str) -> list[str]:
    visitor.goes_to(path)
    found = list(stops(visitor))
    assert len(found) > 5
    return [f"{path} {words}: {part:.2f}" for words, part in found if part < 1]


@pytest.fixture
def photographed(visit: Visit) -> Any:
    def opened(who: str = "", **more: Any) -> Visitor:
        return visit(who=who, reduced_motion="reduce", **more)

    return opened


@pytest.mark.parametrize("path", ["/", GUIDE, "/services?q=书店", "/sign-in", "/ask"])
def test_around_whatever_the_key_comes_to_a_line_is_seen(photographed: Any, path: str) -> None:
    assert unseen(photographed(), path) == []


def test_around_the_fields_of_a_form_as_well(photographed: Any, scenery: Scenery) -> None:
    draft = elsewhere(lambda: scenery.draft)
    assert unseen(photographed(FIRM), f"/drafts/{draft}/steps/shop") == []


@pytest.mark.parametrize("wish", ["theme=dark", "theme=contrast", "mode=elder", "lang=ug"])
def test_in_every_way_a_page_may_be_seen(photographed: Any, wish: str) -> None:
    visitor = photographed()
    assert unseen(visitor, f"/mode?{wish}&next={GUIDE}/situations") == []


def test_a_ring_that_cannot_be_seen_is_found(photographed: Any) -> None:
    # The site forbids strange styles.
    visitor = photographed(bypass_csp=True)
    visitor.goes_to("/sign-in")
    visitor.page.add_style_tag(content=":focus { outline: 3px solid #eee; box-shadow: none }")
    parts = dict(stops(visitor))
    assert sum(part < 1 for part in parts.values()) > 5, parts
