"""Keeping verdicts and comments no longer than there is reason to."""

from django.db import transaction
from django.db.models import Q

from onedoor.kernel.time import days, now
from onedoor.oversight.comments.models import Comment, State, Verdict
from onedoor.oversight.comments.told import limit


@transaction.atomic
def remove_comments_of(party: str) -> None:
    """Whoever leaves takes their comments along, from the guides too (个人信息保护法 47)."""
    Comment.objects.filter(party=party).delete()


@transaction.atomic
def follow_the_account(before: str, party: str) -> None:
    """What a self-declared party wrote belongs to the party it turned out to be.

    Where both had told of the same matter, the earlier party's goes.
    """
    open_states = [State.WAITING, State.SHOWN]
    told = Comment.objects.filter(party=party, state__in=open_states).values("service")
    Comment.objects.filter(party=before, state__in=open_states, service__in=told).delete()
    Comment.objects.filter(party=before).update(party=party)


@transaction.atomic
def forget_comments() -> int:
    """Remove what has been kept its time: words of verdicts, verdicts, comments. How many went."""
    at = now()

    def ago(name: str):  # type: ignore[no-untyped-def]
        return at - days(limit(name))

    Verdict.objects.filter(given_at__lt=ago("kept_words")).exclude(text="").update(text="")
    gone, _each = Verdict.objects.filter(given_at__lt=ago("kept_verdicts")).delete()
    old = Q(state=State.SHOWN, decided_at__lt=ago("kept_shown"))
    old |= Q(state__in=[State.REFUSED, State.WITHDRAWN], decided_at__lt=ago("kept_unshown"))
    keys = list(Comment.objects.filter(old).values_list("pk", flat=True)[:1000])
    Comment.objects.filter(pk__in=keys).delete()
    return gone + len(keys)
