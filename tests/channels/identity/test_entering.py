"""Everybody gets in: by telephone of any country, by mail, by password; with any name."""

import pytest
from tests.channels.identity.person import Person, words_of
from tests.world import World

LONG = "阿卜杜热合曼·阿卜杜热依木·麦麦提伊敏江·托合提"
HOME = "/mine"


@pytest.fixture(autouse=True)
def _people(world: World) -> None:
    world.cast("ayigul")


@pytest.mark.parametrize(
    ("phone", "name"),
    [
        ("13899990001", "艾合买提"),
        ("+7 701 234 5678", "Нұрсұлтан Әбішұлы"),
        ("+90 501 234 56 78", "Ayşe Yılmaz"),
        ("13899990002", "阿卜杜热合曼·阿卜杜热依木·麦麦提伊敏江·托合提"),
        ("13899990003", "J. R. Smith"),
    ],
)
def test_a_telephone_of_any_country_and_a_name_of_any_kind_get_in(phone: str, name: str) -> None:
    person = Person()
    asked = person.enters_by_code(phone)
    assert asked.url == "/sign-up"
    joined = person.client.post("/sign-up", {"name": name})
    assert joined.url == HOME
    assert name in words_of(person.opens(HOME))
    again = Person()
    assert again.opens("/sign-in").status_code == 200
