"""Every page in every state: axe finds nothing, it fits a phone, is light, says where one is."""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from tests.gateways.outside import a_provider
from tests.house.addresses import addresses
from tests.journeys.acts import elsewhere
from tests.journeys.conftest import session_of
from tests.journeys.looks import LOOKS, NO_PAGE, Look
from tests.journeys.scenery import Scenery
from tests.journeys.visitor import PATIENCE, Visitor
from tests.world import BOOKSHOP

pytestmark = pytest.mark.browser
AXE = (files("axe_core_python") / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """(tags) => axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false,
}).then(found => found.violations.map(
    one => [one.id, one.nodes.map(node => node.html.slice(0, 300))]))"""
# Compressed, with stylesheet, icons and scripts.
WEIGHT = 60 * 1024
Enter = Callable[[str], Visitor]


def test_no_page_escapes_the_table() -> None:
    known = addresses("onedoor.site.urls")
    # Below this prefix there is JSON alone.
    names = {each.name for each in known if not each.route.startswith("/api/v1/")}
    looked_at = {look.name for look in LOOKS} - {""}
    assert names - looked_at - set(NO_PAGE) == set()
    assert (looked_at | set(NO_PAGE)) - names == set()


@pytest.fixture(scope="module")
def town(scenery: Scenery) -> Scenery:
    """All of it built before the browser opens."""
    elsewhere(
        lambda: (
            scenery.joint, scenery.joint_draft, scenery.draft, scenery.mandate, scenery.offer,
            scenery.published_day, scenery.assessed,
        )
    )  # fmt: skip
    return scenery


@pytest.fixture(autouse=True)
def provider(settings: Any) -> None:
    settings.ONEDOOR_UPSTREAMS = [a_provider()]


@pytest.fixture(scope="module")
def enter(town: Scenery, browser: Any, address: str) -> Iterator[Enter]:
    """The site as this person has it open: one window for each, signed in once."""
    windows: dict[str, Visitor] = {}

    def open_window(who: str) -> Visitor:
        if who not in windows:
            # The policy of the site forbids strange scripts, and axe is one.
            context = browser.new_context(bypass_csp=True, locale="zh-CN")
            context.set_default_timeout(PATIENCE)
            if who:
                town.world.cast(who)
                context.add_cookies([session_of(who) | {"url": address}])
            windows[who] = Visitor(context.new_page(), address)
        return windows[who]

    yield open_window
    for visitor in windows.values():
        visitor.page.context.close()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.id)
def test_a_page_is_sound(enter: Enter, town: Scenery, look: Look) -> None:
    visitor = enter(look.who)
    show(visitor, look, town)
    assert form_faults(visitor, look) == []
    found = {"desktop, light": axe(visitor)}
    seen(visitor, 390, "dark")
    found["phone, dark"] = axe(visitor)
    assert {where: faults for where, faults in found.items() if faults} == {}
    seen(visitor, 320, "light")
    assert overflow(visitor) == 0, f"runs over the edge at 320: {widest(visitor)}"


def show(visitor: Visitor, look: Look, town: Scenery) -> None:
    seen(visitor, 1280, "light")
    answer = visitor.page.goto(visitor.address + look.where(town))
    assert answer.status == look.status, f"{answer.status} at {visitor.page.url}"
    if not look.who:
        assert weight(visitor, answer.body()) <= WEIGHT
    if look.does:
        look.does(visitor)


def seen(visitor: Visitor, width: int, scheme: str) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 844})
    visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def axe(visitor: Visitor) -> list[Any]:
    if not visitor.page.evaluate("'axe' in window"):
        visitor.page.evaluate(AXE)
    return visitor.page.evaluate(RUN, TAGS)


def form_faults(visitor: Visitor, look: Look) -> list[str]:
    """What is wrong with the frame of the page: headings, title, language, inline styles."""
    page = visitor.page
    checks = {
        "has not one h1": page.locator("h1").count() == 1,
        "title without the site": bool(re.search(r"\S.* - 一门$", visitor.title)),
        "title says 错误 wrongly": visitor.title.startswith("错误：") == look.faults,
        "has no language": page.locator("html[lang='zh-Hans'][dir='ltr']").count() == 1,
        "has inline styles": page.locator("[style]").count() == 0,
        "has inline scripts": page.locator("script:not([src])").count() == 0,
        "lets the summary wait for focus": not look.faults
        or page.evaluate("document.activeElement.matches('[data-faults]')"),
    }
    return [fault for fault, well in checks.items() if not well]


def overflow(visitor: Visitor) -> int:
    return max(0, visitor.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    ))  # fmt: skip


def widest(visitor: Visitor) -> list[str]:
    return visitor.page.evaluate(
        """[...document.body.querySelectorAll("*")].filter(one => {
            const box = one.getBoundingClientRect();
            return box.right > innerWidth + 1 || box.left < -1; })
            .slice(-3).map(one => one.outerHTML.slice(0, 200))"""
    )


