"""What can be done about notices."""

from django.db import transaction

from onedoor.channels.notices.models import Notice
from onedoor.kernel.actors import Actor
from onedoor.kernel.time import now


@transaction.atomic
def mark_read(*, by: Actor) -> int:
    """Everything told to the reader has been read; returns how many were new.

    Who acts for somebody reads nothing in their stead.
    """
    if by.scope:
        return 0
    return Notice.objects.filter(party=by.party or "-", read_at=None).update(read_at=now())


@transaction.atomic
def follow_the_account(before: str, party: str) -> None:
    """What was told to a self-declared party belongs to the party it turned out to be."""
    Notice.objects.filter(party=before).update(party=party)
