"""The relay: tells the record's news to the reactions, after commit, in order, until done."""

import logging
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Literal

import psycopg
from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import Count, Max, Q, QuerySet

from onedoor.kernel.models import News
from onedoor.kernel.news import Reaction, event_from, reaction_called
from onedoor.kernel.record import CHANNEL, written
from onedoor.kernel.time import now

log = logging.getLogger(__name__)

# A reaction that fails is tried again after 2 s, 4 s, 8 s …, at most an hour apart, for ever:
# an operator sees it waiting with its last error.
_FIRST_WAIT = timedelta(seconds=2)
_LONGEST_WAIT = timedelta(hours=1)
# How long an outside reaction may hold its news before another worker may take it.
_HOLD = timedelta(minutes=5)

# How long news stand aside for an earlier one that another worker is telling just now.
_SOON = timedelta(seconds=1)
# News that failed, or stand aside for such, are asked for first every so many turns.
_AGAIN_EVERY = 8

# Within one subject a reaction hears events in order: as long as an earlier one waits, the later
# ones do. `stands_aside` says until when, NULL for news whose turn has come. Nothing that waits for
# something else is looked at twice before that may have come, however much of it there is.
_NEXT = """
SELECT mine.id, (
    SELECT greatest(earlier.next_try_at, %(soon)s) FROM record_news AS earlier
    WHERE earlier.done_at IS NULL AND earlier.subject = mine.subject
      AND earlier.reaction = mine.reaction AND earlier.id < mine.id
    ORDER BY earlier.id LIMIT 1) AS stands_aside
FROM record_news AS mine
WHERE done_at IS NULL
  AND (%(chains)s::text[] IS NULL OR subject = ANY(%(chains)s::text[]))
"""
_FOR_ME = " LIMIT 1 FOR UPDATE OF mine SKIP LOCKED"

# Papers and messages take their time, and nothing that stays in the house waits behind them: the
# worker has a lane for each. None is both, in the order of the record.
Lane = Literal["inside", "outside"]
LANES: tuple[Lane, ...] = ("inside", "outside")
_OF_LANE = {None: "", "inside": " AND NOT outside", "outside": " AND outside"}
_NEW = {
    lane: f"{_NEXT}{which} AND next_try_at IS NULL ORDER BY id {_FOR_ME}"
    for lane, which in _OF_LANE.items()
}
_AGAIN = {
    lane: f"{_NEXT}{which} AND next_try_at <= %(now)s ORDER BY next_try_at, id {_FOR_ME}"
    for lane, which in _OF_LANE.items()
}


def drain(lane: Lane | None = None) -> int:
    """Tell everything that can be told now, of one lane or of both; how many news were heard.

    News that fail stay behind with their error; reactions may make more news, told as well.
    """
    heard = 0
    for turn in count(1):
        outcome = _tell_one(lane, again_first=turn % _AGAIN_EVERY == 0)
        if outcome is None:
            break
        heard += outcome
    return heard


@contextmanager
def apart() -> Iterator[None]:
    """Inside, news are told only of chains that are written to inside: others have other clocks.

    For whoever plays several matters at once, each on days of its own, with no worker beside.
    """
    token = written.set(set())
    try:
        yield
    finally:
        written.reset(token)


def _tell_one(lane: Lane | None = None, *, again_first: bool = False) -> int | None:
    """1 heard, 0 failed or put aside, None nothing to tell."""
    with transaction.atomic():
        found = _next_news(lane, again_first=again_first)
        if found is None:
            return None
        news, stands_aside = found
        if stands_aside is not None:
            News.objects.filter(pk=news.pk).update(next_try_at=stands_aside)
            return 0
        reaction = _reaction_of(news)
        if reaction is None or not reaction.outside:
            return _tell_inside(news, reaction)
        # Held for a while and committed: no transaction is open while the outside is asked.
        news.attempts += 1
        news.next_try_at = now() + _HOLD
        news.save(update_fields=["attempts", "next_try_at"])
    try:
        reaction.run(_event_of(news))
    except Exception as error:
        _failed(news, error)
        return 0
    with transaction.atomic():
        News.objects.filter(pk=news.pk).update(done_at=now(), last_error="")
        _let_later_ones_come(news)
    return 1


