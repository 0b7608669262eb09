"""Opened from WeChat or Alipay: the account its holder has bound, no further, proving nobody."""

import base64
import json
import logging
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import requests
from django.test import Client

from onedoor.channels.look.doors import BY_APP
from onedoor.gateways.app_entry import AlipayApp, WechatApp, inner, signed_text
from onedoor.kernel.actors import ANYONE
from onedoor.kernel.ports import Assertion, NotProved
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotAllowed
from onedoor.registers.people.app_entry import enter_by_app
from onedoor.registers.people.models import Account, Link, Proof
from onedoor.registers.people.queries import assurance_of
from onedoor.site.settings import LOGGING

from .conftest import AYIGUL, PASSWORD, Browser, fields, made, somebody

APPS = pytest.mark.parametrize("app", ["wechat", "alipay"])
INSIDE = {"wechat": "Mozilla/5.0 MicroMessenger/8.0", "alipay": "Mozilla/5.0 AlipayClient/10.5"}


def opens_in(browser: Browser, app: str, who: str = "ayigul", **given: str) -> str:
    """Go there from our site, as this person's telephone; the address one is sent back to."""
    url = browser.begin(app, **given)
    form = fields(browser.theirs.get(url).text) | {"who": who}
    place = url.partition("?")[0]
    answer = browser.theirs.post(place, data=form, allow_redirects=False)
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def comes_from(browser: Browser, app: str, who: str = "ayigul", **given: str) -> Any:
    return browser.return_to(opens_in(browser, app, who, **given))


def binds(browser: Browser, app: str, mine: Account) -> Any:
    """From the app to the page that says one is not bound; sign in once; say yes."""
    page = comes_from(browser, app)
    assert "先登录一次" in page.content.decode() and browser.account is None
    signs_in(browser, mine)
    assert "不要头像" in browser.ours.get("/upstream/join").content.decode()
    return browser.ours.post("/upstream/join")


def signs_in(browser: Browser, account: Account) -> None:
    given = {"login": account.login, "password": PASSWORD}
    assert browser.ours.post("/sign-in", given).status_code == 302
    assert browser.account == account


@pytest.fixture
def mine(configured: Any) -> Account:
    """An account whose holder a clerk has seen: three levels up."""
    return somebody("ayi", way="window", **AYIGUL)


@APPS
def test_nobody_comes_in_by_an_app_that_was_never_bound(browser: Browser, app: str) -> None:
    before = made()
    page = comes_from(browser, app).content.decode()
    assert "先登录一次" in page
    assert browser.account is None and made() == before


@APPS
def test_signed_in_once_and_bound_it_opens_the_account(
    browser: Browser, mine: Account, app: str
) -> None:
    assert binds(browser, app, mine).status_code == 302
    assert entries_of(f"account:{mine.pk}")[-1].name == "account.linked"
    again = Browser()
    answer = comes_from(again, app, next="/services")
    assert (answer.status_code, answer.url) == (302, "/services")
    assert again.account == mine
    assert entries_of(f"account:{mine.pk}")[-1].name == "account.entered-upstream"
    assert Proof.objects.count() == 1


@APPS
def test_it_goes_no_further_than_the_channel_and_signing_in_again_brings_the_rest_back(
    browser: Browser, mine: Account, app: str
) -> None:
    binds(browser, app, mine)
    assert assurance_of(mine) == 3
    again = Browser()
    comes_from(again, app)
    page = again.ours.get("/level").content.decode()
    assert "这次只算 1 级" in page
    step = again.ours.get("/account/password")
    assert step.status_code == 302 and "/account/prove" in step.url
    again.ours.post("/account/prove", {"by": "password", "password": PASSWORD})
    assert "这次只算" not in again.ours.get("/level").content.decode()


def test_a_level_the_channel_has_not_is_never_given(
    browser: Browser, mine: Account, settings: Any
) -> None:
    settings.ONEDOOR_UPSTREAMS = [
        each | ({"ranks": {"snsapi_base": {"level": 3}}} if each["code"] == "wechat" else {})
        for each in settings.ONEDOOR_UPSTREAMS
    ]
    weak = somebody("weak")
    binds(browser, "wechat", weak)
    again = Browser()
    comes_from(again, "wechat")
    assert again.account == weak
    assert assurance_of(weak) < 3
    assert "这次只算" not in again.ours.get("/level").content.decode()
    assert "3 级" not in again.ours.get("/level").content.decode().partition("<h2")[0]


