"""Which system sent somebody to raise their level: read from the address they go back to."""

from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import reverse

from onedoor.registers.people.levels import level_called
from onedoor.registers.systems.queries import System, open_system


def level_needed(told: str) -> int:
    """The level that an address names, if there is one such; else 0."""
    level = level_called(int(told)) if told.isdecimal() and len(told) < 3 else None
    return level.level if level else 0


def system_behind(onward: str) -> System | None:
    """The system in use to whose sign-in this address leads back, if it does."""
    parts = urlsplit(onward)
    if parts.path != reverse("sso:onward"):
        return None
    asked = QueryDict(QueryDict(parts.query).get("q", ""))
    return open_system(asked.get("client_id", "")[:40])
