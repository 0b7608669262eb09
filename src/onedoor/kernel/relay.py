"""The relay: tells the record's news to the reactions, after commit, in order, until done."""

import logging
import random
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from time import monotonic
from typing import Any, Literal

import psycopg
from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import Count, F, Max, Q, QuerySet

from onedoor.kernel.models import News
from onedoor.kernel.news import Reaction, event_from, reaction_called
from onedoor.kernel.pace import ALIVE
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

# So many at most are told in one transaction, and no longer than this (in seconds): what each needs
# of the database is small beside a commit, and nobody who writes into the same chains waits long.
_LOT = 20
_LONG_ENOUGH = 0.1
# Of what reaches outside so many at most are held at a time; after so long (in seconds) those not
# told yet are left to others.
_OUTSIDE_LOT = 8
_LONG_OUTSIDE = 1.0

# Papers and messages take their time, and nothing that stays in the house waits behind them: the
# worker has a lane for each. None is both, in the order of the record.
Lane = Literal["inside", "outside"]
LANES: tuple[Lane, ...] = ("inside", "outside")
_OF_LANE = {None: "", "inside": " AND NOT outside", "outside": " AND outside"}
# Whose turn it is, held until the transaction ends.
_TURN = """
SELECT id, event, reaction FROM record_news
WHERE done_at IS NULL
  AND (%(chains)s::text[] IS NULL OR subject = ANY(%(chains)s::text[]))
"""
_FOR_ME = " LIMIT %(most)s FOR UPDATE SKIP LOCKED"
_NEW = {
    lane: f"{_TURN}{which} AND next_try_at IS NULL ORDER BY id {_FOR_ME}"
    for lane, which in _OF_LANE.items()
}
_AGAIN = {
    lane: f"{_TURN}{which} AND next_try_at <= %(now)s ORDER BY next_try_at, id {_FOR_ME}"
    for lane, which in _OF_LANE.items()
}
# Within one subject a reaction hears events in order: as long as an earlier one waits that is not
# told in the same lot, the later ones do. Nothing that waits for something else is looked at twice
# before that may have come, however much of it there is.
_ASIDE = """
SELECT mine.id, greatest(earlier.next_try_at, %(soon)s)
FROM record_news AS mine CROSS JOIN LATERAL (
    SELECT next_try_at FROM record_news AS before
    WHERE before.done_at IS NULL AND before.subject = mine.subject
      AND before.reaction = mine.reaction AND before.id < mine.id
      AND before.id <> ALL(%(lot)s::bigint[])
    ORDER BY before.id LIMIT 1) AS earlier
WHERE mine.id = ANY(%(lot)s::bigint[])
"""
# Told, and what stood aside for it need not wait any longer. Another worker may be putting that
# aside just now, so its row is waited for whatever it says. What is held with it comes next anyway.
_TOLD_OUTSIDE = """
WITH told AS (
    UPDATE record_news SET done_at = %(now)s, attempts = attempts + 1, last_error = ''
    WHERE id = %(id)s RETURNING id, subject, reaction)
UPDATE record_news AS later SET next_try_at = NULL FROM told
WHERE later.done_at IS NULL AND later.subject = told.subject AND later.reaction = told.reaction
  AND later.id > told.id AND later.id <> ALL(%(lot)s::bigint[])
"""


def drain(lane: Lane | None = None, stop: threading.Event | None = None) -> int:
    """Tell everything that can be told now, of one lane or of both; how many news were heard.

    Once `stop` is set, no other lot is begun.
    News that fail stay behind with their error; reactions may make more news, told as well.
    """
    heard = 0
    for turn in count(1):
        if stop is not None and stop.is_set():
            break
        outcome = _tell_some(lane, again_first=turn % _AGAIN_EVERY == 0)
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


def _tell_some(lane: Lane | None = None, *, again_first: bool = False) -> int | None:
    """How many of a lot were heard (those that failed or stand aside are not); None of no lot."""
    with transaction.atomic():
        lot = _next_lot(lane, again_first=again_first)
        if not lot:
            return None
        lot = _put_aside(lot)
        if not lot:
            return 0
        _news, first = lot[0]
        if first is None or not first.outside:
            return _tell_inside(lot)
        # Held for a while and committed: no transaction is open while the outside is asked.
        held = News.objects.filter(pk__in=[news.pk for news, _reaction in lot])
        held.update(next_try_at=now() + _HOLD)
    return _tell_outside(lot)


# News with who hears it; None of whoever is not there any more.
_Lot = list[tuple[News, Reaction | None]]


