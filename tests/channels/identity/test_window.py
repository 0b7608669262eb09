"""A person without a telephone: a named clerk sees the document, a printed card opens the door."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.channels.identity.person import Person, words_of
from tests.world import World

from onedoor.kernel.actors import ANYONE
from onedoor.kernel.record import entries_of
from onedoor.registers.people.actions import join
from onedoor.registers.people.cards import is_card, new_card
from onedoor.registers.people.models import Account, Party, Proof
from onedoor.registers.people.queries import account_called, assurance_of

WINDOW = "press_aksu_city_window"


def a_citizen_number(serial: int) -> str:
    from onedoor.kernel.codes.checks import iso7064_mod11_2

    body = f"65290119600101{serial:03}"
    return body + iso7064_mod11_2(body)


_SERIALS = iter(range(1, 999))


@pytest.fixture
def document() -> dict[str, str]:
    number = a_citizen_number(next(_SERIALS))
    return {
        "number_kind": "citizen",
        "number": number,
        "name": "吐尔逊·买买提",
        "country": "",
        "account": "",
    }


@pytest.fixture
def window(world: World) -> Client:
    world.cast(WINDOW)
    client = Client()
    client.force_login(account_called(WINDOW))
    return client


def known(document: dict[str, str]) -> Party:
    from onedoor.registers.people.numbers import index_of

    return Party.objects.get(number_index=index_of("citizen", document["number"]))


def a_card(window: Client, document: dict[str, str]) -> tuple[str, str, Any]:
    """Number, secret and page of a card the window has just given."""
    page = window.post("/desk/people/", document)
    assert page.status_code == 302, words_of(page)
    answer = window.post(f"{page.url}card")
    found = re.findall(r'class="number"><bdi dir="ltr">([\d ]+)</bdi>', answer.content.decode())
    number, secret = (re.sub(r"\s", "", each) for each in found)
    return number, secret, answer


def test_a_person_without_a_telephone_gets_in_with_a_card(
    window: Client, document: dict[str, str]
) -> None:
    number, secret, page = a_card(window, document)
    assert is_card(number) and len(secret) == 12
    assert "<svg" in page.content.decode() and page.headers["Cache-Control"].count("no-store")
    person = Person("203.0.113.99")
    typed = " ".join(number[n : n + 4] for n in range(0, 16, 4))
    step = person.sends("/sign-in", login=typed, by="code")
    assert "填写密码" in words_of(step)
    grouped = " ".join(secret[n : n + 4] for n in range(0, 12, 4))
    answer = person.client.post("/sign-in", {"login": typed, "password": grouped})
    assert answer.url == "/mine" and person.is_in
    assert "吐尔逊·买买提" in words_of(person.opens("/mine"))
    account = account_called(number)
    assert account and assurance_of(account) == 3


def test_the_record_names_the_clerk_who_vouched(
    world: World, window: Client, document: dict[str, str]
) -> None:
    a_card(window, document)
    party, clerk = known(document), account_called(WINDOW)
    assert clerk
    proof = Proof.objects.get(party=party, way="window")
    assert (proof.by_name, proof.by_ref) == (clerk.name, f"account:{clerk.pk}")
    told = entries_of(f"party:{party.ref}")
    assert {entry.name for entry in told} == {"party.kept", "account.card-issued", "party.proven"}
    assert document["number"] not in str([entry.body for entry in told])
    looks = world.looks(party.ref)
    assert looks and {look.by_name for look in looks} == {clerk.name}


def test_a_second_card_voids_the_first_secret_and_its_sessions(
    window: Client, document: dict[str, str]
) -> None:
    number, secret, _page = a_card(window, document)
    person = Person()
    person.client.post("/sign-in", {"login": number, "password": secret})
    assert person.is_in
    same, newer, _page = a_card(window, document)
    assert same == number and newer != secret and not person.is_in
    late = Person()
    late.client.post("/sign-in", {"login": number, "password": secret})
    assert not late.is_in
    late.client.post("/sign-in", {"login": number, "password": newer})
    assert late.is_in
    assert Account.objects.filter(party=known(document)).count() == 1


def test_a_window_raises_an_account_that_only_declared_itself(
    window: Client, document: dict[str, str]
) -> None:
    account = join("吐尔逊", email=f"t{document['number']}@example.org", by=ANYONE)
    page = window.post("/desk/people/", document | {"account": account.email})
    assert page.status_code == 302, words_of(page)
    assert assurance_of(account) == 1
    window.post(f"{page.url}vouch")
    assert assurance_of(account) == 3
    assert known(document).pk == account.party_id and known(document).name == document["name"]


def test_a_number_known_for_another_person_is_not_written_to_an_account(
    window: Client, document: dict[str, str]
) -> None:
    window.post("/desk/people/", document)
    account = join("别人", email=f"x{document['number']}@example.org", by=ANYONE)
    answer = window.post("/desk/people/", document | {"account": account.email})
    assert answer.status_code == 409 and "另一个人名下" in words_of(answer)
    account.refresh_from_db()
    assert account.party and account.party.number == "" and assurance_of(account) == 1


def test_another_name_than_the_registered_one_stops_the_clerk(
    window: Client, document: dict[str, str]
) -> None:
    window.post("/desk/people/", document)
    answer = window.post("/desk/people/", document | {"name": "别的名字"})
    assert answer.status_code == 409 and "不一样" in words_of(answer)
    assert known(document).name == document["name"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "123"},
        {"name": ""},
        {"number_kind": "credit_code"},
        {"account": "no@example.org"},
    ],
)
def test_what_is_wrong_at_the_window_makes_nobody_known(
    window: Client, document: dict[str, str], wrong: dict[str, str]
) -> None:
    before = Party.objects.count()
    answer = window.post("/desk/people/", document | wrong)
    assert answer.status_code in (404, 409, 422)
    assert Party.objects.count() == before


def test_only_a_window_vouches_and_gives_cards(
    world: World, window: Client, document: dict[str, str]
) -> None:
    page = window.post("/desk/people/", document).url
    world.cast("press_aksu_city_reviewer")
    reviewer = Client()
    reviewer.force_login(account_called("press_aksu_city_reviewer"))
    before = (Proof.objects.count(), Account.objects.count())
    assert reviewer.get("/desk/people/").status_code == 403
    assert reviewer.get(page).status_code == 403
    assert reviewer.post(f"{page}vouch").status_code == 403
    assert reviewer.post(f"{page}card").status_code == 403
    assert (Proof.objects.count(), Account.objects.count()) == before


def test_one_wrong_digit_or_two_swapped_are_no_card() -> None:
    card = new_card()
    for place in range(16):
        other = card[:place] + str((int(card[place]) + 1) % 10) + card[place + 1 :]
        assert not is_card(other)
    assert is_card(" ".join(card[n : n + 4] for n in range(0, 16, 4)))