def weight(visitor: Visitor, html: bytes) -> int:
    """What a first visit costs: the page and all it asks for, compressed."""
    parts = visitor.page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    return len(gzip.compress(html)) + sum(_size(part) for part in set(parts))


@cache
def _size(part: str) -> int:
    with urlopen(Request(part, headers={"Accept-Encoding": "gzip"})) as answer:
        return len(answer.read())


# --- Languages and modes -------------------------------------------------------------------------

LANGUAGE, MODE, THEME = settings.LANGUAGE_COOKIE_NAME, "onedoor-mode", "onedoor-theme"
ELDER, CONTRAST = {MODE: "elder"}, {THEME: "contrast"}
WAYS: dict[str, dict[str, str]] = {
    "Traditional": {LANGUAGE: "zh-hant"},
    "English": {LANGUAGE: "en"},
    "Uyghur": {LANGUAGE: "ug"},
    "large": ELDER,
    "high contrast": CONTRAST,
    "large, English": ELDER | {LANGUAGE: "en"},
    "large, Uyghur, high contrast": ELDER | CONTRAST | {LANGUAGE: "ug"},
}
# Every citizen's page is seen in one of the ways, these in all.
KEY = {
    "portal:home for people",
    f"portal:guide {BOOKSHOP}",
    "portal:services found",
    "identity:sign-in empty",
    "portal:step to fill in duolang_books",
    "portal:mine busy duolang_books",
}
STAFF = ("desk:", "admin:", "seals:", "look:", "sso:", "api:")
CITIZENS = [
    look
    for look in LOOKS
    if look.name and not look.name.startswith(STAFF) and look.does is None and not look.faults
]


def ways_of(look: Look) -> list[str]:
    names = list(WAYS)
    return names if look.id in KEY else [names[zlib.crc32(look.id.encode()) % len(names)]]


SEEN = [(look, way) for look in CITIZENS for way in ways_of(look)]
# What is smaller than it should be: letters anywhere, and whatever is pressed and is no word in a
# sentence. Fields to tick are pressed by their row.
SMALL = """([letters, target]) => {
    const shown = one =>
        one.checkVisibility() && !one.closest(".sr, .skip, svg, [aria-hidden=true]");
    const size = one => parseFloat(getComputedStyle(one).fontSize);
    const found = new Set();
    if (size(document.body) < 22) found.add("body");
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const one = walk.currentNode.parentElement;
        if (walk.currentNode.data.trim() && shown(one) && size(one) < letters)
            found.add(`letters ${size(one)}: ${one.outerHTML.slice(0, 90)}`);
    }
    const pressed = [
        ".btn, button:not(.link), select, summary, .row-links a, .bar a, .main-nav a, .tool",
        "input:not([type=hidden], [type=radio], [type=checkbox], [type=file])",
    ];
    for (const one of document.querySelectorAll(pressed.join())) {
        const box = one.getBoundingClientRect();
        if (shown(one) && box.height && box.height < target - 0.5)
            found.add(`target ${Math.round(box.height)}: ${one.outerHTML.slice(0, 90)}`);
    }
    return [...found].slice(0, 8);
}"""
# Chinese that no language is said for: a screen reader would spell it in the wrong tongue.
UNMARKED = """() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.data.trim(), near = walk.currentNode.parentElement;
        const said = near.closest("[lang]").getAttribute("lang");
        if (/[\\u3400-\\u9fff]/.test(text) && !said.startsWith("zh")
            && !near.closest("script, style, textarea"))
            found.push(text.slice(0, 60));
    }
    return found;
}"""


@pytest.mark.parametrize(("look", "way"), SEEN, ids=lambda one: getattr(one, "id", one))
def test_a_page_is_sound_in_other_languages_and_modes(
    enter: Enter, town: Scenery, look: Look, way: str
) -> None:
    visitor, chosen = enter(look.who), WAYS[way]
    cookies = [{"name": name, "value": it, "url": visitor.address} for name, it in chosen.items()]
    visitor.page.context.add_cookies(cookies)
    try:
        seen(visitor, 1280, "light")
        visitor.page.goto(visitor.address + look.where(town))
        assert axe(visitor) == []
        assert visitor.page.evaluate(UNMARKED) == []
        language = chosen.get(LANGUAGE, "zh-hans")
        html = visitor.page.locator("html")
        assert html.get_attribute("lang").lower() == language
        assert html.get_attribute("dir") == ("rtl" if language == "ug" else "ltr")
        seen(visitor, 390, "light")
        if MODE in chosen:
            small = visitor.page.evaluate(SMALL, [18, 60])
            assert not small, "\n".join(small)
        assert overflow(visitor) == 0, f"runs over the edge at 390: {widest(visitor)}"
    finally:
        for name in chosen:
            visitor.page.context.clear_cookies(name=name)
