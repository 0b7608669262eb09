"""The ways in: a walk from home over every public page; nothing is dead, empty or left aside."""

import re
from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.house.addresses import addresses
from tests.oversight.inspection.through_django import ORIGIN, through_django
from tests.registers.publications.writing import NOTICE, POLICY, published
from tests.world import BOOKSHOP

from onedoor.casework.cases.models import Case
from onedoor.channels.look.shell import BAR, MAIN
from onedoor.channels.portal import ways
from onedoor.channels.portal.ways import column_rows
from onedoor.kernel.time import now, today, travel
from onedoor.oversight.inspection.reading import links_of, read
from onedoor.oversight.inspection.walking import Walk, inner_address, is_page, is_well, walk
from onedoor.registers.catalogue.queries import services
from onedoor.registers.publications.listed import columns
from onedoor.registers.publications.queries import counts

ROOT = Path(__file__).parents[2]
_MOST = 4000
# Public pages with an address of their own that no page leads to, each with its reason.
BY_HAND = {"portal:inspection-report": "linked once the site has inspected itself"}
# The six words of the menu.
WORDS = ["办事", "查询", "咨询", "公开", "评价", "我的"]


@pytest.fixture
def walked(world) -> Walk:
    return walk(through_django, origin=ORIGIN, most=_MOST)


@pytest.mark.long
def test_every_public_page_is_reached_from_home_and_none_is_dead(walked) -> None:
    assert walked.left == 0
    dead = {
        address: (answer.status, walked.led_from.get(address))
        for address, answer in walked.answers.items()
        if not is_well(answer)
    }
    assert dead == {}
    met = {address.partition("?")[0] for address in walked.answers}
    orphans = {
        each.name
        for each in addresses("onedoor.site.urls")
        if each.name.startswith("portal:")
        and "<" not in each.route
        and each.name not in BY_HAND
        and reverse(each.name) not in met
        and _is_public_page(reverse(each.name))
    }
    assert orphans == set()
    assert not {name for name in BY_HAND if reverse(name) in met}


def _is_public_page(url: str) -> bool:
    answer = through_django(url)
    return is_page(answer) and answer.address.partition("?")[0] == url


def _links(url: str) -> set[str]:
    answer = through_django(url)
    assert is_page(answer), url
    page = read(answer.body.decode())
    inner = (inner_address(link.to, at=answer.address, origin=ORIGIN) for link in links_of(page))
    return {each[0] for each in inner if each and each[0]}


def _within(clicks: int) -> Iterator[str]:
    waiting, known = deque([("/", 0)]), {"/"}
    while waiting:
        url, depth = waiting.popleft()
        yield url
        if depth == clicks:
            continue
        for link in sorted(_links(url) - known):
            if depth + 1 == clicks or is_page(through_django(link)):
                known.add(link)
                waiting.append((link, depth + 1))


def test_each_of_the_ten_columns_is_one_click_from_home_and_has_something_behind_it(world) -> None:
    published(NOTICE)
    published(POLICY, "policy")
    rows = column_rows(counts(), columns())
    assert [each["id"] for each in rows if not each["url"]] == []
    assert len(rows) == 10 and {each["id"] for each in rows} == set(columns())
    home = _links("/")
    for row in rows:
        assert row["url"] in home, row["id"]
        answer = through_django(row["url"])
        assert is_page(answer), row["id"]
        assert 'class="empty"' not in _main(answer.body.decode()), row["id"]


def _main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_a_column_in_which_nothing_is_published_is_not_drawn_and_says_where_it_is(world) -> None:
    rows = {each["id"]: each for each in column_rows(counts(), columns())}
    assert [key for key, each in rows.items() if not each["url"]] == [
        "latest-notices",
        "policy-documents",
    ]
    assert reverse("portal:open") + "?kind=notice" not in _links("/")
    page = _main(Client().get("/columns").content.decode())
    assert page.count("还没有发布") == 2
    instead = {rows["latest-notices"]["otherwise"], rows["policy-documents"]["otherwise"]}
    assert instead <= _links("/columns")
    assert Client().get("/publications/columns/latest-notices").status_code == 404


