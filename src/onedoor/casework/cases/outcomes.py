"""What a decided matter came to, as it may be published: names of persons masked, no answer."""

from dataclasses import dataclass
from datetime import date

from onedoor.casework.cases.finding import definition_of
from onedoor.casework.cases.models import Case, Stage, Task
from onedoor.casework.cases.route_queries import called_in_public
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.registers.catalogue.definition import say
from onedoor.registers.licences.queries import licence_on
from onedoor.registers.papers.queries import papers_of


@dataclass(frozen=True, kw_only=True)
class LicenceGranted:
    """The licence a decision ended in, with its printed lines."""

    title: str
    number: str
    valid_from: date
    valid_until: date | None
    lines: tuple[tuple[str, str], ...]
    state: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One decision: whose, on what, by which body, on which paper. `name` is fit to be shown."""

    number: str
    service: str
    kind: str
    title: str
    agency: str
    granted: bool
    decided_on: date
    # Whether the result has reached the applicant (行政许可法 44).
    delivered: bool
    is_person: bool
    name: str
    # Of a firm alone; a person's number is never here.
    credit_code: str
    ends_in: str
    paper_title: str = ""
    paper_number: str = ""
    licence: LicenceGranted | None = None


def outcome_of(number: str, *, seen_by: Actor) -> Outcome | None:
    """What the matter of this number came to; None while it is not decided, or there is none.

    For the system alone, which publishes it: to anybody else, None.
    """
    if seen_by != SYSTEM:
        return None
    case = Case.objects.select_related("applicant").filter(number=number).first()
    if case is None or case.decided_on is None or case.granted is None:
        return None
    definition = definition_of(case)
    papers = papers_of(number, seen_by=seen_by)
    paper = next((each for each in papers if each.kind.startswith("decision")), None)
    desk = Task.objects.filter(case=case, step="decide").values_list("agency", flat=True).first()
    is_person = case.applicant.kind == "person"
    return Outcome(
        number=case.number,
        service=case.service,
        kind=definition.sheet.kind,
        title=say(definition.sheet.official),
        agency=desk or case.agency,
        granted=case.granted,
        decided_on=case.decided_on,
        delivered=case.stage == Stage.CLOSED,
        is_person=is_person,
        name=called_in_public(case),
        credit_code="" if is_person else case.applicant.number,
        ends_in=say(definition.sheet.outcome.name),
        paper_title=paper.title if paper else "",
        paper_number=paper.number if paper else "",
        licence=_licence(number, seen_by),
    )


def _licence(number: str, reader: Actor) -> LicenceGranted | None:
    found = licence_on(number, seen_by=reader)
    if found is None:
        return None
    return LicenceGranted(
        title=found.kind_name,
        number=found.number,
        valid_from=found.valid_from,
        valid_until=found.valid_until,
        lines=tuple((each["label"], each["value"]) for each in found.facts),
        state=found.state,
    )
