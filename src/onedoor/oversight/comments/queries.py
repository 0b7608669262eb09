"""What is seen of verdicts and comments: what is shown by everybody, one's own by its writer, what
waits by the editors of the agency, who leave a row of each look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.counting import counted
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.refusals import NotFound
from onedoor.oversight.comments import rules
from onedoor.oversight.comments.actions.telling import ended_case
from onedoor.oversight.comments.models import Comment, ShownComment, State, Verdict
from onedoor.oversight.comments.refusals import NoSuchComment, NotYoursToModerate
from onedoor.registers.catalogue.queries import current_version, offers, services_called
from onedoor.registers.people.queries import party_for

__all__ = [
    "Comment",
    "GuideRow",
    "GuideTold",
    "Heard",
    "OfficeComment",
    "ShownComment",
    "State",
    "Verdict",
    "comment_shown",
    "comments_of",
    "comments_shown",
    "comments_waiting",
    "guide_told",
    "guides_told",
    "has_done",
]

_MOST_WORDS, _MOST_COMMENTS = 100, 200


def comments_shown(service: str, *, most: int = 100) -> list[ShownComment]:
    """How others did it, the newest first: for everybody, without anybody's party."""
    found = ShownComment.objects.filter(service=service).order_by("-shown_at", "-pk")
    return list(found[:most])


def comment_shown(service: str, number: int) -> ShownComment:
    """One of them; NoSuchComment."""
    found = ShownComment.objects.filter(service=service, pk=number) if number < 2**63 else None
    one = found.first() if found is not None else None
    if one is None:
        raise NoSuchComment()
    return one


def comments_of(*, seen_by: Actor) -> list[Comment]:
    """What the reader told, the newest first; nothing of whom one acts for."""
    if seen_by.kind != "person" or seen_by.scope is not None or not seen_by.party:
        return []
    return list(Comment.objects.filter(party=seen_by.party).order_by("-sent_at"))


def has_done(service: str, *, seen_by: Actor) -> bool:
    """Whether the reader had a matter of this service that ended lately."""
    return ended_case(service, by=seen_by) is not None


@dataclass(frozen=True, kw_only=True)
class GuideRow:
    """A guide in the list of its editors: verdicts on the edition in force, and what waits."""

    service: str
    useful: int
    not_useful: int
    before: int
    waiting: int
    reported: int


