"""Published in one process, seen in every other within a second; taken down, gone from all."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import quote

import pytest
from django.db import connection
from tests.registers.publications.writing import NOTICE, chief, published
from tests.world import BOOKSHOP, World

from onedoor.registers.publications.actions import take_down

# From when on a question must be answered with what is new.
WITHIN = 1.0


class Process:
    """One web server of the product, as `onedoor run` starts it."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        at = connection.settings_dict
        url = f"postgresql://{at['USER']}:{quote(at['PASSWORD'])}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
                "--port", str(self.port), "--workers", "1", "--blocking-threads", "4", "--no-ws",
                "--log-level", "warning", "onedoor.site.wsgi:application",
            ],
            env={**os.environ, "DATABASE_URL": url},
        )  # fmt: skip

    def asks(self, path: str) -> tuple[int, str]:
        place = f"http://127.0.0.1:{self.port}{path}"
        try:
            with urllib.request.urlopen(place, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def waits(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(OSError):
                assert self.asks("/alive")[0] == 200
                return
            time.sleep(0.1)
        raise TimeoutError("the web server does not answer")


@pytest.fixture
def processes(world: World) -> Iterator[list[Process]]:
    both = [Process(), Process()]
    try:
        for each in both:
            each.waits()
        yield both
    finally:
        for each in both:
            each.process.terminate()
        for each in both:
            each.process.wait(30)


def within_a_second(
    processes: list[Process], path: str, done: Callable[[], object], seen: Callable[[str], bool]
) -> None:
    """Readers ask without a pause; whoever asks a second after it was done is told the new."""
    late: list[str] = []
    moment: list[float] = []
    reached = threading.Barrier(len(processes) + 1)

    def read(process: Process) -> None:
        assert not seen(process.asks(path)[1])
        reached.wait(60)
        while True:
            asked = time.monotonic()
            new = seen(process.asks(path)[1])
            if moment and asked >= moment[0] + WITHIN:
                if not new:
                    late.append(f"{path} at {process.port}")
                return

    readers = [threading.Thread(target=read, args=(each,)) for each in processes]
    for each in readers:
        each.start()
    reached.wait(60)
    time.sleep(0.2)
    done()
    moment.append(time.monotonic())
    for each in readers:
        each.join(60)
    assert late == []


def test_what_is_published_is_seen_in_every_process_and_taken_down_is_gone(
    world: World, processes: list[Process]
) -> None:
    pieces = []
    within_a_second(
        processes, "/publications", lambda: pieces.append(published()),
        lambda page: NOTICE.title in page,
    )  # fmt: skip
    address = f"/publications/{pieces[0].slug}"
    for each in processes:
        assert each.asks(address)[0] == 200 and NOTICE.title in each.asks("/")[1]
    within_a_second(
        processes, address, lambda: take_down(pieces[0].pk, why="数字有误。", by=chief()),
        lambda page: NOTICE.body.split("\n")[0] not in page,
    )  # fmt: skip
    for each in processes:
        assert each.asks(address)[0] == 410
        assert NOTICE.title not in each.asks("/publications")[1]


def test_a_new_edition_of_a_service_is_seen_in_every_process(
    world: World, processes: list[Process]
) -> None:
    address = f"/guide/{BOOKSHOP}"
    before = {process.port: process.asks(address)[1] for process in processes}
    within_a_second(
        processes, address, lambda: world.a_newer_version(),
        lambda page: page not in before.values(),
    )  # fmt: skip
