"""When there would be an answer if one applied now: each step with its last day. Reads, only."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from onedoor.casework.cases.clock import Unit, due_date, received_on
from onedoor.kernel.calendar import WorkingCalendar
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.definition import Facts, ServiceDefinition, holds
from onedoor.registers.catalogue.definition.service import IntakeWindow

_UNITS = {"working-days": Unit.WORKING, "calendar-days": Unit.NATURAL}


@dataclass(frozen=True)
class Forecast:
    """The last days, if filed now. `window` is the intake period that is open or comes next."""

    received: date
    told_by: date
    steps: dict[str, date]
    promised: date
    statutory: date
    window: IntakeWindow | None = None
    is_open: bool = True
    at_once: bool = False


@cache
def calendar_at(agency: str) -> WorkingCalendar:
    """The agency's calendar, kept: where an agency sits does not change under its code."""
    return calendar_for(agency)


def intake_now(definition: ServiceDefinition) -> tuple[IntakeWindow | None, bool]:
    """The intake period that is open, or else the next one; and whether one may apply today."""
    windows = sorted(definition.sheet.intake, key=lambda each: each.opens)
    for window in windows:
        if window.opens <= today() <= window.closes:
            return window, True
    coming = next((each for each in windows if each.opens > today()), None)
    return coming, not windows


def promised_days(definition: ServiceDefinition, agency: str, facts: Facts) -> int:
    """What the agency promises in this situation."""
    return definition.promised_by(agency, definition.within(facts))


def forecast_for(definition: ServiceDefinition, agency: str, facts: Facts) -> Forecast:
    """The last day of each step and of the decision, counted by the agency's real calendar."""
    within, calendar = definition.within(facts), calendar_at(agency)
    window, is_open = intake_now(definition)
    received = received_on(now(), calendar)
    if window and not is_open:
        received = calendar.next_working_day(window.opens)
    at_once = definition.route.automatic is not None and within.promised == 0
    told = calendar.add_working_days(received, definition.route.accept.working_days)
    starts = told
    if within.starts == "intake-end" and window:
        starts = max(told, window.closes)
    unit = _UNITS[within.unit]
    promised = due_date(starts, promised_days(definition, agency, facts), (), calendar, unit=unit)
    statutory = due_date(starts, within.statutory, (), calendar, unit=unit)
    assert promised is not None and statutory is not None
    return Forecast(
        received=received,
        told_by=received if at_once else told,
        steps=_step_days(definition, facts, starts, calendar),
        promised=received if at_once else promised,
        statutory=statutory,
        window=window,
        is_open=is_open,
        at_once=at_once,
    )


def _step_days(
    definition: ServiceDefinition, facts: Facts, starts: date, calendar: WorkingCalendar
) -> dict[str, date]:
    """The last day of each step: steps that follow others begin when the last of them ends."""
    ends: dict[str, date] = {}
    for step in definition.route.steps:
        if not holds(step.when, facts):
            continue
        begins = max((ends[each] for each in step.after if each in ends), default=starts)
        if step.working_days is not None:
            ends[step.id] = calendar.add_working_days(begins, step.working_days)
        else:
            days = step.calendar_days or 0
            ends[step.id] = due_date(begins, days, (), calendar, unit=Unit.NATURAL) or begins
    return ends
