"""What thieves try at the token endpoint and with addresses; after each, what they have got."""

import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from tests.channels.identity.person import without_looks
from tests.channels.identity.sso.programs import CALLBACK, Program, came_back
from tests.channels.identity.sso.systems import CITIZEN, a_system
from tests.world import World

from onedoor.kernel.models import Entry
from onedoor.registers.systems.actions import consent
from onedoor.registers.systems.models import Code, SignedIn, Ticket

Signed = Callable[..., Client]


@pytest.fixture
def program(world: World) -> Program:
    return Program(*a_system())


@pytest.fixture
def signed_in(world: World) -> Signed:
    """A browser of this person, who has agreed to the program already."""

    def open_browser(program: Program, who: str = CITIZEN) -> Client:
        world.cast(who)
        account = get_user_model().objects.get(login=who)
        consent(account, program.system.pk, ["name", "number", "phone"], by=world.cast(who))
        browser = Client()
        browser.force_login(account)
        return browser

    return open_browser


def recorded(name: str) -> list[Any]:
    return [entry.body for entry in Entry.objects.filter(name=name)]


def at_once(bring: Callable[[], Any], times: int) -> list[Any]:
    """What each of so many threads gets, all beginning in the same moment."""
    answers: list[Any] = []
    begin = threading.Barrier(times)

    def run() -> None:
        begin.wait()
        answers.append(bring())
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


# --- codes ---


def test_a_code_used_twice_gives_nothing_and_takes_back_what_it_gave(
    program: Program, signed_in: Signed
) -> None:
    code = program.code_by(signed_in(program))
    tokens = program.redeems(code).json()
    assert program.opens(tokens)
    again = program.redeems(code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert not program.opens(tokens)
    assert program.refreshes(tokens["refresh_token"]).status_code == 400
    assert recorded("tickets.revoked")[0]["reason"] == "code-replayed"


def test_of_many_who_bring_one_code_at_once_one_at_most_is_served(
    program: Program, signed_in: Signed
) -> None:
    code = program.code_by(signed_in(program))
    answers = [each.status_code for each in at_once(lambda: program.redeems(code), 6)]
    assert sorted(answers) == [200, 400, 400, 400, 400, 400]
    assert Ticket.objects.count() == 2


def test_a_code_injected_into_the_session_of_a_thief_is_worth_nothing_there(
    program: Program, signed_in: Signed
) -> None:
    """The thief has the code, and even the system's own server redeems it, with the thief's
    verifier: the code is bound to the browser it began in."""
    code = program.code_by(signed_in(program))
    thief = Program(program.system, program.secret)
    for verifier in (thief.verifier, "", None, "short"):
        answer = thief.redeems(code, code_verifier=verifier)
        assert answer.status_code == 400, verifier
    assert Ticket.objects.count() == 0
    assert program.redeems(code).status_code == 200


def test_a_code_is_worth_nothing_to_another_system(program: Program, signed_in: Signed) -> None:
    code = program.code_by(signed_in(program))
    other = Program(*a_system(name="别的系统"), verifier=program.verifier)
    assert other.redeems(code).json()["error"] == "invalid_grant"
    assert Ticket.objects.count() == 0
    assert program.redeems(code).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://press.example/callback/"},
        {"redirect_uri": None},
        {"client_secret": "wrong"},
        {"client_secret": None},
        {"client_secret": ""},
        {"client_id": "nobody"},
        {"grant_type": "password", "username": CITIZEN, "password": "x"},
        {"grant_type": "client_credentials"},
        {"grant_type": "implicit"},
    ],
    ids=str,
)
def test_a_code_with_anything_else_wrong_gives_no_token(
    program: Program, signed_in: Signed, changes: dict[str, Any]
) -> None:
    code = program.code_by(signed_in(program))
    answer = program.redeems(code, **changes)
    assert answer.status_code in (400, 401)
    assert "access_token" not in answer.json()
    assert Ticket.objects.count() == 0


def test_a_code_that_grew_old_is_worth_nothing(program: Program, signed_in: Signed) -> None:
    code = program.code_by(signed_in(program))
    held = Code.objects.get()
    Code.objects.update(until=held.made_at)
    assert program.redeems(code).json()["error"] == "invalid_grant"


# --- refresh tokens ---


