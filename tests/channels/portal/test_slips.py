"""The pages of the offline slip: made by its holder, checked by a file that needs no network."""

import hashlib
import shutil
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.channels.portal.citizen import Citizen, text_of
from tests.registers.credentials.carrying import holder, teacher
from tests.world import World

from onedoor.kernel.record import entries_of
from onedoor.kernel.time import now, travel
from onedoor.registers.credentials.actions import print_slip
from onedoor.registers.licences.actions import Listing
from onedoor.registers.licences.models import Licence

CHROMIUM = shutil.which("chromium") or ""
AXE = files("axe_core_python").joinpath("axe.min.js")


@pytest.fixture
def licence(world: World) -> Licence:
    listing = Listing(type_code="116500000105000334001", issuer_code="11652926129260604Y")
    return teacher(world, listing=listing)


def test_the_holder_reads_what_it_is_and_only_a_press_makes_one(licence: Licence) -> None:
    citizen, address = Citizen("gulnur"), f"/mine/credentials/{licence.paper_id}/slip"
    asked = citizen.get(address)
    assert "不用联网" in text_of(asked)
    assert entries_of(licence.ground)[-1].name != "slip.printed"
    made = citizen.post(address)
    assert "它不知道打印以后的事" in text_of(made) and "<svg" in made.content.decode()
    assert licence.number in text_of(made)


def test_another_citizen_gets_none(licence: Licence) -> None:
    address = f"/mine/credentials/{licence.paper_id}/slip"
    assert Citizen("ayigul").post(address).status_code == 404


def test_anybody_pastes_the_text_at_the_public_check(world: World, licence: Licence) -> None:
    text = print_slip(licence.number, by=holder(world)).text
    page = text_of(Client().post("/check", {"credential": text}))
    assert "证照现在有效" in page and licence.number in page
    page = text_of(Client().post("/check", {"credential": text[:-9] + "AAAAAAAAA"}))
    assert "不要采用" in page and licence.number not in page


def test_the_published_digest_is_that_of_the_file_everybody_gets_that_day(world: World) -> None:
    page = text_of(Client().get("/offline-check/digests"))
    later = now() + timedelta(minutes=1)
    for address in ("/offline-check", "/offline-check/keys"):
        here = Client().get(address).content
        with travel(later):
            there = Client(headers={"accept-language": "ug"}).get(address).content
        assert here == there and hashlib.sha256(here).hexdigest() in page
    with travel(now() + timedelta(days=1)):
        assert text_of(Client().get("/offline-check/digests")) != page


def test_a_slip_says_the_identifier_wherever_it_is_checked(world: World, licence: Licence) -> None:
    assert licence.identifier.startswith("1.2.156.3005.2.")
    text = print_slip(licence.number, by=holder(world)).text
    assert licence.identifier in text_of(Client().post("/check", {"credential": text}))
    made = Citizen("gulnur").post(f"/mine/credentials/{licence.paper_id}/slip")
    assert licence.identifier in text_of(made)


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
def test_the_saved_file_checks_without_a_network(
    world: World, licence: Licence, tmp_path: Path
) -> None:
    from playwright.sync_api import sync_playwright

    text = print_slip(licence.number, by=holder(world)).text
    answer = Client().get("/offline-check")
    assert "attachment" in answer["Content-Disposition"]
    saved = tmp_path / "check.html"
    saved.write_bytes(answer.content)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(offline=True)
        page.goto(saved.as_uri())
        told = {}
        for name, given in {
            "good": text, "altered": text[:-9] + "AAAAAAAAA", "other": "你好",
            "cut": text[: len(text) // 2],
        }.items():  # fmt: skip
            page.fill("#text", given)
            page.click("button[type=submit]")
            page.wait_for_function("document.activeElement.id === 'result'")
            told[name] = page.inner_text("#result")
            page.evaluate("document.activeElement.blur()")
        page.fill("#text", text)
        page.click("button[type=submit]")
        page.evaluate(AXE.read_text("utf-8"))
        found: Any = page.evaluate("axe.run()")
        browser.close()
    assert "是真的，没有改过" in told["good"] and licence.number in told["good"]
    assert "没有联网" in told["good"] and licence.identifier in told["good"]
    for name in ("altered", "other", "cut"):
        assert "不要采用" in told[name] and licence.number not in told[name], name
    assert [each["id"] for each in found["violations"]] == []
