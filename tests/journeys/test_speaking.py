"""A question may be spoken: it is written down, read, and only then asked."""

from typing import Any

import pytest
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser
# An ear as browsers have it: what it hears is for a test to say. The site gets words, no sound.
EAR = """(heard) => {
    window.SpeechRecognition = class {
        start() {
            window.listenedIn = this.lang;
            if (heard) this.onresult({results: [[{transcript: heard}]]});
            else this.onerror({error: "no-speech"});
            this.onend();
        }
    };
}"""


def _with_an_ear(visitor: Any, heard: str) -> None:
    visitor.page.add_init_script(f"({EAR})({heard!r})")


def test_what_was_said_is_written_down_and_asked_only_when_somebody_sends_it(visit: Visit) -> None:
    visitor = visit()
    _with_an_ear(visitor, "开书店要几天")
    visitor.goes_to("/assistant")
    visitor.page.click("#speak")
    assert visitor.page.input_value("#q") == "开书店要几天"
    assert visitor.page.inner_text("#heard") == "开书店要几天"
    assert visitor.page.evaluate("document.activeElement.id") == "q"
    assert "?q=" not in visitor.page.url, "nothing is asked that nobody has read"
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**q=**")
    assert "个工作日" in visitor.page.inner_text(".answer")


def test_what_was_not_heard_is_said_so_and_nothing_is_lost(visit: Visit) -> None:
    visitor = visit()
    _with_an_ear(visitor, "")
    visitor.goes_to("/assistant")
    visitor.page.fill("#q", "开书店")
    visitor.page.click("#speak")
    assert "没听清" in visitor.page.inner_text("#heard")
    assert visitor.page.input_value("#q") == "开书店"


@pytest.mark.parametrize(
    ("language", "spoken"), [("zh-hans", "zh-CN"), ("en", "en-US"), ("ug", "ug-CN")]
)
def test_it_listens_in_the_language_of_the_page(visit: Visit, language: str, spoken: str) -> None:
    visitor = visit()
    _with_an_ear(visitor, "")
    visitor.goes_to(f"/mode?lang={language}&next=/assistant")
    visitor.page.click("#speak")
    assert visitor.page.evaluate("window.listenedIn") == spoken


def test_where_the_browser_cannot_hear_there_is_no_button(visit: Visit) -> None:
    visitor = visit()
    visitor.page.add_init_script(
        "delete window.SpeechRecognition; delete window.webkitSpeechRecognition"
    )
    visitor.goes_to("/assistant")
    assert not visitor.page.is_visible("#speak")
