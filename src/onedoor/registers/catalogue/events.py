"""What happens to services."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ServicePublished(Event, name="service.published"):
    """A new version of a service is in force. `subject` is "service:<code>"."""

    for_everybody = True

    service: str
    version: str
    number: int
    digest: str
    effective: date


@dataclass(frozen=True, kw_only=True)
class BundlePublished(Event, name="bundle.published"):
    """A new version of a bundle is in force. `subject` is "bundle:<code>"."""

    for_everybody = True

    bundle: str
    version: str
    number: int
    digest: str
    effective: date
