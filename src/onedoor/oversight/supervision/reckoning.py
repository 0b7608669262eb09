"""What the record gives for a span of days: read once, a chain at a time, and of it only so much
kept as these days and their months ask for. Memory follows the months, never the whole record.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.record import links_between
from onedoor.kernel.secrecy import blind_index
from onedoor.kernel.time import local, midnight, month_of
from onedoor.oversight.supervision.cards import Card, cards_of, with_those_over_agencies
from onedoor.oversight.supervision.facts import Fact, fact_of
from onedoor.oversight.supervision.measures import Count, counts_of
from onedoor.oversight.supervision.rulebook import Rulebook
from onedoor.oversight.supervision.standing import Learnt
from onedoor.oversight.supervision.terms import Terms

Link = dict[str, Any]
_BEGINNING = date(2000, 1, 1)


def alias(subject: str) -> str:
    """The name of a chain in publications: the same on every day, and no way back from it."""
    if subject.startswith("agency:"):
        return subject
    return blind_index(subject, purpose="publication chain")[:32]


def hand(subject: str, ref: str) -> str:
    """Tells apart who acted within one chain; another chain gives the same person another name."""
    if ref == SYSTEM.ref:
        return ref
    return blind_index(f"{subject}\0{ref}", purpose="publication hand")[:16]


def head_of(link: Link) -> str:
    """What proves a link and all before it, to whoever has the record and the house's key."""
    return blind_index(f"{link['subject']}\0{link['seq']}\0{link['hash']}", purpose="heads")


def proof_of(link: Link) -> str:
    """What ties a public fact to its link, to whoever has the record and the house's key."""
    return blind_index(link["hash"], purpose="publication link")


@dataclass(kw_only=True)
class Reckoned:
    """All that is needed to publish the days from `first` to `last`.

    `facts`: those of their months, and every cancelling of a card before. `cards`: those of which
    a level was reached in these months; of what shows over an agency, earlier ones may be missing.
    `counts`: those of these months. `proofs` and `heads`: of these days alone. `named`: when a fact
    first named an agency (by "agency", code) or a service (by "service", code/version).
    """

    first: date
    last: date
    rules: tuple[Rulebook, ...]
    learnt: Learnt = field(default_factory=Learnt)
    facts: list[Fact] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    proofs: dict[tuple[str, int], str] = field(default_factory=dict)
    heads: dict[date, list[str]] = field(default_factory=lambda: defaultdict(list))
    named: dict[tuple[str, str], date] = field(default_factory=dict)

    @property
    def terms(self) -> Terms:
        return self.learnt.terms

    def of_day(self, day: date) -> list[Fact]:
        """The facts of a day, in the order of publications."""
        return [fact for fact in self.facts if fact.day == day]

    def named_by(self, day: date) -> set[tuple[str, str]]:
        """The agencies and services that any fact had named by the end of that day."""
        return {key for key, since in self.named.items() if since <= day}

    def take(self, chain: Sequence[Link]) -> None:
        """Reckon one whole chain. TermsMissing."""
        self.learnt.read(chain)
        for day, newest in {local(link["at"]).date(): link for link in chain}.items():
            if day >= self.first:
                self.heads[day].append(head_of(newest))
        facts = []
        for link in chain:
            fact = fact_of(link, always=self.terms.always, subject=alias, hand=hand)
            if fact is not None:
                facts.append(fact)
                if fact.day >= self.first:
                    self.proofs[fact.subject, fact.seq] = proof_of(link)
        if facts:
            self._reckon(facts)

    def _reckon(self, facts: list[Fact]) -> None:
        months = month_of(self.first)
        for fact in facts:
            for key in _names(fact):
                self.named[key] = min(self.named.get(key, fact.day), fact.day)
        self.facts += [
            fact for fact in facts if fact.day >= months or fact.name == "card.cancelled"
        ]
        cards = cards_of(facts, books=self.rules, terms=self.terms, until=self.last)
        self.cards += [card for card in cards if card.steps[-1].on >= months]
        self.counts += [each for each in counts_of(facts, self.terms) if each.day >= months]

    def finish(self) -> None:
        """Once every chain was taken: what shows only over all of them, and a fixed order."""
        self.facts.sort(key=lambda fact: (fact.at, fact.subject, fact.seq))
        self.cards = with_those_over_agencies(
            self.cards, self.facts, books=self.rules, terms=self.terms
        )
        for heads in self.heads.values():
            heads.sort()


def _names(fact: Fact) -> Iterator[tuple[str, str]]:
    for agency in fact.agencies:
        yield "agency", agency
    if "version" in fact.body:
        yield "service", f"{fact.body['service']}/{fact.body['version']}"


def reckoned(first: date, last: date, *, rules: tuple[Rulebook, ...]) -> Reckoned:
    """Read the record up to the end of the day `last`, and reckon these days from it."""
    found = Reckoned(first=first, last=last, rules=rules)
    links = links_between(midnight(_BEGINNING), midnight(last + timedelta(days=1)))
    for _subject, chain in groupby(links, key=lambda link: str(link["subject"])):
        found.take(list(chain))
    found.finish()
    return found


def spans(days: Iterable[date]) -> Iterator[list[date]]:
    """These days month by month: as many as are reckoned, and held in memory, at a time."""
    for _month, some in groupby(days, key=month_of):
        yield list(some)
