"""A passkey, made and used on a device that has one: Chromium with an authenticator of its own."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from tests.channels.identity.person import code_for
from tests.journeys.acts import elsewhere
from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor

from onedoor.channels.look.doors import actor_of
from onedoor.kernel.actors import SYSTEM
from onedoor.registers.people.actions import prove
from onedoor.registers.people.queries import Account, account_reached_by, assurance_of

pytestmark = pytest.mark.browser
PHONE = "13899940001"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def person(visit: Visit) -> Iterator[Visitor]:
    """Somebody with a telephone, whose device knows finger or face. Keys are bound to a name."""
    visitor = visit(390)
    visitor.address = visitor.address.replace("127.0.0.1", "localhost")
    tools = visitor.page.context.new_cdp_session(visitor.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield visitor


def account() -> Account:
    found = account_reached_by(phone=f"+86{PHONE}")
    assert found
    return found


def cookie_of(person: Visitor) -> str:
    kept = person.page.context.cookies()
    return next(str(each["value"]) for each in kept if each["name"] == "onedoor")


def level_of(session: str) -> int:
    """The level of whoever has this session, as every page of it works it out."""
    request = RequestFactory().get("/")
    request.session = SessionStore(session)
    request.user = account()
    return actor_of(request).level


def seen_at_a_window() -> None:
    party = account().party
    assert party
    prove(party, "window", basis="citizen", by=SYSTEM)


def enters_by_telephone(person: Visitor) -> None:
    person.goes_to("/sign-in")
    person.types("手机号、邮箱、卡号或账号", PHONE)
    person.presses("发验证码")
    person.types("验证码", elsewhere(lambda: code_for(PHONE)))
    person.presses("继续")
    if person.path == "/sign-up":
        person.types("姓名", "艾合买提")
        person.presses("开通并登录")


def test_a_passkey_is_made_once_and_opens_from_then_on(person: Visitor) -> None:
    enters_by_telephone(person)
    person.sees("设一把通行密钥")
    person.goes_to("/account/security")
    person.follows("设一把通行密钥")
    person.types("给它起个名", "我的手机")
    person.presses("在这台设备上设")
    assert person.path == "/account/security"
    person.sees("我的手机")
    elsewhere(seen_at_a_window)
    assert elsewhere(lambda: assurance_of(account())) == 3

    person.presses("退出登录")
    person.goes_to("/sign-in?next=/mine/readings")
    person.presses("用通行密钥登录")
    assert person.path == "/mine/readings"
    # Owning the key was not enough; the session it opened reaches the highest level.
    session = cookie_of(person)
    assert elsewhere(lambda: level_of(session)) == 4

    person.goes_to("/account/security")
    person.follows("去掉 我的手机")
    person.presses("去掉")
    person.sees_no("我的手机")
    person.presses("退出登录")
    person.goes_to("/sign-in").presses("用通行密钥登录")
    person.sees("没有认出这把通行密钥")


def test_whoever_does_not_want_a_passkey_gets_on_without(person: Visitor) -> None:
    enters_by_telephone(person)
    person.presses("不用了")
    person.sees_no("不用了")
