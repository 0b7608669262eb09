"""What can be seen of cards: an agency its own, a watcher those it watches; nobody else's."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from onedoor.kernel.actors import Actor
from onedoor.kernel.calendar import UnknownYear
from onedoor.kernel.counting import counted
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.record import heads_of, links_of
from onedoor.kernel.time import days, each_day, local, today
from onedoor.oversight.supervision import rules
from onedoor.oversight.supervision.cards import next_step
from onedoor.oversight.supervision.facts import Fact
from onedoor.oversight.supervision.levels import COUNTS, LEVELS, Level
from onedoor.oversight.supervision.models import SETTLED, CardWord, RaisedCard, State
from onedoor.oversight.supervision.publishing import (
    differs_from_record,
    file_of_day,
    file_of_each_day,
    public_keys,
    publications,
    published_days,
    published_files,
)
from onedoor.oversight.supervision.reckoning import alias
from onedoor.oversight.supervision.refusals import NoSuchCard
from onedoor.oversight.supervision.rulebook import book_for
from onedoor.oversight.supervision.standing import facts_in, terms_for
from onedoor.oversight.supervision.terms import TermsMissing
from onedoor.oversight.supervision.took import HowDecided, how_decided
from onedoor.registers.agencies.queries import (
    Agency,
    agencies,
    calendar_at,
    calendar_for,
    divisions_of,
)
from onedoor.registers.catalogue.definition import SupervisionRule
from onedoor.registers.catalogue.queries import rulebook_over, rulebooks

__all__ = [
    "Ahead",
    "CardFile",
    "CardWord",
    "Counts",
    "Foretold",
    "HowDecided",
    "RaisedCard",
    "State",
    "TermsMissing",
    "agencies_spoken_for",
    "agencies_watched",
    "alias",
    "card_for",
    "card_is_seen",
    "cards_by_day",
    "cards_for",
    "cards_waiting",
    "counts_for",
    "differs_from_record",
    "file_of_day",
    "file_of_each_day",
    "foretold",
    "foretold_cards",
    "how_decided",
    "is_out_of_hours",
    "public_keys",
    "publications",
    "published_days",
    "published_files",
    "rule_called",
    "watches_others",
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
    return _rules_by_code(Path(settings.ONEDOOR_PACKS))[code]


@cache
def _rules_by_code(_packs: Path) -> dict[str, SupervisionRule]:
    return {rule.code: rule for book in rulebooks() for rule in book.rules}


def agencies_watched(*, seen_by: Actor) -> dict[str, Agency]:
    """The agencies whose cards come before the reader: by the rules of each place. Else none."""
    books = rulebooks()
    # By place: a whole book takes longer to compare than all the rest.
    mine = {
        book.place: seen_by.agencies_as("supervisor") & {book.owner, book.deputy} for book in books
    }
    if not any(mine.values()):
        return {}
    known = agencies(to_name=True)
    rules_of = {
        place: book_for(place, books) for place in {each.division_id for each in known.values()}
    }
    return {
        code: each
        for code, each in known.items()
        if (book := rules_of[each.division_id]) and book.watcher_of(code) in mine[book.place]
    }


def watches_others(reader: Actor) -> bool:
    """Whether the reader holds the supervising post of an agency that watches others."""
    watching = {each for book in rulebooks() for each in (book.owner, book.deputy)}
    return any(rules.watches_as(each, by=reader) for each in watching)


def _within_reach(reader: Actor, side: str = "") -> QuerySet[RaisedCard]:
    """The cards of the agencies one speaks for ("own"), and those one watches ("watched")."""
    if not reader.is_staff:
        return RaisedCard.objects.none()
    either = {"own": _own(reader), "watched": _watched(reader)}
    return RaisedCard.objects.filter(either.get(side) or _own(reader) | _watched(reader))


def _own(reader: Actor) -> Q:
    """Of an agency the reader speaks for."""
    return Q(agency__in=agencies_spoken_for(reader))


def _watched(reader: Actor) -> Q:
    """Of an agency the reader watches."""
    return Q(watcher__in=reader.agencies_as("supervisor"))


def agencies_spoken_for(reader: Actor) -> list[str]:
    """The agencies that the reader speaks for about cards."""
    return sorted(reader.agencies_as(*rules.SPEAK_FOR))


def cards_for(
    *, seen_by: Actor, settled: bool = False, side: str = "", limit: int = 200
) -> list[RaisedCard]:
    """The cards within reach that stand, the gravest and the first due first; or the settled.

    A row names an agency, a service and a rule: nothing of whoever applied.
    """
    found = _within_reach(seen_by, side)
    if settled:
        return list(found.filter(state__in=SETTLED).order_by("-level_on", "id")[:limit])
    standing = found.exclude(state__in=SETTLED).order_by("due_on", "level_on", "id")
    gravest: list[RaisedCard] = []
    for level in reversed(LEVELS):
        # A level at a time, in the order of its index: a board of twelve reads twelve.
        if (room := limit - len(gravest)) > 0:
            gravest += standing.filter(level=level)[:room]
    return gravest


def counts_for(*, seen_by: Actor, side: str = "") -> Counts:
    """The figures over the same cards."""
    standing = _within_reach(seen_by, side).exclude(state__in=SETTLED)
    told = standing.aggregate(
        **{level: Count("pk", filter=Q(level=level)) for level in LEVELS},
        late=Count("pk", filter=Q(due_on__lt=today())),
    )
    return Counts(**told)


def cards_by_day(*, seen_by: Actor, count: int = 7, side: str = "") -> list[tuple[date, int]]:
    """How many reached yellow or red on each of the last days, today the last."""
    first = today() - days(count - 1)
    reached = _within_reach(seen_by, side).filter(level__in=COUNTS, level_on__gte=first)
    counted = dict(reached.order_by().values_list("level_on").annotate(n=Count("pk")))
    return [(day, counted.get(day, 0)) for day in each_day(first, today())]


@dataclass(frozen=True, kw_only=True)
class Foretold:
    """A warning that becomes `level` on the next working day if nothing is done."""

    card: RaisedCard
    level: Level


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What the next working day brings; `more`: so many were warned of that not all were reckoned,
    and there may be more."""

    cards: list[Foretold]
    more: bool = False


