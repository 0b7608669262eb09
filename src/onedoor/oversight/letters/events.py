"""What happens to letters. Never a person and nothing of what was said."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class LetterNews(Event):
    """Which letter, of what kind, and who is to answer it."""

    letter: str
    kind: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class LetterSent(LetterNews, name="letter.sent"):
    """Somebody wrote, or wrote again; it is to be answered by a day."""

    due_on: date
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class LetterTransferred(LetterNews, name="letter.transferred"):
    """Another agency is to answer; its day stays."""

    from_agency: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class LetterExtended(LetterNews, name="letter.extended"):
    """It takes longer, once, for reasons its writer reads."""

    working_days: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class LetterMerged(LetterNews, name="letter.merged"):
    """It asks what another letter asks, and is answered with that one."""

    lead: str


@dataclass(frozen=True, kw_only=True)
class LetterAnswered(LetterNews, name="letter.answered"):
    """The agency answered. Of a wrong that was told: whether it was so; if it was, whose it is."""

    wrong: str | None = None
    found: str | None = None
    accused: str | None = None


@dataclass(frozen=True, kw_only=True)
class LetterResultDue(LetterNews, name="letter.result-due"):
    """It was answered, and the public page is to tell by a day what came of it; told again when
    what stood there is gone."""

    result_by: date


@dataclass(frozen=True, kw_only=True)
class LetterResulted(LetterNews, name="letter.resulted"):
    """The public page tells what came of it."""


@dataclass(frozen=True, kw_only=True)
class LetterClosed(LetterNews, name="letter.closed"):
    """Its writer has said whether the answer was one."""

    content: bool


@dataclass(frozen=True, kw_only=True)
class AnswerReleased(LetterNews, name="letter.published"):
    """Question and answer stand on the public page, redacted; `again` in new words."""

    for_everybody = True
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class AnswerWithdrawn(LetterNews, name="letter.unpublished"):
    """They stand there no more."""

    for_everybody = True
