"""Nobody is looked at who has not asked; who asked sees each look and reason, and ends it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.standing_in import FIRM, representing
from tests.world import World

from onedoor.channels.notices.queries import notices_of
from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.models import Entry, Reading
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import at_noon, travel
from onedoor.registers.entitlements import refusals as no
from onedoor.registers.entitlements.actions import (
    ask,
    decline,
    decline_by_link,
    end,
    forget_entitlements_of,
    look,
    look_where_it_is_due,
    take_up_again,
)
from onedoor.registers.entitlements.models import Asked, Declined, Entitlement
from onedoor.registers.entitlements.queries import (
    answers_for,
    asked_by,
    declined_by,
    entitlement_to_tell,
    entitlements_of,
)
from onedoor.registers.licences.actions import suspend_licence
from onedoor.registers.licences.ages import born
from onedoor.registers.licences.queries import licences_of
from onedoor.registers.people.queries import party_for

CERTIFICATE, SUBSIDY, AGED = "disability-certificate", "disability-subsidy", "elderly-allowance"
# Born on 7 June 1956.
OLD, EIGHTY = "wang_jianguo", date(2036, 6, 7)
LOOKS = "免申即享提示"


def _certified(world: World) -> Actor:
    """Somebody with a certificate, as the whole story gives it."""
    world.play(world.story(CERTIFICATE))
    world.drain()
    return world.cast(world.story(CERTIFICATE).story.applicant)


@pytest.fixture
def day() -> Iterator[None]:
    with travel(date(2026, 9, 7)):
        yield


def _found(by: Actor) -> list[str]:
    return [each.rule.code for each in entitlements_of(seen_by=by)]


def _looks() -> list[Any]:
    return list(Reading.objects.filter(by_name=LOOKS).order_by("pk"))


@pytest.mark.usefixtures("day")
def test_whoever_has_not_asked_is_not_looked_at_and_told_nothing(world: World) -> None:
    by = _certified(world)
    before = Entry.objects.count()
    assert look(by.party) == look_where_it_is_due() == 0
    assert Entry.objects.count() == before
    assert _looks() == [] and not Entitlement.objects.exists()


@pytest.mark.usefixtures("day")
def test_whoever_asks_reads_what_they_may_apply_for_and_why(world: World) -> None:
    by = _certified(world)
    ask(by=by)
    world.drain()
    (told,) = entitlements_of(seen_by=by)
    assert told.rule.code == SUBSIDY
    assert str(told.because).startswith("因为您持有《残疾人证》")
    (text,) = [each.text for each in notices_of(seen_by=by) if "可能可以办" in each.text]
    assert "因为您持有《残疾人证》" in text and "由办理机关审查决定" in text
    ask(by=by)
    world.drain()
    assert len([each for each in notices_of(seen_by=by) if "可能可以办" in each.text]) == 1


@pytest.mark.usefixtures("day")
def test_each_look_leaves_a_row_with_its_ground_that_the_person_sees(world: World) -> None:
    by = _certified(world)
    ask(by=by)
    rows = _looks()
    assert {(row.by_kind, row.party) for row in rows} == {("machine", by.party)}
    assert all("《个人信息保护法》第十三条第一款第一项" in row.why for row in rows)
    number = licences_of(by.party, seen_by=by)[0].number
    assert any(number in row.what for row in rows)
    assert any("只算年龄" in row.what for row in rows)


@pytest.mark.usefixtures("day")
def test_a_licence_that_comes_later_is_looked_at_by_itself(world: World) -> None:
    by = world.cast(world.story(CERTIFICATE).story.applicant)
    ask(by=by)
    assert _found(by) == []
    _certified(world)
    assert _found(by) == [SUBSIDY]


@pytest.mark.usefixtures("day")
def test_what_holds_no_more_goes_without_a_word(world: World) -> None:
    by = _certified(world)
    ask(by=by)
    world.drain()
    told = len(notices_of(seen_by=by))
    suspend_licence(licences_of(by.party, seen_by=by)[0].number, reasons="核查", by=SYSTEM)
    world.drain()
    assert _found(by) == [] and not Entitlement.objects.exists()
    texts = [each.text for each in notices_of(seen_by=by)]
    # What became of the licence is told as ever; of the entitlement not a word.
    assert len(texts) == told + 1 and not any("补贴" in each for each in texts[:1])


def test_a_birthday_is_noticed_on_the_day_and_not_before(world: World) -> None:
    by = world.cast(OLD)
    with travel(at_noon(date(2036, 6, 6))):
        ask(by=by)
        assert declined_by(seen_by=by) == set() and _found(by) == []
        assert ["只算年龄" in row.what for row in _looks()] == [True]
        assert born([party_for(by.party, seen_by=by).number]) == date(1956, 6, 7)
        assert Asked.objects.get().look_on == EIGHTY
        assert look_where_it_is_due() == 0
    with travel(at_noon(EIGHTY)):
        assert look_where_it_is_due() == 1
        assert _found(by) == [AGED]
        assert "满 80 岁" in str(entitlements_of(seen_by=by)[0].because)
        assert answers_for(AGED, seen_by=by) == {"full_age": 80}
        # Until the next day on which anything can change nobody is looked at again.
        looks = len(_looks())
        assert look_where_it_is_due() == 0 and len(_looks()) == looks


@pytest.mark.usefixtures("day")
def test_one_rule_is_ended_and_read_no_more_the_others_go_on(world: World) -> None:
    by = _certified(world)
    ask(by=by)
    decline(SUBSIDY, by=by)
    assert _found(by) == [] and declined_by(seen_by=by) == {SUBSIDY}
    looks = len(_looks())
    look(by.party)
    # The certificate is named by that rule alone.
    assert ["只算年龄" in row.what for row in _looks()[looks:]] == [True]
    take_up_again(SUBSIDY, by=by)
    assert _found(by) == [SUBSIDY]


@pytest.mark.usefixtures("day")
def test_the_link_in_a_message_ends_its_rule_and_again_does_nothing(world: World) -> None:
    by = _certified(world)
    ask(by=by)
    key = Entitlement.objects.get().pk
    assert decline_by_link(key, by=ANYONE) and not decline_by_link(key, by=ANYONE)
    assert _found(by) == [] and entitlement_to_tell(str(key), seen_by=SYSTEM) is None


@pytest.mark.usefixtures("day")
def test_ended_all_is_forgotten_and_nobody_is_looked_at(world: World) -> None:
    by = _certified(world)
    ask(by=by)
    decline(AGED, by=by)
    assert end(by=by) and not end(by=by)
    assert asked_by(seen_by=by) is None
    assert not any(table.objects.exists() for table in (Asked, Declined, Entitlement))
    looks = len(_looks())
    assert look(by.party) == 0 and len(_looks()) == looks


@pytest.mark.usefixtures("day")
def test_the_record_says_neither_of_whom_nor_of_what(world: World) -> None:
    by = _certified(world)
    ask(by=by)
    end(by=by)
    told = Entry.objects.filter(name__startswith="entitlement")
    assert {each.name for each in told} == {
        "entitlements.asked", "entitlement.found", "entitlements.ended",
    }  # fmt: skip
    for each in told:
        assert by.party not in each.subject and SUBSIDY not in f"{each.subject}{each.body}"


@pytest.mark.usefixtures("day")
def test_nobody_asks_looks_or_ends_for_another(world: World) -> None:
    by = _certified(world)
    ask(by=by)
    for other in (representing(world), ANYONE, SYSTEM, world.a_clerk("disabled-federation-aksu")):
        for act in (ask, end):
            with pytest.raises(Refusal):
                act(by=other)
        with pytest.raises(Refusal):
            decline(SUBSIDY, by=other)
        assert entitlements_of(seen_by=other) == [] and answers_for(SUBSIDY, seen_by=other) == {}
        assert asked_by(seen_by=other) is None
    assert _found(by) == [SUBSIDY]
    assert entitlement_to_tell(str(Entitlement.objects.get().pk), seen_by=by) is None


def test_a_firm_is_told_that_this_is_for_persons(world: World) -> None:
    with pytest.raises(no.ForPersonsOnly):
        ask(by=world.cast(FIRM))
    with pytest.raises(no.NotAsked):
        decline(SUBSIDY, by=world.cast("gulnur"))
    assert not Asked.objects.exists() and not Declined.objects.exists()


@pytest.mark.usefixtures("day")
def test_it_goes_with_the_last_account(world: World) -> None:
    by = _certified(world)
    ask(by=by)
    forget_entitlements_of(by.party)
    assert not Asked.objects.exists() and not Entitlement.objects.exists()
    ended = list(Entry.objects.filter(name="entitlements.ended"))
    assert [each.body for each in ended] == [{"how": "account"}]
    assert entries_of(ended[0].subject)[-1].pk == ended[0].pk
