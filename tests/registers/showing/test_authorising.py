"""What a holder lets others see of a licence: those lines, for that purpose, until that day."""

from datetime import date
from typing import Any

import pytest
from tests.channels.identity.sso.systems import HERE, a_system
from tests.registers.licences.test_licences import HOLDER, issued

from onedoor.kernel.actors import SYSTEM, Actor, Scope
from onedoor.kernel.models import Reading
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import days, today, travel
from onedoor.registers.licences.models import Licence
from onedoor.registers.showing import refusals as no
from onedoor.registers.showing.actions import (
    Asking,
    authorise,
    begin_show,
    end_all_of,
    end_authorisation,
    follow_the_holder,
    use_licence,
)
from onedoor.registers.showing.models import Authorisation, Use
from onedoor.registers.showing.queries import authorisations_of, show_for, stands, uses_of
from onedoor.registers.systems.queries import System

pytestmark = pytest.mark.django_db
STRANGER = Actor(kind="person", ref="a2", party="party-2")
LAW = "出版管理条例 第三十五条"


@pytest.fixture
def licence() -> Licence:
    return issued(agency_name="拜城县新闻出版（版权）局")


def a_bureau(**wishes: Any) -> System:
    return a_system(**({"facts": ["licences"]} | wishes))[0]


def labels(licence: Licence, count: int = 2) -> list[str]:
    return [each["label"] for each in licence.facts[:count]]


def given(licence: Licence, system: System, **wishes: Any) -> Authorisation:
    usual = {
        "to": f"system:{system.pk}", "facts": labels(licence), "purpose": "finance",
        "until": today() + days(30), "by": HOLDER,
    }  # fmt: skip
    return authorise(licence.number, **(usual | wishes))


def asking(**said: Any) -> Asking:
    usual: dict[str, Any] = {
        "purpose": "finance", "item": "开户", "case": "K-1", "operator": "柜员 07",
        "reason": "开立对公账户",
    }  # fmt: skip
    return Asking(**(usual | said))


def test_a_system_sees_the_lines_it_was_let_see(world: Any, licence: Licence) -> None:
    system = a_bureau()
    given(licence, system)
    seen = use_licence(system, licence.number, asking=asking())
    assert [label for label, _value in seen.facts] == labels(licence)


def test_every_use_is_a_row_with_its_matter_and_its_hand(world: Any, licence: Licence) -> None:
    system = a_bureau()
    authorisation = given(licence, system)
    use_licence(system, licence.number, asking=asking())
    (use,) = uses_of(licence, seen_by=HOLDER)
    assert (use.authorisation_id, use.case, use.operator) == (authorisation.pk, "K-1", "柜员 07")
    (row,) = Reading.objects.filter(party="party-1", by_ref=f"system:{system.pk}")
    assert licence.number in row.what and "开立对公账户" in row.why and "K-1" in row.why


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"purpose": "contract"}, no.NotForThisPurpose),
        ({"facts": ("证照编号",)}, no.NotTheseFacts),
        ({"facts": ("没有这一项",)}, no.NotTheseFacts),
        ({"law": LAW}, no.NotThisLaw),
        ({"case": ""}, no.ReasonMissing),
        ({"operator": " "}, no.ReasonMissing),
        ({"reason": "多" * 201}, no.ReasonMissing),
    ],
)
def test_beyond_what_was_agreed_nothing_is_told(
    world: Any, licence: Licence, said: dict[str, Any], refusal: type[Exception]
) -> None:
    system = a_bureau()
    given(licence, system)
    with pytest.raises(refusal):
        use_licence(system, licence.number, asking=asking(**said))
    assert not Use.objects.exists()
    assert not Reading.objects.filter(by_ref=f"system:{system.pk}").exists()


def test_after_its_last_day_it_lets_nobody_see(world: Any, licence: Licence) -> None:
    system = a_bureau()
    authorisation = given(licence, system, until=today() + days(3))
    with travel(today() + days(3)):
        assert stands(authorisation)
        use_licence(system, licence.number, asking=asking())
    with travel(today() + days(4)), pytest.raises(no.NotAuthorised):
        assert not stands(authorisation)
        use_licence(system, licence.number, asking=asking())


def test_ended_it_lets_nobody_see_from_that_moment(world: Any, licence: Licence) -> None:
    system = a_bureau()
    authorisation = given(licence, system)
    end_authorisation(authorisation.pk, by=HOLDER)
    end_authorisation(authorisation.pk, by=HOLDER)
    with pytest.raises(no.NotAuthorised):
        use_licence(system, licence.number, asking=asking())


