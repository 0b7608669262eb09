"""What happens to transcripts. `subject` is `transcript:` and its id."""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class TranscriptEntered(Event, name="transcript.entered"):
    """A clerk wrote down a paper licence of the own agency; it counts for nothing yet."""

    agency: str
    scan: str


@dataclass(frozen=True, kw_only=True)
class TranscriptCompared(Event, name="transcript.compared"):
    """Another clerk compared it with the agency's file: it agrees (grade B), or it does not."""

    agency: str
    agrees: bool


@dataclass(frozen=True, kw_only=True)
class TranscriptTyped(Event, name="transcript.typed"):
    """A clerk of its agency said of what type it is; it had been entered without one."""

    agency: str
    kind: str
