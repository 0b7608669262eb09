"""Which edition of what anybody may read is out, as this process has seen the record."""

from django.db import connection

from onedoor.kernel.news import news_for_everybody

# A link may be committed after links with higher numbers: so many of the last are looked at again.
_LOOKED_AT_AGAIN = 2000
# Whoever has missed more than this does not look what it was.
_TOO_MANY = 100_000

_NEWS = """
SELECT coalesce(max(id), 0), coalesce(array_agg(id) FILTER (WHERE name = ANY(%(names)s)), '{}')
FROM record
WHERE id > greatest(
    coalesce(%(reached)s, 0) - %(again)s,
    (SELECT coalesce(max(id), 0) FROM record)
        - CASE WHEN %(reached)s IS NULL THEN %(again)s ELSE %(most)s END)
"""


class Editions:
    """Counts the news that are for everybody (`Event.for_everybody`), each once, in one process."""

    def __init__(self) -> None:
        self.number = 0
        self._reached: int | None = None
        self._seen: set[int] = set()

    def newest(self) -> int:
        """A number that is another one whenever such news was committed since it was last asked.

        One short statement over the end of the record; DatabaseError when it cannot be asked.
        """
        with connection.cursor() as cursor:
            cursor.execute(_NEWS, {
                "names": news_for_everybody(), "reached": self._reached,
                "again": _LOOKED_AT_AGAIN, "most": _TOO_MANY,
            })  # fmt: skip
            last, found = cursor.fetchone()
        missed = self._reached is not None and last - self._reached > _TOO_MANY
        if missed or (self._reached is not None and not self._seen.issuperset(found)):
            self.number += 1
        self._seen, self._reached = set(found), max(last, self._reached or 0)
        return self.number
