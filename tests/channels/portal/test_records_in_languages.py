"""What the record keeps in Chinese is told in the reader's language; names stay as they are."""

import re

import pytest
from django.conf import settings
from tests.channels.portal.citizen import Citizen
from tests.world import BOOKSHOP, World

from onedoor.casework.cases.queries import Case
from onedoor.registers.licences.models import Licence

FIRM = "duolang_books"
MARKED = re.compile(r'<bdi lang="zh-Hans">([^<]*)</bdi>(?!\.pdf)')
OPTION = re.compile(r'<option lang="zh-Hans"[^>]*>([^<]*)<')
# Names of persons and firms, addresses, laws and numbers with their marks are Chinese everywhere.
STAYS = re.compile(
    r".*(?:多浪书屋|买买提|艾则孜|热合曼|路 \d+ 号|《[^》]+》|字〔\d{4}〕第|阿零字第|测试员).*"
    r"|阿|.*(?:法|条例|规定|法典) 第.*|国办发〔.*"
)
SAID = {
    "en": {
        "service": "Open a bookshop or sell publications",
        "office": "Press and Copyright Bureau of Aksu City",
        "document": "Proof of premises",
        "licence": "Publication Business Licence",
        "line": "Place of business",
        "court": "People's Court of Aksu City",
    },
    "ug": {
        "service": "كىتابخانا ئېچىش، نەشر بويۇملىرى سېتىش",
        "office": "ئاقسۇ شەھەرلىك ئاخبارات-نەشرىيات (نەشر ھوقۇقى) ئىدارىسى",
        "document": "تىجارەت ئورنى ئىسپاتى",
        "licence": "نەشر بويۇملىرى تىجارەت ئىجازەتنامىسى",
        "line": "تىجارەت ئادرېسى",
        "court": "ئاقسۇ شەھىرى خەلق سوت مەھكىمىسى",
    },
}
LANGUAGES = sorted(SAID)


def left_in_chinese(page: str) -> set[str]:
    """What is marked as Chinese and is no name, law, address or number."""
    found = {*MARKED.findall(page), *OPTION.findall(page)}
    return {words for words in found if not STAYS.fullmatch(words)}


def pages(paths: list[str], language: str) -> dict[str, str]:
    reader = Citizen(FIRM).proven()
    reader.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    told = {}
    for path in paths:
        answer = reader.get(path)
        assert answer.status_code == 200, path
        told[path] = answer.content.decode()
    return told


@pytest.mark.parametrize("language", LANGUAGES)
def test_ones_own_case_is_told_in_ones_language(world: World, language: str) -> None:
    case: Case = world.a_submitted_case()
    here = f"/cases/{case.number}"
    told = pages([here, f"{here}/receipt", "/mine"], language)
    for path, page in told.items():
        assert SAID[language]["service"] in page, path
        assert left_in_chinese(page) == set(), path
    assert SAID[language]["document"] in told[here]
    receipt = told[f"{here}/receipt"]
    assert SAID[language]["office"] in receipt
    # A file is called as whoever sent it called it, though a document is called the same.
    assert "经营场所证明</bdi>.pdf" in receipt and "经营场所证明</bdi>.pdf" in told[here]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_kept_about_one_and_who_looked_is_told_as_well(world: World, language: str) -> None:
    world.a_submitted_case()
    for path, page in pages(["/mine/held", "/mine/readings", "/mine/close"], language).items():
        assert left_in_chinese(page) == set(), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_licence_is_told_in_ones_language(world: World, language: str) -> None:
    world.a_decided_case()
    licence = Licence.objects.get(holder_name="阿克苏市多浪书屋")
    said = SAID[language]
    here = f"/mine/licences/{licence.ground}"
    page = pages([here], language)[here]
    assert said["licence"] in page and said["line"] in page and said["office"] in page
    assert left_in_chinese(page) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_to_sue_and_when_a_window_is_open_are_told(world: World, language: str) -> None:
    here = f"/guide/{BOOKSHOP}?at=press-aksu-city"
    page = pages([here], language)[here]
    assert SAID[language]["court"] in page
    assert "工作日" not in page and "北京时间" not in page


def test_in_chinese_nothing_is_said_otherwise(world: World) -> None:
    case: Case = world.a_submitted_case()
    page = pages([f"/cases/{case.number}/receipt"], "zh-hans")[f"/cases/{case.number}/receipt"]
    assert "开书店、卖出版物" in page and "经营场所证明" in page
    assert "阿克苏市新闻出版（版权）局" in page
