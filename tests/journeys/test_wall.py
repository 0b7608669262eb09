"""The wall as it hangs: read from five metres, told of a card in seconds, and without a script."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from tests.journeys.acts import elsewhere
from tests.journeys.axe import axe
from tests.journeys.focus import UNSEEN_FOCUS
from tests.journeys.test_every_page import overflow, widest
from tests.journeys.visitor import Visitor
from tests.world import World

from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.models import Task
from onedoor.kernel import relay
from onedoor.kernel.time import days, now, today
from onedoor.oversight.feedback.models import FollowUp, Rating
from onedoor.oversight.supervision.models import RaisedCard
from onedoor.oversight.supervision.queries import Ahead, Foretold, agencies_watched

pytestmark = pytest.mark.browser
WATCHER = "government_aksu_supervisor"
STEPS = ("受理", "审查", "决定", "发证", "送达", "现场核查", "专家评审", "听证")
RULES = (
    ("telling-limit", "red"), ("promised-limit", "red"), ("no-reasons", "red"),
    ("step-limit", "yellow"), ("bad-rating", "yellow"), ("document-missing", "yellow"),
)  # fmt: skip
HUNG = "/desk/wall?wall=1"
Visit = Callable[..., Visitor]


def a_full_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every county has much in hand, cards stand at twenty agencies, and some are foretold."""
    case = world.a_submitted_case(begin=today() - days(1))
    watched = list(agencies_watched(seen_by=world.a_clerk("government-aksu", "supervisor")))
    Task.objects.bulk_create(
        Task(
            case=case, step=f"step-{n}", kind="review", title=step, service=case.service,
            service_title=case.service_title, agency=agency, post="approver", state="open",
            due_on=today() + days((n * 7) % 19 - 2),
        )
        for n, (agency, step) in enumerate(product(watched, STEPS * 2))
        if n % 3 or step == STEPS[0]
    )  # fmt: skip
    rows = [
        RaisedCard(
            id=f"made{n}", rule=rule, edition=today(), agency=watched[n * 3 % len(watched)],
            watcher="government-aksu", about=f"case:{n}", level=level, measure=3,
            raised_on=today() - days(n % 6), level_on=today() - days(n % 6),
            due_on=today() + days(n % 5 - 1),
        )
        for n, (rule, level) in enumerate(RULES * 4)
    ]  # fmt: skip
    RaisedCard.objects.bulk_create(rows)
    given = Rating.objects.bulk_create(
        Rating(case=f"made-{n}", agency=watched[n % len(watched)], given_at=now(),
               level=1 if n % 25 == 0 else 5)
        for n in range(300)
    )  # fmt: skip
    bad = [each for each in given if each.level == 1]
    FollowUp.objects.bulk_create(
        FollowUp(
            rating=each, agency=each.agency, opened_at=now(), call_by=today(), answer_by=today(),
            **({"called_at": now(), "answered_at": now(), "step": "answered"} if n % 4 else {}),
        )
        for n, each in enumerate(bad)
    )  # fmt: skip
    ahead = Ahead(cards=[Foretold(card=each, level=each.level) for each in rows[1:6]])
    monkeypatch.setattr("onedoor.channels.desk.pages.boards.foretold_cards", lambda **_: ahead)


# Whether something is there for the eye: what is kept for screen readers alone is a pixel wide.
SEEN = """
    const seen = one => one.checkVisibility({visibilityProperty: true}) &&
        !one.closest(".skip, script, noscript") && ![...function* () {
            for (let it = one; it && it !== document.body; it = it.parentElement) yield it;
        }()].some(it => getComputedStyle(it).clipPath.startsWith("inset"));
"""
# Letters as they are drawn: those of a chart by the measure in which it is drawn.
LETTERS = f"""least => {{
    {SEEN}
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
    let count = 0;
    while (walk.nextNode()) {{
        const one = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || !seen(one)) continue;
        const drawn = one instanceof SVGTextContentElement ? one.getScreenCTM().d : 1;
        const size = parseFloat(getComputedStyle(one).fontSize) * drawn;
        count += 1;
        if (size < least) found.add(`${{size}}: ${{one.outerHTML.slice(0, 100)}}`);
    }}
    return [count, [...found]];
}}"""
# Words that end below or beside the view, or that lie on other words. A line is taller than its
# letters: these are as high as their size says, and in its middle.
OUT_OF_VIEW = f"""() => {{
    {SEEN}
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange(), lines = [], found = [];
    while (walk.nextNode()) {{
        const one = walk.currentNode.parentElement, what = walk.currentNode.data.trim();
        if (!what || !seen(one)) continue;
        range.selectNodeContents(walk.currentNode);
        const drawn = one instanceof SVGTextContentElement ? one.getScreenCTM().d : 1;
        const half = parseFloat(getComputedStyle(one).fontSize) * drawn * .4;
        for (const {{left, right, top, bottom}} of range.getClientRects()) {{
            const up = (top + bottom) / 2 - half, down = (top + bottom) / 2 + half;
            if (down > innerHeight || right > innerWidth || up < 0 || left < 0)
                found.push(`out of view: ${{what}}`);
            const other = lines.find(it => Math.min(it.right, right) - Math.max(it.left, left) > 2
                && Math.min(it.down, down) - Math.max(it.up, up) > 2);
            if (other) found.push(`${{what}} over ${{other.what}}`);
            lines.push({{left, right, up, down, what}});
        }}
    }}
    return found;
}}"""


def the_wall(visit: Visit, **more: Any) -> Visitor:
    """The wall as it hangs in the room of whoever is on duty."""
    visitor: Visitor = visit(who=WATCHER, **more)
    visitor.page.set_viewport_size({"width": 1920, "height": 1080})
    return visitor.goes_to(HUNG)


