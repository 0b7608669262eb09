"""The whole way in a real browser, whose policy for forms is ours: no form may end elsewhere."""

import pytest
from tests.channels.identity.sso.conftest import Party
from tests.channels.identity.sso.systems import CITIZEN
from tests.journeys.conftest import Visit, browser, visit
from tests.world import World

from onedoor.site.city import PASSWORD

__all__ = ["browser", "visit"]
pytestmark = pytest.mark.browser
# Three servers and a browser share the machine.
PATIENCE = 30_000


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_signing_in_and_agreeing_leads_back_to_the_system(
    world: World, a_party: Party, visit: Visit, scripts: bool
) -> None:
    world.cast(CITIZEN)
    party, visitor = a_party(), visit(scripts=scripts)
    visitor.page.set_default_timeout(PATIENCE)
    visitor.page.goto(party.address)
    visitor.says_who(CITIZEN, PASSWORD)
    visitor.page.get_by_role("button", name="同意，继续").click()
    visitor.page.wait_for_url(f"{party.address}/")
    assert visitor.page.inner_text("body").startswith("hello ")


def test_a_no_leads_back_too(world: World, a_party: Party, visit: Visit) -> None:
    party, visitor = a_party(), visit(who=CITIZEN)
    visitor.page.set_default_timeout(PATIENCE)
    visitor.page.goto(party.address)
    visitor.page.get_by_role("button", name="不同意").click()
    visitor.page.wait_for_url(f"{party.address}/callback?**")
    assert visitor.page.inner_text("body") == "access_denied"


def test_signing_out_asked_for_without_a_hint_is_agreed_to_and_leads_back(
    world: World, a_party: Party, visit: Visit, address: str
) -> None:
    party, visitor = a_party(consent="duty"), visit(who=CITIZEN)
    visitor.page.set_default_timeout(PATIENCE)
    visitor.page.goto(party.address)
    visitor.page.get_by_role("button", name="知道了，继续").click()
    visitor.page.wait_for_url(f"{party.address}/")
    visitor.page.goto(
        f"{address}/identity/o/logout?client_id={party.client}"
        f"&post_logout_redirect_uri={party.address}/bye&state=later"
    )
    visitor.page.get_by_role("main").get_by_role("button", name="退出登录").click()
    visitor.page.wait_for_url(f"{party.address}/bye?state=later")
    world.drain()
    assert len(party.logout_tokens) == 1
