"""Signing in, and pages that say no: a sentence each, whatever happens."""

import pytest
from django.test import Client
from django.urls import get_resolver
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import BOOKSHOP, World

from onedoor.site.city import PASSWORD


def test_every_page_of_the_portal_has_decided_who_may_enter() -> None:
    patterns = [
        pattern
        for each in get_resolver().url_patterns
        if getattr(each, "app_name", "") == "portal"
        for pattern in each.url_patterns
    ]
    assert len(patterns) > 30
    assert not [each.name for each in patterns if not hasattr(each.callback, "door")]


@pytest.mark.parametrize(
    "page",
    ["", "services", "track", "check", "sitemap", "accessibility", "ask/site-error", "sign-in"],
)
def test_public_pages_answer_without_a_session(world: World, page: str) -> None:
    answer = Citizen().get(f"/{page}")
    assert answer.status_code == 200
    assert "onedoor" not in answer.cookies


def test_signing_in_leads_back_to_where_one_was(world: World) -> None:
    onward = f"/apply/{BOOKSHOP}?at=press-kuqa"
    answer = Client().post(
        "/sign-in", {"login": "duolang_books", "password": PASSWORD, "next": onward}
    )
    assert answer.url == onward


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_signing_in_leads_nowhere_else(world: World, onward: str) -> None:
    answer = Client().post(
        "/sign-in", {"login": "duolang_books", "password": PASSWORD, "next": onward}
    )
    assert answer.url == "/mine"


def test_a_wrong_password_says_what_to_do_and_keeps_the_name(world: World) -> None:
    answer = Client().post("/sign-in", {"login": "duolang_books", "password": "no"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "账号或密码不对" in page and 'value="duolang_books"' in page
    assert "到任一窗口重设" in page


def test_signing_out_is_never_a_link(world: World) -> None:
    person = Citizen("ayigul")
    assert person.get("/sign-out").status_code == 405
    assert person.get("/mine").status_code == 200
    person.post("/sign-out")
    assert person.get("/mine").status_code == 302


def test_a_form_from_elsewhere_is_refused_in_a_sentence(world: World) -> None:
    answer = Client(enforce_csrf_checks=True).post("/check")
    assert answer.status_code == 403
    assert "开得太久" in text_of(answer)


def test_a_page_that_is_not_there_is_a_sentence(world: World) -> None:
    answer = Citizen().get("/no/such/page")
    assert answer.status_code == 404
    assert "没有找到这一页" in text_of(answer)


def test_a_request_too_long_for_any_form_is_refused_unread(world: World) -> None:
    answer = Citizen("ayigul").client.generic(
        "POST", "/check", b"", CONTENT_LENGTH=str(2 * 1024**3)
    )
    assert answer.status_code == 413
    assert "最多 100 MB" in text_of(answer)
