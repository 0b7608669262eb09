"""What can be done about notices."""

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.db import transaction

from onedoor.channels.notices import rules
from onedoor.channels.notices.models import Notice, OfficeNotice, Wish
from onedoor.channels.notices.office_words import BothSides
from onedoor.channels.notices.queries import told_to_offices_of
from onedoor.kernel.actors import Actor
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import now
from onedoor.oversight.supervision.events import CardNews


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


@transaction.atomic
def tell_offices(event: CardNews, words: BothSides, *, watcher: str) -> None:
    """Lay on the desks of both sides of a card what concerns them; told twice, it is there once."""
    for office, side, text in (
        (event.agency, "agency", words.agency),
        (watcher, "watcher", words.watcher),
    ):
        if office and text:
            OfficeNotice.objects.get_or_create(
                subject=event.subject,
                place=event.number_in_chain,
                office=office,
                side=side,
                defaults={
                    "event": event.name,
                    "level": event.level,
                    "text": text,
                    "told_at": event.at or now(),
                },
            )


@transaction.atomic
def open_office_notices(shown: Iterable[OfficeNotice], *, by: Actor) -> int:
    """Whoever speaks for an office has these before them; how many nobody had opened yet."""
    keys = [each.pk for each in shown if each.read_at is None]
    return told_to_offices_of(by).filter(pk__in=keys, read_at=None).update(read_at=now())


def mail_an_office(mailbox: str, text: str, *, title: str, key: str) -> None:
    """One mail to the mailbox of an office; outside any transaction. OSError.

    `key` tells it from every other: sent again after a failure, it is the same mail (RFC 5322).
    """
    EmailMessage(title, text, None, [mailbox], headers={"Message-ID": f"<{key}>"}).send()


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
