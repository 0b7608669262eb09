"""Every page in every state: axe finds nothing, it fits a phone, is light, says where one is."""

import gzip
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from urllib.request import Request, urlopen

import pytest
from tests.gateways.outside import a_provider
from tests.house.addresses import addresses
from tests.journeys.acts import elsewhere
from tests.journeys.axe import axe
from tests.journeys.conftest import session_of
from tests.journeys.focus import STOP, UNSEEN_FOCUS
from tests.journeys.looks import LOOKS, NO_PAGE, Look
from tests.journeys.scenery import Scenery
from tests.journeys.turns import Turn, turns_of
from tests.journeys.visitor import PATIENCE, Visitor
from tests.journeys.written import (
    BACKWARDS,
    BROKEN,
    MARKS_SHOWN,
    RUN_TOGETHER,
    UNMARKED,
    WORDLESS,
)

pytestmark = pytest.mark.browser
# Cumulative layout shift; asked afterwards, for the browser keeps what it saw.
SHIFT = 0.02
MOVED = """() => new Promise(done => {
    let sum = 0;
    const add = entries => entries.forEach(one => { if (!one.hadRecentInput) sum += one.value; });
    const watch = new PerformanceObserver(list => add(list.getEntries()));
    watch.observe({type: "layout-shift", buffered: true});
    setTimeout(() => { add(watch.takeRecords()); watch.disconnect(); done(sum); }, 50);
})"""
# WCAG 1.4.12: lines, paragraphs, letters and words stand as far apart as a reader may wish.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
# WCAG 1.4.4, by the letters alone: whoever has the browser write twice as large.
TWICE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":root { font-size: 200% !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(one => {
    const style = getComputedStyle(one);
    return one.checkVisibility() && style.overflow === "hidden" && one.textContent.trim()
        && !one.closest(".sr, .skip, svg, table, [aria-hidden=true]") && one.clientWidth > 2
        && (one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2);
}).map(one => one.outerHTML.slice(0, 120)).slice(0, 5)"""
# Compressed, with stylesheet, icons and scripts.
WEIGHT = 60 * 1024
# The page alone, as who comes again loads it: the rest is kept.
ALONE = 15 * 1024
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
            scenery.published_day, scenery.comment, scenery.shown_comment, scenery.assessed,
            scenery.follow_up, scenery.dispute, scenery.visit, scenery.device,
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
    """As most people meet it; in which of the other ways, `turns` says for each day."""
    visitor = enter(look.who)
    show(visitor, look, town)
    assert form_faults(visitor, look) == []
    assert axe(visitor) == []
    if is_citizens(look):
        assert visitor.page.evaluate(MARKS_SHOWN) == []
        assert shifted(visitor) <= SHIFT
    if not takes_turns(look):
        seen(visitor, 390, "dark")
        assert axe(visitor) == []
    seen(visitor, 390, "light")
    # At the desk rows may be dense, and what is pressed as small as WCAG 2.5.8 lets it be.
    assert too_small(visitor, letters=12, target=44 if is_citizens(look) else 24) == []
    assert visitor.page.evaluate(UNSEEN_FOCUS) == []
    if is_citizens(look):
        visitor.page.emulate_media(forced_colors="active")
        assert visitor.page.evaluate(UNSEEN_FOCUS) == [], "in the colours of the system"
        visitor.page.emulate_media(forced_colors="none")
    seen(visitor, 320, "light")
    assert overflow(visitor) == 0, f"runs over the edge at 320: {widest(visitor)}"
    if is_citizens(look):
        written_twice_as_large(visitor)
    visitor.page.evaluate(SPACED)
    assert overflow(visitor) == 0, f"runs over the edge when letters stand apart: {widest(visitor)}"
    assert visitor.page.evaluate(CUT_OFF) == []


def written_twice_as_large(visitor: Visitor) -> None:
    visitor.page.evaluate(TWICE)
    for width in (1280, 390):
        seen(visitor, width, "light")
        assert overflow(visitor) == 0, f"letters twice as large, {width}: {widest(visitor)}"
    assert visitor.page.evaluate(CUT_OFF) == []
    visitor.page.evaluate("document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)")
    seen(visitor, 320, "light")


def show(visitor: Visitor, look: Look, town: Scenery, width: int = 1280) -> None:
    seen(visitor, width, "light")
    where = visitor.address + built(look, town)
    answer = visitor.page.goto(where)
    if look.who and sent_to_sign_in(visitor, where):
        # What is done in another state ends sessions: a card is given, one is signed out elsewhere.
        visitor.page.context.add_cookies([session_of(look.who) | {"url": visitor.address}])
        answer = visitor.page.goto(where)
    assert not sent_to_sign_in(visitor, where), "whoever signed in is asked to sign in"
    assert answer.status == look.status, f"{answer.status} at {visitor.page.url}"
    assert len(gzip.compress(answer.body())) <= ALONE
    if not look.who:
        assert weight(visitor, answer.body()) <= WEIGHT
    if look.does:
        look.does(visitor)
        # What was pressed may have led to another page, of which only the beginning is there yet.
        visitor.page.wait_for_load_state()


def sent_to_sign_in(visitor: Visitor, where: str) -> bool:
    """Whether another page than this is shown: the page of signing in is sound as well."""
    asked = f"{visitor.address}/sign-in"
    return bool(visitor.page.url.startswith(asked)) and not where.startswith(asked)


def built(look: Look, town: Scenery) -> str:
    """Its address, once what it shows is there: papers are sealed where no browser's loop runs."""
    where: str = elsewhere(lambda: look.where(town))
    return where


