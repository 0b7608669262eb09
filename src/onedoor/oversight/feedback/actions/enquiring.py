"""Asking, answering, and saying whether the answer was one."""

from typing import Any

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.readings import Reading, reading_of, start_of_today
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import now, today
from onedoor.kernel.turns import take_turn_of
from onedoor.oversight.feedback import enquiring as rules
from onedoor.oversight.feedback.events import EnquiryAnswered, EnquiryAsked, EnquiryClosed
from onedoor.oversight.feedback.models import Enquiry, Said, State
from onedoor.registers.agencies.queries import (
    NoSuchBody,
    agencies,
    body_for,
    calendar_at,
    calendar_for,
    divisions_under,
    holders_of,
)


@transaction.atomic
def ask_about_reading(reading: int, text: str, *, by: Actor) -> Enquiry:
    """Ask why somebody looked at one's data. Asked again about the same look, it is one enquiry.

    Only oneself asks, for oneself: NotAllowed. NotFound when the look was not at one's own data;
    NothingAsked, TooMuchSaid, AlreadyWaiting, EnoughToday.
    """
    if by.kind != "person" or by.scope is not None:
        raise NotAllowed()
    look = reading_of(reading, seen_by=by)
    # Two questions of one party wait for each other, so that what is counted stays true.
    take_turn_of(f"enquiries of {by.party}")
    kind = rules.kinds()["reading"]
    mine = Enquiry.objects.select_for_update().filter(asked_by=by.party)
    known = mine.filter(kind=kind.code, about=f"reading:{look.pk}").first()
    if refusal := rules.why_not_ask(
        text,
        waiting=_spoken_in(known),
        due=known.due_on.isoformat() if known else "",
        today=mine.filter(asked_at__gte=start_of_today()).count(),
        is_new=known is None,
    ):
        raise refusal
    agency = _responsible(look)
    due = _calendar(agency).add_working_days(today(), kind.working_days)
    enquiry = known or Enquiry(kind=kind.code, about=f"reading:{look.pk}", asked_by=by.party)
    if known is None or known.state != State.OPEN:
        enquiry.state, enquiry.agency, enquiry.due_on = State.OPEN, agency, due
        enquiry.asked_at, enquiry.content, enquiry.closed_at = now(), None, None
    enquiry.matter, enquiry.concerns = look.subject, look.by_ref
    enquiry.save()
    Said.objects.create(enquiry=enquiry, by_asker=True, by_name="", text=text.strip(), at=now())
    record(EnquiryAsked(**_news(enquiry), due_on=enquiry.due_on, again=known is not None), by=by)
    return enquiry


@transaction.atomic
def answer_enquiry(id: str, text: str, *, by: Actor) -> Enquiry:
    """Tell the asker what was found. NotYoursToAnswer, AboutYourself, NotOpen, NothingAnswered."""
    enquiry = _held(id)
    if refusal := rules.why_not_answer(
        agency=enquiry.agency,
        concerns=enquiry.concerns,
        state=enquiry.state,
        text=text,
        by=by,
    ):
        raise refusal
    enquiry.state, enquiry.answered_by, enquiry.answered_at = State.ANSWERED, by.ref, now()
    enquiry.save(update_fields=["state", "answered_by", "answered_at"])
    Said.objects.create(
        enquiry=enquiry, by_asker=False, by_name=by.name, text=text.strip(), at=now()
    )
    record(EnquiryAnswered(**_news(enquiry)), by=by)
    return enquiry


@transaction.atomic
def close_enquiry(id: str, *, content: bool, by: Actor) -> Enquiry:
    """Say whether the answer was one; one may ask again all the same. NotAnsweredYet."""
    enquiry = _held(id)
    if enquiry.asked_by != by.party:
        raise rules.NoSuchEnquiry()
    if refusal := rules.why_not_close(state=enquiry.state):
        raise refusal
    if enquiry.state == State.CLOSED and enquiry.content == content:
        return enquiry
    enquiry.state, enquiry.content, enquiry.closed_at = State.CLOSED, content, now()
    enquiry.save(update_fields=["state", "content", "closed_at"])
    record(EnquiryClosed(**_news(enquiry), content=content), by=by)
    return enquiry


def _held(id: str) -> Enquiry:
    found = Enquiry.objects.select_for_update().filter(pk=id).first()
    if found is None:
        raise rules.NoSuchEnquiry()
    return found


def _spoken_in(enquiry: Enquiry | None) -> int:
    """How often the asker has spoken since the last answer."""
    if enquiry is None or enquiry.state != State.OPEN:
        return 0
    said = enquiry.said.filter(by_asker=True)
    return said.filter(at__gt=enquiry.answered_at).count() if enquiry.answered_at else said.count()


def _responsible(look: Reading) -> str:
    """Who answers for a look: the agency of whoever looked, if somebody else there supervises;

    else the same body one level up. Looks of administrators, programs and agents, and whatever no
    agency can judge of itself, go to the audit side ("").
    """
    if look.by_kind != "staff" or not look.by_agency:
        return ""
    if _others_supervise(look.by_agency, look.by_ref):
        return look.by_agency
    try:
        above = body_for("own", "prefecture", offering=look.by_agency)
    except NoSuchBody:
        return ""
    return above if _others_supervise(above, look.by_ref) else ""


def _others_supervise(agency: str, looker: str) -> bool:
    known = agencies([agency])
    holders = holders_of(f"{agency}/supervisor", on=today()) if known else []
    return any(f"account:{each}" != looker for each in holders)


def _calendar(agency: str) -> Any:
    # Where no agency answers, the calendar of the whole place counts.
    return calendar_for(agency) if agency else calendar_at(divisions_under("")[0].code)


def _news(enquiry: Enquiry) -> dict[str, Any]:
    return {
        "subject": enquiry.subject,
        "enquiry": str(enquiry.pk),
        "kind": enquiry.kind,
        "party": enquiry.asked_by,
        "agency": enquiry.agency,
    }