@APPS
def test_binding_asks_for_fresh_proof_and_an_old_session_is_not_enough(
    browser: Browser, mine: Account, app: str
) -> None:
    browser.ours.force_login(mine)
    comes_from(browser, app, join="1", next="/account/security")
    for answer in (browser.ours.get("/upstream/join"), browser.ours.post("/upstream/join")):
        assert answer.status_code == 302 and "/account/prove" in answer.url
    assert not Link.objects.exists()


@APPS
def test_the_apps_account_of_one_cannot_be_bound_by_another(
    browser: Browser, mine: Account, app: str
) -> None:
    binds(browser, app, mine)
    other, thief = Browser(), somebody("thief")
    signs_in(other, thief)
    comes_from(other, app, join="1")
    before = made()
    refused = other.ours.post("/upstream/join")
    assert refused.status_code == 409 and "另一个人" in refused.content.decode()
    assert made() == before and Link.objects.get().account == mine


def test_a_second_account_of_the_app_does_not_take_the_place_of_the_first(
    browser: Browser, mine: Account
) -> None:
    binds(browser, "wechat", mine)
    other = Browser()
    signs_in(other, mine)
    comes_from(other, "wechat", who="li_qiang", join="1")
    before = Link.objects.get().subject_index
    assert other.ours.post("/upstream/join").status_code == 409
    assert Link.objects.get().subject_index == before


@APPS
def test_unbound_in_settings_it_opens_nothing_any_more(
    browser: Browser, mine: Account, app: str
) -> None:
    binds(browser, app, mine)
    assert "从微信、支付宝打开" in browser.ours.get("/account/security").content.decode()
    assert browser.ours.post("/account/elsewhere/drop", {"provider": app}).status_code == 302
    again = Browser()
    assert "先登录一次" in comes_from(again, app).content.decode()
    assert again.account is None and not Link.objects.exists()


@APPS
def test_a_state_of_another_browser_or_of_nobody_opens_nothing(
    browser: Browser, mine: Account, app: str
) -> None:
    binds(browser, app, mine)
    back = opens_in(Browser(), app)
    stranger = Browser()
    assert stranger.return_to(back).status_code == 403
    parts = dict(parse_qsl(urlsplit(back).query)) | {"state": "0" * 32}
    stranger.begin(app)
    assert stranger.return_to(f"/upstream/{app}/back?{urlencode(parts)}").status_code == 403
    assert stranger.account is None


@APPS
def test_a_code_is_good_once(browser: Browser, mine: Account, app: str) -> None:
    binds(browser, app, mine)
    used = dict(parse_qsl(urlsplit(opens_in(Browser(), app)).query))
    first = Browser()
    state = dict(parse_qsl(urlsplit(opens_in(first, app)).query))["state"]
    both = f"/upstream/{app}/back?{urlencode(used | {'state': state})}"
    assert first.return_to(both).status_code == 302 and first.account == mine
    second = Browser()
    state = dict(parse_qsl(urlsplit(opens_in(second, app)).query))["state"]
    again = f"/upstream/{app}/back?{urlencode(used | {'state': state})}"
    assert second.return_to(again).status_code == 403 and second.account is None


@APPS
def test_whoever_says_no_there_is_told_and_nothing_moves(browser: Browser, app: str) -> None:
    back = dict(parse_qsl(urlsplit(opens_in(browser, app)).query))
    before = made()
    only = urlencode({"state": back["state"]})
    assert browser.return_to(f"/upstream/{app}/back?{only}").status_code == 403
    assert made() == before and browser.account is None


def test_a_closed_account_stays_shut(browser: Browser, mine: Account) -> None:
    binds(browser, "wechat", mine)
    Account.objects.update(is_active=False)
    again = Browser()
    assert comes_from(again, "wechat").status_code == 403 and again.account is None


def test_what_is_no_app_is_not_let_in_as_one(db: None) -> None:
    with pytest.raises(NotAllowed):
        enter_by_app(Assertion(provider="national", subject="x", level=3), by=ANYONE)


def alipay_of(note: dict[str, Any], **changed: Any) -> AlipayApp:
    facts = next(each for each in note["upstreams"] if each["code"] == "alipay")
    return AlipayApp(facts | changed)


def a_code(app: AlipayApp, note: dict[str, Any]) -> dict[str, str]:
    url = app.begin(note["alipay"]["back"]).url
    form = fields(requests.get(url, timeout=5).text) | {"who": "ayigul"}
    sent = requests.post(url.partition("?")[0], data=form, allow_redirects=False, timeout=5)
    return dict(parse_qsl(urlsplit(sent.headers["Location"]).query))


