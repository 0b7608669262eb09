"""The case page: only for whom it concerns, never without a trace."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onedoor.kernel.models import Reading
from onedoor.kernel.time import now
from onedoor.registers.agencies.models import Grant

ALL_MET = {"step": "accept", "rest": "met"}


def test_every_look_at_a_case_leaves_a_trace(case, window):
    before = Reading.objects.filter(subject=case.subject).count()
    assert window.get(f"/desk/cases/{case.number}/").status_code == 200
    looks = Reading.objects.filter(subject=case.subject)
    assert looks.count() == before + 1
    assert looks.latest("id").by_name == "迪丽努尔·艾则孜"
    assert looks.latest("id").why == "受理"


@pytest.mark.parametrize(
    "page", ["", "corrections", "turn-away", "suspend", "extend", "decide", "steps/visit"]
)
def test_another_agency_learns_nothing_not_even_that_it_exists(case, desk, page):
    other = desk("press_baicheng_window")
    assert other.get(f"/desk/cases/{case.number}/{page}").status_code == 404
    assert not Reading.objects.filter(by_agency="press-baicheng").exists()


def test_a_post_whose_turn_has_not_come_does_not_see_the_case(case, desk):
    approver = desk("press_aksu_city_approver")
    assert approver.get(f"/desk/cases/{case.number}/").status_code == 404


@pytest.mark.parametrize("see", ["", "form", "facts", "history", "papers", "business_licence"])
def test_each_tab_asks_little_of_the_database(world, case, window, see):
    world.drain()
    with CaptureQueriesContext(connection) as asked:
        page = window.get(f"/desk/cases/{case.number}/", {"see": see})
    assert page.status_code == 200
    assert len(asked) <= 25


def test_the_number_of_the_applicant_is_shown_masked_beside_the_case(case, window):
    number = case.applicant.number
    page = window.get(f"/desk/cases/{case.number}/", {"see": "facts"}).content.decode()
    assert number not in page and f"{number[:4]}{'*' * 10}{number[-4:]}" in page


def test_a_mark_is_kept_with_the_words_for_the_applicant(world, case, window):
    given = {"step": "accept", "mark-premises_right": "unmet", "note-premises_right": "缺第 3 页"}
    assert window.post(f"/desk/cases/{case.number}/marks", given).status_code == 302
    mark = world.again(case).marks.get()
    assert (mark.point, mark.mark, mark.note) == ("premises_right", "unmet", "缺第 3 页")
    assert "缺第 3 页" in window.get(f"/desk/cases/{case.number}/").content.decode()


def test_a_point_that_was_never_published_is_refused_and_nothing_moves(world, case, window):
    given = {"step": "accept", "mark-colour_of_door": "unmet"}
    page = window.post(f"/desk/cases/{case.number}/marks", given)
    assert page.status_code == 422
    assert "清单以外的要求不能提" in page.content.decode()
    assert not world.again(case).marks.exists()


def test_the_filled_button_says_what_it_does(case, window):
    address = f"/desk/cases/{case.number}/"
    assert "记下，看下一点" in window.get(address).content.decode()
    window.post(address + "marks", ALL_MET)
    assert "全部看完，都符合" in window.get(address).content.decode()
    window.post(address + "marks", {"step": "accept", "mark-premises_term": "unmet"})
    page = window.get(address).content.decode()
    assert "看补正通知，1 处" in page
    assert page.count('class="btn primary"') == 1


def test_a_file_is_shown_alone_and_powerless_and_to_nobody_else(world, case, window, desk):
    material = world.again(case).materials.first()
    shown = window.get(f"/desk/files/{material.pk}")
    assert shown["Content-Type"] == "application/pdf"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert desk("press_baicheng_window").get(f"/desk/files/{material.pk}").status_code == 404


def test_the_papers_of_a_case_are_for_the_agency_that_issued_them(world, case, window, desk):
    world.drain()
    page = window.get(f"/desk/cases/{case.number}/?see=papers").content.decode()
    address = page.split('href="/desk/papers/')[1].split('"')[0]
    assert window.get(f"/desk/papers/{address}").content.startswith(b"%PDF")
    assert desk("press_baicheng_window").get(f"/desk/papers/{address}").status_code == 404


def _of_the_window(act: str):
    return Grant.objects.filter(
        post__agency="press-aksu-city", post__slug="window", act=act, ended_at=None
    )


@pytest.mark.parametrize(
    ("act", "word"), [("accept", "受理"), ("turn-away", "不予受理"), ("pre-review", "记下")]
)
def test_an_act_whose_right_was_taken_has_no_button(world, case, window, act, word):
    if act == "accept":
        window.post(f"/desk/cases/{case.number}/marks", ALL_MET)
    bar = re.compile(r'<section class="actions".*?</section>', re.S)
    button = re.compile(rf"<(a|button)[^>]*>\s*{word}")

    def shown():
        page = window.get(f"/desk/cases/{case.number}/").content.decode()
        return button.search(bar.search(page)[0])

    assert shown()
    rights = _of_the_window(act)
    taken = [each.pk for each in rights]
    rights.update(ended_at=now(), ended_by="test", ended_because="试一试")
    try:
        assert not shown()
    finally:
        Grant.objects.filter(pk__in=taken).update(ended_at=None, ended_by="", ended_because="")
    assert shown()
