"""Stories played side by side, one process for each core: each lives on days of its own.

What stories share is the database. News of one are told by whoever plays it, and by nobody else;
stories of one service follow one another, for a person has one draft of a service at a time.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from django.db import connections

from onedoor.kernel import relay
from onedoor.site.processes import die_with_parent

_MOST = 4


class OfService(Protocol):
    """Whatever is told of a service."""

    @property
    def service(self) -> str: ...


Told = TypeVar("Told", bound=OfService)


class Players:
    """Plays all that it is given: `each` counts what came of it.

    With one core, or where processes cannot be forked, one after another.
    """

    def __init__(self, *, processes: int = 0) -> None:
        self._processes = min(processes or os.cpu_count() or 1, _MOST)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Players":
        if self._processes > 1 and hasattr(os, "fork"):
            # Forked, they know the packs and the people; a line to the database is for one alone.
            connections.close_all()
            self._pool = ProcessPoolExecutor(
                self._processes, get_context("fork"), initializer=die_with_parent
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def each(self, told: Sequence[Told], play: Callable[[Told], int]) -> int:
        """`play` all that is told; the sum. What a story raises is raised here."""
        ordered = sorted(told, key=lambda each: each.service)
        groups = [list(each) for _, each in groupby(ordered, key=lambda each: each.service)]
        # The longest first, so that nobody waits for one of them at the end.
        groups.sort(key=len, reverse=True)
        if self._pool is None:
            return sum(map(_Turn(play), groups))
        return sum(self._pool.map(_Turn(play), groups))


class _Turn:
    """The stories of one service, one after another, their news apart from all others."""

    def __init__(self, play: Callable[[Any], int]) -> None:
        self._play = play

    def __call__(self, group: Sequence[OfService]) -> int:
        done = 0
        for told in group:
            with relay.apart():
                done += self._play(told)
        return done
