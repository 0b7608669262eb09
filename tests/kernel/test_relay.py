"""The relay: news reach every reaction, in order, until heard; one deaf ear holds up no other."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import sleep

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from onedoor.kernel import news, relay
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import Event, on, record
from onedoor.kernel.models import News, Reading
from onedoor.kernel.readings import trace
from onedoor.kernel.time import now, travel

# The system at its own work leaves no row of a look: somebody else looks here.
CLERK = Actor(kind="staff", ref="clerk:1", agency="a-body")


@dataclass(frozen=True, kw_only=True)
class BellRung(Event, name="bell.rung"):
    times: int


class Ears:
    """Three listeners: one hears, one may be deaf, one reaches outside."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.outside: list[bool] = []
        self.deaf_to: set[int] = set()

    def hear(self, event: BellRung) -> None:
        self.heard.append(event.times)

    def strain(self, event: BellRung) -> None:
        trace(by=CLERK, party="somebody", subject=event.subject, what=str(event.times), why="heard")
        if event.times in self.deaf_to:
            raise ValueError(f"cannot hear {event.times}")

    def reach(self, event: BellRung) -> None:
        self.outside.append(connection.in_atomic_block)


@pytest.fixture
def ears() -> Iterator[Ears]:
    ears = Ears()
    on(BellRung)(ears.hear)
    on(BellRung)(ears.strain)
    on(BellRung, outside=True)(ears.reach)
    yield ears
    news._REACTIONS["bell.rung"].clear()


def _ring(*times: int, subject: str = "bell:1") -> None:
    for each in times:
        with transaction.atomic():
            record(BellRung(subject=subject, times=each), by=SYSTEM)


def test_every_reaction_hears_the_news_once_and_in_order(world, ears: Ears) -> None:
    _ring(1, 2, 3)
    relay.drain()
    relay.drain()
    assert ears.heard == [1, 2, 3]


def test_the_outside_is_reached_with_no_transaction_open(world, ears: Ears) -> None:
    _ring(1)
    relay.drain()
    assert ears.outside == [False]


def test_what_stays_in_the_house_waits_behind_nothing_that_reaches_outside(
    world, ears: Ears
) -> None:
    _ring(1, 2, 3)
    assert relay.drain("inside") == 6
    assert (ears.heard, ears.outside) == ([1, 2, 3], [])
    assert News.objects.filter(done_at=None, outside=True).count() == 3
    assert relay.drain("outside") == 3
    assert ears.outside == [False] * 3 and relay.drain() == 0


def test_news_of_before_the_lanes_are_told_too_and_reach_outside_as_they_must(
    world, ears: Ears
) -> None:
    _ring(1)
    News.objects.filter(outside=True).update(outside=False)
    relay.drain("inside")
    assert ears.outside == [False] and not News.objects.filter(done_at=None).exists()


def test_apart_only_news_of_what_was_written_there_are_told(world, ears: Ears) -> None:
    _ring(1)
    with relay.apart():
        _ring(2, subject="bell:2")
        relay.drain()
        assert ears.heard == [2]
    relay.drain()
    assert ears.heard == [2, 1]


def test_one_deaf_ear_holds_up_no_other_and_says_why(world, ears: Ears) -> None:
    ears.deaf_to = {2}
    _ring(1, 2, 3)
    relay.drain()
    assert ears.heard == [1, 2, 3]
    (row,) = relay.waiting()
    assert (row["waiting"], row["last_error"]) == (2, "ValueError: cannot hear 2")


def test_a_failed_reaction_leaves_nothing_of_itself_behind(world, ears: Ears) -> None:
    ears.deaf_to = {1}
    _ring(1)
    relay.drain()
    assert not Reading.objects.exists()


def test_within_one_subject_what_comes_later_waits_and_another_subject_does_not(
    world, ears: Ears
) -> None:
    ears.deaf_to = {1}
    _ring(1, 2)
    _ring(7, subject="bell:2")
    relay.drain()
    assert list(Reading.objects.values_list("what", flat=True)) == ["7"]
    ears.deaf_to = set()
    relay.retry("test_relay.strain")
    relay.drain()
    assert list(Reading.objects.order_by("id").values_list("what", flat=True)) == ["7", "1", "2"]


def test_a_reaction_that_is_no_more_is_passed_over_with_a_note(world, ears: Ears) -> None:
    _ring(1)
    News.objects.filter(reaction="test_relay.hear").update(reaction="test_relay.gone")
    relay.drain()
    assert News.objects.get(reaction="test_relay.gone").last_error
    assert not News.objects.filter(done_at=None).exists()


BELLS = ("bell:1", "bell:2", "bell:3")
MORNING = datetime(2026, 11, 2, 1, tzinfo=UTC)


def _strained() -> list[tuple[str, str]]:
    return list(Reading.objects.order_by("id").values_list("subject", "what"))


