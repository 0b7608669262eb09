"""A program that writes faster than the news are told outside waits a little, and nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction

from onedoor.kernel import news, pace, relay
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import Event, on, record
from onedoor.kernel.time import now, travel


@dataclass(frozen=True, kw_only=True)
class GongStruck(Event, name="gong.struck"):
    pass


@pytest.fixture(autouse=True)
def short_patience(world, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """How often somebody slept; a look outside that takes no time."""
    slept: list[float] = []
    monkeypatch.setattr(pace, "_LONGEST", 0.05)
    monkeypatch.setattr(pace, "sleep", slept.append)
    on(GongStruck, outside=True)(lambda event: None)
    yield slept
    news._REACTIONS["gong.struck"].clear()


def _strike(*, ago: float) -> None:
    with travel(now() - timedelta(seconds=ago)), transaction.atomic():
        record(GongStruck(subject="gong:1"), by=SYSTEM)


@contextmanager
def worker() -> Iterator[None]:
    """One that lives, and tells nothing."""
    given = connection.get_connection_params()
    dial = {
        key: given[key] for key in ("dbname", "user", "password", "host", "port") if key in given
    }
    with psycopg.connect(autocommit=True, **dial) as line:
        line.execute("SELECT pg_advisory_lock_shared(%s)", [pace.ALIVE])
        yield


def test_who_comes_while_the_news_are_behind_waits_but_not_for_long(short_patience) -> None:
    _strike(ago=1)
    with worker():
        assert pace.keep_pace() >= 0.05
    assert short_patience


def test_as_soon_as_they_are_told_nobody_waits_any_more(
    short_patience, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "_LONGEST", 60)
    monkeypatch.setattr(pace, "sleep", lambda _: short_patience.append(relay.drain("outside")))
    _strike(ago=1)
    with worker():
        assert pace.keep_pace() < 60
    assert short_patience == [1]


def test_where_no_worker_lives_waiting_would_help_nothing(short_patience) -> None:
    _strike(ago=1)
    pace.keep_pace()
    assert not short_patience


def test_news_of_this_moment_are_not_behind(short_patience) -> None:
    _strike(ago=0)
    with worker():
        pace.keep_pace()
    assert not short_patience


def test_what_failed_and_is_tried_later_holds_nobody_up(short_patience) -> None:
    def fail(event: GongStruck) -> None:
        raise OSError("nobody answers")

    news._REACTIONS["gong.struck"].clear()
    on(GongStruck, outside=True)(fail)
    _strike(ago=1)
    relay.drain("outside")
    with worker():
        pace.keep_pace()
    assert not short_patience


def test_nobody_waits_inside_a_transaction_nor_where_two_wait_already(short_patience) -> None:
    _strike(ago=1)
    with worker():
        with transaction.atomic():
            assert pace.keep_pace() == 0
        with pace._line, pace._line:
            assert pace.keep_pace() == 0
        assert not short_patience
        assert pace.keep_pace() > 0
