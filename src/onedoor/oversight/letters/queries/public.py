"""What everybody sees: answers with their questions, redacted, and how offices keep their days."""

from collections.abc import Collection
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Q, QuerySet

from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import days, local, midnight, today
from onedoor.oversight.letters.kinds import MOST_DAYS
from onedoor.oversight.letters.models import FirstAnswer, Letter, PublicAnswer, State
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.finding.folding import fold

PAGE = 20
SPANS = (30, 365)


@dataclass(frozen=True)
class AnswersFound:
    """One page of answers, and how many pages there are."""

    answers: list[PublicAnswer]
    total: int
    page: int
    pages: int


def answers(
    *,
    words: str = "",
    kind: str = "",
    agency: str = "",
    page: int = 1,
    within: Collection[str] | None = None,
) -> AnswersFound:
    """Published answers, the newest first; every word that is sought stands in each.

    Words in Traditional signs are sought in simplified ones too.

    `within`: only those that one of these agencies gave or that are about one of them.
    """
    found = _published()
    if within is not None:
        found = found.filter(Q(agency__in=within) | Q(accused__in=within))
    for word in words.split()[:5]:
        found = found.filter(_says(word) | _says(fold(word) or word))
    if kind:
        found = found.filter(kind=kind)
    if agency:
        found = found.filter(Q(agency=agency) | Q(accused=agency))
    total = found.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    shown = list(found.order_by("-released_at")[(page - 1) * PAGE : page * PAGE])
    return AnswersFound(shown, total, page, pages)


def _says(word: str) -> Q:
    return (
        Q(title__icontains=word)
        | Q(question__icontains=word)
        | Q(answer__icontains=word)
        | Q(result__icontains=word)
    )


def answer_published(number: int) -> PublicAnswer:
    """One published answer; NotFound when it is none, or none any more."""
    found = _published().filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise NotFound()
    return found


def _published() -> QuerySet[PublicAnswer]:
    return PublicAnswer.objects.exclude(released_by="")


@dataclass
class Figures:
    """How one agency kept its days: written to it, answered first, in time, how long it took.

    And how many of those who judged an answer of it were content, and how many not.
    """

    agency: str
    asked: int = 0
    answered: int = 0
    in_time: int = 0
    late: int = 0
    content: int = 0
    not_content: int = 0
    # Over five working days, whether for good reason extended or not, and whether answered yet.
    over_five: int = 0
    took: list[int] = field(default_factory=list)

    @property
    def median_days(self) -> float | None:
        return median(self.took) if self.took else None


def figures_of_letters(span: int) -> list[Figures]:
    """By agency, of what was first written in the last `span` days; offices, never persons.

    The first answer counts, as in the assessment: asking again begins no new time here.
    """
    since = today() - days(span)
    found: dict[str, Figures] = {}
    for row in FirstAnswer.objects.filter(sent_on__gte=since):
        _count(found, row)
    waiting = Letter.objects.filter(sent_at__gte=midnight(since), first=None, state=State.OPEN)
    for agency, due, sent in waiting.values_list("agency", "due_on", "sent_at"):
        one = found.setdefault(agency, Figures(agency))
        one.asked += 1
        one.late += due < today()
        waits = calendar_for(agency).working_days_between(local(sent).date(), today())
        one.over_five += waits > MOST_DAYS
    return sorted(found.values(), key=lambda each: (-each.asked, each.agency))


def _count(found: dict[str, Figures], row: FirstAnswer) -> None:
    one = found.setdefault(row.agency, Figures(row.agency))
    one.asked += 1
    one.answered += 1
    one.in_time += row.answered_on <= row.due_on
    one.late += row.answered_on > row.due_on
    one.took.append(calendar_for(row.agency).working_days_between(row.sent_on, row.answered_on))
    one.over_five += one.took[-1] > MOST_DAYS
    if row.content is not None:
        judged = found.setdefault(row.judged, Figures(row.judged))
        judged.content += row.content
        judged.not_content += not row.content
