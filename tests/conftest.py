"""What every test stands on: settings, a state folder of its own, PostgreSQL if it asks for it."""

import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
import pytest
from django.utils.translation import deactivate
from hypothesis import settings
from tests.postgres import a_database

# Before Django reads its settings: tests keep nothing in the state folder of the checkout.
_STATE = Path(tempfile.mkdtemp(prefix="onedoor-tests-"))
_STATE.chmod(0o711)
os.environ["ONEDOOR_STATE"] = str(_STATE)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onedoor.site.settings")
# What takes turns from day to day (tests/journeys/turns.py) does so by one day in all workers.
os.environ.setdefault("ONEDOOR_DAY_OF_TESTS", str(datetime.now(UTC).toordinal()))
# Playwright's own loop runs in the thread of the test; Django would take that for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# The conftest of a room may import that room, and is read before any hook runs.
django.setup()

pytest_plugins = ["tests.world"]

# A busy machine is no fault of the code: examples are counted, never timed.
settings.register_profile("onedoor", deadline=None)
settings.load_profile("onedoor")

LOOPBACK = {"127.0.0.1", "::1", "localhost", ""}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--whole", action="store_true",
        help="every page in every mode, language and width, instead of today's turn of each",
    )  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that want an empty database first, then those with the published city; large ones lead.

    The city stays for the rest of a run. Run side by side (`make test`), files are handed out in
    this order, so each worker keeps it: what takes minutes however few its tests are (`long`) comes
    before all others of its kind, or one worker would still be at it when the rest have gone.
    """
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)

    def place(beside: list[pytest.Item]) -> tuple[bool, bool, int]:
        city = any("_registers" in each.fixturenames for each in beside)  # type: ignore[attr-defined]
        is_long = any(each.get_closest_marker("long") for each in beside)
        return city, not is_long, -len(beside)

    items[:] = [item for beside in sorted(files.values(), key=place) for item in beside]


def pytest_unconfigure() -> None:
    shutil.rmtree(_STATE, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> Iterator[None]:
    """No test reaches beyond this machine: any other address is refused at the socket."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and str(address[0]) not in LOOPBACK:
            raise OSError(f"a test may not reach {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True)
def no_sites_and_known_so(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test begins without sites, and with that known: they are asked for anew by the clock, and
    how often a page asks the database must not hang on it. Whoever changes a site forgets."""
    from onedoor.registers.sites import queries

    if {"scenery", "town"} & set(request.fixturenames):
        # A city that stands for a whole module may have some.
        queries.forget()
    else:
        queries._kept[:] = [(time.monotonic(), queries.Cluster())]
    monkeypatch.setattr(queries, "SECONDS", 3600.0)


@pytest.fixture(autouse=True)
def no_language_left_over() -> Iterator[None]:
    """A page asked for in another language leaves it on in this thread; no test inherits it."""
    yield
    deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A database of this run's own with today's schema; nothing is started before a test asks."""
    with django_db_blocker.unblock(), a_database(_STATE / "postgres"):
        yield
