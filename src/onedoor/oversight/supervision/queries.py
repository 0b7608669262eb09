"""What can be seen of cards: an agency its own, a watcher those it watches; nobody else's."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.record import links_of
from onedoor.kernel.time import today
from onedoor.oversight.supervision import rules
from onedoor.oversight.supervision.cards import next_step
from onedoor.oversight.supervision.facts import Fact
from onedoor.oversight.supervision.levels import COUNTS
from onedoor.oversight.supervision.models import SETTLED, CardWord, RaisedCard, State
from onedoor.oversight.supervision.publishing import (
    differs_from_record,
    file_of_day,
    public_keys,
    publications,
    published_days,
)
from onedoor.oversight.supervision.refusals import NoSuchCard
from onedoor.oversight.supervision.standing import books, chain_with_terms, facts_in, terms_for
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.definition import SupervisionRule

__all__ = [
    "CardFile",
    "CardWord",
    "Counts",
    "RaisedCard",
    "State",
    "card_for",
    "cards_for",
    "cards_waiting",
    "counts_for",
    "differs_from_record",
    "file_of_day",
    "foretold",
    "public_keys",
    "publications",
    "published_days",
    "rule_called",
]

# In which states a side has the next word.
_WAITS_FOR_AGENCY = (State.RAISED, State.ORDERED)
_WAITS_FOR_WATCHER = (State.EXPLAINED, State.CONFIRMED, State.PUT_RIGHT)


@dataclass(frozen=True, kw_only=True)
class CardFile:
    """A card with what was said of it, its course in the record, and what the reader may do."""

    card: RaisedCard
    rule: SupervisionRule
    words: list[CardWord]
    course: list[Fact] = field(default_factory=list)
    # The acts that are this reader's now.
    acts: tuple[str, ...] = ()
    watches: bool = False


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many cards stand before the reader, by level, and how many of them are past a day."""

    warning: int
    yellow: int
    red: int
    late: int


def rule_called(code: str) -> SupervisionRule:
    """The rule of this code, in whichever book it stands. KeyError."""
    found = {rule.code: rule for book in books() for rule in book.rules}
    return found[code]


def _within_reach(reader: Actor) -> QuerySet[RaisedCard]:
    """The cards of the agencies one speaks for, and those one watches."""
    if not reader.is_staff:
        return RaisedCard.objects.none()
    return RaisedCard.objects.filter(_own(reader) | _watched(reader))


def _own(reader: Actor) -> Q:
    """Of an agency the reader speaks for."""
    return Q(agency__in=_agencies_as(reader, rules.SPEAK_FOR))


def _watched(reader: Actor) -> Q:
    """Of an agency the reader watches."""
    return Q(watcher__in=_agencies_as(reader, ("supervisor",)))


def _agencies_as(reader: Actor, posts: Collection[str]) -> list[str]:
    seats = (seat.partition("/") for seat in sorted(reader.posts))
    return [agency for agency, _slash, post in seats if post in posts]


def cards_for(*, seen_by: Actor, settled: bool = False, limit: int = 200) -> list[RaisedCard]:
    """The cards within reach that stand, the gravest and the first due first; or the settled.

    A row names an agency, a service and a rule: nothing of whoever applied.
    """
    found = _within_reach(seen_by)
    if settled:
        return list(found.filter(state__in=SETTLED).order_by("-level_on", "id")[:limit])
    order = {"red": 0, "yellow": 1, "warning": 2}
    standing = found.exclude(state__in=SETTLED).order_by("due_on", "level_on", "id")[:limit]
    return sorted(standing, key=lambda card: order[card.level])


def counts_for(*, seen_by: Actor) -> Counts:
    """The figures over the same cards."""
    standing = _within_reach(seen_by).exclude(state__in=SETTLED)
    levels = list(standing.values_list("level", flat=True))
    return Counts(
        warning=levels.count("warning"),
        yellow=levels.count("yellow"),
        red=levels.count("red"),
        late=standing.filter(due_on__lt=today()).count(),
    )


def foretold(*, seen_by: Actor, limit: int = 100) -> int:
    """How many warnings within reach become cards on the next working day if nothing is done."""
    warned = _within_reach(seen_by).filter(level="warning", state=State.RAISED)
    count = 0
    for about, agency in warned.values_list("about", "agency").distinct()[:limit]:
        facts, terms = chain_with_terms(about)
        until = calendar_for(agency).add_working_days(today(), 1)
        ahead = next_step(facts, books=books(), terms=terms, after=today(), until=until)
        count += sum(card.level in COUNTS for card in ahead)
    return count


def cards_waiting(*, seen_by: Actor) -> int:
    """How many cards wait for this reader's word."""
    if not seen_by.is_staff:
        return 0
    mine = _own(seen_by) & Q(state__in=_WAITS_FOR_AGENCY) & ~Q(level="warning")
    theirs = _watched(seen_by) & (
        Q(state__in=_WAITS_FOR_WATCHER) | Q(state=State.RAISED, due_on__lt=today())
    )
    return RaisedCard.objects.filter(mine | theirs).count()


def card_for(card: str, *, seen_by: Actor) -> CardFile:
    """One card with its course. NoSuchCard to whoever neither answers for it nor watches.

    Its course is that of somebody's matter: the look leaves a row.
    """
    row = _within_reach(seen_by).prefetch_related("words").filter(pk=card).first()
    if row is None:
        raise NoSuchCard()
    links = [] if row.about.startswith("agency:") else links_of([row.about])
    parties = {str(link["body"]["party"]) for link in links if link["body"].get("party")}
    looks = [Look(party, row.about, "监察牌和办理经过") for party in parties]
    trace_all(looks, by=seen_by, why="监察", since=start_of_today())
    hands = {link["by_ref"] for link in links}
    acts = tuple(
        act for act in (*rules.BY_AGENCY, *rules.BY_WATCHER) if _may(act, row, hands, seen_by)
    )
    return CardFile(
        card=row,
        rule=rule_called(row.rule),
        words=sorted(row.words.all(), key=lambda word: word.pk),
        course=facts_in(links, terms_for(links)),
        acts=acts,
        watches=rules.watches_as(row.watcher, by=seen_by),
    )


def _may(act: str, row: RaisedCard, hands: set[str], reader: Actor) -> bool:
    refused = rules.why_not_act(
        act, agency=row.agency, watcher=row.watcher, state=row.state, hands=hands, by=reader
    ) or rules.why_not_judge(
        act, level=row.level, state=row.state, explain_by=row.due_on, on=today()
    )
    return refused is None
