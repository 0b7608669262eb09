"""Showing who one is: what the register may raise, whom it never opens, and what follows."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from ruamel.yaml import YAML
from tests.gateways.outside import Twin, free_port
from tests.world import World

from onedoor.casework.cases.actions import begin_draft, follow_the_account
from onedoor.casework.cases.models import Case, Draft
from onedoor.casework.cases.rules import why_not_assured
from onedoor.channels.look.doors import actor_for
from onedoor.kernel import relay
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.codes import BadCode, iso7064_mod11_2
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.kernel.time import now, travel
from onedoor.registers.catalogue.queries import current_version
from onedoor.registers.people.actions import keep_party, open_account, prove
from onedoor.registers.people.identifying import (
    CHECKS_A_DAY,
    AnotherNumber,
    AskedTooOften,
    NotMatching,
    NumberIsTaken,
    RegisterSilent,
    WrongHolder,
    bind_account,
    confirm_at_window,
    identify_oneself,
)
from onedoor.registers.people.models import Account, Check, Party, Proof
from onedoor.registers.people.queries import assurance_of, checks_left, checks_of
from onedoor.site.twins import describe

_serial = count(1)
NAME = "阿尔祖古丽"


def _number() -> str:
    """A fresh citizen number of a division that does not exist."""
    stem = f"65299919{next(_serial) % 60 + 30:02d}0101{next(_serial) % 900 + 100}"
    return stem + iso7064_mod11_2(stem)


NUMBERS = [_number() for _ in range(30)]


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A register that knows these people, in a process of its own; the line to it."""
    packs = tmp_path_factory.mktemp("packs")
    (packs / "town").mkdir()
    people = [
        {"ref": f"p{place}", "kind": "person", "name": NAME, "number_kind": "citizen",
         "number": number}
        for place, number in enumerate(NUMBERS)
    ]  # fmt: skip
    people.append({"ref": "pass", "kind": "person", "name": "LIN WENSHAN",
                   "number_kind": "passport", "number": "K7654321", "country": "MYS"})  # fmt: skip
    with (packs / "town" / "sample-city.yaml").open("w") as file:
        YAML().dump({"people": people}, file)
    note = describe(free_port, host="127.0.0.1", address="http://127.0.0.1:1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONEDOOR_PACKS", str(packs))
        twin = Twin("register", note, tmp_path_factory.mktemp("twin"))
    yield note["register"]
    twin.stop()
    shutil.rmtree(packs)


@pytest.fixture
def number(world: World, registered: dict[str, Any], settings: Any) -> str:
    """A number that the register knows and nobody here has shown yet."""
    settings.ONEDOOR_REGISTER = registered
    return NUMBERS.pop()


def _somebody() -> Account:
    login = f"somebody-{next(_serial)}"
    party = keep_party(kind="person", name="小明", number_kind="none", number="", by=SYSTEM)
    return open_account(login, "a-long-password", party=party, by=SYSTEM)


def _identify(account: Account, number: str, **changed: str) -> Party:
    given = {"kind": "citizen", "number": number, "name": NAME} | changed
    return identify_oneself(account, **given, by=actor_for(account))


def _news(subject: str) -> list[str]:
    return [entry.name for entry in entries_of(subject)]


def _again(account: Account) -> Account:
    return Account.objects.select_related("party").get(pk=account.pk)


def test_a_match_gives_the_self_declared_party_its_number_name_and_level_two(number: str) -> None:
    account = _somebody()
    assert assurance_of(account) == 0
    party = _identify(account, f" {number[:6]} {number[6:].lower()} ")
    kept = Party.objects.get(pk=account.party_id)
    assert (party.pk, kept.number, kept.name) == (kept.pk, number, NAME)
    assert assurance_of(account) == 2
    assert _news(f"party:{kept.ref}") == ["party.kept", "party.identified", "party.proven"]
    assert _news(f"account:{account.pk}") == ["account.opened", "account.checked"]
    assert "number" not in str(entries_of(f"account:{account.pk}")[-1].body)


def test_every_question_leaves_a_row_with_its_receipt_for_the_person_to_see(number: str) -> None:
    account, other = _somebody(), _somebody()
    _identify(account, number)
    (check,) = checks_of(account, seen_by=actor_for(account))
    assert (check.kind, check.verdict) == ("citizen", "match") and check.receipt.startswith("PR-")
    with pytest.raises(NotAllowed):
        checks_of(account, seen_by=actor_for(other))
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(r::text, '|') FROM people_check AS r")
        assert number not in cursor.fetchone()[0]


def test_a_wrong_name_and_a_number_nobody_has_are_told_in_the_same_words(number: str) -> None:
    account = _somebody()
    strange = _number()
    with pytest.raises(NotMatching) as differs:
        _identify(account, number, name="别人")
    with pytest.raises(NotMatching) as unknown:
        _identify(account, strange)
    plain = [each.value.sentence.replace("4 次", "3 次") for each in (differs, unknown)]
    assert plain[0] == plain[1]
    party = Party.objects.get(pk=account.party_id)
    assert (party.number_kind, party.name, assurance_of(account)) == ("none", "小明", 0)
    assert [check.verdict for check in Check.objects.order_by("at")] == ["differs", "unknown"]


