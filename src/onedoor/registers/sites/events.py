"""What happens to sites. `subject` is "site:<slug>"."""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SiteMade(Event, name="site.made"):
    """A division has a site from now on, run by this office."""

    site: str
    division: str
    office: str
    hosts: tuple[str, ...]
    hue: str


@dataclass(frozen=True, kw_only=True)
class SiteChanged(Event, name="site.changed"):
    """What the site shows of itself, or takes from others, was changed; `parts` says what."""

    site: str
    parts: tuple[str, ...]
    revision: int
