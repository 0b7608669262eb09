"""Every URL × every role: who is let in, who is asked to sign in, who is kept out.

What is expected follows from the door each view declares and from whose the samples in the address
are. An address with a parameter nobody gave a sample for fails the test: it asks for one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from tests.house.addresses import Address, addresses
from tests.journeys.scenery import (
    CITIZEN,
    FIRM,
    NOBODYS_ID,
    OTHER_CITIZEN,
    OTHER_FIRM,
    Scenery,
    played,
)
from tests.world import BOOKSHOP, World

from onedoor.channels.look.assets import static
from onedoor.channels.look.doors import Door
from onedoor.kernel.actors import SYSTEM
from onedoor.registers.people.actions import make_token

OURS = "press_aksu_city_"
PEOPLE = {
    "anyone": "",
    "firm": FIRM,
    "other firm": OTHER_FIRM,
    "citizen": CITIZEN,
    "other citizen": OTHER_CITIZEN,
    "window": f"{OURS}window",
    "reviewer": f"{OURS}reviewer",
    "approver": f"{OURS}approver",
    "supervisor": f"{OURS}supervisor",
    "clerk next town": "press_baicheng_window",
    "clerk elsewhere": "education_aksu_city_window",
}
PARTIES = {"firm", "other firm", "citizen", "other citizen"}
CLERKS = set(PEOPLE) - PARTIES - {"anyone"}
# A case that has gone as far as the decision has come to all of these; a new one to the first.
HANDLERS = frozenset({"window", "reviewer", "approver", "supervisor"})
AT_THE_WINDOW = frozenset({"window", "supervisor"})
UNDER_REVIEW = frozenset({"window", "reviewer", "supervisor"})

# Addresses that ask for more than their door: a post, or a program's key.
ONLY = {
    "desk:readings": {"supervisor"},
    "desk:people": {"window", "clerk next town", "clerk elsewhere"},
    "desk:worker": {"supervisor"},
    "desk:retry": {"supervisor"},
}
LET_IN, SIGN_IN, KEPT_OUT = "let in", "asked to sign in", "kept out"


@dataclass(frozen=True)
class Sample:
    """A value for a parameter, and the roles whose business it is; None is everybody's."""

    value: str
    owners: frozenset[str] | None = None


