"""The desk in headless Chromium: axe finds nothing, nothing runs over, no script is needed."""

import shutil
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from django.db import connections
from django.test import Client

CHROMIUM = shutil.which("chromium") or ""
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
AXE = files("axe_core_python").joinpath("axe.min.js")
HOME = "http://desk.test"
KEPT = ("Content-Type", "Location", "Content-Security-Policy")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
]


@pytest.fixture
def browser() -> Iterator[Any]:
    """Opened after the cases of a test are made: papers are not sealed beside its loop."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield opened
        opened.close()


@pytest.fixture
def seat(browser: Any) -> Iterator[Any]:
    """A page whose every request is answered by this clerk's client, without a network."""
    contexts = []

    def sit(client: Client, width: int = 1440, scheme: str = "light", **more: Any) -> Any:
        size = {"width": width, "height": 900}
        context = browser.new_context(
            viewport=size, color_scheme=scheme, **{"locale": "zh-CN"} | more
        )
        contexts.append(context)

        def answer(route: Any, request: Any) -> None:
            path, body = request.url.removeprefix(HOME), request.post_data or ""
            kind = request.headers.get("content-type", "application/x-www-form-urlencoded")
            try:
                given = client.generic(request.method, path, body, content_type=kind)
            finally:
                # Each answer runs in a context of its own, and so on a connection of its own.
                connections.close_all()
            headers = {key: given[key] for key in KEPT if key in given}
            route.fulfill(status=given.status_code, headers=headers, body=given.content)

        context.route(HOME + "/**", answer)
        return context.new_page()

    yield sit
    for context in contexts:
        context.close()


@pytest.fixture
def to_decide(world):
    return world.a_case_to_decide(begin=date(2026, 8, 10))


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing_at_the_window(world, case, window, seat, width, scheme):
    world.mark_all(case, premises_term="unmet", premises_same="ask")
    here = seat(window, width, scheme, bypass_csp=True)
    for page in ("", "?q=none", "?view=done"):
        here.goto(f"{HOME}/desk/{page}")
        looks_well(here)
    for page in ("", "?see=form", "?see=facts", "?see=history", "corrections", "turn-away"):
        here.goto(f"{HOME}/desk/cases/{case.number}/{page}")
        looks_well(here)


def test_axe_finds_nothing_at_the_deciding_post(to_decide, desk, seat):
    here = seat(desk("press_aksu_city_approver"), 390, bypass_csp=True)
    for page in ("", "decide", "extend"):
        here.goto(f"{HOME}/desk/cases/{to_decide.number}/{page}")
        looks_well(here)


def test_axe_finds_nothing_where_supervisors_look(case, desk, seat):
    here = seat(desk("press_aksu_city_supervisor"), bypass_csp=True)
    for page in ("worker/", f"cases/{case.number}/readings"):
        here.goto(f"{HOME}/desk/{page}")
        looks_well(here)


def test_a_decision_is_read_and_signed_without_script(world, to_decide, desk, seat):
    here = seat(desk("press_aksu_city_approver"), java_script_enabled=False)
    here.goto(f"{HOME}/desk/")
    here.click(".next-up .primary")
    here.click(".actions .primary")
    here.check("input[value=grant]", force=True)
    here.click(".actions .primary")
    assert "决定准予" in here.inner_text(".doc")
    here.click(".actions .primary")
    assert "决定已生效" in here.inner_text("[role=status]")
    assert world.again(to_decide).granted is True


def looks_well(page: Any) -> None:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {iframes: false})")["violations"]
    assert found == [], [(each["id"], each["nodes"][0]["html"]) for each in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
