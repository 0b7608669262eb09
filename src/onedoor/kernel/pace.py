"""Who writes by program keeps the pace of those who tell the record's news to the world outside.

A web server takes in matters faster than their papers are sealed, for sealing is more work. People
come apart from each other; a program hands in one thing after another, for as long as it is let.
"""

import threading
from datetime import timedelta
from time import monotonic, sleep

from django.db import connection

from onedoor.kernel.time import now

# Workers that tell what reaches outside hold this lock in common for as long as they live.
ALIVE = 108_2016
# News may wait so long before whoever makes more of them waits too.
_BEHIND = timedelta(milliseconds=500)
# Nobody waits longer than this for an answer, in seconds, however far behind the news are.
_LONGEST = 0.5
_LOOK = 0.04
# The first in the line is told next. Where nobody tells them, waiting would help nothing.
_ARE_BEHIND = """
SELECT entry.at < %(since)s AND EXISTS (
    SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = %(alive)s
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
FROM (SELECT entry_id FROM record_news
      WHERE done_at IS NULL AND outside AND next_try_at IS NULL ORDER BY id LIMIT 1) AS first
JOIN record AS entry ON entry.id = first.entry_id
"""

# Two at a time in each process: as many threads of a web server stay free for everybody else.
_line = threading.BoundedSemaphore(2)


def keep_pace() -> float:
    """Wait until what reaches outside is told again without delay; how long that took, in seconds.

    Half a second at most. Not at all inside a transaction, where no worker tells these news, or
    when two of this process wait already. To be called when what was asked for is done.
    """
    if connection.in_atomic_block or not _line.acquire(blocking=False):
        return 0.0
    began = monotonic()
    try:
        while _news_are_behind() and monotonic() - began < _LONGEST:
            sleep(_LOOK)
    finally:
        _line.release()
    return monotonic() - began


def _news_are_behind() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_ARE_BEHIND, {"since": now() - _BEHIND, "alive": ALIVE})
        found = cursor.fetchone()
    return bool(found and found[0])
