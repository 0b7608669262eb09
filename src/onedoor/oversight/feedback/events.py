"""What happens to ratings."""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RatingGiven(Event, name="rating.given"):
    """A matter was rated, or its rating changed."""

    case: str
    service: str
    agency: str
    level: int
    changed: bool = False
