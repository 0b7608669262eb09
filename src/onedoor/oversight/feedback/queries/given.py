"""What can be seen of ratings: figures for anybody, the words without the person. And of enquiries:
by whoever asked and whoever answers, never by the one they are about. See also `followed`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from onedoor.casework.cases.queries import Case, progress_by_code
from onedoor.kernel.actors import ANYONE, Actor
from onedoor.kernel.counting import counted
from onedoor.kernel.readings import Look, Reading, readings_numbered, start_of_today, trace_all
from onedoor.kernel.time import midnight, today
from onedoor.oversight.feedback.actions.rating import rate_until
from onedoor.oversight.feedback.enquiring import NoSuchEnquiry
from onedoor.oversight.feedback.models import Dispute, Enquiry, Rating, Said, State, Visit
from onedoor.oversight.feedback.rules import LEVELS, why_not_rate
from onedoor.oversight.feedback.terms import terms_of
from onedoor.registers.agencies.queries import at_any_of

__all__ = [
    "Enquiry",
    "EnquiryFile",
    "Rateable",
    "Rating",
    "Said",
    "State",
    "Tally",
    "days_to_call",
    "enquiries_for",
    "enquiries_of",
    "enquiries_waiting",
    "enquiry_for",
    "may_rate_until",
    "open_to_rating",
    "rateable",
    "rating_of",
    "ratings_of",
    "tallies",
    "tally_of",
    "why_set_aside",
]


@dataclass(frozen=True)
class Tally:
    """How a service was rated: by level, in all, and how many were content (3 and up)."""

    by_level: dict[int, int]
    # Found mistaken or malicious: not in the levels, and shown beside them.
    set_aside: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_level.values())

    @property
    def content(self) -> int:
        return sum(count for level, count in self.by_level.items() if level >= 3)


def tally_of(service: str) -> Tally:
    """The figures of one service, for everybody."""
    rows = Rating.objects.filter(service=service, set_aside_at__isnull=True)
    counts = rows.values_list("level").annotate(Count("id"))
    return Tally(dict.fromkeys((5, 4, 3, 2, 1), 0) | dict(counts))


def tallies(
    by: str, *, since: date | None = None, of: Collection[str] | None = None
) -> dict[str, Tally]:
    """The figures of every agency, service or way that was rated, for everybody; never of a person.

    `by`: "agency", "service" (visits about none are left out) or "channel". `since`: of ratings
    given on that day or later; all there are without it. `of`: at these agencies alone.
    """
    column = by if by in ("service", "channel") else "agency"
    rows = Rating.objects.exclude(service="") if by == "service" else Rating.objects.all()
    if since is not None:
        rows = rows.filter(given_at__gte=midnight(since))
    if of is not None:
        # By agency those of many others are left out afterwards, which takes less.
        rows = rows.filter(at_any_of(of) if column == "agency" else Q(agency__in=of))
    counts = rows.values_list(column, "level").annotate(
        n=Count("id", filter=Q(set_aside_at__isnull=True)),
        apart=Count("id", filter=Q(set_aside_at__isnull=False)),
    )
    levels: dict[str, dict[int, int]] = {}
    aside: dict[str, int] = {}
    for code, level, count, apart in counts:
        levels.setdefault(code, dict.fromkeys((5, 4, 3, 2, 1), 0))[level] = count
        aside[code] = aside.get(code, 0) + apart
    return {
        code: Tally(found, aside[code])
        for code, found in levels.items()
        if of is None or column != "agency" or code in of
    }


@dataclass(frozen=True)
class Rateable:
    """What a code opens to be rated: nothing else of the matter."""

    # "" of a visit that was about no service; then `came_for` says what it was.
    service: str
    ended: bool
    came_for: str = ""
    place: str = ""
    agency: str = ""
    # The level given by code before; None when there is none.
    level: int | None = None
    # Why what was said is counted apart; "" where it counts.
    set_aside: str = ""
    # The last day to give or change it; None before the end.
    rate_by: date | None = None
    # Whether that is past.
    over: bool = False
    # The number of the matter, for whoever follows it by the code; "" of a visit.
    case: str = ""

    @property
    def is_visit(self) -> bool:
        return bool(self.came_for)


def open_to_rating(agency: str, closed_on: date | None) -> date | None:
    """The last day on which a matter of this agency that ended that day is rated, or changed; None
    before the end and when it is over: by the rule that the action goes by."""
    last = rate_until(agency, closed_on)
    refusal = why_not_rate(level=LEVELS[0], yours=True, until=last, on=today())
    return None if refusal or last is None else last.day


def may_rate_until(case: Case, *, seen_by: Actor) -> date | None:
    """The same, for this reader; None where the matter is not theirs to rate."""
    if seen_by.party != str(case.applicant_id) or not seen_by.may("rate", case.service):
        return None
    return open_to_rating(case.agency, case.closed_on)


def days_to_call(agency: str) -> int:
    """Within how many working days whoever rates badly today is called back."""
    return terms_of(agency, today()).call_within.working_days


def rateable(code: str) -> Rateable:
    """The matter or the visit of this code, to whoever has it. NoSuchCase for any other."""
    if visit := Visit.objects.filter(number=code).first():
        level, why = _given_by_code(visit.subject)
        return Rateable(
            service=visit.service, ended=True, came_for=visit.came_for, place=visit.place,
            agency=visit.agency, level=level, set_aside=why, over=today() > visit.rate_by,
            rate_by=visit.rate_by,
        )  # fmt: skip
    found = progress_by_code(code, seen_by=ANYONE)
    level, why = _given_by_code(found.number)
    last = open_to_rating(found.agency, found.closed_on)
    return Rateable(
        service=found.service_title, ended=found.closed_on is not None, level=level,
        set_aside=why, case=found.number, agency=found.agency,
        rate_by=last, over=found.closed_on is not None and last is None,
    )  # fmt: skip


def _given_by_code(name: str) -> tuple[int | None, str]:
    given = Rating.objects.filter(case=name, party="").exclude(channel="web").first()
    if given is None:
        return None, ""
    return given.level, _why_aside(given)


def _why_aside(rating: Rating) -> str:
    """Why a rating is counted apart, as whoever gave it reads it."""
    if rating.set_aside_at is None:
        return ""
    upheld = Dispute.objects.filter(rating=rating, upheld=True).order_by("-decided_at")
    return upheld.values_list("answer", flat=True).first() or ""


def why_set_aside(number: str, *, seen_by: Actor) -> str:
    """Why one's own rating of this matter is counted apart; "" where it counts."""
    rating = rating_of(number, seen_by=seen_by)
    return _why_aside(rating) if rating else ""


