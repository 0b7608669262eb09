"""A person without a telephone: a named clerk sees the document, a printed card opens the door."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from tests.channels.identity.person import Person, words_of
from tests.channels.identity.test_security import switches_on
from tests.world import World

from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.models import Draft
from onedoor.channels.look.doors import actor_for
from onedoor.kernel.actors import ANYONE, SYSTEM
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import today
from onedoor.registers.mandates.actions import confirm_mandate, offer_mandate
from onedoor.registers.mandates.queries import standing
from onedoor.registers.people.actions import close_account, join, make_token, open_account, prove
from onedoor.registers.people.cards import is_card, new_card
from onedoor.registers.people.models import Account, Party, Proof
from onedoor.registers.people.numbers import index_of
from onedoor.registers.people.queries import account_called, assurance_of, holder_of_key

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


def test_a_window_raises_an_account_that_only_declared_itself_after_asking_whose_it_is(
    window: Client, document: dict[str, str]
) -> None:
    account = join("吐尔逊", email=f"t{document['number']}@example.org", by=ANYONE)
    typed = document | {"account": account.email}
    asked = window.post("/desk/people/", typed)
    assert asked.status_code == 200 and "账号是不是本人的" in words_of(asked)
    assert account.email not in words_of(asked) and document["number"] not in words_of(asked)
    account.refresh_from_db()
    assert account.party and account.party.number == "" and assurance_of(account) == 1
    page = window.post("/desk/people/", typed | {"own": "yes"})
    assert page.status_code == 302, words_of(page)
    account = Account.objects.get(pk=account.pk)
    assert assurance_of(account) == 3
    assert known(document).pk == account.party_id and known(document).name == document["name"]


def test_an_account_of_another_number_is_not_given_this_one(
    window: Client, document: dict[str, str]
) -> None:
    other = document | {"number": a_citizen_number(next(_SERIALS))}
    account = join("别人", email=f"x{document['number']}@example.org", by=ANYONE)
    typed = {"account": account.email, "own": "yes"}
    assert window.post("/desk/people/", other | typed).status_code == 302
    answer = window.post("/desk/people/", document | typed)
    assert answer.status_code == 409 and "另一个证件号" in words_of(answer)
    account.refresh_from_db()
    assert account.party and account.party.number == other["number"]


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


# ---- somebody else's account under one's own number


def the_party_is_squatted(document: dict[str, str]) -> Account:
    """A stranger who knew name and number got in first, by the register alone; may read it all."""
    account = join("别人", phone=f"+861390000{next(_SERIALS):04}", by=ANYONE)
    party = account.party
    assert party
    party.number_kind, party.number = "citizen", document["number"]
    party.number_index, party.name = index_of("citizen", document["number"]), document["name"]
    party.save()
    prove(party, "register", account=account, basis="PR-1", by=ANYONE)
    return account


def signed_in(account: Account) -> Client:
    browser = Client()
    browser.force_login(account)
    return browser


def again(account: Account) -> Account:
    return Account.objects.select_related("party").get(pk=account.pk)


def test_a_card_or_a_vouching_for_one_account_raises_no_other(
    window: Client, document: dict[str, str]
) -> None:
    squatter = the_party_is_squatted(document)
    number, _secret, _page = a_card(window, document)
    mine = account_called(number)
    assert mine and mine.party_id == squatter.party_id
    assert (assurance_of(mine), assurance_of(squatter)) == (3, 2)
    assert Proof.objects.get(way="window", party=mine.party).account_id == mine.pk
    key = make_token(squatter, label="x", by=actor_for(squatter))
    held = holder_of_key(key)
    assert held and held.level == 2


def test_the_clerk_says_which_account_the_person_uses(
    window: Client, document: dict[str, str]
) -> None:
    squatter = the_party_is_squatted(document)
    a_card(window, document)
    page = f"/desk/people/{known(document).pk}/"
    for wrong in ({}, {"account": ""}, {"account": str(account_called(WINDOW).pk)}):  # type: ignore[union-attr]
        answer = window.post(f"{page}vouch", wrong)
        assert answer.status_code == 422 and "哪个账号" in words_of(answer)
    assert assurance_of(squatter) == 2
    assert window.post(f"{page}vouch", {"account": str(squatter.pk)}).status_code == 302
    assert assurance_of(squatter) == 3


def test_a_strange_account_is_parted_and_sees_nothing_while_the_persons_own_keeps_all(
    world: World, window: Client
) -> None:
    case = world.a_submitted_case("individual-business")
    mine = Account.objects.get(party_id=case.applicant_id)
    party = mine.party
    assert party
    squatter = open_account(f"squat-{next(_SERIALS)}", "a-long-password", party=party, by=SYSTEM)
    prove(party, "register", account=squatter, basis="PR-1", by=ANYONE)
    try:
        thief, own = signed_in(squatter), signed_in(mine)
        case_page = reverse("portal:case", args=[case.number])
        key = make_token(squatter, label="x", by=actor_for(squatter))
        assert thief.get(case_page).status_code == 200
        shown = window.get(f"/desk/people/{party.pk}/")
        assert squatter.login not in words_of(shown) and "sq***" in words_of(shown)
        assert words_of(shown).count("不是本人的账号，断开") == 1
        gone = window.post(f"/desk/people/{party.pk}/accounts/{squatter.pk}/release")
        assert gone.status_code == 302, words_of(gone)
        assert thief.get(case_page).status_code == 302
        assert holder_of_key(key) is None or not holder_of_key(key).party  # type: ignore[union-attr]
        late = signed_in(again(squatter))
        assert late.get(case_page).status_code == 404
        assert party.name not in words_of(late.get("/mine"))
        assert again(squatter).party_id != party.pk and assurance_of(again(squatter)) == 0
        # The person keeps everything, and reads what was done.
        world.drain()
        assert own.get(case_page).status_code == 200 and assurance_of(again(mine)) == 3
        assert "断开了一个不是您的账号" in words_of(own.get("/mine"))
        assert world.looks(party.pk)[0].by_name == account_called(WINDOW).name  # type: ignore[union-attr]
        news = entries_of(f"party:{party.ref}")[-1]
        assert news.name == "account.released"
        assert str(squatter.pk) in str(news.body) and party.ref in str(news.body)
    finally:
        Account.objects.filter(pk=squatter.pk).update(login=f"gone-{squatter.pk}")


def test_what_a_strange_account_did_stays_the_persons_and_the_record_says_who_did_it(
    world: World, window: Client
) -> None:
    case = world.a_submitted_case("individual-business")
    mine = Account.objects.get(party_id=case.applicant_id)
    squatter = open_account(
        f"squat-{next(_SERIALS)}", "a-long-password", party=mine.party, by=SYSTEM
    )
    prove(case.applicant, "register", account=squatter, basis="PR-1", by=ANYONE)
    cases.withdraw_case(case.number, by=actor_for(squatter))
    draft = cases.begin_draft(
        "individual-business", agency=case.agency, situation={}, by=actor_for(squatter)
    )
    window.post(f"/desk/people/{mine.party_id}/accounts/{squatter.pk}/release")
    world.drain()
    assert Draft.objects.get(pk=draft.pk).party_id == mine.party_id
    assert (
        signed_in(again(squatter)).get(reverse("portal:draft", args=[draft.pk])).status_code == 404
    )
    assert signed_in(mine).get(reverse("portal:case", args=[case.number])).status_code == 200
    assert entries_of(case.subject)[-1].by_ref == f"account:{squatter.pk}"


def test_a_mandate_the_strange_account_gave_away_is_no_way_back(
    world: World, window: Client, document: dict[str, str]
) -> None:
    squatter = the_party_is_squatted(document)
    friend = world.cast("ayigul")
    mandate = offer_mandate(
        "helper", giver=str(squatter.party_id), receiver=friend.party, acts=["see"],
        until=today() + timedelta(days=30), by=actor_for(squatter),
    )  # fmt: skip
    confirm_mandate(mandate.pk, by=actor_for(squatter))
    assert standing(mandate.pk, seen_by=friend)
    a_card(window, document)
    window.post(f"/desk/people/{squatter.party_id}/accounts/{squatter.pk}/release")
    world.drain()
    assert standing(mandate.pk, seen_by=friend) is None


def test_no_account_is_parted_before_somebody_was_seen_nor_one_seen_itself_nor_by_others(
    world: World, window: Client, document: dict[str, str]
) -> None:
    squatter = the_party_is_squatted(document)
    party = squatter.party
    assert party
    release = f"/desk/people/{party.pk}/accounts/{{}}/release"
    assert window.post(release.format(squatter.pk)).status_code == 409
    number, _secret, _page = a_card(window, document)
    mine = account_called(number)
    assert mine
    assert window.post(release.format(mine.pk)).status_code == 409
    world.cast("press_aksu_city_reviewer")
    for stranger in (account_called("press_aksu_city_reviewer"), mine):
        assert stranger
        assert signed_in(stranger).post(release.format(squatter.pk)).status_code == 403
    other = world.cast("ayigul")
    assert window.post(release.format(other.ref.partition(":")[2])).status_code == 404
    assert again(squatter).party_id == party.pk and again(mine).party_id == party.pk
    assert "account.released" not in {entry.name for entry in entries_of(f"party:{party.ref}")}


# ---- coming back, and a lost second step


def test_who_closed_their_account_gets_it_back_at_a_window_with_a_new_card(
    world: World, window: Client, document: dict[str, str]
) -> None:
    number, secret, _page = a_card(window, document)
    mine = account_called(number)
    assert mine and mine.party
    page = f"/desk/people/{mine.party_id}/"
    assert window.post(f"{page}reopen", {"basis": "身份证原件"}).status_code == 409
    close_account(keep_identity=True, by=actor_for(mine))
    assert "重新开通" in words_of(window.get(page))
    assert window.post(f"{page}card").status_code == 409
    missing = window.post(f"{page}reopen", {"basis": " "})
    assert missing.status_code == 422 and not again(mine).is_active
    world.cast("press_aksu_city_reviewer")
    reviewer = signed_in(account_called("press_aksu_city_reviewer"))  # type: ignore[arg-type]
    assert reviewer.post(f"{page}reopen", {"basis": "身份证原件"}).status_code == 403
    assert not again(mine).is_active
    answer = window.post(f"{page}reopen", {"basis": "身份证原件，本人来恢复"})
    found = re.findall(r'class="number"><bdi dir="ltr">([\d ]+)</bdi>', answer.content.decode())
    card, newer = (re.sub(r"\s", "", each) for each in found)
    old = Person()
    old.client.post("/sign-in", {"login": number, "password": secret})
    assert not old.is_in
    person = Person()
    person.client.post("/sign-in", {"login": card, "password": newer})
    assert person.is_in and document["name"] in words_of(person.opens("/mine"))
    assert again(mine).is_active and assurance_of(again(mine)) == 3
    proof = Proof.objects.get(account=mine, way="window", ended_at=None)
    assert (proof.basis, proof.by_name) == ("身份证原件，本人来恢复", account_called(WINDOW).name)  # type: ignore[union-attr]
    assert "account.reopened" in {each.name for each in entries_of(f"account:{mine.pk}")}
    assert world.looks(mine.party_id)


def test_a_lost_second_step_is_taken_off_with_a_new_card_and_only_when_asked(
    window: Client, document: dict[str, str]
) -> None:
    number, secret, _page = a_card(window, document)
    person = Person()
    person.client.post("/sign-in", {"login": number, "password": secret})
    switches_on(person)
    mine = account_called(number)
    assert mine
    _same, newer, _page = a_card(window, document)
    stuck = Person()
    stuck.client.post("/sign-in", {"login": number, "password": newer})
    assert not stuck.is_in and Authenticator.objects.filter(user=mine).exists()
    page = f"/desk/people/{mine.party_id}/"
    answer = window.post(f"{page}card", {"without_steps": "yes"})
    found = re.findall(r'class="number"><bdi dir="ltr">([\d ]+)</bdi>', answer.content.decode())
    assert not person.is_in and not Authenticator.objects.filter(user=mine).exists()
    back = Person()
    back.client.post("/sign-in", {"login": number, "password": re.sub(r"\s", "", found[1])})
    assert back.is_in
    told = [each for each in entries_of(f"account:{mine.pk}")
            if each.name == "account.second-steps-removed"]  # fmt: skip
    assert [each.by_ref for each in told] == [f"account:{account_called(WINDOW).pk}"]  # type: ignore[union-attr]
