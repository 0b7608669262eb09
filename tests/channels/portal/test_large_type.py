"""The home page in large type: who helps comes first, a list is short, and nothing is lost."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from tests.world import World

from onedoor.channels.look.shell import MODE_COOKIE

MOST = 5


def home(mode: str) -> str:
    someone = Client()
    someone.cookies[MODE_COOKIE] = mode
    page = someone.get("/").content.decode()
    return page[page.index("<main") : page.index("</main>")]


class Lists(HTMLParser):
    """How many rows each list of a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[int] = []
        self.counts: list[int] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "ul":
            self.open.append(0)
        elif tag == "li" and self.open:
            self.open[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "ul":
            self.counts.append(self.open.pop())


def longest_list(page: str) -> int:
    lists = Lists()
    lists.feed(page)
    return max(lists.counts)


def test_no_list_asks_to_choose_among_more_than_five(world: World) -> None:
    assert longest_list(home("elder")) == MOST
    assert longest_list(home("usual")) > MOST


def test_who_helps_comes_before_any_list_of_matters(world: World) -> None:
    page = home("elder")
    assert page.index("tel:12345") < page.index('id="common"')
    assert page.index('href="/places"') < page.index('id="common"')
    assert 'id="help"' not in home("usual")


@pytest.mark.parametrize("rest", ["/services", "/events", "/columns", "/most-done", "/agencies"])
def test_what_the_short_lists_leave_out_is_one_click_away(world: World, rest: str) -> None:
    assert f'href="{rest}"' in home("elder")


def test_every_matter_is_there_in_large_type(world: World) -> None:
    def guides(mode: str) -> set[str]:
        someone = Client()
        someone.cookies[MODE_COOKIE] = mode
        page = someone.get("/services").content.decode()
        return set(re.findall(r'href="(/guide/[a-z0-9-]+)', page))

    assert guides("elder") == guides("usual") != set()