def test_an_agency_means_each_of_its_systems_and_no_other(world: Any, licence: Licence) -> None:
    ours, theirs = a_bureau(), a_bureau(agency="education-aksu-city")
    given(licence, ours, to=f"agency:{HERE}")
    use_licence(ours, licence.number, asking=asking())
    with pytest.raises(no.NotAuthorised):
        use_licence(theirs, licence.number, asking=asking())


def test_who_guesses_numbers_learns_nothing(world: Any, licence: Licence) -> None:
    system = a_bureau()
    sentences = set()
    for number in (licence.number, "没有这张证"):
        with pytest.raises(no.NotAuthorised) as refused:
            use_licence(system, number, asking=asking())
        sentences.add(refused.value.sentence)
    assert len(sentences) == 1


def test_a_duty_looks_by_the_law_it_was_approved_for(world: Any, licence: Licence) -> None:
    system = a_bureau(consent="duty")
    seen = use_licence(system, licence.number, asking=asking(law=LAW, purpose="handling"))
    assert len(seen.facts) == len(licence.facts)
    assert uses_of(licence, seen_by=HOLDER)[0].law == LAW
    with pytest.raises(no.NotThisLaw):
        use_licence(system, licence.number, asking=asking(law="另一部法 第一条"))
    with pytest.raises(no.NotByLaw):
        use_licence(system, licence.number, asking=asking(law=LAW, purpose="finance"))
    with pytest.raises(no.NotAuthorised):
        use_licence(system, licence.number, asking=asking())


def test_a_system_that_did_not_ask_for_licences_sees_none(world: Any, licence: Licence) -> None:
    system = a_bureau(facts=["name"])
    with pytest.raises(no.NobodyNamed):
        given(licence, system)
    given(licence, system, to=f"agency:{HERE}")
    with pytest.raises(no.LicencesNotApproved):
        use_licence(system, licence.number, asking=asking())


@pytest.mark.parametrize(
    ("wishes", "refusal"),
    [
        ({"facts": []}, no.NothingChosen),
        ({"purpose": "anything"}, no.NoSuchPurpose),
        ({"until": date(2020, 1, 1)}, no.TooLate),
        ({"until": date(2099, 1, 1)}, no.TooLate),
        ({"until": None}, no.TooLate),
        ({"to": "agency:nowhere"}, no.NobodyNamed),
        ({"to": ""}, no.NobodyNamed),
        ({"by": STRANGER}, NotFound),
        ({"by": Actor(kind="person", ref="a3", party="party-1", person="p",
                      scope=Scope(mandate="m", kind="agent"))}, no.OnlyTheHolder),
    ],
)  # fmt: skip
def test_what_may_not_be_agreed_is_refused(
    world: Any, licence: Licence, wishes: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        given(licence, a_bureau(), **wishes)
    assert not Authorisation.objects.exists()


def test_one_at_a_time_for_a_purpose(world: Any, licence: Licence) -> None:
    system = a_bureau()
    given(licence, system, until=today())
    with pytest.raises(no.Authorised):
        given(licence, system)
    with travel(today() + days(1)):
        given(licence, system)
    assert len(authorisations_of(licence, seen_by=HOLDER)) == 2
    assert authorisations_of(licence, seen_by=STRANGER) == []
    with pytest.raises(no.NoSuchAuthorisation):
        end_authorisation(authorisations_of(licence, seen_by=HOLDER)[0].pk, by=STRANGER)


def test_whoever_leaves_lets_nobody_see_anything_any_more(world: Any, licence: Licence) -> None:
    system = a_bureau()
    given(licence, system)
    shown = begin_show(licence.number, facts=labels(licence), purpose="other", by=HOLDER)
    end_all_of("party-1", made_by="account:another", by=SYSTEM)
    use_licence(system, licence.number, asking=asking())
    end_all_of("party-1", by=SYSTEM)
    end_all_of("party-1", by=SYSTEM)
    with pytest.raises(no.NotAuthorised):
        use_licence(system, licence.number, asking=asking())
    assert show_for(shown.show.pk, seen_by=HOLDER).ended_at is not None


def test_the_book_follows_its_holder(world: Any, licence: Licence) -> None:
    system = a_bureau()
    given(licence, system)
    use_licence(system, licence.number, asking=asking())
    follow_the_holder("party-1", "party-2")
    assert uses_of(licence, seen_by=HOLDER) == []
    assert len(uses_of(licence, seen_by=STRANGER)) == 1
    assert len(authorisations_of(licence, seen_by=STRANGER)) == 1