def test_after_some_questions_a_day_nobody_is_asked_any_more(number: str) -> None:
    account = _somebody()
    for _ in range(CHECKS_A_DAY):
        with pytest.raises(NotMatching):
            _identify(account, number, name="别人")
    with pytest.raises(AskedTooOften):
        _identify(account, number)
    assert Check.objects.count() == CHECKS_A_DAY
    assert checks_left(account, seen_by=actor_for(account)) == 0
    with travel(now() + timedelta(days=1, minutes=1)):
        assert checks_left(account, seen_by=actor_for(account)) == CHECKS_A_DAY


def test_questions_pressed_at_once_are_counted_one_by_one(number: str) -> None:
    account = _somebody()

    def ask(_: int) -> str:
        try:
            _identify(account, number, name="别人")
            return "match"
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        told = list(crowd.map(ask, range(12)))
    assert told.count("not-matching") == CHECKS_A_DAY
    assert told.count("asked-too-often") == 12 - CHECKS_A_DAY


def test_a_register_that_is_down_costs_no_try_and_points_to_the_window(
    number: str, settings: Any
) -> None:
    account = _somebody()
    settings.ONEDOOR_REGISTER = {"url": "http://127.0.0.1:1", "client": "c", "secret": "s"}
    for _ in range(CHECKS_A_DAY + 1):
        with pytest.raises(RegisterSilent, match="窗口"):
            _identify(account, number)
    assert checks_left(account, seen_by=actor_for(account)) == CHECKS_A_DAY
    assert Party.objects.get(pk=account.party_id).number_kind == "none"


def test_a_number_copied_wrongly_is_told_before_anybody_is_asked(number: str) -> None:
    account = _somebody()
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    with pytest.raises(BadCode):
        _identify(account, wrong)
    assert not Check.objects.exists()


def test_the_register_is_never_asked_inside_a_transaction(number: str) -> None:
    account = _somebody()
    with transaction.atomic(), pytest.raises(RuntimeError):
        _identify(account, number)
    assert not Check.objects.exists()


def test_knowing_somebodys_name_and_number_does_not_open_what_they_have_here(number: str) -> None:
    """The takeover: the thief knows both, the register says yes, and still nothing opens."""
    victim = keep_party(kind="person", name=NAME, number_kind="citizen", number=number, by=SYSTEM)
    prove(victim, "window", by=SYSTEM)
    thief = _somebody()
    before = Proof.objects.count()
    with pytest.raises(NumberIsTaken):
        _identify(thief, number)
    thief = _again(thief)
    assert thief.party_id != victim.pk and assurance_of(thief) == 0
    assert Proof.objects.count() == before
    # The question itself stays on the record.
    assert _news(f"account:{thief.pk}")[-1] == "account.checked"


def test_a_number_with_an_account_leads_to_that_account_or_the_window(number: str) -> None:
    first, second = _somebody(), _somebody()
    _identify(first, number)
    with pytest.raises(NumberIsTaken) as refused:
        _identify(second, number)
    assert "原来的账号" in refused.value.sentence and "窗口" in refused.value.sentence
    assert _again(second).party_id != _again(first).party_id


def test_an_account_moves_to_a_party_that_was_known_but_never_anybodys(number: str) -> None:
    known = keep_party(kind="person", name=NAME, number_kind="citizen", number=number, by=SYSTEM)
    account = _somebody()
    before = str(account.party_id)
    prove(account.party, "phone", account=account, by=SYSTEM)  # type: ignore[arg-type]
    _identify(account, number)
    account = _again(account)
    assert account.party_id == known.pk and assurance_of(account) == 2
    bound = entries_of(f"party:{known.ref}")[1]
    assert bound.name == "account.bound"
    assert bound.body == {"account": str(account.pk), "party": known.ref, "before": before}
    assert Party.objects.get(pk=before).closed_at is not None


def _a_draft(account: Account, service: str = "publication-retail", **answers: Any) -> Draft:
    version = current_version(service)
    return Draft.objects.create(
        party_id=account.party_id, service=service, version_id=version.pk,
        agency=version.parsed.sheet.offerings[0].agency, situation={}, answers=answers,
        begun_at=now(), saved_at=now(), expires_on=now().date(),
    )  # fmt: skip


def test_drafts_and_cases_follow_the_account_once_however_often_it_is_told(
    world: World, number: str
) -> None:
    known = keep_party(kind="person", name=NAME, number_kind="citizen", number=number, by=SYSTEM)
    account = _somebody()
    draft = _a_draft(account, shop="书店")
    case = world.a_submitted_case()
    Case.objects.filter(pk=case.pk).update(applicant_id=account.party_id)
    before = str(account.party_id)
    _identify(account, number)
    relay.drain()
    for was in (before, known.ref):
        follow_the_account(was, known.ref, by=SYSTEM)
    draft.refresh_from_db()
    assert draft.party_id == known.pk and draft.answers == {"shop": "书店"}
    assert world.again(case).applicant_id == known.pk
    assert world.news_of(case).count("case.applicant-identified") == 1


