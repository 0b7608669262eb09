"""What can be seen of transcripts, and by whom."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from onedoor.kernel.actors import Actor
from onedoor.kernel.ports import port
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.time import today
from onedoor.registers.catalogue.definition import say
from onedoor.registers.catalogue.queries import services
from onedoor.registers.transcripts import refusals
from onedoor.registers.transcripts.models import State, Transcript

__all__ = [
    "Transcript",
    "scan_of",
    "stands",
    "transcript_for",
    "transcripts_at",
    "transcripts_of",
    "types_entered_by",
]


def types_entered_by(agency: str) -> dict[str, str]:
    """The types of licence that services of this agency end in: code and name, by name."""
    found = {}
    for each in services():
        kind = each.parsed.licence
        if kind is not None and any(one.agency == agency for one in each.parsed.sheet.offerings):
            found[kind.code] = say(kind.name)
    return dict(sorted(found.items(), key=lambda each: each[1]))


def stands(transcript: Transcript) -> bool:
    """Whether it was compared and has not run out today."""
    until = transcript.valid_until
    return transcript.state == State.COMPARED and (until is None or until >= today())


def transcripts_of(party: str, *, seen_by: Actor) -> list[Transcript]:
    """The compared paper licences of a party, newest first: for itself, and its agents for all."""
    found = _reach(seen_by).filter(holder=party, state=State.COMPARED).order_by("-issued_on")
    return _traced(list(found), seen_by)


def transcripts_at(*, seen_by: Actor, limit: int = 200) -> list[Transcript]:
    """Those of a clerk's own agency, what waits for a comparison first; to nobody else."""
    if not seen_by.is_staff:
        return []
    found = _reach(seen_by).order_by("compared_at", "-entered_at")
    rows = sorted(found[:limit], key=lambda each: each.state != State.ENTERED)
    return _traced(rows, seen_by)


def transcript_for(transcript: UUID | str, *, seen_by: Actor) -> Transcript:
    """One, for its agency's clerks, and for its holder once compared; NoSuchTranscript."""
    found = _reach(seen_by).filter(pk=transcript).first()
    if found is None:
        raise refusals.NoSuchTranscript()
    return _traced([found], seen_by)[0]


def scan_of(transcript: UUID | str, *, seen_by: Actor) -> tuple[Transcript, bytes]:
    """The scan, for whom the transcript is; NoSuchTranscript."""
    found = transcript_for(transcript, seen_by=seen_by)
    try:
        content: bytes = port("store").get(found.scan)
    except (KeyError, ValueError, OSError):
        raise refusals.NoSuchTranscript() from None
    return found, content


def _reach(reader: Actor) -> QuerySet[Transcript]:
    rows = Transcript.objects.all()
    if reader.kind == "system":
        return rows
    if reader.is_staff and reader.agency and reader.posts:
        return rows.filter(agency=reader.agency)
    # A paper licence is of no service: a mandate for some services does not reach it.
    whole = reader.scope is None or not reader.scope.services
    if not reader.party or not whole:
        return rows.none()
    return rows.filter(holder=reader.party, state=State.COMPARED)


def _traced(rows: Sequence[Transcript], reader: Actor) -> list[Transcript]:
    looks = [Look(each.holder, f"transcript:{each.pk}", str(each)) for each in rows]
    since = start_of_today() if reader.is_staff or reader.scope else None
    trace_all(looks, by=reader, why="补录、核对纸质证", since=since)
    return list(rows)
