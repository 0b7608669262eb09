"""One prompt over systems that know nothing of each other, and one end for all of them."""

from collections.abc import Callable
from urllib.parse import quote

from django.contrib.sessions.models import Session
from tests.channels.identity.sso.apache import ApacheParty
from tests.channels.identity.sso.conftest import Party
from tests.channels.identity.sso.parties import Browser
from tests.channels.identity.sso.systems import CITIZEN, ELSEWHERE
from tests.journeys.conftest import session_of
from tests.world import World

from onedoor.kernel import relay
from onedoor.registers.systems.actions import end_sessions_that_are_gone


def test_a_stranger_is_asked_once_who_they_are_and_once_whether_they_agree(
    world: World, a_party: Party, browser_of: Callable[..., Browser], address: str
) -> None:
    party, browser = a_party(), browser_of()
    browser.goes(party.address)
    assert browser.is_asked_to_sign_in
    world.cast(CITIZEN)
    browser.carries(session_of(CITIZEN), address)
    browser.goes(party.address)
    assert "要把这些信息给出版物管理系统吗" in browser.text
    browser.answers(answer="yes")
    assert browser.at == f"{party.address}/"
    assert browser.text.startswith("hello ")
    assert party.tokens["userinfo"]["acr"] == "urn:onedoor:acr:3"


def test_another_agency_knows_the_same_person_by_another_name(
    world: World, a_party: Party, browser_of: Callable[..., Browser]
) -> None:
    browser = browser_of(CITIZEN)
    here, again, there = a_party(), a_party(), a_party(agency=ELSEWHERE)
    for party in (here, again, there):
        browser.goes(party.address).answers(answer="yes")
    names = [party.tokens["userinfo"]["sub"] for party in (here, again, there)]
    assert names[0] == names[1] != names[2]


def test_one_prompt_opens_three_systems_and_one_end_closes_them(
    world: World,
    a_party: Party,
    an_apache: Callable[..., ApacheParty],
    browser_of: Callable[..., Browser],
    address: str,
) -> None:
    """Two in Python on authlib, one an Apache; the bodies act on a duty, so nothing is asked."""
    first, second = a_party(consent="duty"), a_party(consent="duty", agency=ELSEWHERE)
    apache = an_apache(consent="duty")
    browser = browser_of()
    prompts = 0
    browser.goes(first.address)
    if browser.is_asked_to_sign_in:
        prompts += 1
        world.cast(CITIZEN)
        browser.carries(session_of(CITIZEN), address)
        browser.goes(first.address)
    # Each system's duty is told once, before its first visit; that asks for no proof of anybody.
    for party in (first, second, apache):
        page = f"{party.address}/page.txt" if party is apache else party.address
        browser.goes(page)
        if "请知道这几点" in browser.text:
            browser.answers(answer="yes")
        prompts += browser.is_asked_to_sign_in
        assert "hello" in browser.text, browser.text
    assert prompts == 1
    subject = browser.page.headers["X-Subject"]
    assert subject == first.tokens["userinfo"]["sub"]
    assert browser.page.headers["X-Acr"] == "urn:onedoor:acr:3"

    # The second time in each: not a single page of ours in between.
    for party in (first, second):
        party.sessions.clear()
        browser.goes(party.address)
        assert browser.text.startswith("hello ")

    # Signing out at one of them ends all.
    bye = f"{apache.address}/bye.txt"
    browser.goes(f"{apache.address}/callback?logout={quote(bye, safe='')}")
    assert browser.at.startswith(bye)
    assert f"{address}/identity/o/logout" in [each.partition("?")[0] for each in browser.visited]
    world.drain()
    assert len(first.logout_tokens) == len(second.logout_tokens) == 1
    for page in (first.address, second.address, f"{apache.address}/page.txt"):
        browser.goes(page)
        assert browser.is_asked_to_sign_in


def test_a_session_revoked_elsewhere_ends_at_an_apache_that_was_not_asked(
    world: World, an_apache: Callable[..., ApacheParty], browser_of: Callable[..., Browser]
) -> None:
    apache, browser = an_apache(consent="duty"), browser_of(CITIZEN)
    browser.goes(f"{apache.address}/page.txt").answers(answer="yes")
    assert "hello from apache" in browser.text
    Session.objects.all().delete()
    end_sessions_that_are_gone()
    world.drain()
    browser.goes(f"{apache.address}/page.txt")
    assert browser.is_asked_to_sign_in


def test_a_system_that_was_down_is_told_later_and_only_once(
    world: World, a_party: Party, browser_of: Callable[..., Browser], address: str
) -> None:
    party, browser = a_party(consent="duty"), browser_of(CITIZEN)
    browser.goes(party.address).answers(answer="yes")
    party.answer_to_logout = 503
    Session.objects.all().delete()
    end_sessions_that_are_gone()
    world.drain()
    assert party.logout_tokens == []
    party.answer_to_logout = 200
    assert relay.retry("systems.tell_the_system") == 1
    world.drain()
    world.drain()
    (told,) = party.logout_tokens
    assert told["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
    assert party.sessions == {} or "token" not in next(iter(party.sessions.values()))
