"""Coming in with a national or provincial account: known by verified number, never by e-mail."""

import logging
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from onedoor.kernel.record import entries_of
from onedoor.registers.people.models import Account, Link, Party, Proof
from onedoor.registers.people.queries import assurance_of

from .conftest import AYIGUL, PASSWORD, Browser, made, somebody


@pytest.mark.parametrize("way", ["national", "provincial"])
def test_somebody_new_gets_a_party_an_account_and_the_level_of_a_verified_person(
    browser: Browser, way: str
) -> None:
    answer = getattr(browser, way)(next="/mine")
    assert (answer.status_code, answer.url) == (302, "/mine")
    account = browser.account
    assert account is not None and account.party is not None
    assert (account.party.name, account.party.number) == (AYIGUL["name"], AYIGUL["number"])
    assert not account.has_usable_password()
    assert assurance_of(account) == 3
    proof = Proof.objects.get(way="upstream")
    assert proof.basis.startswith(way) and proof.account == account
    news = [entry.name for entry in entries_of(f"account:{account.pk}")]
    assert news == ["account.opened", "account.linked", "account.entered-upstream"]
    assert browser.ours.get("/mine").status_code == 200


def test_coming_again_opens_the_same_account_and_makes_nothing(browser: Browser) -> None:
    browser.national()
    first, before = browser.account, made()
    again = Browser()
    again.national()
    assert again.account == first
    assert made() == before


def test_both_providers_lead_to_one_account_because_the_number_is_one(browser: Browser) -> None:
    browser.national()
    other = Browser()
    other.provincial()
    assert other.account == browser.account
    assert set(Link.objects.values_list("provider", flat=True)) == {"national", "provincial"}


def test_a_verified_account_here_is_opened_by_the_same_number(browser: Browser) -> None:
    mine = somebody("ayi", way="window", **AYIGUL)
    browser.national()
    assert browser.account == mine
    assert Account.objects.count() == 1


def test_an_account_that_only_the_register_vouches_for_must_be_entered_once(
    browser: Browser,
) -> None:
    """Whoever knew her name and number first may hold it: she must not come to share it."""
    squatted = somebody("squatter", way="register", **AYIGUL)
    before = made()
    answer = browser.national()
    assert answer.status_code == 200 and "您在这里已有账号" in answer.content.decode()
    assert browser.account is None and made() == before
    assert assurance_of(squatted) == 2


def test_having_entered_it_once_joins_the_two(browser: Browser) -> None:
    mine = somebody("ayi", way="register", **AYIGUL)
    browser.national(next="/services")
    asked = browser.ours.get("/upstream/join")
    assert asked.status_code == 302 and "next=/upstream/join" in asked.url
    browser.ours.login(username="ayi", password=PASSWORD)
    page = browser.ours.get("/upstream/join").content.decode()
    assert "ayi" in page and AYIGUL["number"] not in page and "6529**********0027" in page
    done = browser.ours.post("/upstream/join")
    assert (done.status_code, done.url) == (302, "/services")
    assert assurance_of(mine) == 3
    again = Browser()
    again.national()
    assert again.account == mine


def test_a_self_declared_person_takes_the_verified_number_by_joining(browser: Browser) -> None:
    mine = somebody("ayi")
    browser.ours.force_login(mine)
    answer = browser.national(join="1", next="/services")
    assert answer.url == "/upstream/join"
    assert Party.objects.get(pk=mine.party_id).number_kind == "none"
    assert browser.ours.post("/upstream/join").url == "/services"
    mine.refresh_from_db()
    assert mine.party is not None and mine.party.number == AYIGUL["number"]
    assert assurance_of(mine) == 3


def test_joining_somebody_elses_number_is_refused_and_nothing_moves(browser: Browser) -> None:
    somebody("ayi", way="window", **AYIGUL)
    mine = somebody("other")
    browser.ours.force_login(mine)
    browser.national(join="1")
    before = made()
    refused = browser.ours.post("/upstream/join")
    assert refused.status_code == 409 and "已经有人在这里核实过" in refused.content.decode()
    mine.refresh_from_db()
    assert made() == before and mine.party is not None and mine.party.number_kind == "none"


def test_an_account_with_another_number_cannot_be_joined(browser: Browser) -> None:
    mine = somebody("li", name="李强", number_kind="citizen", number="652999197903150014")
    browser.ours.force_login(mine)
    browser.national(join="1")
    before = made()
    assert browser.ours.post("/upstream/join").status_code == 409
    assert made() == before