@dataclass
class Heard:
    """What was said of one section of a guide: verdicts, reasons, words."""

    useful: int = 0
    not_useful: int = 0
    before: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    words: list[tuple[date, str, str]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class OfficeComment:
    """A comment as its moderator reads it: no party; a name only where the writer wishes."""

    id: str
    agency: str
    division: str
    month: date
    is_person: bool
    name: str
    version: int
    text: str
    state: str
    sent_at: datetime
    reason: str
    reports: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class GuideTold:
    """All that was said of one guide, for its editors."""

    service: str
    version: int
    sections: dict[str, Heard]
    comments: list[OfficeComment]


def comments_waiting(*, seen_by: Actor) -> int:
    """How many wait for this reader, reported ones among them."""
    return counted(_waiting, seen_by)


def _waiting(reader: Actor) -> QuerySet[Comment]:
    mine = Comment.objects.filter(agency__in=rules.agencies_moderated(reader))
    reported = Q(shown__reports__isnull=False, shown__reports__looked_at=None)
    return mine.filter(Q(state=State.WAITING) | reported).distinct()


def guides_told(*, seen_by: Actor) -> list[GuideRow]:
    """Every guide of the reader's agencies that something was said of; what waits comes first."""
    houses = rules.agencies_moderated(seen_by)
    if not houses:
        raise NotYoursToModerate()
    offered = offers()
    codes = {code for house in houses for code in offered.get(house, [])}
    rows: dict[str, dict[str, int]] = {}

    def add(code: str, name: str, count: int) -> None:
        row = rows.setdefault(code, {})
        row[name] = row.get(name, 0) + count

    said = Verdict.objects.filter(service__in=codes).values_list("service", "version", "useful")
    known = services_called(codes)
    numbers = {code: each.current.number for code, each in known.items() if each.current}
    for code, version, useful, count in said.annotate(n=Count("id")).order_by():
        now_said = version == numbers[code]
        add(code, ("useful" if useful else "not_useful") if now_said else "before", count)
    mine = Comment.objects.filter(agency__in=houses)
    waiting = mine.filter(state=State.WAITING).values_list("service")
    for code, count in waiting.annotate(n=Count("id")).order_by():
        add(code, "waiting", count)
    reported = mine.filter(shown__reports__looked_at=None, shown__reports__isnull=False)
    for code, count in (
        reported.values_list("service").annotate(n=Count("id", distinct=True)).order_by()
    ):
        add(code, "reported", count)
    names = ("useful", "not_useful", "before", "waiting", "reported")
    found = [
        GuideRow(service=code, **{name: row.get(name, 0) for name in names})
        for code, row in rows.items()
    ]
    return sorted(
        found, key=lambda each: (-each.waiting - each.reported, -each.not_useful, each.service)
    )


def guide_told(service: str, *, seen_by: Actor) -> GuideTold:
    """What was said of one guide: verdicts by section, and the comments of the reader's agencies.

    NotYoursToModerate to whoever edits for no agency that offers it; NoSuchService.
    """
    houses = rules.agencies_moderated(seen_by)
    if not houses:
        raise NotYoursToModerate()
    version = current_version(service).number
    offering = {house for house in houses if service in offers().get(house, [])}
    comments = list(
        Comment.objects.filter(service=service, agency__in=houses)
        .exclude(state=State.WITHDRAWN)
        .order_by("-sent_at")[:_MOST_COMMENTS]
    )
    if not offering and not comments:
        raise NotFound(where=service)
    _seen(comments, seen_by)
    return GuideTold(
        service=service,
        version=version,
        sections=_sections(service, version) if offering else {},
        comments=_as_moderated(comments),
    )


def _sections(service: str, version: int) -> dict[str, Heard]:
    found: dict[str, Heard] = {}
    rows = Verdict.objects.filter(service=service)
    counted = rows.values_list("section", "version", "useful", "reason").annotate(n=Count("id"))
    for section, number, useful, reason, count in counted.order_by():
        heard = found.setdefault(section, Heard())
        if number != version:
            heard.before += count
            continue
        if useful:
            heard.useful += count
            continue
        heard.not_useful += count
        heard.reasons[reason] = heard.reasons.get(reason, 0) + count
    worded = rows.filter(version=version).exclude(text="").order_by("-given_at")
    for section, reason, text, at in worded.values_list("section", "reason", "text", "given_at")[
        :_MOST_WORDS
    ]:
        found[section].words.append((at.date(), reason, text))
    return found


def _seen(comments: Sequence[Comment], reader: Actor) -> None:
    looks = [Look(each.party, each.subject, "办事经验全文") for each in comments]
    trace_all(looks, by=reader, why="审看办事经验", since=start_of_today())


def _as_moderated(comments: Sequence[Comment]) -> list[OfficeComment]:
    reported: dict[str, dict[str, int]] = {}
    rows = ShownComment.objects.filter(comment__in=[each.pk for each in comments])
    counted = rows.filter(reports__looked_at=None, reports__isnull=False)
    for key, reason, count in (
        counted.values_list("comment_id", "reports__reason").annotate(n=Count("id")).order_by()
    ):
        reported.setdefault(str(key), {})[reason] = count
    return [
        OfficeComment(
            id=str(each.pk), agency=each.agency, division=each.division, month=each.month,
            is_person=each.is_person, version=each.version, text=each.text, state=each.state,
            name=party_for(each.party, seen_by=SYSTEM).name if each.signed else "",
            sent_at=each.sent_at, reason=each.reason, reports=reported.get(str(each.pk), {}),
        )
        for each in comments
    ]  # fmt: skip
