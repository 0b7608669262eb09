"""What is published beside the facts, as the house has it now: rules, limits, places, calendars."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from onedoor.kernel.record import links_of
from onedoor.oversight.supervision.facts import Fact, fact_of
from onedoor.oversight.supervision.rulebook import (
    AssessmentBook,
    assessments_in,
)
from onedoor.oversight.supervision.terms import ServiceTerms, StepTerms, Terms
from onedoor.registers.agencies.queries import agencies, calendars
from onedoor.registers.catalogue.definition import Document, ServiceDefinition
from onedoor.registers.catalogue.queries import NoSuchService, version_numbered


def assessments() -> tuple[AssessmentBook, ...]:
    """What agencies are assessed by in this house. Read once in each process."""
    return _assessments(Path(settings.ONEDOOR_PACKS))


@cache
def _assessments(packs: Path) -> tuple[AssessmentBook, ...]:
    return assessments_in(packs)


@lru_cache(maxsize=512)
def service_terms(code: str, number: int) -> ServiceTerms | None:
    """What a version of a service promises, as far as rules ask; None where there is none such."""
    try:
        definition = version_numbered(code, number).parsed
    except NoSuchService:
        return None
    within = definition.sheet.within
    return ServiceTerms(
        service=code,
        version=number,
        telling=within.correction_notice,
        delivery=within.delivery,
        visits=definition.sheet.visits,
        online=definition.sheet.online_depth,
        documents=tuple(
            sorted(d.id for d in definition.documents.documents if _is_always(d, definition))
        ),
        steps=tuple(
            StepTerms(
                id=step.id, kind=step.kind, after=step.after, always=step.when is None,
                counts=step.counts,
            )
            for step in definition.route.steps
        ),
    )  # fmt: skip


def _is_always(document: Document, definition: ServiceDefinition) -> bool:
    """Whether everybody brings it: no condition, no licence and no promise in its place."""
    promised = {each for promise in definition.sheet.promises for each in promise.documents}
    return (
        document.source == "applicant"
        and document.necessity == "required"
        and document.when is None
        and not document.satisfied_by
        and not document.meaning
        and document.id not in promised
    )


class Learnt:
    """Terms that grow as links are read: `terms` holds whatever those named that were `read`."""

    def __init__(self) -> None:
        self._services: dict[tuple[str, int], ServiceTerms] = {}
        self._places: dict[str, str] = {}
        self._asked: set[str] = set()
        self.terms = Terms(
            services=self._services, places=self._places, calendars=calendars(),
            assessments=assessments(),
        )  # fmt: skip

    def read(self, links: Iterable[Mapping[str, Any]]) -> None:
        """Learn what these name and no link before them did."""
        bodies: set[str] = set()
        for link in links:
            body = link["body"]
            if body.get("service") and body.get("version"):
                self._learn_service(body["service"], body["version"])
            named = [body[name] for name in ("agency", "from_agency", "accused") if body.get(name)]
            if body.get("seat"):
                named.append(body["seat"].partition("/")[0])
            bodies.update(named)
        if new := bodies - self._asked:
            self._asked |= new
            self._places |= {code: each.division_id for code, each in agencies(new).items()}

    def _learn_service(self, code: str, version: int) -> None:
        if terms := service_terms(code, version):
            self._services[code, version] = terms


def terms_for(links: Iterable[Mapping[str, Any]]) -> Terms:
    """Everything that these links are measured by."""
    learnt = Learnt()
    learnt.read(links)
    return learnt.terms


def facts_in(links: Iterable[Mapping[str, Any]], terms: Terms) -> list[Fact]:
    """The public facts of these links under their real numbers: for reckoning inside the house."""
    made = (fact_of(link, always=terms.always) for link in links)
    return [fact for fact in made if fact is not None]


def chain_with_terms(subject: str) -> tuple[list[Fact], Terms]:
    """The public facts of one chain, and all they are measured by."""
    links = links_of([subject])
    terms = terms_for(links)
    return facts_in(links, terms), terms
