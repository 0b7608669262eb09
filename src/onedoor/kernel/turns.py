"""One after the other: what must not run twice at once takes a turn of its own."""

from django.db import connection


def take_turn_of(words: str) -> None:
    """As `take_turn`, by words: for what waits only for its own likes ("enquiries of …")."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [words])


def take_turn(lock: int) -> None:
    """Wait until nobody else holds this turn; it is given back when the transaction ends.

    `lock` is a number of the caller's own, the same for all that must wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
