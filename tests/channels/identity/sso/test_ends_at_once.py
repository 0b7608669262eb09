"""Whatever ends an account's way in ends it at every system: told at once, and nothing opens."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from tests.channels.identity.sso.conftest import Party
from tests.channels.identity.sso.parties import AuthlibParty, Browser
from tests.channels.identity.sso.systems import CITIZEN, SECURITY_ADMIN, SYSTEM_ADMIN
from tests.channels.identity.sso.test_asking import CLERK
from tests.world import World

from onedoor.kernel.actors import Actor
from onedoor.kernel.models import Entry
from onedoor.registers.people import staff
from onedoor.registers.people.actions import keep_party, open_account
from onedoor.registers.people.oneself import close_account
from onedoor.registers.systems.models import SignedIn
from onedoor.site.city import PASSWORD

Enter = Callable[[str], AuthlibParty]


@pytest.fixture
def enters(a_party: Party, browser_of: Callable[..., Browser]) -> Enter:
    """Somebody goes into a system of their own, which keeps them signed in from then on."""

    def enter(who: str) -> AuthlibParty:
        party = a_party(consent="duty")
        browser = browser_of(who)
        browser.goes(party.address).answers(answer="yes")
        assert browser.text.startswith("hello "), browser.text
        return party

    return enter


def ends() -> list[str]:
    """Why sign-ins ended, in the order of the record."""
    return [entry.body["reason"] for entry in Entry.objects.filter(name="sign-in.ended")]


def told(party: AuthlibParty) -> bool:
    """Whether the system was told, believed it, and keeps nobody signed in."""
    return len(party.logout_tokens) == 1 and not any("token" in s for s in party.sessions.values())


def still_opens(party: AuthlibParty) -> bool:
    """Whether what the system holds still fetches facts from us."""
    facts = Client().get(
        "/identity/o/api/userinfo",
        headers={"Authorization": f"Bearer {party.tokens['access_token']}"},
    )
    return facts.status_code == 200


def key_of(login: str) -> Any:
    return get_user_model().objects.get(login=login).pk


def test_closing_ones_account_ends_it_at_the_systems_and_nobody_elses(
    world: World, enters: Enter, a_party: Party, browser_of: Callable[..., Browser]
) -> None:
    one = keep_party(
        kind="person", name="要走的人", number_kind="none", number="", by=SECURITY_ADMIN
    )
    account = open_account("leaves-soon", PASSWORD, party=one, by=SECURITY_ADMIN)
    stays = enters(CITIZEN)
    party, browser = a_party(consent="duty"), Browser()
    session = Client()
    session.force_login(account)
    browser.carries({"name": "onedoor", "value": session.cookies["onedoor"].value}, party.provider)
    browser.goes(party.address).answers(answer="yes")
    assert still_opens(party)
    me = Actor(kind="person", ref=f"account:{account.pk}", party=one.ref, person=one.ref)
    close_account(keep_identity=False, by=me)
    assert not still_opens(party), "not even before anything was told"
    world.drain()
    assert told(party) and ends() == ["account-closed"]
    assert still_opens(stays) and stays.logout_tokens == []


@pytest.mark.parametrize(("act", "reason"), [
    (lambda clerk: staff.lock_staff_account(clerk, reason="密码外泄", by=SECURITY_ADMIN),
     "account-locked"),
    (lambda clerk: staff.reset_staff_sign_in(clerk, by=SECURITY_ADMIN), "sign-in-reset"),
    (lambda clerk: staff.close_staff_account(clerk, by=SYSTEM_ADMIN), "account-closed"),
], ids=["locked", "reset", "closed"])  # fmt: skip
def test_a_clerk_who_is_kept_out_here_is_out_at_the_systems(
    world: World, enters: Enter, act: Callable[[Any], Any], reason: str
) -> None:
    world.cast(CLERK)
    clerk = get_user_model().objects.get(login=CLERK)
    party = enters(CLERK)
    assert still_opens(party)
    try:
        act(clerk.pk)
        assert not still_opens(party)
        world.drain()
        assert told(party) and ends() == [reason]
    finally:
        # The clerk is of the sample city, and other tests need them as they were.
        get_user_model().objects.filter(pk=clerk.pk).update(
            is_active=True, closed_at=None, password=clerk.password
        )


def test_letting_a_clerk_in_again_ends_nothing(world: World, enters: Enter) -> None:
    world.cast(CLERK)
    staff.lock_staff_account(key_of(CLERK), reason="休假", by=SECURITY_ADMIN)
    staff.unlock_staff_account(key_of(CLERK), by=SECURITY_ADMIN)
    world.drain()
    party = enters(CLERK)
    staff.unlock_staff_account(key_of(CLERK), by=SECURITY_ADMIN)
    world.drain()
    assert still_opens(party) and ends() == [] and party.logout_tokens == []


def test_a_device_ended_on_the_security_page_is_out_of_its_systems_in_that_moment(
    world: World, a_party: Party, browser_of: Callable[..., Browser], address: str
) -> None:
    world.cast(CITIZEN)
    lost, here = Client(), Client()
    for each in (lost, here):
        assert each.post("/sign-in", {"login": CITIZEN, "password": PASSWORD}).status_code == 302
    party, browser = a_party(consent="duty"), Browser()
    browser.carries({"name": "onedoor", "value": lost.cookies["onedoor"].value}, address)
    browser.goes(party.address).answers(answer="yes")
    page = here.get("/account/security").content.decode()
    (ending,) = re.findall(r"/account/sessions/\d+/end", page)
    assert here.post(ending).status_code == 302
    assert not still_opens(party) and ends() == ["session-ended"]
    world.drain()
    assert told(party)
    assert SignedIn.objects.filter(ended_at=None).count() == 0