def _next_news(
    lane: Lane | None = None, *, again_first: bool = False
) -> tuple[News, datetime | None] | None:
    """News to tell now, or to put aside until a moment; held until the transaction ends."""
    chains, moment = written.get(), now()
    told = {
        "now": moment,
        "soon": moment + _SOON,
        "chains": None if chains is None else list(chains),
    }
    with connection.cursor() as cursor:
        for asked in (_AGAIN, _NEW) if again_first else (_NEW, _AGAIN):
            cursor.execute(asked[lane], told)
            if row := cursor.fetchone():
                return News.objects.select_related("entry").get(pk=row[0]), row[1]
    return None


def _later_ones(news: News) -> QuerySet[News]:
    """Those that wait for this one: of the same subject, for the same reaction."""
    return News.objects.filter(
        done_at=None, subject=news.subject, reaction=news.reaction, pk__gt=news.pk
    )


def _let_later_ones_come(news: News) -> None:
    """What stood aside for this one need not wait any longer."""
    _later_ones(news).filter(next_try_at__isnull=False).update(next_try_at=None)


def _tell_inside(news: News, reaction: Reaction | None) -> int:
    news.attempts += 1
    try:
        # A savepoint: what a failing reaction wrote is undone, its error is kept.
        with transaction.atomic():
            if reaction is not None:
                reaction.run(_event_of(news))
    except OperationalError:
        raise
    except Exception as error:
        _failed(news, error)
        return 0
    news.done_at = now()
    news.last_error = "" if reaction else "nobody of that name listens any more"
    news.save(update_fields=["attempts", "done_at", "last_error"])
    if news.attempts > 1:
        _let_later_ones_come(news)
    return 1


def _reaction_of(news: News) -> Reaction | None:
    try:
        return reaction_called(news.reaction, to=news.event)
    except KeyError:
        return None


def _event_of(news: News):  # type: ignore[no-untyped-def]
    entry = news.entry
    return event_from(
        entry.name, subject=entry.subject, at=entry.at, seq=entry.seq, body=entry.body
    )


def _failed(news: News, error: Exception) -> None:
    wait = min(_FIRST_WAIT * 2 ** min(news.attempts - 1, 12), _LONGEST_WAIT)
    # A little chance, so that many failing at once do not return at once.
    news.next_try_at = now() + wait * random.uniform(1, 1.25)  # noqa: S311
    news.last_error = f"{type(error).__name__}: {error}"[:2000]
    news.save(update_fields=["attempts", "next_try_at", "last_error"])
    _later_ones(news).update(next_try_at=news.next_try_at)
    log.warning("%s could not hear %s of %s: %s", news.reaction, news.event, news.subject, error)


def run_forever(stop: threading.Event, lane: Lane | None = None) -> None:
    """Relay one lane, or both, until `stop` is set; wakes on every commit that makes news, and
    every second."""
    while not stop.is_set():
        try:
            _listen_and_drain(stop, lane)
        except (OperationalError, psycopg.OperationalError) as error:
            # The database went away; it comes back or the supervisor stops us.
            log.warning("the record is out of reach, trying again: %s", error)
            close_old_connections()
            connection.close()
            stop.wait(1)


def _listen_and_drain(stop: threading.Event, lane: Lane | None) -> None:
    parameters = connection.get_connection_params()
    keep = {"dbname", "user", "password", "host", "port"}
    dial = {key: value for key, value in parameters.items() if key in keep}
    with psycopg.connect(autocommit=True, **dial) as line:
        line.execute(f"LISTEN {CHANNEL}")
        while not stop.is_set():
            drain(lane)
            for _ in line.notifies(timeout=1, stop_after=1):
                pass


def waiting() -> list[dict[str, object]]:
    """For operators: reactions with news waiting: how many, how often tried, the last error."""
    groups = (
        News.objects.filter(done_at=None)
        .values("reaction")
        .annotate(
            waiting=Count("id"), tries=Max("attempts"), failing=Count("id", ~Q(last_error=""))
        )
        .order_by("-failing", "reaction")
    )
    return [
        dict(group)
        | {
            "last_error": News.objects.filter(done_at=None, reaction=group["reaction"])
            .exclude(last_error="")
            .order_by("-id")
            .values_list("last_error", flat=True)
            .first()
            or ""
        }
        for group in groups
    ]


def retry(reaction: str) -> int:
    """Let every news waiting for `reaction` be tried at once; returns how many."""
    return News.objects.filter(done_at=None, reaction=reaction).update(next_try_at=None)
