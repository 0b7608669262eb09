"""Systems that were registered and reviewed, relying parties on ports of their own, a browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from tests.channels.identity.sso.apache import ApacheParty, a_folder, why_not
from tests.channels.identity.sso.parties import AuthlibParty, Browser
from tests.channels.identity.sso.systems import a_system
from tests.journeys.conftest import address, session_of
from tests.world import World

__all__ = ["address"]

Party = Callable[..., AuthlibParty]


@pytest.fixture
def a_party(address: str, world: World) -> Iterator[Party]:
    """Opens a relying party, registered with us and reviewed."""
    with ExitStack() as opened:

        def open_party(scope: str = "openid profile", hints: Any = None, **wishes: Any) -> Any:
            party = opened.enter_context(AuthlibParty().open())
            system, secret = a_system(
                redirect_uris=[f"{party.address}/callback"],
                post_logout_uris=[f"{party.address}/bye"],
                back_channel_uri=f"{party.address}/backchannel",
                **wishes,
            )
            party.joins(address, system.pk, secret, scope, **(hints or {}))
            return party

        yield open_party


@pytest.fixture
def browser_of(address: str, world: World) -> Callable[..., Browser]:
    """A browser in which this person is signed in with us; nobody, when nobody is named."""

    def open_browser(who: str = "") -> Browser:
        browser = Browser()
        if who:
            world.cast(who)
            browser.carries(session_of(who), address)
        return browser

    return open_browser


@pytest.fixture
def an_apache(address: str, world: World) -> Iterator[Callable[..., ApacheParty]]:
    """Opens an httpd whose one page lies behind our sign-in."""
    if reason := why_not():
        pytest.skip(reason)
    with ExitStack() as opened:

        def open_party(**wishes: Any) -> ApacheParty:
            party = ApacheParty(opened.enter_context(a_folder()))
            system, secret = a_system(
                name="从业人员查询系统",
                redirect_uris=[f"{party.address}/callback"],
                post_logout_uris=[f"{party.address}/bye.txt"],
                back_channel_uri=f"{party.address}/callback?logout=backchannel",
                **wishes,
            )
            party.joins(address, system.pk, secret)
            return opened.enter_context(party.open())

        yield open_party
