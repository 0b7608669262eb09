"""Each process sees from the record that what anybody may read is another edition."""

from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from onedoor.kernel import editions
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.editions import Editions
from onedoor.kernel.events import Event, record


@dataclass(frozen=True, kw_only=True)
class ToldToAll(Event, name="test-editions.told-to-all"):
    """Something that everybody may read."""

    for_everybody = True


@dataclass(frozen=True, kw_only=True)
class ToldToOne(Event, name="test-editions.told-to-one"):
    """Something that is one person's."""


def happens(kind: type[Event], subject: str = "test-editions:1") -> None:
    with transaction.atomic():
        record(kind(subject=subject), by=SYSTEM)


@pytest.mark.django_db
def test_news_for_everybody_make_another_edition_and_others_do_not() -> None:
    mine, another = Editions(), Editions()
    first = (mine.newest(), another.newest())
    happens(ToldToOne)
    assert (mine.newest(), another.newest()) == first
    happens(ToldToAll)
    second = (mine.newest(), another.newest())
    assert second[0] != first[0] and second[1] != first[1]
    assert (mine.newest(), another.newest()) == second


@pytest.mark.django_db
def test_what_was_committed_late_is_seen_though_its_number_is_lower() -> None:
    happens(ToldToOne)
    mine = Editions()
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('record', 'id'))")
        (early,) = cursor.fetchone()
        happens(ToldToOne)
        before = mine.newest()
        cursor.execute(
            "INSERT INTO record (id, subject, seq, name, at, by_kind, by_ref, by_agency, body,"
            " previous, hash) OVERRIDING SYSTEM VALUE SELECT %s, 'test-editions:2', 1, %s, at,"
            " by_kind, by_ref, by_agency, body, previous, hash FROM record LIMIT 1",
            [early, ToldToAll.name],
        )
    assert mine.newest() != before


@pytest.mark.django_db
def test_who_has_missed_too_much_takes_it_for_another_edition(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(editions, "_TOO_MANY", 3)
    monkeypatch.setattr(editions, "_LOOKED_AT_AGAIN", 1)
    happens(ToldToOne)
    mine = Editions()
    before = mine.newest()
    happens(ToldToAll)
    for _ in range(6):
        happens(ToldToOne)
    assert mine.newest() != before


@pytest.mark.django_db
def test_it_is_one_statement(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        Editions().newest()