def rating_of(number: str, *, seen_by: Actor) -> Rating | None:
    """The rating of one's own matter, or None. Nobody else sees who said what."""
    rating = next(iter(_ratings(Rating.objects.filter(case=number), seen_by)), None)
    return rating if rating and seen_by.may("see", rating.service) else None


def ratings_of(*, seen_by: Actor) -> list[Rating]:
    """Every rating the reader gave."""
    return _ratings(Rating.objects.order_by("-given_at"), seen_by)


def _ratings(rows: QuerySet[Rating], reader: Actor) -> list[Rating]:
    found = list(rows.filter(party=reader.party or "-"))
    looks = [Look(each.party, each.case, "评价") for each in found]
    trace_all(looks, by=reader, why="评价", since=start_of_today())
    return found


@dataclass(frozen=True)
class EnquiryFile:
    """One enquiry with everything said in it, and the look it is about."""

    enquiry: Enquiry
    said: list[Said]
    reading: Reading | None


def enquiry_for(id: str, *, seen_by: Actor) -> EnquiryFile:
    """The enquiry, for whoever asked or whoever answers; NoSuchEnquiry to others.

    Whoever it is about sees nothing of it. The answering side leaves a trace.
    """
    found = _within_reach(seen_by).prefetch_related("said").filter(pk=id).first()
    if found is None:
        raise NoSuchEnquiry()
    return _files([found], seen_by, "询问全文")[0]


def enquiries_of(*, seen_by: Actor) -> list[EnquiryFile]:
    """What the reader has asked, the newest first."""
    found = _asked(seen_by).prefetch_related("said")
    return _files(list(found.order_by("-asked_at")), seen_by, "询问全文")


def enquiries_for(*, seen_by: Actor, answered: bool = False, limit: int = 100) -> list[EnquiryFile]:
    """What this clerk or auditor is to answer, the first due first; or what has been answered."""
    found = _to_answer(seen_by).prefetch_related("said")
    if answered:
        found = found.exclude(state=State.OPEN).order_by("-answered_at")
    else:
        found = found.filter(state=State.OPEN).order_by("due_on", "asked_at")
    return _files(list(found[:limit]), seen_by, "询问清单里的一行")


def enquiries_waiting(*, seen_by: Actor) -> int:
    """How many wait for this reader's answer."""
    return counted(_open, seen_by)


def _open(reader: Actor) -> QuerySet[Enquiry]:
    return _to_answer(reader).filter(state=State.OPEN)


def _within_reach(reader: Actor) -> QuerySet[Enquiry]:
    if reader.party:
        return _asked(reader)
    return _to_answer(reader)


def _asked(reader: Actor) -> QuerySet[Enquiry]:
    """What the reader asked; whoever acts for somebody sees nothing of that person's questions."""
    if reader.scope is not None or not reader.party:
        return Enquiry.objects.none()
    return Enquiry.objects.filter(asked_by=reader.party)


def _to_answer(reader: Actor) -> QuerySet[Enquiry]:
    """What falls to this reader, without what is about them."""
    if reader.kind == "administrator" and reader.office == "audit":
        mine = Q(agency="")
    elif reader.is_staff:
        mine = Q(agency__in=reader.agencies_as("supervisor"))
    else:
        return Enquiry.objects.none()
    return Enquiry.objects.filter(mine).exclude(concerns=reader.ref)


def _files(enquiries: list[Enquiry], reader: Actor, what: str) -> list[EnquiryFile]:
    looks = [Look(each.asked_by, each.subject, what) for each in enquiries]
    trace_all(looks, by=reader, why="答复询问", since=start_of_today())
    ids = {each.pk: int(each.about.removeprefix("reading:")) for each in enquiries}
    readings = readings_numbered(ids.values(), seen_by=reader)
    return [
        EnquiryFile(
            each, sorted(each.said.all(), key=lambda said: said.pk), readings.get(ids[each.pk])
        )
        for each in enquiries
    ]
