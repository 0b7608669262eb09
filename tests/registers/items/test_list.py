"""The catalogue list: changed only by proposals that two sides have reviewed, from a day on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from onedoor.casework.cases.actions import begin_draft
from onedoor.kernel.actors import Actor
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import today, travel
from onedoor.registers.catalogue.queries import ServiceSuspended, services
from onedoor.registers.items import codelists
from onedoor.registers.items import refusals as no
from onedoor.registers.items.actions import (
    follow_the_list,
    keep_catalogue,
    propose_change,
    review_change,
    withdraw_change,
)
from onedoor.registers.items.models import ItemVersion, ListChange
from onedoor.registers.items.queries import item, listed, versions_of

BOOKS = "000139014000"
EDITOR = Actor(
    kind="staff", ref="account:editor", name="编辑", agency="government-aksu",
    posts=frozenset({"government-aksu/item-editor"}),
)  # fmt: skip
ESTABLISHMENT = Actor(
    kind="staff", ref="account:one", name="编办", agency="establishment-aksu",
    posts=frozenset({"establishment-aksu/item-reviewer"}),
)  # fmt: skip
LEGAL = Actor(
    kind="staff", ref="account:two", name="司法", agency="justice-aksu",
    posts=frozenset({"justice-aksu/item-reviewer"}),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _undone(_registers, django_db_blocker):
    """Each test changes the list in a transaction that is taken back, and whoever came with it."""
    known = dict(_registers.cast._known)
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    _registers.cast._known = known


def new_item(code: str, name: str = "出版物出租许可", **changes):
    return {
        "code": code,
        "name": name,
        "kind": "administrative-licence",
        "basis": [{"law": "出版管理条例", "article": "第三十五条"}],
        "levels": ["county"],
        "functions": ["press"],
        "applicants": ["organisation"],
        "effective": "2026-01-01",
    } | changes


def propose(kind: str, **changes) -> ListChange:
    facts = {"effective": today(), "reasons": "法规改了"} | changes
    return propose_change(kind, **facts, by=EDITOR)


def agree(change: ListChange) -> None:
    review_change(change.pk, agreed=True, by=ESTABLISHMENT)
    review_change(change.pk, agreed=True, by=LEGAL)


def standing() -> tuple[int, int]:
    return ItemVersion.objects.count(), ListChange.objects.count()


def test_an_item_is_added_when_both_sides_have_agreed_and_not_before():
    change = propose("add", contents=[new_item("000139901000")])
    review_change(change.pk, agreed=True, by=ESTABLISHMENT)
    assert "000139901000" not in listed()
    review_change(change.pk, agreed=True, by=LEGAL)
    assert str(item("000139901000").item.name) == "出版物出租许可"
    names = [entry.name for entry in entries_of(f"list-change:{change.pk}")]
    assert names == [
        "list-change.proposed", "list-change.reviewed", "list-change.reviewed",
        "list-change.ended",
    ]  # fmt: skip


def test_one_no_with_reasons_ends_the_proposal():
    change = propose("cancel", codes=[BOOKS])
    with pytest.raises(no.ReasonNeeded):
        review_change(change.pk, agreed=False, by=LEGAL)
    review_change(change.pk, agreed=False, reasons="法律没有取消它", by=LEGAL)
    with pytest.raises(no.ChangeEnded):
        review_change(change.pk, agreed=True, by=ESTABLISHMENT)
    assert item(BOOKS).state == "in_use"


def test_neither_the_proposer_nor_one_person_twice_nor_a_stranger_reviews():
    change = propose("suspend", codes=[BOOKS])
    both = Actor(
        kind="staff", ref="account:one", name="两头", agency="justice-aksu",
        posts=frozenset({"justice-aksu/item-reviewer"}),
    )  # fmt: skip
    self_review = Actor(
        kind="staff", ref=EDITOR.ref, name="自己", agency="justice-aksu",
        posts=frozenset({"justice-aksu/item-reviewer"}),
    )  # fmt: skip
    review_change(change.pk, agreed=True, by=ESTABLISHMENT)
    for actor, refusal in (
        (ESTABLISHMENT, no.ReviewedAlready), (both, no.OneHand),
        (self_review, no.OwnChange), (EDITOR, no.NotYours),
    ):  # fmt: skip
        with pytest.raises(refusal):
            review_change(change.pk, agreed=True, by=actor)
    assert item(BOOKS).state == "in_use"


def test_who_is_no_editor_proposes_nothing():
    before = standing()
    with pytest.raises(no.NotYours):
        propose_change("suspend", codes=[BOOKS], effective=today(), reasons="x", by=LEGAL)
    assert standing() == before


def test_a_suspension_holds_from_its_day_and_nobody_can_apply_then(world):
    tomorrow = today() + timedelta(days=1)
    agree(propose("suspend", codes=[BOOKS], effective=tomorrow))
    firm = world.cast("duolang_books")
    begin_draft("publication-retail", agency="press-aksu-city", situation={}, by=firm)
    with travel(tomorrow):
        assert follow_the_list() == 1
        assert "publication-retail" not in [each.code for each in services()]
        with pytest.raises(ServiceSuspended):
            begin_draft("publication-retail", agency="press-aksu-city", situation={}, by=firm)
        agree(propose("resume", codes=[BOOKS]))
        assert "publication-retail" in [each.code for each in services()]
    assert item(BOOKS).state == "in_use"


def test_splitting_cancels_the_old_item_and_names_what_took_its_place():
    halves = [new_item("000139902000", "图书零售"), new_item("000139903000", "报刊零售")]
    agree(propose("split", codes=[BOOKS], contents=halves))
    newest = versions_of(BOOKS)[0]
    assert (newest.state, newest.replaced_by) == ("cancelled", ["000139902000", "000139903000"])
    assert listed()["000139902000"].state == "in_use"


def test_merging_makes_one_of_several():
    agree(propose("add", contents=[new_item("000139904000"), new_item("000139905000")]))
    one = [new_item("000139906000", "出版物零售和出租")]
    agree(propose("merge", codes=["000139904000", "000139905000"], contents=one))
    found = listed()
    assert [found[code].state for code in ("000139904000", "000139905000", "000139906000")] == [
        "cancelled", "cancelled", "in_use",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "facts", "refusal"),
    [
        ("add", {"contents": [new_item(BOOKS)]}, no.KnownItem),
        ("add", {"contents": []}, no.BadContent),
        ("add", {"contents": [new_item("000739901000")]}, no.CodeSaysOtherwise),
        ("add", {"contents": [new_item("000139901002", parent="00013990900Y")]}, no.NoParent),
        ("add", {"contents": [{"code": "12"}]}, no.BadContent),
        ("change", {"codes": ["000139999000"], "contents": [new_item("000139999000")]},
         no.NoSuchItem),
        ("split", {"codes": [BOOKS], "contents": [new_item("000139901000")]}, no.TooFewItems),
        ("merge", {"codes": [BOOKS], "contents": [new_item("000139901000")]}, no.TooFewItems),
        ("resume", {"codes": [BOOKS]}, no.WrongState),
        ("suspend", {"codes": [BOOKS], "reasons": " "}, no.ReasonNeeded),
        ("suspend", {"codes": [BOOKS], "effective": today() - timedelta(days=1)}, no.TooLate),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_list_is_refused_and_nothing_moves(kind, facts, refusal):
    before = standing()
    with pytest.raises(refusal):
        propose(kind, **facts)
    assert standing() == before


def test_of_two_proposals_for_one_item_the_second_finds_the_list_changed():
    first, second = propose("cancel", codes=[BOOKS]), propose("suspend", codes=[BOOKS])
    agree(first)
    review_change(second.pk, agreed=True, by=ESTABLISHMENT)
    with pytest.raises(no.ChangedMeanwhile), transaction.atomic():
        review_change(second.pk, agreed=True, by=LEGAL)
    assert item(BOOKS).state == "cancelled"


def test_a_proposal_can_be_taken_back_by_its_proposer_only():
    change = propose("cancel", codes=[BOOKS])
    with pytest.raises(no.NotYours):
        withdraw_change(change.pk, by=LEGAL)
    withdraw_change(change.pk, by=EDITOR)
    with pytest.raises(no.ChangeEnded):
        review_change(change.pk, agreed=True, by=LEGAL)


def test_what_the_list_said_cannot_be_altered_even_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE items_itemversion SET state = 'cancelled'")


def test_the_packs_no_longer_alter_what_the_list_has_changed(world):
    agree(propose("change", codes=[BOOKS], contents=[new_item(BOOKS, "出版物零售（新）")]))
    keep_catalogue(world.packs)
    assert str(item(BOOKS).item.name) == "出版物零售（新）"


@pytest.mark.parametrize("name", codelists.names())
def test_every_code_of_every_interface_leads_back_to_its_word(name):
    for interface in codelists.interfaces(name):
        known = codelists._of(name, interface)
        assert known
        for word, code in known.items():
            assert codelists.word_of(name, code, interface=interface) == word


def test_where_standards_disagree_both_codes_are_kept_apart():
    clash = codelists.disagreements("rating")
    assert clash["very-satisfied"] == {"gb39046": "1", "exchange": "5"}
    assert codelists.code_of("applicant", "administrative-body", interface="gb39046") == "5"
    assert codelists.code_of("applicant", "administrative-body", interface="exchange") == "6"
    with pytest.raises(no.UnknownCode):
        codelists.code_of("applicant", "unincorporated-enterprise", interface="gb39046")
