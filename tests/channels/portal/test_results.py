"""Decisions and figures at the portal: found, read, handed to programs, and written about."""

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from onedoor.channels.portal.pages import columns
from onedoor.channels.portal.pages.letters import open_address
from onedoor.kernel.time import travel
from onedoor.oversight.figures.queries import figures_of_month
from onedoor.oversight.results.exchange import FIELDS
from onedoor.oversight.results.models import Result

BEGIN = date(2026, 9, 7)
LATER = date(2026, 10, 12)
BOOKSHOP, SHOP = "publication-retail", "individual-business"


@pytest.fixture
def granted(world: Any) -> Result:
    """A bookshop and a person's shop were granted; it is October."""
    case = world.play(world.story(), begin=BEGIN)
    world.play(world.story(SHOP), begin=BEGIN)
    world.drain()
    return Result.objects.get(case=case.number)


def _page(address: str) -> str:
    with travel(LATER):
        answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_anybody_finds_a_decision_reads_it_and_says_that_it_is_wrong(granted: Result) -> None:
    assert 'href="/results"' in _page("/open-government")
    page = _page("/results")
    assert granted.name in page and f'href="/results/{granted.pk}"' in page
    assert granted.name in _page(f"/results?q={granted.name}&service={BOOKSHOP}")
    assert granted.name not in _page(f"/results?service={SHOP}")
    assert "没有找到" in _page("/results?q=没有这家")
    one = _page(f"/results/{granted.pk}")
    for said in (granted.name, granted.paper_number, granted.licence_number, "有效"):
        assert said in one
    assert granted.case not in page + one
    address = f"/results/{granted.pk}"
    assert f"/ask/site-error?page=%2Fresults%2F{granted.pk}" in one
    # The letter says which page it is about.
    assert open_address(address) == address


def test_what_is_gone_or_never_was_is_not_found(granted: Result) -> None:
    with travel(granted.shown_until + timedelta(days=1)):
        assert Client().get(f"/results/{granted.pk}").status_code == 404
    for address in ("/results/0", f"/results/{2**70}", "/results.xml"):
        assert Client().get(address).status_code == 404


def test_programs_get_every_field_and_where_the_next_begin(
    granted: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    with travel(LATER):
        told = Client().get("/results.json").json()
        assert list(told["fields"]) == list(FIELDS) and len(told["results"]) == 2
        answer = Client().get("/results.csv")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows == told["results"] and "Link" not in answer
        monkeypatch.setattr("onedoor.channels.portal.pages.results.FILE", 1)
        first = Client().get("/results.json")
        onward = first["Link"].partition(">")[0].removeprefix("<http://testserver")
        second = Client().get(onward)
    both = first.json()["results"] + second.json()["results"]
    assert both == told["results"] and "Link" not in second


def test_a_name_that_is_a_formula_is_a_name_in_a_spreadsheet(granted: Result) -> None:
    Result.objects.filter(pk=granted.pk).update(name="=1+1")
    with travel(LATER):
        text = Client().get(f"/results.csv?service={BOOKSHOP}").content.decode("utf-8-sig")
    assert [row["XK_XDR_MC"] for row in csv.DictReader(io.StringIO(text))] == ["'=1+1"]


def test_agency_and_figures_say_the_same_of_last_month(world: Any) -> None:
    for _n in range(6):
        case = world.play(world.story(), begin=BEGIN)
    world.drain()
    found = figures_of_month(date(2026, 9, 1), service=BOOKSHOP)
    assert found.decided == 6 and found.median is not None
    words = f"9 月作出 6 件决定，一半在 {found.median:g} 个工作日以内。"
    for address in (f"/guide/{BOOKSHOP}/figures", f"/agencies/{case.agency}"):
        assert words in _page(address), address
    assert f'href="/guide/{BOOKSHOP}/figures"' in _page(f"/guide/{BOOKSHOP}")
    # The home page and the column count the same decisions, whenever their matters ended.
    columns._figures.cache_clear()
    whole = figures_of_month(date(2026, 9, 1))
    for address in ("/", "/open-government"):
        said = re.sub(r"<[^>]+>|\s", "", _page(address))
        assert f"作出决定{whole.decided}件" in said, address


def test_of_few_matters_of_persons_no_number_is_said(granted: Result) -> None:
    page = _page(f"/guide/{SHOP}/figures")
    assert "少于 5" in page and "太少，不写用了多久" in page
    assert '<td class="n">1</td>' not in page
    # Where only firms apply, every number is.
    assert "过完的 12 个月" in page


def test_a_service_that_nobody_asked_for_says_so() -> None:
    assert "近一年没有人办过" in _page("/guide/tobacco-permit/figures")
    assert Client().get("/guide/no-such-thing/figures").status_code == 404


def test_pages_cost_the_same_however_many_there_are(
    granted: Result, django_assert_max_num_queries: Any
) -> None:
    with travel(LATER):
        Client().get("/results")
        with django_assert_max_num_queries(12):
            Client().get("/results?q=书")
        with django_assert_max_num_queries(16):
            Client().get(f"/guide/{BOOKSHOP}/figures?x=1")
