"""`onedoor run`: the whole product in the foreground, from an empty folder to an open door."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from functools import partial
from pathlib import Path

from onedoor.site import places, twins
from onedoor.site.cluster import AlreadySupervised, Cluster, ClusterTrouble
from onedoor.site.packages import FONTS, Installation
from onedoor.site.processes import Child, die_with_parent
from onedoor.site.starting import WrongArithmetic, prove_arithmetic

_PREFERRED = 8000
_STOPPING = 8.0
_GRACE = 1.5


class CannotRun(RuntimeError):
    """The product cannot be started; the text says why and what to do."""


def say(line: str) -> None:
    """One line of progress, seen at once even through a pipe."""
    sys.stdout.write(f"  {line}\n")
    sys.stdout.flush()


class Product:
    """Everything that runs while the product runs, and the order in which it stops."""

    def __init__(self, *, host: str, port: int, workers: int, sample: bool) -> None:
        # What the product and its children write is for nobody else to read.
        os.umask(0o077)
        try:
            prove_arithmetic()
        except WrongArithmetic as wrong:
            raise CannotRun(str(wrong)) from wrong
        self.host, self.workers, self.sample = host, workers, sample
        self.state = places.state()
        self.cluster = None if os.environ.get("DATABASE_URL") else Cluster(self.state)
        self.stopping = False
        self._lock = _only_one(self.state)
        self.port = _choose_port(host, port, self.state)
        self.web = Child("web server", self._web, say)
        self.telling = [
            Child(name, partial(_ourselves, "worker", *words), say)
            for name, words in workers_wanted()
        ]
        # What a sample city talks to outside; a real one names real ones in its settings.
        self.twins = Child("paper twins", lambda: _ourselves("twin", "all"), say)
        self.children: list[Child] = []

    @property
    def address(self) -> str:
        shown = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{shown}:{self.port}"

    def run(self) -> None:
        """Start, stay, stop. Returns after Ctrl-C or SIGTERM; CannotRun when there is no start."""
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sign, self._hear)
        try:
            self._start()
            while not self.stopping:
                self._look_after()
                time.sleep(0.2)
        except ClusterTrouble as trouble:
            raise CannotRun(str(trouble)) from trouble
        finally:
            self._stop()

    def _hear(self, sign: int, frame: object) -> None:
        self.stopping = True

    def _start(self) -> None:
        os.environ.setdefault("ONEDOOR_ADDRESS", self.address)
        fonts = Installation([FONTS], say)
        fonts.begin()
        if self.cluster is not None:
            self._start_cluster(self.cluster)
        fonts.finish(lambda: self.stopping)
        self._describe_twins()
        self._prepare()
        if self.stopping:
            return
        self.children = [self.web, *self.telling, *self._twins_wanted()]
        for child in self.children:
            child.start()
        self._wait_for_the_door()

    def _describe_twins(self) -> None:
        """Before anything reads its settings: where the twins will be, or that there are none."""
        places.twins_note().unlink(missing_ok=True)
        if self.sample:
            twins.write(
                twins.describe(
                    lambda: _free_port(self.host),
                    host=self.address.removeprefix("http://").rpartition(":")[0],
                    address=os.environ["ONEDOOR_ADDRESS"],
                )
            )

    def _twins_wanted(self) -> list[Child]:
        """The twins, if a sample city really stands here; otherwise nobody may come in by them."""
        if (self.state / "sign-ins.txt").exists() and (self.state / "sign-ins.txt").stat().st_size:
            return [self.twins] if self.sample else []
        places.twins_note().unlink(missing_ok=True)
        return []

    def _start_cluster(self, cluster: Cluster) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                cluster.start(say)
                return
            except AlreadySupervised:
                # Another command, such as `onedoor doctor`, holds it for a moment.
                if time.monotonic() > deadline or self.stopping:
                    raise
                time.sleep(0.2)

    def _prepare(self) -> None:
        us = os.getpid()
        words = [] if self.sample else ["--no-sample"]
        with subprocess.Popen(
            _ourselves("prepare", *words),
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(parent=us),
        ) as preparing:
            while preparing.poll() is None:
                if self.stopping:
                    preparing.kill()
                time.sleep(0.05)
        if preparing.returncode != 0 and not self.stopping:
            raise CannotRun("the database could not be prepared; see the lines above")

    def _web(self) -> list[str]:
        return web_command(self.host, self.port, self.workers)

    def _wait_for_the_door(self) -> None:
        deadline = time.monotonic() + 60
        while not self.stopping:
            if _answers(f"{self.address}/alive"):
                places.write_private(
                    self.state / "run.json",
                    json.dumps({"address": self.address, "pid": os.getpid(), "port": self.port}),
                )
                self._welcome()
                return
            if time.monotonic() > deadline:
                raise CannotRun("the web server does not answer; see the lines above")
            self._look_after()
            time.sleep(0.05)

    def _welcome(self) -> None:
        told = self.state / "sign-ins.txt"
        lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
        say("")
        say(f"OneDoor 一门 is open: {self.address}")
        for line in lines:
            say(line)
        if lines:
            say("To sign in by telephone or mail: `onedoor messages` prints the codes.")
        say("Ctrl-C stops it.")

    def _look_after(self) -> None:
        if self.cluster is not None and not self.cluster.alive():
            say("PostgreSQL ended; starting it again")
            self.cluster.restart(say)
        for child in self.children:
            child.look_after()

    def _stop(self) -> None:
        say("stopping")
        (self.state / "run.json").unlink(missing_ok=True)
        deadline = time.monotonic() + _STOPPING
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.stop(deadline - time.monotonic())
        if self.cluster is not None:
            self.cluster.stop()
        os.close(self._lock)
        say("stopped")


def web_command(host: str, port: int, workers: int) -> list[str]:
    """The words that start a web server of that many processes; the last is what it serves."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi",
        "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4",
        "--backlog", "2048", "--no-ws", "--log-level", "warning",
        "--respawn-failed-workers", "--workers-kill-timeout", "5",
        "onedoor.site.wsgi:application",
    ]  # fmt: skip


