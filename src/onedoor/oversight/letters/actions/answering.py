"""What an office does with a letter: answer, transfer, extend, merge."""

from typing import Any

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import local, now, today
from onedoor.oversight.letters import refusals as no
from onedoor.oversight.letters import rules
from onedoor.oversight.letters.actions.held import held, news, say, together
from onedoor.oversight.letters.events import (
    LetterAnswered,
    LetterExtended,
    LetterMerged,
    LetterResultDue,
    LetterTransferred,
)
from onedoor.oversight.letters.kinds import kinds, wrongs
from onedoor.oversight.letters.models import FirstAnswer, Found, Letter, State
from onedoor.registers.agencies.queries import agencies, calendar_for


def _handled(id: str, by: Actor) -> Letter:
    """The letter, if it is for the actor to handle now."""
    letter = held(id)
    if refusal := rules.why_not_handle(
        kinds()[letter.kind],
        agency=letter.agency,
        accused=letter.accused,
        state=letter.state,
        lead=letter.lead_id is not None,
        by=by,
    ):
        raise refusal
    return letter


@transaction.atomic
def answer_letter(id: str, text: str, *, found: str = "", by: Actor) -> Letter:
    """Answer it, and with the same words whatever was merged into it.

    Of a letter that tells of a wrong it is said whether that was so (`found`, a `Found`).
    NoSuchLetter, NotYoursToAnswer, MergedAlready, AlreadyAnswered, NothingAnswered, TooLong,
    FindingNotSaid.
    """
    letter = _handled(id, by)
    if refusal := rules.why_not_say(text, no.NothingAnswered(where="text")):
        raise refusal
    all_of_them = together(letter)
    told = next((each.wrong for each in all_of_them if each.wrong), "")
    if told and found not in Found.values:
        raise no.FindingNotSaid(wrong=wrongs()[told]["zh"], where="found")
    for each in all_of_them:
        each.state, each.answered_by, each.answered_at = State.ANSWERED, by.ref, now()
        each.found = found if each.wrong else ""
        each.save(update_fields=["state", "answered_by", "answered_at", "found"])
        FirstAnswer.objects.get_or_create(letter=each, defaults=_first(each))
        say(each, "answer", text, by=by)
        record(_answered(each), by=by)
    _owe_a_result(letter, by)
    return letter


def _owe_a_result(letter: Letter, by: Actor) -> None:
    """What is exposed is to be put right in the open: from its first answer, by a day."""
    days = kinds()[letter.kind].result_days
    if not days or letter.result_by:
        return
    letter.result_by = calendar_for(letter.agency).add_working_days(today(), days)
    letter.save(update_fields=["result_by"])
    record(LetterResultDue(**news(letter), result_by=letter.result_by), by=by)


def _first(letter: Letter) -> dict[str, Any]:
    return {
        "agency": letter.agency,
        "sent_on": local(letter.sent_at).date(),
        "due_on": letter.due_on,
        "answered_on": today(),
    }


def _answered(letter: Letter) -> LetterAnswered:
    """Of a wrong that was told, what came out; whom it accuses is said only where it was so."""
    was_so = letter.found in (Found.SO, Found.PARTLY)
    return LetterAnswered(
        **news(letter),
        wrong=letter.wrong or None,
        found=letter.found or None,
        accused=letter.accused if was_so else None,
    )


@transaction.atomic
def transfer_letter(id: str, *, to: str, reason: str, by: Actor) -> Letter:
    """Hand it to the agency whose business it is; its day stays.

    As answer_letter, and WhichAgency, SameAgency, NotToTheAccused, NoReason.
    """
    letter = _handled(id, by)
    to = to if agencies([to]) else ""
    for each in together(letter):
        if refusal := rules.why_not_transfer(
            agency=each.agency, to=to, accused=each.accused, reason=reason
        ):
            raise refusal
        # It is said in the name of the agency that hands it on.
        say(each, "transfer", reason, by=by)
        before, each.agency = each.agency, to
        each.save(update_fields=["agency"])
        told = LetterTransferred(**news(each), from_agency=before, due_on=each.due_on)
        record(told, by=by)
    letter.refresh_from_db()
    return letter


@transaction.atomic
def extend_letter(id: str, *, reason: str, by: Actor) -> Letter:
    """Take the days more that its kind allows, once. As answer_letter, and ExtendedOnce,
    PastItsDay, NoReason."""
    letter = _handled(id, by)
    if refusal := rules.why_not_extend(
        extended=letter.extended, due_on=letter.due_on, on=today(), reason=reason
    ):
        raise refusal
    days = kinds()[letter.kind].extend_days
    for each in together(letter):
        each.due_on = calendar_for(each.agency).add_working_days(each.due_on, days)
        each.extended = days
        each.save(update_fields=["due_on", "extended"])
        say(each, "extend", reason, by=by)
        record(LetterExtended(**news(each), working_days=days, due_on=each.due_on), by=by)
    letter.refresh_from_db()
    return letter


@transaction.atomic
def merge_letters(id: str, *, into: str, by: Actor) -> Letter:
    """Answer these two together; the one that is due first leads. Each writer gets the answer.

    As answer_letter for both, and NotTheSame. What was merged into either goes along.
    """
    letter, lead = _handled(id, by), _handled(into, by)
    if letter.due_on < lead.due_on:
        letter, lead = lead, letter
    if letter.pk == lead.pk or (letter.agency, letter.kind, letter.accused) != (
        lead.agency, lead.kind, lead.accused,
    ):  # fmt: skip
        raise no.NotTheSame(where="into")
    for each in together(letter):
        each.lead = lead
        each.save(update_fields=["lead"])
        record(LetterMerged(**news(each), lead=str(lead.pk)), by=by)
    return lead
