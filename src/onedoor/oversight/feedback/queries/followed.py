"""What can be seen of follow-ups, by the supervisors who call and answer, and by whoever rated;
and what anybody may read of them: the answers, and how each agency kept its days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateTimeField, F, Q, QuerySet
from django.db.models.functions import Cast

from onedoor.kernel.actors import Actor
from onedoor.kernel.counting import counted
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.time import local, midnight, today
from onedoor.oversight.feedback.actions.following_up import hands_in
from onedoor.oversight.feedback.following_up import FOLLOWS, NoSuchFollowUp
from onedoor.oversight.feedback.models import Cause, FollowUp, Step
from onedoor.registers.agencies.queries import at_any_of
from onedoor.registers.people.queries import party_for

__all__ = [
    "Cause",
    "FollowUp",
    "FollowUpFile",
    "FollowedUp",
    "PublicAnswer",
    "PublicAnswers",
    "Step",
    "answers_published",
    "follow_up_for",
    "follow_up_of",
    "follow_ups_for",
    "follow_ups_waiting",
    "how_followed_up",
]


@dataclass(frozen=True, kw_only=True)
class FollowUpFile:
    """One follow-up as a supervisor has it before them: what was said, and whom to call."""

    follow_up: FollowUp
    name: str
    phone: str
    # Whether the reader had a hand in the matter, and so is not to call.
    is_involved: bool


@dataclass(frozen=True, kw_only=True)
class PublicAnswer:
    """What an agency did about a bad rating, as anybody may read it: no word of whoever rated."""

    agency: str
    service: str
    level: int
    answer: str
    on: date
    judged_level: int | None


@dataclass(frozen=True, kw_only=True)
class PublicAnswers:
    """One page of them, and whether there are older ones."""

    answers: list[PublicAnswer]
    page: int
    more: bool


@dataclass(frozen=True, kw_only=True)
class FollowedUp:
    """How an agency deals with bad ratings that have a name: counts."""

    agency: str
    opened: int
    called: int
    answered: int
    late: int
    judged: int
    content: int


def _to_follow(reader: Actor) -> QuerySet[FollowUp]:
    """Those of agencies the reader supervises; none that was lifted or whose person has left."""
    if not reader.is_staff:
        return FollowUp.objects.none()
    mine = reader.agencies_as(FOLLOWS)
    found = FollowUp.objects.select_related("rating").filter(agency__in=mine)
    return found.exclude(step=Step.LIFTED).exclude(rating__party="")


def _seen(found: list[FollowUp], reader: Actor, what: str) -> None:
    looks = [Look(each.rating.party, each.rating.case, what) for each in found]
    trace_all(looks, by=reader, why="差评回访", since=start_of_today())


def follow_ups_for(*, seen_by: Actor, done: bool = False, limit: int = 100) -> list[FollowUp]:
    """What this supervisor is to call or answer, the first due first; or what is answered."""
    found = _to_follow(seen_by)
    if done:
        found = found.filter(step__in=[Step.ANSWERED, Step.JUDGED]).order_by("-answered_at")
    else:
        found = found.filter(step__in=[Step.OPEN, Step.CALLED]).order_by("call_by", "opened_at")
    rows = list(found[:limit])
    _seen(rows, seen_by, "差评清单里的一行")
    return rows


def follow_ups_waiting(*, seen_by: Actor) -> int:
    """How many wait for this supervisor."""
    return counted(_waiting, seen_by)


def _waiting(reader: Actor) -> QuerySet[FollowUp]:
    return _to_follow(reader).filter(step__in=[Step.OPEN, Step.CALLED])


def follow_up_for(id: str, *, seen_by: Actor) -> FollowUpFile:
    """One with the words of whoever rated and how to reach them. NoSuchFollowUp to others.

    Whoever had a hand in the matter learns neither name nor telephone nor words (YouHandledIt when
    they act).
    """
    found = _to_follow(seen_by).filter(pk=id).first()
    if found is None:
        raise NoSuchFollowUp()
    involved = seen_by.ref in hands_in(found)
    if involved:
        found.rating.text = ""
        return FollowUpFile(follow_up=found, name="", phone="", is_involved=True)
    _seen([found], seen_by, "差评、姓名和电话")
    party = party_for(found.rating.party, seen_by=seen_by, why="差评回访")
    return FollowUpFile(
        follow_up=found, name=party.name, phone=party.phone or "", is_involved=False
    )


def follow_up_of(number: str, *, seen_by: Actor) -> FollowUp | None:
    """What came of one's own bad rating of this matter; None where there is nothing."""
    mine = FollowUp.objects.select_related("rating").filter(
        rating__case=number, rating__party=seen_by.party or "-"
    )
    found = mine.exclude(step=Step.LIFTED).first()
    if found is None or not seen_by.may("see", found.rating.service):
        return None
    look = Look(found.rating.party, found.rating.case, "评价和整改")
    trace_all([look], by=seen_by, why="评价", since=start_of_today())
    return found


