"""The embedded PostgreSQL: prepared once, started for as long as we live, mended after a fall.

One supervisor at a time holds the lock of a state folder. The cluster listens on the loopback
address alone, on a free port, behind a password nobody chose.
"""

import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from onedoor.site import binaries, leftovers, places
from onedoor.site.processes import die_with_parent

Say = Callable[[str], None]

ROLE = "onedoor"
_READY = ".ready"
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    "max_wal_size": "1GB",
}
# For tests alone: what a power cut takes may be lost.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class ClusterTrouble(RuntimeError):
    """The embedded cluster cannot be had; the text says why and what to do."""


class AlreadySupervised(ClusterTrouble):
    """Another living process holds this state folder's cluster."""


class Cluster:
    """The cluster of one state folder. `start` and `stop` belong to a process's main thread."""

    def __init__(self, state: Path, *, settings: dict[str, str] | None = None) -> None:
        self.state = state
        self.settings = {**_SETTINGS, **(settings or {})}
        self.port = 0
        self._lock: int | None = None
        self._postmaster: subprocess.Popen[bytes] | None = None

    @property
    def note(self) -> Path:
        return self.state / "cluster.json"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def password(self) -> str:
        return (self.state / "cluster-password").read_text(encoding="utf-8").strip()

    def start(self, say: Say = lambda line: None) -> None:
        """Have the cluster running and answering; AlreadySupervised or ClusterTrouble if not."""
        self._take_lock()
        try:
            self._choose_places()
            self._prepare(say)
            self._launch(say)
        except binaries.NoPostgres as trouble:
            self._let_go()
            raise ClusterTrouble(str(trouble)) from trouble
        except BaseException:
            self._end_postmaster()
            self._let_go()
            raise

    def stop(self) -> None:
        """Shut the cluster down, all finished work on the disk, and let the state folder go."""
        self._end_postmaster()
        self.note.unlink(missing_ok=True)
        self._let_go()

    def discard(self) -> None:
        """Stop at once and remove the data: for tests."""
        if self._postmaster is not None:
            self._postmaster.send_signal(signal.SIGQUIT)
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def alive(self) -> bool:
        """Whether the postmaster we started still runs."""
        return self._postmaster is not None and self._postmaster.poll() is None

    def restart(self, say: Say = lambda line: None) -> None:
        """Start again after the postmaster died; the port stays, so that nobody else must know."""
        self._end_postmaster()
        self._launch(say)

    def dsn(self, name: str = ROLE) -> str:
        """The address of the database `name` in this cluster, for psycopg and for DATABASE_URL."""
        return f"postgresql://{ROLE}:{self.password}@127.0.0.1:{self.port}/{name}"

    def _take_lock(self) -> None:
        self.state.mkdir(parents=True, exist_ok=True)
        with suppress(PermissionError):
            # The account that runs PostgreSQL must pass through; what is private is so by itself.
            self.state.chmod(self.state.stat().st_mode | 0o111)
        lock = os.open(self.state / "cluster.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise AlreadySupervised(f"the cluster in {self.state} is already being run") from None
        self._lock = lock

    def _let_go(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _choose_places(self) -> None:
        self.account = binaries.service_account(self.state / "cluster" / "data")
        self.home = binaries.home_for(self.state, self.account)
        self.home.mkdir(parents=True, exist_ok=True)
        if self.account is not None:
            self.home.chmod(0o711)
        elif self.data.exists() and self.data.stat().st_uid != os.geteuid():
            raise ClusterTrouble(
                f"{self.data} belongs to another account: run as that account or as root"
            )
        self.programs = binaries.folder_for(self.account)

    def _prepare(self, say: Say) -> None:
        if self.data.exists() and leftovers.clear(self.data):
            say("stopped a PostgreSQL that had lost its supervisor")
        if not (self.data / _READY).exists():
            say("preparing an empty database cluster")
            self._initialise()
        if not (self.state / "cluster-password").exists():
            say("the cluster's password was lost; setting a new one")
            self._set_new_password()

    def _initialise(self) -> None:
        """Make the cluster in a draft folder and move it into place: never half a cluster."""
        draft = self.home / "data.draft"
        for remains in (draft, self.data):
            shutil.rmtree(remains, ignore_errors=True)
        draft.mkdir(mode=0o700)
        secret = self.home / "initial-password"
        password = secrets.token_urlsafe(32)
        places.write_private(secret, password)
        if self.account is not None:
            os.chown(draft, self.account.pw_uid, self.account.pw_gid)
            os.chown(secret, self.account.pw_uid, self.account.pw_gid)
        try:
            self._program(
                "initdb", "--pgdata", draft, "--username", ROLE, "--pwfile", secret,
                "--encoding", "UTF8", "--locale-provider", "builtin", "--locale", "C.UTF-8",
                "--auth", "scram-sha-256", "--no-instructions",
            )  # fmt: skip
        finally:
            secret.unlink(missing_ok=True)
        places.write_private(self.state / "cluster-password", password)
        (draft / _READY).touch()
        draft.rename(self.data)

    def _set_new_password(self) -> None:
        """Through a PostgreSQL that serves nobody else: the cure for a lost password."""
        password = secrets.token_urlsafe(32)
        self._program(
            "postgres", "--single", "-D", self.data, "postgres",
            told=f"ALTER ROLE {ROLE} PASSWORD '{password}'\n",
        )  # fmt: skip
        places.write_private(self.state / "cluster-password", password)

    def _program(self, name: str, *arguments: str | Path, told: str = "") -> None:
        done = subprocess.run(
            [self.programs / name, *arguments],
            input=told.encode(),
            capture_output=True,
            check=False,
            cwd=self.home,
            **binaries.as_account(self.account),
        )
        if done.returncode != 0:
            raise ClusterTrouble(f"{name} failed: {done.stderr.decode(errors='replace').strip()}")

    def _launch(self, say: Say) -> None:
        for _ in range(5):
            leftovers.clear(self.data)
            self.port = self._a_port()
            self._postmaster = self._postmaster_on(self.port)
            if self._wait_until_ready(say):
                break
            self._end_postmaster()
        else:
            raise ClusterTrouble(f"PostgreSQL does not start; its last words: {self._last_words()}")
        self._have_database()
        facts = {"port": self.port, "user": ROLE, "password": self.password, "name": ROLE}
        places.write_private(self.note, json.dumps(facts))
        places.write_private(self.state / "cluster-port", str(self.port))

    def _postmaster_on(self, port: int) -> subprocess.Popen[bytes]:
        settings = {**self.settings, "port": str(port)}
        words = [f"-c{key}={value}" for key, value in settings.items()]
        log = self.state / "cluster.log"
        if log.exists() and log.stat().st_size > 10_000_000:
            log.replace(log.with_suffix(".log.1"))
        us = os.getpid()
        with log.open("ab") as lines:
            return subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, *words],
                stdin=subprocess.DEVNULL,
                stdout=lines,
                stderr=lines,
                cwd=self.home,
                # Ctrl-C at the terminal is for us; we then stop the cluster last of all.
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(signal.SIGINT, parent=us),
                **binaries.as_account(self.account),
            )

    def _a_port(self) -> int:
        with suppress(OSError, ValueError):
            wanted = self.port or int((self.state / "cluster-port").read_text())
            return _free_port(wanted)
        return _free_port(0)

    def _wait_until_ready(self, say: Say) -> bool:
        """Wait as long as the postmaster lives: recovery after a fall may take its time."""
        next_word = time.monotonic() + 5
        while self.alive():
            try:
                with self._connected("postgres") as line:
                    return self._is_ours(line)
            except psycopg.OperationalError as refused:
                if "password authentication failed" in str(refused):
                    self._set_password_offline(say)
                    return False
            if time.monotonic() > next_word:
                next_word += 5
                say("PostgreSQL is recovering; waiting")
            time.sleep(0.02)
        return False

    def _set_password_offline(self, say: Say) -> None:
        say("the cluster's password was not the noted one; setting a new one")
        self._end_postmaster()
        self._set_new_password()

    def _connected(self, name: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.dsn(name), autocommit=True, connect_timeout=5)

    def _is_ours(self, line: psycopg.Connection[tuple[object, ...]]) -> bool:
        row = line.execute("SHOW data_directory").fetchone()
        return row is not None and Path(str(row[0])).resolve() == self.data.resolve()

    def _have_database(self) -> None:
        with self._connected("postgres") as line:
            found = line.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ROLE]).fetchone()
            if found is None:
                line.execute(f"CREATE DATABASE {ROLE}")

    def _end_postmaster(self) -> None:
        postmaster, self._postmaster = self._postmaster, None
        if postmaster is None:
            return
        for sign, patience in ((signal.SIGINT, 15), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            if postmaster.poll() is not None:
                return
            postmaster.send_signal(sign)
            with suppress(subprocess.TimeoutExpired):
                postmaster.wait(patience)

    def _last_words(self) -> str:
        with suppress(OSError):
            lines = (self.state / "cluster.log").read_text(errors="replace").splitlines()
            return " / ".join(lines[-4:])
        return "none"


def _free_port(wanted: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", wanted))
        return int(probe.getsockname()[1])


@contextmanager
def reachable(say: Say = lambda line: None) -> Iterator[None]:
    """Inside, the database answers: the one DATABASE_URL names, the one that runs, or one started.

    To be entered before Django reads its settings.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    cluster = Cluster(places.state())
    try:
        cluster.start(say)
    except AlreadySupervised:
        _wait_for_note(cluster.note)
        yield
        return
    try:
        yield
    finally:
        cluster.stop()


@contextmanager
def scratch() -> Iterator[None]:
    """Inside, the state folder is a new empty one with a cluster of its own; thrown away after.

    To be entered before Django reads its settings.
    """
    folder = Path(tempfile.mkdtemp(prefix="onedoor-scratch-"))
    folder.chmod(0o711)
    os.environ["ONEDOOR_STATE"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for_note(note: Path, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while not note.exists():
        if time.monotonic() > deadline:
            raise ClusterTrouble("the cluster's supervisor runs but its database does not answer")
        time.sleep(0.1)
