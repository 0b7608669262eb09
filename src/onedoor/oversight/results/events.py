"""What happens to the publication of decisions. Never a person, never the number of a matter."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ResultNews(Event):
    """Of which service, and which body decided."""

    service: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class ResultDue(ResultNews, name="result.due"):
    """A decision was made that is to be published by a day."""

    publish_by: date


@dataclass(frozen=True, kw_only=True)
class ResultPublished(ResultNews, name="result.published"):
    """It stands on the public page."""

    for_everybody = True


@dataclass(frozen=True, kw_only=True)
class ResultRestated(ResultNews, name="result.restated"):
    """The licence it granted stands otherwise from now on, and the page says so."""

    for_everybody = True

    standing: str


@dataclass(frozen=True, kw_only=True)
class ResultWithheld(ResultNews, name="result.withheld"):
    """The agency keeps it back, on a ground of law; it stands there no more."""

    for_everybody = True

    ground: str
