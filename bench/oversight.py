"""(n) Oversight at many events: tables made anew beside COPY-out of the same rows, boards by their
processor time, how long news and cards take while applications come in.

`python -m bench.oversight together` (or `alone`) makes the tables anew in a process of its own, all
rooms at once or one after the other, and tells what it took.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench import flows, inbox, load
from bench.chronicle import Chronicle
from bench.town import Town

EVENTS, QUICK_EVENTS = 200_000, 50_000
# News of a reaction that fails, waiting beside the others.
_DEAF = 100_000
_CARDS = 20
_PATIENCE = 30.0


def measure(
    town: Town, *, quick: bool = False, most: int = 0, seconds: float = 10.0
) -> dict[str, Any]:
    """All figures at so many events; `most`: that many instead."""
    began = time.monotonic()
    chronicle = Chronicle(town, most or (QUICK_EVENTS if quick else EVENTS))
    chronicle.fill(town.say)
    flows._forget_the_news()
    found: dict[str, Any] = {
        "events": chronicle.events, "cases": chronicle.cases,
        "filled_in_s": round(time.monotonic() - began, 1),
    }  # fmt: skip
    town.say("tables of oversight made anew, beside COPY-out")
    found["rebuild"] = _rebuilt(chronicle)
    _let_it_settle()
    # Said at once: what comes after may take long, and fail.
    town.say(f"made anew: {found['rebuild']}")
    town.say("wall and boards")
    found["boards"] = _boards(town)
    town.say(f"boards: {found['boards']}")
    town.say("news and cards under the load of applications")
    found["relay"] = _relay(town, chronicle, 3.0 if quick else seconds)
    return found


# --- made anew --------------------------------------------------------------------------------


def _rebuilt(chronicle: Chronicle) -> dict[str, Any]:
    """What is made, at what rate, beside the rows it is made from by COPY; and once more."""
    from onedoor.oversight.figures.models import COUNTED
    from onedoor.oversight.supervision.rebuilding import STANDS

    names = "{" + ",".join(STANDS) + "}"
    same = f"SELECT * FROM record WHERE name = ANY('{names}'::text[]) ORDER BY subject, seq"
    every = _copied_out("SELECT * FROM record")
    cards = _copied_out(same)
    alone = _apart("alone")
    laid = "{" + ",".join(COUNTED) + "}"
    figures = _copied_out(f"SELECT * FROM record WHERE name = ANY('{laid}'::text[])")
    counts = _copied_out("SELECT * FROM assessment_counted")
    _take_away()
    first, again = _apart("together"), _apart("together")
    took = {each: alone[f"{each}_s"] for each in ("cards", "counts", "figures")}
    return {
        "copy_out_per_second": every["rate"],
        "events_per_second": round(chronicle.events / first["seconds"]),
        "ratio": round(every["seconds"] / first["seconds"], 3),
        "card_events": alone["card_events"],
        "card_events_per_second": round(alone["card_events"] / took["cards"]),
        "card_ratio": round(cards["seconds"] / took["cards"], 3),
        "counts": alone["counts"],
        "counts_per_second": round(alone["counts"] / took["counts"]),
        "counts_ratio": round(counts["seconds"] / took["counts"], 3),
        "figures": alone["figures"],
        "figures_per_second": round(alone["figure_events"] / took["figures"]),
        "figures_ratio": round(figures["seconds"] / took["figures"], 3),
        "seconds": round(first["seconds"], 2),
        "one_by_one_seconds": round(sum(took.values()), 2),
        "again_seconds": round(again["seconds"], 2), "moved_again": again["moved"],
        "rss_mib": first["rss_mib"], "rss_before_mib": first["rss_before_mib"],
    }  # fmt: skip


def _take_away() -> None:
    """What was made is gone, and all of it has to be made once more."""
    from django.apps import apps
    from django.db import connection

    from onedoor.site.rebuilding import REBUILT

    tables = ", ".join(apps.get_model(each)._meta.db_table for each in REBUILT)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")


def _let_it_settle() -> None:
    """What the database does by itself within minutes of so many rows being written."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _copied_out(query: str) -> dict[str, float]:
    """So many rows a second come out by COPY to one reader, who only counts."""
    from django.db import connection

    rows, began = 0, time.perf_counter()
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
        for block in copy:
            rows += bytes(block).count(b"\n")
    seconds = time.perf_counter() - began
    return {"rows": rows, "seconds": seconds, "rate": round(rows / seconds)}


