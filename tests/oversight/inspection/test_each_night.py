"""Each night the site reads its own pages; what it finds is open, with an owner and a first day."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from tests.oversight.inspection.planted import GUIDE, OWNER, Site, inspected
from tests.oversight.inspection.served import Told, serving
from tests.registers.sites.making import made_all

from onedoor.kernel.record import entries_of
from onedoor.kernel.time import local, now, today, travel
from onedoor.oversight.inspection.actions import inspect_site, inspect_sites, keep_report
from onedoor.oversight.inspection.models import Inspected
from onedoor.oversight.inspection.queries import newest_inspection, scores, sites_due
from onedoor.oversight.inspection.report import report_from
from onedoor.oversight.inspection.surveying import survey_offers
from onedoor.oversight.inspection.timers import inspect_each_night
from onedoor.registers.catalogue.queries import offers
from onedoor.registers.items.models import ItemVersion
from onedoor.registers.items.queries import items_of_bodies

FORM = f"{GUIDE}/form"
FIRST = date(2026, 9, 7)
BROKEN = {FORM: None}
PRESS, MARKET = "press-aksu-city", "market-aksu-city"


@pytest.mark.django_db
def test_before_the_first_night_the_page_says_so_and_programs_get_none() -> None:
    page = Client().get("/inspection")
    assert (page.status_code, "还没有自查过" in page.text) == (200, True)
    assert Client().get("/inspection/report.json").status_code == 404


@pytest.mark.django_db
def test_a_fault_keeps_the_day_since_which_it_stands_until_it_is_mended() -> None:
    for ahead, pages in enumerate((BROKEN, BROKEN, {}, BROKEN)):
        with travel(FIRST + timedelta(days=ahead)):
            keep_report(inspected(Site(pages)))
    told = [each.report["findings"] for each in Inspected.objects.order_by("day")]
    assert [{each["since"] for each in one} for one in told] == [
        {"2026-09-07"}, {"2026-09-07"}, set(), {"2026-09-10"},
    ]  # fmt: skip
    assert [(score == 100, passes) for _, score, passes in scores()] == [
        (False, False), (False, False), (True, True), (False, False),
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_is_shown_names_the_fault_the_remedy_the_owner_and_for_how_long() -> None:
    for ahead in (0, 2):
        with travel(FIRST + timedelta(days=ahead)):
            keep_report(inspected(Site(BROKEN)))
            page = Client().get("/inspection").text
    for words in ("不合格", f"链接打不开：{FORM}", "改对或者去掉这个链接", OWNER, "第 3 天"):
        assert words in page
    told = json.loads(Client().get("/inspection/report.json").content)
    newest = newest_inspection()
    assert newest is not None and told["score"] == newest.report.score
    assert report_from(told) == inspected(Site(BROKEN))


@pytest.mark.django_db
def test_keeping_twice_on_one_day_keeps_the_later_and_the_record_has_both() -> None:
    with travel(FIRST):
        keep_report(inspected(Site(BROKEN)))
        keep_report(inspected(Site()))
    assert [each.passes for each in Inspected.objects.all()] == [True]
    entries = entries_of("site:inspection")
    assert [(each.name, each.body["passes"]) for each in entries] == [
        ("site.inspected", False), ("site.inspected", True),
    ]  # fmt: skip


def _surveyed(world: Any) -> list[tuple[str, date]]:
    entries = entries_of(f"offer:{PRESS}")
    return [(each.name, local(each.at).date()) for each in entries]


def test_the_first_whole_report_of_a_month_says_what_each_agency_offers(world: Any) -> None:
    nights = (
        (date(2026, 9, 29), Site()), (date(2026, 9, 30), Site()), (date(2026, 10, 1), Site()),
    )  # fmt: skip
    for night, site in nights:
        with travel(night):
            keep_report(inspected(site))
    assert _surveyed(world) == [
        ("offer.surveyed", date(2026, 9, 29)), ("offer.surveyed", date(2026, 10, 1)),
    ]  # fmt: skip


def test_what_was_not_read_whole_says_nothing_of_what_is_offered(world: Any) -> None:
    """A guide nobody looked at is not complete, and not incomplete either."""
    with travel(FIRST):
        keep_report(inspected(Site(), most=3))
        keep_report(inspected(Site({"/": None})))
    assert _surveyed(world) == []


def test_an_agency_offers_what_of_its_items_has_a_guide_and_its_guides_are_complete_or_not(
    world: Any,
) -> None:
    with travel(FIRST):
        first = offers()[MARKET][0]
        told = {each.agency: each for each in survey_offers([first])}
    press, market = told[PRESS], told[MARKET]
    assert (press.items, press.offered, press.guides, press.complete) == (1, 1, 1, 0)
    assert market.offered == market.items > 1
    assert market.complete == 1 < market.guides == len(offers()[MARKET])
    # The list names its level too, and it offers nothing of it.
    above = told["police-aksu"]
    assert above.items > above.offered == above.guides == 0


def test_an_item_that_is_suspended_is_not_asked_of_anybody(world: Any) -> None:
    before = items_of_bodies()
    code = next(iter(before[PRESS]))
    with transaction.atomic():
        number = ItemVersion.objects.filter(item=code).latest("number").number + 1
        content = ItemVersion.objects.filter(item=code).latest("number").content
        ItemVersion.objects.create(
            item_id=code, number=number, state="suspended", content=content, effective=today(),
            published_at=now(),
        )  # fmt: skip
        assert PRESS not in items_of_bodies()
        transaction.set_rollback(True)


def test_a_complete_guide_says_each_of_the_six_things() -> None:
    assert inspected(Site()).complete == ("bookshop",)
    without = Site({GUIDE: Site().pages[GUIDE].replace('id="fee"', 'id="free"')})  # type: ignore[union-attr]
    assert inspected(without).complete == ()


@pytest.mark.django_db
def test_a_site_that_does_not_answer_is_a_report_too_and_fails(settings) -> None:  # type: ignore[no-untyped-def]
    settings.ONEDOOR_ADDRESS = "http://127.0.0.1:9"
    kept = inspect_site()
    assert not kept.passes and kept.score < 10
    assert "no-home" in {each["fault"] for each in kept.report["findings"]}


def test_it_is_done_over_the_line_from_two_in_the_morning_and_once_a_day(world, settings) -> None:  # type: ignore[no-untyped-def]
    at_one, at_two = (datetime(2026, 9, 6, hour, 5, tzinfo=UTC) for hour in (17, 18))
    site = Site()
    with serving(site) as settings.ONEDOOR_ADDRESS:
        with travel(at_one):
            assert inspect_each_night() is None
        assert not site.asked and not Inspected.objects.exists()
        with travel(at_two):
            done = inspect_each_night()
            assert done is not None
            done.join()
            assert inspect_each_night() is None
    kept = Inspected.objects.get()
    assert (kept.day, kept.score, kept.passes) == (FIRST, 100, True)


def test_each_site_of_a_county_is_inspected_at_its_own_host(world, settings) -> None:  # type: ignore[no-untyped-def]
    made_all(world)
    site = Site()
    with serving(site) as address, travel(FIRST):
        settings.ONEDOOR_ADDRESS = address.replace("127.0.0.1", "localhost")
        assert sites_due() == ["", "aksu-city", "kuqa", "wensu"]
        inspect_sites()
        assert sites_due() == []
    port = urlsplit(address).port
    kept = {each.site: each.report["address"] for each in Inspected.objects.all()}
    assert kept == {
        "": f"http://localhost:{port}",
        "aksu-city": f"http://aksu-city.localhost:{port}",
        "kuqa": f"http://kuqa.localhost:{port}",
        "wensu": f"http://wensu.localhost:{port}",
    }
    assert Told.hosts >= {urlsplit(each).netloc for each in kept.values()}
    assert {each.score for each in Inspected.objects.all()} == {100}


def test_a_night_cut_short_goes_on_with_the_sites_that_are_left(world, settings) -> None:  # type: ignore[no-untyped-def]
    made_all(world)
    with serving(Site()) as address, travel(FIRST):
        settings.ONEDOOR_ADDRESS = address.replace("127.0.0.1", "localhost")
        inspect_site(), inspect_site("kuqa")
        assert sites_due() == ["aksu-city", "wensu"]
        assert [each.site for each in inspect_sites()] == ["aksu-city", "wensu"]


def test_what_is_wrong_at_one_site_is_its_offices_and_no_other_sites(world, settings) -> None:  # type: ignore[no-untyped-def]
    made_all(world)
    settings.ONEDOOR_ADDRESS = "http://127.0.0.1:9"
    with travel(FIRST):
        keep_report(inspected(Site()))
        inspect_site("kuqa")
        here, there = (
            Client(HTTP_HOST=host).get("/inspection").text
            for host in ("localhost", "kuqa.localhost")
        )
    assert "没有要改的" in here and "没有要改的" not in there
    assert "首页打不开（0）" in there and "库车市人民政府" in there
    # Everybody sees how each of the sites does, and which has no report yet.
    for page in (here, there):
        rows = re.findall(
            r'<tr><th scope="row" class="nb"><a href="([^"]+)/inspection">(.*?)</tr>', page
        )
        told = {re.sub("<[^>]+>", " ", row).split()[0]: row for _, row in rows}
        assert "合格" in told["阿克苏地区"] and "不合格" not in told["阿克苏地区"]
        assert "不合格" in told["库车市"] and "还没有自查过" in told["温宿县"]
    kept = Client(HTTP_HOST="kuqa.localhost").get("/inspection/report.json")
    assert json.loads(kept.content)["score"] < 10
    assert Client(HTTP_HOST="wensu.localhost").get("/inspection/report.json").status_code == 404
    # What one site came to does not become what agencies offer.
    assert [each.body["site"] for each in entries_of("site:kuqa:inspection")] == ["kuqa"]
