"""An agency without a system of its own sees at the desk what a holder let it see, and no more."""

from typing import Any

import pytest
from tests.registers.licences.test_licences import HOLDER, issued

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.models import Entry, Reading
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import days, today, travel
from onedoor.registers.licences.models import Licence
from onedoor.registers.showing import refusals as no
from onedoor.registers.showing.actions import authorise, end_authorisation, use_at_desk
from onedoor.registers.showing.models import Authorisation, Use
from onedoor.registers.showing.queries import (
    authorisations_to_us,
    chain_of,
    given_to_us,
    uses_of,
    uses_under,
)

pytestmark = pytest.mark.django_db
SCHOOLS, PRESS = "education-aksu-city", "press-aksu-city"
MATTER = {"item": "民办学校审批", "case": "JY-18", "reason": "核对举办者资格"}


def clerk(agency: str = SCHOOLS, **given: Any) -> Actor:
    usual = {"kind": "staff", "ref": f"clerk at {agency}", "name": "古丽", "agency": agency,
             "posts": frozenset({f"{agency}/window"})}  # fmt: skip
    return Actor(**(usual | given))


@pytest.fixture
def licence() -> Licence:
    return issued(agency_name="拜城县新闻出版（版权）局")


@pytest.fixture
def given(world: Any, licence: Licence) -> Authorisation:
    labels = [each["label"] for each in licence.facts[:2]]
    return authorise(licence.number, to=f"agency:{SCHOOLS}", facts=labels, purpose="contract",
                     until=today() + days(3), by=HOLDER)  # fmt: skip


def nothing_moved() -> bool:
    return not Use.objects.exists() and not Entry.objects.filter(name="licence.used").exists()


def test_a_clerk_sees_the_agreed_lines_in_a_matter_and_the_holder_reads_it(
    licence: Licence, given: Authorisation
) -> None:
    seen = use_at_desk(given.pk, **MATTER, by=clerk())
    assert seen.facts == tuple((each["label"], each["value"]) for each in licence.facts[:2])
    (use,) = uses_of(licence, seen_by=HOLDER)
    assert (use.system, use.agency, use.operator, use.case) == ("", SCHOOLS, "古丽", "JY-18")
    assert use.purpose == "contract" and use.system_name
    assert [each.pk for each in uses_under(given, seen_by=HOLDER)] == [use.pk]
    row = Reading.objects.get(party="party-1", by_ref=clerk().ref, why__contains="JY-18")
    assert licence.number in row.what and "核对举办者资格" in row.why


def test_the_use_is_one_event_that_names_the_agency_and_no_line(
    licence: Licence, given: Authorisation
) -> None:
    use = use_at_desk(given.pk, **MATTER, by=clerk()).use
    told = [each for each in entries_of(chain_of(licence)) if each.name == "licence.used"]
    (one,) = told
    assert one.body["agency"] == SCHOOLS and one.body["use"] == use.pk
    assert licence.facts[0]["value"] not in str(one.body)


@pytest.mark.parametrize("left_out", ["item", "case", "reason"])
def test_who_does_not_say_in_which_matter_and_why_sees_nothing(
    given: Authorisation, left_out: str
) -> None:
    with pytest.raises(no.ReasonMissing) as refused:
        use_at_desk(given.pk, **(MATTER | {left_out: " "}), by=clerk())
    assert refused.value.where == left_out and nothing_moved()


@pytest.mark.parametrize(
    "reader",
    [
        clerk(PRESS),
        clerk(posts=frozenset()),
        clerk(posts=frozenset({f"{PRESS}/window"})),
        clerk(agency=""),
        Actor(kind="administrator", ref="x", agency=SCHOOLS, office="system"),
        Actor(kind="person", ref="y", party="party-2"),
        HOLDER,
    ],
)
def test_nobody_else_is_told_that_there_is_one(given: Authorisation, reader: Actor) -> None:
    assert authorisations_to_us(seen_by=reader) == []
    for asks in (
        lambda: given_to_us(given.pk, seen_by=reader),
        lambda: use_at_desk(given.pk, **MATTER, by=reader),
    ):
        with pytest.raises(no.NoSuchAuthorisation):
            asks()
    assert nothing_moved() and not Reading.objects.filter(by_ref=reader.ref).exists()


def test_what_was_given_to_a_system_is_no_business_of_the_clerks(
    world: Any, licence: Licence, given: Authorisation
) -> None:
    Authorisation.objects.filter(pk=given.pk).update(to_kind="system")
    assert authorisations_to_us(seen_by=clerk()) == []
    with pytest.raises(no.NoSuchAuthorisation):
        given_to_us(given.pk, seen_by=clerk())


def test_ended_or_past_its_last_day_it_says_so_and_shows_nothing(given: Authorisation) -> None:
    with travel(today() + days(3)):
        assert [each.pk for each in authorisations_to_us(seen_by=clerk())] == [given.pk]
    with travel(today() + days(4)):
        assert authorisations_to_us(seen_by=clerk()) == []
        with pytest.raises(no.AuthorisationOver):
            use_at_desk(given.pk, **MATTER, by=clerk())
    end_authorisation(given.pk, by=HOLDER)
    assert authorisations_to_us(seen_by=clerk()) == []
    with pytest.raises(no.AuthorisationOver):
        use_at_desk(given.pk, **MATTER, by=clerk())
    assert nothing_moved()


def test_a_list_is_one_look_a_day(given: Authorisation) -> None:
    for _each in range(3):
        authorisations_to_us(seen_by=clerk())
    assert Reading.objects.filter(by_ref=clerk().ref, party="party-1").count() == 1
    authorisations_to_us(seen_by=SYSTEM)


def test_there_is_no_such_authorisation(world: Any) -> None:
    with pytest.raises(NotFound):
        given_to_us("00000000-0000-4000-8000-000000000000", seen_by=clerk())