def _a_day_without_ears(ears: Ears) -> list[int]:
    """Each hour every bell rings, and one reaction hears none; what was rung."""
    rung = []
    for hour in range(24):
        ears.deaf_to.add(hour)
        with travel(MORNING + timedelta(hours=hour)):
            for bell in BELLS:
                _ring(hour, subject=bell)
            relay.drain()
        rung += [hour] * len(BELLS)
        # The others have heard everything there is by then.
        assert ears.heard == rung and len(ears.outside) == len(rung)
    return rung


def test_a_reaction_that_fails_for_a_day_delays_no_other_and_says_what_waits(
    world, ears: Ears
) -> None:
    rung = _a_day_without_ears(ears)
    assert _strained() == []
    (row,) = relay.waiting()
    assert (row["reaction"], row["waiting"]) == ("test_relay.strain", len(rung))
    assert row["last_error"] == "ValueError: cannot hear 0"


def test_a_reaction_that_failed_for_a_day_loses_nothing_and_hears_all_in_order(
    world, ears: Ears
) -> None:
    rung = _a_day_without_ears(ears)
    ears.deaf_to.clear()
    # Nobody does anything: within the longest wait it is tried again.
    with travel(MORNING + timedelta(hours=25, minutes=30)):
        relay.drain()
        relay.drain()
    for bell in BELLS:
        assert [what for subject, what in _strained() if subject == bell] == [
            str(hour) for hour in range(24)
        ]
    assert len(_strained()) == len(rung) and not relay.waiting()
    assert ears.heard == rung, "nobody else heard anything twice"


def test_a_reaction_that_failed_for_a_day_hears_all_at_once_when_an_operator_says_so(
    world, ears: Ears
) -> None:
    rung = _a_day_without_ears(ears)
    ears.deaf_to.clear()
    with travel(MORNING + timedelta(hours=23, minutes=1)):
        assert relay.retry("test_relay.strain") == len(rung)
        relay.drain()
        assert len(_strained()) == len(rung) and not relay.waiting()


def test_one_subject_that_cannot_be_heard_all_day_holds_up_no_other_subject(
    world, ears: Ears
) -> None:
    for hour in range(24):
        ears.deaf_to = {1000 + hour, 1000} | set(range(1000, 1000 + hour))
        with travel(MORNING + timedelta(hours=hour)):
            _ring(1000 + hour, subject="bell:1")
            _ring(hour, subject="bell:2")
            relay.drain()
    assert _strained() == [("bell:2", str(hour)) for hour in range(24)]


def test_what_stands_aside_is_not_tried_and_comes_as_soon_as_the_one_before_it_was_heard(
    world, ears: Ears
) -> None:
    ears.deaf_to = {1}
    with travel(MORNING):
        _ring(1, 2)
        relay.drain()
        _ring(3)
        relay.drain()
    waiting = News.objects.filter(done_at=None, reaction="test_relay.strain").order_by("id")
    assert [each.attempts for each in waiting] == [1, 0, 0]
    assert all(each.next_try_at for each in waiting), "none of them is looked at until then"
    ears.deaf_to = set()
    with travel(MORNING + timedelta(seconds=4)):
        relay.drain()
    assert [what for _subject, what in _strained()] == ["1", "2", "3"]


# --- Several are told in one transaction ---------------------------------------------------------


def test_of_a_lot_one_that_fails_takes_none_of_the_others_with_it(world, ears: Ears) -> None:
    ears.deaf_to = {2}
    for bell in BELLS:
        _ring(1, 2, 3, subject=bell)
    assert relay.drain("inside") == 9 + 3
    assert _strained() == [(bell, "1") for bell in BELLS]
    assert [row["waiting"] for row in relay.waiting()].count(6) == 1


def test_of_a_lot_the_order_is_that_of_the_record_whoever_is_due_first(world, ears: Ears) -> None:
    _ring(1, 2, 3)
    with travel(MORNING):
        for wait, news in enumerate(News.objects.order_by("-id")):
            due = MORNING - timedelta(minutes=20 - wait)
            News.objects.filter(pk=news.pk).update(next_try_at=due)
        relay.drain("inside")
    assert ears.heard == [1, 2, 3] and [what for _, what in _strained()] == ["1", "2", "3"]


def test_what_another_worker_is_telling_just_now_is_waited_for(world, ears: Ears) -> None:
    _ring(1, 2)
    first = News.objects.filter(reaction="test_relay.hear").order_by("id")[0]
    with another_connection() as other:
        other.execute("SELECT 1 FROM record_news WHERE id = %s FOR UPDATE", [first.pk])
        relay.drain("inside")
        assert ears.heard == []
    with travel(now() + timedelta(seconds=2)):
        relay.drain("inside")
    assert ears.heard == [1, 2]


def test_slow_ears_end_a_lot_and_the_rest_is_told_in_the_next(
    world, ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "_LONG_ENOUGH", 0)
    _ring(1, 2, 3)
    with CaptureQueriesContext(connection) as asked:
        assert relay.drain("inside") == 6
    assert sum("SKIP LOCKED" in each["sql"] for each in asked) > 6
    assert ears.heard == [1, 2, 3]


