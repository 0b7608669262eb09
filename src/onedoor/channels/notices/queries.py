"""The inbox of a party."""

from onedoor.casework.cases.queries import cases_of
from onedoor.channels.notices.models import Notice
from onedoor.kernel.actors import Actor


def notices_of(*, seen_by: Actor, limit: int = 30) -> list[Notice]:
    """The newest notices to the reader; under a mandate, those of cases that it reaches."""
    notices = Notice.objects.filter(party=seen_by.party or "-")
    if seen_by.scope:
        cases = cases_of(seen_by.party, seen_by=seen_by, limit=500)
        notices = notices.filter(subject__in=[each.subject for each in cases])
    return list(notices.order_by("-told_at")[:limit])


def told(subject: str) -> list[str]:
    """The names of the events of `subject` that somebody was told of, in order."""
    return list(
        Notice.objects.filter(subject=subject).order_by("place").values_list("event", flat=True)
    )
