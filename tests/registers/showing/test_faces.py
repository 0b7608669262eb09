"""What is shown of a licence may be a yes in place of a number."""

from datetime import date
from typing import Any

import pytest
from tests.registers.licences.test_licences import HOLDER, issued
from tests.world import World

from onedoor.kernel.actors import ANYONE
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import at_noon, today, travel
from onedoor.registers.licences.models import Licence
from onedoor.registers.showing import refusals as no
from onedoor.registers.showing.actions import (
    authorise,
    begin_show,
    open_show,
)
from onedoor.registers.showing.models import Authorisation, Show
from onedoor.registers.showing.queries import Shown, face_of

pytestmark = pytest.mark.django_db
# Born on 7 March 1960; the last place checks.
NUMBER = "11010119600307001"


def numbered(first: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(each) * weight for each, weight in zip(first, weights, strict=True))
    return first + "10X98765432"[total % 11]


@pytest.fixture
def card() -> Licence:
    facts = [("姓名", "阿依古丽"), ("身份证号", numbered(NUMBER))]
    return issued(agency_name="拜城县新闻出版（版权）局", facts=facts)


def opened(coded: Any) -> Shown:
    return open_show(link=coded.link, place="192.0.2.9", by=ANYONE)


def test_whether_an_age_is_reached_is_said_without_number_or_birth_date(card: Licence) -> None:
    coded = begin_show(card.number, facts=["满 60 周岁"], purpose="inspection", by=HOLDER)
    seen = opened(coded)
    assert seen.facts == (("满 60 周岁", "是"),)
    assert numbered(NUMBER) not in str(seen) and "1960" not in str(seen)
    told = entries_of(f"licence-use:{card.ground}")[-1]
    assert told.body["facts"] == ["满 60 周岁"] and numbered(NUMBER) not in str(told.body)


@pytest.mark.parametrize(("day", "said"), [(date(2020, 3, 6), "否"), (date(2020, 3, 7), "是")])
def test_it_is_reckoned_for_the_day_itself(card: Licence, day: date, said: str) -> None:
    with travel(at_noon(day)):
        assert dict(face_of(card).yes_or_no)["满 60 周岁"] == said


@pytest.mark.parametrize(
    "facts",
    [
        [("姓名", "阿依古丽")],
        [("身份证号", NUMBER + "?")],
        [("父亲", numbered(NUMBER)), ("母亲", numbered("11010119650307002"))],
    ],
)
def test_without_one_true_number_nothing_is_offered_and_nothing_shown(facts: Any) -> None:
    licence = issued(agency_name="拜城县新闻出版（版权）局", facts=facts)
    assert face_of(licence).yes_or_no == ()
    with pytest.raises(no.NoSuchFact):
        begin_show(licence.number, facts=["满 60 周岁"], purpose="other", by=HOLDER)
    assert not Show.objects.exists()


def test_an_authorisation_is_of_lines_alone(world: World, card: Licence) -> None:
    with pytest.raises(no.NoSuchFact):
        authorise(
            card.number, to="agency:education-aksu-city", facts=["满 60 周岁"],
            purpose="handling", until=today(), by=HOLDER,
        )  # fmt: skip
    assert not Authorisation.objects.exists()


def test_a_licence_says_that_it_is_grade_a(card: Licence) -> None:
    assert opened(begin_show(card.number, facts=["姓名"], purpose="other", by=HOLDER)).grade == "A"
