"""What happens to mandates. References only: no names, no numbers."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MandateNews(Event):
    """What all news of a mandate say: which kind, between whom."""

    kind: str
    giver: str
    receiver: str


@dataclass(frozen=True, kw_only=True)
class MandateOffered(MandateNews, name="mandate.offered"):
    """Somebody proposed that one party act for another."""

    acts: tuple[str, ...]
    services: tuple[str, ...] = ()
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class MandateAgreed(MandateNews, name="mandate.agreed"):
    """One side agreed, and how; in force once every side that is asked has."""

    side: str
    way: str
    in_force: bool


@dataclass(frozen=True, kw_only=True)
class MandateChanged(MandateNews, name="mandate.changed"):
    """It reaches other acts than before."""

    acts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MandateDeclined(MandateNews, name="mandate.declined"):
    """It was never agreed to, and will not be."""


@dataclass(frozen=True, kw_only=True)
class MandateEnded(MandateNews, name="mandate.ended"):
    """From this moment nobody acts under it: ended by a side, at a window, or by stop code."""

    how: str