def _next_lot(lane: Lane | None, *, again_first: bool) -> _Lot:
    """News to tell now, in order: some that all reach outside, or some of which none does.

    Of what failed, or was held when its worker died, one that reaches outside is tried at a time:
    should it bring down whoever tries it, nothing else is held with it.
    """
    chains = written.get()
    asked: dict[str, Any] = {"now": now(), "chains": None if chains is None else list(chains)}
    which = _NEW
    with connection.cursor() as cursor:
        for which in (_AGAIN, _NEW) if again_first else (_NEW, _AGAIN):
            most = _OUTSIDE_LOT if lane == "outside" else _LOT
            cursor.execute(which[lane], asked | {"most": most})
            hearing = {
                id: _reaction_of(event, reaction) for id, event, reaction in cursor.fetchall()
            }
            if hearing:
                break
    ids = sorted(hearing)
    ids = _of_one_kind(ids, hearing, at_once=1 if which is _AGAIN else _OUTSIDE_LOT)
    found = News.objects.select_related("entry").in_bulk(ids)
    return [(found[each], hearing[each]) for each in ids]


def _of_one_kind(
    ids: list[int], hearing: Mapping[int, Reaction | None], *, at_once: int
) -> list[int]:
    """The first of them, and those right after it that reach outside, or do not, as it does."""
    outside = [bool((to := hearing[id]) and to.outside) for id in ids]
    if not any(outside):
        return ids
    other = next((at for at, each in enumerate(outside) if each != outside[0]), len(ids))
    return ids[: min(other, at_once) if outside[0] else other]


def _put_aside(lot: _Lot) -> _Lot:
    """Those whose turn has come; the others wait until that for which they do may be told."""
    asked: dict[str, Any] = {"lot": [news.pk for news, _reaction in lot], "soon": now() + _SOON}
    with connection.cursor() as cursor:
        cursor.execute(_ASIDE, asked)
        aside: dict[int, datetime] = dict(cursor.fetchall())
    for id, until in aside.items():
        News.objects.filter(pk=id).update(next_try_at=until)
    return [(news, reaction) for news, reaction in lot if news.pk not in aside]


def _later_ones(news: News) -> QuerySet[News]:
    """Those that wait for this one: of the same subject, for the same reaction."""
    return News.objects.filter(
        done_at=None, subject=news.subject, reaction=news.reaction, pk__gt=news.pk
    )


def _let_later_ones_come(news: News) -> None:
    """What stood aside for this one need not wait any longer."""
    _later_ones(news).filter(next_try_at__isnull=False).update(next_try_at=None)


def _tell_inside(lot: _Lot) -> int:
    """Tell them one after another; what there is no time for stays as it was."""
    heard: list[News] = []
    held_up: set[tuple[str, str]] = set()
    ends = monotonic() + _LONG_ENOUGH
    for news, reaction in lot:
        if (news.subject, news.reaction) in held_up:
            continue
        try:
            # A savepoint: what a failing reaction wrote is undone, its error is kept.
            with transaction.atomic():
                if reaction is not None:
                    reaction.run(_event_of(news))
        except OperationalError:
            raise
        except Exception as error:
            news.attempts += 1
            _failed(news, error)
            held_up.add((news.subject, news.reaction))
        else:
            heard.append(news)
        if monotonic() > ends:
            break
    gone = [news.pk for news, reaction in lot if reaction is None]
    told = News.objects.filter(pk__in=[news.pk for news in heard])
    told.update(done_at=now(), attempts=F("attempts") + 1, last_error="")
    if gone:
        told.filter(pk__in=gone).update(last_error="nobody of that name listens any more")
    for news in heard:
        if news.attempts:
            _let_later_ones_come(news)
    return len(heard)


def _tell_outside(lot: _Lot) -> int:
    """Tell them one after another, each told for good as soon as it was heard."""
    heard, held_up = 0, set[tuple[str, str]]()
    together = [news.pk for news, _reaction in lot]
    ends = monotonic() + _LONG_OUTSIDE
    for at, (news, reaction) in enumerate(lot):
        if monotonic() > ends:
            _leave(lot[at:], held_up)
            break
        if (news.subject, news.reaction) in held_up:
            continue
        assert reaction is not None
        try:
            reaction.run(_event_of(news))
        except Exception as error:
            news.attempts += 1
            _failed(news, error)
            held_up.add((news.subject, news.reaction))
        else:
            heard += 1
            with connection.cursor() as cursor:
                cursor.execute(_TOLD_OUTSIDE, {"now": now(), "id": news.pk, "lot": together})
    return heard


def _leave(lot: _Lot, held_up: set[tuple[str, str]]) -> None:
    """Held no longer, for whoever comes next; what waits for one that failed waits on."""
    free = [news.pk for news, _reaction in lot if (news.subject, news.reaction) not in held_up]
    News.objects.filter(pk__in=free).update(next_try_at=None)


def _reaction_of(event: str, name: str) -> Reaction | None:
    try:
        return reaction_called(name, to=event)
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
        if lane != "inside":
            line.execute("SELECT pg_advisory_lock_shared(%s)", [ALIVE])
        while not stop.is_set():
            drain(lane, stop)
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