def workers_wanted() -> list[tuple[str, list[str]]]:
    """The workers of a product by name, and the words each is called with: one for each lane.

    What reaches outside waits for others most of the time, and when everybody applies at once,
    papers want their share of the processors: it gets two processes for each, eight at most.
    """
    outside = min(2 * len(os.sched_getaffinity(0)), 8)
    return [
        ("worker", ["--lane", "inside"]),
        ("outside worker", ["--lane", "outside", "--processes", str(outside)]),
    ]


def _ourselves(*words: str) -> list[str]:
    return [sys.executable, "-m", "onedoor.site.cli", *words]


def _only_one(state: Path) -> int:
    """The lock of the state folder; waits for one that is stopping, refuses beside a living one."""
    state.mkdir(parents=True, exist_ok=True)
    lock = os.open(state / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    begun = time.monotonic()
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            (state / "run.json").unlink(missing_ok=True)
            return lock
        waited = time.monotonic() - begun
        if waited > _GRACE and (address := open_at(state)):
            raise CannotRun(f"OneDoor already runs from this folder: {address}")
        if waited > 2 * _STOPPING:
            raise CannotRun("OneDoor is already being started from this folder")
        time.sleep(0.1)


def open_at(state: Path) -> str:
    """The address at which this folder's product is open; empty while it starts or stops."""
    try:
        return str(json.loads((state / "run.json").read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError):
        return ""


def _choose_port(host: str, wanted: int, state: Path) -> int:
    """The port asked for, else the last one used here, else 8000, else any that is free."""
    if wanted:
        if not _claim(host, wanted):
            raise CannotRun(f"port {wanted} is taken: choose another with --port")
        return wanted
    last = state / "port"
    with suppress(OSError, ValueError):
        if _claim(host, before := int(last.read_text())):
            return before
    port = _PREFERRED
    while not _claim(host, port):
        port = _any_port(host)
    last.write_text(str(port))
    return port


# Ports promised to this process, each by a name that the kernel frees when the process ends.
_claimed: dict[int, socket.socket] = {}


def _claim(host: str, port: int) -> bool:
    """Take the port if nobody listens there and no other product starting now has taken it.

    The web server listens only a while later, and shares its port among its own processes, so two
    products that start together would both find it free and both get it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    if not sys.platform.startswith("linux"):
        return True
    claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        claim.bind(f"\0onedoor-port-{port}")
    except OSError:
        claim.close()
        return False
    _claimed[port] = claim
    return True


def _free_port(host: str) -> int:
    """Any port that is free now and promised to nobody."""
    while not _claim(host, port := _any_port(host)):
        pass
    return port


def _any_port(host: str) -> int:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310
        return bool(answer.status == 200)
    return False
