"""When a question is answered, when not, and what may be kept of it. No queries, no writes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onedoor.kernel.actors import Actor
from onedoor.kernel.redacting import personal, veiled
from onedoor.kernel.refusals import Refusal
from onedoor.oversight.assistant import refusals as no
from onedoor.oversight.assistant.reading import LONGEST, Reading, held_in, likeness
from onedoor.registers.finding.queries import Found

# How well the matter must be found, how much of what was said of it must be answered, and how far
# the second best must stay behind.
SURE, WHOLE, AHEAD = 0.45, 0.85, 0.06
# What a guide is itself called, against what else is said of it.
OWN_NAMES = ("title", "official")
# How alike an answered question must be to the one put: of both, or the whole of it within.
ALIKE, WITHIN = 0.66, 0.8
NEAR, MOST_PARTS = 3, 2
# One question of so many is kept for judging, and so long.
ONE_OF, KEPT_DAYS = 10, 30
JUDGES = ("editor", "supervisor")

Why = Literal["", "nothing", "no-matter", "no-part", "unsure", "twins", "not-here"]


@dataclass(frozen=True)
class Answered:
    """A question people asked before: of which service, and which of its questions.

    `piece` is the address of the published answer, where an agency published it by itself.
    """

    service: str
    number: int | None
    question: str
    piece: str = ""


@dataclass(frozen=True)
class Answer:
    """Which parts of which guide answer; or why none does, and which guides lie near."""

    why: Why = ""
    service: str = ""
    parts: tuple[str, ...] = ()
    # Which of the answered questions, from 0; None for a part.
    number: int | None = None
    # The address of the published question and answer, or "".
    piece: str = ""
    near: tuple[str, ...] = ()
    # Twelve digits of the division that the question names, or "".
    place: str = ""

    @property
    def is_given(self) -> bool:
        """Whether a guide answers."""
        return not self.why

    @property
    def named(self) -> str:
        """What answers, in a word: the parts, "faq:<number>" or "piece:<address>"."""
        if self.piece:
            return f"piece:{self.piece}"
        return ",".join(self.parts) if self.number is None else f"faq:{self.number}"


def decided(reading: Reading, found: Sequence[Found]) -> Answer:
    """The part of the guide that the matter names, if matter and part are both sure."""
    near = tuple(each.service for each in found if each.service)[:NEAR]
    if not reading.matter or not found or reading.is_elsewhere:
        return Answer(why="no-matter", near=near)
    if not reading.parts or len(reading.parts) > MOST_PARTS:
        return Answer(why="no-part", near=near)
    best = _meant(found)
    if best is None:
        return Answer(why="twins", near=near)
    if best.score < SURE or best.share < WHOLE:
        return Answer(why="unsure", near=near)
    return Answer(service=best.service, parts=reading.parts, near=near)


def _meant(found: Sequence[Found]) -> Found | None:
    """The best by far; of several alike the only one that is called so itself; or none."""
    alike = [each for each in found if found[0].score - each.score < AHEAD]
    if len(alike) > 1:
        alike = [each for each in alike if each.kind in OWN_NAMES]
    return alike[0] if len(alike) == 1 else None


def asked_before(question: str, known: Sequence[Answered]) -> Answered | None:
    """The answered question that is the same as this one; None when none is, or two are.

    Of two alike about one service the first answers: that of the guide.
    """
    alike = [
        (max(likeness(question, each.question), within), each)
        for each in known
        if (within := held_in(question, each.question)) >= WITHIN
        or likeness(question, each.question) >= ALIKE
    ]
    alike.sort(key=lambda pair: -pair[0])
    best = [each for score, each in alike if score == alike[0][0]]
    if len({each.service for each in best}) != 1:
        return None
    return alike[0][1]


def kept_of(question: str) -> str:
    """What may be kept of a question for a while: no number, mailbox or telephone of anybody."""
    text = " ".join(question.replace("\x00", " ").split())[:LONGEST]
    return veiled(text, personal(text))


def agencies_judged(by: Actor) -> frozenset[str]:
    """The agencies at which somebody edits or supervises guides."""
    return by.agencies_as(*JUDGES)


def why_not_judge(by: Actor, agencies: Iterable[str]) -> Refusal | None:
    """Only an editor or supervisor of an agency that offers the service says if it was right."""
    return None if agencies_judged(by) & set(agencies) else no.NotYours()
