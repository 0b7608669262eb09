"""Against guessing: wrong tries are counted for an account, for an address, and everywhere.

What is counted is what was typed, never whether it exists: known and unknown look the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest

from onedoor.channels.guarding import actions, queries
from onedoor.channels.guarding.limits import EVERYWHERE, FROM_ADDRESS, ON_ACCOUNT, Limit
from onedoor.channels.look.doors import client_address
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import local


class Locked(Refusal):
    """试错太多了，用密码登录要等到 {until} 以后。您可以马上换下面别的办法，不用等。"""

    status = 429


def _watched(request: HttpRequest, whom: str) -> tuple[tuple[Limit, str], ...]:
    return (
        (ON_ACCOUNT, whom.lower()),
        (FROM_ADDRESS, client_address(request)),
        (EVERYWHERE, ""),
    )


def wants_challenge(request: HttpRequest, whom: str) -> bool:
    """Whether so much went wrong lately that the next try must be worked for."""
    return any(queries.counted(limit, of).n >= limit.easy for limit, of in _watched(request, whom))


class Attempt:
    """One try that has been counted as wrong until it turns out right."""

    def __init__(self) -> None:
        self.right = False


@contextmanager
def attempt(request: HttpRequest, whom: str) -> Iterator[Attempt]:
    """Count a try before it is made, so that tries at the same moment see each other; Locked."""
    watched = _watched(request, whom)
    for limit, of in watched:
        counted = actions.count(limit, of)
        if counted.n > limit.most:
            raise Locked(until=f"{local(counted.until):%H:%M}")
    trying = Attempt()
    yield trying
    if trying.right:
        for limit, of in watched:
            actions.take_back(limit, of)
