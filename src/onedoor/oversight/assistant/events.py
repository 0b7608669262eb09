"""What happens to the answers of the assistant."""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AnswerJudged(Event, name="assistant.answer-judged"):
    """An editor said whether an answer of the sample was right. `subject` is "sample:<id>".

    The question itself is deleted with it; its week counts one more.
    """

    service: str
    parts: str
    version: int
    right: bool