def test_the_menu_has_six_words_and_each_column_belongs_to_one(world) -> None:
    assert [str(word) for _key, word, _names in MAIN] == WORDS
    assert [str(word) for _key, word, _icon, _names in BAR] == ["首页", "办事", "进度", "我的"]
    words = {key: str(word) for key, word, _names in MAIN}
    told = (ROOT / "docs" / "columns.md").read_text("utf-8")
    for way in ways.ways().values():
        assert re.search(rf"\| {columns()[way.id].name} \| {words[way.menu]} \|", told), way.id


def test_each_way_leads_to_a_list_with_something_in_it(world) -> None:
    home = _links("/")
    for url in ("/services?for=person", "/services?for=organisation", "/agencies", "/themes",
                "/events", "/most-done"):  # fmt: skip
        assert url in home
        page = _main(Client().get(url).content.decode())
        assert page.count("<li") > 5, url


def test_an_agency_says_what_it_does_where_it_is_and_whom_to_call(world) -> None:
    page = Client().get("/agencies/press-aksu-city").content.decode()
    assert "/guide/publication-retail?at=press-aksu-city" in page
    assert "0997-" in page and "窗口" in page
    assert Client().get("/agencies/nobody").status_code == 404


@pytest.fixture
def counted_anew() -> Iterator[None]:
    """What was counted in an earlier test is not what stands in the database now."""
    ways._filed.cache_clear()
    yield
    ways._filed.cache_clear()


def test_what_is_done_most_is_counted_up_to_yesterday_and_small_numbers_are_not_told(
    world, counted_anew
) -> None:
    known = services()
    for service, often in ((BOOKSHOP, ways.floor()), ("individual-business", ways.floor() - 1)):
        case = world.a_submitted_case(service)
        _filed_again(case, often - 1)
    with travel(now() + timedelta(days=1)):
        found = ways.most_done(known, "652900000000")
        assert [(each.service.code, each.count) for each in found.counted] == [
            (BOOKSHOP, ways.floor())
        ]
        assert found.rows[0].service.code == BOOKSHOP and len(found.rows) == len(known)
        assert found.until == today() - timedelta(days=1)
        assert ways.most_done(known, "652800000000").counted == []
        page = _main(Client().get("/most-done").content.decode())
        assert f"{ways.floor()} 次" in page and "/guide/individual-business" not in page
    with travel(now() + timedelta(days=400)):
        assert ways.most_done(known, "").counted == []


def _filed_again(case: Case, times: int) -> None:
    """The same filing so many times more, yesterday: rows alone, for counting."""
    Case.objects.filter(pk=case.pk).update(submitted_at=now())
    case = Case.objects.get(pk=case.pk)
    for _each in range(times):
        case.pk, case.request_key = uuid4(), uuid4()
        case.number, case.query_code = f"{case.pk}", case.pk.hex[:12].upper()
        case.save(force_insert=True)


def test_a_filing_of_today_changes_nothing_yet(world, counted_anew) -> None:
    _filed_again(world.a_submitted_case(), ways.floor())
    assert ways.most_done(services(), "").until is None
    page = _main(Client().get("/most-done").content.decode())
    assert "先照国家目录的次序" in page and "/guide/" in page


def test_a_theme_or_a_kind_narrows_the_list_and_is_taken_away_by_a_click(world) -> None:
    page = _main(Client().get("/services?for=person&theme=生育收养").content.decode())
    assert "/guide/birth-registration" in page and "/guide/publication-retail" not in page
    approvals = _main(Client().get("/services?kind=approval").content.decode())
    assert "行政审批" in approvals and "/guide/publication-retail" in approvals
    assert 'href="?"' in approvals
    assert not set(ways.kinds_of("approval")) & set(ways.kinds_of("convenience"))


def test_the_questions_of_every_guide_stand_on_one_list(world) -> None:
    seen: set[str] = set()
    for page in range(1, 20):
        answer = Client().get(f"/questions?page={page}")
        if answer.status_code == 404:
            break
        seen |= set(re.findall(r'href="(/guide/[a-z0-9-]+)"', answer.content.decode()))
    assert len(seen) > 70


def test_everything_of_the_six_ways_is_within_two_clicks(world) -> None:
    found = set(_within(1))
    assert {"/columns", "/agencies", "/themes", "/events", "/most-done", "/open-government",
            "/questions", "/ratings/"} <= found  # fmt: skip
