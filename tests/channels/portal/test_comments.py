"""What people say of a guide at the portal, and how its editors see it at the desk."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from tests.channels.portal.citizen import Citizen
from tests.world import BOOKSHOP

from onedoor.kernel.time import now
from onedoor.oversight.comments.models import Comment, Report, ShownComment, Verdict
from onedoor.oversight.comments.told import limit

FIRM, EDITOR = "duolang_books", "press_aksu_city_editor"
GUIDE = f"/guide/{BOOKSHOP}"
TOLD = "先把租房合同拍清楚，第三天就有信儿。"
BAD = {"useful": "no", "reason": "unclear", "section": "materials", "text": "要不要原件？"}


@pytest.fixture
def firm(world) -> Citizen:
    world.cast(EDITOR)
    world.a_decided_case(begin=(now() - timedelta(days=20)).date())
    world.drain()
    return Citizen(FIRM)


def test_the_guide_carries_no_form_and_sets_no_cookie_for_it(world) -> None:
    answer = Client().get(GUIDE)
    page = answer.content.decode()
    assert f'href="{GUIDE}/useful?useful=yes"' in page and f"{GUIDE}/useful?useful=no" in page
    assert not answer.cookies and settings.CSRF_COOKIE_NAME not in answer.cookies
    assert "csrfmiddlewaretoken" not in page


def test_anybody_says_whether_a_guide_was_useful(world) -> None:
    client = Client()
    assert 'value="no" checked' in client.get(f"{GUIDE}/useful?useful=no").content.decode()
    assert client.post(f"{GUIDE}/useful", BAD).url == f"{GUIDE}/useful?done=1"
    verdict = Verdict.objects.get()
    assert (verdict.useful, verdict.section, verdict.reason) == (False, "materials", "unclear")
    assert client.post(f"{GUIDE}/useful", {"useful": "yes"}).status_code == 302
    assert Client().get("/guide/nothing/useful").status_code == 404


def test_numbers_are_asked_to_be_taken_out_and_nothing_typed_is_lost(world) -> None:
    answer = Client().post(f"{GUIDE}/useful", BAD | {"text": "打 13812345678"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "请拿掉再交" in page and "打 13812345678" in page
    assert not Verdict.objects.exists()


def test_there_is_an_end_from_one_address_and_what_is_refused_does_not_count(world) -> None:
    client = Client()
    assert client.post(f"{GUIDE}/useful", {"useful": "no"}).status_code == 422
    for _each in range(limit("verdicts_in_a_day")):
        assert client.post(f"{GUIDE}/useful", {"useful": "yes"}).status_code == 302
    assert client.post(f"{GUIDE}/useful", {"useful": "yes"}).status_code == 429
    assert Verdict.objects.count() == limit("verdicts_in_a_day")


def test_how_i_did_it_from_writing_to_taking_back(firm) -> None:
    assert firm.post(f"{GUIDE}/comments/new", text=" ").status_code == 422
    assert firm.post(f"{GUIDE}/comments/new", text=TOLD).status_code == 302
    assert "等编辑看" in firm.get("/mine/comments").content.decode()
    assert TOLD not in Client().get(f"{GUIDE}/comments").content.decode()
    desk, comment = Citizen(EDITOR), Comment.objects.get()
    assert GUIDE.rpartition("/")[2] in desk.get("/desk/guides/").content.decode()
    url = f"/desk/guides/{BOOKSHOP}/"
    page = desk.get(url).content.decode()
    assert TOLD in page and "不愿写名字的人" in page
    refused = desk.post(url, do="refuse", comment=str(comment.pk), note="说清楚些")
    assert refused.status_code == 422 and "说清楚些" in refused.content.decode()
    assert desk.post(url, do="show", comment=str(comment.pk)).status_code == 302
    page = Client().get(f"{GUIDE}/comments").content.decode()
    assert TOLD in page and "阿克苏市的一家单位" in page and "办成" in page
    assert firm.post("/mine/comments", comment=str(comment.pk)).status_code == 302
    assert TOLD not in Client().get(f"{GUIDE}/comments").content.decode()
    assert not ShownComment.objects.exists()


def test_who_has_not_done_it_is_told_so_and_where_to_write_instead(world) -> None:
    world.cast("xiayi")
    citizen = Citizen("xiayi")
    page = citizen.get(f"{GUIDE}/comments/new").content.decode()
    assert "没有近" in page and "/ask?about=service:" in page and 'name="text"' not in page
    assert citizen.post(f"{GUIDE}/comments/new", text=TOLD).status_code == 409
    assert not Comment.objects.exists()


def test_one_takes_back_nobody_elses(firm, world) -> None:
    firm.post(f"{GUIDE}/comments/new", text=TOLD)
    world.cast("xiayi")
    comment = Comment.objects.get()
    assert Citizen("xiayi").post("/mine/comments", comment=str(comment.pk)).status_code == 404
    assert Comment.objects.get().state == "waiting"


def test_a_comment_of_an_earlier_edition_says_so_and_is_reported_without_an_account(
    firm, world
) -> None:
    firm.post(f"{GUIDE}/comments/new", text=TOLD)
    desk = Citizen(EDITOR)
    desk.post(f"/desk/guides/{BOOKSHOP}/", do="show", comment=str(Comment.objects.get().pk))
    assert "后来改过" not in Client().get(f"{GUIDE}/comments").content.decode()
    ShownComment.objects.update(version=0)
    page = Client().get(f"{GUIDE}/comments?x=1").content.decode()
    assert "写的时候指南是第 0 版，后来改过。" in page
    shown = ShownComment.objects.get()
    report = f"{GUIDE}/comments/{shown.pk}/report"
    assert Client().post(report).status_code == 422
    assert Client().post(report, {"reason": "old"}).status_code == 302
    assert Report.objects.get().reason == "old"
    assert "有人说这条有问题" in desk.get(f"/desk/guides/{BOOKSHOP}/").content.decode()


def test_verdicts_stand_beside_the_text_of_the_guide(world) -> None:
    world.cast(EDITOR)
    Client().post(f"{GUIDE}/useful", BAD)
    page = Citizen(EDITOR).get(f"/desk/guides/{BOOKSHOP}/").content.decode()
    assert "要不要原件？" in page and "看不懂 1" in page and "营业执照" in page
    world.cast("press_aksu_city_window")
    assert Citizen("press_aksu_city_window").get("/desk/guides/").status_code == 403
