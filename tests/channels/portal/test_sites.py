"""The host says whose site a page is of: its name, colour, foot, services, news and addresses."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.registers.publications.writing import chief, published
from tests.registers.sites.making import made, made_all
from tests.world import World

from onedoor.channels.look.local import bodies
from onedoor.kernel.actors import ANYONE, Actor
from onedoor.kernel.time import now, today
from onedoor.oversight.feedback.actions import open_visit, rate_by_code
from onedoor.oversight.feedback.models import FollowUp, Rating, Step
from onedoor.oversight.feedback.queries import tallies
from onedoor.oversight.letters.actions import (
    answer_letter,
    draft_answer,
    release_answer,
    write_letter,
)
from onedoor.registers.agencies.models import Station
from onedoor.registers.agencies.queries import divisions_within
from onedoor.registers.catalogue.queries import services
from onedoor.registers.publications.actions import hide_piece, share_piece, take_down
from onedoor.registers.sites.actions import change_site, set_hosts
from onedoor.registers.sites.queries import forget

OF_KUQA, OF_AKSU = "people-government-kuqa", "government-aksu"
KUQA, WENSU, ROOT = "kuqa.localhost", "wensu.localhost", "localhost"


@pytest.fixture
def sites(world: World) -> None:
    made_all(world)


def page(path: str, host: str = KUQA, **more: Any) -> str:
    answer = Client(HTTP_HOST=host).get(path, **more)
    assert answer.status_code == 200, (host, path, answer.status_code)
    return str(answer.content.decode())


def status(path: str, host: str = KUQA) -> int:
    return int(Client(HTTP_HOST=host).get(path).status_code)


def test_without_sites_everything_stands_at_the_one_host(world: World) -> None:
    here = page("/", "localhost")
    assert "阿克苏地区" in here and 'rel="canonical"' not in here and "/brand/" not in here


@pytest.mark.usefixtures("sites")
def test_a_strangers_host_is_refused_before_anything_is_shown() -> None:
    for host in ("evil.example", "nobody.localhost", "kuqa.evil.example", "kuqa.127.0.0.1"):
        answer = Client(HTTP_HOST=host).get("/")
        assert answer.status_code == 400 and "库车" not in answer.content.decode()


@pytest.mark.usefixtures("sites")
def test_a_host_is_known_as_soon_as_it_is_named_without_a_restart(world: World) -> None:
    client = Client()
    assert client.get("/", HTTP_HOST="www.kuqa.example").status_code == 400
    admin = Actor(kind="administrator", ref="account:s", name="高翔", office="system")
    set_hosts("kuqa", ["www.kuqa.example"], by=admin)
    assert "库车市" in client.get("/", HTTP_HOST="www.kuqa.example").content.decode()
    set_hosts("kuqa", [], by=admin)
    assert client.get("/", HTTP_HOST="www.kuqa.example").status_code == 400


def test_name_colour_and_foot_are_the_sites_own(world: World) -> None:
    made(world, "aksu")
    foot = {"host": "库车市人民政府办公室", "site_code": "6529020001", "contact": "0997-5557201"}
    made(world, "kuqa", hue="#8A3B12", foot=foot)
    here = page("/")
    assert "<small>库车市政务服务</small>" in here and "库车市人民政府办公室" in here
    assert "6529020001" in here and 'href="/brand/8a3b12.css"' in here
    root = page("/", ROOT)
    assert "阿克苏地区政务服务" in root and "/brand/" not in root and "6529020001" not in root


def test_the_stylesheet_of_a_colour_is_the_colour_and_of_an_unclear_one_there_is_none() -> None:
    answer = Client().get("/brand/8a3b12.css")
    assert answer["Content-Type"].startswith("text/css") and "immutable" in answer["Cache-Control"]
    assert "--brand: #8A3B12" in answer.content.decode()
    for wrong in ("ffd500", "8a3b1", "zzzzzz"):
        assert Client().get(f"/brand/{wrong}.css").status_code == 404


@pytest.mark.usefixtures("sites")
def test_a_county_lists_what_is_offered_there_and_by_the_bodies_its_rule_names() -> None:
    rule = {"takes_services": frozenset({"region", "nation"})}
    change_site("kuqa", rule, revision=1, by=chief(OF_KUQA))
    expected = set()
    for service in services():
        places = [bodies()[each.agency].division_id for each in service.parsed.sheet.offerings]
        around = any(each.startswith("65") and each.endswith("0" * 10) for each in places)
        if around or any(each.startswith("652902") or not each.strip("0") for each in places):
            expected.add(service.code)
    assert 0 < len(expected) < len(services())
    listed = set(re.findall(r'href="/guide/([a-z0-9-]+)', page("/services")))
    assert listed == expected
    # Whoever takes the chip off sees all there is.
    every = set(re.findall(r'href="/guide/([a-z0-9-]+)', page("/services?place=all")))
    assert every == {each.code for each in services()}
    # The prefecture's own site shows what any place offers.
    root = set(re.findall(r'href="/guide/([a-z0-9-]+)', page("/services", ROOT)))
    assert root == every


@pytest.mark.usefixtures("sites")
def test_the_region_is_a_chip_that_one_can_take_off() -> None:
    here = page("/services?q=低保")
    assert "?q=%E4%BD%8E%E4%BF%9D&amp;place=all" in here
    chips = re.findall(r'<a class="chip" href="\?[^"]*place=[^"]*"[^>]*>', here)
    of_places = [each for each in chips if "place=all" in each]
    assert len(of_places) == 1 and "去掉" in here and "place=652922" not in here
    everywhere = page("/services?q=低保&place=all")
    assert "place=652902" in everywhere and "place=652922" in everywhere


@pytest.mark.usefixtures("sites")
def test_a_guide_is_opened_at_the_countys_own_body() -> None:
    here, root = page("/guide/subsistence-allowance"), page("/guide/subsistence-allowance", ROOT)
    assert "库车市" in here and here != root


@pytest.mark.usefixtures("sites")
def test_news_of_a_site_are_its_own_and_what_is_shared_and_it_says_from_whom() -> None:
    own, shared = published(agency=OF_KUQA), published(agency=OF_AKSU)
    assert own.slug in page("/publications") and shared.slug not in page("/publications")
    assert status(f"/publications/{shared.slug}") == 404
    share_piece(shared.pk, below=True, by=chief(OF_AKSU))
    assert shared.slug in page("/publications") and shared.slug in page("/")
    read = page(f"/publications/{shared.slug}")
    origin = f"http://127.0.0.1:8000/publications/{shared.slug}"
    assert "这一条来自" in read and f'rel="canonical" href="{origin}"' in read
    assert "这一条来自" not in page(f"/publications/{shared.slug}", ROOT)
    assert "这一条来自" not in page(f"/publications/{own.slug}")
    elsewhere = Client(HTTP_HOST=WENSU).get(f"/publications/{own.slug}")
    assert elsewhere.status_code == 404 and "它在“库车市”站点" in elsewhere.text
    assert f'href="http://kuqa.localhost:8000/publications/{own.slug}"' in elsewhere.text


@pytest.mark.usefixtures("sites")
def test_hidden_at_one_site_it_is_gone_there_alone_taken_down_everywhere() -> None:
    piece = published(agency=OF_AKSU)
    share_piece(piece.pk, below=True, by=chief(OF_AKSU))
    hide_piece(piece.pk, at="kuqa", why="本市另有安排", by=chief(OF_KUQA))
    address = f"/publications/{piece.slug}"
    assert [status(address, host) for host in (KUQA, WENSU, ROOT)] == [404, 200, 200]
    take_down(piece.pk, why="写错了", by=chief(OF_AKSU))
    assert [status(address, host) for host in (KUQA, WENSU, ROOT)] == [410, 410, 410]


@pytest.mark.usefixtures("sites")
def test_columns_stand_in_the_order_the_site_chose_and_others_are_not_there() -> None:
    published(agency=OF_KUQA)
    assert status("/publications/columns/latest-notices") == 200
    rule = {"columns": ("policy-documents",)}
    change_site("kuqa", rule, revision=1, by=chief(OF_KUQA))
    assert status("/publications/columns/latest-notices") == 404
    assert "/publications/columns/latest-notices" not in page("/publications")


@pytest.mark.usefixtures("sites")
def test_map_and_robots_are_of_the_host() -> None:
    own, shared = published(agency=OF_KUQA), published(agency=OF_AKSU)
    share_piece(shared.pk, below=True, by=chief(OF_AKSU))
    robots = page("/robots.txt")
    assert (
        "Sitemap: http://kuqa.localhost:8000/sitemap.xml" in robots and "Disallow: /desk/" in robots
    )
    listed = re.findall(r"<loc>([^<]*)</loc>", page("/sitemap.xml"))
    assert all(each.startswith("http://kuqa.localhost:8000/") for each in listed)
    assert f"http://kuqa.localhost:8000/publications/{own.slug}" in listed
    assert not any(shared.slug in each for each in listed)
    assert "http://kuqa.localhost:8000/places/652902101000" in listed
    assert not any("/places/652922" in each for each in listed)
    root = re.findall(r"<loc>([^<]*)</loc>", page("/sitemap.xml", ROOT))
    assert any(shared.slug in each for each in root)


@pytest.mark.usefixtures("sites")
def test_a_letter_is_written_to_the_bodies_of_the_place_first() -> None:
    here = page("/ask/consultation")
    assert 'value="people-government-kuqa"' in here and 'value="government-aksu"' not in here


@pytest.mark.usefixtures("sites")
def test_who_signs_in_at_one_site_is_signed_in_there_alone(world: World) -> None:
    assert settings.SESSION_COOKIE_DOMAIN is None and settings.CSRF_COOKIE_DOMAIN is None


@pytest.mark.usefixtures("sites")
def test_which_site_it_is_costs_one_query_and_none_while_warm() -> None:
    client = Client(HTTP_HOST=KUQA)
    client.get("/alive")
    forget()
    asked = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/alive").status_code == 200
        asked.append([each["sql"] for each in queries if "sites_" in each["sql"]])
    assert [len(each) for each in asked] == [1, 0]


@pytest.mark.usefixtures("sites")
def test_pages_kept_in_memory_are_kept_for_each_host() -> None:
    client = Client()
    first = [client.get("/", HTTP_HOST=host).content for host in (KUQA, WENSU, KUQA, WENSU)]
    assert first[0] == first[2] and first[1] == first[3] and first[0] != first[1]


def test_every_township_of_the_land_has_a_page_and_none_is_empty(world: World) -> None:
    towns = divisions_within("652900000000", "township")
    assert len(towns) == 112
    with_points = set(Station.objects.values_list("division_id", flat=True))
    listing = page("/places", ROOT)
    for town in towns:
        assert f'href="/places/{town.code}"' in listing
        here = page(f"/places/{town.code}", ROOT)
        assert town.name in here and "在这里能办" in here and "tel:" in here
        assert ("由下面这个大厅办" in here) == (town.code not in with_points)


def test_a_page_that_shows_sample_rows_says_so(world: World) -> None:
    assert not Station.objects.exclude(certainty="sample").exists()
    assert "这一页的地址、时间和电话是示例" in page("/places/652902101000", ROOT)


def test_other_places_have_no_page_and_the_prefecture_is_the_list(world: World) -> None:
    assert status("/places/652999000000", ROOT) == 404 and status("/places/abc", ROOT) == 404
    assert status("/places/650000000000", ROOT) == 404
    assert Client(HTTP_HOST=ROOT).get("/places/652900000000")["Location"] == "/places"


@pytest.mark.usefixtures("sites")
def test_at_its_own_site_a_county_stands_first_and_leads_to_the_others() -> None:
    here = page("/places")
    assert here.index("/places/652902000000") < here.index("/places/652901000000")
    assert 'href="http://wensu.localhost:8000/"' in here
    assert 'href="http://kuqa.localhost:8000/"' not in here


def _answered(world: World, agency: str, title: str) -> None:
    letter = write_letter(
        "consultation", title, agency=agency, may_publish=True, by=world.cast("xiayi")
    )
    clerk, chief = world.a_clerk(agency), world.a_clerk(agency, "supervisor", ref="chief")
    answer_letter(str(letter.pk), "五个工作日。", by=clerk)
    draft_answer(str(letter.pk), title=title, question=title, answer="五个工作日。", by=clerk)
    release_answer(str(letter.pk), by=chief)


def _rated(world: World, agency: str, level: int, answer: str) -> None:
    """Somebody was at a window of this body and rated it; a bad rating was called back, answered
    and is read by everybody."""
    visit = open_visit(agency, came_for="consult", by=world.a_clerk(agency, "window"))
    rate_by_code(visit.number, level=level, channel="paper", by=ANYONE)
    if answer:
        rating = Rating.objects.get(case=visit.subject)
        FollowUp.objects.create(
            rating=rating, agency=agency, step=Step.ANSWERED, opened_at=now(), call_by=today(),
            answer_by=today(), called_at=now(), answered_at=now(), answer=answer,
        )  # fmt: skip


@pytest.mark.usefixtures("sites")
def test_a_county_shows_how_its_own_bodies_were_rated_and_no_others(world: World) -> None:
    _rated(world, OF_KUQA, 1, "多开了一个窗口")
    _rated(world, "press-aksu-city", 5, "")
    for view in ("", "?by=service", "?by=channel"):
        assert "新闻出版" not in page(f"/ratings/{view}")
        assert "多开了一个窗口" in page(f"/ratings/{view}")
    at_kuqa, everywhere = tallies("channel", of={OF_KUQA}), tallies("channel")
    assert (at_kuqa["paper"].by_level[5], everywhere["paper"].by_level[5]) == (0, 1)
    assert "多开了一个窗口" not in page("/ratings/", WENSU)
    assert "还没有人评过" in page("/ratings/?by=channel", WENSU)
    assert "新闻出版" in page("/ratings/", ROOT) and "多开了一个窗口" in page("/ratings/", ROOT)
    assert "1 人评过" in page("/open-government") and "2 人评过" in page("/open-government", ROOT)


@pytest.mark.usefixtures("sites")
def test_a_county_shows_the_answers_about_its_own_bodies_and_counts_no_others(
    world: World,
) -> None:
    _answered(world, OF_KUQA, "库车大厅周六开吗")
    _answered(world, "press-aksu-city", "市里书店怎么办")
    for path in ("/answers/", "/ask"):
        assert "库车大厅周六开吗" in page(path) and "市里书店怎么办" not in page(path)
        assert "市里书店怎么办" in page(path, ROOT) and "库车大厅周六开吗" in page(path, ROOT)
        assert "库车大厅周六开吗" not in page(path, WENSU)
    assert "新闻出版" not in page("/answers/").partition('id="figures"')[2]
    assert "1 条" in page("/open-government") and "2 条" in page("/open-government", ROOT)
