"""What waited on a telephone: filed at most once, as it was seen, and received when it came in."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.channels.portal.citizen import Citizen, text_of
from tests.channels.portal.test_applying import finish
from tests.world import BOOKSHOP, World

from onedoor.casework.cases.models import Case, Draft
from onedoor.kernel.time import now, travel
from onedoor.site.samples import drawn_document

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def person(world: World) -> Citizen:
    return Citizen("duolang_books")


@pytest.fixture
def draft(world: World, person: Citizen) -> Draft:
    return person.begin(world.story().story, BOOKSHOP)


def seen_on(person: Citizen, draft: Draft) -> str:
    page = person.get(f"/drafts/{draft.pk}/check").content.decode()
    return page.split('name="seen" value="')[1].partition('"')[0]


def sends(person: Citizen, address: str, at: Any = None, **given: str) -> Any:
    headers = {"X-Queued": (at or now()).isoformat(), "Accept": "application/json"}
    return person.client.post(address, {"signed": "yes", **given}, headers=headers)


def test_it_is_filed_once_however_often_it_is_sent(
    world: World, person: Citizen, draft: Draft
) -> None:
    address = finish(world, person, draft)
    seen = seen_on(person, draft)
    told = [sends(person, address, seen=seen).json() for _ in range(3)]
    case = Case.objects.get()
    assert told == [{"state": "filed", "url": f"/cases/{case.number}/receipt"}] * 3


def test_what_counts_is_when_it_was_received_not_when_it_was_pressed(
    world: World, person: Citizen, draft: Draft
) -> None:
    address, pressed = finish(world, person, draft), now()
    with travel(pressed + timedelta(days=2)):
        sends(person, address, pressed, seen=seen_on(person, draft))
        assert Case.objects.get().submitted_at >= pressed + timedelta(days=2)


def test_nobody_files_what_they_have_not_seen(world: World, person: Citizen, draft: Draft) -> None:
    address = finish(world, person, draft)
    seen = seen_on(person, draft)
    person.hand_in(draft, "premises_proof", drawn_document("产权证", "later"), "b.pdf")
    told = sends(person, address, seen=seen).json()
    assert told["state"] == "wrong" and "又改过" in told["said"]
    assert told["url"] == f"/drafts/{draft.pk}/check"
    pressed = person.post(address, signed="yes", seen=seen)
    assert pressed.status_code == 409 or "又改过" in text_of(pressed)
    assert not Case.objects.exists() and Draft.objects.get() == draft
    assert sends(person, address, seen=seen_on(person, draft)).json()["state"] == "filed"


def test_what_is_missing_is_told_and_the_draft_stays(person: Citizen, draft: Draft) -> None:
    told = sends(person, f"/drafts/{draft.pk}/submit").json()
    assert told["state"] == "wrong" and "还没有上传" in told["said"]
    assert not Case.objects.exists() and Draft.objects.exists()


def test_another_person_files_nothing_of_it(world: World, person: Citizen, draft: Draft) -> None:
    address = finish(world, person, draft)
    answer = sends(Citizen("ayigul"), address, seen=seen_on(person, draft))
    assert answer.status_code == 404 and not Case.objects.exists()


def test_the_token_says_whose_session_it_is_and_names_nobody(person: Citizen) -> None:
    mine, anybodys = person.get("/offline/token"), Client().get("/offline/token")
    assert mine.json()["who"] == person.get("/offline/token").json()["who"] != ""
    assert anybodys.json()["who"] == ""
    assert Citizen("ayigul").get("/offline/token").json()["who"] != mine.json()["who"]
    assert "duolang" not in mine.content.decode() and "no-store" in mine["Cache-Control"]


def test_the_worker_is_asked_for_anew_and_speaks_for_the_whole_site() -> None:
    answer = Client().get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/" and answer["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("language", "direction", "word"),
    [("zh-hans", "ltr", "办事"), ("zh-hant", "ltr", "辦事"), ("en", "ltr", ""), ("ug", "rtl", "")],
)
def test_the_manifest_speaks_each_language(language: str, direction: str, word: str) -> None:
    told = Client().get(f"/app.webmanifest?lang={language}").json()
    assert told["dir"] == direction and told["lang"].lower() == language
    assert told["scope"] == "/" and told["start_url"] == "/" and told["display"] == "standalone"
    assert word in [each["name"] for each in told["shortcuts"]] or not word
    for icon in told["icons"]:
        answer = Client().get(icon["src"])
        assert answer.status_code == 200 and answer["Content-Type"] == icon["type"]
    assert {each["purpose"] for each in told["icons"]} == {"any", "maskable"}
