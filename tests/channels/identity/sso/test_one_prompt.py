"""One prompt over systems that know nothing of each other, and one end for all of them."""

from collections.abc import Callable

from tests.channels.identity.sso.conftest import CITIZEN, ELSEWHERE, Party
from tests.channels.identity.sso.parties import Browser
from tests.journeys.conftest import session_of
from tests.world import World


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
