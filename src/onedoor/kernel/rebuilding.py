"""Rows that follow from the record alone: made anew beside the old ones, then changed over at once.

Nobody ever reads half of it. What is right already is not written again, so a second time nothing
moves; and what does move is counted, for it was not what the record says.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Any

from django.db import connection
from django.db.models import Model

# Read and written in lots, so that memory does not grow with the record.
_LOT = 5000
_cursors = count(1)
_LOT_BYTES = 4 * 1024 * 1024

Row = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """What a rebuilding of one table did: rows as they should be, and how many were not so."""

    table: str
    rows: int
    new: int
    altered: int
    gone: int
    # From how many events (or published lines) they were made.
    read: int = 0

    @property
    def moved(self) -> int:
        """How many rows were not what the record says."""
        return self.new + self.altered + self.gone


def streamed(sql: str, *facts: Any) -> Iterator[Row]:
    """The rows of a query, a lot at a time, from one snapshot inside the running transaction."""
    name = f"streamed_{next(_cursors)}"
    with connection.cursor() as cursor:
        cursor.execute(f"DECLARE {name} NO SCROLL CURSOR FOR {sql}", facts)
        while True:
            cursor.execute(f"FETCH FORWARD {_LOT} FROM {name}")
            lot = cursor.fetchall()
            yield from lot
            if len(lot) < _LOT:
                break
        cursor.execute(f"CLOSE {name}")


class Beside:
    """A table that is there until the transaction ends, for rows on their way.

    Names of tables and columns are the code's own; whatever is a value goes in as one.
    """

    def __init__(
        self, name: str, columns: Sequence[str], made: str, *, kind: str = "TEMPORARY"
    ) -> None:
        """`made` says what it holds, as CREATE TABLE wants it."""
        self.name, self.columns = name, tuple(columns)
        self.rows = 0
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE {kind} TABLE {name} {made}")
            # Until the transaction ends: what is sorted and joined here is large, and made seldom.
            cursor.execute("SET LOCAL work_mem = '64MB'")

    def _listed(self, table: str = "") -> str:
        return ", ".join(f"{table}{each}" for each in self.columns)

    def take(self, rows: Iterable[Row]) -> None:
        """Put these in, a lot at a time: their source may stand open on the same connection."""
        source = iter(rows)
        into = f"COPY {self.name} ({self._listed()}) FROM STDIN"
        while lot := list(islice(source, _LOT)):
            with connection.cursor() as cursor, cursor.copy(into) as copy:
                for row in lot:
                    copy.write_row(row)
            self.rows += len(lot)

    def take_files(
        self, of: str, files: Iterable[tuple[object, bytes]], query: str, *,
        with_one_of: tuple[bytes, ...] = (b"",),
    ) -> None:  # fmt: skip
        """Put in what a query makes of files of JSON objects, one to a line, each file by its name.

        The database reads them, as the table `of` with the columns `file` and `line`: several times
        as fast as reading them here and writing them out again. Lines without any of these marks
        are spared it.
        """
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE {of} (file text, line jsonb)")
        for lot in _lots(files):
            with connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {of}")
                with cursor.copy(f"COPY {of} FROM STDIN ({_AS_LINES})") as copy:
                    for name, content in lot:
                        copy.write(_each_with(name, content, with_one_of))
            self.fill(query)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {of}")

    def fill(self, query: str, *facts: Any) -> None:
        """Put in what a query says: nothing of it passes through this process."""
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {self.name} ({self._listed()}) {query}", facts)
            self.rows += cursor.rowcount

    def count_up(self) -> None:
        """Let the planner know how much there is of it now."""
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {self.name}")


class Fresh(Beside):
    """A table beside a live one, of its columns, that takes its place for every reader at once.

    The live one is held by whoever makes another: nobody writes into it meanwhile.
    """

    def __init__(self, model: type[Model], columns: Sequence[str]) -> None:
        self.live = model._meta.db_table
        # Where hardly anything stands yet the table itself may be another one, filled at once.
        self._instead = _may_be_replaced(self.live)
        if self._instead:
            alike = f"(LIKE {self.live} {_LIKENESS})"
            super().__init__(f"anew_{self.live}", columns, alike, kind="")
            return
        listed = ", ".join(columns)
        made = f"ON COMMIT DROP AS SELECT {listed} FROM {self.live} WITH NO DATA"  # noqa: S608
        super().__init__(f"fresh_{self.live}", columns, made)

    def change_over(self, *, key: Sequence[str], spare: str = "false", read: int = 0) -> Rebuilt:
        """Let the table say what stands here; readers see it when the transaction commits.

        `key` tells rows apart; rows of the table for which `spare` (SQL over `live`) holds stay
        even if nothing stands here for them.
        """
        self.count_up()
        same = " AND ".join(f"live.{each} = fresh.{each}" for each in key)
        pair = f"{self.live} AS live", f"{self.name} AS fresh"
        if self._instead:
            rows = self.rows
            stood, altered, gone = self._compared(same, pair, spare)
            self._come_instead()
            return Rebuilt(
                table=self.live, rows=rows, new=rows - stood, altered=altered, gone=gone, read=read
            )
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {pair[0]} WHERE NOT ({spare})"  # noqa: S608
                f" AND NOT EXISTS (SELECT FROM {pair[1]} WHERE {same})"
            )
            gone = cursor.rowcount
            cursor.execute(
                f"UPDATE {pair[0]} SET ({self._listed()}) = ROW ({self._listed('fresh.')})"  # noqa: S608
                f" FROM {pair[1]} WHERE {same} AND"
                f" ({self._listed('live.')}) IS DISTINCT FROM ({self._listed('fresh.')})"
            )
            altered = cursor.rowcount
            cursor.execute(
                f"INSERT INTO {self.live} ({self._listed()}) SELECT {self._listed('fresh.')}"  # noqa: S608
                f" FROM {pair[1]} WHERE NOT EXISTS (SELECT FROM {pair[0]} WHERE {same})"
                # In the order of its index, which then grows at its end and not all over.
                f" ORDER BY {', '.join(f'fresh.{each}' for each in key)}"
            )
            new = cursor.rowcount
            if gone or altered or new:
                # So that readers look at what is there now, and not at what was.
                cursor.execute(f"ANALYZE {self.live}")
        return Rebuilt(
            table=self.live, rows=self.rows, new=new, altered=altered, gone=gone, read=read
        )

    def _compared(self, same: str, pair: tuple[str, str], spare: str) -> tuple[int, int, int]:
        """Of the few rows that stand, how many are here too, how many of these differ, and how
        many go; those that are spared come here as they are."""
        listed = self._listed("live.")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), count(*) FILTER (WHERE"  # noqa: S608
                f" ({listed}) IS DISTINCT FROM ({self._listed('fresh.')}))"
                f" FROM {pair[0]} JOIN {pair[1]} ON {same}"
            )
            stood, altered = cursor.fetchone()
            cursor.execute(
                f"INSERT INTO {self.name} ({self._listed()}) SELECT {listed} FROM {pair[0]}"  # noqa: S608
                f" WHERE ({spare}) AND NOT EXISTS (SELECT FROM {pair[1]} WHERE {same})"
            )
            spared = cursor.rowcount
            cursor.execute(f"SELECT count(*) FROM {self.live}")  # noqa: S608
            (there,) = cursor.fetchone()
        return stood, altered, there - stood - spared

    def _come_instead(self) -> None:
        """Let this table be the live one from now on.

        Its indexes are made when all rows are there: in half the time that it takes to put so many
        rows under them one by one. Readers wait only while names change.
        """
        live, anew = self.live, self.name
        with connection.cursor() as cursor:
            cursor.execute(_INDEXES, [live])
            indexes = cursor.fetchall()
            for at, (_name, made, _kind) in enumerate(indexes):
                cursor.execute(_NAMES.sub(f"INDEX {anew}_{at} ON {anew} USING", made, count=1))
            cursor.execute(f"DROP TABLE {live}")
            cursor.execute(f"ALTER TABLE {anew} RENAME TO {live}")
            for at, (name, _made, kind) in enumerate(indexes):
                cursor.execute(
                    f"ALTER TABLE {live} ADD CONSTRAINT {name} {kind} USING INDEX {anew}_{at}"
                    if kind else f"ALTER INDEX {anew}_{at} RENAME TO {name}"
                )  # fmt: skip
            cursor.execute(_SEQUENCES, [live])
            for sequence, column in cursor.fetchall():
                cursor.execute(f"ALTER SEQUENCE {sequence} RENAME TO {live}_{column}_seq")


# So few rows are as good as none, where another table is to come in their place.
_FEW = 1000
_LIKENESS = "INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING IDENTITY INCLUDING GENERATED"
_NAMES = re.compile(r"INDEX \S+ ON \S+ USING")
# Nothing hangs on it, neither another table nor a trigger, and nothing would be lost with it.
_REPLACED = """
SELECT NOT EXISTS (SELECT FROM pg_constraint WHERE contype = 'f'
                   AND %(table)s::regclass IN (conrelid, confrelid))
   AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = %(table)s::regclass)
   AND NOT EXISTS (SELECT FROM pg_depend WHERE refobjid = %(table)s::regclass
                   AND classid = 'pg_rewrite'::regclass)