def test_a_lot_in_which_the_database_went_away_is_told_again_as_a_whole(world, ears: Ears) -> None:
    _ring(1, 2)

    def gone(event: BellRung) -> None:
        if event.times == 2 and not ears.outside:
            ears.outside.append(True)
            raise OperationalError("the server closed the connection")

    on(BellRung)(gone)
    _ring(2)
    with pytest.raises(OperationalError):
        relay.drain("inside")
    assert _strained() == [] and not News.objects.exclude(done_at=None).exists()
    relay.drain("inside")
    assert [what for _subject, what in _strained()] == ["1", "2", "2"]


@contextmanager
def another_connection() -> Iterator[psycopg.Connection]:
    """Another worker's, in a transaction that is undone."""
    given = connection.get_connection_params()
    dial = {
        key: given[key] for key in ("dbname", "user", "password", "host", "port") if key in given
    }
    with psycopg.connect(**dial) as other:
        yield other
        other.rollback()


# --- What reaches outside is held by several, and told one by one --------------------------------


class Gate:
    """The outside as one reaction knows it: what was said there, and what happens meanwhile."""

    def __init__(self) -> None:
        self.said: list[tuple[str, int]] = []
        self.shut_to: set[str] = set()
        self.meanwhile: dict[int, Callable[[], object]] = {}

    def reach(self, event: BellRung) -> None:
        if event.subject in self.shut_to:
            raise OSError("nobody answers")
        self.meanwhile.pop(event.times, lambda: None)()
        self.said.append((event.subject, event.times))


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    on(BellRung, outside=True)(gate.reach)
    yield gate
    news._REACTIONS["bell.rung"].clear()


def _lots(asked: CaptureQueriesContext) -> int:
    return sum("SKIP LOCKED" in each["sql"] for each in asked)


def test_what_is_said_outside_is_told_for_good_before_the_next_is_said(world, gate: Gate) -> None:
    def look() -> None:
        assert [bool(each.done_at) for each in News.objects.order_by("id")] == [True, False, False]

    gate.meanwhile[2] = look
    _ring(1, 2, 3)
    with CaptureQueriesContext(connection) as asked:
        assert relay.drain("outside") == 3
    assert [times for _bell, times in gate.said] == [1, 2, 3]
    assert _lots(asked) < 5, "several are held at once"


def test_outside_one_subject_that_fails_keeps_its_order_and_holds_up_no_other(
    world, gate: Gate
) -> None:
    gate.shut_to = {BELLS[0]}
    with travel(MORNING):
        for times in (1, 2):
            for bell in BELLS[:2]:
                _ring(times, subject=bell)
        assert relay.drain("outside") == 2
    waiting = News.objects.filter(done_at=None).order_by("id")
    assert [each.attempts for each in waiting] == [1, 0]
    gate.shut_to = set()
    with travel(MORNING + timedelta(seconds=4)):
        assert relay.drain("outside") == 2
    assert gate.said == [(BELLS[1], 1), (BELLS[1], 2), (BELLS[0], 1), (BELLS[0], 2)]


def test_news_held_by_a_worker_that_died_are_tried_again_one_at_a_time(world, gate: Gate) -> None:
    def die() -> None:
        raise KeyboardInterrupt

    gate.meanwhile[2] = die
    with travel(MORNING):
        for times, bell in enumerate(BELLS, 1):
            _ring(times, subject=bell)
        _ring(9, subject="bell:9")
        with pytest.raises(KeyboardInterrupt):
            relay.drain("outside")
        assert relay.drain("outside") == 0, "whoever died may be alive still"
    with travel(MORNING + timedelta(minutes=6)), CaptureQueriesContext(connection) as asked:
        left = News.objects.filter(done_at=None).count()
        assert relay.drain("outside") == left
    assert _lots(asked) > left, "what brings a worker down takes no other news with it"
    assert sorted(times for _bell, times in gate.said) == [*range(1, len(BELLS) + 1), 9]


def test_what_a_slow_outside_leaves_no_time_for_is_left_to_others_at_once(
    world, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "_LONG_OUTSIDE", 0.01)
    gate.meanwhile[1] = lambda: sleep(0.02)
    _ring(1, 2, 3)
    assert relay._tell_some("outside") == 1
    assert not News.objects.filter(done_at=None, next_try_at__isnull=False).exists()
    assert relay.drain("outside") == 2
    assert [times for _bell, times in gate.said] == [1, 2, 3]


def test_what_came_meanwhile_and_stood_aside_comes_right_after(world, gate: Gate) -> None:
    def another_worker() -> None:
        _ring(2)
        assert relay.drain("outside") == 0, "the first of the bell is not told yet"

    gate.meanwhile[1] = another_worker
    _ring(1)
    assert relay.drain("outside") == 2
    assert [times for _bell, times in gate.said] == [1, 2]


def test_who_is_asked_to_stop_begins_no_other_lot(world, gate: Gate) -> None:
    stop = threading.Event()
    gate.meanwhile[1] = stop.set
    _ring(1, *range(2, 30))
    told = relay.drain("outside", stop)
    assert 1 <= told < 29 and len(gate.said) == told
    assert not News.objects.filter(done_at=None, next_try_at__isnull=False).exists()
