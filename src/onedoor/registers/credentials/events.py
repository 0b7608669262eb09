"""What has happened to credentials. `subject` is the ground of the licence: its case number."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CredentialIssued(Event, name="credential.issued"):
    """A wallet fetched a copy of a licence, for a key of its own."""

    number: str
    credential: str
    format: str


@dataclass(frozen=True, kw_only=True)
class CredentialStopped(Event, name="credential.stopped"):
    """Its holder ended this one copy; the licence stands as it stood."""

    number: str
    credential: str


@dataclass(frozen=True, kw_only=True)
class IssuingKeyMade(Event, name="credential-keys.made"):
    """Another key signs from now on; `at_once` when the old ones are no longer trusted."""

    kid: str
    at_once: bool


@dataclass(frozen=True, kw_only=True)
class SlipPrinted(Event, name="slip.printed"):
    """Its holder printed a slip of the licence for where there is no network."""

    number: str
    kid: str
    last_day: date
