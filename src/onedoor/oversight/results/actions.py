"""Noting that a decision is to be published, publishing it, and saying how it stands."""

import logging
from typing import Any

from django.db import transaction
from django.db.models import F

from onedoor.casework.cases.queries import Outcome, outcome_of
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.redacting import personal, veiled
from onedoor.kernel.time import now, today
from onedoor.kernel.turns import take_turn_of
from onedoor.oversight.results import events, rules
from onedoor.oversight.results.book import ResultsBook, book_of
from onedoor.oversight.results.models import Result, State
from onedoor.registers.agencies.queries import calendar_for

__all__ = [
    "keep_back",
    "let_out",
    "note_decision",
    "publish_result",
    "publish_what_is_due",
    "restate",
]

log = logging.getLogger(__name__)


@transaction.atomic
def note_decision(number: str) -> Result | None:
    """Note that the decision of a matter is to be published, and by when.

    None where nothing of it is published by the book of its place. Told twice, noted once.
    """
    take_turn_of(f"result of {number}")
    if found := Result.objects.filter(case=number).first():
        return found
    outcome = outcome_of(number, seen_by=SYSTEM)
    book = book_of(outcome.agency) if outcome else None
    if outcome is None or book is None:
        return None
    if book.why_unpublished(outcome.service, outcome.kind, granted=outcome.granted):
        return None
    days = book.within.working_days
    due = calendar_for(outcome.agency).add_working_days(outcome.decided_on, days)
    found = Result.objects.create(
        case=number, service=outcome.service, agency=outcome.agency, title=outcome.title,
        granted=outcome.granted, decided_on=outcome.decided_on, publish_by=due,
    )  # fmt: skip
    record(events.ResultDue(**_news(found), publish_by=due), by=SYSTEM)
    return found


@transaction.atomic
def publish_result(number: str) -> Result | None:
    """Publish the decision of a matter, once its applicant has been told of it.

    None where it is not to be published, or not yet. What is published already stays as it is.
    """
    noted = note_decision(number)
    if noted is None:
        return None
    result = Result.objects.select_for_update().get(pk=noted.pk)
    if result.state != State.DUE:
        return result
    outcome = outcome_of(number, seen_by=SYSTEM)
    book = book_of(result.agency)
    if outcome is None or book is None or not outcome.delivered:
        return None
    _fill(result, outcome, book)
    result.state, result.published_at = State.PUBLISHED, now()
    result.save()
    record(events.ResultPublished(**_news(result)), by=SYSTEM)
    return result


def _fill(result: Result, outcome: Outcome, book: ResultsBook) -> None:
    """What is shown: of a firm what the book names, of a person as little as can be."""
    licence = outcome.licence
    lines = licence.lines if licence and not outcome.is_person else ()
    content = rules.content_of(outcome.title, outcome.ends_in, lines, book.content)
    result.name = outcome.name
    result.party_kind = rules.party_kind(
        is_person=outcome.is_person, credit_code=outcome.credit_code
    )
    result.credit_code = outcome.credit_code
    result.paper_title, result.paper_number = outcome.paper_title, outcome.paper_number
    result.category = book.category_of(outcome.service)
    result.content = veiled(content, personal(content))
    if licence:
        result.licence_title, result.standing = licence.title, licence.state
        # On some licences of persons the number is the person's own.
        result.licence_number = veiled(licence.number, personal(licence.number))
        result.valid_from, result.valid_until = licence.valid_from, licence.valid_until
    _reckon_last_day(result, book)


def _reckon_last_day(result: Result, book: ResultsBook) -> None:
    gone = result.standing in rules.GONE
    result.shown_until = rules.last_day_shown(
        book, decided_on=result.decided_on, valid_until=result.valid_until,
        gone_on=(result.standing_since or today()) if gone else None,
    )  # fmt: skip


def publish_what_is_due(*, most: int = 500) -> int:
    """Publish what was noted and told to its applicant, and not published yet; how many.

    Each in a transaction of its own: one that cannot be published holds up no other. Of more than
    `most`, those come first that were not looked at for the longest time: what is never told to
    its applicant waits for ever, and nothing waits behind it.
    """
    waiting = Result.objects.filter(state=State.DUE).order_by(
        F("looked_at").asc(nulls_first=True), "publish_by", "id"
    )
    done, looked = 0, list(waiting.values_list("case", flat=True)[:most])
    Result.objects.filter(case__in=looked, state=State.DUE).update(looked_at=now())
    for number in looked:
        try:
            done += bool(publish_result(number))
        except Exception:
            log.exception("a decision cannot be published")
    return done


@transaction.atomic
def restate(number: str, *, standing: str) -> Result | None:
    """Say of a published decision how its licence stands now. None where there is none."""
    result = Result.objects.select_for_update().filter(case=number).first()
    if result is None or result.state == State.DUE or result.standing == standing:
        return None
    book = book_of(result.agency)
    if book is None:
        return None
    result.standing, result.standing_since = standing, today()
    _reckon_last_day(result, book)
    result.save()
    record(events.ResultRestated(**_news(result), standing=standing), by=SYSTEM)
    return result


@transaction.atomic
def keep_back(result_id: int, *, ground: str, why: str, by: Actor) -> Result:
    """Keep a decision from the public, or take it down, on a ground of law.

    NoSuchResult, NotYoursToKeepBack, KeptBackAlready, NoSuchGround, SayWhy, TooLongAReason.
    """
    result = _held(result_id, by)
    if refusal := rules.why_not_keep_back(
        agency=result.agency, state=result.state, ground=ground, why=why, by=by
    ):
        raise refusal
    result.state = State.WITHHELD
    result.withheld_ground, result.withheld_why = ground, why.strip()
    result.withheld_by = by.ref
    result.save()
    record(events.ResultWithheld(**_news(result), ground=ground), by=by)
    return result


@transaction.atomic
def let_out(result_id: int, *, by: Actor) -> Result:
    """Publish again what was kept back, as it stands now. NoSuchResult, NotKeptBack.

    What was never told to its applicant waits for that, as any other.
    """
    result = _held(result_id, by)
    if result.state != State.WITHHELD:
        raise rules.NotKeptBack()
    outcome, book = outcome_of(result.case, seen_by=SYSTEM), book_of(result.agency)
    assert outcome is not None and book is not None
    result.withheld_ground = result.withheld_why = result.withheld_by = ""
    if not outcome.delivered:
        result.state = State.DUE
        result.save()
        record(events.ResultDue(**_news(result), publish_by=result.publish_by), by=by)
        return result
    _fill(result, outcome, book)
    result.state = State.PUBLISHED
    result.published_at = result.published_at or now()
    result.save()
    record(events.ResultPublished(**_news(result)), by=by)
    return result


def _held(result_id: int, by: Actor) -> Result:
    found = Result.objects.select_for_update().filter(pk=result_id).first()
    if found is None or not rules.answers_for(found.agency, by=by):
        raise rules.NoSuchResult()
    return found


def _news(result: Result) -> dict[str, Any]:
    return {"subject": result.subject, "service": result.service, "agency": result.agency}
