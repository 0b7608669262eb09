"""Showing a licence: a code of a minute, renewed by its holder, opened once by whoever has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.readings import trace
from onedoor.kernel.time import local, now
from onedoor.registers.licences.queries import licence_for
from onedoor.registers.showing import events, refusals, rules
from onedoor.registers.showing.codes import (
    digits_index,
    link_index,
    new_digits,
    new_link,
    place_index,
)
from onedoor.registers.showing.faces import face_of
from onedoor.registers.showing.models import Show, Tried
from onedoor.registers.showing.purposes import purpose_word
from onedoor.registers.showing.queries import Shown, chain_of, shown_by, thing_of
from onedoor.registers.transcripts.queries import transcript_for

_COUNT = """
INSERT INTO showing_tried (key, count, until) VALUES (%(key)s, 1, %(until)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN showing_tried.until <= %(now)s THEN 1 ELSE showing_tried.count + 1 END,
    until = CASE WHEN showing_tried.until <= %(now)s THEN %(until)s ELSE showing_tried.until END
RETURNING count, until
"""


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A show with the codes that open it now; they are told this once."""

    show: Show
    link: str
    digits: str


def begin_show(number: str, *, facts: Sequence[str], purpose: str, by: Actor) -> Coded:
    """Begin to show these lines of a licence, of any standing: whoever opens it sees how it stands.

    Of an age "满 60 周岁" and the like say yes or no in place of the number. NotFound,
    NotYoursToShow, NothingChosen, NoSuchFact, NoSuchPurpose.
    """
    licence = licence_for(number, seen_by=by)
    return _begun(Show(licence=licence), facts, purpose, by=by)


def begin_transcript_show(
    transcript: UUID | str, *, facts: Sequence[str], purpose: str, by: Actor
) -> Coded:
    """Begin to show a compared paper licence of before, as grade B, where its type is known.

    NoSuchTranscript, NotOfAType, and as begin_show.
    """
    found = transcript_for(transcript, seen_by=by)
    if not found.kind:
        raise refusals.NotOfAType()
    return _begun(Show(transcript=found), facts, purpose, by=by)


def _begun(show: Show, facts: Sequence[str], purpose: str, *, by: Actor) -> Coded:
    face = face_of(thing_of(show))
    if refusal := rules.why_not_show(by, face.service) or rules.why_not_choose(
        facts, of=face.labels, purpose=purpose
    ):
        raise refusal
    show.holder, show.purpose = face.holder, purpose
    show.facts = [label for label, _said in face.chosen(facts)]
    show.begun_at, show.begun_by = now(), by.ref
    return _coded(show)


@transaction.atomic
def renew_show(show_id: UUID | str, *, by: Actor) -> Coded:
    """A new code in place of the old, which opens nothing any more. NoSuchShow, ShowEnded."""
    show = _own(show_id, by)
    if refusal := rules.why_not_renew(show, at=now()):
        raise refusal
    return _coded(show)


@transaction.atomic
def end_show(show_id: UUID | str, *, by: Actor) -> None:
    """Let the code open nothing from this moment; done twice, nothing more happens."""
    show = _own(show_id, by)
    if show.opened_at is None and show.ended_at is None:
        show.ended_at = now()
        show.save(update_fields=["ended_at"])


def open_show(
    *, link: str = "", digits: str = "", opener: str = "", why: str = "", place: str, by: Actor
) -> Shown:
    """What the holder chose, once and within the minute; how the licence stands at this moment.

    The look is a row for the holder, with what the opener says of themselves. NoSuchShow,
    ShowIsOver, ShownAlready, and TriedTooOften for an address that keeps guessing.
    """
    _not_too_often(place)
    with transaction.atomic():
        found = shown_by(link=link, digits=digits)
        show = Show.objects.select_for_update().get(pk=found) if found else None
        if show is not None and (refusal := rules.why_not_open(show, at=now())):
            raise refusal
        if show is not None:
            return _opened(show, opener.strip(), why.strip(), by=by)
    _count_a_miss(place)
    raise refusals.NoSuchShow()


def _opened(show: Show, opener: str, why: str, *, by: Actor) -> Shown:
    show.opened_at = now()
    show.opener, show.opener_why = opener[: rules.NAME], why[: rules.NAME]
    show.save(update_fields=["opened_at", "opener", "opener_why"])
    face = face_of(thing_of(show))
    told = events.LicenceShown(
        subject=chain_of(thing_of(show)), show=str(show.pk), facts=show.facts, purpose=show.purpose
    )
    record(told, by=by)
    said = Actor(kind="anyone", ref="anyone", name=show.opener)
    trace(
        by=by if by.kind != "anyone" else said,
        subject=f"show:{show.pk}",
        what=f"{face.kind_name} {face.number}",
        why=show.opener_why or purpose_word(show.purpose),
        party=show.holder,
    )
    return Shown.of(show, face)


def _coded(show: Show) -> Coded:
    """The show with new codes; eight digits that another waiting show has are drawn again."""
    link, digits = new_link(), new_digits()
    waiting = Show.objects.filter(opened_at=None, ended_at=None).exclude(pk=show.pk)
    while waiting.filter(digits=digits_index(digits)).exists():
        digits = new_digits()
    show.link, show.digits = link_index(link), digits_index(digits)
    show.until = now() + rules.CODE_LIVES
    show.save()
    return Coded(show=show, link=link, digits=digits)


def forget_what_is_over() -> None:
    """Let go of the digits of shows that nobody opened, and of counts whose span is over."""
    begun_before = now() - rules.SHOW_LIVES
    waiting = Show.objects.filter(opened_at=None, ended_at=None, begun_at__lt=begun_before)
    waiting.update(ended_at=now())
    Tried.objects.filter(until__lt=now()).delete()


def _own(show_id: UUID | str, by: Actor) -> Show:
    found = Show.objects.select_for_update().filter(pk=show_id, holder=by.party or "-").first()
    if found is None or rules.why_not_show(by, face_of(thing_of(found)).service):
        raise refusals.NoSuchShow()
    return found


def _not_too_often(place: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT until FROM showing_tried WHERE key = %s AND until > %s AND count >= %s",
            [place_index(place), now(), rules.TRIES],
        )
        row = cursor.fetchone()
    if row:
        raise refusals.TriedTooOften(until=f"{local(row[0] + timedelta(minutes=1)):%H:%M}")


def _count_a_miss(place: str) -> None:
    facts: dict[str, str | datetime] = {
        "key": place_index(place), "now": now(), "until": now() + rules.TRY_SPAN,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, facts)
