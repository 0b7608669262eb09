"""Sealing what is kept with the newest key, so that an older one may go out of use."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from onedoor.kernel.secrecy import SealedText, current_key, key_name, seal, unseal

_AT_ONCE = 500


def sealed_columns() -> Iterator[SealedText]:
    """Every column of every table that is kept sealed."""
    for model in apps.get_models():
        yield from (each for each in model._meta.local_fields if isinstance(each, SealedText))


def reseal() -> int:
    """Seal with the current key whatever another one has sealed; how many values there were.

    It may be stopped and begun again at any time. SealBroken when a value does not open.
    """
    return sum(_reseal(column) for column in sealed_columns())


def keys_in_use() -> set[str]:
    """The names of all keys that some value still needs."""
    found: set[str] = set()
    for column in sealed_columns():
        name, table = _names(column)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT split_part({name}, '.', 1) FROM {table} WHERE {name} <> ''"  # noqa: S608
            )
            found |= {key for (key,) in cursor.fetchall()}
    return found


def _reseal(column: SealedText) -> int:
    name, table = _names(column)
    key = connection.ops.quote_name(str(column.model._meta.pk.column))
    old = (
        f"SELECT {key}, {name} FROM {table} WHERE {name} <> ''"  # noqa: S608
        f" AND split_part({name}, '.', 1) <> %s LIMIT {_AT_ONCE}"
    )
    # A value changed meanwhile is left: whoever changed it sealed it with the current key.
    new = f"UPDATE {table} SET {name} = %s WHERE {key} = %s AND {name} = %s"  # noqa: S608
    done = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(old, [current_key()])
            rows = cursor.fetchall()
            for row, sealed in rows:
                again = seal(unseal(sealed, place=column.place), place=column.place)
                cursor.execute(new, [again, row, sealed])
            done += len(rows)
            if len(rows) < _AT_ONCE:
                return done


def _names(column: SealedText) -> tuple[str, str]:
    quote = connection.ops.quote_name
    return quote(str(column.column)), quote(column.model._meta.db_table)


__all__ = ["key_name", "keys_in_use", "reseal", "sealed_columns"]
