"""The dates of a case: its clocks, built from what happened to it. Reads, never writes."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from onedoor.casework.cases import clock as law
from onedoor.casework.cases.models import Case, Stage, Task
from onedoor.kernel.calendar import WorkingCalendar
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.definition import ServiceDefinition, Step
from onedoor.registers.catalogue.definition.service import TimeLimit

_UNITS = {"working-days": law.Unit.WORKING, "calendar-days": law.Unit.NATURAL}


def day_of_receipt(moment: datetime, calendar: WorkingCalendar) -> date:
    """The day an application sent at `moment` counts as received; a day of rest never does."""
    return law.received_on(moment, calendar)


def word_due(received_on: date, definition: ServiceDefinition, calendar: WorkingCalendar) -> date:
    """The last day to accept, turn away, or tell what is missing (行政许可法 32)."""
    return law.telling_deadline(received_on, calendar, definition.sheet.within.correction_notice)


def telling_starts(case: Case) -> date:
    """The day from which the Article 32 clock runs: of receipt, or of the corrections."""
    return case.corrected_on or case.received_on


def correction_due(case: Case, definition: ServiceDefinition) -> date | None:
    """The last day to answer the one-time notice; None while none was sent."""
    if case.told_missing_on is None:
        return None
    days = definition.sheet.within.correction
    return calendar_for(case.agency).add_working_days(case.told_missing_on, days)


def telling_clock(case: Case, definition: ServiceDefinition, *, today: date) -> law.Clock | None:
    """The Article 32 clock while the application waits for a word; None at any other stage."""
    if case.stage != Stage.SUBMITTED:
        return None
    return law.Clock(
        start_on=telling_starts(case),
        limit=definition.sheet.within.correction_notice,
        today=today,
        calendar=calendar_for(case.agency),
        since="received",
    )


def clock_starts(case: Case, definition: ServiceDefinition, accepted_on: date) -> date:
    """The day whose morrow is the first to count.

    Acceptance, or the end of the intake window for services that decide by batch.
    """
    if definition.sheet.within.starts == "intake-end":
        for window in definition.sheet.intake:
            if window.opens <= case.received_on <= window.closes:
                return max(accepted_on, window.closes)
    return accepted_on


def clocks(
    case: Case, definition: ServiceDefinition, *, today: date
) -> tuple[law.Clock | None, law.Clock | None]:
    """The clock the law sets, and the one the agency promised; None before acceptance.

    An extension moves both.
    """
    if case.clock_from is None:
        return None, None
    statutory = law.Clock(
        start_on=case.clock_from,
        limit=within_of(case, definition).statutory,
        today=today,
        calendar=calendar_for(case.agency),
        unit=_UNITS[definition.sheet.within.unit],
        extension=case.extension_days,
        pauses=tuple(
            law.Pause(each.began_on, each.ended_on, each.title) for each in case.standstills.all()
        ),
        stopped_on=case.decided_on,
    )
    return statutory, replace(statutory, limit=promised_days(case, definition))


def promised_days(case: Case, definition: ServiceDefinition) -> int:
    """What the agency promises: its own number or the service's, the fewer for this situation."""
    return definition.promised_by(case.agency, within_of(case, definition))


def within_of(case: Case, definition: ServiceDefinition) -> TimeLimit:
    """The limits for the facts of this case; its facts are only asked for where they matter."""
    if not definition.sheet.limits:
        return definition.sheet.within
    kind = case.applicant.kind
    return definition.within(definition.facts_of(case.answers, case.situation, kind))


def reckon(case: Case, definition: ServiceDefinition, *, today: date) -> None:
    """Set the case's two due dates from its history; both None while the clock stands."""
    statutory, promised = clocks(case, definition, today=today)
    case.statutory_due = statutory.due_on if statutory else None
    case.promised_due = promised.due_on if promised else None
    if case.statutory_due and case.promised_due and case.promised_due > case.statutory_due:
        case.promised_due = case.statutory_due


def step_due(step: Step, opened_on: date, calendar: WorkingCalendar) -> date:
    """The last day of a step opened that day."""
    if step.working_days is not None:
        return calendar.add_working_days(opened_on, step.working_days)
    return (
        law.due_date(opened_on, step.calendar_days or 0, (), calendar, unit=law.Unit.NATURAL)
        or opened_on
    )


def hangs_until(task: Task, definition: ServiceDefinition) -> date | None:
    """The first day a public notice may come down: its days are whole, the first not counted."""
    if task.kind != "public-notice" or task.opened_on is None:
        return None
    days = definition.route.step(task.step).calendar_days or 0
    return task.opened_on + timedelta(days=days)
