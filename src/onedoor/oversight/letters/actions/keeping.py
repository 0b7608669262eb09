"""Keeping letters no longer than there is reason to."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from onedoor.kernel.time import now
from onedoor.oversight.letters.kinds import limit
from onedoor.oversight.letters.models import Letter, State


@transaction.atomic
def part_letters_from(party: str) -> None:
    """Whoever leaves is no more known as the writer; letters that wait are answered all the same.

    What was written stays with the office as the ground of what it did (个人信息保护法 47).
    """
    Letter.objects.filter(party=party).update(party="", hidden=True)


@transaction.atomic
def follow_the_account(before: str, party: str) -> None:
    """What a self-declared party wrote belongs to the party it turned out to be."""
    Letter.objects.filter(party=before).update(party=party)


@transaction.atomic
def forget_old_letters() -> int:
    """Remove letters without an account whose time is over, but for what is published.

    Returns how many; the record keeps that there was one.
    """
    before = now() - timedelta(days=limit("kept_days_unknown"))
    old = Letter.objects.annotate(last=Max("words__at")).filter(
        party="", last__lt=before, published=None, merged=None
    )
    keys = list(old.exclude(state=State.OPEN).values_list("pk", flat=True)[:1000])
    return Letter.objects.filter(pk__in=keys).delete()[0] and len(keys)
