"""A seal needs two people to come into being, one to stop, and is kept by a post of its agency."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.registers.seals_in_force import (
    APPROVES,
    ASKS,
    a_seal_asked_for,
    a_seal_in_force,
    an_agency,
)

from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import now
from onedoor.registers.agencies.actions import keep_agencies
from onedoor.registers.agencies.models import Agency
from onedoor.registers.seals import rules
from onedoor.registers.seals.actions import (
    approve_seal,
    decline_seal,
    hand_over,
    keep_use,
    replace_seal,
    stop_seal,
)
from onedoor.registers.seals.models import Seal, SealUse, State
from onedoor.registers.seals.queries import (
    A_PAGE,
    is_in_force,
    seal_for,
    seal_to_use,
    seals,
    use_counts,
    uses_of,
)

pytestmark = pytest.mark.django_db

CODE = "press-baicheng"


def clerk(post: str, agency: str = CODE) -> Actor:
    return Actor(
        kind="staff", ref=f"clerk:{post}", name="李明", agency=agency,
        posts=frozenset({f"{agency}/{post}"}),
    )  # fmt: skip


SUPERVISOR, WINDOW = clerk("supervisor"), clerk("window")
STRANGER = clerk("supervisor", "education-baicheng")
AUDITOR = Actor(kind="administrator", ref="test:audit", name="努尔兰", office="audit")


@pytest.fixture(autouse=True)
def agency() -> Agency:
    return an_agency()


def news(seal: Seal) -> list[str]:
    return [entry.name for entry in entries_of(f"seal:{seal.pk}")]


def state(seal: Seal) -> str:
    return Seal.objects.get(pk=seal.pk).state


@pytest.mark.parametrize("by", [SUPERVISOR, ASKS, SYSTEM])
def test_the_supervisor_or_the_system_administrator_asks_and_nothing_is_in_force_yet(
    by: Actor,
) -> None:
    seal = a_seal_asked_for(by=by)
    assert (seal.state, seal.name, seal.keeper) == (
        State.ASKED,
        "拜城县新闻出版局",
        f"{CODE}/supervisor",
    )
    assert not is_in_force(seal) and news(seal) == ["seal.asked"]
    with pytest.raises(rules.NoSealInForce):
        seal_to_use(CODE, seal.name, for_licence=False)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"by": WINDOW}, rules.NotYoursToAsk),
        ({"by": STRANGER}, rules.NotYoursToAsk),
        ({"by": APPROVES}, rules.NotYoursToAsk),
        ({"by": ANYONE}, rules.NotYoursToAsk),
        ({"kind": "cheese"}, rules.UnknownSealKind),
        ({"basis": " "}, rules.SealReasonNeeded),
        ({"valid_until": date(2014, 1, 1)}, rules.SealEndsBeforeItBegins),
        ({"keeper": "education-baicheng/window"}, rules.KeeperElsewhere),
        ({"keeper": f"{CODE}/nobody"}, NotFound),
    ],
)
def test_whoever_may_not_ask_or_asks_for_what_cannot_be_gets_nothing(
    changed: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        a_seal_asked_for(**changed)
    assert not Seal.objects.exists()


def test_there_is_one_of_a_kind_at_a_time() -> None:
    first = a_seal_asked_for()
    with pytest.raises(rules.SealStands):
        a_seal_asked_for()
    approve_seal(first.pk, by=APPROVES)
    with pytest.raises(rules.SealStands):
        a_seal_asked_for()
    assert Seal.objects.count() == 1
    assert a_seal_asked_for(kind="licence").kind == "licence"


def test_another_person_approves_and_the_record_names_both() -> None:
    seal = a_seal_in_force()
    assert is_in_force(seal) and news(seal) == ["seal.asked", "seal.approved"]
    asked, approved = entries_of(f"seal:{seal.pk}")
    assert (asked.by_ref, approved.by_ref) == (ASKS.ref, APPROVES.ref)
    assert (seal.asked_by_name, seal.settled_by_name) == (ASKS.name, APPROVES.name)


@pytest.mark.parametrize("by", [SYSTEM, APPROVES])
def test_nobody_approves_what_they_asked_for_not_even_the_system(by: Actor) -> None:
    seal = a_seal_asked_for(by=SYSTEM)
    Seal.objects.update(asker=by.ref)
    with pytest.raises(rules.TwoForASeal, match="两个人"):
        approve_seal(seal.pk, by=by)
    assert state(seal) == State.ASKED and news(seal) == ["seal.asked"]
    with pytest.raises(IntegrityError, match="nobody_approves"), transaction.atomic():
        Seal.objects.update(state=State.IN_FORCE, settled_by=by.ref, settled_at=now())


@pytest.mark.parametrize("by", [SUPERVISOR, ASKS, AUDITOR, ANYONE])
def test_only_the_security_administrator_approves(by: Actor) -> None:
    seal = a_seal_asked_for(by=SYSTEM)
    with pytest.raises(rules.NotYoursToApprove):
        approve_seal(seal.pk, by=by)
    assert state(seal) == State.ASKED and news(seal) == ["seal.asked"]


def test_a_seal_is_settled_once_and_a_no_gives_reasons() -> None:
    seal = a_seal_asked_for()
    with pytest.raises(rules.SealReasonNeeded):
        decline_seal(seal.pk, reasons="", by=APPROVES)
    decline_seal(seal.pk, reasons="保管岗位没有人", by=APPROVES)
    with pytest.raises(rules.SealSettledAlready):
        approve_seal(seal.pk, by=APPROVES)
    assert state(seal) == State.DECLINED and news(seal) == ["seal.asked", "seal.declined"]
    assert a_seal_asked_for().pk != seal.pk


@pytest.mark.parametrize("by", [SUPERVISOR, WINDOW, ASKS, APPROVES, SYSTEM])
def test_the_keeper_the_supervisor_or_an_administrator_stops_it_at_once(by: Actor) -> None:
    seal = a_seal_in_force(keeper=f"{CODE}/window")
    stop_seal(seal.pk, reasons="印章密钥遗失", by=by)
    kept = Seal.objects.get(pk=seal.pk)
    assert (kept.state, kept.stopped_why, kept.stopped_by) == (
        State.STOPPED,
        "印章密钥遗失",
        by.ref,
    )
    assert news(seal)[-1] == "seal.stopped"
    with pytest.raises(rules.NoSealInForce):
        seal_to_use(CODE, seal.name, for_licence=False)


@pytest.mark.parametrize(
    ("by", "reasons", "refusal"),
    [
        (WINDOW, "丢了", rules.NotYoursToStop),
        (STRANGER, "丢了", rules.NotYoursToStop),
        (AUDITOR, "丢了", rules.NotYoursToStop),
        (ANYONE, "丢了", rules.NotYoursToStop),
        (SUPERVISOR, " ", rules.SealReasonNeeded),
    ],
)
def test_nobody_else_stops_it_and_nobody_without_a_reason(
    by: Actor, reasons: str, refusal: type[Refusal]
) -> None:
    seal = a_seal_in_force()
    with pytest.raises(refusal):
        stop_seal(seal.pk, reasons=reasons, by=by)
    assert state(seal) == State.IN_FORCE and "seal.stopped" not in news(seal)


def test_what_is_not_in_force_is_not_stopped_handed_over_or_replaced() -> None:
    seal = a_seal_asked_for()
    days = {"valid_from": date(2026, 1, 1), "valid_until": date(2030, 1, 1), "basis": "到期"}
    for act in (
        lambda: stop_seal(seal.pk, reasons="丢了", by=SUPERVISOR),
        lambda: hand_over(seal.pk, keeper=f"{CODE}/window", by=SUPERVISOR),
        lambda: replace_seal(seal.pk, by=SUPERVISOR, **days),
    ):
        with pytest.raises(rules.SealNotInForce):
            act()
    assert news(seal) == ["seal.asked"]


def test_another_post_of_the_same_agency_keeps_it() -> None:
    seal = a_seal_in_force()
    with pytest.raises(rules.NotYoursToAsk):
        hand_over(seal.pk, keeper=f"{CODE}/window", by=WINDOW)
    with pytest.raises(rules.KeeperElsewhere):
        hand_over(seal.pk, keeper="education-baicheng/window", by=SUPERVISOR)
    for _ in range(2):
        hand_over(seal.pk, keeper=f"{CODE}/window", by=SUPERVISOR)
    assert Seal.objects.get().keeper == f"{CODE}/window"
    assert news(seal) == ["seal.asked", "seal.approved", "seal.handed-over"]


def test_a_seal_that_is_replaced_holds_until_the_new_one_is_approved() -> None:
    old = a_seal_in_force()
    agency = Agency.objects.get(code=CODE)
    Agency.objects.filter(code=CODE).update(name="拜城县文化旅游局")
    new = replace_seal(
        old.pk, valid_from=date(2026, 1, 1), valid_until=date(2036, 1, 1), basis="机关更名",
        by=SUPERVISOR,
    )  # fmt: skip
    assert state(old) == State.IN_FORCE and new.name == "拜城县文化旅游局"
    approve_seal(new.pk, by=APPROVES)
    assert (state(old), state(new)) == (State.STOPPED, State.IN_FORCE)
    assert news(old)[-1] == "seal.stopped" and seal_to_use(CODE, new.name, for_licence=False) == new
    # Its name is the agency's, or it seals nothing.
    with pytest.raises(rules.NoSealInForce, match=agency.name):
        seal_to_use(CODE, agency.name, for_licence=False)


def test_a_licence_takes_the_seal_for_licences_where_there_is_one() -> None:
    usual = a_seal_in_force()
    name = usual.name
    assert seal_to_use(CODE, name, for_licence=True) == usual
    special = a_seal_in_force(kind="licence")
    assert seal_to_use(CODE, name, for_licence=True) == special
    assert seal_to_use(CODE, name, for_licence=False) == usual


@pytest.mark.parametrize(
    ("begins", "ends"), [((2030, 1, 1), (2040, 1, 1)), ((2015, 1, 1), (2016, 1, 1))]
)
def test_a_seal_whose_days_have_not_come_or_are_over_is_not_used(begins: Any, ends: Any) -> None:
    seal = a_seal_in_force(valid_from=date(*begins), valid_until=date(*ends))
    assert not is_in_force(seal)
    with pytest.raises(rules.NoSealInForce):
        seal_to_use(CODE, seal.name, for_licence=False)


def use(seal: Seal, number: int = 1, by: Actor = SYSTEM) -> None:
    keep_use(
        seal.pk, paper=f"key-{number}", digest=f"{number:064x}", ofd_digest="", subject="case-1",
        by=by,
    )  # fmt: skip


def test_a_use_is_written_once_and_never_altered_or_removed() -> None:
    seal = a_seal_in_force()
    use(seal)
    with pytest.raises(IntegrityError), transaction.atomic():
        use(seal)
    for change in (
        lambda: SealUse.objects.update(subject="case-2"),
        lambda: SealUse.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="never altered"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError, match="something_known"), transaction.atomic():
        keep_use(seal.pk, paper="p", digest="d", ofd_digest="", subject="", by=SYSTEM)
    assert SealUse.objects.count() == 1


def test_a_seal_stopped_since_it_was_chosen_is_not_used() -> None:
    seal = a_seal_in_force()
    stop_seal(seal.pk, reasons="丢了", by=SYSTEM)
    with pytest.raises(rules.NoSealInForce):
        use(seal)
    assert not SealUse.objects.exists()


def test_an_agencys_clerks_see_its_seals_administrators_all_and_nobody_else_any() -> None:
    seal = a_seal_in_force()
    for reader in (SUPERVISOR, WINDOW, AUDITOR, SYSTEM):
        assert seal_for(seal.pk, seen_by=reader) == seal
        assert seals(seen_by=reader) == [seal]
    for reader in (STRANGER, ANYONE, Actor(kind="person", ref="p", party="p")):
        assert seals(seen_by=reader) == [] and use_counts(seen_by=reader) == {}
        for act in (seal_for, uses_of):
            with pytest.raises(NotFound):
                act(seal.pk, seen_by=reader)
    with pytest.raises(NotFound):
        seal_for("not-an-id", seen_by=SYSTEM)


def test_the_log_is_read_in_pages_and_administrators_see_no_case(
    django_assert_num_queries: Any,
) -> None:
    seal = a_seal_in_force()
    for number in range(A_PAGE + 1):
        use(seal, number)
    with django_assert_num_queries(3):
        first = uses_of(seal.pk, seen_by=SUPERVISOR)
    assert (len(first.rows), first.total, first.more) == (A_PAGE, A_PAGE + 1, True)
    assert first.rows[0].paper == f"key-{A_PAGE}" and first.rows[0].subject == "case-1"
    last = uses_of(seal.pk, seen_by=SUPERVISOR, page=2)
    assert (len(last.rows), last.more) == (1, False)
    assert {each.subject for each in uses_of(seal.pk, seen_by=AUDITOR).rows} == {""}
    assert use_counts(seen_by=AUDITOR) == {seal.pk: A_PAGE + 1}


def test_keeping_agencies_again_leaves_their_seals_alone() -> None:
    seal = a_seal_in_force()
    keep_agencies([])
    assert is_in_force(Seal.objects.get(pk=seal.pk))
