"""Following a bad rating up: opened by itself, called and answered by the agency, then judged."""

from typing import Any

from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.record import entries_of
from onedoor.kernel.redacting import personal
from onedoor.kernel.time import local, now, today
from onedoor.oversight.feedback import following_up as rules
from onedoor.oversight.feedback.events import (
    FollowUpAnswered,
    FollowUpCalled,
    FollowUpJudged,
    FollowUpLifted,
    FollowUpOpened,
)
from onedoor.oversight.feedback.models import FollowUp, Rating, Step
from onedoor.oversight.feedback.rules import LEVELS, NoSuchLevel
from onedoor.oversight.feedback.terms import terms_of, until
from onedoor.registers.people.queries import party_for


def follow_rating(rating: Rating) -> None:
    """Open a follow-up of a bad rating that has a name; lift it when the rating gets better.

    Within the transaction of the rating. One that is answered stays as it is: the answer is judged.
    """
    known = FollowUp.objects.select_for_update().filter(rating=rating).first()
    bad = bool(rating.party) and rules.is_bad(rating.level)
    if known is None and bad:
        _open(FollowUp(rating=rating, agency=rating.agency))
    elif known is not None and known.step == Step.LIFTED and bad:
        _open(known)
    elif not bad:
        lift_follow_up(rating)


def lift_follow_up(rating: Rating) -> None:
    """Nothing is to be called or answered any more; what is answered stays."""
    steps = (Step.OPEN, Step.CALLED)
    known = FollowUp.objects.select_for_update().filter(rating=rating, step__in=steps).first()
    if known is not None:
        known.step = Step.LIFTED
        known.save(update_fields=["step"])
        record(FollowUpLifted(**_news(known)), by=SYSTEM)


def _open(found: FollowUp) -> None:
    found.step, found.opened_at = Step.OPEN, now()
    found.call_by = until(found.agency, "call_within", after=today()).day
    found.answer_by = until(found.agency, "answer_within", after=today()).day
    found.called_at, found.called_by, found.cause, found.note = None, "", "", ""
    found.save()
    record(
        FollowUpOpened(**_news(found), call_by=found.call_by, answer_by=found.answer_by), by=SYSTEM
    )


@transaction.atomic
def call_back(id: str, *, cause: str, text: str, by: Actor) -> FollowUp:
    """Write down that whoever rated was called, what it was about and what was said.

    NoSuchFollowUp, YouHandledIt, CalledBefore, NoCause, NoWords, TooManyWords.
    """
    found = _held(id, by)
    if refusal := rules.why_not_call(step=found.step, cause=cause, text=text):
        raise refusal
    found.step, found.called_at, found.called_by = Step.CALLED, now(), by.ref
    found.cause, found.note = cause, text.strip()
    found.save()
    record(FollowUpCalled(**_news(found), cause=cause), by=by)
    return found


@transaction.atomic
def answer_rating(id: str, *, text: str, by: Actor) -> FollowUp:
    """Say what was done about it. It is published, and whoever rated may judge it.

    NoSuchFollowUp, YouHandledIt, NotCalledYet, AnsweredBefore, NoWords, TooManyWords; NamesSomebody
    when anything in it tells who somebody is.
    """
    found = _held(id, by)
    party = party_for(found.rating.party, seen_by=SYSTEM)
    tells = {each.sort for each in personal(text, names=[party.name])}
    if refusal := rules.why_not_answer(step=found.step, text=text, tells=tells):
        raise refusal
    found.step, found.answered_at, found.answered_by = Step.ANSWERED, now(), by.ref
    found.answer = text.strip()
    found.judge_by = until(found.agency, "rate_within", after=today()).day
    found.save()
    record(FollowUpAnswered(**_news(found), judge_by=found.judge_by), by=by)
    return found


def _held(id: str, by: Actor) -> FollowUp:
    found = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("rating")
        .filter(pk=id)
        .exclude(step=Step.LIFTED)
        .exclude(rating__party="")
        .first()
    )
    if found is None or not rules.may_follow_up(found.agency, by=by):
        raise rules.NoSuchFollowUp()
    if refusal := rules.why_not_follow_up(hands=hands_in(found), by=by):
        raise refusal
    return found


def hands_in(found: FollowUp) -> set[str]:
    """Whoever acted in the matter."""
    return {entry.by_ref for entry in entries_of(found.rating.case)}


@transaction.atomic
def judge_answer(number: str, *, level: int, by: Actor) -> FollowUp:
    """Judge what was done about one's bad rating; once more changes it. NoSuchFollowUp,
    NothingToJudge, JudgingOver, NoSuchLevel. The rating itself stays as it was given."""
    found = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("rating")
        .filter(rating__case=number, rating__party=by.party or "-")
        .first()
    )
    if found is None or by.scope is not None:
        raise rules.NoSuchFollowUp()
    if level not in LEVELS:
        raise NoSuchLevel(where="level")
    if refusal := rules.why_not_judge(
        step=found.step, until=found.judge_by, on=today(), days=_days_to_judge(found)
    ):
        raise refusal
    found.step, found.judged_level, found.judged_at = Step.JUDGED, level, now()
    found.save(update_fields=["step", "judged_level", "judged_at"])
    record(FollowUpJudged(**_news(found), level=level), by=by)
    return found


def _days_to_judge(found: FollowUp) -> int:
    """How many they were when it was answered."""
    on = local(found.answered_at).date() if found.answered_at else today()
    return terms_of(found.agency, on).rate_within.working_days


def _news(found: FollowUp) -> dict[str, Any]:
    rating = found.rating
    return {
        "subject": found.subject,
        "follow_up": str(found.pk),
        "case": rating.case,
        "party": rating.party,
        "service": rating.service,
        "agency": found.agency,
    }