@dataclass
class Town:
    """The played city with one signed-in client for each role."""

    scenery: Scenery
    clients: dict[str, Client] = field(default_factory=dict)

    def sample(self, address: Address, parameter: str) -> Sample:
        kept = {**self._common(), **self._special(address)}
        if parameter not in kept:
            pytest.fail(f"give a sample for <{parameter}> of {address.route} in {__file__}")
        found = kept[parameter]
        return found if isinstance(found, Sample) else found()

    def _common(self) -> dict[str, Any]:
        return {
            "code": Sample(BOOKSHOP),
            "document": Sample("premises_proof"),
            "section": Sample("shop"),
            "step": Sample("visit"),
            "draft": lambda: Sample(self.scenery.draft, frozenset({"firm"})),
            "number": lambda: self._case("to-decide", HANDLERS),
            "material": lambda: Sample(self.scenery.material, HANDLERS | {"firm"}),
            "paper": lambda: Sample(str(self.scenery.paper.pk), HANDLERS | {"firm"}),
            "query_code": lambda: Sample(self.scenery.case("accepted").query_code),
            "rest": Sample("nothing/here"),
            "name": lambda: Sample(static("onedoor.css").partition("/look/")[2]),
        }

    def _special(self, address: Address) -> dict[str, Any]:
        """Where the same word means something else, or another state is called for."""
        kept: dict[str, dict[str, Any]] = {
            "portal:progress": {"code": self._common()["query_code"]},
            "portal:check-code": {"code": lambda: Sample(self.scenery.paper.check_code)},
            "portal:correct": {"number": lambda: self._case("correcting", AT_THE_WINDOW)},
            "portal:rate": {"number": lambda: self._case("closed", HANDLERS)},
            "desk:corrections": {"number": lambda: self._case("submitted", AT_THE_WINDOW)},
            "desk:accept": {"number": lambda: self._case("submitted", AT_THE_WINDOW)},
            "desk:turn-away": {"number": lambda: self._case("submitted", AT_THE_WINDOW)},
            "desk:finish": {"number": lambda: self._case("accepted", UNDER_REVIEW)},
            **{f"desk:{name}": {"party": self._person} for name in ("person", "vouch", "card")},
            "identity:end-session": {"session": Sample("999999999")},
            "mfa_remove_webauthn": {"pk": Sample("999999999")},
            "desk:material": {"id": self._common()["material"]},
            "desk:page": {"id": self._common()["material"], "number": Sample("1")},
            "desk:paper": {"id": self._common()["paper"]},
            "api:problem": {"code": Sample("not-allowed")},
            "api:read_paper": {"number": lambda: self._case("closed", HANDLERS)},
        }
        return kept.get(address.name, {})

    def _person(self) -> Sample:
        citizen = get_user_model().objects.get(login=CITIZEN)
        windows = frozenset({"window", "clerk next town", "clerk elsewhere"})
        return Sample(str(citizen.party_id), windows)

    def _case(self, state: str, handlers: frozenset[str]) -> Sample:
        return Sample(self.scenery.case(state).number, handlers | {"firm"})

    def path(self, address: Address) -> str:
        """The address with samples in it."""

        def filled(match: re.Match[str]) -> str:
            return self.sample(address, match[1]).value

        return re.sub(r"<(?:\w+:)?(\w+)>", filled, address.route)

    def owners(self, address: Address) -> set[str]:
        """The roles whose business all the samples of the address are."""
        ours = set(ONLY.get(address.name, PEOPLE))
        for parameter in address.parameters:
            owners = self.sample(address, parameter).owners
            ours &= owners if owners is not None else set(PEOPLE)
        return ours

    def expected(self, address: Address, role: str) -> str:
        admitted = {
            Door.ANYONE: set(PEOPLE),
            Door.PARTY: PARTIES,
            Door.STAFF: CLERKS,
            Door.SIGNED_IN: PARTIES | CLERKS,
            Door.MACHINE: set(),
        }[Door(address.door)]
        if role in admitted & self.owners(address):
            return LET_IN
        if role == "anyone" and address.door != Door.MACHINE:
            return SIGN_IN
        return KEPT_OUT


def outcome(response: Any) -> str:
    if response.status_code == 302 and response.headers["Location"].startswith("/sign-in?next="):
        return SIGN_IN
    if response.status_code in (401, 403, 404):
        return KEPT_OUT
    return LET_IN


@pytest.fixture(scope="module")
def town(_registers: World, django_db_blocker: Any) -> Iterator[Town]:
    with django_db_blocker.unblock(), played(_registers) as scenery:
        accounts = get_user_model().objects
        town = Town(scenery)
        for role, login in PEOPLE.items():
            town.clients[role] = Client(raise_request_exception=False)
            if login:
                scenery.world.cast(login)
                town.clients[role].force_login(accounts.get(login=login))
        yield town


ALL = list(addresses("onedoor.site.urls"))
NAMING = [each for each in ALL if each.parameters and each.name not in ("api:", "look:asset")]


def each_of(known: list[Address]) -> Any:
    return pytest.mark.parametrize("address", known, ids=[one.name or one.route for one in known])


@each_of(ALL)
def test_each_role_is_let_in_or_not_as_declared(town: Town, address: Address) -> None:
    path = town.path(address)
    answers = {role: client.get(path) for role, client in town.clients.items()}
    assert [role for role, answer in answers.items() if answer.status_code >= 500] == []
    # What answers to POST alone says so to anybody, or not at all.
    found = {role: outcome(a) for role, a in answers.items() if a.status_code != 405}
    # The catch-all of the API knows nothing for anybody.
    if address.name != "api:":
        assert found == {role: town.expected(address, role) for role in found}


