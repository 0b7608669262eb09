"""When a hearing may be told, asked for, called and closed (行政许可法 46–48). No queries."""

from datetime import date

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases import route_refusals as never
from onedoor.casework.cases.models import Case, Hearing, Stage, Task
from onedoor.casework.cases.rules import wrong_stage
from onedoor.kernel.actors import Actor
from onedoor.kernel.calendar import WorkingCalendar
from onedoor.kernel.refusals import Refusal

# All in working days, as every period of this law (82).
DAYS_TO_ASK = 5
DAYS_TO_HOLD = 20
DAYS_OF_NOTICE = 7


def why_not_offer(
    case: Case, task: Task, hearing: Hearing | None, *, matter: str
) -> Refusal | None:
    """The right is told once, at a step that is a hearing, with what it will be about."""
    if case.stage != Stage.ACCEPTED:
        return wrong_stage(case)
    if task.kind != "hearing":
        return never.NotThatKind(title=task.title)
    if hearing is not None:
        return never.HearingToldAlready()
    return None if matter.strip() else no.ReasonsNeeded(where="matter")


def why_not_request(case: Case, hearing: Hearing | None, *, on: date) -> Refusal | None:
    """Asked for once, within five days of being told (47)."""
    if case.stage != Stage.ACCEPTED:
        return wrong_stage(case)
    if hearing is None:
        return never.HearingNotTold()
    if hearing.requested_on:
        return never.HearingAskedFor()
    if on > hearing.request_by:
        return never.TooLateToAskForAHearing(until=hearing.request_by)
    return None


def why_not_call(
    hearing: Hearing | None,
    *,
    held_on: date,
    place: str,
    chair: str,
    reviewed_by: set[str],
    colleagues: set[str],
    calendar: WorkingCalendar,
    on: date,
) -> Refusal | None:
    """Told seven days ahead, held within twenty of the request, chaired by nobody who reviewed."""
    if hearing is None:
        return never.HearingNotTold()
    if hearing.requested_on is None:
        return never.NobodyAskedForAHearing(until=hearing.request_by)
    if hearing.called_on:
        return never.HearingCalledAlready(day=hearing.held_on)
    if not place.strip():
        return never.HearingNeedsAPlace(where="place")
    earliest = calendar.add_working_days(on, DAYS_OF_NOTICE)
    if held_on < earliest:
        return never.HearingCalledTooSoon(earliest=earliest, where="held_on")
    if hearing.hold_by and held_on > hearing.hold_by:
        return never.HearingCalledTooLate(latest=hearing.hold_by, where="held_on")
    if chair in reviewed_by:
        return never.ChairReviewed(where="chair")
    return None if chair in colleagues else never.ChairUnknown(where="chair")


def why_not_close(
    hearing: Hearing | None, *, protocol: str, signed_by: str, by: Actor, on: date
) -> Refusal | None:
    """The chair hands in the record, signed, once the day has come (48 (5))."""
    if hearing is None or hearing.called_on is None or hearing.held_on is None:
        return never.HearingNotCalled()
    if hearing.closed_on:
        return never.HearingOverAlready()
    if by.ref != hearing.chair:
        return never.NotTheChair(name=hearing.chair_name)
    if on < hearing.held_on:
        return never.NotYetTheDay(day=hearing.held_on)
    if not protocol.strip():
        return never.RecordNeeded(where="protocol")
    return None if signed_by.strip() else never.SignaturesNeeded(where="signed_by")


def why_not_over(hearing: Hearing | None, *, on: date) -> Refusal | None:
    """The step ends on the signed record, or when nobody asked in time; without one as any step."""
    if hearing is None or hearing.closed_on:
        return None
    if hearing.requested_on is None:
        if on <= hearing.request_by:
            return never.NobodyAskedForAHearing(until=hearing.request_by)
        return None
    return never.HearingNotOver()
