"""Offices and places are called by their names in every language that the portal speaks."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.world import BOOKSHOP, World

from onedoor.registers.catalogue.packs import read_packs

OFFICE = {
    "en": "Press and Copyright Bureau of Aksu City",
    "ug": "ئاقسۇ شەھەرلىك ئاخبارات-نەشرىيات (نەشر ھوقۇقى) ئىدارىسى",
}
PLACE = {"en": "Kuqa City", "ug": "كۇچار شەھىرى"}


def page(path: str, language: str) -> str:
    someone = Client()
    someone.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return str(someone.get(path).content.decode())


def test_every_office_and_county_of_the_packs_has_a_name_in_every_language() -> None:
    packs = read_packs(Path(settings.ONEDOOR_PACKS))
    named = [each.agency for each in packs.agencies]
    named += [each.division for each in packs.divisions if each.division.level != "township"]
    assert len(named) > 200
    assert [each.code for each in named if not (each.name.en and each.name.ug)] == []


@pytest.mark.parametrize("language", sorted(OFFICE))
def test_the_guide_and_the_list_say_them_as_the_reader_does(world: World, language: str) -> None:
    guide = page(f"/guide/{BOOKSHOP}?at=press-aksu-city", language)
    assert OFFICE[language] in guide and PLACE[language] in guide
    assert "阿克苏市新闻出版" not in guide
    assert PLACE[language] in page("/services?q=书店", language)
    assert "阿克苏市新闻出版" in page(f"/guide/{BOOKSHOP}?at=press-aksu-city", "zh-hans")
