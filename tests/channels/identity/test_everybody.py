"""The people nobody may be too unusual for: each gets in, and reads their own name unbroken."""

import re

import pytest
from django.test import Client
from tests.channels.identity.person import Person, code_for, words_of
from tests.channels.identity.test_window import a_citizen_number
from tests.world import World

from onedoor.channels.guarding.models import Tally
from onedoor.registers.people.queries import account_called, account_reached_by

WINDOW = "press_aksu_city_window"
TWENTY_FIVE = "阿卜杜热依木江·麦麦提图尔荪阿依努尔古丽·买买提明"
HOME = "/mine"


@pytest.fixture(autouse=True)
def _people(world: World) -> None:
    Tally.objects.all().delete()


def joins(phone: str, name: str) -> Person:
    person = Person()
    reached = re.sub(r"[ \-()]", "", phone)
    person.sends("/sign-in", login=phone, by="code")
    assert person.client.post("/sign-in/code", {"code": code_for(reached)}).url == "/sign-up"
    assert person.client.post("/sign-up", {"name": name}).url == HOME
    return person


def reads(person: Person, name: str) -> bool:
    """Whether the own page has the name in one piece: no tag in it, no part left out."""
    page = person.opens(HOME)
    assert page.status_code == 200
    return bool(re.search(rf">[^<>]*{re.escape(name)}[^<>]*<", page.content.decode()))


@pytest.mark.parametrize("phone", ["+7 701 234 9001", "+1 202 555 0143"])
def test_a_person_abroad_with_a_foreign_telephone(phone: str) -> None:
    person = joins(phone, "Нұрсұлтан Әбішұлы")
    assert reads(person, "Нұрсұлтан Әбішұлы")
    account = account_reached_by(phone=phone.replace(" ", ""))
    assert account and account.name == "Нұрсұлтан Әбішұлы"


@pytest.mark.parametrize("name", ["艾合买提", "Suparman", "苏"])
def test_a_person_with_one_name(name: str) -> None:
    person = joins("+86 138 9999 7101", name)
    assert reads(person, name)
    account = account_reached_by(phone="+8613899997101")
    assert account and account.name == name
    account.delete()


def test_a_uyghur_name_of_twenty_five_characters_with_its_dots() -> None:
    assert len(TWENTY_FIVE) == 25 and TWENTY_FIVE.count("·") == 2
    person = joins("+86 138 9999 7102", TWENTY_FIVE)
    assert reads(person, TWENTY_FIVE)
    account = account_reached_by(phone="+8613899997102")
    assert account and account.name == TWENTY_FIVE


def test_a_person_without_a_telephone_comes_in_by_card(world: World) -> None:
    world.cast(WINDOW)
    window = Client()
    window.force_login(account_called(WINDOW))
    document = {"number_kind": "citizen", "number": a_citizen_number(901), "name": TWENTY_FIVE}
    found = window.post("/desk/people/", document)
    assert TWENTY_FIVE in words_of(window.get(found.url))
    printed = window.post(f"{found.url}card").content.decode()
    card, secret = (
        re.sub(r"\s", "", each)
        for each in re.findall(r'class="number"><bdi dir="ltr">([\d ]+)</bdi>', printed)
    )
    assert TWENTY_FIVE in printed
    person = Person()
    assert person.client.post("/sign-in", {"login": card, "password": secret}).url == HOME
    assert reads(person, TWENTY_FIVE)
