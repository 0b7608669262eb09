"""Way-finding without dead ends, and the choice of a look."""

import re

import pytest
from django.test import Client, RequestFactory

from onedoor.channels.look.shell import shell


def test_a_word_appears_only_when_its_address_exists() -> None:
    found = shell(None)
    assert [link.key for link in found.main] == ["services", "track", "mine"]
    assert [link.key for link in found.bar] == ["home", "track", "mine"]
    assert found.sign_out == ""


def test_a_page_for_anyone_looks_up_no_session() -> None:
    request = RequestFactory().get("/gallery")
    assert shell(request).reader == ""
    assert not hasattr(request, "session")


def test_four_languages_are_offered_each_in_its_own_name() -> None:
    assert shell(None).languages == (
        ("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English"), ("ug", "ئۇيغۇرچە"),
    )  # fmt: skip


@pytest.mark.django_db
def test_a_chosen_language_is_kept_and_leads_back_to_the_same_page_and_answers() -> None:
    client = Client()
    answer = client.get("/mode?lang=ug&next=/gallery%3Fa%3D1%26b%3D2")
    assert answer["Location"] == "/gallery?a=1&b=2"
    assert '<html lang="ug" dir="rtl"' in client.get("/gallery").content.decode()
    client.get("/mode?lang=zh-hant")
    assert '<html lang="zh-Hant" dir="ltr"' in client.get("/gallery").content.decode()


def test_a_browser_that_prefers_traditional_is_answered_in_it() -> None:
    page = Client(headers={"accept-language": "zh-TW,zh;q=0.9"}).get("/gallery")
    assert '<html lang="zh-Hant"' in page.content.decode()
    assert page.headers["Content-Language"] == "zh-hant"


def test_large_type_is_a_wish_that_is_kept() -> None:
    client = Client()
    answer = client.get("/mode?mode=elder&next=/gallery")
    assert (answer.status_code, answer["Location"]) == (302, "/gallery")
    assert 'data-mode="elder"' in client.get("/gallery").content.decode()
    client.get("/mode?mode=usual")
    assert "data-mode" not in client.get("/gallery").content.decode()


def test_a_wish_never_leads_to_another_site() -> None:
    answer = Client().get("/mode?mode=elder&next=https://elsewhere.example/")
    assert answer["Location"] == "/"


def test_an_unknown_wish_is_not_kept() -> None:
    answer = Client().get("/mode?mode=huge&theme=<b>")
    assert not answer.cookies


def test_a_page_in_dark_says_so_to_the_stylesheet() -> None:
    client = Client()
    client.get("/mode?theme=dark")
    assert re.search(r'<html[^>]*data-theme="dark"', client.get("/gallery").content.decode())


def test_of_what_was_sent_the_way_back_is_where_it_was_sent_from_and_never_another_house() -> None:
    form = "http://testserver/ask/consultation?about=bookshop"
    for method, referer, path in (
        ("post", form, "/ask/consultation?about=bookshop"), ("get", form, "/sent"),
        ("post", "http://elsewhere.test/ask", "/sent"), ("post", "", "/sent"),
    ):  # fmt: skip
        request = getattr(RequestFactory(), method)("/sent", headers={"Referer": referer})
        assert shell(request).path == path
