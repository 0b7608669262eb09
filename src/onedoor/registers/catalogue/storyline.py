"""Checks that a story can be told at all: its people, answers, documents and acts are known.

Whether it ends as it says is for the test that plays it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onedoor.registers.catalogue.crosschecks import is_sample, review_points, suggest
from onedoor.registers.catalogue.definition import Field, StoryStep
from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.packs import Packs, PackStory, ServicePack
from onedoor.registers.catalogue.reading import Place

# The word for a sample drawn by the machine instead of taken from a file.
DRAWN = "drawn"

STAGES = (
    "draft", "submitted", "correcting", "accepted", "decided", "delivered", "closed",
    "not-accepted", "withdrawn",
)  # fmt: skip
RESULTS = ("", "granted", "refused", "not_accepted", "withdrawn", "correction_timeout")
MARKS = ("met", "unmet", "not-applicable", "ask")

# What each act is given: required words first, then those it may have.
_GIVEN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "apply": ((), ()),
    "pre_review": (("marks",), ("opinion",)),
    "request_corrections": (("unmet",), ("note",)),
    "correct": ((), ("answers", "documents")),
    "accept": ((), ()),
    "not_accept": (("ground", "reasons"), ("right_body",)),
    "finish_step": (("step", "result"), ("opinion", "marks")),
    "vote": (("step", "result"), ("opinion", "marks")),
    "return_step": (("step", "to", "reasons"), ()),
    "transfer": (("to", "reasons"), ()),
    "arrange": (("step", "done_by", "planned_days"), ()),
    "report": (("step", "passed", "report"), ("opinion",)),
    "offer_hearing": (("step", "matter"), ()),
    "request_hearing": (("step",), ("whose",)),
    # `day` counts as the days of the story do; `chair` is a clerk of the sample city.
    "call_hearing": (("step", "day", "begins", "place", "chair"), ()),
    "close_hearing": (("step", "protocol", "signed_by"), ()),
    "object": (("step", "said", "name", "contact"), ()),
    "answer_objection": (("answer", "upheld"), ()),
    "suspend": (("procedure", "reasons"), ()),
    "resume": ((), ()),
    "extend": (("working_days", "reasons"), ()),
    "decide": (("granted",), ("reasons", "terms", "amount")),
    "withdraw": ((), ("reasons",)),
    "rate": (("level",), ("text",)),
    "wait": ((), ()),
    "hand_in_promised": (("promise",), ("documents",)),
    "check_promise": (("promise", "kept"), ("reasons", "evidence")),
    "object_to_finding": (("promise", "reasons"), ()),
    "answer_finding": (("promise", "upheld", "reasons"), ()),
    "report_repair": (("promise", "done"), ()),
    "answer_repair": (("promise", "repaired", "reasons"), ()),
    "sign": (("signer",), ()),
    "decline_signing": (("signer", "reasons"), ()),
}
_CHOICES: dict[str, tuple[Any, ...]] = {
    "ground": ("not-needed", "not-ours", "not-entitled"),
    "result": ("agree", "disagree", "done"),
    "level": (1, 2, 3, 4, 5),
    "granted": (True, False),
    "kept": (True, False),
    "passed": (True, False),
    "repaired": (True, False),
    "upheld": (True, False),
}


@dataclass(frozen=True)
class _Scene:
    """A story with everything its names may refer to."""

    told: PackStory
    pack: ServicePack
    fields: dict[str, Field]
    points: frozenset[str]
    steps: frozenset[str]
    documents: frozenset[str]
    cast: frozenset[str]

    def fault(self, place: Place, problem: str, remedy: str) -> Fault:
        return self.told.source.fault(place, problem, remedy)


def check_stories(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """The faults in the stories of one service."""
    people = {each.ref for city, _ in packs.cities for each in city.people}
    staff = {each.ref for city, _ in packs.cities for each in city.clerks()}
    whole = pack.definition
    for told in pack.stories:
        scene = _Scene(
            told=told,
            pack=pack,
            fields={each.id: each for each in whole.form.all_fields()},
            points=frozenset(id for id, _, _ in review_points(pack)),
            steps=frozenset(each.id for each in whole.route.steps),
            documents=frozenset(each.id for each in whole.documents.documents),
            cast=frozenset(people | staff | {"", "system"}),
        )
        yield from _beginning(scene, people)
        yield from _answers(scene, ("answers",), told.story.answers)
        yield from _documents(scene, ("documents",), told.story.documents)
        yield from _promises(scene)
        yield from _acts(scene)
        yield from _end(scene)


def _beginning(scene: _Scene, people: set[str]) -> Iterator[Fault]:
    story = scene.told.story
    offered = [each.agency for each in scene.pack.definition.sheet.offerings]
    if story.at not in offered:
        problem = f"`{story.at}` does not offer this service."
        yield scene.fault(("at",), problem, suggest(story.at, offered))
    if story.applicant not in people:
        problem = f"Nobody in the sample city is called `{story.applicant}`."
        yield scene.fault(("applicant",), problem, suggest(story.applicant, people))
    questions = {each.id: each for each in scene.pack.definition.sheet.situations}
    for id, value in story.situation.items():
        if id not in questions:
            problem = f"There is no situation `{id}`."
            yield scene.fault(("situation", id), problem, suggest(id, questions))
            continue
        options = [option.value for option in questions[id].options]
        if value not in options:
            problem = f"The situation `{id}` has no answer `{value}`."
            yield scene.fault(("situation", id), problem, suggest(value, options))


def _answers(scene: _Scene, place: Place, answers: Any) -> Iterator[Fault]:
    if not isinstance(answers, dict):
        yield scene.fault(place, "The answers are no mapping.", "Write `field: answer` lines.")
        return
    yield from _of_fields(scene, place, answers, scene.fields)


def _of_fields(
    scene: _Scene, place: Place, answers: dict[str, Any], fields: dict[str, Field]
) -> Iterator[Fault]:
    for id, value in answers.items():
        where = (*place, id)
        if id not in fields:
            yield scene.fault(where, f"The form has no field `{id}`.", suggest(id, fields))
        elif fields[id].type == "rows":
            inner = {each.id: each for each in fields[id].fields}
            for number, row in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(row, dict):
                    yield from _of_fields(scene, (*where, number), row, inner)
                else:
                    yield scene.fault(where, f"`{id}` holds rows.", "Write a list of mappings.")
        elif problem := _unfit(fields[id], value):
            yield scene.fault(where, problem[0], problem[1])


def _unfit(field: Field, value: Any) -> tuple[str, str] | None:
    """What is wrong with the kind of an answer; its content is for the form to judge."""
    if value is None:
        return None
    if field.type in ("choice", "choices"):
        options = [each.value for each in field.options]
        for each in value if isinstance(value, list) else [value]:
            if each not in options:
                return f"`{field.id}` has no option `{each}`.", suggest(str(each), options)
    if field.type in ("yes_no", "signed") and not isinstance(value, bool):
        return f"`{field.id}` is answered with true or false.", "Write true or false."
    if field.type in ("citizen_number", "credit_code", "passport", "phone", "text", "date"):  # noqa: SIM102
        if not isinstance(value, str):
            return f"`{field.id}` is text, not a number.", f'Put it in quotes: "{value}".'
    return None


def _documents(scene: _Scene, place: Place, documents: Any) -> Iterator[Fault]:
    if not isinstance(documents, dict):
        yield scene.fault(place, "The documents are no mapping.", "Write `document: file` lines.")
        return
    for id, name in documents.items():
        if id not in scene.documents:
            problem = f"There is no document `{id}`."
            yield scene.fault((*place, id), problem, suggest(id, scene.documents))
        if name != DRAWN and not is_sample(scene.told.samples, str(name)):
            problem = f"There is no file `{name}` in the samples of this service."
            yield scene.fault((*place, id), problem, f"Add it, or write `{DRAWN}`.")


def _promises(scene: _Scene) -> Iterator[Fault]:
    known = [each.id for each in scene.pack.definition.sheet.promises]
    for number, id in enumerate(scene.told.story.promises):
        if id not in known:
            problem = f"The service knows no promise `{id}`."
            yield scene.fault(("promises", number), problem, suggest(id, known))


def _acts(scene: _Scene) -> Iterator[Fault]:
    day = 0
    for number, step in enumerate(scene.told.story.steps):
        place: Place = ("steps", number)
        if step.day < day:
            problem = f"Day {step.day} comes after day {day}."
            yield scene.fault((*place, "day"), problem, "List the acts in order.")
        day = max(day, step.day)
        if step.who not in scene.cast:
            problem = f"Nobody in the sample city is called `{step.who}`."
            yield scene.fault((*place, "who"), problem, suggest(step.who, scene.cast))
        # An act that is to be refused may say anything: that is what it is for.
        if not step.refused:
            yield from _act(scene, place, step)


def _act(scene: _Scene, place: Place, step: StoryStep) -> Iterator[Fault]:
    needed, allowed = _GIVEN[step.does]
    said, where = step.with_, (*place, "with")
    for word in needed:
        if word not in said:
            yield scene.fault(where, f"`{step.does}` needs `{word}`.", f"Add `{word}:`.")
    for word, value in said.items():
        if word not in needed + allowed:
            problem = f"`{step.does}` knows no `{word}`."
            yield scene.fault((*where, word), problem, suggest(word, needed + allowed))
        elif word in _CHOICES and value not in _CHOICES[word]:
            known = ", ".join(str(each).lower() for each in _CHOICES[word])
            yield scene.fault((*where, word), f"`{word}` cannot be “{value}”.", f"Write {known}.")
    yield from _names_in(scene, where, said)


def _names_in(scene: _Scene, place: Place, said: dict[str, Any]) -> Iterator[Fault]:
    procedures = {each.id for each in scene.pack.definition.route.special_procedures}
    returned_from = scene.steps | {"decide"} if "to" in said else scene.steps
    for word, known in (
        ("step", returned_from), ("to", _targets(scene)), ("procedure", procedures),
        ("promise", {each.id for each in scene.pack.definition.sheet.promises}),
        ("signer", {each.id for each in scene.pack.definition.sheet.signers}),
    ):  # fmt: skip
        if word in said and said[word] not in known:
            problem = f"The service has no {word} `{said[word]}`."
            yield scene.fault((*place, word), problem, suggest(str(said[word]), known))
    marks = said.get("marks") or {}
    unmet = said.get("unmet") or []
    if not isinstance(marks, dict) or not isinstance(unmet, list):
        problem = "Marks are a mapping of points, `unmet` is a list of points."
        yield scene.fault(place, problem, "Write `marks: {point: met}` and `unmet: [point]`.")
        return
    for point in [*marks, *unmet]:
        if point not in scene.points:
            problem = f"There is no review point `{point}`."
            yield scene.fault(place, problem, suggest(str(point), scene.points))
    for point, mark in marks.items():
        if mark not in MARKS:
            problem = f"`{point}` cannot be marked “{mark}”."
            yield scene.fault((*place, "marks", point), problem, f"Write {', '.join(MARKS)}.")
    if "answers" in said:
        yield from _answers(scene, (*place, "answers"), said["answers"])
    if "documents" in said:
        yield from _documents(scene, (*place, "documents"), said["documents"])


def _targets(scene: _Scene) -> set[str]:
    """Where a story may send something: back to a step, or over to another agency."""
    return {*scene.steps, *(each.agency for each in scene.pack.definition.sheet.offerings)}


def _end(scene: _Scene) -> Iterator[Fault]:
    end = scene.told.story.ends
    if end.stage not in STAGES:
        problem = f"No case ends in the stage `{end.stage}`."
        yield scene.fault(("ends", "stage"), problem, suggest(end.stage, STAGES))
    if end.result not in RESULTS:
        problem = f"No case has the result `{end.result}`."
        yield scene.fault(("ends", "result"), problem, suggest(end.result, RESULTS))
    licence = scene.pack.definition.sheet.outcome.licence or ""
    if end.licence and end.licence != licence:
        problem = f"This service does not give the licence `{end.licence}`."
        yield scene.fault(("ends", "licence"), problem, suggest(end.licence, [licence]))
