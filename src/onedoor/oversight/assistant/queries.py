"""Which part of which guide answers a question; figures of the weeks; what waits for judging."""

from collections.abc import Sequence
from dataclasses import replace

from onedoor.kernel.actors import Actor
from onedoor.oversight.assistant import refusals as no
from onedoor.oversight.assistant import rules
from onedoor.oversight.assistant.models import Sample, Week
from onedoor.oversight.assistant.reading import LONGEST, read
from onedoor.oversight.assistant.rules import Answer, Answered
from onedoor.registers.agencies.queries import reach_of
from onedoor.registers.catalogue.definition import ServiceDefinition
from onedoor.registers.catalogue.queries import (
    Service,
    offerings_of,
    offers,
    services_called,
)
from onedoor.registers.finding.queries import Found, search
from onedoor.registers.publications.queries import answered_about

__all__ = [
    "Answer", "Sample", "Week", "agencies_at", "answer_to", "samples_waiting", "weeks",
]  # fmt: skip

_LOOKED_AT, _LISTED, _WEEKS = 6, 100, 12


def answer_to(question: str, *, at: str = "") -> Answer:
    """The parts of a guide, or the answered question, that answer this one; or why none does.

    Answered questions are those of guides and those that agencies published at this site.
    """
    asked = " ".join(question.replace("\x00", " ").split())[:LONGEST]
    reading = read(asked)
    if not asked:
        return Answer(why="nothing")
    matter = search(reading.matter)
    found = [each for each in matter.found if each.service]
    whole = search(asked)
    known = services_called(
        each.service for each in (*found[:_LOOKED_AT], *whole.found[:_LOOKED_AT]) if each.service
    )
    if before := rules.asked_before(asked, [*_asked_before(known), *_published(known, at)]):
        given = Answer(service=before.service, number=before.number, piece=before.piece)
        return _here(given, whole.place)
    answer = rules.decided(reading, found)
    if answer.is_given and not _says(known[answer.service], answer.parts):
        answer = Answer(why="no-part", near=answer.near)
    if not answer.is_given and not answer.near:
        answer = replace(answer, near=_codes(whole.found))
    return _here(answer, matter.place or whole.place)


def _codes(found: Sequence[Found]) -> tuple[str, ...]:
    return tuple(each.service for each in found if each.service)[: rules.NEAR]


def _asked_before(known: dict[str, Service]) -> list[Answered]:
    return [
        Answered(code, number, said)
        for code, each in known.items()
        for number, one in enumerate(each.parsed.sheet.questions)
        for said in {one.question.zh, one.question.en, one.question.ug} - {""}
    ]


def _published(known: dict[str, Service], at: str) -> list[Answered]:
    return [
        Answered(next(each for each in matters if each in known), None, question, piece)
        for piece, question, matters in answered_about(list(known), at=at)
    ]


def _says(service: Service, parts: Sequence[str]) -> bool:
    """Whether the guide says something under each of these parts."""
    definition: ServiceDefinition = service.parsed
    empty = {
        "validity": not definition.sheet.outcome.valid,
        "basis": not definition.sheet.basis,
        "who": not definition.sheet.applicability,
    }
    return not any(empty.get(each) for each in parts)


def _here(answer: Answer, place: str) -> Answer:
    """The answer for the place that was named; none where nobody there offers the service."""
    if not answer.is_given or not place:
        return answer
    if not agencies_at(answer.service, place):
        return Answer(why="not-here", near=(answer.service,), place=place)
    return replace(answer, place=place)


def agencies_at(service: str, place: str) -> list[str]:
    """Who offers the service at a place (twelve digits of a division), or in the parts of it."""
    within = reach_of(place)
    return [
        each.agency_id
        for each in offerings_of(service)
        if each.agency.division_id.startswith(within)
    ]


def weeks(most: int = _WEEKS) -> list[Week]:
    """The figures of the last weeks, the newest first: for everybody."""
    return list(Week.objects.order_by("-monday")[:most])


def samples_waiting(*, seen_by: Actor) -> list[Sample]:
    """Answers to judge, the oldest first: of the services of the reader's agencies. NotYours."""
    own = rules.agencies_judged(seen_by)
    if not own:
        raise no.NotYours()
    codes = {code for agency, offered in offers().items() if agency in own for code in offered}
    found = Sample.objects.filter(service__in=codes).order_by("asked_on", "pk")
    return list(found[:_LISTED])
