"""The inbox of a party."""

from onedoor.channels.notices.models import Notice
from onedoor.kernel.actors import Actor


def notices_of(*, seen_by: Actor, limit: int = 30) -> list[Notice]:
    """The newest notices to the reader."""
    return list(Notice.objects.filter(party=seen_by.party or "-").order_by("-told_at")[:limit])


def told(subject: str) -> list[str]:
    """The names of the events of `subject` that somebody was told of, in order."""
    return list(
        Notice.objects.filter(subject=subject).order_by("place").values_list("event", flat=True)
    )
