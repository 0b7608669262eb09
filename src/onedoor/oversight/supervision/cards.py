"""From facts, rules, limits and calendars to cards: one pure function, that anybody can run again.

What is reckoned for a day never changes through what happens later: a card's steps only grow.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from onedoor.kernel.calendar import UnknownYear
from onedoor.kernel.time import local
from onedoor.oversight.supervision.clocks import CLOCKS, Clock
from onedoor.oversight.supervision.facts import Fact, card_id, chains
from onedoor.oversight.supervision.flaws import FLAWS, Flaw, unlike
from onedoor.oversight.supervision.levels import COUNTS, Level, worse
from onedoor.oversight.supervision.rulebook import Rulebook, RuleEdition, SupervisionRule, book_for
from onedoor.oversight.supervision.terms import Terms
from onedoor.oversight.supervision.timelines import Stretch


@dataclass(frozen=True, kw_only=True)
class CardStep:
    """A level reached on a day, by which measure."""

    level: Level
    on: date
    measure: int


@dataclass(frozen=True, kw_only=True)
class Card:
    """What one rule says against one agency about one thing of one chain.

    `key` tells apart what the rule measures there: a step, a day, a month. `passed_on`: a warning
    that came to nothing, and when.
    """

    rule: str
    agency: str
    service: str
    subject: str
    key: str
    steps: tuple[CardStep, ...]
    passed_on: date | None = None

    @property
    def id(self) -> str:
        """See `facts.card_id`."""
        return card_id(self.rule, self.agency, self.subject, self.key)

    @property
    def level(self) -> Level:
        return self.steps[-1].level

    @property
    def counts_on(self) -> date | None:
        """The day from which it counts against the agency; None for a mere warning."""
        return next((each.on for each in self.steps if each.level in COUNTS), None)


@dataclass(frozen=True, kw_only=True)
class _Reached:
    level: Level
    on: date
    measure: int
    # When what brought it on was over; None: it lasts.
    ends: date | None


def cards_of(
    chain: list[Fact], *, books: tuple[Rulebook, ...], terms: Terms, until: date
) -> list[Card]:
    """The cards of one chain, as they stand at the end of the day `until`. TermsMissing."""
    known = [fact for fact in chain if fact.day <= until]
    kinds = {rule.kind for book in books for rule in book.rules}
    found: list[Card] = []
    for kind in sorted(kinds & CLOCKS.keys()):
        for clocks in _alike(CLOCKS[kind](known, terms)):
            for rule in _rules(kind, clocks[0].agency, books, terms):
                reached = [
                    each for clock in clocks for each in _of_a_clock(clock, rule, terms, until)
                ]
                found += _card(rule, clocks[0], known[0].subject, reached)
    for kind in sorted(kinds & FLAWS.keys()):
        for flaws in _alike(FLAWS[kind](known, terms)):
            for rule in _rules(kind, flaws[0].agency, books, terms):
                found += _card(rule, flaws[0], known[0].subject, list(_of_flaws(flaws, rule)))
    return found


_About = TypeVar("_About", Clock, Flaw)


def _alike(things: Iterable[_About]) -> list[list[_About]]:
    """Those of one agency about one thing together: they make one card."""
    found = defaultdict[tuple[str, str], list[_About]](list)
    for each in things:
        found[each.agency, each.key].append(each)
    return list(found.values())


def _rules(
    kind: str, agency: str, books: tuple[Rulebook, ...], terms: Terms
) -> Iterator[SupervisionRule]:
    book = book_for(terms.places.get(agency, ""), books)
    if book is not None:
        yield from (rule for rule in book.rules if rule.kind == kind)


def _of_a_clock(
    clock: Clock, rule: SupervisionRule, terms: Terms, until: date
) -> Iterator[_Reached]:
    calendar = terms.calendar(clock.agency)
    start = clock.stretches[0].begins
    for edition, first, end in rule.spans():
        for level, named in edition.steps.named():
            by_share = level == "warning" and edition.steps.warning_at is not None
            for stretch in clock.stretches:
                try:
                    measure = named
                    if by_share:
                        days = calendar.working_days_between(_began(clock, stretch), stretch.due)
                        measure = edition.steps.warned_from(days)
                    day = calendar.add_working_days(stretch.due, measure)
                except UnknownYear:
                    # So far ahead that nobody has announced the days: not reached yet.
                    continue
                # Nothing can be foretold of what is due at once.
                if measure <= 0 and day <= start:
                    continue
                on = max(day, stretch.begins, first)
                if _is_reached(on, stretch, measure, end, until):
                    late = calendar.working_days_between(stretch.due, on)
                    yield _Reached(level=level, on=on, measure=late, ends=stretch.ends)


def _began(clock: Clock, stretch: Stretch) -> date:
    """Since when it has run without a break: a day that is moved begins nothing anew."""
    began = stretch.begins
    for before in reversed(clock.stretches[: clock.stretches.index(stretch)]):
        if before.ends != began:
            return began
        began = before.begins
    return min(began, clock.since or began)


def _is_reached(on: date, stretch: Stretch, measure: int, end: date | None, until: date) -> bool:
    if on > min(stretch.ends or until, until) or (end is not None and on >= end):
        return False
    # What is foretold is foretold before it comes.
    return measure > 0 or on <= stretch.due


def _of_flaws(flaws: Sequence[Flaw], rule: SupervisionRule) -> Iterator[_Reached]:
    for flaw in flaws:
        edition = rule.edition_on(flaw.on)
        for level, measure in edition.steps.named() if edition else []:
            if flaw.measure >= measure:
                yield _Reached(level=level, on=flaw.on, measure=flaw.measure, ends=None)


def _card(
    rule: SupervisionRule, about: Clock | Flaw, subject: str, reached: list[_Reached]
) -> Iterator[Card]:
    if steps := _rising(reached):
        ends = [each.ends for each in reached if each.level == "warning"]
        passed = None
        if steps[-1].level == "warning" and None not in ends:
            passed = max((each for each in ends if each is not None), default=None)
        yield Card(
            rule=rule.code, agency=about.agency, service=about.service, subject=subject,
            key=about.key, steps=tuple(steps), passed_on=passed,
        )  # fmt: skip


def _rising(reached: Iterable[_Reached]) -> list[CardStep]:
    """Each level once, on its first day; one that comes no sooner than a graver is left out."""
    steps: list[CardStep] = []
    order = sorted(reached, key=lambda each: (each.on, -_weight(each.level), each.measure))
    for each in order:
        if not steps or worse(each.level, steps[-1].level):
            steps.append(CardStep(level=each.level, on=each.on, measure=each.measure))
    return steps


def _weight(level: Level) -> int:
    return ("warning", "yellow", "red").index(level)


# --- what shows only over an agency ---------------------------------------------------------


def over_agencies(
    facts: Iterable[Fact], *, books: tuple[Rulebook, ...], terms: Terms
) -> list[Card]:
    """What is counted over an agency: by day (`over_agencies_by_day`), and by month like cases
    decided unlike.

    The count is of the agency: whose hands they were is neither asked nor told.
    """
    facts = list(facts)
    found = over_agencies_by_day(facts, books=books, terms=terms)
    return found + _of_unlike(facts, books=books, terms=terms)


def over_agencies_by_day(
    facts: Iterable[Fact], *, books: tuple[Rulebook, ...], terms: Terms
) -> list[Card]:
    """Of each day: decisions out of an agency's hours, looks without a case, good ratings that
    nobody put a name to. The facts of a day are enough for it."""
    by_day = defaultdict[tuple[str, str, date], list[Fact]](list)
    for fact in facts:
        if fact.name == "case.decided" and fact.by_staff:
            by_day["out-of-hours", fact.agency, fact.day].append(fact)
        elif fact.name == "licence.used" and fact.body.get("case_known") is False:
            by_day["query-without-case", fact.agency, fact.day].append(fact)
        elif fact.name == "rating.given" and _is_of_nobody(fact):
            by_day["rating-burst", fact.agency, fact.day].append(fact)
    found: list[Card] = []
    for (kind, agency, day), of_day in sorted(by_day.items()):
        for rule in _rules(kind, agency, books, terms):
            edition = rule.edition_on(day)
            if edition is None:
                continue
            count = len(of_day)
            if kind == "out-of-hours":
                working = terms.calendar(agency).is_working(day)
                count = sum(_is_unusual(each, edition, working) for each in of_day)
            elif kind == "rating-burst":
                count = sum(int(each.body["level"]) >= edition.good_from for each in of_day)
            flaw = Flaw(key=day.isoformat(), agency=agency, service="", on=day, measure=count)
            found += _card(rule, flaw, f"agency:{agency}", list(_of_flaws([flaw], rule)))
    return found


def _of_unlike(facts: Iterable[Fact], *, books: tuple[Rulebook, ...], terms: Terms) -> list[Card]:
    found: list[Card] = []
    for flaws in _alike(unlike(facts)):
        for rule in _rules("unlike", flaws[0].agency, books, terms):
            found += _card(
                rule, flaws[0], f"agency:{flaws[0].agency}", list(_of_flaws(flaws, rule))
            )
    return found


def _is_of_nobody(fact: Fact) -> bool:
    """Given with a code and not by somebody signed in."""
    return str(fact.body.get("channel", "web")) != "web"


def _is_unusual(fact: Fact, edition: RuleEdition, working: bool) -> bool:
    opens, closes = edition.hours
    return not working or not opens <= local(fact.at).hour < closes


def repeated(
    cards: Iterable[Card],
    facts: Iterable[Fact],
    *,
    books: tuple[Rulebook, ...],
    terms: Terms,
) -> list[Card]:
    """Too many cards of an agency in one month; a card counts until it is cancelled."""
    cancelled = {
        str(fact.body["card"]): fact.day for fact in facts if fact.name == "card.cancelled"
    }
    raised = defaultdict[tuple[str, str], list[tuple[date, date | None]]](list)
    for card in cards:
        if card.counts_on is not None:
            month = card.counts_on.isoformat()[:7]
            raised[card.agency, month].append((card.counts_on, cancelled.get(card.id)))
    found: list[Card] = []
    for (agency, month), days in sorted(raised.items()):
        for rule in _rules("repeated", agency, books, terms):
            flaws = [
                Flaw(key=month, agency=agency, service="", on=day, measure=_standing(days, day))
                for day in sorted({on for on, _gone in days})
            ]
            found += _card(rule, flaws[0], f"agency:{agency}", list(_of_flaws(flaws, rule)))
    return found


def _standing(days: list[tuple[date, date | None]], day: date) -> int:
    return sum(on <= day and (gone is None or gone > day) for on, gone in days)


def all_cards(
    facts: Iterable[Fact], *, books: tuple[Rulebook, ...], terms: Terms, until: date
) -> list[Card]:
    """Every card that these facts give by the end of the day `until`, in a fixed order."""
    known = [fact for fact in facts if fact.day <= until]
    found = [
        card
        for chain in chains(known).values()
        for card in cards_of(chain, books=books, terms=terms, until=until)
    ]
    return with_those_over_agencies(found, known, books=books, terms=terms)


def with_those_over_agencies(
    cards: Iterable[Card], facts: Iterable[Fact], *, books: tuple[Rulebook, ...], terms: Terms
) -> list[Card]:
    """The cards of single chains with those that show only over an agency, in a fixed order.

    What is counted over an agency is counted by day or by month: for those of a month its own
    facts and cards are enough, with the cancellings of cards whenever they were.
    """
    known, found = list(facts), list(cards)
    found += over_agencies(known, books=books, terms=terms)
    found += repeated(found, known, books=books, terms=terms)
    return sorted(found, key=lambda card: (card.steps[0].on, card.id))


def next_step(
    chain: list[Fact], *, books: tuple[Rulebook, ...], terms: Terms, after: date, until: date
) -> list[Card]:
    """The cards that grow between two days if nothing is done: the forecast."""
    now = {each.id: each.steps for each in cards_of(chain, books=books, terms=terms, until=after)}
    later = cards_of(chain, books=books, terms=terms, until=until)
    return [card for card in later if card.steps != now.get(card.id)]
