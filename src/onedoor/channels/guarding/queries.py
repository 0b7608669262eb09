"""What the doors remember of tries."""

from onedoor.channels.guarding.limits import Count, Limit
from onedoor.channels.guarding.models import Tally
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import now


def key_of(limit: Limit, whom: str) -> str:
    """Under what a count is kept: neither a number nor an address can be read from it."""
    return blind_index(f"{limit.what}:{whom}", purpose="identity.tally")


def counted(limit: Limit, whom: str) -> Count:
    """How often it was in the span that runs; nothing is counted by asking."""
    found = Tally.objects.filter(key=key_of(limit, whom), until__gt=now()).first()
    return Count(found.count, found.until) if found else Count(0, now())
