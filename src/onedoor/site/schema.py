"""The schema as a dump: restored in a second, proved equal to what `migrate` builds."""

import hashlib
import inspect
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from onedoor.site import binaries

Say = Callable[[str], None]

DUMP = Path(__file__).with_name("schema.sql")
OLDEST = 150000  # PostgreSQL 15, as server_version_num
_TITLE = "-- OneDoor's schema, made by `onedoor schema dump` from the migrations: "
# Any number will do, as long as it is ours: two starting at once prepare one after the other.
_LOCK = 7_317_002_016
# Settings that PostgreSQL 15 does not know, and psql's own commands.
_NOT_FOR_ALL = re.compile(r"^(SET transaction_timeout\b.*|\\.*)\n", re.MULTILINE)


class SchemaTrouble(RuntimeError):
    """The database cannot be used as it is; the text says why and what to do."""


def have(say: Say = lambda line: None) -> None:
    """Bring the default database to today's schema, whatever it holds now."""
    with connect() as line:
        _refuse_the_old(line)
        line.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        if _is_empty(line):
            if is_fresh():
                say("restoring the schema")
                restore(line)
            else:
                say("building the schema by migrations (the dump is out of date)")
                _migrate("default")
        elif missing := unapplied():
            say(f"applying {len(missing)} new migrations")
            _migrate("default")


def wipe() -> None:
    """Remove everything in the default database's public schema."""
    with connect() as line:
        line.execute("DROP SCHEMA public CASCADE")
        line.execute("CREATE SCHEMA public")
    connections["default"].close()


def restore(line: psycopg.Connection[Any]) -> None:
    """Play the dump into an empty database, whole or not at all."""
    with line.transaction():
        line.execute(DUMP.read_bytes())
    line.execute("RESET ALL")


def write() -> None:
    """Build a scratch database by migrations and write its dump into the source tree."""
    DUMP.write_text(from_migrations(), encoding="utf-8")


def differences(limit: int = 40) -> list[str]:
    """Where the dump and the migrations part; empty when they agree. Takes some seconds."""
    kept = DUMP.read_text(encoding="utf-8") if DUMP.exists() else ""
    built = from_migrations()
    if kept == built:
        return []
    lines = unified_diff(
        kept.splitlines(), built.splitlines(), "schema.sql", "migrate", lineterm="", n=1
    )
    return list(lines)[:limit]


def from_migrations() -> str:
    """The dump of a scratch database that `migrate` has just built; the scratch is removed."""
    with _scratch() as alias:
        _migrate(alias)
        with connections[alias].cursor() as cursor:
            # When it was applied is nobody's business and differs each time.
            cursor.execute("UPDATE django_migrations SET applied = '2000-01-01 00:00:00+00'")
        return f"{_TITLE}{graph()}\n" + _dumped(connections[alias].settings_dict)


def is_fresh() -> bool:
    """Whether the dump was made from the migrations of this code."""
    if not DUMP.exists():
        return False
    with DUMP.open(encoding="utf-8") as file:
        return file.readline().strip() == f"{_TITLE}{graph()}"


def graph() -> str:
    """A digest of all migrations: ours by content, those of libraries by name."""
    loader = MigrationLoader(None)
    digest = hashlib.sha256()
    for (label, name), migration in sorted(loader.disk_migrations.items()):
        digest.update(f"{label}.{name}\n".encode())
        module = inspect.getmodule(type(migration))
        if module and module.__file__ and module.__name__.startswith("onedoor."):
            digest.update(Path(module.__file__).read_bytes())
    return digest.hexdigest()[:32]


def unapplied() -> list[str]:
    """Migrations of this code that the default database has not seen."""
    loader = MigrationLoader(connections["default"])
    applied = set(loader.applied_migrations)
    return [f"{label}.{name}" for label, name in sorted(set(loader.disk_migrations) - applied)]


@contextmanager
def connect(alias: str = "default", name: str = "") -> Iterator[psycopg.Connection[Any]]:
    """A line of its own to the database of `alias`, each statement a transaction."""
    with psycopg.connect(**dial(alias, name), autocommit=True, prepare_threshold=None) as line:
        yield line


def dial(alias: str = "default", name: str = "") -> dict[str, Any]:
    """psycopg's parameters for the database of `alias`, or for `name` on the same server."""
    parameters = connections[alias].get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(ours, None)
    return {**parameters, "dbname": name} if name else parameters


def _refuse_the_old(line: psycopg.Connection[Any]) -> None:
    version = line.info.server_version
    if version < OLDEST:
        raise SchemaTrouble(
            f"PostgreSQL 15 or newer is needed; DATABASE_URL leads to {version // 10000}"
        )


def _is_empty(line: psycopg.Connection[Any]) -> bool:
    row = line.execute("SELECT to_regclass('public.django_migrations') IS NULL").fetchone()
    return bool(row and row[0])


def _migrate(alias: str) -> None:
    call_command("migrate", database=alias, interactive=False, verbosity=0)


@contextmanager
def _scratch() -> Iterator[str]:
    name = f"onedoor_scratch_{os.getpid()}"
    settings = {**connections["default"].settings_dict, "NAME": name}
    with connect(name="postgres") as line:
        _drop(line, name)
        line.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(name)
            )
        )
    connections.databases[name] = settings
    try:
        yield name
    finally:
        connections[name].close()
        del connections.databases[name]
        with connect(name="postgres") as line:
            _drop(line, name)


def _drop(line: psycopg.Connection[Any], name: str) -> None:
    line.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _dumped(settings: dict[str, Any]) -> str:
    """The database as SQL that any PostgreSQL from 15 on can read through a plain connection."""
    host = settings["HOST"] or "/var/run/postgresql"
    done = subprocess.run(
        [
            *(binaries.folder() / "pg_dump", "--no-owner", "--no-privileges"),
            *("--rows-per-insert=500", f"--host={host}", f"--port={settings['PORT'] or 5432}"),
            *(f"--username={settings['USER']}", f"--dbname={settings['NAME']}"),
        ],
        env={**binaries.ENVIRONMENT, "PGPASSWORD": settings["PASSWORD"]},
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise SchemaTrouble(f"pg_dump failed: {done.stderr.decode(errors='replace').strip()}")
    text = _NOT_FOR_ALL.sub("", done.stdout.decode())
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"^--.*\n", "", text, flags=re.MULTILINE)).lstrip()
