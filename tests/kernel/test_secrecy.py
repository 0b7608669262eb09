"""Sealed at rest: opens only here, only whole, only in its own column; found by an index that
tells nothing; keys change without anything being lost."""

import base64
import hmac
import os
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from onedoor.kernel import secrecy
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.resealing import keys_in_use, reseal, sealed_columns
from onedoor.kernel.secrecy import (
    SealBroken,
    WrongArithmetic,
    blind_index,
    key_name,
    seal,
    self_test,
    unseal,
)
from onedoor.registers.people.actions import keep_party
from onedoor.registers.people.models import Account, Party
from onedoor.registers.people.numbers import index_of

PLACE = "people_party.number"
NUMBER = "652999198506120027"


def _keys(settings: Any, *names: str, current: str = "") -> None:
    """Fresh keys of these names beside the ones there are."""
    given = settings.ONEDOOR_DATA_KEYS
    fresh = {name: base64.b64encode(os.urandom(16)).decode() for name in names}
    settings.ONEDOOR_DATA_KEYS = {
        **given,
        "seal": {**given["seal"], **fresh},
        "current": current or given["current"],
    }


def test_the_arithmetic_is_that_of_the_standards() -> None:
    self_test()


def test_arithmetic_that_differs_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_SM4_PRINTED", "_SM3_PRINTED", "_GCM_PRINTED"):
        with monkeypatch.context() as patch:
            patch.setattr(secrecy, name, bytes(len(getattr(secrecy, name))))
            with pytest.raises(WrongArithmetic):
                self_test()


@given(st.text(min_size=1))
def test_whatever_is_sealed_opens_in_its_place_and_never_looks_the_same_twice(text: str) -> None:
    first, second = seal(text, place=PLACE), seal(text, place=PLACE)
    assert unseal(first, place=PLACE) == unseal(second, place=PLACE) == text
    assert first != second


@given(st.text(alphabet="0123456789X", min_size=6, max_size=18), st.data())
def test_a_sealed_value_altered_anywhere_does_not_open(text: str, data: Any) -> None:
    sealed = seal(text, place=PLACE)
    name, _, rest = sealed.partition(".")
    raw = bytearray(base64.urlsafe_b64decode(rest))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken):
        unseal(f"{name}.{base64.urlsafe_b64encode(bytes(raw)).decode()}", place=PLACE)


@given(st.text())
def test_anything_else_in_the_column_is_refused_never_shown(junk: str) -> None:
    if junk:
        with pytest.raises(SealBroken):
            unseal(junk, place=PLACE)


def test_a_sealed_value_moved_to_another_column_does_not_open() -> None:
    with pytest.raises(SealBroken):
        unseal(seal(NUMBER, place=PLACE), place="people_account.phone")


def test_nothing_stays_nothing() -> None:
    assert seal("", place=PLACE) == unseal("", place=PLACE) == ""


@given(st.text(), st.text())
def test_an_index_is_the_same_for_the_same_number_only(one: str, other: str) -> None:
    assert (blind_index(one, purpose="p") == blind_index(other, purpose="p")) == (one == other)


def test_an_index_is_hmac_sm3_and_says_nothing_without_the_key(settings: Any) -> None:
    key = base64.b64decode(settings.ONEDOOR_DATA_KEYS["index"])
    by_hand = hmac.new(key, f"p\0{NUMBER}".encode(), "sm3").hexdigest()
    assert blind_index(NUMBER, purpose="p") == by_hand
    assert blind_index(NUMBER, purpose="q") != by_hand
    settings.ONEDOOR_DATA_KEYS = {
        **settings.ONEDOOR_DATA_KEYS,
        "index": base64.b64encode(os.urandom(32)).decode(),
    }
    assert blind_index(NUMBER, purpose="p") != by_hand


def test_numbers_of_different_kinds_and_countries_have_different_indexes() -> None:
    found = {
        index_of("passport", "E12345678", "USA"),
        index_of("passport", "E12345678", "CAN"),
        index_of("chinese_passport", "E12345678"),
    }
    assert len(found) == 3


def test_a_new_current_key_seals_while_the_old_one_still_opens(settings: Any) -> None:
    old = seal(NUMBER, place=PLACE)
    _keys(settings, "2027", current="2027")
    new = seal(NUMBER, place=PLACE)
    assert (key_name(old), key_name(new)) == ("1", "2027")
    assert unseal(old, place=PLACE) == unseal(new, place=PLACE) == NUMBER


def test_without_the_key_that_sealed_it_nothing_opens(settings: Any) -> None:
    _keys(settings, "2027", current="2027")
    sealed = seal(NUMBER, place=PLACE)
    settings.ONEDOOR_DATA_KEYS = {**settings.ONEDOOR_DATA_KEYS, "current": "1"}
    del settings.ONEDOOR_DATA_KEYS["seal"]["2027"]
    with pytest.raises(SealBroken):
        unseal(sealed, place=PLACE)


def _in_the_database() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, phone, address, number_index, name FROM people_party")
        return cursor.fetchall()


def test_resealing_leaves_nothing_to_the_old_key_and_every_number_as_it_was(
    db: None, settings: Any
) -> None:
    party = keep_party(
        kind="person", name="阿依古丽", number_kind="citizen", number=NUMBER, phone="13800000001",
        address="阿克苏市", by=SYSTEM,
    )  # fmt: skip
    index = party.number_index
    _keys(settings, "2", current="2")
    assert keys_in_use() == {"1"}
    assert reseal() == 3
    assert keys_in_use() == {"2"}
    assert reseal() == 0
    settings.ONEDOOR_DATA_KEYS["seal"].pop("1")
    again = Party.objects.get(pk=party.pk)
    assert (again.number, again.phone, again.address) == (NUMBER, "13800000001", "阿克苏市")
    assert again.number_index == index


def test_what_lies_in_the_database_shows_neither_number_nor_telephone(db: None) -> None:
    keep_party(
        kind="person", name="阿依古丽", number_kind="citizen", number=NUMBER,
        phone="13800000001", address="多浪路 66 号", by=SYSTEM,
    )  # fmt: skip
    lies = " ".join(str(value) for row in _in_the_database() for value in row)
    for plain in (NUMBER, NUMBER[6:14], "13800000001", "多浪路"):
        assert plain not in lies
    for plain in (NUMBER, "13800000001"):
        assert base64.b64encode(plain.encode()).decode().rstrip("=") not in lies


def test_a_sealed_column_cannot_be_searched_by_its_content(db: None) -> None:
    with pytest.raises(TypeError, match="cannot be searched"):
        Party.objects.filter(number=NUMBER).exists()
    assert not Account.objects.filter(phone__isnull=True).exists()


def test_every_number_telephone_and_address_of_people_is_kept_sealed() -> None:
    columns = {f"{each.model.__name__}.{each.name}" for each in sealed_columns()}
    assert {"Party.number", "Party.phone", "Party.address", "Account.phone"} <= columns