def test_alipay_takes_no_question_that_we_did_not_sign(twins: None, note: dict[str, Any]) -> None:
    given = a_code(alipay_of(note), note)
    with pytest.raises(NotProved, match="invalid-signature"):
        alipay_of(note, key=note["alipay"]["key"]).finish(given, {}, "")
    assert alipay_of(note).finish(given, {}, "").app


def test_an_answer_that_alipay_did_not_sign_is_not_believed(
    twins: None, note: dict[str, Any]
) -> None:
    given = a_code(alipay_of(note), note)
    with pytest.raises(NotProved, match="not signed"):
        alipay_of(note, public=note["alipay"]["public"]).finish(given, {}, "")


@pytest.mark.parametrize("change", [
    ('"open_id":"', '"open_id":"x'), ('"expires_in":', '"expires_in": '),
])  # fmt: skip
def test_a_changed_letter_of_the_answer_is_noticed(
    twins: None, note: dict[str, Any], change: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = alipay_of(note)
    given, line = a_code(app, note), app._line
    monkeypatch.setattr(app, "_line", lambda *a, **k: line(*a, **k).replace(*change, 1))
    with pytest.raises(NotProved, match="not signed"):
        app.finish(given, {}, "")


def test_a_refusal_passed_off_as_an_answer_is_not_believed(note: dict[str, Any]) -> None:
    app = alipay_of(note)
    whole = {"alipay_system_oauth_token_response": {"open_id": "me"}, "sign": "bm90aGluZw=="}
    with pytest.raises(NotProved, match="not signed"):
        app._verified(json.dumps(whole))


def test_what_is_signed_is_sorted_and_leaves_out_what_says_nothing() -> None:
    asked = {"b": "2", "a": "1", "sign": "x", "c": ""}
    assert signed_text(asked) == "a=1&b=2"
    assert inner('{"x":{"a":"}\\"{"} ,"sign":""}', "x") == '{"a":"}\\"{"}'


def test_the_question_to_wechat_stands_in_the_order_it_insists_on(note: dict[str, Any]) -> None:
    facts = next(each for each in note["upstreams"] if each["code"] == "wechat")
    url = WechatApp(facts).begin("https://x.example/back").url
    names = [name for name, _ in parse_qsl(urlsplit(url).query)]
    assert names == ["appid", "redirect_uri", "response_type", "scope", "state"]
    assert urlsplit(url).fragment == "wechat_redirect" and "snsapi_base" in url


def test_secrets_are_said_nowhere(
    browser: Browser, mine: Account, note: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert LOGGING["loggers"]["urllib3"]["level"] == "INFO"
    silent = {"token": "http://127.0.0.1:9/sns/oauth2/access_token"}
    facts = next(each for each in note["upstreams"] if each["code"] == "wechat")
    with caplog.at_level(logging.DEBUG, logger="onedoor"):
        binds(browser, "wechat", mine)
        with pytest.raises(OSError, match=r"^ConnectionError$"):
            WechatApp(facts | silent).finish({"code": "x"}, {}, "")
    assert note["wechat"]["secret"] not in caplog.text


def test_inside_an_app_the_page_of_signing_in_offers_it(configured: Any) -> None:
    for app, browser in INSIDE.items():
        page = Client(HTTP_HOST="testserver").get("/sign-in", headers={"user-agent": browser})
        assert f"/upstream/{app}" in page.content.decode()
    assert "/upstream/wechat" not in Client(HTTP_HOST="testserver").get("/sign-in").content.decode()


def test_an_app_is_no_way_to_prove_who_one_is(browser: Browser, mine: Account) -> None:
    assert "微信" not in browser.ours.get("/upstream").content.decode()
    signs_in(browser, mine)
    assert "微信" not in browser.ours.get("/level").content.decode()
    assert BY_APP not in {each.get("method") for each in
                          browser.ours.session["account_authentication_methods"]}  # fmt: skip


def test_the_twin_answers_with_the_characters_it_signed(twins: None, note: dict[str, Any]) -> None:
    port = note["alipay"]["port"]
    told = requests.post(f"http://127.0.0.1:{port}/gateway.do", data={"app_id": "x"}, timeout=5)
    assert told.json()["error_response"]["sub_code"] == "isv.invalid-signature"
    assert base64.b64decode(told.json()["sign"], validate=True)
