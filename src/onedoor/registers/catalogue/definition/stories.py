"""Stories: a filled sample for the guide, a regression test, and a piece of the sample city."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from onedoor.registers.catalogue.definition.ground import Name, Strict, Text

Act = Literal[
    "apply", "pre_review", "request_corrections", "correct", "accept", "not_accept",
    "transfer", "finish_step", "vote", "return_step", "arrange", "report", "offer_hearing",
    "request_hearing", "call_hearing", "close_hearing", "object", "answer_objection", "suspend",
    "resume", "extend", "decide", "withdraw",
    "rate", "wait",
    "hand_in_promised", "check_promise", "object_to_finding", "answer_finding", "report_repair",
    "answer_repair", "sign", "decline_signing",
]  # fmt: skip


class StoryStep(Strict):
    """On day `day` (calendar days after `begin`), `who` does `does`, with these words.

    `refused` names the refusal that must come; then nothing may have moved.
    """

    day: int
    who: str = ""
    does: Act
    with_: dict[str, Any] = Field(default_factory=dict, alias="with")
    refused: str = ""


class StoryEnd(Strict):
    """How it must end. Dates are what the real calendar says."""

    stage: str
    result: str = ""
    due: date | None = None
    promised: date | None = None
    licence: str = ""
    papers: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    deemed: bool | None = None


class Story(Strict):
    """stories/<name>.yaml. `applicant` and the clerks are people of the sample city."""

    story: Text
    shows: Text | None = None
    # A story beside it that this one begins like: place, applicant, situation, answers and
    # documents are those of that story where nothing else is said here.
    like: str = ""
    # The sample printed on the guide: one story of each service says true.
    sample: bool = False
    begin: date
    at: str
    applicant: Name
    situation: dict[Name, str] = Field(default_factory=dict)
    answers: dict[Name, Any]
    # Document id → file name in the pack's samples folder, or the word "drawn" for a made sample.
    documents: dict[Name, str] = Field(default_factory=dict)
    # The promises the applicant signs while applying, by id.
    promises: tuple[Name, ...] = ()
    steps: tuple[StoryStep, ...]
    ends: StoryEnd
