"""The product really started: its door opens, its falls are mended, a kill leaves nobody behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from onedoor.site import leftovers


class Running:
    """One `onedoor run` and what it said."""

    def __init__(self, state: Path) -> None:
        self.state, self.said = state, state / "said"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = self.start()

    def start(self) -> "subprocess.Popen[bytes]":
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        packs = self.state / "packs"
        packs.mkdir(exist_ok=True)
        environment |= {"ONEDOOR_STATE": str(self.state), "ONEDOOR_PACKS": str(packs)}
        program = [sys.executable, "-m", "onedoor.site.cli", "run", "--no-sample"]
        with self.said.open("ab") as lines:
            return subprocess.Popen(
                [*program, "--port", str(self.port), "--workers", "1"],
                env=environment, stdout=lines, stderr=lines,
            )  # fmt: skip

    def is_open(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/alive", timeout=2) as answer:
                return answer.read() == b"ok"
        except OSError:
            return False

    def everybody(self) -> list[int]:
        """Living processes started for this state folder, ours and PostgreSQL's."""
        mark = f"ONEDOOR_STATE={self.state}".encode()
        found = set(leftovers.occupants(self.state / "cluster" / "data"))
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.add(int(entry.name))
            except OSError:
                continue
        return sorted(found)

    def children(self, word: str) -> list[int]:
        """Those of them that were started with this word; one may end while they are asked."""
        found = []
        for pid in self.everybody():
            with suppress(OSError):
                if word.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                    found.append(pid)
        return found


def until(seen: Callable[[], bool], patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def running() -> Iterator[Running]:
    state = Path(tempfile.mkdtemp(prefix="onedoor-run-"))
    running = Running(state)
    try:
        until(lambda: running.is_open() or running.process.poll() is not None)
        yield running
    finally:
        running.process.terminate()
        running.process.wait(30)
        left = running.everybody()
        shutil.rmtree(state, ignore_errors=True)
    assert left == []


def test_every_fall_is_mended_and_a_killed_product_starts_again(running):
    assert running.is_open(), running.said.read_text()
    os.kill(running.children("inside")[0], signal.SIGKILL)
    # One of the processes that tell what reaches outside: they stand and fall together.
    os.kill(running.children("--processes")[-1], signal.SIGKILL)
    os.kill(leftovers.occupants(running.state / "cluster" / "data")[0], signal.SIGKILL)
    until(lambda: "PostgreSQL ended" in running.said.read_text())
    until(lambda: "the worker ended" in running.said.read_text())
    until(lambda: "the outside worker ended" in running.said.read_text())
    until(running.is_open)
    running.process.kill()
    running.process.wait()
    # The children die with their parent; the cluster shuts itself down.
    until(lambda: running.everybody() == [], patience=15)
    running.process = running.start()
    until(running.is_open)
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(30) == 0
    assert running.said.read_text().rstrip().endswith("stopped")
