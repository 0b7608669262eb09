"""Whoever looks for a page of the site itself, or for an office, finds it in the same box."""

import re

import pytest
from django.test import Client
from django.utils.translation import override
from tests.channels.portal.citizen import Citizen
from tests.registers.sites.making import made_all
from tests.world import World

from onedoor.channels.look.shell import MODE_COOKIE
from onedoor.channels.portal.own_pages import GROUPS, OwnPage, own_pages, pages_called
from onedoor.registers.finding.models import Miss
from onedoor.site.catalogues import TRANSLATED
from onedoor.site.sayings import catalogue

# The names that other sites give their large type (ux brief, elder mode).
LARGE = ("长辈版", "大字版", "关怀版", "亲情版", "長輩版", "zhangbeiban", "large type")


def offered(query: str, host: str = "localhost") -> list[str]:
    """Where the page of answers leads among the site's own pages."""
    page = Client(HTTP_HOST=host).get("/services", {"q": query}).content.decode()
    if 'id="own"' not in page:
        return []
    section = page[page.index('id="own"') :]
    found = re.findall(r'<li><a href="([^"]+)"', section[: section.index("</section>")])
    return [each.replace("&amp;", "&") for each in found]


@pytest.mark.parametrize("query", LARGE)
def test_large_type_is_found_by_any_of_its_names_and_is_on_with_one_click(
    world: World, query: str
) -> None:
    way, *_more = offered(query)
    someone = Client()
    someone.get(way)
    assert someone.cookies[MODE_COOKIE].value == "elder"
    assert 'data-mode="elder"' in someone.get("/").content.decode()


@pytest.mark.parametrize("page", own_pages(), ids=lambda page: page.name)
def test_every_page_is_found_by_its_name_in_every_language_and_stands_there(
    world: World, page: OwnPage
) -> None:
    assert offered(page.name)[0] == page.url
    assert Client().get(page.url).status_code in (200, 302)
    for language in sorted(TRANSLATED):
        said = catalogue(language).get(page.name)
        assert said is not None and said.string, f"{page.name} has no name in {language}"
        rows, first = pages_called(str(said.string), [])
        assert first and page.url in [row["url"] for row in rows]


def test_each_page_of_the_map_stands_there_once(world: World) -> None:
    html = Citizen().get("/sitemap").content.decode()
    html = html[html.index("<main") : html.index("</main>")]
    for page in own_pages():
        if page.group:
            assert page.group in GROUPS
            assert html.count(f'<li><a href="{page.url}"') == 1, page.name


@pytest.mark.parametrize(
    ("query", "first"),
    [("怎么投诉", "/ask"), ("办理进度", "/track"), ("chajindu", "/track"), ("12345", "/assistant"),
     ("大厅", "/places"), ("我要改手机号", "/account/security"),
     ("who saw my data", "/mine/readings")],
)  # fmt: skip
def test_plain_words_lead_there_too(world: World, query: str, first: str) -> None:
    assert offered(query)[0] == first


def test_an_office_is_found_by_its_name_and_at_a_countys_site_only_its_own(world: World) -> None:
    made_all(world)
    assert "/agencies/education-kuqa" in offered("库车市教育局")
    assert "/agencies/education-kuqa" in offered("库车市教育局", "kuqa.localhost")
    assert "/agencies/education-kuqa" not in offered("库车市教育局", "wensu.localhost")


def test_who_was_led_to_a_page_has_not_asked_in_vain(world: World) -> None:
    for query in ("长辈版", "长辈版", "火车票", "火车票"):
        page = Citizen().words(f"/services?q={query}")
        assert ("没有找到" in page) is (query == "火车票")
    assert [each.text for each in Miss.objects.all()] == ["火车票"]


def test_matters_stay_before_pages_that_the_query_says_only_in_part(world: World) -> None:
    page = Citizen().get("/services?q=小店不开了注销执照").content.decode()
    assert 'class="best' in page
    rows, first = pages_called("给老师评价", [])
    assert rows and not first


def test_a_page_says_its_name_in_the_readers_language() -> None:
    with override("en"):
        (row, *_more), _first = pages_called("查进度", [])
    assert row["word"].isascii()