def test_a_stolen_refresh_token_ends_the_family_whoever_comes_first(
    program: Program, signed_in: Signed
) -> None:
    first = program.redeems(program.code_by(signed_in(program))).json()
    stolen = first["refresh_token"]
    second = program.refreshes(stolen).json()
    assert program.opens(second)
    # The thief, or the owner after the thief: nobody can tell, so both are out.
    assert program.refreshes(stolen).json()["error"] == "invalid_grant"
    assert not program.opens(second)
    assert not program.opens(first)
    assert program.refreshes(second["refresh_token"]).json()["error"] == "invalid_grant"
    assert "refresh-token-reused" in [each["reason"] for each in recorded("tickets.revoked")]


def test_of_many_who_bring_one_refresh_token_at_once_one_is_served_and_then_none(
    program: Program, signed_in: Signed
) -> None:
    token = program.redeems(program.code_by(signed_in(program))).json()["refresh_token"]
    answers = at_once(lambda: program.refreshes(token), 4)
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]
    (served,) = (answer.json() for answer in answers if answer.status_code == 200)
    assert not program.opens(served)
    assert program.refreshes(served["refresh_token"]).status_code == 400


def test_a_refresh_token_is_worth_nothing_to_another_system_and_is_not_lost(
    program: Program, signed_in: Signed
) -> None:
    tokens = program.redeems(program.code_by(signed_in(program))).json()
    other = Program(*a_system(name="别的系统"))
    assert other.refreshes(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert other.machine.post(
        "/identity/o/api/revoke",
        {"token": tokens["access_token"], "client_id": other.system.pk,
         "client_secret": other.secret},
    ).status_code == 200  # fmt: skip
    assert program.opens(tokens)
    assert program.refreshes(tokens["refresh_token"]).status_code == 200


def test_refreshing_never_widens_what_was_agreed(program: Program, signed_in: Signed) -> None:
    tokens = program.redeems(program.code_by(signed_in(program), scope="openid")).json()
    wider = program.refreshes(tokens["refresh_token"], scope="openid profile identity")
    assert wider.json()["error"] == "invalid_scope"


def test_an_access_token_is_no_refresh_token_nor_the_other_way_round(
    program: Program, signed_in: Signed
) -> None:
    tokens = program.redeems(program.code_by(signed_in(program))).json()
    assert program.refreshes(tokens["access_token"]).status_code == 400
    assert program.facts(tokens["refresh_token"]).status_code == 401
    shown = program.machine.get(f"/identity/o/api/userinfo?access_token={tokens['access_token']}")
    assert shown.status_code == 401


# --- addresses ---

CROOKED = [
    "https://evil.example/callback",
    "https://press.example.evil.example/callback",
    "https://press.example/callback/../evil",
    "https://press.example/callback?next=https://evil.example",
    "https://press.example/callback#x",
    "https://press.example:444/callback",
    "http://press.example/callback",
    "https://press.example@evil.example/callback",
    "https://PRESS.example/callback",
    "https://press.example/callback%2f",
    "https://press.example\\@evil.example/callback",
    "//evil.example/callback",
    "javascript:alert(1)",
    "",
]


@pytest.mark.parametrize("address", CROOKED)
def test_nobody_is_sent_to_an_address_that_was_not_registered(
    program: Program, signed_in: Signed, address: str
) -> None:
    answer = signed_in(program).get(program.wish(redirect_uri=address))
    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert "evil" not in without_looks(answer.content.decode())
    assert Code.objects.count() == 0


def test_an_error_is_never_carried_to_an_address_that_was_not_registered(
    program: Program, signed_in: Signed
) -> None:
    wishes = ({"scope": "all"}, {"response_type": "token"}, {"prompt": "none"},
              {"code_challenge": None})  # fmt: skip
    for wish in wishes:
        answer = signed_in(program).get(
            program.wish(redirect_uri="https://evil.example/callback", **wish)
        )
        assert (answer.status_code, "Location" in answer.headers) == (400, False), wish


@pytest.mark.parametrize("address", [one for one in CROOKED if one] + [CALLBACK])
def test_nobody_is_sent_to_a_strange_address_after_signing_out(
    program: Program, signed_in: Signed, address: str
) -> None:
    browser = signed_in(program)
    tokens = program.redeems(program.code_by(browser)).json()
    for asked in (
        {"id_token_hint": tokens["id_token"]}, {"client_id": program.system.pk}, {},
    ):  # fmt: skip
        answer = browser.get("/identity/o/logout", asked | {"post_logout_redirect_uri": address})
        assert (answer.status_code, "Location" in answer.headers) == (400, False)
    assert SignedIn.objects.get().ended_at is None


def test_the_page_between_leads_to_our_own_address_whatever_it_is_told(world: World) -> None:
    for told in ("https://evil.example", "//evil.example", "/x?redirect_uri=https://evil.example",
                 "javascript:alert(1)"):  # fmt: skip
        answer = Client().get("/identity/onward", {"q": told})
        assert b'content="0;url=/identity/o/authorize?' in answer.content


# --- requests ---


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "id_token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unauthorized_client"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": "openid everything"}, "invalid_scope"),
        ({"scope": "openid staff"}, "invalid_scope"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"request": "eyJhbGciOiJub25lIn0."}, "request_not_supported"),
        ({"request_uri": "https://evil.example/r"}, "request_uri_not_supported"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
    ],
    ids=str,
)
def test_a_wrong_request_goes_back_with_an_error_and_no_code(
    program: Program, signed_in: Signed, wish: dict[str, Any], error: str
) -> None:
    told = came_back(signed_in(program).get(program.wish(**wish)))
    assert (told["error"], told["state"]) == (error, "s-1")
    assert told["iss"].startswith("http")
    assert Code.objects.count() == 0


