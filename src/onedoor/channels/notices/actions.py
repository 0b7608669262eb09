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
