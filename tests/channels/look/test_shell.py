"""Way-finding without dead ends, and the choice of a look."""

import re

from django.conf import settings
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


def test_a_language_without_a_catalogue_is_not_offered() -> None:
    assert [code for code, _ in shell(None).languages] == [settings.LANGUAGE_CODE]


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
