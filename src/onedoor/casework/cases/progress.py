"""What anybody with the query code may know of a case."""

from dataclasses import dataclass
from datetime import date, datetime

from onedoor.casework.cases import rules
from onedoor.casework.cases.clock import Clock
from onedoor.casework.cases.finding import definition_of
from onedoor.casework.cases.models import Case, Task
from onedoor.casework.cases.timetable import clocks
from onedoor.kernel.time import today
from onedoor.registers.catalogue.definition import ServiceDefinition


@dataclass(frozen=True)
class Progress:
    """What anybody with the query code may know: where it stands and until when; nobody's name."""

    service_title: str
    agency: str
    short_number: str
    stage: str
    stage_word: str
    result: str
    submitted_at: datetime
    accepted_on: date | None
    decided_on: date | None
    closed_on: date | None
    statutory: Clock | None
    promised: Clock | None
    suspended: bool
    number: str
    definition: ServiceDefinition
    steps: tuple[Task, ...]


def progress_of(case: Case) -> Progress:
    """Stage and dates of the case. Whoever hands it out has asked who may know."""
    definition = definition_of(case)
    statutory, promised = clocks(case, definition, today=today())
    return Progress(
        service_title=case.service_title,
        agency=case.agency,
        short_number=case.short_number,
        stage=case.stage,
        stage_word=rules.stage_word(case.stage),
        result=case.result,
        submitted_at=case.submitted_at,
        accepted_on=case.accepted_on,
        decided_on=case.decided_on,
        closed_on=case.closed_on,
        statutory=statutory,
        promised=promised,
        suspended=case.suspended,
        number=case.number,
        definition=definition,
        steps=tuple(case.tasks.order_by("id")),
    )
