"""In large type a page can be read aloud, each part in its own language, and stopped."""

from typing import Any

import pytest
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser
# A voice as browsers have it: what it is given to say is written down, and nothing is heard.
VOICE = """
    window.said = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, "speechSynthesis", {value: {
        speak: one => window.said.push([one.lang, one.text]),
        cancel: () => { window.said = []; },
    }});
"""
GUIDE = "/guide/publication-retail"


def _in_large_type(visit: Visit, language: str, voice: str = VOICE) -> Any:
    visitor = visit(390)
    visitor.page.add_init_script(voice)
    visitor.goes_to(f"/mode?lang={language}&next=/mode%3Fmode%3Delder%26next%3D{GUIDE}")
    return visitor


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("zh-hans", "zh-CN"), ("zh-hant", "zh-TW"), ("en", "en"), ("ug", "ug")],
)
def test_the_page_is_read_in_its_language_and_a_second_press_stops_it(
    visit: Visit, language: str, spoken: str
) -> None:
    page = _in_large_type(visit, language).page
    button = page.locator("button.read-aloud")
    button.click()
    said = page.evaluate("window.said")
    assert said[0][0] == spoken and said[0][1] in page.inner_text("h1")
    assert len(said) > 10
    # What is not there for the eye is not there for the ear.
    assert not any("speechSynthesis" in text or "{" in text for _lang, text in said)
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert page.evaluate("window.said") == [] and button.get_attribute("aria-pressed") == "false"


def test_what_stands_there_in_another_language_is_read_in_that(visit: Visit) -> None:
    page = _in_large_type(visit, "en").page
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend',"
        " '<p lang=\"zh-Hans\">本人到场。</p>')"
    )
    page.locator("button.read-aloud").click()
    assert ["zh-CN", "本人到场。"] in page.evaluate("window.said")


def test_where_the_browser_cannot_speak_there_is_no_button(visit: Visit) -> None:
    silent = "delete window.speechSynthesis; delete Window.prototype.speechSynthesis;"
    assert _in_large_type(visit, "zh-hans", silent).page.locator("button.read-aloud").count() == 0


def test_in_usual_type_there_is_none_either(visit: Visit) -> None:
    visitor = visit(390)
    visitor.page.add_init_script(VOICE)
    assert visitor.goes_to(GUIDE).page.locator("button.read-aloud").count() == 0
