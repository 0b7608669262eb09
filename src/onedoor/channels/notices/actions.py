"""What can be done about notices."""

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.db import transaction

from onedoor.channels.notices import rules
from onedoor.channels.notices.models import Notice, Wish
from onedoor.kernel.actors import Actor
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import NotAllowed
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


@transaction.atomic
def wish_for(events: Iterable[str], *, by: Actor) -> None:
    """Be told of these kinds by a short message too, and of no others; unknown kinds are nothing.

    Only for oneself: NotAllowed.
    """
    if by.kind != "person" or by.scope is not None:
        raise NotAllowed()
    wanted = set(events) & set(rules.KINDS)
    Wish.objects.filter(party=by.party).exclude(event__in=wanted).delete()
    Wish.objects.bulk_create(
        [Wish(party=by.party, event=event) for event in sorted(wanted)], ignore_conflicts=True
    )


def send_link(contact: str, text: str, *, title: str, key: str, off: str = "") -> None:
    """One message to a telephone or mailbox somebody named; outside any transaction. OSError.

    `off` is the address that ends such messages: mail programs show it as a button (RFC 8058).
    """
    if "@" in contact:
        headers = {
            "List-Unsubscribe": f"<{off}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        EmailMessage(title, text, None, [contact], headers=headers if off else {}).send()
    else:
        port("messenger").send(to=contact, text=text, key=key)
