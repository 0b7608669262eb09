"""What happens to verdicts and comments. Never a person and nothing of what was said."""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class VerdictGiven(Event, name="verdict.given"):
    """Somebody said whether a guide was useful, as its edition stood."""

    service: str
    version: int
    useful: bool
    section: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CommentNews(Event):
    """Which comment, on the guide of which service, moderated by which agency."""

    comment: str
    service: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class CommentWritten(CommentNews, name="comment.written"):
    """Somebody told how they did it; it waits to be read."""

    version: int


@dataclass(frozen=True, kw_only=True)
class CommentShown(CommentNews, name="comment.shown"):
    """It stands on the guide."""

    for_everybody = True


@dataclass(frozen=True, kw_only=True)
class CommentRefused(CommentNews, name="comment.refused"):
    """It is not shown, for a reason its writer reads."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class CommentWithdrawn(CommentNews, name="comment.withdrawn"):
    """Its writer took it back; its words are gone."""

    for_everybody = True


@dataclass(frozen=True, kw_only=True)
class CommentReported(CommentNews, name="comment.reported"):
    """A reader says that something is wrong with it."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class CommentKept(CommentNews, name="comment.kept"):
    """It was looked at after reports, and stays."""


@dataclass(frozen=True, kw_only=True)
class CommentTakenDown(CommentNews, name="comment.taken-down"):
    """It stands on the guide no more, for a reason its writer reads."""

    for_everybody = True

    reason: str
