"""The look in headless Chromium: axe finds nothing, nothing runs over the edge, in every mode."""

import shutil
import threading
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections

CHROMIUM = shutil.which("chromium") or ""
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
PAGES = ["/gallery", "/sample/home", "/sample/guide", "/sample/apply", "/sample/track"]
PAGES += ["/sample/inbox", "/sample/case", "/sample/sign_in", "/fault/404"]
# Width, colour scheme, direction, mode.
MODES = [
    (1280, "light", "ltr", "usual"),
    (1280, "dark", "rtl", "usual"),
    (390, "light", "rtl", "elder"),
    (390, "dark", "ltr", "usual"),
]
# The gallery in every mode; the other pages take turns.
TURNS = [("/gallery", mode) for mode in MODES]
TURNS += [(path, MODES[at % len(MODES)]) for at, path in enumerate(PAGES[1:])]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
]
Open = Callable[..., Any]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        serving = threading.Thread(target=_serve, args=(server,), daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


def _serve(server: WSGIServer) -> None:
    try:
        server.serve_forever(0.05)
    finally:
        # A connection to the database belongs to its thread and ends with it.
        connections.close_all()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Open]:
    contexts = []

    def go(path: str, width: int, scheme: str = "light", mode: str = "usual", **more: Any) -> Any:
        size = {"width": width, "height": 844}
        context = browser.new_context(
            viewport=size, color_scheme=scheme, **{"locale": "zh-CN"} | more
        )
        contexts.append(context)
        context.add_cookies([{"name": "onedoor-mode", "value": mode, "url": address}])
        page = context.new_page()
        assert page.goto(address + path).status == 200
        return page

    yield go
    for context in contexts:
        context.close()


def overflow(page: Any) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize(("path", "mode"), TURNS)
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(
    visit: Open, path: str, mode: tuple[int, str, str, str]
) -> None:
    width, scheme, direction, size = mode
    page = visit(path, width, scheme, size)
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    page.evaluate((files("axe_core_python") / "axe.min.js").read_text())
    found = page.evaluate("axe.run()")["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_the_smallest_phone(visit: Open, path: str) -> None:
    assert overflow(visit(path, 320)) <= 0


@pytest.mark.parametrize("path", ["/sample/home", "/sample/apply"])
def test_what_is_pressed_is_large_enough_for_a_thumb(visit: Open, path: str) -> None:
    small = visit(path, 390).evaluate(
        """[...document.querySelectorAll(".btn, .bar a, .row label, input:not([type=radio])")]
        .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5)
        .map(one => one.outerHTML)"""
    )
    assert small == []


def test_the_focus_goes_to_the_faults_and_on_to_the_field(visit: Open) -> None:
    page = visit("/sample/apply", 390)
    page.wait_for_function("document.activeElement.matches('[data-faults]')")
    page.click("text=填写使用面积，单位平方米 >> nth=0")
    assert page.evaluate("document.activeElement.id") == "area"


def test_without_script_a_fault_still_leads_to_its_field(visit: Open) -> None:
    page = visit("/sample/apply", 390, java_script_enabled=False)
    page.click("text=填写使用面积，单位平方米 >> nth=0")
    assert page.url.endswith("#area")


def test_the_keys_of_the_desk_move_and_can_be_turned_off(visit: Open) -> None:
    page = visit("/sample/inbox", 1280)
    page.keyboard.press("j")
    assert page.locator("tr.here").inner_text().startswith("3 小时 10 分")
    page.locator(".keys summary").click()
    page.locator("[data-keys-switch]").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.locator("tr.here").inner_text().startswith("3 小时 10 分")
