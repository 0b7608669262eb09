"""The inbox shows a post what waits for it, cheaply, and nothing else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onedoor.kernel.time import travel


def test_the_inbox_says_what_waits_and_what_to_take_first(case, window):
    page = window.get("/desk/").content.decode()
    assert case.short_number in page
    assert f"下一件：{case.service_title}" in page
    assert "今天没有到期的，最急的还剩 4 天" in page
    assert "还没人看" in page


def test_a_clerk_of_another_agency_finds_nothing_of_it(case, desk):
    other = desk("press_baicheng_window")
    assert case.short_number not in other.get("/desk/").content.decode()
    assert "找到 0 件" in other.get(f"/desk/?q={case.number[-12:]}").content.decode()


@pytest.mark.parametrize("find", ["0001", "多浪", "92652901929001002J"])
def test_a_case_is_found_by_number_by_name_and_by_credit_code(case, window, find):
    page = window.get("/desk/", {"q": find}).content.decode()
    assert "找到 1 件" in page and case.short_number in page


def test_what_is_due_today_is_counted_and_marked_with_shape_and_word(case, window):
    with travel(date(2026, 8, 17)):
        page = window.get("/desk/?view=today").content.decode()
    assert "今天到期 1 件" in page and "card-yellow" in page


def test_the_inbox_asks_little_of_the_database(world, window):
    for day in (6, 7, 10, 10):
        world.a_submitted_case(begin=date(2026, 8, day))
    window.get("/desk/")
    with CaptureQueriesContext(connection) as asked:
        window.get("/desk/")
    # One of them for what the policy for staff says of sessions, one to count waiting letters.
    assert len(asked) <= 10, [one["sql"][:150] for one in asked]


def test_a_citizen_is_sent_away_and_a_stranger_is_asked_in(case, desk, client):
    assert desk("ayigul").get("/desk/").status_code == 403
    answer = client.get("/desk/")
    assert answer.status_code == 302 and "next=/desk/" in answer["Location"]


def test_a_place_that_cannot_be_read_begins_at_the_top(case, window):
    page = window.get("/desk/?after=nonsense~x&view=mine&other=banana")
    assert page.status_code == 200 and case.short_number in page.content.decode()