def answers_published(
    page: int = 1, *, of: Collection[str] | None = None, limit: int = 20
) -> PublicAnswers:
    """The answers to bad ratings, the newest first, for everybody: nothing of whoever rated is
    fetched. However old, each stands on a page.

    `of`: of these agencies alone; without it of all there are.
    """
    found = FollowUp.objects.filter(answered_at__isnull=False).order_by("-answered_at", "-id")
    if of is not None:
        found = found.filter(agency__in=of)
    rows = found.values_list(
        "agency", "answer", "answered_at", "judged_level", "rating__service", "rating__level"
    )
    first = (page - 1) * limit
    told = [
        PublicAnswer(
            agency=agency,
            service=service,
            level=level,
            answer=answer,
            on=local(answered_at).date(),
            judged_level=judged,
        )
        for agency, answer, answered_at, judged, service, level in rows[first : first + limit + 1]
        if answered_at
    ]
    return PublicAnswers(answers=told[:limit], page=page, more=len(told) > limit)


def _after_its_day(moment: str, day: str) -> Q:
    """Whether a moment lies after a day of ours. Days of ours begin before those of UTC, so that a
    moment before that day in UTC is not: of most rows the day of the moment is not reckoned."""
    return Q(**{f"{moment}__gt": Cast(day, DateTimeField()), f"{moment}__date__gt": F(day)})


def how_followed_up(
    *, since: date | None = None, of: Collection[str] | None = None
) -> list[FollowedUp]:
    """By agency, for everybody: bad ratings with a name, called, answered, late, judged.

    `since`: of those opened on that day or later, and of whatever is not answered yet however old.
    `of`: of these agencies alone; without it of all there are.
    """
    late = Q(step=Step.OPEN, call_by__lt=today()) | Q(
        step__in=[Step.OPEN, Step.CALLED], answer_by__lt=today()
    )
    late |= _after_its_day("answered_at", "answer_by") | _after_its_day("called_at", "call_by")
    standing = FollowUp.objects.exclude(step=Step.LIFTED)
    if of is not None:
        standing = standing.filter(at_any_of(of))
    if since is not None:
        standing = standing.filter(
            Q(opened_at__gte=midnight(since)) | Q(step__in=[Step.OPEN, Step.CALLED])
        )
    rows = standing.values("agency").annotate(
        opened=Count("id"),
        called=Count("id", filter=Q(called_at__isnull=False)),
        answered=Count("id", filter=Q(answered_at__isnull=False)),
        late=Count("id", filter=late),
        judged=Count("id", filter=Q(judged_level__isnull=False)),
        content=Count("id", filter=Q(judged_level__gte=3)),
    )
    found = [FollowedUp(**row) for row in rows.order_by("agency")]
    return found if of is None else [each for each in found if each.agency in of]
