"""What services, places and calendars set: with the rules, all that facts are measured by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onedoor.kernel.calendar import WorkingCalendar, calendar_of
from onedoor.oversight.supervision.facts import Fact
from onedoor.oversight.supervision.rulebook import AssessmentBook, nearest


class TermsMissing(LookupError):
    """Something is measured that nobody has published: the message names it."""


@dataclass(frozen=True, kw_only=True)
class StepTerms:
    """A step as its service publishes it: what runs before it, for whom, how long."""

    id: str
    kind: str = "review"
    after: tuple[str, ...] = ()
    # Whether every case has it, whatever was answered.
    always: bool = True
    # Whether its days run on the agency's clock.
    counts: bool = True


@dataclass(frozen=True, kw_only=True)
class ServiceTerms:
    """What one version of a service promises, as far as rules ask."""

    service: str
    version: int
    telling: int = 5
    delivery: int = 10
    # How often whoever applies has to come; None where nobody has published it.
    visits: int | None = None
    # How far it can be done online, 1 to 4; None where nobody has published it.
    online: int | None = None
    # Documents that everybody has to bring.
    documents: tuple[str, ...] = ()
    steps: tuple[StepTerms, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Terms:
    """All that is published beside the facts: services by code and version, where agencies sit,
    the working calendars of places, and what agencies are assessed by."""

    services: Mapping[tuple[str, int], ServiceTerms]
    places: Mapping[str, str]
    calendars: Mapping[str, WorkingCalendar]
    assessments: tuple[AssessmentBook, ...] = ()

    def service(self, fact: Fact) -> ServiceTerms:
        """What the service promised at the version that the fact names. TermsMissing."""
        key = (str(fact.body["service"]), int(fact.body["version"]))
        if key not in self.services:
            raise TermsMissing(f"service {key[0]}, version {key[1]}")
        return self.services[key]

    def calendar(self, agency: str) -> WorkingCalendar:
        """The working days where the agency sits. TermsMissing."""
        if agency not in self.places:
            raise TermsMissing(f"agency {agency}")
        return calendar_of(self.places[agency], self.calendars)

    def asks_for(self, measure: str, fact: Fact) -> bool:
        """Whether the agency of the fact is assessed by this measure in the month of the fact."""
        book = nearest(self.places.get(fact.agency, ""), self.assessments)
        edition = book.edition_on(fact.day) if book else None
        return edition is not None and measure in edition.asks_for

    def always(self, service: str, version: int) -> Iterable[str]:
        """The documents that everybody has to bring; none where the version is unknown."""
        found = self.services.get((service, version))
        return found.documents if found else ()
