"""In a browser as old as is promised to be served, pages are sound and their scripts run."""

from typing import Any

import pytest
from tests.journeys.acts import elsewhere
from tests.journeys.axe import axe
from tests.journeys.conftest import Visit
from tests.journeys.older import as_in_an_older_browser
from tests.journeys.scenery import FIRM, Scenery
from tests.journeys.test_every_page import SPACED, overflow, widest
from tests.journeys.test_reading_aloud import GUIDE, VOICE
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
FOR_ANYBODY = (
    "/", "/services", "/services?q=书店", GUIDE, f"{GUIDE}/situations", f"{GUIDE}/checklist",
    "/sign-in", "/track", "/ask", "/publications", "/places", "/ratings/", "/answers/",
    "/inspection", "/sitemap", "/check", "/offline",
)  # fmt: skip
FOR_A_FIRM = ("/mine", "/mine/licences", "/mine/held", "/mine/following", "/mine/export")


def faults(visitor: Visitor, path: str) -> list[str]:
    """What is wrong with this page there, on a desk and on the smallest phone."""
    page = visitor.page
    page.set_viewport_size({"width": 1280, "height": 844})
    answer = page.goto(visitor.address + path)
    found = [] if answer.status == 200 else [f"answers {answer.status}"]
    found += [str(each) for each in axe(visitor)]
    page.set_viewport_size({"width": 320, "height": 844})
    page.evaluate(SPACED)
    if overflow(visitor):
        found.append(f"runs over the edge: {widest(visitor)}")
    return [f"{path}: {fault}" for fault in found]


def aged(visit: Visit, **more: Any) -> tuple[Visitor, list[str]]:
    # The site forbids strange scripts, and axe is one; what is kept on a phone is fetched by none.
    visitor = visit(bypass_csp=True, service_workers="block", reduced_motion="reduce", **more)
    return visitor, as_in_an_older_browser(visitor.page)


def test_what_everybody_reads_is_sound(visit: Visit) -> None:
    guest, failed = aged(visit)
    assert [fault for path in FOR_ANYBODY for fault in faults(guest, path)] == []
    assert failed == []
    assert guest.page.evaluate("typeof AbortSignal.timeout") == "undefined"


def test_what_an_applicant_fills_in_and_keeps_is_sound(visit: Visit, scenery: Scenery) -> None:
    steps = f"/drafts/{elsewhere(lambda: scenery.draft)}"
    firm, failed = aged(visit, who=FIRM)
    assert [fault for path in (*FOR_A_FIRM, steps) for fault in faults(firm, path)] == []
    firm.page.set_viewport_size({"width": 1280, "height": 844})
    assert failed == []


@pytest.mark.parametrize("language", ["zh-hans", "ug"])
def test_a_page_is_read_aloud_without_what_is_folded_away(visit: Visit, language: str) -> None:
    visitor, failed = aged(visit, width=390)
    visitor.page.add_init_script(VOICE)
    visitor.goes_to(f"/mode?lang={language}&next=/mode%3Fmode%3Delder%26next%3D{GUIDE}")
    visitor.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        " '<p hidden>folded</p><p class=\"gone\">folded</p>');"
        "document.querySelector('.gone').style.display = 'none'"
    )
    visitor.page.locator("button.read-aloud").click()
    said = visitor.page.evaluate("window.said")
    assert len(said) > 10 and not any("folded" in text for _lang, text in said)
    assert failed == []


def test_a_browser_that_cannot_check_a_slip_does_not_call_it_false(visit: Visit) -> None:
    visitor, failed = aged(visit)
    visitor.page.route("**/saved", lambda route: route.fulfill(
        body=visitor.page.request.get(f"{visitor.address}/offline-check").text(),
        content_type="text/html; charset=utf-8",
    ))  # fmt: skip
    visitor.page.goto(f"{visitor.address}/saved")
    told = visitor.page.inner_text("#result")
    assert "这个浏览器查不了" in told and "不等于单子是假的" in told
    assert "不要采用" not in told and not visitor.page.locator("#ask").is_visible()
    assert failed == []