def _apart(how: str) -> dict[str, Any]:
    """In a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "bench.oversight", how]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"rebuild: {done.stderr.strip()[-2000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def alone_here() -> dict[str, Any]:
    """Each room alone, one after the other, with what it took."""
    from onedoor.oversight.assessment.actions import lay_down_anew
    from onedoor.oversight.figures.actions import rebuild_figures
    from onedoor.oversight.supervision.actions import rebuild_cards

    began = time.perf_counter()
    cards = rebuild_cards()
    between = time.perf_counter()
    counts = lay_down_anew()
    after = time.perf_counter()
    figures = rebuild_figures()
    return {
        "cards_s": between - began, "counts_s": after - between,
        "figures_s": time.perf_counter() - after,
        "card_events": cards.read, "cards": cards.rows, "counts": counts[1].rows,
        "figures": figures.rows, "figure_events": figures.read,
    }  # fmt: skip


def together_here() -> dict[str, Any]:
    """As `onedoor oversight rebuild` does it, and the most memory that this process ever held."""
    from onedoor.site.rebuilding import rebuild_all

    before, began = _most_memory(), time.perf_counter()
    made = rebuild_all()
    return {
        "seconds": time.perf_counter() - began, "moved": sum(each.moved for each in made),
        "rss_before_mib": before, "rss_mib": _most_memory(),
    }  # fmt: skip


def _most_memory() -> int:
    # Not `getrusage`: that counts what the process held before it became this program.
    told = Path("/proc/self/status").read_text()
    return round(int(told.partition("VmHWM:")[2].split()[0]) / 1024)


# --- boards -----------------------------------------------------------------------------------


def _boards(town: Town) -> dict[str, Any]:
    """The wall of the prefecture, the board of an agency's head, and a clerk's own."""
    from onedoor.registers.agencies.queries import agencies

    town.cast.settle()
    known = set(agencies())
    holders = {
        post: ref for ref, each in town.cast.staff.items() for post in each.posts
        if post.partition("/")[0] in known
    }  # fmt: skip
    watcher = holders["government-aksu/supervisor"]
    head = next(
        ref for post, ref in holders.items()
        if post.endswith("/supervisor") and not post.startswith("government-aksu/")
    )  # fmt: skip
    clerk = next(ref for post, ref in holders.items() if post.endswith("/window"))
    found = {}
    for name, who, page in (
        ("wall", watcher, "desk:wall"), ("board", head, "desk:board"), ("own", clerk, "desk:board"),
    ):  # fmt: skip
        town.cast(who)
        asked = inbox._ask(who, page)
        asked["cpu_ms"] = round(asked["web_cpu_ms"] + asked["database_cpu_ms"], 2)
        found[name] = asked
    return found


# --- news -------------------------------------------------------------------------------------


def _relay(town: Town, chronicle: Chronicle, seconds: float) -> dict[str, Any]:
    """Applications come in while the worker tells the news, and while bad ratings bring cards."""
    found: dict[str, Any] = {}
    with town.servers() as (ours, _least), _workers(town):
        spec = flows._application(town) | {
            "port": ours.port, "connections": flows.CLIENTS, "what": "applications",
            "seconds": seconds,
        }  # fmt: skip
        # So long that each of them has told something.
        load.ask(spec | {"seconds": 2.0, "round": 100})
        _wait_until_told()
        found["lag"] = _lag(spec | {"round": 101})
        town.say(f"told: {found['lag']}")
        _let_many_fail()
        found["lag_beside_failing"] = _lag(spec | {"round": 102}) | {"failing": _DEAF}
        town.say(f"told beside failing news: {found['lag_beside_failing']}")
        found["card_s"] = _cards_on_the_wall(town, chronicle, spec | {"round": 103})
    return found


@contextmanager
def _workers(town: Town) -> Iterator[None]:
    """As `onedoor run` starts them. The seals are made, as they are some time after they are
    approved."""
    from onedoor.registers.papers.sealing import make_approved
    from onedoor.site.processes import Child
    from onedoor.site.running import workers_wanted

    while make_approved():
        pass

    def command(words: list[str]) -> list[str]:
        return [sys.executable, "-m", "onedoor.site.cli", "worker", *words]

    workers = [
        Child(name, lambda words=words: command(words), town.say)
        for name, words in workers_wanted()
    ]
    for each in workers:
        each.start()
    try:
        _wait_until_there()
        yield
    finally:
        for each in workers:
            each.ask_to_stop()
        for each in workers:
            each.stop(15)


def _wait_until_there() -> None:
    """Until every process listens that tells what reaches outside; the other is there by then."""
    from django.db import connection

    from onedoor.kernel.pace import ALIVE
    from onedoor.site.running import workers_wanted

    wanted = int(dict(workers_wanted())["outside worker"][-1])
    ends = time.monotonic() + _PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < ends:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s", [ALIVE]
            )
            if cursor.fetchone()[0] >= wanted:
                return
            time.sleep(0.1)
    raise TimeoutError("not all workers came")


def _lag(spec: dict[str, Any]) -> dict[str, Any]:
    """From the moment of an event until each reaction has heard it, in seconds."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM record_news")
        last = cursor.fetchone()[0]
        answer = load.ask_well("applications", spec)
        behind = _wait_until_told()
        cursor.execute(
            # What is not told by now took at least so long.
            "SELECT news.outside,"
            " extract(epoch FROM coalesce(news.done_at, now()) - entry.at)::float"
            " FROM record_news AS news"
            " JOIN record AS entry ON entry.id = news.entry_id"
            " WHERE news.id > %s AND news.reaction <> 'bench.deaf'",
            [last],
        )
        rows = cursor.fetchall()
    took = [lag for _outside, lag in rows]
    # What stays in the house has a lane of its own.
    inside = [lag for outside, lag in rows if not outside]
    return {
        "cases_per_second": round(answer["rate"], 1), "news": len(took),
        "p50_s": round(_hundredths(took)[49], 3), "p99_s": round(_hundredths(took)[98], 3),
        "inside_p50_s": round(_hundredths(inside)[49], 3),
        "inside_p99_s": round(_hundredths(inside)[98], 3),
        "told_all_after_s": round(behind, 2),
    }  # fmt: skip


