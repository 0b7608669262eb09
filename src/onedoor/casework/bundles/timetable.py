"""The clock over a whole bundle, from what has happened to it (行政许可法 42 II)."""

from datetime import date

from onedoor.casework.bundles.finding import definition_of
from onedoor.casework.bundles.models import JointCase
from onedoor.casework.cases.clock import Clock, Pause, telling_deadline
from onedoor.registers.agencies.queries import calendar_for


def told_by(joint: JointCase) -> date:
    """The last day to say, once and completely, what is missing in any part."""
    within = definition_of(joint).correction_notice
    return telling_deadline(joint.received_on, calendar_for(joint.agency), within)


def statutory_clock(joint: JointCase, *, today: date) -> Clock | None:
    """Forty-five working days and what the head of the government added; None before acceptance."""
    return _clock(joint, definition_of(joint).within.statutory, today=today)


def promised_clock(joint: JointCase, *, today: date) -> Clock | None:
    """What the agencies promise together; an extension moves it as well."""
    return _clock(joint, definition_of(joint).within.promised, today=today)


def _clock(joint: JointCase, limit: int, *, today: date) -> Clock | None:
    if joint.accepted_on is None:
        return None
    pauses = tuple(
        Pause(each.began_on, each.ended_on, each.reason)
        for each in joint.pauses.order_by("began_on")
        if each.ended_on is None or each.ended_on > joint.accepted_on
    )
    return Clock(
        start_on=joint.accepted_on,
        limit=limit,
        today=today,
        calendar=calendar_for(joint.agency),
        extension=joint.extension_days,
        pauses=pauses,
        stopped_on=joint.closed_on,
    )


def reckon(joint: JointCase, *, today: date) -> None:
    """Set the two due dates from history; None while the clock stands."""
    statutory = statutory_clock(joint, today=today)
    promised = promised_clock(joint, today=today)
    joint.statutory_due = statutory.due_on if statutory else None
    joint.promised_due = promised.due_on if promised else None
