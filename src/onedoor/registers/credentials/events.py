"""What has happened to credentials. `subject` is the ground of the licence: its case number."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CredentialIssued(Event, name="credential.issued"):
    """A wallet fetched a copy of a licence for a key of its own, or its holder one for no key."""

    number: str
    credential: str
    format: str


@dataclass(frozen=True, kw_only=True)
class MadeWithLicence(Event, name="credential.made-with-licence"):
    """The act that issued the licence made its credential and its slip, if it has one, too."""

    number: str
    credential: str
    format: str
    kid: str
    last_day: date | None


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
