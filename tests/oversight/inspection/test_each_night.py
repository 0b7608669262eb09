"""Each night the site reads its own pages; what it finds is open, with an owner and a first day."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from tests.oversight.inspection.planted import GUIDE, OWNER, Site, inspected
from tests.oversight.inspection.served import serving

from onedoor.kernel.record import entries_of
from onedoor.kernel.time import travel
from onedoor.oversight.inspection.actions import inspect_this_site, keep_report
from onedoor.oversight.inspection.models import Inspected
from onedoor.oversight.inspection.queries import newest_inspection, scores
from onedoor.oversight.inspection.report import report_from
from onedoor.oversight.inspection.timers import inspect_each_night

FORM = f"{GUIDE}/form"
FIRST = date(2026, 9, 7)
BROKEN = {FORM: None}


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


@pytest.mark.django_db
def test_a_site_that_does_not_answer_is_a_report_too_and_fails(settings) -> None:  # type: ignore[no-untyped-def]
    settings.ONEDOOR_ADDRESS = "http://127.0.0.1:9"
    kept = inspect_this_site()
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
