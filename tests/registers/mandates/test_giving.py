"""Giving, agreeing to, changing and ending mandates; nothing moves when one is refused."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from tests.standing_in import AGENT, FIRM, REPRESENTATIVE, a_mandate, an_offer, representing, under
from tests.world import BOOKSHOP, World

from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.models import Entry
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import days, now, today, travel
from onedoor.registers.mandates.actions import (
    change_acts,
    confirm_mandate,
    end_mandate,
    stop_by_code,
)
from onedoor.registers.mandates.kinds import acts, kinds
from onedoor.registers.mandates.models import Agreement, Mandate
from onedoor.registers.mandates.queries import (
    choices_of,
    mandate_by_code,
    mandate_for,
    mandates_of,
    standing,
    state_of,
    stop_code_of,
    to_confirm,
)
from onedoor.registers.people.queries import party_matching

WINDOW = "press_aksu_city_window"


def refused(name: str, does: Any, *args: Any, **given: Any) -> Refusal:
    """The act is refused by this name, and no mandate, agreement or record has moved."""
    before = _everything()
    with pytest.raises(Refusal) as caught:
        does(*args, **given)
    assert type(caught.value).__name__ == name
    assert _everything() == before
    return caught.value


def _everything() -> Any:
    return (
        list(Mandate.objects.order_by("id").values()),
        list(Agreement.objects.order_by("id").values()),
        Entry.objects.filter(subject__startswith="mandate:").count(),
    )


def test_an_offer_gives_nobody_any_right_before_the_legal_representative_agrees(
    world: World,
) -> None:
    mandate = an_offer(world)
    agent = world.cast(AGENT)
    assert (state_of(mandate), standing(mandate.id, seen_by=agent)) == ("proposed", None)
    assert [each.id for each in to_confirm(seen_by=world.cast(REPRESENTATIVE))] == [mandate.id]
    assert to_confirm(seen_by=agent) == []

    confirm_mandate(mandate.id, by=world.cast(REPRESENTATIVE))
    stands = standing(mandate.id, seen_by=agent)
    assert stands is not None and stands.giver.name == "阿克苏市多浪书屋"
    assert stands.scope.services == {BOOKSHOP}
    assert to_confirm(seen_by=world.cast(REPRESENTATIVE)) == []


def test_everything_that_happens_to_a_mandate_is_recorded_with_both_people(world: World) -> None:
    mandate = a_mandate(world)
    change_acts(mandate.id, acts=["apply"], by=world.cast(REPRESENTATIVE))
    end_mandate(mandate.id, by=world.cast(AGENT))
    told = entries_of(mandate.subject)
    assert [each.name for each in told] == [
        "mandate.offered", "mandate.agreed", "mandate.changed", "mandate.ended",
    ]  # fmt: skip
    representative, firm = world.cast(REPRESENTATIVE), world.cast(FIRM)
    for entry in told[:3]:
        assert (entry.by_ref, entry.for_party) == (representative.ref, firm.party)
        assert entry.mandate == "representative"
    # The agent ends it as themselves, not as somebody who acts for the firm.
    assert (told[3].by_ref, told[3].for_party) == (world.cast(AGENT).ref, "")
    words = str([each.body for each in told])
    assert "多浪" not in words and "652999" not in words


def test_a_firms_own_sign_in_may_offer_and_only_the_legal_representative_agree(
    world: World,
) -> None:
    mandate = an_offer(world, by=FIRM)
    refused("ForTheRepresentative", confirm_mandate, mandate.id, by=world.cast(FIRM))
    for stranger in (AGENT, "li_qiang", "tianshan_fruit"):
        refused("NotYoursToConfirm", confirm_mandate, mandate.id, by=world.cast(stranger))
    assert confirm_mandate(mandate.id, by=world.cast(REPRESENTATIVE)).confirmed_at


def test_nobody_can_give_away_what_is_anothers(world: World) -> None:
    for stranger in (AGENT, "li_qiang", "tianshan_fruit"):
        refused("NotYoursToOffer", an_offer, world, by=stranger)
    agent = under(world, AGENT, a_mandate(world).id)
    # Under the firm's own mandate one gives away nothing of the firm's either.
    world.cast._known["deputy"] = agent
    refused("NotYoursToOffer", an_offer, world, receiver="zhang_min", by="deputy")
    del world.cast._known["deputy"]


def test_an_agent_cannot_agree_change_or_see_what_the_firm_gives_to_others(world: World) -> None:
    agent = under(world, AGENT, a_mandate(world).id)
    other = an_offer(world, receiver="zhang_min")
    refused("NotYoursToConfirm", confirm_mandate, other.id, by=agent)
    refused("NotYoursToChange", change_acts, other.id, acts=["apply"], by=agent)
    refused("NoSuchMandate", end_mandate, other.id, by=agent)
    refused("NoSuchMandate", mandate_for, other.id, seen_by=agent)
    refused("NoSuchMandate", mandates_of, world.cast(FIRM).party, seen_by=agent)


def test_an_agent_may_give_up_some_of_it_but_never_take_more(world: World) -> None:
    mandate = a_mandate(world, acts=("apply",))
    agent = world.cast(AGENT)
    refused("NotYoursToChange", change_acts, mandate.id, acts=["apply", "withdraw"], by=agent)
    firm = world.cast(FIRM)
    refused("NotYoursToChange", change_acts, mandate.id, acts=["apply", "withdraw"], by=firm)
    widened = change_acts(mandate.id, acts=["apply", "withdraw"], by=world.cast(REPRESENTATIVE))
    assert widened.acts == ["see", "apply", "withdraw"]
    assert change_acts(mandate.id, acts=["withdraw"], by=firm).acts == ["see", "withdraw"]


def test_no_acts_never_come_to_mean_all_acts(world: World) -> None:
    refused("NoActs", an_offer, world, acts=())
    mandate = a_mandate(world)
    refused("NoActs", change_acts, mandate.id, acts=[], by=world.cast(REPRESENTATIVE))
    with pytest.raises(IntegrityError, match="a_mandate_names_its_acts"), transaction.atomic():
        Mandate.objects.filter(pk=mandate.id).update(acts=[])


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"acts": ("apply", "own-everything")}, "UnknownAct"),
        ({"services": ("'; drop table",)}, "UnknownService"),
        ({"receiver": FIRM}, "ToOneself"),
        ({"receiver": "tianshan_fruit"}, "WrongSide"),
        ({"until": today() - days(1)}, "BadPeriod"),
        ({"until": today() + days(2000)}, "TooLong"),
        ({"since": today() + days(9), "until": today() + days(8)}, "BadPeriod"),
    ],
)
def test_a_mandate_that_its_kind_does_not_allow_is_not_offered(
    world: World, changes: dict[str, Any], refusal: str
) -> None:
    refused(refusal, an_offer, world, **changes)


def test_a_helper_never_rates_in_the_persons_stead(world: World) -> None:
    refused(
        "UnknownAct", an_offer, world, "helper",
        giver="hanim", receiver="exset", by="exset", acts=("apply", "rate"), services=(),
    )  # fmt: skip


def test_who_is_not_known_well_enough_gives_nothing_away(world: World) -> None:
    from dataclasses import replace

    mandate = an_offer(world)
    unsure = replace(world.cast(REPRESENTATIVE), level=1)
    refused("NotSureEnough", confirm_mandate, mandate.id, by=unsure)


def test_a_new_offer_takes_the_place_of_the_open_one(world: World) -> None:
    first, second = an_offer(world), an_offer(world)
    refused("EndedAlready", confirm_mandate, first.id, by=world.cast(REPRESENTATIVE))
    assert Mandate.objects.get(pk=first.id).ended_how == "replaced"
    assert confirm_mandate(second.id, by=world.cast(REPRESENTATIVE)).confirmed_at


def test_a_parent_acts_for_a_child_only_after_a_clerk_has_seen_the_household_register(
    world: World,
) -> None:
    child = {"giver": "alim", "receiver": "ayigul", "by": "ayigul", "services": ()}
    mandate = an_offer(world, "guardian", **child)
    parent, clerk = world.cast("ayigul"), world.cast(WINDOW)
    refused("NotYoursToConfirm", confirm_mandate, mandate.id, by=parent)
    refused("BasisNeeded", confirm_mandate, mandate.id, by=clerk)
    reviewer = world.cast("press_aksu_city_reviewer")
    refused("NotAtAWindow", confirm_mandate, mandate.id, basis="户口簿", by=reviewer)
    confirm_mandate(mandate.id, basis="户口簿", by=clerk)
    (agreement,) = Agreement.objects.filter(mandate=mandate)
    assert (agreement.by_name, agreement.basis) == (clerk.name, "户口簿")
    assert standing(mandate.id, seen_by=parent) is not None


def test_a_guardian_is_one_until_the_child_is_of_age(world: World) -> None:
    child = {"giver": "alim", "receiver": "ayigul", "by": "ayigul", "services": ()}
    with travel(today().replace(year=2036, month=1, day=15)):
        refused("TooLong", an_offer, world, "guardian", **child, until=today() + days(90))
        an_offer(world, "guardian", **child, until=today() + days(80))
    grown = child | {"giver": "gulnur"}
    refused("NotAChild", an_offer, world, "guardian", **grown)


def test_a_helper_may_ask_and_only_the_person_or_a_clerk_before_whom_they_stand_agrees(
    world: World,
) -> None:
    helped = {"giver": "hanim", "receiver": "exset", "acts": ("apply",), "services": ()}
    mandate = an_offer(world, "helper", by="exset", **helped)
    refused("NotYoursToConfirm", confirm_mandate, mandate.id, by=world.cast("exset"))
    assert confirm_mandate(mandate.id, by=world.cast("hanim")).confirmed_at
    again = an_offer(world, "helper", by="hanim", **helped)
    clerk = world.cast("press_baicheng_window")
    assert confirm_mandate(again.id, basis="本人到场，见证人古丽巴哈尔", by=clerk).confirmed_at


def test_an_entrustment_stands_when_both_legal_representatives_have_agreed(world: World) -> None:
    between = {"giver": FIRM, "receiver": "aksu_software", "acts": ("apply",)}
    mandate = an_offer(world, "entrustment", **between)
    confirm_mandate(mandate.id, by=world.cast(REPRESENTATIVE))
    firm = world.cast("aksu_software")
    assert standing(mandate.id, seen_by=firm) is None
    refused("ConfirmedAlready", confirm_mandate, mandate.id, by=world.cast(REPRESENTATIVE))
    refused("ForTheRepresentative", confirm_mandate, mandate.id, by=firm)
    confirm_mandate(mandate.id, by=world.cast("chen_hao"))
    assert standing(mandate.id, seen_by=firm) is not None


def test_either_side_ends_it_and_from_that_moment_it_opens_nothing(world: World) -> None:
    for who in (FIRM, REPRESENTATIVE, AGENT):
        mandate = a_mandate(world)
        end_mandate(mandate.id, by=world.cast(who))
        assert standing(mandate.id, seen_by=world.cast(AGENT)) is None
        refused("EndedAlready", end_mandate, mandate.id, by=world.cast(REPRESENTATIVE))
        refused("EndedAlready", confirm_mandate, mandate.id, by=world.cast(REPRESENTATIVE))
    assert choices_of(seen_by=world.cast(AGENT)) == []


def test_a_stranger_neither_sees_nor_ends_a_mandate(world: World) -> None:
    mandate = a_mandate(world)
    for who in ("li_qiang", "tianshan_fruit"):
        refused("NoSuchMandate", end_mandate, mandate.id, by=world.cast(who))
        refused("NoSuchMandate", mandate_for, mandate.id, seen_by=world.cast(who))
        refused("NoSuchMandate", stop_code_of, mandate, seen_by=world.cast(who))
    refused("NotYoursToEnd", end_mandate, mandate.id, by=ANYONE)
    program = Actor(kind="machine", ref="token:x", party=world.cast(FIRM).party, level=3)
    refused("NoSuchMandate", end_mandate, mandate.id, by=program)


def test_a_clerk_at_a_window_ends_it_with_a_reason_and_their_name(world: World) -> None:
    mandate, clerk = a_mandate(world), world.cast(WINDOW)
    refused("ReasonNeeded", end_mandate, mandate.id, by=clerk)
    reviewer = world.cast("press_aksu_city_reviewer")
    refused("NotYoursToEnd", end_mandate, mandate.id, reason="本人要求", by=reviewer)
    ended = end_mandate(mandate.id, reason="本人到窗口要求终止", by=clerk)
    assert (ended.ended_how, ended.ended_by_name) == ("window", clerk.name)


def test_the_stop_code_on_the_slip_ends_it_without_an_account(world: World) -> None:
    mandate = a_mandate(world)
    code = stop_code_of(mandate, seen_by=world.cast(FIRM))
    refused("NoSuchStopCode", stop_by_code, "0000 0000 0000")
    refused("NoSuchStopCode", stop_by_code, "")
    shown = mandate_by_code(f"{code[:4]} {code[4:8]} {code[8:]}".lower())
    assert shown is not None and shown.helper == world.cast(AGENT).name
    stop_by_code(code.lower())
    assert standing(mandate.id, seen_by=world.cast(AGENT)) is None
    refused("EndedAlready", stop_by_code, code)
    (*_, last) = entries_of(mandate.subject)
    assert (last.name, last.by_kind, last.body["how"]) == ("mandate.ended", "anyone", "code")
    # Whoever reads the table finds no code in it.
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mandates_mandate")
        assert code not in str(cursor.fetchall())


def test_a_mandate_stands_on_its_days_and_on_no_other(world: World) -> None:
    agent = world.cast(AGENT)
    mandate = a_mandate(world, since=today() + days(2), until=today() + days(4))
    seen = {}
    for ahead in range(1, 6):
        with travel(today() + days(ahead)):
            seen[ahead] = (state_of(mandate), standing(mandate.id, seen_by=agent) is not None)
    assert seen == {
        1: ("coming", False), 2: ("standing", True), 3: ("standing", True),
        4: ("standing", True), 5: ("expired", False),
    }  # fmt: skip


def test_an_offer_whose_days_are_over_cannot_be_agreed_to(world: World) -> None:
    mandate = an_offer(world, until=today() + days(3))
    with travel(today() + days(4)):
        refused("OfferLapsed", confirm_mandate, mandate.id, by=world.cast(REPRESENTATIVE))


def test_a_firm_that_was_closed_has_no_agents_and_no_representative(world: World) -> None:
    mandate = a_mandate(world)
    party = mandate.giver
    try:
        party.closed_at = now()
        party.save(update_fields=["closed_at"])
        assert standing(mandate.id, seen_by=world.cast(AGENT)) is None
        wanted = f"representative:{party.ref}"
        assert standing(wanted, seen_by=world.cast(REPRESENTATIVE)) is None
        refused("GiverClosed", an_offer, world)
    finally:
        party.closed_at = None
        party.save(update_fields=["closed_at"])


@pytest.mark.parametrize(
    "forged",
    ["", "+", "representative:", "representative:nobody", "0" * 16, "' OR 1=1 --", "\0" * 16],
)
def test_what_names_no_mandate_opens_nothing(world: World, forged: str) -> None:
    assert standing(forged, seen_by=world.cast(AGENT)) is None
    assert standing(f"{forged}+{forged}", seen_by=world.cast(AGENT)) is None
    assert standing(forged, seen_by=ANYONE) is None


def test_anothers_mandate_opens_nothing(world: World) -> None:
    mandate = a_mandate(world)
    firm = world.cast(FIRM).party
    for ref in ("zhang_min", FIRM, "li_qiang", WINDOW):
        assert standing(mandate.id, seen_by=world.cast(ref)) is None
        assert standing(f"representative:{firm}", seen_by=world.cast(ref)) is None


def test_an_agent_of_the_entrusted_firm_acts_only_within_both_mandates(world: World) -> None:
    entrusted = a_mandate(
        world, "entrustment", giver=FIRM, receiver="aksu_software", acts=("apply", "correct"),
        services=(BOOKSHOP,), until=today() + days(60), agreed=(REPRESENTATIVE, "chen_hao"),
    )  # fmt: skip
    own = a_mandate(
        world, giver="aksu_software", receiver="zhang_min", by="chen_hao", agreed=("chen_hao",),
        acts=("apply", "withdraw"), services=(), until=today() + days(30),
    )  # fmt: skip
    chain = f"{own.id}+{entrusted.id}"
    acting = under(world, "zhang_min", chain)
    assert acting.party == world.cast(FIRM).party
    assert acting.scope is not None
    assert (acting.scope.acts, acting.scope.services) == ({"see", "apply"}, {BOOKSHOP})
    assert chain in [each.acting for each in choices_of(seen_by=world.cast("zhang_min"))]
    # Neither half opens the other's door, and the order cannot be turned round.
    person = world.cast("zhang_min")
    for forged in (entrusted.id, f"{entrusted.id}+{own.id}", f"{own.id}+{own.id}"):
        assert standing(forged, seen_by=person) is None
    with travel(today() + days(31)):
        assert standing(chain, seen_by=person) is None
    end_mandate(entrusted.id, by=world.cast(REPRESENTATIVE))
    assert standing(chain, seen_by=person) is None


def test_two_mandates_with_nothing_in_common_open_nothing_rather_than_everything(
    world: World,
) -> None:
    entrusted = a_mandate(
        world, "entrustment", giver=FIRM, receiver="aksu_software", acts=("apply",),
        services=(BOOKSHOP,), agreed=(REPRESENTATIVE, "chen_hao"),
    )  # fmt: skip
    own = a_mandate(
        world, giver="aksu_software", receiver="zhang_min", by="chen_hao", agreed=("chen_hao",),
        services=("resettlement",),
    )  # fmt: skip
    assert standing(f"{own.id}+{entrusted.id}", seen_by=world.cast("zhang_min")) is None


def test_both_sides_see_it_with_its_end(world: World) -> None:
    mandate = a_mandate(world)
    end_mandate(mandate.id, by=world.cast(AGENT))
    given = mandates_of(world.cast(FIRM).party, seen_by=representing(world)).given
    received = mandates_of(world.cast(AGENT).party, seen_by=world.cast(AGENT)).received
    assert [each.id for each in given] == [each.id for each in received] == [mandate.id]
    assert given[0].ended_how == "receiver"


def test_a_number_without_its_name_says_nothing_about_who_is_known(world: World) -> None:
    ayigul = world.cast("ayigul")
    number = "652999198506120027"
    found = {
        name: party_matching(name=name, number=number, seen_by=SYSTEM)
        for name in ("阿依古丽·买买提", "阿依古丽•买买提", "阿依古丽", "", "李强")
    }
    assert found == {
        "阿依古丽·买买提": ayigul.party, "阿依古丽•买买提": ayigul.party,
        "阿依古丽": "", "": "", "李强": "",
    }  # fmt: skip


def test_a_telephone_finds_whoever_has_confirmed_it_and_is_called_so(world: World) -> None:
    person = world.cast("zhang_min")
    accounts = get_user_model().objects.filter(party_id=person.party)
    accounts.update(phone_index=blind_index("+8613800001001", purpose="account.phone"))
    try:
        found = [
            party_matching(name=name, number="138 0000 1001", seen_by=SYSTEM)
            for name in ("张敏", "李强", "")
        ]
    finally:
        accounts.update(phone_index="")
    assert found == [person.party, "", ""]


def test_the_data_of_the_kinds_is_whole() -> None:
    known = {each.act for each in acts()}
    for kind in kinds().values():
        assert set(kind.never) <= known and "see" in kind.acts and kind.basis
        assert {each.side for each in kind.agreed} <= {"giver", "receiver"} and kind.agreed
        assert all(each.ways for each in kind.agreed) and kind.longest_days > 0
