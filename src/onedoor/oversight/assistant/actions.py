"""Counting what was asked, judging what was answered, forgetting."""

import secrets
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import days, monday_of, today
from onedoor.oversight.assistant import refusals as no
from onedoor.oversight.assistant import rules
from onedoor.oversight.assistant.events import AnswerJudged
from onedoor.oversight.assistant.models import Sample, Week
from onedoor.oversight.assistant.queries import Answer
from onedoor.registers.catalogue.queries import current_version, offers

__all__ = ["count_answer", "forget_old_samples", "judge_sample"]


@transaction.atomic
def count_answer(question: str, answer: Answer) -> None:
    """Count a question and whether it was answered; keep one answered question of ten.

    Of whom it was nothing is known here. It is a figure, no act of anybody: it stands in no record.
    """
    week = _week(today())
    given = {"answered": F("answered") + 1} if answer.is_given else {"refused": F("refused") + 1}
    Week.objects.filter(pk=week).update(asked=F("asked") + 1, **given)
    if answer.is_given and secrets.randbelow(rules.ONE_OF) == 0:
        Sample.objects.create(
            text=rules.kept_of(question),
            service=answer.service,
            parts=answer.named,
            version=current_version(answer.service).number,
            asked_on=today(),
        )


@transaction.atomic
def judge_sample(sample: UUID, *, right: bool, by: Actor) -> None:
    """Say whether an answer was right: its week counts it, the question goes. NotYours."""
    found = Sample.objects.select_for_update().filter(pk=sample).first()
    if found is None:
        raise no.NoSuchSample()
    offering = [agency for agency, codes in offers().items() if found.service in codes]
    if refusal := rules.why_not_judge(by, offering):
        raise refusal
    week = _week(found.asked_on)
    Week.objects.filter(pk=week).update(judged=F("judged") + 1, right=F("right") + int(right))
    record(
        AnswerJudged(
            subject=f"sample:{found.pk}",
            service=found.service,
            parts=found.parts,
            version=found.version,
            right=right,
        ),
        by=by,
    )
    found.delete()


def forget_old_samples() -> int:
    """Delete the questions that are older than thirty days; how many went."""
    day = today() - days(rules.KEPT_DAYS)
    return Sample.objects.filter(asked_on__lt=day).delete()[0]


def _week(day: date) -> date:
    monday = monday_of(day)
    Week.objects.get_or_create(monday=monday)
    return monday
