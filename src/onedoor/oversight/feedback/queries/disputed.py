"""What can be seen of disputes: by the supervisors of the agency rated, and by whoever decides."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from onedoor.kernel.actors import Actor
from onedoor.kernel.counting import counted
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import days, local, now, today
from onedoor.oversight.feedback.actions.disputing import hands_in_matter
from onedoor.oversight.feedback.disputing import NoSuchDispute
from onedoor.oversight.feedback.following_up import FOLLOWS
from onedoor.oversight.feedback.known import known
from onedoor.oversight.feedback.models import Dispute, Ground, Rating
from onedoor.oversight.feedback.terms import until

__all__ = [
    "BadRating",
    "Dispute",
    "DisputeFile",
    "Ground",
    "bad_rating_for",
    "bad_ratings",
    "dispute_for",
    "disputes_for",
    "disputes_waiting",
]
# Bad ratings are listed so long: whoever may still object, and what became of it.
LISTED_DAYS = 40


@dataclass(frozen=True, kw_only=True)
class BadRating:
    """A bad rating as a supervisor of the agency rated has it: never by whom it was given."""

    rating: Rating
    # The newest objection to it, if any.
    dispute: Dispute | None
    until: date
    # Whether the reader had a hand in the matter, and so neither reads the words nor objects.
    is_involved: bool = False

    @property
    def may_dispute(self) -> bool:
        """Whether its words can be objected to still."""
        said = self.dispute is not None and (
            self.dispute.upheld is None or self.dispute.raised_at >= self.rating.spoken_at
        )
        return not said and today() <= self.until and not self.is_involved


@dataclass(frozen=True, kw_only=True)
class DisputeFile:
    """One dispute as whoever decides has it before them: no name of anybody."""

    dispute: Dispute
    is_involved: bool


def bad_ratings(*, seen_by: Actor, limit: int = 100) -> list[BadRating]:
    """The bad ratings of the agencies that the reader supervises, the newest first; no words."""
    found = list(_bad(seen_by).order_by("-given_at")[:limit])
    _seen(found, seen_by, "差评清单里的一行")
    for each in found:
        each.text = ""
    return [_as_bad(each) for each in found]


def bad_rating_for(id: str, *, seen_by: Actor) -> BadRating:
    """One of them with its words. NoSuchDispute to others; whoever handled it reads no words."""
    found = _bad(seen_by).filter(pk=id).first()
    if found is None:
        raise NoSuchDispute()
    involved = seen_by.ref in {entry.by_ref for entry in entries_of(found.case)}
    if involved:
        found.text = ""
    else:
        _seen([found], seen_by, "差评写的话")
    return _as_bad(found, is_involved=involved)


def disputes_for(*, seen_by: Actor, decided: bool = False, limit: int = 100) -> list[Dispute]:
    """What this supervisor is to decide, the first due first; or what is decided."""
    found = _to_decide(seen_by).filter(upheld__isnull=not decided)
    rows = list(found.order_by("-decided_at" if decided else "decide_by")[:limit])
    _seen([each.rating for each in rows], seen_by, "评价异议清单里的一行")
    return rows


def disputes_waiting(*, seen_by: Actor) -> int:
    """How many wait for this supervisor's decision."""
    return counted(_waiting, seen_by)


def _waiting(reader: Actor) -> QuerySet[Dispute]:
    return _to_decide(reader).filter(upheld__isnull=True)


def dispute_for(id: str, *, seen_by: Actor) -> DisputeFile:
    """One with what both sides said. NoSuchDispute to others."""
    found = _to_decide(seen_by).filter(pk=id).first()
    if found is None:
        raise NoSuchDispute()
    involved = seen_by.ref in hands_in_matter(found.rating)
    if involved:
        found.rating.text = ""
    else:
        _seen([found.rating], seen_by, "差评写的话和异议")
    return DisputeFile(dispute=found, is_involved=involved)


def _bad(reader: Actor) -> QuerySet[Rating]:
    if not reader.is_staff:
        return Rating.objects.none()
    newest = Prefetch("disputes", Dispute.objects.order_by("-raised_at"))
    return Rating.objects.prefetch_related(newest).filter(
        agency__in=reader.agencies_as(FOLLOWS),
        level__lte=int(known()["follow_up"]["from_level"]),
        given_at__gt=now() - days(LISTED_DAYS),
    )


def _as_bad(rating: Rating, *, is_involved: bool = False) -> BadRating:
    last = until(rating.agency, "raise_within", after=local(rating.spoken_at).date()).day
    newest = next(iter(rating.disputes.all()), None)
    return BadRating(rating=rating, dispute=newest, until=last, is_involved=is_involved)


def _to_decide(reader: Actor) -> QuerySet[Dispute]:
    """Of agencies that the reader's office watches; nothing of an agency of the reader's own."""
    if not reader.is_staff:
        return Dispute.objects.none()
    own = {post.partition("/")[0] for post in reader.posts} | {reader.agency}
    found = Dispute.objects.select_related("rating").filter(watcher__in=reader.agencies_as(FOLLOWS))
    return found.exclude(agency__in=own)


def _seen(ratings: list[Rating], reader: Actor, what: str) -> None:
    looks = [Look(each.party, each.case, what) for each in ratings if each.party]
    trace_all(looks, by=reader, why="评价异议", since=start_of_today())
