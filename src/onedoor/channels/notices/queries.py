"""The inbox of a party, and what offices were told."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from onedoor.casework.cases.queries import cases_of
from onedoor.channels.notices import rules
from onedoor.channels.notices.models import Notice, OfficeNotice, Wish
from onedoor.kernel.actors import Actor
from onedoor.kernel.counting import counted
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.oversight.supervision.queries import agencies_spoken_for, card_is_seen
from onedoor.registers.mandates.kinds import REPRESENTATIVE

__all__ = [
    "Notice",
    "OfficeNotice",
    "kinds_told",
    "notices_of",
    "office_notices",
    "office_notices_of",
    "office_notices_unread",
    "told",
    "told_to_offices_of",
    "wishes_of",
]


def notices_of(*, seen_by: Actor, limit: int = 30) -> list[Notice]:
    """The newest notices to the reader; under a mandate, those of cases that it reaches.

    A firm's legal representative also sees what is told of the firm's mandates. A look by an
    agent or a program leaves a trace.
    """
    notices = Notice.objects.filter(party=seen_by.party or "-")
    if seen_by.scope:
        cases = cases_of(seen_by.party, seen_by=seen_by, limit=500)
        reached = Q(subject__in=[each.subject for each in cases])
        if seen_by.scope.kind == REPRESENTATIVE:
            reached |= Q(subject__startswith="mandate:")
        notices = notices.filter(reached)
    found = list(notices.order_by("-told_at")[:limit])
    looks = [Look(each.party, each.subject, gettext_noop("消息")) for each in found]
    trace_all(looks, by=seen_by, why=gettext_noop("消息"), since=start_of_today())
    return found


def told(subject: str) -> list[str]:
    """The names of the events of `subject` that somebody was told of, in order."""
    return list(
        Notice.objects.filter(subject=subject).order_by("place").values_list("event", flat=True)
    )


def kinds_told() -> dict[str, str]:
    """What one can be told of by a short message too: the event, and its words."""
    return {event: _(words) for event, words in rules.KINDS.items()}


def wishes_of(*, seen_by: Actor) -> set[str]:
    """Of which kinds of events the reader is told by a short message too; to nobody else."""
    if seen_by.kind != "person" or seen_by.scope is not None:
        return set()
    rows = Wish.objects.filter(party=seen_by.party).values_list("event", "party")
    return {event for event, _party in rows}


def told_to_offices_of(reader: Actor) -> QuerySet[OfficeNotice]:
    """What the offices that the reader speaks for were told, as agencies and as watchers."""
    if not reader.is_staff:
        return OfficeNotice.objects.none()
    own = Q(side="agency", office__in=agencies_spoken_for(reader))
    watched = Q(side="watcher", office__in=sorted(reader.agencies_as("supervisor")))
    return OfficeNotice.objects.filter(own | watched)


def office_notices(*, seen_by: Actor, limit: int = 100) -> list[OfficeNotice]:
    """The newest notices to the reader's offices. They name agencies and rules, and nobody."""
    return list(told_to_offices_of(seen_by).order_by("-told_at", "-place")[:limit])


def office_notices_unread(*, seen_by: Actor) -> int:
    """How many of them nobody of the office has opened yet."""
    return counted(_unread, seen_by) if seen_by.is_staff else 0


def _unread(reader: Actor) -> QuerySet[OfficeNotice]:
    return told_to_offices_of(reader).filter(read_at=None)


def office_notices_of(card: str, *, seen_by: Actor) -> list[OfficeNotice]:
    """When each side of a card was told what, and opened it; nothing of a card out of reach."""
    if not card_is_seen(card, seen_by=seen_by):
        return []
    return list(OfficeNotice.objects.filter(subject=f"card:{card}").order_by("place", "side"))
