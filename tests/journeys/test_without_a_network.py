"""A telephone without a network: what was opened is there, dated; one's own only by consent."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import TimeoutError
from tests.journeys.acts import a_draft
from tests.journeys.conftest import Visit, session_of
from tests.journeys.scenery import CITIZEN, FIRM
from tests.journeys.test_every_page import MOVED
from tests.journeys.visitor import PATIENCE, Visitor
from tests.world import BOOKSHOP, World

pytestmark = pytest.mark.browser
PHONE = 390
GUIDE = f"/guide/{BOOKSHOP}"
OTHERS = ("food-permit", "hygiene-permit", "water-permit", "press-card")
STRIP = "存下的，现在没有网络"
NOT_KEPT = "存在这台手机上的"
IN_HAND = "() => navigator.serviceWorker.controller !== null"


def in_time(come_true: Callable[[], bool]) -> None:
    """Wait for what the worker does by itself."""
    ends = time.monotonic() + PATIENCE / 1000
    while not come_true():
        assert time.monotonic() < ends, "it never came true"
        time.sleep(0.05)


def is_awake(visitor: Visitor) -> Visitor:
    """Wait until the worker has this page in hand.

    A page that was on its way while the worker took over is not in its hand; the next one is.
    """
    for _again in range(5):
        try:
            visitor.page.wait_for_function(IN_HAND, timeout=PATIENCE / 5)
        except TimeoutError:
            visitor.page.reload()
        else:
            return visitor
    raise AssertionError("the worker never took this page in hand")


def keeps(visitor: Visitor, path: str, *, where: str = "opened") -> None:
    in_time(lambda: path in kept_in(visitor, where))


def kept_in(visitor: Visitor, where: str) -> list[str]:
    asked = "async (where) => (await (await caches.open(where)).keys()).map((one) => one.url)"
    found: list[str] = visitor.page.evaluate(asked, where)
    return [each.removeprefix(visitor.address) for each in found]


def without_a_network(visitor: Visitor, off: bool = True) -> None:
    visitor.page.context.set_offline(off)


def opens(visitor: Visitor, path: str) -> None:
    visitor.page.goto(visitor.address + path)


@pytest.fixture
def guest(visit: Visit, world: World) -> Visitor:
    found = is_awake(visit(PHONE).goes_to("/"))
    keeps(found, "/")
    return found


def test_the_site_can_be_put_among_the_apps(guest: Visitor) -> None:
    session = guest.page.context.new_cdp_session(guest.page)
    told = session.send("Page.getAppManifest")
    assert told["errors"] == [] and told["url"].startswith(guest.address)
    faults = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A private window installs nothing, whatever the site; each test has a window of its own.
    assert [each["errorId"] for each in faults] in ([], ["in-incognito"])


def test_a_guide_once_opened_is_read_without_a_network_with_the_day_of_saving(
    guest: Visitor,
) -> None:
    guest.goes_to(GUIDE)
    heading = guest.heading
    keeps(guest, GUIDE)
    without_a_network(guest)
    opens(guest, GUIDE)
    assert guest.heading == heading
    guest.sees(STRIP)
    assert guest.page.evaluate("getComputedStyle(document.body).fontFamily.length") > 10
    assert guest.page.locator(".brand svg").first.bounding_box()["width"] > 20
    opens(guest, "/")
    guest.sees(STRIP, "首页")


def test_what_is_kept_is_listed_without_anything_jumping(guest: Visitor) -> None:
    guest.page.set_viewport_size({"width": 1280, "height": 800})
    for path in (*(f"/guide/{code}" for code in OTHERS), GUIDE):
        guest.goes_to(path)
    keeps(guest, GUIDE)
    guest.goes_to("/offline")
    in_time(lambda: guest.page.locator("[data-pages] li").nth(3).is_visible())
    assert guest.page.evaluate(MOVED) <= 0.02


def test_what_was_never_opened_says_so_and_lists_what_there_is(guest: Visitor) -> None:
    guest.goes_to(GUIDE)
    keeps(guest, GUIDE)
    without_a_network(guest)
    opens(guest, "/publications")
    assert guest.heading == NOT_KEPT
    rows = guest.page.locator("[data-pages] li")
    rows.nth(1).wait_for()
    assert rows.count() == 2
    guest.page.locator(f"[data-pages] a[href='{GUIDE}']").click()
    guest.page.wait_for_url(f"**{GUIDE}")
    guest.sees(STRIP)


def test_with_a_network_nothing_old_is_shown(guest: Visitor) -> None:
    guest.goes_to(GUIDE)
    keeps(guest, GUIDE)
    planted = """async (path) => {
      const cache = await caches.open("opened");
      const old = await (await cache.match(path)).text();
      const words = old.replace(/<h1[^>]*>[^<]*/, "<h1>旧的");
      await cache.put(path, new Response(words, {headers: {"Content-Type": "text/html",
        "X-Kept-At": "1", "X-Kept-Size": "9"}}));
    }"""
    guest.page.evaluate(planted, GUIDE)
    guest.goes_to(GUIDE)
    guest.sees_no("旧的", "kept-at")


def test_forty_pages_at_most_and_the_oldest_fall_out(guest: Visitor) -> None:
    many = """async (path) => {
      const { active } = await navigator.serviceWorker.ready;
      const pages = Array.from({ length: 43 }, (_, n) => `${path}?n=${n}`);
      active.postMessage({ ask: "", who: "", lang: "", pages });
    }"""
    guest.page.evaluate(many, GUIDE)
    keeps(guest, f"{GUIDE}?n=42")
    in_time(lambda: f"{GUIDE}?n=42" in kept_in(guest, "opened"))
    in_time(lambda: f"{GUIDE}?n=2" not in kept_in(guest, "opened"))
    kept = kept_in(guest, "opened")
    assert len(kept) == 41 and f"{GUIDE}?n=3" in kept and "/" in kept


def test_a_guide_opened_by_somebody_known_is_kept_without_their_name(
    visit: Visit, world: World
) -> None:
    citizen = is_awake(visit(PHONE, who=CITIZEN).goes_to("/"))
    name = citizen.page.locator(".who bdi").first.text_content()
    citizen.goes_to(GUIDE)
    keeps(citizen, GUIDE)
    without_a_network(citizen)
    opens(citizen, GUIDE)
    citizen.sees(STRIP)
    citizen.sees_no(str(name), "data-who")


def own_draft(visit: Visit, world: World) -> tuple[Visitor, str]:
    draft = a_draft(world, world.story())
    firm = is_awake(visit(PHONE, who=FIRM).goes_to(draft))
    firm.page.get_by_role("button", name="在这台手机上留着").wait_for()
    return firm, draft


def consents(firm: Visitor) -> None:
    firm.page.get_by_role("button", name="在这台手机上留着").click()
    firm.page.get_by_text("留在这台手机上了").wait_for()


def test_ones_own_pages_are_not_kept_unless_one_says_so(visit: Visit, world: World) -> None:
    firm, draft = own_draft(visit, world)
    firm.goes_to(f"{draft}/check")
    assert kept_in(firm, "own") == []
    without_a_network(firm)
    opens(firm, draft)
    assert firm.heading == NOT_KEPT
    listed = firm.page.locator("[data-pages] li")
    in_time(lambda: 0 < listed.count() == len(kept_in(firm, "opened")))


def test_with_consent_a_draft_is_readable_page_by_page(visit: Visit, world: World) -> None:
    firm, draft = own_draft(visit, world)
    consents(firm)
    without_a_network(firm)
    for page in (draft, f"{draft}/check", f"{draft}/steps/shop"):
        opens(firm, page)
        firm.sees(STRIP)
    without_a_network(firm, False)
    in_time(lambda: firm.page.evaluate("navigator.onLine"))
    firm.goes_to(draft)
    firm.sees_no("kept-at")


def signs_out(firm: Visitor) -> None:
    with firm.page.expect_navigation():
        firm.page.evaluate("document.querySelector('form[action$=\"sign-out\"]').submit()")


def test_signing_out_leaves_nothing_of_ones_own(visit: Visit, world: World) -> None:
    firm, draft = own_draft(visit, world)
    consents(firm)
    assert draft in kept_in(firm, "own")
    firm.goes_to("/mine")
    signs_out(firm)
    assert kept_in(firm, "own") == []
    without_a_network(firm)
    opens(firm, draft)
    assert firm.heading == NOT_KEPT


def test_signing_out_without_a_network_leaves_nothing_either(visit: Visit, world: World) -> None:
    """Whoever has the telephone next has no network either, and may wait until there is one."""
    firm, draft = own_draft(visit, world)
    consents(firm)
    assert draft in kept_in(firm, "own")
    firm.goes_to("/mine")
    without_a_network(firm)
    signs_out(firm)
    assert kept_in(firm, "own") == []
    opens(firm, draft)
    assert firm.heading == NOT_KEPT


def test_one_button_takes_it_all_away(visit: Visit, world: World) -> None:
    firm, _draft = own_draft(visit, world)
    consents(firm)
    firm.goes_to("/offline")
    firm.page.get_by_text("您自己的，经您同意").first.wait_for()
    firm.page.get_by_role("button", name="都从这台手机上删掉").click()
    firm.page.get_by_text("还没有存下什么").wait_for()
    assert kept_in(firm, "own") == kept_in(firm, "opened") == []


def test_who_signs_in_after_finds_nothing_of_who_was_before(visit: Visit, world: World) -> None:
    firm, draft = own_draft(visit, world)
    consents(firm)
    world.cast(CITIZEN)
    cookie: Any = session_of(CITIZEN) | {"url": firm.address}
    firm.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    firm.page.context.add_cookies([cookie])
    firm.goes_to("/mine")
    in_time(lambda: not kept_in(firm, "own"))
    without_a_network(firm)
    opens(firm, draft)
    assert firm.heading == NOT_KEPT
