"""What is asked before a system is told anything: who, how surely, how lately, and yes or no."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.channels.identity.sso.programs import Program, came_back
from tests.channels.identity.sso.systems import CITIZEN, HERE, SECURITY_ADMIN, a_system
from tests.world import World

from onedoor.channels.identity.sso_sessions import sign_ins_follow_sessions
from onedoor.registers.people.actions import end_proofs, prove
from onedoor.registers.people.queries import Account
from onedoor.registers.systems.actions import (
    consent,
    end_sessions_that_are_gone,
    rotate_keys,
    stop_system,
)
from onedoor.registers.systems.models import Code, SignedIn, SigningKey

CLERK = "press_aksu_city_reviewer"
Enter = Callable[..., Client]


def claims(tokens: dict[str, str]) -> dict[str, Any]:
    """The claims of the ID token, whoever signed it."""
    return jwt.decode(tokens["id_token"], options={"verify_signature": False})


@pytest.fixture
def program(world: World) -> Program:
    return Program(*a_system())


@pytest.fixture
def enter(world: World) -> Enter:
    """A browser of this person, who has agreed to what `agreed` names."""

    def open_browser(program: Program, who: str = CITIZEN, agreed: Any = ("name",)) -> Client:
        world.cast(who)
        account = get_user_model().objects.get(login=who)
        if agreed is not None:
            consent(account, program.system.pk, agreed, by=world.cast(who))
        browser = Client()
        browser.force_login(account)
        return browser

    return open_browser


def account_of(login: str) -> Account:
    return get_user_model().objects.select_related("party").get(login=login)


# --- how surely ---


def test_the_token_says_how_sure_and_since_when(program: Program, enter: Enter) -> None:
    told = claims(program.redeems(program.code_by(enter(program))).json())
    assert told["acr"] == "urn:onedoor:acr:3"
    assert told["auth_time"] <= time.time() < told["exp"]
    assert told["nonce"] == "n-1"
    assert told["sid"] == str(SignedIn.objects.get().pk)
    assert set(told) == {"iss", "sub", "aud", "exp", "iat", "auth_time", "acr", "sid", "nonce",
                         "at_hash", "jti"}  # fmt: skip


def test_a_refreshed_token_says_the_same_not_more(
    world: World, program: Program, enter: Enter
) -> None:
    first = program.redeems(program.code_by(enter(program))).json()
    second = claims(program.refreshes(first["refresh_token"]).json())
    assert "nonce" not in second
    for name in ("sub", "acr", "auth_time", "sid", "aud", "iss"):
        assert second[name] == claims(first)[name], name


def led_to(answer: Any) -> str:
    """The page of ours that an answer leads to."""
    return urlsplit(answer.headers["Location"]).path


def test_who_is_not_sure_enough_does_not_get_in(
    world: World, program: Program, enter: Enter
) -> None:
    browser = enter(program)
    wish = program.wish(acr_values="urn:onedoor:acr:4")
    silent = came_back(browser.get(program.wish(acr_values="urn:onedoor:acr:4", prompt="none")))
    assert silent["error"] == "unmet_authentication_requirements"
    # Shown twice how to reach it; whoever comes back without goes back to the system, told so.
    for _again in range(2):
        assert led_to(browser.get(wish)) == reverse("identity:level")
    assert came_back(browser.get(wish))["error"] == "unmet_authentication_requirements"
    assert Code.objects.count() == 0
    for enough in ("urn:onedoor:acr:4 urn:onedoor:acr:2", "urn:elsewhere:gold", ""):
        assert "code" in came_back(browser.get(program.wish(acr_values=enough)))


def test_a_system_that_needs_a_level_is_not_talked_out_of_it(world: World, enter: Enter) -> None:
    program = Program(*a_system(level=3))
    browser = enter(program)
    assert "code" in came_back(browser.get(program.wish(acr_values="urn:onedoor:acr:1")))
    me = account_of(CITIZEN)
    end_proofs(me.party, "window", account=me, reason="test", by=world.cast(CITIZEN))
    assert led_to(browser.get(program.wish(acr_values="urn:onedoor:acr:1"))) == reverse(
        "identity:level"
    )
    silent = came_back(browser.get(program.wish(acr_values="urn:onedoor:acr:1", prompt="none")))
    assert silent["error"] == "unmet_authentication_requirements"
    # Shown again, for those who come after.
    prove(me.party, "window", account=me, by=world.cast(CITIZEN))


def test_the_page_of_levels_says_which_system_needs_more_and_leads_back_to_it(
    world: World, enter: Enter
) -> None:
    program = Program(*a_system(level=3))
    browser = enter(program)
    me = account_of(CITIZEN)
    end_proofs(me.party, "window", account=me, reason="test", by=world.cast(CITIZEN))
    sent = browser.get(program.wish()).headers["Location"]
    page = browser.get(sent).content.decode()
    assert "登录“出版物管理系统”要 3 级，您现在 1 级" in page or (
        "登录“出版物管理系统”要 3 级，您现在 0 级" in page
    )
    # Kept while one tries: what did not match leads to the same page.
    tried = {"next": parse_qs(urlsplit(sent).query)["next"][0], "needed": "3"}
    again = browser.post("/level/register", tried | {"register-kind": "citizen"})
    assert again.status_code == 422 and "登录“出版物管理系统”要 3 级" in again.content.decode()
    prove(me.party, "window", account=me, by=world.cast(CITIZEN))
    page = browser.get(sent).content.decode()
    assert "登录“出版物管理系统”够了" in page and "回去接着登录" in page
    assert tried["next"].replace("&", "&amp;") in page


@pytest.mark.parametrize("asked", [
    "needed=3&next=/identity/onward?q=client_id%3Dnobody", "needed=3&next=/mine", "needed=3",
    "needed=3&next=https://evil.example/identity/onward?q=client_id",
])  # fmt: skip
def test_a_system_that_is_not_known_is_not_named(world: World, enter: Enter, asked: str) -> None:
    page = enter(Program(*a_system())).get(f"/level?{asked}").content.decode()
    assert "登录您要去的系统够了" in page and 'href="https://evil' not in page


@pytest.mark.parametrize("needed", ["", "99", "-1", "³", "<b>", "0"])
def test_a_level_that_does_not_exist_is_not_spoken_of(
    world: World, enter: Enter, needed: str
) -> None:
    answer = enter(Program(*a_system())).get("/level", {"needed": needed})
    assert answer.status_code == 200 and "系统够了" not in answer.content.decode()


def test_the_settings_lead_to_the_systems_one_is_connected_to(
    program: Program, enter: Enter
) -> None:
    browser = enter(program)
    assert f'href="{reverse("sso:connected")}"' in browser.get("/mine/settings").content.decode()
    assert "出版物管理系统" in browser.get(reverse("sso:connected")).content.decode()


# --- how lately ---


def test_without_a_session_a_silent_request_is_told_so(program: Program, world: World) -> None:
    told = came_back(Client().get(program.wish(prompt="none")))
    assert (told["error"], told["state"]) == ("login_required", "s-1")


def test_with_a_session_and_consent_a_silent_request_is_served_without_a_page(
    program: Program, enter: Enter
) -> None:
    assert "code" in came_back(enter(program).get(program.wish(prompt="none")))


def test_without_consent_a_silent_request_is_told_so(program: Program, enter: Enter) -> None:
    told = came_back(enter(program, agreed=None).get(program.wish(prompt="none")))
    assert told["error"] == "consent_required"


def test_who_signed_in_too_long_ago_is_asked_again(program: Program, enter: Enter) -> None:
    browser = enter(program)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session.save()
    told = came_back(browser.get(program.wish(max_age="600", prompt="none")))
    assert told["error"] == "login_required"
    assert "code" in came_back(browser.get(program.wish(max_age="7200")))
    sent = browser.get(program.wish(max_age="600"))
    assert sent.status_code == 302
    assert "next=%2Fidentity%2Fonward" in sent.headers["Location"]
    assert Code.objects.count() == 1


def test_prompt_login_asks_even_who_just_came_and_is_content_with_a_fresh_proof(
    program: Program, enter: Enter, world: World
) -> None:
    browser = enter(program)
    wish = program.wish(prompt="login")
    assert "sign-in" in browser.get(wish).headers["Location"] or (
        "prove" in browser.get(wish).headers["Location"]
    )
    # Whoever signs in now may go on; the same page does not ask for ever.
    browser.force_login(get_user_model().objects.get(login=CITIZEN))
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() + 1}]
    session.save()
    assert "code" in came_back(browser.get(wish))


def test_a_hint_at_somebody_else_is_not_served_with_this_one(
    program: Program, enter: Enter, world: World
) -> None:
    mine = program.redeems(program.code_by(enter(program))).json()["id_token"]
    other = next(ref for ref in world.cast.of_kind("person") if ref != CITIZEN)
    told = came_back(enter(program, other).get(program.wish(id_token_hint=mine)))
    assert told["error"] == "login_required"
    assert "code" in came_back(enter(program).get(program.wish(id_token_hint=mine)))


# --- yes or no, and what is given ---


def test_the_page_says_who_asks_what_why_and_what_is_not_given(
    program: Program, enter: Enter
) -> None:
    page = enter(program, agreed=None).get(program.wish(scope="openid profile phone"))
    text = page.content.decode()
    for said in ("出版物管理系统", "核对来办事的人是谁", "出版管理条例 第三十五条", "姓名或名称",
                 "手机号", "不会给的", "同意，继续", "不同意"):  # fmt: skip
        assert said in text, said
    party = account_of(CITIZEN).party
    assert party.name in text
    assert party.phone not in text
    assert party.number not in text


def test_consent_for_less_is_no_consent_for_more(program: Program, enter: Enter) -> None:
    browser = enter(program, agreed=("name",))
    assert "code" in came_back(browser.get(program.wish(scope="openid profile")))
    assert b"<form" in browser.get(program.wish(scope="openid profile identity")).content


def test_only_what_was_approved_asked_for_and_agreed_is_given_and_each_giving_leaves_a_trace(
    world: World, enter: Enter
) -> None:
    program = Program(*a_system(facts=["name", "phone"]))
    browser = enter(program, agreed=("name", "phone"))
    tokens = program.redeems(program.code_by(browser, scope="openid profile")).json()
    given = program.facts(tokens["access_token"]).json()
    party = account_of(CITIZEN).party
    assert given == {"sub": claims(tokens)["sub"], "name": party.name}
    wider = program.redeems(program.code_by(browser, scope="openid profile phone")).json()
    assert program.facts(wider["access_token"]).json()["phone_number"] == party.phone
    program.facts(wider["access_token"])
    looks = world.looks(party.ref)
    assert [look.what for look in looks] == ["姓名或名称、手机号", "姓名或名称"]
    assert {look.by_ref for look in looks} == {f"system:{program.system.pk}"}
    assert (looks[0].by_agency, looks[0].by_kind) == (HERE, "machine")
    assert looks[0].why == "核对来办事的人是谁（出版管理条例 第三十五条）"


def test_a_duty_is_told_once_and_then_silent(world: World, enter: Enter) -> None:
    program = Program(*a_system(consent="duty"))
    browser = enter(program, agreed=None)
    page = browser.get(program.wish()).content.decode()
    assert "知道了，继续" in page
    sealed = page.partition('name="sealed" value="')[2].partition('"')[0]
    onward = browser.post("/identity/agree", {"sealed": sealed, "answer": "yes"})
    assert onward.headers["Location"].startswith("/identity/onward?q=")
    for _ in range(2):
        assert "code" in came_back(browser.get(program.wish()))


def test_a_clerk_is_known_by_name_agency_and_posts_and_by_no_number(
    world: World, enter: Enter
) -> None:
    facts = ["name", "agency", "posts", "number", "phone"]
    program = Program(*a_system(facts=facts, consent="duty"))
    browser = enter(program, CLERK, agreed=facts)
    code = program.code_by(browser, scope="openid profile staff identity phone")
    given = program.facts(program.redeems(code).json()["access_token"]).json()
    actor = world.cast(CLERK)
    assert (given["agency"], given["posts"]) == (actor.agency, sorted(actor.posts))
    assert given["name"] == actor.name
    assert set(given) == {"sub", "name", "agency", "posts"}


def test_withdrawing_ends_what_was_given_and_asks_again_next_time(
    program: Program, enter: Enter, world: World
) -> None:
    browser = enter(program)
    tokens = program.redeems(program.code_by(browser)).json()
    page = browser.get("/mine/connected").content.decode()
    assert "出版物管理系统" in page
    answer = browser.post(f"/mine/connected/{program.system.pk}/withdraw")
    assert answer.headers["Location"] == "/mine/connected"
    assert not program.opens(tokens)
    assert program.refreshes(tokens["refresh_token"]).status_code == 400
    assert "出版物管理系统" not in browser.get("/mine/connected").content.decode()
    assert b"<form" in browser.get(program.wish()).content


# --- the end ---


def test_tokens_end_with_the_session_on_whichever_page_it_ended(
    program: Program, enter: Enter
) -> None:
    browser = enter(program)
    tokens = program.redeems(program.code_by(browser)).json()
    browser.post("/sign-out")
    assert not program.opens(tokens)
    assert program.refreshes(tokens["refresh_token"]).status_code == 400
    assert SignedIn.objects.get().ended_at is not None


def test_tokens_end_at_once_when_a_session_is_revoked_elsewhere(
    program: Program, enter: Enter
) -> None:
    browser = enter(program)
    tokens, code = program.redeems(program.code_by(browser)).json(), program.code_by(browser)
    Session.objects.all().delete()
    assert not program.opens(tokens)
    assert program.refreshes(tokens["refresh_token"]).status_code == 400
    assert program.redeems(code).status_code == 400
    assert end_sessions_that_are_gone() == 1


def test_tokens_end_when_the_account_is_closed(
    program: Program, enter: Enter, world: World
) -> None:
    tokens = program.redeems(program.code_by(enter(program))).json()
    accounts = get_user_model().objects.filter(login=CITIZEN)
    accounts.update(is_active=False)
    try:
        assert not program.opens(tokens)
        assert program.refreshes(tokens["refresh_token"]).status_code == 400
        assert end_sessions_that_are_gone() == 1
    finally:
        accounts.update(is_active=True)


def test_a_stopped_system_is_shut_that_moment(program: Program, enter: Enter) -> None:
    browser = enter(program)
    tokens = program.redeems(program.code_by(browser)).json()
    stop_system(program.system.pk, reason="换新系统", by=SECURITY_ADMIN)
    assert not program.opens(tokens)
    assert program.refreshes(tokens["refresh_token"]).status_code == 401
    assert browser.get(program.wish()).status_code == 400


def test_a_session_that_changes_its_key_keeps_its_tickets_for_the_same_person_alone(
    program: Program, enter: Enter, world: World
) -> None:
    browser = enter(program)
    tokens = program.redeems(program.code_by(browser)).json()

    def takes_a_new_key(request: Any) -> HttpResponse:
        request.session.cycle_key()
        return HttpResponse()

    def becomes_another(request: Any) -> HttpResponse:
        request.session.cycle_key()
        request.session["_auth_user_id"] = "00000000-0000-0000-0000-000000000000"
        return HttpResponse()

    assert program.opens(tokens)
    browser.cookies["onedoor"] = passes(browser, takes_a_new_key)
    assert program.opens(tokens)
    passes(browser, becomes_another)
    assert not program.opens(tokens)
    assert SignedIn.objects.get().ended_at is not None


def passes(browser: Client, page: Any) -> str:
    """Lets one request of this browser through our middleware to such a page; its key then."""
    request = RequestFactory().get("/")
    request.COOKIES["onedoor"] = browser.cookies["onedoor"].value
    request.session = SessionStore(browser.cookies["onedoor"].value)
    sign_ins_follow_sessions(page)(request)
    request.session.save()
    return str(request.session.session_key)


def test_another_person_in_the_same_browser_inherits_nothing(
    program: Program, enter: Enter, world: World
) -> None:
    browser = enter(program)
    tokens = program.redeems(program.code_by(browser)).json()
    browser.post("/sign-out")
    other = next(ref for ref in world.cast.of_kind("person") if ref != CITIZEN)
    world.cast(other)
    browser.force_login(get_user_model().objects.get(login=other))
    assert not program.opens(tokens)
    assert b"<form" in browser.get(program.wish()).content


def test_a_system_that_can_show_whose_session_it_is_need_not_ask_the_person(
    program: Program, enter: Enter
) -> None:
    browser = enter(program)
    tokens = program.redeems(program.code_by(browser)).json()
    bye = {"post_logout_redirect_uri": "https://press.example/bye", "state": "z"}
    answer = browser.get("/identity/o/logout", bye | {"id_token_hint": tokens["id_token"]})
    assert answer.headers["Location"] == "https://press.example/bye?state=z"
    assert not program.opens(tokens)


def test_without_a_hint_or_with_one_of_another_session_the_person_is_asked(
    program: Program, enter: Enter
) -> None:
    browser, elsewhere = enter(program), enter(program)
    strange = program.redeems(program.code_by(elsewhere)).json()["id_token"]
    tokens = program.redeems(program.code_by(browser)).json()
    bye = {"post_logout_redirect_uri": "https://press.example/bye",
           "client_id": program.system.pk}  # fmt: skip
    for asked in ({}, {"id_token_hint": strange}, {"id_token_hint": strange + "x"}):
        page = browser.get("/identity/o/logout", bye | asked).content.decode()
        assert "要退出登录吗" in page
        assert program.opens(tokens)
    sealed = page.partition('name="sealed" value="')[2].partition('"')[0]
    stayed = browser.post("/identity/leave", {"sealed": sealed, "answer": "no"})
    assert stayed.status_code == 302
    assert program.opens(tokens)
    gone = browser.post("/identity/leave", {"sealed": sealed, "answer": "yes"})
    assert "已退出" in gone.content.decode()
    assert 'content="0;url=https://press.example/bye"' in gone.content.decode()
    assert not program.opens(tokens)


# --- keys ---


def test_a_new_key_is_shown_before_it_signs_and_the_old_one_stays_for_its_tokens(
    program: Program, enter: Enter
) -> None:
    browser = enter(program)
    before = program.redeems(program.code_by(browser)).json()["id_token"]
    rotate_keys(by=SECURITY_ADMIN)
    shown = {key["kid"] for key in program.machine.get("/.well-known/jwks.json").json()["keys"]}
    assert len(shown) == 2
    during = program.redeems(program.code_by(browser)).json()["id_token"]
    old = jwt.get_unverified_header(before)["kid"]
    assert jwt.get_unverified_header(during)["kid"] == old
    newer = SigningKey.objects.exclude(kid=old)
    newer.update(not_before=SigningKey.objects.get(kid=old).not_before)
    SigningKey.objects.filter(kid=old).update(
        not_before=SigningKey.objects.get(kid=old).made_at.replace(year=2020)
    )
    after = program.redeems(program.code_by(browser)).json()["id_token"]
    assert jwt.get_unverified_header(after)["kid"] == newer.get().kid
    # The old one is still known: what it signed may be shown to end the session.
    answer = browser.get("/identity/o/logout", {"id_token_hint": before})
    assert "已退出" in answer.content.decode()


def test_a_key_no_longer_trusted_is_out_at_once(program: Program, enter: Enter) -> None:
    browser = enter(program)
    tokens = program.redeems(program.code_by(browser)).json()
    rotate_keys(at_once=True, by=SECURITY_ADMIN)
    (shown,) = program.machine.get("/.well-known/jwks.json").json()["keys"]
    assert shown["kid"] != jwt.get_unverified_header(tokens["id_token"])["kid"]
    assert "d" not in shown
    page = browser.get("/identity/o/logout", {"id_token_hint": tokens["id_token"]})
    assert "要退出登录吗" in page.content.decode()


def test_discovery_says_only_what_is_true(world: World) -> None:
    told = Client().get("/.well-known/openid-configuration").json()
    assert told["subject_types_supported"] == ["pairwise"]
    assert told["response_types_supported"] == ["code"]
    assert told["grant_types_supported"] == ["authorization_code", "refresh_token"]
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["backchannel_logout_session_supported"] is True
    assert told["authorization_response_iss_parameter_supported"] is True
    assert not {"registration_endpoint", "device_authorization_endpoint",
                "introspection_endpoint"} & set(told)  # fmt: skip
    for name, where in told.items():
        if name.endswith("_endpoint") or name == "jwks_uri":
            path = where.removeprefix(told["issuer"])
            assert Client().get(path).status_code != 404, name
