"""Everybody is told in the language they chose; what they did not choose is told in Chinese."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override
from tests.channels.identity.person import Person
from tests.world import World

from onedoor.channels.look.known import kept_said
from onedoor.channels.notices.actions import wish_for
from onedoor.channels.notices.models import Notice
from onedoor.channels.notices.queries import notices_of
from onedoor.kernel.actors import ANYONE, SYSTEM
from onedoor.kernel.refusals import NotAllowed
from onedoor.registers.catalogue.definition import say
from onedoor.registers.catalogue.queries import read_packs
from onedoor.registers.licences.actions import suspend_licence
from onedoor.registers.licences.models import Licence
from onedoor.registers.people.actions import speak
from onedoor.registers.people.queries import Account, language_of
from onedoor.registers.showing.actions import begin_show, open_show
from onedoor.site.city import PASSWORD

BEGIN = date(2026, 9, 7)
FIRM = "duolang_books"
PACKS = Path(__file__).parents[3] / "packs"


@pytest.fixture(autouse=True)
def chosen_by_nobody(world: World) -> Iterator[None]:
    """Accounts and messages outlive a test: whoever chose a language takes it back."""
    for each in _sent():
        each.unlink()
    yield
    Account.objects.exclude(language="").update(language="")


def _told(world: World, language: str) -> Any:
    speak(language, by=world.cast(FIRM))
    case = world.a_submitted_case(begin=BEGIN)
    return notices_of(seen_by=world.applicant(case))[0]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "“Open a bookshop or sell publications” was submitted and we have received it."),
        ("zh-hans", "“开书店、卖出版物”已经提交，我们收到了。"),
        ("zh-hant", "“开书店、卖出版物”已经提交，我们收到了。"),
    ],
)
def test_the_inbox_speaks_the_language_of_its_owner(
    world: World, language: str, words: str
) -> None:
    told = _told(world, language)
    assert (told.text, told.language) == (words, language)


def test_in_uyghur_too(world: World) -> None:
    told = _told(world, "ug")
    assert told.language == "ug" and "تاپشۇرۇلدى" in told.text


def test_a_short_message_is_in_the_same_language_and_in_its_script(world: World) -> None:
    speak("zh-hant", by=world.cast(FIRM))
    wish_for(["application.submitted"], by=world.cast(FIRM))
    case = world.a_submitted_case(begin=BEGIN)
    assert [each["text"] for each in _messages() if case.number in each["key"]] == [
        "“開書店、賣出版物”已經提交，我們收到了。"
    ]


def test_whoever_is_asked_to_rate_is_asked_in_their_language(world: World) -> None:
    speak("en", by=world.cast(FIRM))
    wish_for(["case.closed"], by=world.cast(FIRM))
    case = world.a_decided_case(begin=BEGIN)
    closed = [each["text"] for each in _messages() if case.number in each["key"]]
    assert [f". Rate it: {settings.ONEDOOR_ADDRESS}/rate/" in text for text in closed] == [True]


def _messages() -> list[dict[str, str]]:
    return [json.loads(each.read_text("utf-8")) for each in _sent()]


def _sent() -> list[Path]:
    return list((Path(settings.ONEDOOR_STATE) / "messages").glob("*.json"))


def test_an_unknown_language_is_not_kept(world: World) -> None:
    speak("ug", by=world.cast(FIRM))
    speak("xx", by=world.cast(FIRM))
    party = world.cast(FIRM).party
    assert language_of(party, seen_by=world.cast(FIRM)) == "ug"


def test_nobody_chooses_or_learns_the_language_of_another(world: World) -> None:
    speak("ug", by=world.cast(FIRM))
    with pytest.raises(NotAllowed):
        language_of(world.cast(FIRM).party, seen_by=world.cast("gulnur"))
    with pytest.raises(NotAllowed):
        speak("en", by=world.cast("press_aksu_city_window"))


def test_a_new_browser_speaks_the_language_of_whoever_signs_in(world: World) -> None:
    speak("ug", by=world.cast(FIRM))
    person = Person()
    person.sends("/sign-in", login=FIRM, password=PASSWORD)
    assert person.is_in
    assert person.client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ug"


def test_a_browser_that_chose_keeps_its_language(world: World) -> None:
    speak("ug", by=world.cast(FIRM))
    person = Person()
    person.opens("/mode?lang=en")
    person.sends("/sign-in", login=FIRM, password=PASSWORD)
    assert person.is_in
    assert person.client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_licence_is_called_as_the_pack_calls_it_there(world: World) -> None:
    speak("en", by=world.cast(FIRM))
    world.a_decided_case(begin=BEGIN)
    licence = Licence.objects.get(holder_name="阿克苏市多浪书屋")
    suspend_licence(licence.number, reasons="检查发现场所变了", by=SYSTEM)
    world.drain()
    told = [each.text for each in notices_of(seen_by=world.cast(FIRM))]
    assert any(f"《Publication Business Licence》{licence.number}" in text for text in told), told


@pytest.mark.parametrize("language", ["en", "ug"])
def test_of_a_code_that_was_opened_nothing_is_told_in_chinese(world: World, language: str) -> None:
    speak(language, by=world.cast(FIRM))
    world.a_decided_case(begin=BEGIN)
    world.drain()
    licence = Licence.objects.get(holder_name="阿克苏市多浪书屋")
    labels = [each["label"] for each in licence.facts[:3]]
    coded = begin_show(licence.number, facts=labels, purpose="other", by=world.cast(FIRM))
    open_show(link=coded.link, place="192.0.2.7", by=ANYONE)
    world.drain()
    (told,) = [each.text for each in Notice.objects.filter(event="licence.shown")]
    assert not re.search(r"[\u3400-\u9fff]", told), told


@pytest.mark.parametrize("language", ["en", "ug"])
def test_what_is_looked_at_every_year_is_called_as_the_language_calls_it(language: str) -> None:
    kinds = [each.type for each in read_packs(PACKS).licences]
    words = [each.check.words for each in kinds if each.check]
    with override(language):
        said = [kept_said(str(each)) for each in words]
    assert said == [say(each, language) for each in words]
    assert kept_said("谁也没有说过的话") == "谁也没有说过的话"
