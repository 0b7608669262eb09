"""The record: what was done is written once, in a chain nobody can alter unseen."""

import threading
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import IntegrityError, connection, connections, transaction

from onedoor.kernel import record as chain
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import Event, record
from onedoor.kernel.models import Entry
from onedoor.kernel.time import travel


@dataclass(frozen=True, kw_only=True)
class DoorPainted(Event, name="door.painted"):
    colour: str
    coats: int = 1
    on: date | None = None


def _paint(*colours: str, subject: str = "door:1") -> None:
    with transaction.atomic():
        record(*(DoorPainted(subject=subject, colour=each) for each in colours), by=SYSTEM)


def test_an_event_outside_a_transaction_is_refused_and_nothing_is_written(world) -> None:
    with pytest.raises(RuntimeError):
        record(DoorPainted(subject="door:1", colour="blue"), by=SYSTEM)
    assert not chain.entries_of("door:1")


def test_an_event_falls_with_the_change_it_tells(world) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(DoorPainted(subject="door:1", colour="blue"), by=SYSTEM)
        raise ZeroDivisionError
    assert not chain.entries_of("door:1")


def test_each_link_holds_the_one_before_it(world) -> None:
    _paint("blue", "green")
    _paint("红·蓝")
    links = chain.entries_of("door:1")
    assert [link.seq for link in links] == [1, 2, 3]
    assert links[0].previous == chain.GENESIS
    assert [link.previous for link in links[1:]] == [link.hash for link in links[:-1]]
    assert chain.verify() == chain.Verdict(1, 3, ())


def test_the_mark_is_another_after_each_event_even_one_that_is_committed_late(world) -> None:
    began = chain.mark()
    _paint("blue", subject="door:1")
    painted = chain.mark()
    assert painted != began and chain.mark() == painted
    opened, committed = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            record(DoorPainted(subject="door:2", colour="red"), by=SYSTEM)
            opened.set()
            committed.wait(10)
        connections.close_all()

    other = threading.Thread(target=slowly)
    other.start()
    assert opened.wait(10)
    _paint("green", subject="door:3")
    ahead = chain.mark()
    committed.set()
    other.join()
    assert chain.mark() not in (began, painted, ahead)


def test_what_was_recorded_comes_back_as_it_was(world) -> None:
    with travel(date(2026, 9, 1)), transaction.atomic():
        record(DoorPainted(subject="d", colour="蓝", coats=2, on=date(2026, 9, 2)), by=SYSTEM)
    entry = chain.entries_of("d")[0]
    assert entry.body == {"colour": "蓝", "coats": 2, "on": "2026-09-02"}
    assert entry.at.date() == date(2026, 9, 1)


@pytest.mark.parametrize(
    "act", ["UPDATE record SET name = 'x'", "DELETE FROM record", "TRUNCATE record CASCADE"]
)
def test_the_database_refuses_to_alter_the_record(world, act: str) -> None:
    _paint("blue")
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as sql:
        sql.execute(act)
    assert "the record is never altered" in str(refused.value)
    assert len(chain.entries_of("door:1")) == 1


def _behind_its_back(sql: str) -> None:
    """What somebody with the database's own keys could do."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record DISABLE TRIGGER USER")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE record ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("forgery", "seq", "problem"),
    [
        (
            'UPDATE record SET body = \'{"colour": "red"}\' WHERE seq = 2',
            2,
            "not what was recorded",
        ),
        ("UPDATE record SET by_ref = 'somebody' WHERE seq = 3", 3, "not what was recorded"),
        ("UPDATE record SET at = at + interval '1 microsecond' WHERE seq = 1", 1, "not what was"),
        ("DELETE FROM record WHERE seq = 2", 2, "missing"),
        ("DELETE FROM record WHERE seq = 4", 4, "links at the end are missing"),
        ("DELETE FROM record", 1, "the whole chain is gone"),
    ],
)
def test_a_forged_chain_is_found_at_its_first_broken_link(
    world, forgery: str, seq: int, problem: str
) -> None:
    _paint("blue", "green", "white", "black")
    _paint("blue", subject="door:2")
    _behind_its_back(f"{forgery} {'AND' if 'WHERE' in forgery else 'WHERE'} subject = 'door:1'")
    verdict = chain.verify()
    assert [(each.subject, each.seq) for each in verdict.broken] == [("door:1", seq)]
    assert problem in verdict.broken[0].problem


def test_two_writing_to_one_chain_at_once_both_find_their_place(world) -> None:
    _paint("first")

    def paint() -> None:
        for _ in range(5):
            _paint("again")
        connections.close_all()

    painters = [threading.Thread(target=paint) for _ in range(3)]
    for painter in painters:
        painter.start()
    for painter in painters:
        painter.join()
    assert Entry.objects.filter(subject="door:1").count() == 16
    assert not chain.verify().broken
