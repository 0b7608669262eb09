"""The worker: tells the record's news to the reactions, and does what the calendar calls for."""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
import time
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

import psycopg
from django.db import connections
from procrastinate import exceptions
from procrastinate.contrib.django import app

from onedoor.kernel import relay
from onedoor.kernel.ports import port
from onedoor.site.processes import die_with_parent
from onedoor.site.starting import prove_arithmetic

log = logging.getLogger("onedoor.worker")

_PAUSE = 2.0


def work(lane: relay.Lane | None = None, *, processes: int = 1) -> None:
    """Work until SIGTERM or Ctrl-C; what is half done then is finished first.

    One worker does it all, or one tells what stays in the house and another what reaches outside
    and does the jobs: sealing papers then takes no processor time from the news of the house.
    `processes`: so many of them together tell what reaches outside, as most of it waits for others.
    WrongArithmetic when this machine does not compute what the standards print.
    """
    prove_arithmetic()
    stop = threading.Event()
    if lane != "inside":
        # Half a second of reading in, once for all processes and before the first paper.
        for name in ("sealer", "ofd_sealer"):
            port(name)
    beside = [_beside() for _ in range(processes - 1 if lane != "inside" else 0)]
    telling = [
        threading.Thread(target=_tell, args=(stop, each), name=f"relay {each}", daemon=True)
        for each in relay.LANES
        if lane in (None, each)
    ]
    if beside:
        telling.append(threading.Thread(target=_watch, args=(stop, beside), daemon=True))
    for line in telling:
        line.start()
    try:
        if lane == "inside":
            _wait_to_be_stopped()
        else:
            _do_jobs()
    finally:
        stop.set()
        for each in beside:
            each.terminate()
        for line in telling:
            line.join(timeout=10)
        for each in beside:
            each.join(timeout=10)


def _beside() -> BaseProcess:
    """Another process that tells what reaches outside; it shares the memory of the program."""
    # No process may speak by the connection of another.
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=_tell_outside, daemon=True)
    process.start()
    return process


def _tell_outside() -> None:
    die_with_parent(signal.SIGTERM)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _tell(stop, "outside")


def _watch(stop: threading.Event, beside: list[BaseProcess]) -> None:
    """Until all are asked to stop. One that fell is started again with all of us."""
    with suppress(OSError):
        wait([each.sentinel for each in beside])
    if not stop.is_set():
        log.error("a process that tells what reaches outside fell")
        os._exit(1)


def _wait_to_be_stopped() -> None:
    stopped = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopped.set())
    stopped.wait()


def _tell(stop: threading.Event, lane: relay.Lane) -> None:
    try:
        relay.run_forever(stop, lane)
    except Exception:
        log.exception("the relay fell")
        # Without its relay the worker is worth nothing; whoever watches it starts another.
        os._exit(1)


def _do_jobs() -> None:
    while True:
        try:
            asyncio.run(_serve())
            return
        except (exceptions.ConnectorException, psycopg.OperationalError, OSError) as error:
            log.warning("the jobs are out of reach, trying again: %s", error)
            time.sleep(_PAUSE)


async def _serve() -> None:
    serving = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with serving.open_async():
        await serving.run_worker_async(
            name="onedoor", concurrency=1, shutdown_graceful_timeout=10, delete_jobs="never"
        )
