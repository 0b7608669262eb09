"""Writing to an agency at the portal, with and without an account, and reading the answers."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from tests.channels.portal.citizen import Citizen

from onedoor.channels.guarding import challenge
from onedoor.channels.portal.pages.letters import open_address
from onedoor.kernel.time import now, travel
from onedoor.oversight.letters.actions import (
    answer_letter,
    close_letter,
    draft_answer,
    release_answer,
)
from onedoor.oversight.letters.kinds import kinds, limit
from onedoor.oversight.letters.models import Letter
from onedoor.registers.agencies.queries import agency

PRESS = "press-aksu-city"
SAID = {"agency": PRESS, "text": "开书店要几天？"}


def _waited(client: Client, kind: str = "consultation") -> str:
    page = client.get(f"/ask/{kind}").content.decode()
    return re.search(r'name="waited" value="([^"]+)"', page)[1]


def _send(client: Client, kind: str = "consultation", **given: str):  # type: ignore[no-untyped-def]
    waited = _waited(client, kind)
    with travel(now() + timedelta(seconds=challenge.WAIT_SECONDS + 1)):
        return client.post(f"/ask/{kind}", {**SAID, "waited": waited, **given})


def test_the_menu_leads_to_seven_kinds(world) -> None:
    home = Client().get("/").content.decode()
    assert 'href="/ask"' in home
    page = Client().get("/ask").content.decode()
    assert all(f'href="/ask/{kind}"' in page for kind in kinds())


@pytest.mark.parametrize("kind", list(kinds()))
def test_each_kind_is_written_without_an_account_and_followed_by_its_code(world, kind) -> None:
    client = Client()
    sent = _send(client, kind, contact="13812345678")
    letter = Letter.objects.get()
    assert sent.status_code == 302 and sent.url == f"/letters/{letter.code}?done=sent"
    assert (letter.party, letter.contact) == ("", "13812345678")
    page = Client().get(f"/letters?code={letter.code.lower()}", follow=True).content.decode()
    assert SAID["text"] in page and "13812345678" not in page
    assert Client().get("/letters/000000000000").status_code == 404


def test_without_an_account_a_robot_waits_and_nothing_typed_is_lost(world) -> None:
    answer = Client().post("/ask/consultation", SAID)
    assert answer.status_code == 422 and SAID["text"] in answer.content.decode()
    assert not Letter.objects.exists()


def test_there_is_an_end_from_one_address_and_what_is_refused_does_not_count(world) -> None:
    client = Client()
    assert _send(client, text=" ").status_code == 422
    for n in range(limit("in_a_day_unknown")):
        assert _send(client, text=f"第 {n} 问").status_code == 302
    refused = _send(client, text="再一问")
    page = refused.content.decode()
    assert refused.status_code == 429 and "再一问" in page
    assert "从这个网络今天已经写了 10 件" in page and "您写的 10 件" not in page
    assert Letter.objects.count() == limit("in_a_day_unknown")
    other = _send(Client(REMOTE_ADDR="10.0.0.7"), text="再一问")
    assert other.status_code == 302


def _kept_and_signed_in(world, client: Client, ref: str) -> str:
    """From the form without an account through the page of signing in; the form one comes to."""
    half = {"agency": PRESS, "text": "写到一半", "may_publish": "yes", "contact": "13812345678"}
    left = client.post("/ask/consultation", {**half, "keep": "sign-in"})
    assert left.status_code == 302 and left.url == "/sign-in?next=%2Fask%2Fconsultation"
    assert "写到一半" not in str(dict(client.session))
    client.force_login(get_user_model().objects.get(login=ref))
    return client.get("/ask/consultation").content.decode()


def test_what_was_typed_goes_along_to_sign_in_and_back_and_stays_hidden(world) -> None:
    client = Client()
    page = _kept_and_signed_in(world, client, "xiayi")
    assert "写到一半" in page and "13812345678" not in page
    assert not Letter.objects.exists()
    for name in ("hidden", "may_publish"):
        assert re.search(rf'name="{name}"[^>]*checked', page), name
    assert re.search(rf'value="{PRESS}" selected', page)
    assert "写到一半" not in client.get("/ask/consultation").content.decode()
    sent = client.post("/ask/consultation", {**SAID, "text": "写到一半", "hidden": "yes"})
    assert sent.status_code == 302 and Letter.objects.get().party == world.cast("xiayi").party


def test_what_was_typed_waits_half_an_hour_and_only_for_the_same_kind(world) -> None:
    client = Client()
    client.post("/ask/consultation", {**SAID, "keep": "sign-in"})
    assert SAID["text"] not in client.get("/ask/consultation").content.decode()
    client.force_login(get_user_model().objects.get(login="xiayi"))
    with travel(now() + timedelta(minutes=31)):
        assert SAID["text"] not in client.get("/ask/consultation").content.decode()
    other = Client()
    other.post("/ask/consultation", {**SAID, "keep": "sign-in"})
    other.force_login(get_user_model().objects.get(login="xiayi"))
    assert SAID["text"] not in other.get("/ask/complaint").content.decode()


def test_signed_in_it_needs_no_sum_and_stands_among_ones_own(world) -> None:
    xiayi = Citizen("xiayi")
    sent = xiayi.post("/ask/suggestion", **SAID, hidden="yes", may_publish="yes")
    letter = Letter.objects.get()
    assert sent.status_code == 302 and (letter.hidden, letter.may_publish) == (True, True)
    assert letter.title in xiayi.get("/ask").content.decode()
    assert Client().get(f"/letters/{letter.code}").status_code == 404
    assert Citizen("ayigul").get(f"/letters/{letter.code}").status_code == 404
    assert xiayi.get(f"/mine/letters/{letter.pk}").url == f"/letters/{letter.code}"
    assert Citizen("ayigul").get(f"/mine/letters/{letter.pk}").status_code == 404


def test_the_answer_is_read_judged_and_asked_about_again(world) -> None:
    xiayi = Citizen("xiayi")
    xiayi.post("/ask/consultation", **SAID)
    letter = Letter.objects.get()
    url = f"/letters/{letter.code}"
    answer_letter(str(letter.pk), "十个工作日。", by=world.cast("press_aksu_city_window"))
    page = xiayi.get(url).content.decode()
    assert "十个工作日。" in page and "迪丽努尔" not in page
    assert xiayi.post(url, do="content").status_code == 422
    assert xiayi.post(url, do="content", content="no").status_code == 302
    assert xiayi.post(url, do="add", text="").status_code == 422
    assert xiayi.post(url, do="add", text="从哪天算？").status_code == 302
    letter.refresh_from_db()
    assert letter.state == "open"


def test_from_a_guide_one_chooses_among_those_who_offer_it(world) -> None:
    guide = Client().get("/guide/publication-retail").content.decode()
    assert "/ask?about=service%3Apublication-retail" in guide
    page = Client().get("/ask/consultation?about=service:publication-retail").content.decode()
    assert f'value="{PRESS}"' in page and 'value="police-aksu-city"' not in page


def test_from_ones_own_case_the_letter_names_it(world) -> None:
    case = world.a_submitted_case()
    owner = Citizen("duolang_books")
    assert f"/ask?about=case%3A{case.number}" in owner.get(f"/cases/{case.number}").content.decode()
    about = f"case:{case.number}"
    sent = owner.post("/ask/late", about=about, text="过期了")
    assert sent.status_code == 302 and Letter.objects.get().about == about
    assert Citizen("xiayi").post("/ask/late", about=about, text="过期了").status_code == 422


def test_every_footer_carries_the_address_of_the_page_and_no_key_to_it(world) -> None:
    page = Client().get("/services").content.decode()
    assert 'href="/mistake"' in page
    came = Client().get(
        "/mistake", headers={"Referer": "http://testserver/guide/publication-retail?at=1"}
    )
    assert came.url == "/ask/site-error?page=%2Fguide%2Fpublication-retail"
    assert (
        Client().get("/mistake", headers={"Referer": "http://elsewhere/x"}).url == "/ask/site-error"
    )
    for page, told in (
        ("/track/ABCDEFGHJKMN", "/track/…"), ("/letters/ABCDEFGHJKMN", "/letters/…"),
        ("/cases/652901-1", "/cases/…"), ("/answers/7", "/answers/7"), ("//evil.example", ""),
        ("/guide/publication-retail/documents/scan", "/guide/publication-retail/documents/scan"),
        ("https://evil.example/", ""), ("/nothing-there", "/nothing-there"),
    ):  # fmt: skip
        assert open_address(page) == told


def test_whoever_acts_for_another_is_told_to_be_oneself_first(world) -> None:
    acting = Citizen("ayigul")
    session = acting.client.session
    session["acting"] = f"representative:{world.cast('duolang_books').party}"
    session.save()
    assert acting.get("/ask/consultation").status_code == 403
    assert acting.post("/ask/consultation", **SAID).status_code == 403
    assert not Letter.objects.exists()


def _published(world, kind: str = "consultation", result: str = "") -> None:
    writer = Citizen("xiayi")
    writer.post(f"/ask/{kind}", **SAID, may_publish="yes")
    letter = Letter.objects.get()
    post = "approver" if kinds()[kind].accuses else "window"
    clerk = world.a_clerk(letter.agency, post)
    answer_letter(str(letter.pk), "十个工作日。", by=clerk)
    draft_answer(
        str(letter.pk), title="开书店几天", question="要几天？", answer="十个工作日。",
        result=result, by=clerk,
    )  # fmt: skip
    release_answer(str(letter.pk), by=world.a_clerk(letter.agency, "supervisor"))


def test_published_answers_are_searched_and_figures_are_of_offices(world) -> None:
    _published(world)
    close_letter(str(Letter.objects.get().pk), content=False, by=world.cast("xiayi"))
    page = Client().get("/answers/?q=书店&kind=consultation").content.decode()
    row = re.search(r'<tr data-asked="1" data-late="0" data-over-five="0">.*?</tr>', page)[0]
    assert re.findall(r'class="n">([^<]+)<', row) == ["1", "1", "1", "0", "0", "0", "0", "1"]
    assert "说不满意的" in page
    assert "开书店几天" in page and agency(PRESS).called() in page and "迪丽努尔" not in page
    assert "没有找到" in Client().get("/answers/?q=护照").content.decode()
    for odd in ("/answers/?page=9999999999", "/answers/?page=x", "/answers/?days=7"):
        assert Client().get(odd).status_code == 200
    found = re.search(r"/answers/\d+", page)[0]
    assert "十个工作日。" in Client().get(found).content.decode()
    assert Client().get("/answers/99999999").status_code == 404
    assert "开书店几天" in Client().get("/ask").content.decode()


def test_the_column_of_exposures_shows_problem_answer_and_result(world) -> None:
    assert "还没有曝光的问题" in Client().get("/exposure/").content.decode()
    _published(world, "exposure", "窗口加了一位同志。")
    page = Client().get("/exposure/?x=1").content.decode()
    for words in ("要几天？", "十个工作日。", "窗口加了一位同志。"):
        assert words in page


def test_an_unknown_kind_is_no_page(world) -> None:
    assert Client().get("/ask/praise").status_code == 404
