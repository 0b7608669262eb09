"""A slip is checked without the register; the register, where it can be reached, says the rest."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.registers.credentials.carrying import CLERK, holder, teacher
from tests.world import World

import slip
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import at_noon, now, today, travel
from onedoor.registers.credentials.actions import (
    give_credential,
    let_go_of_old_texts,
    print_slip,
    renew_issuing_key,
    stop_credential,
)
from onedoor.registers.credentials.models import Credential, Slip
from onedoor.registers.credentials.queries import (
    check_credential,
    check_slip,
    is_slip,
    key_bundle,
)
from onedoor.registers.credentials.refusals import LicenceNotInForce
from onedoor.registers.licences.actions import restore_licence, revoke_licence, suspend_licence
from onedoor.registers.licences.queries import Licence


@pytest.fixture
def licence(world: World) -> Licence:
    return teacher(world)


def printed(world: World, licence: Licence) -> str:
    return print_slip(licence.number, by=holder(world)).text


def without_network(text: str, content: bytes, day: date | None = None) -> slip.Report:
    """As a village official checks: a bundle fetched before, a clock, and nothing else."""
    at = at_noon(day) if day else now()
    return slip.check(text, bundle=slip.Bundle.load(content), at=int(at.timestamp()))


def test_it_says_whose_licence_it_is_and_holds_with_nothing_but_the_keys(
    world: World, licence: Licence
) -> None:
    text = printed(world, licence)
    report = without_network(text, key_bundle())
    assert is_slip(text) and report.good and report.slip
    assert report.slip.facts.number == licence.number
    assert report.slip.facts.holder == licence.holder_name
    assert "没有联网" in report.sentences[0]


def test_no_number_of_a_person_stands_on_it(world: World, licence: Licence) -> None:
    report = without_network(printed(world, licence), key_bundle())
    assert report.slip and "652999" not in str(report.slip.payload)


def test_that_it_was_printed_is_in_the_record(world: World, licence: Licence) -> None:
    printed(world, licence)
    assert entries_of(licence.ground)[-1].name == "slip.printed"


def test_nobody_but_the_holder_prints_one_and_only_of_what_is_in_force(
    world: World, licence: Licence
) -> None:
    before = [each.name for each in entries_of(licence.ground)]
    for stranger in (CLERK, Actor(kind="person", ref="p", party="party-2"), SYSTEM):
        with pytest.raises(NotFound):
            print_slip(licence.number, by=stranger)
    assert [each.name for each in entries_of(licence.ground)] == before
    suspend_licence(licence.number, reasons="核查中", by=SYSTEM)
    with pytest.raises(LicenceNotInForce):
        print_slip(licence.number, by=holder(world))


def test_the_first_is_the_one_made_with_the_licence_and_each_later_one_is_new(
    world: World, licence: Licence
) -> None:
    made = Slip.objects.get(licence=licence).text
    first = print_slip(licence.number, by=holder(world))
    assert first.text == made and first.facts.number == licence.number
    with travel(now() + timedelta(days=40)):
        later = print_slip(licence.number, by=holder(world))
        assert later.text != made and later.last_day == today() + timedelta(days=90)
        assert Slip.objects.get(licence=licence).text == later.text
        assert check_slip(made).is_good and check_slip(later.text).is_good


def test_one_made_with_the_licence_is_not_given_once_it_is_over_or_its_key_withdrawn(
    world: World, licence: Licence
) -> None:
    made = Slip.objects.get(licence=licence).text
    with travel(now() + timedelta(days=91)):
        let_go_of_old_texts()
        assert Slip.objects.get(licence=licence).text == ""
        assert check_slip(print_slip(licence.number, by=holder(world)).text).is_good
    renew_issuing_key(at_once=True)
    assert print_slip(licence.number, by=holder(world)).text != made


def test_a_withdrawn_key_takes_the_slip_made_with_the_licence_with_it(
    world: World, licence: Licence
) -> None:
    made = Slip.objects.get(licence=licence).text
    renew_issuing_key(at_once=True)
    given = print_slip(licence.number, by=holder(world)).text
    assert given != made and check_slip(given).is_good and not check_slip(made).is_good


def test_the_file_is_the_credential_made_with_the_licence_while_that_lasts(
    world: World, licence: Licence
) -> None:
    made = Credential.objects.get(licence=licence)
    assert give_credential(licence.number, by=holder(world)) == made.text
    stop_credential(str(made.pk), by=holder(world))
    other = give_credential(licence.number, by=holder(world))
    assert other != made.text and check_credential(other).is_good
    assert check_credential(made.text).verdict == "withdrawn"
    assert give_credential(licence.number, by=holder(world)) == other
    with travel(now() + timedelta(days=366)):
        let_go_of_old_texts()
        assert {each.text for each in Credential.objects.all()} == {""}
        assert check_credential(give_credential(licence.number, by=holder(world))).is_good


def test_nobody_but_the_holder_gets_the_file_and_only_of_what_is_in_force(
    world: World, licence: Licence
) -> None:
    before = [each.name for each in entries_of(licence.ground)]
    for stranger in (CLERK, Actor(kind="person", ref="p", party="party-2"), SYSTEM):
        with pytest.raises(NotFound):
            give_credential(licence.number, by=stranger)
    assert [each.name for each in entries_of(licence.ground)] == before
    suspend_licence(licence.number, reasons="核查中", by=SYSTEM)
    with pytest.raises(LicenceNotInForce):
        give_credential(licence.number, by=holder(world))


def test_without_network_a_revocation_is_not_seen_and_with_it_at_once(
    world: World, licence: Licence
) -> None:
    text, keys = printed(world, licence), key_bundle()
    assert check_slip(text).is_good
    suspend_licence(licence.number, reasons="核查中", by=SYSTEM)
    assert without_network(text, keys).good
    assert check_slip(text).verdict == "suspended" and "核查中" in "".join(
        check_slip(text).sentences
    )
    restore_licence(licence.number, reasons="查清了", by=SYSTEM)
    assert check_slip(text).is_good
    revoke_licence(licence.number, reasons="骗取", by=SYSTEM)
    assert check_slip(text).verdict == "withdrawn"


def test_it_runs_three_months_and_the_bundle_one(world: World, licence: Licence) -> None:
    made = print_slip(licence.number, by=holder(world))
    assert made.last_day == today() + timedelta(days=90)
    late = today() + timedelta(days=91)
    assert "over" in without_network(made.text, key_bundle(), late).problems
    assert "bundle-over" in without_network(made.text, key_bundle(), late).problems


def test_a_slip_under_a_key_that_retired_still_holds_and_one_withdrawn_does_not(
    world: World, licence: Licence
) -> None:
    text = printed(world, licence)
    renew_issuing_key()
    assert without_network(text, key_bundle()).good and check_slip(text).is_good
    renew_issuing_key(at_once=True)
    assert without_network(text, key_bundle()).problems == ("unknown-key",)
    assert not check_slip(text).is_good


def test_a_server_whose_clock_is_some_seconds_behind_prints_slips_that_hold(
    world: World, licence: Licence
) -> None:
    made = renew_issuing_key().made_at
    print_slip(licence.number, by=holder(world))
    with travel(made - timedelta(seconds=40)):
        assert check_slip(print_slip(licence.number, by=holder(world)).text).is_good
    with travel(made - timedelta(minutes=6)):
        assert not check_slip(print_slip(licence.number, by=holder(world)).text).is_good


@pytest.mark.parametrize("text", ["YM1:", "YM1:6BFOXN", "ym1:x", "你好", "YM1:" + "A" * 5000])
def test_anything_may_be_brought_and_is_answered_in_a_sentence(world: World, text: str) -> None:
    found = check_slip(text)
    assert not found.is_good and found.sentences[0].endswith("。")


def test_every_single_letter_changed_is_seen(world: World, licence: Licence) -> None:
    text: Any = printed(world, licence)
    keys = slip.Bundle.load(key_bundle())
    at = int(now().timestamp())
    for place in range(len(text)):
        letter = "A" if text[place] != "A" else "B"
        changed = text[:place] + letter + text[place + 1 :]
        assert not slip.check(changed, bundle=keys, at=at).proven, place