@pytest.mark.parametrize(("way", "rank"), [
    ("national", "none"), ("national", "made-up"),
    ("provincial", "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"),
])  # fmt: skip
def test_an_unverified_identity_makes_nothing_and_opens_nothing(
    browser: Browser, way: str, rank: str
) -> None:
    somebody("ayi", way="window", **AYIGUL)
    before = made()
    refused = getattr(browser, way)(rank=rank)
    assert refused.status_code == 403 and "没有说明已核实" in refused.content.decode()
    assert browser.account is None and made() == before


def test_a_weaker_rank_gives_the_weaker_level_and_opens_no_account_that_exists(
    browser: Browser,
) -> None:
    browser.national(rank="real-name-2", who="li_qiang")
    assert browser.account is not None and assurance_of(browser.account) == 2
    somebody("ayi", way="window", **AYIGUL)
    other, before = Browser(), made()
    other.national(rank="real-name-2")
    assert other.account is None and made() == before


def test_a_blocked_account_stays_shut(browser: Browser) -> None:
    browser.national()
    Account.objects.update(is_active=False)
    other, before = Browser(), made()
    refused = other.national()
    assert refused.status_code == 403 and other.account is None and made() == before


def test_a_blocked_account_cannot_be_gone_around_by_another_provider(browser: Browser) -> None:
    browser.national()
    Account.objects.update(is_active=False)
    other, before = Browser(), made()
    other.provincial()
    assert other.account is None and made() == before


def test_neither_number_nor_what_the_provider_calls_somebody_lies_plain_in_the_database(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="onedoor"):
        browser.national(rank="none")
        somebody("ayi2", way="register", **AYIGUL)
        browser.national()
        browser.provincial()
    assert AYIGUL["number"] not in caplog.text and AYIGUL["name"] not in caplog.text
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND tablename !~ '^(catalogue|django_migrations)'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" AS r WHERE r::text LIKE %s',
                           [f"%{AYIGUL['number']}%"])  # fmt: skip
            assert cursor.fetchone() == (0,), table
    for kept in Session.objects.all():
        assert AYIGUL["number"] not in str(kept.get_decoded())


def test_the_page_of_providers_leads_to_each_and_to_other_ways(browser: Browser) -> None:
    page = browser.ours.get("/upstream", {"next": "/services"}).content.decode()
    assert "/upstream/national?next=%2Fservices" in page and "/upstream/provincial" in page
    assert "12345" in page


def test_a_provider_that_is_down_is_said_so_and_nothing_begins(
    browser: Browser, settings: Any
) -> None:
    settings.ONEDOOR_UPSTREAMS = [
        {**each, "issuer": "http://127.0.0.1:1"}
        for each in settings.ONEDOOR_UPSTREAMS
        if each["code"] == "national"
    ]
    refused = browser.ours.get("/upstream/national")
    assert refused.status_code == 503 and "现在连不上" in refused.content.decode()
    assert "upstream-begun" not in browser.ours.session


def test_our_metadata_says_that_assertions_must_be_signed(browser: Browser) -> None:
    card = browser.ours.get("/upstream/provincial/metadata")
    assert b'WantAssertionsSigned="true"' in card.content
    assert b"http://testserver/upstream/provincial/back" in card.content
    assert browser.ours.get("/upstream/national/metadata").status_code == 404


def test_after_coming_in_one_goes_to_a_page_of_this_site_and_nowhere_else(
    browser: Browser,
) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert Browser().national(next=elsewhere).url == "/mine"


def test_whoever_uses_another_address_of_ours_is_brought_to_the_right_one_first(
    configured: dict[str, Any], settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.host"]
    moved = Client(HTTP_HOST="other.host").get("/upstream/national?next=/mine")
    assert moved.url == "http://testserver/upstream/national?next=/mine"


def test_unlinking_closes_that_door_and_nothing_else(browser: Browser) -> None:
    browser.national()
    account = browser.account
    assert account
    page = browser.ours.get("/account/security").content.decode()
    assert "国家和省的账号" in page and "解除" in page
    # The last way in stays.
    kept = browser.ours.post("/account/elsewhere/drop", {"provider": "national"})
    assert kept.status_code == 409 and Link.objects.filter(account=account).count() == 1
    account.email = "somebody@example.org"
    account.save()
    done = browser.ours.post("/account/elsewhere/drop", {"provider": "national"})
    assert done.status_code == 302 and not Link.objects.filter(account=account).exists()
    assert "还没有连上" in browser.ours.get("/account/security").content.decode()
    assert entries_of(f"account:{account.pk}")[-1].name == "account.unlinked"


def test_nobody_unlinks_for_another(browser: Browser, configured: dict[str, Any]) -> None:
    browser.national()
    stranger = Browser()
    stranger.national(who="li_qiang")
    stranger.ours.post("/account/elsewhere/drop", {"provider": "national"})
    assert browser.account and Link.objects.filter(account=browser.account).exists()