def faults_of(visitor: Visitor) -> list[Any]:
    """What cannot be read from five metres without a hand on the mouse."""
    count, small = visitor.page.evaluate(LETTERS, 40)
    assert count > 8, "nothing is looked at"
    return [*small, *visitor.page.evaluate(OUT_OF_VIEW), *axe(visitor),
            *[widest(visitor)] * bool(overflow(visitor))]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_wall_of_a_full_day_is_read_from_five_metres_and_in_one_view(
    world: World, visit: Visit, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    elsewhere(lambda: a_full_day(world, monkeypatch))
    visitor = the_wall(visit, bypass_csp=True, color_scheme=scheme)
    page = visitor.page
    assert faults_of(visitor) == []
    assert page.evaluate("document.documentElement.scrollHeight") == 1080
    # The gravest cards, every county, both ratings and what comes are there for the eye.
    assert page.locator(".b-cards .card-rows > li:visible").count() == 4
    assert page.locator(".b-places tbody tr:visible").count() == 10
    assert page.locator(".b-ratings p:visible").count() == 2
    assert page.get_by_role("heading", name="如果现在不管").is_visible()
    # On a screen of the same shape, however fine, it is as large a part of it.
    page.set_viewport_size({"width": 3840, "height": 2160})
    assert page.evaluate(LETTERS, 80)[1] == [] and page.evaluate(OUT_OF_VIEW) == []


def test_the_wall_of_a_quiet_day_is_read_from_five_metres(world: World, visit: Visit) -> None:
    visitor = the_wall(visit, bypass_csp=True)
    assert "今天没有红黄牌" in visitor.heading
    assert visitor.page.locator("svg.in-line").is_visible()
    assert faults_of(visitor) == []


def test_what_is_no_words_on_the_wall_is_there_for_whoever_listens_or_comes_by_keyboard(
    world: World, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere(lambda: a_full_day(world, monkeypatch))
    visitor = the_wall(visit, reduced_motion="reduce")
    page = visitor.page
    for table in ("等在哪一步", "最近七天的牌"):
        assert page.get_by_role("table", name=table).count() == 1, "hidden from screen readers too"
    assert page.get_by_role("link", name="普通样式").count() == 1
    assert page.evaluate(UNSEEN_FOCUS) == []
    opened = page.locator("#flow-h").locator("xpath=ancestor::figure").get_by_role("link").first
    opened.focus()
    assert page.evaluate("document.activeElement.closest('.scroll').offsetWidth") > 400
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/desk/waiting" in page.url


def test_a_card_is_on_an_open_wall_within_five_seconds_of_what_happened(
    world: World, visit: Visit
) -> None:
    case = elsewhere(lambda: world.a_submitted_case(begin=today() - days(20)))

    def without_a_card() -> None:
        world.drain()
        RaisedCard.objects.all().delete()
        world.mark_all(case)
        world.drain()
        RaisedCard.objects.all().delete()

    elsewhere(without_a_card)
    visitor = visit(who=WATCHER)
    # By the clock of the page, which stands still until it is told: a slow machine changes nothing.
    visitor.page.clock.install()
    visitor.page.set_viewport_size({"width": 1920, "height": 1080})
    visitor.goes_to(HUNG)
    assert "今天没有红黄牌" in visitor.heading
    visitor.page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    visitor.page.wait_for_load_state("networkidle")
    # A click somewhere does not make it stand still.
    visitor.page.locator(".b-places .scroll").click(position={"x": 5, "y": 5})

    def happens() -> None:
        cases.accept_case(case.number, by=world.clerk(case, "accept"))
        relay.drain()

    elsewhere(happens)
    card = visitor.page.locator(".b-cards .card-rows li.red").first
    assert not card.is_visible()
    visitor.page.clock.run_for(5_000)
    card.wait_for()
    assert "今天没有红黄牌" not in visitor.heading


def test_nothing_is_fetched_as_long_as_nothing_happens(world: World, visit: Visit) -> None:
    visitor = the_wall(visit)
    asked: list[str] = []
    visitor.page.on("request", lambda each: asked.append(each.url.removeprefix(visitor.address)))
    visitor.page.wait_for_timeout(7_000)
    pages = [each for each in asked if each.startswith("/desk/")]
    assert pages and set(pages) == {"/desk/wall/mark"}


def test_without_a_script_the_wall_comes_anew_by_itself_and_by_a_link(
    world: World, visit: Visit
) -> None:
    visitor = the_wall(visit, scripts=False)
    page = visitor.page
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "30"
    assert page.get_by_role("link", name="现在更新").is_visible()
    assert page.evaluate(LETTERS, 40)[1] == [] and page.evaluate(OUT_OF_VIEW) == []
    visitor.follows("现在更新")
    assert page.url.endswith(HUNG)
    # Read in its plain style it stays as it is, as a board does.
    visitor.goes_to("/desk/wall")
    assert page.locator("meta[http-equiv=refresh]").count() == 0


@pytest.mark.parametrize("path", [HUNG, "/desk/wall"])
def test_on_a_telephone_the_gravest_card_comes_first_and_opens(
    world: World, visit: Visit, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    elsewhere(lambda: a_full_day(world, monkeypatch))
    visitor = visit(who=WATCHER, width=390).goes_to(path)
    first = visitor.page.locator(".card-rows a").first
    assert first.bounding_box()["y"] < 844 / 2 and first.bounding_box()["height"] >= 44
    assert visitor.page.locator(".card-rows li").first.get_attribute("class") == "red"
    assert overflow(visitor) == 0
    visitor.clicks(first)
    assert "/desk/supervision/" in visitor.page.url and "红牌" in visitor.page.content()
