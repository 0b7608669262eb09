"""Publishing an answer: one person redacts, another releases."""

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.oversight.letters import refusals as no
from onedoor.oversight.letters import rules
from onedoor.oversight.letters.actions.held import held, news
from onedoor.oversight.letters.events import AnswerReleased, AnswerWithdrawn
from onedoor.oversight.letters.kinds import kinds
from onedoor.oversight.letters.models import PublicAnswer
from onedoor.oversight.letters.veiling import personal_in


@transaction.atomic
def draft_answer(
    id: str, *, title: str, question: str, answer: str, result: str = "", by: Actor
) -> PublicAnswer:
    """Keep what is to be published, once nothing in it tells who somebody is.

    NoSuchLetter, NotYoursToAnswer, NotAnsweredYet, WriterSaysNo, StillPersonal, TooLong.
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
    draft, _is_new = PublicAnswer.objects.update_or_create(
        letter=letter,
        defaults={
            **{name: text.strip() for name, text in told.items()},
            "kind": letter.kind, "agency": letter.agency, "accused": letter.accused,
            "drafted_by": by.ref, "drafted_at": now(), "released_by": "", "released_at": None,
        },
    )  # fmt: skip
    return draft


@transaction.atomic
def release_answer(id: str, *, by: Actor) -> PublicAnswer:
    """Let it stand on the public page. NoSuchLetter, NotTheSupervisor, TwoPersons,
    NothingToRelease, WriterSaysNo, StillPersonal."""
    letter = held(id)
    draft = PublicAnswer.objects.select_for_update().filter(letter=letter).first()
    if refusal := rules.why_not_release(
        agency=letter.agency, drafted_by=draft.drafted_by if draft else "", by=by
    ):
        raise refusal
    if draft is None:
        raise no.NothingToRelease()
    texts = (draft.title, draft.question, draft.answer, draft.result)
    if refusal := rules.why_not_publish(
        state=letter.state, agreed=letter.may_publish, found=personal_in(letter, *texts)
    ):
        raise refusal
    if not draft.released_by:
        draft.released_by, draft.released_at = by.ref, now()
        draft.save(update_fields=["released_by", "released_at"])
        record(AnswerReleased(**news(letter)), by=by)
    return draft


@transaction.atomic
def withdraw_answer(id: str, *, by: Actor) -> None:
    """Take it from the public page; the draft stays. NoSuchLetter, NotTheSupervisor."""
    letter = held(id)
    if not rules.supervises(letter.agency, by=by):
        raise no.NotTheSupervisor()
    draft = PublicAnswer.objects.filter(letter=letter).exclude(released_by="").first()
    if draft is None:
        raise no.NothingToRelease()
    draft.released_by, draft.released_at = "", None
    draft.save(update_fields=["released_by", "released_at"])
    record(AnswerWithdrawn(**news(letter)), by=by)
