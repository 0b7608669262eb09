"""The embedded PostgreSQL really started, killed and started again."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from onedoor.site import leftovers
from onedoor.site.cluster import AlreadySupervised, Cluster

# A killed process loses nothing that the operating system holds: only a power cut needs fsync.
QUICK = {"fsync": "off"}

SUPERVISOR = """
import sys, time
from pathlib import Path
from onedoor.site.cluster import Cluster
cluster = Cluster(Path(sys.argv[1]))
cluster.start()
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="onedoor-cluster-"))
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def cluster(state: Path) -> Iterator[Cluster]:
    cluster = Cluster(state, settings=QUICK)
    cluster.start()
    yield cluster
    cluster.stop()


def ask(cluster: Cluster, sentence: str) -> object:
    with psycopg.connect(cluster.dsn(), autocommit=True) as line:
        answer = line.execute(sentence)
        row = answer.fetchone() if answer.description else None
    return row and row[0]


def postmaster_of(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


def test_it_answers_on_loopback_only_and_to_a_password_only(cluster):
    assert ask(cluster, "SHOW listen_addresses") == "127.0.0.1"
    assert (cluster.state / "cluster-password").stat().st_mode & 0o777 == 0o600
    assert cluster.note.stat().st_mode & 0o777 == 0o600
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(cluster.dsn().replace(cluster.password, "guessed"))


def test_a_state_folder_has_one_supervisor_at_a_time(cluster):
    with pytest.raises(AlreadySupervised):
        Cluster(cluster.state).start()
    assert ask(cluster, "SELECT 1") == 1


def test_after_its_postmaster_was_killed_nothing_committed_is_lost(cluster):
    ask(cluster, "CREATE TABLE IF NOT EXISTS kept (word text)")
    ask(cluster, "INSERT INTO kept VALUES ('held')")
    os.kill(postmaster_of(cluster), signal.SIGKILL)
    while cluster.alive():
        time.sleep(0.01)
    port = cluster.port
    cluster.restart()
    assert cluster.port == port
    assert ask(cluster, "SELECT word FROM kept") == "held"


def test_after_the_supervisor_was_killed_the_next_one_takes_over(state):
    program = [sys.executable, "-c", SUPERVISOR, str(state)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, env=dict(os.environ)) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"ready\n"
        first.kill()
    second = Cluster(state, settings=QUICK)
    second.start()
    try:
        assert ask(second, "SELECT 1") == 1
        assert leftovers.occupants(second.data)[0] == postmaster_of(second)
    finally:
        second.stop()
    assert leftovers.occupants(second.data) == []
    assert not second.note.exists()


def test_a_stale_pid_file_naming_a_stranger_harms_nobody(state):
    data = state / "cluster" / "data"
    data.mkdir(parents=True, exist_ok=True)
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")
    cluster = Cluster(state, settings=QUICK)
    cluster.start()
    try:
        assert ask(cluster, "SELECT 1") == 1
    finally:
        cluster.stop()


def test_a_lost_password_is_replaced_and_the_data_stay(state):
    cluster = Cluster(state, settings=QUICK)
    cluster.start()
    try:
        ask(cluster, "CREATE TABLE IF NOT EXISTS letters (word text)")
        cluster.stop()
        (state / "cluster-password").unlink()
        cluster.start()
        assert ask(cluster, "SELECT count(*) FROM letters") == 0
    finally:
        cluster.stop()
