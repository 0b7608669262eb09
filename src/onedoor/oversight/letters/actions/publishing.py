"""Publishing an answer: one person redacts, another releases."""

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.oversight.letters import refusals as no
from onedoor.oversight.letters import rules
from onedoor.oversight.letters.actions.held import held, news
from onedoor.oversight.letters.events import (
    AnswerReleased,
    AnswerWithdrawn,
    LetterResultDue,
    LetterResulted,
)
from onedoor.oversight.letters.kinds import kinds
from onedoor.oversight.letters.models import Letter, PublicAnswer, Rewording
from onedoor.oversight.letters.veiling import personal_in

WORDS = ("title", "question", "answer", "result")


@transaction.atomic
def draft_answer(
    id: str, *, title: str, question: str, answer: str, result: str = "", by: Actor
) -> PublicAnswer:
    """Keep what is to be published, once nothing in it tells who somebody is.

    Beside an answer that stands: readers have that one until another person releases the new words.
    NoSuchLetter, NotYoursToAnswer, NotAnsweredYet, WriterSaysNo, StillPersonal, TooLong,
    NothingNew.
    """
    letter = held(id)
    if not rules.may_answer(kinds()[letter.kind], letter.agency, by=by):
        raise no.NotYoursToAnswer()
    told = {"title": title, "question": question, "answer": answer, "result": result}
    for name, text in told.items():
        if name != "result" and not text.strip():
            raise no.NothingWritten(where=name)
        if len(text) > (200 if name == "title" else 2000):
            raise no.TooLong(limit=200 if name == "title" else 2000, count=len(text), where=name)
    if refusal := rules.why_not_publish(
        state=letter.state, agreed=letter.may_publish, found=personal_in(letter, *told.values())
    ):
        raise refusal
    words = {name: text.strip() for name, text in told.items()}
    drafted = words | {"drafted_by": by.ref, "drafted_at": now()}
    stands = PublicAnswer.objects.filter(letter=letter).exclude(released_by="").first()
    if stands is None:
        of = {
            "kind": letter.kind,
            "agency": letter.agency,
            "accused": letter.accused,
            "result_by": letter.result_by,
        }
        found, _is_new = PublicAnswer.objects.update_or_create(letter=letter, defaults=drafted | of)
        return found
    if words == _words(stands):
        # Back to what stands: whoever wrote new words has thought better of it.
        if not Rewording.objects.filter(published=stands).delete()[0]:
            raise no.NothingNew(where="result")
        return stands
    Rewording.objects.update_or_create(published=stands, defaults=drafted)
    return stands


def _words(of: PublicAnswer | Rewording) -> dict[str, str]:
    return {name: getattr(of, name) for name in WORDS}


def _take_over(answer: PublicAnswer, new: Rewording) -> None:
    """The new words take the place of those there were, with whoever redacted them."""
    for name in (*WORDS, "drafted_by", "drafted_at"):
        setattr(answer, name, getattr(new, name))
    new.delete()


@transaction.atomic
def release_answer(id: str, *, by: Actor) -> PublicAnswer:
    """Let it stand on the public page; new words of one that stands take its place there.

    NoSuchLetter, NotTheSupervisor, TwoPersons, NothingToRelease, WriterSaysNo, StillPersonal.
    """
    letter = held(id)
    answer = PublicAnswer.objects.select_for_update().filter(letter=letter).first()
    new = Rewording.objects.filter(published=answer).first() if answer else None
    draft = new or answer
    if refusal := rules.why_not_release(
        agency=letter.agency, drafted_by=draft.drafted_by if draft else "", by=by
    ):
        raise refusal
    if answer is None or draft is None:
        raise no.NothingToRelease()
    if refusal := rules.why_not_publish(
        state=letter.state,
        agreed=letter.may_publish,
        found=personal_in(letter, *_words(draft).values()),
    ):
        raise refusal
    if answer.released_by and new is None:
        return answer
    told = bool(answer.released_by and answer.result)
    tells = bool(draft.result)
    if new:
        _take_over(answer, new)
        answer.changed_at = now()
    else:
        answer.released_at = now()
    answer.released_by = by.ref
    answer.save()
    record(AnswerReleased(**news(letter), again=new is not None), by=by)
    if tells and not told and letter.result_by:
        record(LetterResulted(**news(letter)), by=by)
    elif told and not tells:
        _owed_again(letter, by)
    return answer


def _owed_again(letter: Letter, by: Actor) -> None:
    """What came of it is no longer told: it is owed by the day that it always was."""
    if letter.result_by:
        record(LetterResultDue(**news(letter), result_by=letter.result_by), by=by)


@transaction.atomic
def withdraw_answer(id: str, *, by: Actor) -> None:
    """Take it from the public page; the newest draft stays. NoSuchLetter, NotTheSupervisor."""
    letter = held(id)
    if not rules.supervises(letter.agency, by=by):
        raise no.NotTheSupervisor()
    answer = PublicAnswer.objects.filter(letter=letter).exclude(released_by="").first()
    if answer is None:
        raise no.NothingToRelease()
    told = bool(answer.result)
    if new := Rewording.objects.filter(published=answer).first():
        _take_over(answer, new)
    answer.released_by, answer.released_at, answer.changed_at = "", None, None
    answer.save()
    record(AnswerWithdrawn(**news(letter)), by=by)
    if told:
        _owed_again(letter, by)