def _hundredths(took: list[float]) -> list[float]:
    return quantiles(took, n=100)


def _wait_until_told() -> float:
    """Until nothing new waits any more, or for as long as anybody would; how long that took."""
    from django.db import connection

    began = time.monotonic()
    while time.monotonic() - began < _PATIENCE * 10:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM record_news WHERE done_at IS NULL AND next_try_at IS NULL"
            )
            if not cursor.fetchone()[0]:
                break
        time.sleep(0.1)
    return time.monotonic() - began


def _let_many_fail() -> None:
    """As after a day on which one reaction could hear nothing of thirty thousand matters."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_news (entry_id, subject, event, reaction, attempts, last_error,"
            " next_try_at) SELECT id, subject, name, 'bench.deaf', (seq = 1)::int,"
            " 'ValueError: cannot hear', now() + interval '1 hour' FROM record"
            " WHERE subject LIKE 'B%%' AND seq <= 3 ORDER BY id LIMIT %s",
            [_DEAF],
        )
        cursor.execute("ANALYZE record_news")


def _cards_on_the_wall(
    town: Town, chronicle: Chronicle, spec: dict[str, Any]
) -> dict[str, float | int]:
    """From a bad rating to the answer of the wall in which its card is counted."""
    from onedoor.casework.cases.queries import Case
    from onedoor.kernel.actors import ANYONE
    from onedoor.kernel.time import days, today
    from onedoor.oversight.feedback.actions import rate_by_code
    from onedoor.oversight.feedback.queries import Rating
    from onedoor.oversight.supervision.queries import RaisedCard

    numbers, fresh = chronicle.ranges["quiet"], list[str]()
    for first in range(0, len(numbers), 50_000):
        # One question holds no more than 65,535 values.
        some = [f"B{n}" for n in numbers[first : first + 50_000]]
        ended = Case.objects.filter(number__in=some, closed_on__gte=today() - days(10))
        fresh += ended.values_list("query_code", flat=True)[: _CARDS - len(fresh)]
        if len(fresh) == _CARDS:
            break
    # The copies bear the rating of the story's applicant, who has the last word.
    Rating.objects.filter(case__in=fresh).delete()
    loading = threading.Thread(target=load.ask, args=(spec | {"seconds": 60.0},), daemon=True)
    loading.start()
    wall, took = _Wall(town), list[float]()
    time.sleep(1)
    for code in fresh:
        if took and took[-1] > _PATIENCE:
            # The worker is so far behind that the others would tell the same.
            break
        began = time.perf_counter()
        rate_by_code(code, level=1, channel="code", by=ANYONE)
        # A copy's code is its number: what its card is about.
        while not RaisedCard.objects.filter(about=code).exists():
            if time.perf_counter() - began > _PATIENCE:
                # It stands in the line behind so many others: a figure too, and the worst.
                break
            time.sleep(0.02)
        # The next answer of the wall counts it.
        wall.open()
        took.append(time.perf_counter() - began)
    took.sort()
    return {"asked": len(took), "p50": round(took[len(took) // 2], 3), "most": round(took[-1], 3)}


class _Wall:
    """The wall as its watcher opens it."""

    def __init__(self, town: Town) -> None:
        from django.test import Client

        from onedoor.registers.people.queries import account_called

        watcher = next(
            ref for ref, each in town.cast.staff.items()
            if "government-aksu/supervisor" in each.posts
        )  # fmt: skip
        town.cast(watcher)
        self.client = Client(HTTP_HOST="localhost")
        account = account_called(watcher)
        assert account is not None
        self.client.force_login(account)

    def open(self) -> None:
        """One whole answer of the wall."""
        from django.urls import reverse

        inbox._get(self.client, reverse("desk:wall"))


if __name__ == "__main__":
    import django

    django.setup()
    how = {"alone": alone_here, "together": together_here}[(sys.argv[1:] or ["alone"])[0]]
    print(json.dumps(how()))
