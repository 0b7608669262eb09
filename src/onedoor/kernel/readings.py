"""Who has read personal data: one row a look, shown to the person it is about."""

from datetime import timedelta

from onedoor.kernel.actors import Actor
from onedoor.kernel.models import Reading
from onedoor.kernel.time import now


def trace(
    *,
    by: Actor,
    subject: str,
    what: str,
    why: str,
    party: str = "",
    within: timedelta | None = None,
) -> None:
    """Write down that `by` has looked at `what` of `subject`, and why (个人信息保护法 54, 69).

    `party` is whose data it was. A person looking at their own leaves no row; somebody who acts for
    them does. Turning the pages of one paper is one look: with `within`, a like row no older than
    that stands for this one too.
    """
    if party and by.party == party and by.scope is None:
        return
    look = {
        "by_kind": by.kind, "by_ref": by.ref, "by_name": by.name, "by_agency": by.agency,
        "party": party, "subject": subject, "what": what, "why": why,
    }  # fmt: skip
    if within and Reading.objects.filter(**look, at__gte=now() - within).exists():
        return
    Reading.objects.create(at=now(), **look)


def readings_of(party: str, *, limit: int = 100) -> list[Reading]:
    """The newest looks at this party's data, for the party's own eyes."""
    return list(Reading.objects.filter(party=party).order_by("-at")[:limit])


def looks_at(subject: str, *, limit: int = 200) -> list[Reading]:
    """The newest looks at this subject, for whoever watches over it."""
    return list(Reading.objects.filter(subject=subject).order_by("-at")[:limit])