def test_a_form_from_a_system_is_asked_again_by_a_link_and_by_nothing_else(
    program: Program, signed_in: Signed
) -> None:
    """OpenID Connect Core 3.1.2.1: GET and POST; a strange form brings no session of ours."""
    browser = signed_in(program)
    for path in ("/identity/o/authorize", "/identity/o/logout"):
        answer = Client(enforce_csrf_checks=True).post(path, {"client_id": "https://evil.example"})
        assert answer.headers["Location"] == f"{path}?client_id=https%3A%2F%2Fevil.example"
    asked = browser.post("/identity/o/authorize", dict(parse_qsl(program.wish().partition("?")[2])))
    assert "code" in came_back(browser.get(asked.headers["Location"]))


def test_a_parameter_given_twice_is_refused(program: Program, signed_in: Signed) -> None:
    answer = signed_in(program).get(
        program.wish() + "&redirect_uri=https%3A%2F%2Fevil.example%2Fcallback"
    )
    assert (answer.status_code, "Location" in answer.headers) == (400, False)


def test_a_system_that_is_not_approved_gets_nobody_in(world: World, signed_in: Signed) -> None:
    program = Program(*a_system(approve=False))
    browser = Client()
    world.cast(CITIZEN)
    browser.force_login(get_user_model().objects.get(login=CITIZEN))
    assert browser.get(program.wish()).status_code == 400
    assert program.redeems("anything").status_code == 401


def test_agreeing_needs_the_page_that_was_shown_and_the_person_it_was_shown_to(
    world: World, program: Program
) -> None:
    world.cast(CITIZEN)
    world.cast("erkin") if "erkin" in world.cast.people else None
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(get_user_model().objects.get(login=CITIZEN))
    page = careful.get(program.wish()).content.decode()
    sealed = page.partition('name="sealed" value="')[2].partition('"')[0]
    assert sealed
    # A page of somebody else makes the browser post it.
    assert careful.post("/identity/agree", {"sealed": sealed, "answer": "yes"}).status_code == 403
    # Another person's browser.
    other = Client()
    login = next(each for each in world.cast.people if each != CITIZEN)
    world.cast(login)
    other.force_login(get_user_model().objects.get(login=login))
    for told in (sealed, "", sealed + "x"):
        assert other.post("/identity/agree", {"sealed": told, "answer": "yes"}).status_code == 400
    assert recorded("consent.given") == []


def test_a_no_goes_back_as_a_no(world: World, program: Program) -> None:
    world.cast(CITIZEN)
    browser = Client()
    browser.force_login(get_user_model().objects.get(login=CITIZEN))
    page = browser.get(program.wish()).content.decode()
    sealed = page.partition('name="sealed" value="')[2].partition('"')[0]
    answer = browser.post("/identity/agree", {"sealed": sealed, "answer": "no"})
    assert "https://press.example/callback?error=access_denied&amp;state=s-1" in (
        answer.content.decode()
    )
    assert Code.objects.count() == 0
    assert recorded("consent.given") == []