def test_two_drafts_of_one_service_become_one_and_nothing_written_is_lost(
    world: World, number: str
) -> None:
    known = keep_party(kind="person", name=NAME, number_kind="citizen", number=number, by=SYSTEM)
    account, other = _somebody(), open_account("o-" + number, "long-enough", party=known, by=SYSTEM)
    _a_draft(account, a="先填的", b="只在这里")
    _a_draft(other, a="本来的")
    follow_the_account(str(account.party_id), known.ref, by=SYSTEM)
    (one,) = Draft.objects.filter(service="publication-retail")
    assert one.answers == {"a": "本来的", "b": "只在这里"}


def test_a_second_number_cannot_be_put_over_the_first(number: str) -> None:
    account = _somebody()
    _identify(account, number)
    with pytest.raises(AnotherNumber):
        _identify(_again(account), NUMBERS.pop())
    assert _again(account).party.number == number  # type: ignore[union-attr]


def test_the_same_number_again_only_renews_the_proof(number: str) -> None:
    account = _somebody()
    _identify(account, number)
    _identify(_again(account), number)
    assert Proof.objects.filter(account=account, way="register").count() == 1


def test_a_firms_public_name_and_code_prove_nothing_about_who_types_them(number: str) -> None:
    firm = keep_party(kind="organisation", name="公司", number_kind="none", number="", by=SYSTEM)
    account = open_account(f"firm-{number}", "a-long-password", party=firm, by=SYSTEM)
    for kind, code in (("credit_code", "91652901919002001P"), ("citizen", number)):
        with pytest.raises(WrongHolder):
            _identify(account, code, kind=kind, name="天山果业有限公司")
    with pytest.raises(WrongHolder):
        _identify(_somebody(), "91652901919002001P", kind="credit_code", name="天山果业有限公司")
    assert not Check.objects.exists()


def test_a_passport_is_known_together_with_its_country(number: str) -> None:
    account = _somebody()
    passport = {"kind": "passport", "name": "Lin Wenshan", "country": "SGP"}
    with pytest.raises(NotMatching):
        _identify(account, "K7654321", **passport)
    party = _identify(account, "K7654321", **passport | {"country": "MYS", "name": "LIN WENSHAN"})
    assert party.country == "MYS"


def test_a_clerk_has_no_party_to_identify(number: str, world: World) -> None:
    clerk = open_account(f"clerk-{number}", "a-long-password", staff_name="李", by=SYSTEM)
    with pytest.raises(NotAllowed):
        identify_oneself(clerk, kind="citizen", number=number, name=NAME, by=SYSTEM)


def test_a_clerk_by_name_raises_one_account_at_the_window_and_no_other(
    world: World, number: str
) -> None:
    squatter, mine = _somebody(), _somebody()
    _identify(squatter, number)
    clerk = world.a_clerk("press-aksu-city")
    party = confirm_at_window(
        mine, kind="citizen", number=number, name=NAME, seen="居民身份证", by=clerk
    )
    assert assurance_of(_again(mine)) == 3 and assurance_of(_again(squatter)) == 2
    proof = Proof.objects.get(party=party, way="window")
    assert (proof.by_name, proof.by_agency, proof.basis) == (
        "测试员", "press-aksu-city", "居民身份证",
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        confirm_at_window(
            mine, kind="citizen", number=number, name=NAME, seen="x", by=actor_for(squatter)
        )


def test_an_account_with_a_number_is_never_bound_to_another_party(number: str) -> None:
    account = _somebody()
    _identify(account, number)
    other = keep_party(
        kind="person", name="别人", number_kind="citizen", number=_number(), by=SYSTEM
    )
    with pytest.raises(AnotherNumber):
        bind_account(_again(account), other, by=SYSTEM)
    assert _again(account).party_id != other.pk


def test_who_is_not_sure_enough_is_told_the_level_and_the_way_to_it(number: str) -> None:
    account = _somebody()
    definition = current_version("teacher-qualification").parsed
    refusal = why_not_assured(definition, by=actor_for(account))
    assert refusal is not None and "实名等级 3" in refusal.sentence and "窗口" in refusal.sentence
    _identify(account, number)
    assert why_not_assured(definition, by=actor_for(_again(account))) is not None
    retail = current_version("publication-retail").parsed
    assert why_not_assured(retail, by=actor_for(_again(account))) is None


def test_a_draft_begun_before_is_there_afterwards(world: World, number: str) -> None:
    account = _somebody()
    sheet = current_version("subsistence-allowance").parsed.sheet
    draft = begin_draft(
        sheet.code, agency=sheet.offerings[0].agency, situation={}, by=actor_for(account)
    )
    _identify(account, number)
    assert Draft.objects.get(pk=draft.pk).party_id == _again(account).party_id
