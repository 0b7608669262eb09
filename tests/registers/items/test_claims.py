"""Bodies claim items; what the catalogue says is locked; the powers list follows from it all."""

import pytest
from django.db import IntegrityError, connection, transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import implementation_parts
from onedoor.registers.agencies.queries import agency
from onedoor.registers.items import refusals as no
from onedoor.registers.items.actions import (
    claim_item,
    end_claim,
    fill_in,
    keep_claims,
    publish_powers,
)
from onedoor.registers.items.deviations import deviations
from onedoor.registers.items.models import Claim, Edition
from onedoor.registers.items.powers import powers_of
from onedoor.registers.items.queries import claims_of, edition, editions_of

BOOKS, CITY = "000139014000", "press-aksu-city"


@pytest.fixture(autouse=True)
def _undone(_registers, django_db_blocker):
    """Each test changes claims in a transaction that is taken back, and whoever came with it."""
    known = dict(_registers.cast._known)
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    _registers.cast._known = known


def editor(body: str) -> Actor:
    return Actor(
        kind="staff", ref=f"account:{body}", name="编辑", agency=body,
        posts=frozenset({f"{body}/item-editor"}),
    )  # fmt: skip


def claim_at(body: str) -> Claim:
    return next(each for each in claims_of([body]) if each.item_id == BOOKS)


def test_publishing_claims_for_each_body_what_it_offers_under_a_checked_code():
    claim = claim_at(CITY)
    parts = implementation_parts(claim.code)
    assert (parts.body, parts.level, parts.basic) == (agency(CITY).credit_code, "4", BOOKS)
    assert keep_claims() == 0


def test_every_body_keeps_to_the_standard():
    assert [str(each) for each in deviations()] == []


def test_a_body_of_another_function_or_level_cannot_claim_the_item():
    before = Claim.objects.count()
    for body in ("market-aksu-city", "press-aksu"):
        with pytest.raises(no.NotForThisBody):
            claim_item(BOOKS, by=editor(body))
    assert Claim.objects.count() == before


def test_claiming_twice_is_claiming_once():
    assert claim_item(BOOKS, by=editor(CITY)).pk == claim_at(CITY).pk


@pytest.mark.parametrize("element", ["name", "kind", "basis", "levels", "code"])
def test_an_inherited_element_is_locked(element):
    claim = claim_at(CITY)
    with pytest.raises(no.ElementLocked):
        fill_in(claim.code, {element: "别的", "power_source": "handed-down"}, by=editor(CITY))
    assert claim_at(CITY).own == {}


def test_a_body_fills_in_its_own_elements_and_no_other_bodys():
    claim = claim_at(CITY)
    with pytest.raises(no.NoSuchClaim):
        fill_in(claim.code, {"power_source": "handed-down"}, by=editor("press-kuqa"))
    fill_in(claim.code, {"power_source": "handed-down"}, by=editor(CITY))
    (row,) = [each for each in powers_of(agency(CITY)) if each["item"] == BOOKS]
    assert row["power_source"] == "handed-down"


def test_the_powers_list_names_each_duty_with_its_basis():
    (row,) = [each for each in powers_of(agency(CITY)) if each["item"] == BOOKS]
    assert row["name"] == "出版物零售业务经营许可" and row["kind_code"] == "01"
    stages = {line["stage"] for line in row["duties"]}
    assert stages == {"accept", "review", "decide", "deliver", "afterwards"}
    assert all(line["basis"].startswith("《") for line in row["duties"])
    assert row["services"][0]["handling"] == f"{row['code']}01"
    assert row["complaints"] != row["phone"]


def test_a_new_edition_is_published_only_when_the_list_says_something_new():
    first = edition(CITY)
    assert first is not None and first.content
    assert publish_powers() == 0
    fill_in(claim_at(CITY).code, {"power_source": "handed-down"}, by=editor(CITY))
    assert publish_powers() == 1
    assert [each.number for each in editions_of(CITY)] == [first.number + 1, first.number]
    assert edition(CITY, first.number).content == first.content


def test_a_published_powers_list_cannot_be_altered():
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM items_edition")
    assert Edition.objects.exists()


def test_an_ended_claim_leaves_the_powers_list():
    end_claim(claim_at(CITY).code, by=editor(CITY))
    assert all(row["item"] != BOOKS for row in powers_of(agency(CITY)))
