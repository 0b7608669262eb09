"""How many rows wait for a reader, where the question is asked on every page."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from onedoor.kernel.actors import Actor
from onedoor.kernel.time import today

Rows = Callable[[Actor], QuerySet[Any]]


def counted(rows: Rows, reader: Actor) -> int:
    """How many rows `rows(reader)` has now.

    What is asked must follow from the reader and the day alone: it is put together once for both,
    which takes longer than to answer it. `rows` is a function of a module.
    """
    asked = _question(rows, reader, today())
    if asked is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        return int(cursor.fetchone()[0])


@lru_cache(maxsize=2048)
def _question(rows: Rows, reader: Actor, _day: date) -> tuple[str, tuple[Any, ...]] | None:
    try:
        sql, values = rows(reader).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    # Only a compiled query stands here; its values stay parameters.
    return f"SELECT count(*) FROM ({sql}) AS counted", tuple(values)  # noqa: S608