def foretold_cards(*, seen_by: Actor, side: str = "", limit: int = 100) -> Ahead:
    """What the warnings within reach become on the next working day, the gravest first.

    A chain can bring more than one card: each is named by a warning about it. Of more than `limit`
    warnings the oldest are looked at: those are nearest to their day.
    """
    warned = _within_reach(seen_by, side).filter(level="warning", state=State.RAISED)
    oldest = list(warned.order_by("level_on", "about", "agency", "id")[: limit + 1])
    first: dict[str, RaisedCard] = {}
    for card in oldest[:limit]:
        first.setdefault(card.about, card)
    until = {
        code: calendar_at(division).add_working_days(today(), 1)
        for code, division in divisions_of({card.agency for card in first.values()}).items()
    }
    ahead = _levels_ahead({about: until[card.agency] for about, card in first.items()})
    found = [
        Foretold(card=card, level=level)
        for about, card in first.items()
        for level in ahead[about]
    ]  # fmt: skip
    found.sort(key=lambda each: (each.level != "red", each.card.pk))
    return Ahead(cards=found, more=len(oldest) > limit)


# What each chain brings: it follows from the chain, the day and the rules, so that a chain is
# reckoned once a day, and again when something was added to it. (chain, its digest, from which
# day, to which day) → levels.
_AHEAD: dict[tuple[str, str, date, date], tuple[Level, ...]] = {}
_AHEAD_KEPT = 10_000


def _levels_ahead(until: Mapping[str, date]) -> dict[str, tuple[Level, ...]]:
    """For each chain the levels that cards of it reach after today, up to its day."""
    heads, day = heads_of(until), today()
    keys = {about: (about, heads.get(about, ""), day, end) for about, end in until.items()}
    unknown = [about for about, key in keys.items() if key not in _AHEAD]
    if len(_AHEAD) + len(unknown) > _AHEAD_KEPT:
        _AHEAD.clear()
        unknown = list(keys)
    links: dict[str, list[dict[str, Any]]] = {}
    for link in links_of(sorted(unknown)) if unknown else []:
        links.setdefault(str(link["subject"]), []).append(link)
    terms = terms_for(link for chain in links.values() for link in chain)
    for about in unknown:
        facts = facts_in(links.get(about, []), terms)
        cards = next_step(facts, books=rulebooks(), terms=terms, after=day, until=until[about])
        _AHEAD[keys[about]] = tuple(each.level for each in cards if each.level in COUNTS)
    return {about: _AHEAD[key] for about, key in keys.items()}


def foretold(*, seen_by: Actor) -> tuple[int, bool]:
    """How many cards the next working day brings if nothing is done; and whether perhaps more."""
    found = foretold_cards(seen_by=seen_by)
    return len(found.cards), found.more


def cards_waiting(*, seen_by: Actor) -> int:
    """How many cards wait for this reader's word."""
    return counted(_waiting, seen_by) if seen_by.is_staff else 0


def _waiting(reader: Actor) -> QuerySet[RaisedCard]:
    mine = _own(reader) & Q(state__in=_WAITS_FOR_AGENCY) & ~Q(level="warning")
    theirs = _watched(reader) & (
        # An explanation or a correction that did not come by its day is for the watcher as well.
        Q(state__in=_WAITS_FOR_WATCHER) | Q(state__in=_WAITS_FOR_AGENCY, due_on__lt=today())
    )
    return RaisedCard.objects.filter(mine | theirs)


def is_out_of_hours(agency: str, at: datetime) -> bool:
    """Whether the moment lies outside the hours within which nothing there is unusual; no, where
    nobody has set hours or entered the working days of that year."""
    book, moment = rulebook_over(agency), local(at)
    for rule in book.rules if book else ():
        edition = rule.edition_on(moment.date()) if rule.kind == "out-of-hours" else None
        if edition is not None:
            opens, closes = edition.hours
            with suppress(UnknownYear):
                working = calendar_for(agency).is_working(moment.date())
                return not working or not opens <= moment.hour < closes
    return False


def card_is_seen(card: str, *, seen_by: Actor) -> bool:
    """Whether the reader speaks for the card's agency or watches it."""
    return _within_reach(seen_by).filter(pk=card).exists()


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
