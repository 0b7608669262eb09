"""What happens to pieces. `subject` is "piece:<id>"."""

from dataclasses import dataclass
from datetime import datetime

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PieceBegun(Event, name="piece.begun"):
    """An editor began to write."""

    agency: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class PieceHandedIn(Event, name="piece.handed-in"):
    """An editor handed a version in to be signed off; `digest` is that of its content."""

    agency: str
    version: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class PieceTurnedBack(Event, name="piece.turned-back"):
    """Sent back to be changed: by a chief, also after signing, or by the scan at its hour."""

    agency: str
    version: int
    why: str


@dataclass(frozen=True, kw_only=True)
class PieceSignedOff(Event, name="piece.signed-off"):
    """A chief signed a version off; `looked_at` is how many findings they had looked at."""

    agency: str
    version: int
    looked_at: int
    goes_out_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PiecePublished(Event, name="piece.published"):
    """From now on readers see this version."""

    for_everybody = True

    agency: str
    kind: str
    version: int
    index_number: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class PieceTakenDown(Event, name="piece.taken-down"):
    """Readers no longer see it, and are told why."""

    for_everybody = True

    agency: str
    index_number: str
    why: str


@dataclass(frozen=True, kw_only=True)
class PieceShared(Event, name="piece.shared"):
    """A chief said which other sites show it: all below, named ones, urgently."""

    agency: str
    site: str
    below: bool
    sites: tuple[str, ...]
    urgent: bool


@dataclass(frozen=True, kw_only=True)
class PieceHidden(Event, name="piece.hidden"):
    """A site it is shared with shows it no longer, and why; its own site still does."""

    agency: str
    site: str
    why: str


@dataclass(frozen=True, kw_only=True)
class PieceShownAgain(Event, name="piece.shown-again"):
    """The site that had hidden it shows it again."""

    agency: str
    site: str