def seen(visitor: Visitor, width: int, scheme: str) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 844})
    visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


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


def too_small(visitor: Visitor, *, letters: int, target: int, body: int = 0) -> list[str]:
    return visitor.page.evaluate(SMALL, [letters, target, body])


def shifted(visitor: Visitor) -> float:
    """How much of what was shown has moved by itself since the page was opened (CLS)."""
    return visitor.page.evaluate(MOVED)


def overflow(visitor: Visitor) -> int:
    return max(0, visitor.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    ))  # fmt: skip


def widest(visitor: Visitor) -> list[str]:
    return visitor.page.evaluate(
        """[...document.body.querySelectorAll("*")].filter(one => {
            const box = one.getBoundingClientRect();
            const beyond = box.right > innerWidth + 1 || box.left < -1;
            return beyond && !one.closest(".scroll > *, .sr"); })
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


def test_each_check_finds_what_it_looks_for(browser: Any) -> None:
    """A page on which everything is wrong: no check passes because it cannot see."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_content("""<html lang="en"><body><header></header><main>
        <style>a:focus, button:focus { outline: none } a { white-space: nowrap }
            .cut { overflow: hidden; height: 1.1em; width: 9em }
            .thin { width: 5em; overflow-wrap: anywhere }
            .over { position: fixed; inset: 0; z-index: 9 }</style>
        <div id="late"></div><a href="#x">WORDS</a><button>go</button>
        <p><button disabled><span class="sr">for somebody</span></button></p>
        <p class="cut">some words that hardly fit in here at all</p>
        <p class="thin">incomprehensible</p>
        <p>&lt;b>bold&lt;/b></p><p>Some words.<i>More words.</i></p>
        <p style="line-height: 1.5">Wide</p><p>中文</p>
        <aside style="float: left; inline-size: 90px">x</aside>
        <script>setTimeout(() => document.querySelector("#late").style.height = "300px", 700)
        </script>MORE</main></body></html>""".replace("WORDS", "word " * 9)
        .replace("MORE", "<p>more</p>" * 12))  # fmt: skip
    # What moves in the first half second of a window counts as moved by whoever opened it.
    page.wait_for_timeout(1300)
    visitor = Visitor(page, "")
    assert any("found" in each for each, _ in axe(visitor))
    assert shifted(visitor) > SHIFT
    assert any("target" in each for each in too_small(visitor, letters=12, target=44))
    assert any("letters" in each for each in too_small(visitor, letters=40, target=1))
    assert "body" in too_small(visitor, letters=1, target=1, body=22)
    assert all("no ring" in each for each in page.evaluate(UNSEEN_FOCUS))
    assert len(page.evaluate(UNSEEN_FOCUS)) == 2
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend',"
                  " '<style>a:focus, button:focus { outline: 3px solid }</style>"
                  "<div class=over></div>')")  # fmt: skip
    assert all("covered" in each for each in page.evaluate(UNSEEN_FOCUS))
    assert page.evaluate(UNMARKED) == ["中文"]
    assert page.evaluate(MARKS_SHOWN) == ["<b>bold</b>"]
    assert page.evaluate(RUN_TOGETHER) == ["Some words.More words."]
    assert page.evaluate(BROKEN) == ["incomprehensible"]
    assert len(page.evaluate(WORDLESS)) == 1
    before = overflow(visitor)
    page.evaluate(SPACED)
    assert overflow(visitor) > before
    assert page.evaluate(CUT_OFF) != []
    before = overflow(visitor)
    page.evaluate(LONGER)
    assert overflow(visitor) > before
    page.close()


@pytest.mark.parametrize(
    ("always", "focused", "seen_by_all"),
    [
        ("", "outline: 3px solid transparent", False),
        ("", "outline: 3px solid #e0e0e0", False),
        ("", "outline: 1px solid black", False),
        ("outline: 3px solid black", "outline: 3px solid black", False),
        ("box-shadow: 0 0 0 3px black", "outline: none", False),
        ("", "outline: none; box-shadow: 0 2px 8px black", False),
        (
            "",
            "outline: 3px solid #ffd500; outline-offset: -3px; box-shadow: inset 0 0 0 3px #14191f",
            False,
        ),
        (
            "",
            "outline: 3px solid #ffd500; outline-offset: -3px; box-shadow: inset 0 0 0 5px #14191f",
            True,
        ),
        ("background: black", "outline: 3px solid white; outline-offset: -4px", True),
        ("", "outline: 3px solid #ffd500; box-shadow: 0 0 0 5px #14191f", True),
    ],
)
def test_a_ring_is_new_and_stands_out(
    browser: Any, always: str, focused: str, seen_by_all: bool
) -> None:
    page = browser.new_page()
    page.set_content(f"""<style>button {{ {always} }} button:focus {{ {focused} }}
        </style><button>go</button>""")
    faults = page.evaluate(UNSEEN_FOCUS)
    page.locator("button").focus()
    assert (faults == []) is page.evaluate(STOP)["ringed"] is seen_by_all
    page.close()


def test_what_axe_cannot_decide_is_reckoned_or_looked_at(browser: Any) -> None:
    page = browser.new_page()
    page.set_content("""<html lang="en"><title>t</title><main><h1>t</h1>
        <p style="position: relative; color: #999">words<span style="position: absolute;
        inset: 0; background: white; opacity: .1"></span></p>
        <p style="background: linear-gradient(white, #888)">words</p></main></html>""")
    assert {each for each, _ in axe(Visitor(page, ""))} == {
        "color-contrast: too pale", "color-contrast: not reviewed (bgGradient)",
    }  # fmt: skip
    page.close()


# --- Languages, modes and widths -----------------------------------------------------------------

# Pages of staff are in Chinese.
STAFF = ("desk:", "admin:", "seals:", "look:", "sso:", "api:")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "turn" not in metafunc.fixturenames:
        return
    whole = metafunc.config.getoption("--whole")
    pairs = [
        (look, turn)
        for look in LOOKS
        if takes_turns(look)
        for turn in turns_of(look.id, whole=whole, translated=is_citizens(look))
    ]
    metafunc.parametrize(("look", "turn"), pairs, ids=lambda one: one.id)


def is_citizens(look: Look) -> bool:
    """Whether the page is in four languages and in large type."""
    return bool(look.name) and not look.name.startswith(STAFF)


def takes_turns(look: Look) -> bool:
    """Whether it is met in every way; what one acts for at the desk is the same in each of them."""
    return is_citizens(look) or not look.does


# What is smaller than it should be: letters anywhere, and whatever is pressed and is no word in a
# sentence. Fields to tick are pressed by their row.
SMALL = """([letters, target, body]) => {
    const shown = one =>
        one.checkVisibility() && !one.closest(".sr, .skip, svg, [aria-hidden=true]");
    const size = one => parseFloat(getComputedStyle(one).fontSize);
    const found = new Set();
    if (size(document.body) < body) found.add("body");
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
# Lines of running text in large type that stand closer than 1.8; papers keep their own measure.
TIGHT = """() => [...document.querySelectorAll(
        "main :is(p, li, dt, dd, th, td, label, small, summary)")].filter(one => {
    const style = getComputedStyle(one);
    const own = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    return own && one.checkVisibility()
        && !one.closest("h1, h2, h3, svg, .sr, .btn, .tag, .paper, .licence, .doc")
        && parseFloat(style.lineHeight) < 1.79 * parseFloat(style.fontSize);
}).map(one => `${getComputedStyle(one).lineHeight}: ${one.outerHTML.slice(0, 110)}`).slice(0, 5)"""
# Boxes that do not change sides with the direction: the same page is laid out both ways.
UNMIRRORED = """() => {
    const all = [...document.querySelectorAll("body *")].filter(one => one.checkVisibility()
        && !["inline", "contents"].includes(getComputedStyle(one).display)
        && !one.matches("svg, svg *, [dir], [dir] *, .sr, .skip, bdi, option, script, style, wbr"));
    const root = document.documentElement, width = root.clientWidth;
    const sides = () => all.map(one => one.getBoundingClientRect());
    const right = sides();
    root.dir = "ltr";
    const left = sides();
    root.dir = "rtl";
    return all.filter((one, at) => Math.abs(right[at].left - (width - left[at].right)) > 3)
        .map(one => one.outerHTML.slice(0, 110)).slice(0, 5);
}"""

# As long as another language would be: two fifths of each Chinese text again, behind it.
LONGER = """() => {
    const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.data;
        if (text.trim() && !walk.currentNode.parentElement.closest("svg, textarea, script, time"))
            walk.currentNode.data = text + text.slice(0, Math.ceil(text.length * 0.4));
    }
}"""


def test_a_page_is_sound_in_its_turn(enter: Enter, town: Scenery, look: Look, turn: Turn) -> None:
    visitor = enter(look.who)
    cookies = [
        {"name": name, "value": it, "url": visitor.address} for name, it in turn.cookies.items()
    ]
    visitor.page.context.add_cookies(cookies)
    try:
        visitor.language = turn.language
        show(visitor, look, town, width=turn.width)
        assert visitor.title.startswith(visitor.said("错误：")) is look.faults
        strong = is_citizens(look) and turn.mode in ("large", "high contrast")
        assert axe(visitor, strong=strong) == []
        html = visitor.page.locator("html")
        assert html.get_attribute("lang").lower() == turn.language
        assert html.get_attribute("dir") == ("rtl" if turn.language == "ug" else "ltr")
        if is_citizens(look):
            assert visitor.page.evaluate(UNMARKED) == []
            assert visitor.page.evaluate(BACKWARDS) == []
            assert visitor.page.evaluate(MARKS_SHOWN) == []
            assert visitor.page.evaluate(WORDLESS) == []
        if is_citizens(look) and not turn.language.startswith("zh"):
            assert visitor.page.evaluate(RUN_TOGETHER) == []
        seen(visitor, 390, "light")
        if is_citizens(look):
            assert visitor.page.evaluate(BROKEN) == []
        if turn.mode == "large" and is_citizens(look):
            assert too_small(visitor, letters=18, target=60, body=22) == []
            assert visitor.page.evaluate(TIGHT) == []
        if turn.language == "ug" and is_citizens(look):
            assert visitor.page.evaluate(UNMIRRORED) == []
        assert overflow(visitor) == 0, f"runs over the edge at 390: {widest(visitor)}"
        if is_citizens(look) and turn.language.startswith("zh"):
            visitor.page.evaluate(LONGER)
            assert overflow(visitor) == 0, f"runs over with longer words: {widest(visitor)}"
    finally:
        visitor.language = "zh-hans"
        for name in turn.cookies:
            visitor.page.context.clear_cookies(name=name)