@each_of(ALL)
def test_who_is_not_let_in_cannot_send_anything_either(town: Town, address: Address) -> None:
    path = town.path(address)
    for role, client in town.clients.items():
        expected = town.expected(address, role)
        if expected == LET_IN:
            continue
        answer = client.post(path, {"signed": "yes", "send": "1", "do": "sign"})
        assert answer.status_code in (302, 401, 403, 404, 405), (role, answer.status_code)
        if answer.status_code == 302:
            assert outcome(answer) == SIGN_IN, role


@each_of(ALL)
def test_a_form_without_our_token_is_refused(town: Town, address: Address) -> None:
    careful = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for role, client in town.clients.items():
        if town.expected(address, role) != LET_IN:
            continue
        careful.cookies = client.cookies
        answer = careful.post(town.path(address), {"login": "x"})
        # Programs carry a key instead of a cookie; there a session is nothing.
        exempt = getattr(address.view, "csrf_exempt", False) and address.name.startswith("api:")
        wanted = (401, 404, 405) if exempt else (403, 405)
        assert answer.status_code in wanted, (role, answer.status_code)


@each_of(NAMING)
def test_what_does_not_exist_is_not_found_for_anybody(town: Town, address: Address) -> None:
    nothing = {
        "draft": NOBODYS_ID, "party": NOBODYS_ID,
        "material": NOBODYS_ID, "paper": NOBODYS_ID, "id": NOBODYS_ID,
        "int:number": "999", "int:session": "999999999", "int:pk": "999999999",
    }  # fmt: skip
    path = re.sub(
        r"<((?:\w+:)?(\w+))>",
        lambda match: nothing.get(match[1], nothing.get(match[2], "NOBODY0S")),
        address.route,
    )
    for role, client in town.clients.items():
        answer = client.get(path)
        assert answer.status_code in (302, 401, 403, 404, 405), (role, answer.status_code)


def test_a_new_parameter_asks_for_a_sample(town: Town) -> None:
    address = Address("/new/<slug:thing>", "portal:new", lambda request: None, ("thing",))
    with pytest.raises(pytest.fail.Exception, match="<thing>"):
        town.path(address)


@pytest.mark.parametrize(("whose", "status"), [(FIRM, 200), (OTHER_FIRM, 404), (CITIZEN, 404)])
def test_a_program_reaches_the_cases_of_its_party_alone(
    town: Town, whose: str, status: int
) -> None:
    key = _key_of(whose)
    for name in ("api:read_application", "api:list_documents", "api:read_paper"):
        (address,) = (each for each in ALL if each.name == name)
        answer = Client().get(town.path(address), headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == status, name


def test_a_program_with_no_key_or_a_wrong_one_is_asked_for_one(town: Town) -> None:
    (address,) = (each for each in ALL if each.name == "api:read_application")
    for headers in ({}, {"Authorization": "Bearer od_nobody"}):
        answer = Client().get(town.path(address), headers=headers)
        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_key_of_a_clerk_opens_nothing(town: Town) -> None:
    (address,) = (each for each in ALL if each.name == "api:read_application")
    key = _key_of(PEOPLE["window"])
    answer = Client().get(town.path(address), headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code in (401, 403)


def _key_of(login: str) -> str:
    account = get_user_model().objects.get(login=login)
    return make_token(account, label="test", by=SYSTEM)


def test_signing_in_leads_back_to_the_page_one_was_at_and_nowhere_else(town: Town) -> None:
    from onedoor.site.city import PASSWORD

    at = reverse("portal:mine")
    for wanted, reached in ((at, at), ("https://elsewhere.example/", at), ("//elsewhere", at)):
        answer = Client().post(
            reverse("identity:sign-in"),
            {"login": FIRM, "password": PASSWORD, "next": wanted},
        )
        assert (answer.status_code, answer.headers["Location"]) == (302, reached)
