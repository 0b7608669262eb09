"""Hearings (行政许可法 46–48): the right told, asked for, called, held; its record signed."""

from datetime import date

from django.db import transaction

from onedoor.casework.cases import hearing_rules, rules
from onedoor.casework.cases import refusals as no
from onedoor.casework.cases.actions.voting import who_reviewed
from onedoor.casework.cases.authority import may_act
from onedoor.casework.cases.events import (
    HearingCalled,
    HearingHeld,
    HearingOffered,
    HearingRequested,
)
from onedoor.casework.cases.finding import held, news, task_of
from onedoor.casework.cases.models import Case, Hearing, Task
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import appointments_in, calendar_for, clerk_names


@transaction.atomic
def offer_hearing(number: str, *, step: str, matter: str, by: Actor) -> Case:
    """Tell the applicant of the right to be heard and on what; five working days to ask (47)."""
    case = held(number)
    task = may_act(case, task_of(case, step), "review", by=by)
    if refusal := hearing_rules.why_not_offer(case, task, _hearing(task), matter=matter):
        raise refusal
    ask_by = calendar_for(task.agency).add_working_days(today(), hearing_rules.DAYS_TO_ASK)
    Hearing.objects.create(
        case=case, task=task, matter=matter.strip(), told_on=today(), request_by=ask_by
    )
    record(HearingOffered(**news(case), step=step, request_by=ask_by), by=by)
    return case


@transaction.atomic
def request_hearing(number: str, *, step: str, whose: str = "", by: Actor) -> Case:
    """Ask for the hearing: the applicant, or a clerk for somebody else whom it concerns (`whose`).

    It costs them nothing (47). Raises TooLateToAskForAHearing, NotYourCase.
    """
    case = held(number)
    task = task_of(case, step)
    if by.is_staff:
        task = may_act(case, task, "review", by=by)
    elif by.party != str(case.applicant_id):
        raise no.NotYourCase()
    elif refusal := rules.why_not_for_another("correct", case.service, by=by):
        raise refusal
    hearing = _hearing(task)
    if refusal := hearing_rules.why_not_request(case, hearing, on=today()):
        raise refusal
    assert hearing is not None and task is not None
    hearing.requested_on, hearing.requested_for = today(), whose.strip() if by.is_staff else ""
    calendar = calendar_for(task.agency)
    hearing.hold_by = calendar.add_working_days(today(), hearing_rules.DAYS_TO_HOLD)
    hearing.save(update_fields=["requested_on", "requested_for", "hold_by"])
    record(HearingRequested(**news(case), step=step, hold_by=hearing.hold_by), by=by)
    return case


@transaction.atomic
def call_hearing(
    number: str, *, step: str, held_on: date, begins: str, place: str, chair: str, by: Actor
) -> Case:
    """Set day, hour, place and chair, at least seven working days ahead, and tell everybody (48).

    `chair` is the account ("account:<id>") of somebody of the agency who has not reviewed the case.
    """
    case = held(number)
    task = may_act(case, task_of(case, step), "review", by=by)
    hearing = _hearing(task)
    if refusal := hearing_rules.why_not_call(
        hearing,
        held_on=held_on,
        place=place if begins.strip() else "",
        chair=chair,
        reviewed_by=who_reviewed(case) | {by.ref},
        colleagues=colleagues_at(task.agency),
        calendar=calendar_for(task.agency),
        on=today(),
    ):
        raise refusal
    assert hearing is not None
    hearing.called_on, hearing.held_on = today(), held_on
    hearing.begins, hearing.place = begins.strip(), place.strip()
    hearing.chair, hearing.chair_name = chair, clerk_names([chair]).get(chair, "")
    hearing.save(update_fields=["called_on", "held_on", "begins", "place", "chair", "chair_name"])
    record(HearingCalled(**news(case), step=step, held_on=held_on, chair=chair), by=by)
    return case


@transaction.atomic
def close_hearing(number: str, *, step: str, protocol: str, signed_by: str, by: Actor) -> Case:
    """Hand in the signed record of the hearing, as its chair; the decision rests on it (48)."""
    case = held(number)
    task = task_of(case, step)
    hearing = _hearing(task)
    if task is not None and task.agency != by.agency and hearing and by.ref != hearing.chair:
        raise no.NotYourPost(title=task.title)
    if refusal := hearing_rules.why_not_close(
        hearing, protocol=protocol, signed_by=signed_by, by=by, on=today()
    ):
        raise refusal
    assert hearing is not None
    hearing.protocol, hearing.signed_by = protocol.strip(), signed_by.strip()
    hearing.closed_on = today()
    hearing.save(update_fields=["protocol", "signed_by", "closed_on"])
    record(HearingHeld(**news(case), step=step), by=by)
    return case


def colleagues_at(agency: str) -> set[str]:
    """The accounts of everybody who holds a post of the agency today: who may be asked to chair."""
    return {f"account:{each.account_id}" for each in appointments_in(agency, on=today())}


def _hearing(task: Task | None) -> Hearing | None:
    return Hearing.objects.filter(task=task).first() if task else None