"""
_INDEXES = """
SELECT class.relname, pg_get_indexdef(indexrelid),
    CASE bound.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' END
FROM pg_index JOIN pg_class AS class ON class.oid = indexrelid
LEFT JOIN pg_constraint AS bound ON bound.conindid = indexrelid AND bound.conrelid = indrelid
WHERE indrelid = %s::regclass ORDER BY class.relname
"""
_SEQUENCES = """
SELECT pg_get_serial_sequence(attrelid::regclass::text, attname), attname
FROM pg_attribute WHERE attrelid = %s::regclass AND attidentity <> ''
"""


def _may_be_replaced(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT FROM {table} LIMIT {_FEW + 1}) AS first")  # noqa: S608
        if cursor.fetchone()[0] > _FEW:
            return False
        cursor.execute(_REPLACED, {"table": table})
        return bool(cursor.fetchone()[0])


# JSON holds no control characters, so that two of them stand for the signs of CSV.
_BETWEEN = b"\x01"
_AS_LINES = "FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02'"


def _each_with(name: object, content: bytes, marks: tuple[bytes, ...]) -> bytes:
    before = str(name).encode() + _BETWEEN
    return b"".join(
        before + line
        for line in content.splitlines(keepends=True)
        if any(mark in line for mark in marks)
    )


def _lots(files: Iterable[tuple[object, bytes]]) -> Iterator[list[tuple[object, bytes]]]:
    """As many files together as make a lot: one may have a hundred bytes, or more than a lot."""
    lot, size = list[tuple[object, bytes]](), 0
    for name, content in files:
        lot.append((name, content))
        size += len(content)
        if size > _LOT_BYTES:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def keep_writers_out(model: type[Model]) -> None:
    """Until the transaction ends nobody writes into this table; whoever reads goes on reading."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
