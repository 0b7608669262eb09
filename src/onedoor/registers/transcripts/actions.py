"""Entering a paper licence, and comparing what was entered with the file."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.queries import agency as agency_called
from onedoor.registers.people.queries import party_for, party_matching
from onedoor.registers.transcripts import events, refusals
from onedoor.registers.transcripts.models import State, Transcript
from onedoor.registers.transcripts.queries import types_entered_by


class Scan(NamedTuple):
    """A file in the store, as it was looked into."""

    digest: str
    name: str
    media_type: str
    size: int = 0
    pages: int = 0


def enter_transcript(
    *,
    kind_name: str,
    number: str,
    holder_name: str,
    holder_number: str,
    facts: Sequence[tuple[str, str]],
    issued_on: date | None,
    valid_until: date | None,
    scan: Scan,
    by: Actor,
    kind: str = "",
) -> Transcript:
    """Write down a paper licence of one's own agency; `kind` is its type, "" where it has none.

    OnlyAtTheWindow, Lacking, NoSuchType, WrongDays, NobodyCalledSo, EnteredAlready.
    """
    if not by.is_staff or not by.holds(f"{by.agency}/window"):
        raise refusals.OnlyAtTheWindow()
    for where, what, value in (
        ("kind_name", "证的名称", kind_name), ("number", "证上的编号", number),
        ("facts", "证上的内容，每行一项，写成“名称：内容”", facts), ("scan", "扫描件", scan.digest),
        ("issued_on", "发证日期", issued_on),
    ):  # fmt: skip
        if not value:
            raise refusals.Lacking(where=where, what=what)
    assert issued_on is not None
    if issued_on > today() or (valid_until and valid_until < issued_on):
        raise refusals.WrongDays(where="issued_on")
    if kind and kind not in types_entered_by(by.agency):
        raise refusals.NoSuchType(where="kind")
    holder = party_matching(name=holder_name, number=holder_number, seen_by=by)
    if not holder:
        raise refusals.NobodyCalledSo(where="holder_number")
    made = Transcript(
        agency=by.agency, agency_name=agency_called(by.agency).name, kind=kind,
        kind_name=kind_name.strip(), number=number.strip(), holder=holder,
        holder_name=party_for(holder, seen_by=SYSTEM).name,
        facts=[{"label": label, "value": value} for label, value in facts], issued_on=issued_on,
        valid_until=valid_until, scan=scan.digest, scan_name=scan.name[:200],
        scan_type=scan.media_type, scan_size=scan.size, scan_pages=scan.pages,
        entered_by=by.ref, entered_by_name=by.name[:100], entered_at=now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            told = events.TranscriptEntered(
                subject=_subject(made), agency=made.agency, scan=made.scan
            )
            record(told, by=by, begins=True)
    except IntegrityError:
        raise refusals.EnteredAlready(where="number") from None
    return made


@transaction.atomic
def compare_transcript(transcript: UUID | str, *, agrees: bool, note: str, by: Actor) -> Transcript:
    """Say, after looking into the agency's file, that it agrees (grade B) or does not, and why.

    NoSuchTranscript, OwnEntry, ComparedAlready, Lacking.
    """
    held = Transcript.objects.select_for_update().filter(pk=transcript, agency=by.agency or "-")
    found = held.first()
    if found is None or not by.is_staff:
        raise refusals.NoSuchTranscript()
    if found.entered_by == by.ref:
        raise refusals.OwnEntry()
    if found.state != State.ENTERED:
        raise refusals.ComparedAlready()
    if not note.strip():
        raise refusals.Lacking(where="note", what="和什么核对的，或者哪里对不上")
    found.state = State.COMPARED if agrees else State.DECLINED
    found.compared_by, found.compared_by_name = by.ref, by.name[:100]
    found.compared_at, found.note = now(), note.strip()[:200]
    found.save()
    told = events.TranscriptCompared(subject=_subject(found), agency=found.agency, agrees=agrees)
    record(told, by=by)
    return found


@transaction.atomic
def name_the_type(transcript: UUID | str, *, kind: str, because: str, by: Actor) -> Transcript:
    """Say of what type a paper licence is that was entered without one, and why.

    From then on it can be shown by a code and stand in for a document, once it is compared.
    OnlyAtTheWindow, NoSuchTranscript, TypeNamedAlready, TurnedDown, NoSuchType, Lacking.
    """
    if not by.is_staff or not by.holds(f"{by.agency}/window"):
        raise refusals.OnlyAtTheWindow()
    held = Transcript.objects.select_for_update().filter(pk=transcript, agency=by.agency)
    found = held.first()
    if found is None:
        raise refusals.NoSuchTranscript()
    if found.kind:
        raise refusals.TypeNamedAlready()
    if found.state == State.DECLINED:
        raise refusals.TurnedDown()
    if kind not in types_entered_by(found.agency):
        raise refusals.NoSuchType(where="kind")
    if not because.strip():
        raise refusals.Lacking(where="because", what="凭什么认定是这一种")
    found.kind, found.named_because = kind, because.strip()[:200]
    found.named_by, found.named_by_name, found.named_at = by.ref, by.name[:100], now()
    found.save()
    record(events.TranscriptTyped(subject=_subject(found), agency=found.agency, kind=kind), by=by)
    return found


def _subject(transcript: Transcript) -> str:
    return f"transcript:{transcript.pk}"


@transaction.atomic
def follow_the_holder(before: str, party: str) -> None:
    """Whoever held it as `before` turned out to be `party`; why, says its `account.bound`."""
    Transcript.objects.filter(holder=before).update(holder=party)
