"""Hostile use: each test attacks, and nothing moves."""

import re
import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import get_hasher
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests.channels.identity.person import (
    Person,
    code_for,
    messages,
    solved,
    waited,
    without_looks,
    words_of,
)
from tests.world import World

from onedoor.channels.guarding import actions
from onedoor.channels.guarding.limits import EVERYWHERE, ON_ACCOUNT
from onedoor.channels.guarding.models import Tally
from onedoor.channels.guarding.queries import counted
from onedoor.kernel.actors import ANYONE
from onedoor.kernel.time import now, travel
from onedoor.registers.people.actions import join
from onedoor.registers.people.queries import account_called, account_reached_by
from onedoor.site.city import PASSWORD

MINUTE = timedelta(minutes=1)

KNOWN, UNKNOWN = "13899980001", "13899980002"
EVIL = (
    "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example",
    "javascript:alert(1)", "https:evil.example", "/\t/evil.example", "///evil.example",
    "http://testserver@evil.example/", "evil.example", " //evil.example",
    "/%0d%0aSet-Cookie:a=b\r\nb",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _people(world: World) -> None:
    world.cast("ayigul")


def guess(person: Person, login: str, password: str = "a wrong password", **more: Any) -> Any:
    return person.client.post("/sign-in", {"login": login, "password": password, **more})


def a_known_telephone() -> None:
    if account_reached_by(phone=f"+86{KNOWN}") is None:
        join("艾合买提", phone=f"+86{KNOWN}", by=ANYONE)


# ---- session fixation


def test_a_session_planted_before_signing_in_is_worth_nothing_afterwards() -> None:
    victim = Person()
    victim.sends("/sign-in", login="13899980011", by="code")
    planted = victim.session
    assert planted, "the code is bound to a session, so there is one to plant"
    victim.client.post("/sign-in/code", {"code": code_for("13899980011")})
    victim.client.post("/sign-up", {"name": "艾合买提"})
    assert victim.is_in and victim.session != planted
    thief = Person()
    thief.client.cookies["onedoor"] = planted
    assert not thief.is_in


def test_signing_in_by_password_takes_a_new_session_too() -> None:
    victim = Person()
    victim.sends("/sign-in", login="13899980012", by="code")
    planted = victim.session
    guess(victim, "ayigul", PASSWORD)
    thief = Person()
    thief.client.cookies["onedoor"] = planted
    assert victim.is_in and not thief.is_in


def test_the_cookie_of_a_session_is_out_of_reach_of_scripts_and_of_other_sites() -> None:
    answer = guess(Person(), "ayigul", PASSWORD)
    cookie = answer.cookies["onedoor"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_behind_https_the_cookie_goes_by_https_alone(settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    assert guess(Person(), "ayigul", PASSWORD).cookies["onedoor"]["secure"]


def test_signing_out_ends_the_session_itself_not_only_the_cookie() -> None:
    person = Person()
    guess(person, "ayigul", PASSWORD)
    stolen = person.session
    person.client.post("/sign-out")
    thief = Person()
    thief.client.cookies["onedoor"] = stolen
    assert not thief.is_in


# ---- enumeration


def shape(answer: Any, *names: str) -> tuple[int, str, str]:
    """What an attacker sees, without what they typed themselves and what is new each time."""
    text = answer.content.decode()
    for name in names:
        text = text.replace(name, "X")
    text = re.sub(r'(value|data-challenge)="[^"]*"', r'\1=""', text)
    return answer.status_code, answer.headers.get("Location", ""), text


def work(act: Any) -> tuple[Any, int, list[str]]:
    """The answer, how often a password was hashed, and which statements ran."""
    hashed: list[int] = []
    kind: Any = type(get_hasher())
    encode = kind.encode

    def counting(self: Any, *given: Any, **more: Any) -> str:
        hashed.append(1)
        return encode(self, *given, **more)

    kind.encode = counting
    try:
        with CaptureQueriesContext(connection) as asked:
            answer = act()
    finally:
        kind.encode = encode
    kinds = [" ".join(each["sql"].split()[:3]) for each in asked.captured_queries]
    return answer, len(hashed), kinds


def test_a_wrong_password_tells_nothing_of_whether_the_account_exists() -> None:
    guess(Person(), "the first of the day begins the counts of address and site")
    known, hashed, asked = work(lambda: guess(Person(), "ayigul"))
    unknown, hashed_too, asked_too = work(lambda: guess(Person(), "zzzzzz"))
    assert shape(known, "ayigul") == shape(unknown, "zzzzzz")
    assert hashed == hashed_too == 1
    assert Counter(asked) == Counter(asked_too)


def test_a_telephone_with_no_account_takes_as_long_with_a_wrong_password() -> None:
    a_known_telephone()
    known, hashed, _asked = work(lambda: guess(Person("10.1.1.1"), KNOWN))
    unknown, hashed_too, _too = work(lambda: guess(Person("10.1.1.2"), UNKNOWN))
    assert shape(known, KNOWN) == shape(unknown, UNKNOWN)
    assert hashed == hashed_too == 1


def test_asking_for_a_code_looks_and_works_the_same_for_known_and_unknown() -> None:
    a_known_telephone()
    told = len(messages(f"+86{KNOWN}"))
    one, other = Person("10.1.1.3"), Person("10.1.1.4")
    known, _n, asked = work(lambda: one.sends("/sign-in", login=KNOWN, by="code"))
    unknown, _n, asked_too = work(lambda: other.sends("/sign-in", login=UNKNOWN, by="code"))
    assert shape(known) == shape(unknown) == (302, "/sign-in/code", "")
    assert Counter(asked) == Counter(asked_too)
    pages = [
        shape(each.opens("/sign-in/code"), KNOWN, UNKNOWN, "0001", "0002") for each in (one, other)
    ]
    assert pages[0] == pages[1]
    # Both were really sent, with the same words.
    words = [re.sub(r"\d{6}", "", messages(f"+86{each}")[-1]) for each in (KNOWN, UNKNOWN)]
    assert len(messages(f"+86{KNOWN}")) == told + 1 and words[0] == words[1]


def test_joining_with_a_telephone_that_is_known_says_nothing_on_the_page() -> None:
    a_known_telephone()
    known = Person().sends("/sign-up", login=KNOWN)
    unknown = Person().sends("/sign-up", login=UNKNOWN)
    assert shape(known) == shape(unknown) == (302, "/sign-in/code", "")


def test_a_wrong_code_tells_nothing_of_the_account_either() -> None:
    a_known_telephone()
    seen = []
    for contact in (KNOWN, UNKNOWN):
        person = Person()
        person.sends("/sign-in", login=contact, by="code")
        answer = person.client.post("/sign-in/code", {"code": "no"})
        seen.append(shape(answer, contact, "0001", "0002"))
    assert seen[0] == seen[1]


def test_locks_close_for_accounts_that_do_not_exist_too() -> None:
    for login in ("ayigul", "nobody-at-all"):
        for _try in range(ON_ACCOUNT.most):
            actions.count(ON_ACCOUNT, f"login:{login}")
    seen = []
    for login in ("ayigul", "nobody-at-all"):
        person = Person()
        page = guess(person, login).content.decode()
        answer = guess(person, login, proof=solved(page))
        seen.append(shape(answer, login))
    assert seen[0] == seen[1] and seen[0][0] == 429


# ---- brute force


def test_after_three_wrong_passwords_the_next_one_must_be_worked_for() -> None:
    for _try in range(ON_ACCOUNT.easy):
        guess(Person(), "ayigul")
    person = Person()
    # Not even the right password helps who does not work.
    refused = guess(person, "ayigul", PASSWORD)
    assert refused.status_code == 422 and not person.is_in
    answer = guess(person, "ayigul", PASSWORD, proof=solved(refused.content.decode()))
    assert answer.status_code == 302 and person.is_in


def test_a_tenth_wrong_password_locks_and_says_until_when_and_what_else_to_do() -> None:
    for _try in range(ON_ACCOUNT.most):
        actions.count(ON_ACCOUNT, "login:ayigul")
    person = Person()
    page = guess(person, "ayigul").content.decode()
    answer = guess(person, "ayigul", PASSWORD, proof=solved(page))
    words = words_of(answer)
    assert answer.status_code == 429 and not person.is_in
    assert re.search(r"要等到 \d\d:\d\d 以后", words)
    ways = answer.content.decode().partition('id="ways"')[2].partition("</section>")[0]
    assert ways.count("<li>") >= 4
    with travel(now() + ON_ACCOUNT.span):
        page = person.opens("/sign-in").content.decode()
        assert guess(person, "ayigul", PASSWORD, proof=solved(page)).status_code == 302


def test_one_guess_on_each_of_many_accounts_from_many_addresses_is_noticed() -> None:
    for n in range(EVERYWHERE.easy):
        actions.count(EVERYWHERE, "")
        if n % 50 == 0:
            guess(Person(f"10.9.0.{n % 250}"), f"account-{n}")
    fresh = Person("203.0.113.7")
    answer = guess(fresh, "gulnur")
    assert answer.status_code == 422 and "再等" in words_of(answer)
    assert "data-challenge" in answer.content.decode()


def test_many_accounts_from_one_address_are_noticed() -> None:
    for n in range(5):
        guess(Person("10.7.7.7"), f"account-{n}")
    assert "再等" in words_of(guess(Person("10.7.7.7"), "another"))
    assert "再等" not in words_of(guess(Person("10.7.7.8"), "another"))


def test_an_address_is_not_what_a_stranger_writes_into_a_header() -> None:
    for n in range(5):
        person = Person("10.7.7.7", X_FORWARDED_FOR=f"198.51.100.{n}")
        person.client.post(
            "/sign-in", {"login": f"account-{n}", "password": "x"},
            headers={"X-Forwarded-For": f"198.51.100.{n}"},
        )  # fmt: skip
    assert "再等" in words_of(guess(Person("10.7.7.7"), "another"))


def test_guesses_sent_at_the_same_moment_are_all_counted() -> None:
    def strike() -> None:
        try:
            for _n in range(5):
                actions.count(ON_ACCOUNT, "login:raced")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=strike) for _n in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert counted(ON_ACCOUNT, "login:raced").n == 30


def test_a_code_is_not_guessed_by_going_back_to_an_older_state_of_the_session() -> None:
    from django.contrib.sessions.models import Session

    person = Person()
    person.sends("/sign-in", login="13899980021", by="code")
    code = code_for("13899980021")
    wrong = "000000" if code != "000000" else "111111"
    kept = Session.objects.get(session_key=person.session)
    for _try in range(3):
        person.client.post("/sign-in/code", {"code": wrong})
        kept.save()  # as if the guesses had all read the session before any was counted
    answer = person.client.post("/sign-in/code", {"code": code})
    assert answer.status_code == 422 and not person.is_in


def test_a_second_code_comes_only_after_a_minute_and_not_without_end() -> None:
    person = Person()
    assert person.sends("/sign-in", login="13899980031", by="code").status_code == 302
    again = person.sends("/sign-in", login="13899980031", by="code")
    assert again.status_code == 429 and "以后才能再发" in words_of(again)
    assert len(messages("+8613899980031")) == 1
    start = now()
    for turn in range(1, 8):
        # Two minutes: the clock runs on in each, and one try may be quicker than the one before.
        with travel(start + turn * 2 * MINUTE):
            person.sends("/sign-in", login="13899980031", by="code")
    assert len(messages("+8613899980031")) == 5


# ---- the challenge


def test_a_code_is_not_sent_to_who_does_not_work() -> None:
    person = Person()
    answer = person.sends("/sign-in", works=False, login="13899980041", by="code")
    assert answer.status_code == 422 and "再等" in words_of(answer)
    assert messages("+8613899980041") == []


def test_a_solved_challenge_opens_once() -> None:
    person = Person()
    proof = solved(person.opens("/sign-in").content.decode())
    first = person.client.post("/sign-in", {"login": "13899980051", "by": "code", "proof": proof})
    second = person.client.post("/sign-in", {"login": "13899980052", "by": "code", "proof": proof})
    assert (first.status_code, second.status_code) == (302, 422)
    assert messages("+8613899980052") == []


def test_a_challenge_of_ones_own_making_opens_nothing() -> None:
    import base64
    import hashlib
    import json

    challenge = hashlib.sha256(b"salt&7").hexdigest()
    forged = {
        "algorithm": "SHA-256",
        "challenge": challenge,
        "number": 7,
        "salt": "salt&",
        "signature": "0" * 64,
    }
    proof = base64.b64encode(json.dumps(forged).encode()).decode()
    for bad in (proof, "nonsense", "e30=", "W10=", "eyJhIjoxfQ==", "bnVsbA=="):
        answer = Person().client.post(
            "/sign-in", {"login": "13899980061", "by": "code", "proof": bad}
        )
        assert answer.status_code == 422
    assert messages("+8613899980061") == []


def test_a_challenge_grows_old() -> None:
    person = Person()
    with travel(now() - 120 * MINUTE):
        page = person.opens("/sign-in").content.decode()
    proof = solved(page)
    answer = person.client.post("/sign-in", {"login": "13899980071", "by": "code", "proof": proof})
    assert answer.status_code == 422


def test_without_script_waiting_does_instead_once_and_not_for_a_whole_army() -> None:
    start = now()
    sent = []
    for n in range(25):
        person = Person("10.3.3.3")
        with travel(start):
            moment = waited(person.opens("/sign-in").content.decode())
        form = {"login": f"138999810{n:02}", "by": "code", "waited": moment}
        with travel(start + MINUTE / 3):
            sent.append(person.client.post("/sign-in", form).status_code)
            assert (
                person.client.post("/sign-in", form | {"login": "13899980082"}).status_code == 422
            )
    assert sent.count(302) <= 20 and sent[0] == 302 and sent[-1] == 422


def test_who_is_too_early_is_told_how_long_and_waits_no_longer_than_that() -> None:
    person = Person()
    start = now()
    with travel(start):
        moment = waited(person.opens("/sign-in").content.decode())
    form = {"login": "13899980091", "by": "code", "waited": moment}
    with travel(start + MINUTE / 6):
        early = person.client.post("/sign-in", form)
    assert re.search(r"再等 (9|10|11) 秒", words_of(early))
    assert waited(early.content.decode()) == moment
    assert 'value="13899980091"' in early.content.decode()
    with travel(start + MINUTE / 2):
        assert person.client.post("/sign-in", form).status_code == 302


# ---- open redirect


@pytest.mark.parametrize("wanted", EVIL)
def test_no_way_of_signing_in_leads_to_another_site(wanted: str) -> None:
    by_password = guess(Person(), "ayigul", PASSWORD, next=wanted)
    assert by_password.url == "/mine"
    person = Person()
    person.client.force_login(account_called("ayigul"))
    at_once = person.client.get("/sign-in", {"next": wanted})
    assert at_once.url == "/mine"
    page = Person().client.get("/sign-in", {"next": wanted}).content.decode()
    assert 'name="next"' not in page and "evil" not in without_looks(page)


@pytest.mark.parametrize("wanted", EVIL)
def test_no_code_and_no_fresh_proof_leads_to_another_site(wanted: str) -> None:
    Tally.objects.all().delete()
    person = Person()
    entered = person.enters_by_code("13899980095", onward=wanted)
    assert entered.url in ("/sign-up", "/mine")
    if entered.url == "/sign-up":
        assert person.client.post("/sign-up", {"name": "Ada"}).url == "/mine"
    proving = Person()
    guess(proving, "ayigul", PASSWORD)
    given = {"by": "password", "password": PASSWORD, "next": wanted}
    assert proving.client.post("/account/prove", given).url == "/account/security"
    answer = proving.client.post("/account/no-offer", {"next": wanted})
    assert answer.url == "/account/security"
