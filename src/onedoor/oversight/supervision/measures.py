"""What agencies are assessed by, counted from one chain of public facts at a time. Pure.

A *count* is one thing counted for one agency on one day: one more to divide by (`of`), and so much
to divide (`amount`). What happens later never changes a count; it adds another. So the counts of a
day are published with the day, and the figure of any period is their sum.

A measure that came after days were published is counted only from the month on whose edition asks
for it (`Terms.asks_for`): the days before had no such counts, and still recompute.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from onedoor.oversight.supervision.clocks import Clock, follow_up, letters, whole
from onedoor.oversight.supervision.facts import Fact
from onedoor.oversight.supervision.terms import Terms
from onedoor.registers.catalogue.definition.assessment import ALL

# Depths of what can be done online (网上办理深度): III, one may apply; IV, from first to last.
_ONLINE, _WHOLLY_ONLINE = 3, 4
_HEAVY = {"yellow": 1, "red": 2}
# Letters about what an agency did, which another answers. Written here and not read from the kinds
# of letters: what was counted of a day must not change with them.
COMPLAINTS = frozenset({"complaint", "report", "late", "exposure"})
CONSULTATION = "consultation"
# What an agency can answer an application with.
_ANSWERS = ("case.corrections-requested", "case.accepted", "case.not-accepted")


@dataclass(frozen=True, kw_only=True)
class Count:
    """One thing counted: `amount` in hundredths of a per cent, days, visits or cards."""

    measure: str
    agency: str
    subject: str
    seq: int
    day: date
    of: int
    amount: int


Counting = Callable[[list[Fact], Terms], Iterator[Count]]


def _count(measure: str, fact: Fact, amount: int | bool, of: int = 1, *, agency: str = "") -> Count:
    if isinstance(amount, bool):
        amount = ALL if amount else 0
    return Count(
        measure=measure, agency=agency or fact.agency, subject=fact.subject, seq=fact.seq,
        day=fact.day, of=of, amount=amount,
    )  # fmt: skip


_promised = whole("promised")


def of_decisions(chain: list[Fact], terms: Terms) -> Iterator[Count]:
    """What the decision of a matter counts for."""
    for at, fact in enumerate(chain):
        if fact.name != "case.decided":
            continue
        yield _count("automatic", fact, bool(fact.body.get("automatic")))
        yield _count("refused", fact, not fact.body.get("granted"))
        if fact.body.get("granted") and "licence" in fact.body:
            yield _count("licensed", fact, bool(fact.body["licence"]))
        yield _count("cards", fact, 0)
        clocks = list(_promised(chain[: at + 1], terms))
        yield _count("in-time", fact, _left(clocks) >= 0)
        yield _count("early", fact, _left(clocks) > 0)
        if clocks:
            yield _count("handling-days", fact, _days(clocks, terms))


def _left(clocks: list[Clock]) -> int:
    """Days left on the clock when it stopped last, negative past the last day; 0 without a clock:
    what has no last day misses none."""
    stretches = [each for clock in clocks for each in clock.stretches]
    ends = stretches[-1].ends if stretches else None
    return (stretches[-1].due - ends).days if ends else 0


def _days(clocks: list[Clock], terms: Terms) -> int:
    """Working days on these clocks; the day on which one begins is not counted (行政许可法 82)."""
    return sum(
        max(0, terms.calendar(clock.agency).working_days_between(each.begins, each.ends))
        for clock in clocks
        for each in clock.stretches
        if each.ends
    )


def of_answers(chain: list[Fact], terms: Terms) -> Iterator[Count]:
    """What acceptance counts for, and being turned away."""
    told = False
    for fact in chain:
        if fact.name == "case.corrections-requested":
            told = True
        elif fact.name == "case.not-accepted":
            yield _count("turned-away", fact, amount=True)
        elif fact.name == "case.accepted":
            yield _count("turned-away", fact, amount=False)
            yield _count("first-time", fact, not told)
            yield from _compression(fact, terms)
    first = next((fact for fact in chain if fact.name in _ANSWERS), None)
    if first is not None and terms.asks_for("corrected", first):
        yield _count("corrected", first, first.name == "case.corrections-requested")


def _compression(fact: Fact, terms: Terms) -> Iterator[Count]:
    law, promise = fact.on("statutory_due"), fact.on("promised_due")
    begins = fact.on("accepted_on") or fact.day
    if law is None or promise is None:
        return
    calendar = terms.calendar(fact.agency)
    longest = calendar.working_days_between(begins, law)
    if longest > 0:
        spared = longest - calendar.working_days_between(begins, promise)
        yield _count("compression", fact, max(0, spared) * ALL // longest)


def of_filings(chain: list[Fact], terms: Terms) -> Iterator[Count]:
    """What the service asks of whoever files."""
    for fact in chain:
        if fact.name == "application.submitted":
            asks = terms.service(fact)
            if asks.visits is not None:
                yield _count("visits", fact, asks.visits)
                yield _count("no-visit", fact, asks.visits == 0)
                if terms.asks_for("one-visit", fact):
                    yield _count("one-visit", fact, asks.visits <= 1)
            if asks.online is not None:
                yield _count("online", fact, asks.online >= _ONLINE)
                yield _count("wholly-online", fact, asks.online == _WHOLLY_ONLINE)
            brought, spared = fact.body.get("handed_in"), fact.body.get("spared")
            if brought is not None and spared is not None and (of := int(brought) + int(spared)):
                yield _count("spared", fact, int(spared) * ALL, of=of)
            if terms.asks_for("sharing", fact):
                yield _count("sharing", fact, 0)


def of_uses(chain: list[Fact], terms: Terms) -> Iterator[Count]:
    """How often an agency looked a licence up, at the desk or by a system of its own."""
    for fact in chain:
        if fact.name == "licence.used" and terms.asks_for("sharing", fact):
            yield _count("sharing", fact, 1, of=0)


def of_offers(chain: list[Fact], _terms: Terms) -> Iterator[Count]:
    """How much of its part of the catalogue list an agency offers; how many guides lack nothing.

    Once a month, as things stood that day.
    """
    for fact in chain:
        if fact.name == "offer.surveyed":
            for measure, some, every in (
                ("covered", "offered", "items"), ("guides-complete", "complete", "guides"),
            ):  # fmt: skip
                if of := int(fact.body[every]):
                    yield _count(measure, fact, int(fact.body[some]) * ALL, of=of)


def of_ratings(chain: list[Fact], _terms: Terms) -> Iterator[Count]:
    """Whether a closed matter was rated, and how; a rating that is changed counts as changed.

    One that was set aside counts no more; what nobody rated counts as nothing.
    """
    closed: Fact | None = None
    before: bool | None = None
    for fact in chain:
        if fact.name == "case.closed" and closed is None:
            closed = fact
            yield _count("rated", fact, before is not None)
        elif fact.name == "rating.given":
            content = int(fact.body["level"]) >= 3
            if before is None:
                yield _count("content", fact, content)
                if closed is not None:
                    yield _count("rated", fact, ALL, of=0)
            elif content != before:
                yield _count("content", fact, ALL if content else -ALL, of=0)
            before = content
        elif fact.name == "rating.set-aside" and before is not None:
            yield _count("content", fact, -ALL if before else 0, of=-1)
            if closed is not None:
                yield _count("rated", fact, -ALL, of=0)
            before = None


def of_cards(chain: list[Fact], _terms: Terms) -> Iterator[Count]:
    """A card counts when its watcher has confirmed it, and no more once it is cancelled."""
    counted = 0
    for fact in chain:
        if fact.name in ("card.confirmed", "card.cancelled"):
            now = _HEAVY.get(fact.body["level"], 0) if fact.name == "card.confirmed" else 0
            if now != counted:
                yield _count("cards", fact, now - counted, of=0)
            counted = now


def of_letters(chain: list[Fact], terms: Terms) -> Iterator[Count]:
    """Whether a letter was answered by its day, and after how many working days."""
    for at, fact in enumerate(chain):
        if fact.name == "letter.answered":
            clocks = [clock for clock in letters(chain[: at + 1], terms) if clock.stretches]
            if clocks:
                yield _count("letters-in-time", fact, fact.day <= clocks[-1].stretches[-1].due)
                if not terms.asks_for("consultation-days", chain[0]):
                    yield _count("letter-days", fact, _days(clocks, terms))
                    return
                # Whoever wrote waits on while it is answered together with another.
                took = terms.calendar(fact.agency).working_days_between(chain[0].day, fact.day)
                yield _count("letter-days", fact, took)
                if fact.body.get("kind") == CONSULTATION:
                    yield _count("consultation-days", fact, took)
            return


def of_complaints(chain: list[Fact], terms: Terms) -> Iterator[Count]:
    """Whether a complaint was answered, by whoever has it then; asked again, it is open again.

    It counts under the edition of the month in which it came, to its end.
    """
    holder, done = "", False
    for fact in chain:
        if fact.body.get("kind") not in COMPLAINTS:
            return
        match fact.name:
            case "letter.sent" if not holder:
                if not terms.asks_for("complaints-answered", fact):
                    return
                holder = fact.agency
                yield _count("complaints-answered", fact, amount=False)
            case "letter.sent" if done:
                done = False
                yield _count("complaints-answered", fact, -ALL, of=0)
            case "letter.transferred" if holder:
                yield _count("complaints-answered", fact, 0, of=-1, agency=holder)
                yield _count("complaints-answered", fact, amount=False)
                holder = fact.agency
            case "letter.answered" if holder and not done:
                done = True
                yield _count("complaints-answered", fact, ALL, of=0)


def of_follow_ups(chain: list[Fact], terms: Terms) -> Iterator[Count]:
    """Whether a bad rating was answered by its day; and how the answer was judged, at last."""
    before: bool | None = None
    for at, fact in enumerate(chain):
        if fact.name == "follow-up.answered":
            clocks = [each for each in follow_up(chain[: at + 1], terms) if each.key == "answer"]
            yield _count("follow-ups-in-time", fact, _left(clocks) >= 0)
        elif fact.name == "follow-up.judged":
            content = int(fact.body["level"]) >= 3
            if before is None:
                yield _count("judged-content", fact, content)
            elif content != before:
                yield _count("judged-content", fact, ALL if content else -ALL, of=0)
            before = content


def of_mended(chain: list[Fact], terms: Terms) -> Iterator[Count]:
    """Whether a bad rating was put right: the agency said what it changed. One that was lifted
    before counts for nothing."""
    holds = done = False
    for fact in chain:
        match fact.name:
            case "follow-up.opened" if terms.asks_for("follow-ups-mended", fact):
                holds = True
                yield _count("follow-ups-mended", fact, amount=False)
            case "follow-up.answered" if holds and not done:
                done = True
                yield _count("follow-ups-mended", fact, ALL, of=0)
            case "follow-up.lifted" if holds:
                holds = False
                yield _count("follow-ups-mended", fact, -ALL if done else 0, of=-1)


COUNTINGS: tuple[Counting, ...] = (
    of_decisions, of_answers, of_filings, of_ratings, of_cards, of_follow_ups, of_letters,
    of_complaints, of_uses, of_offers, of_mended,
)  # fmt: skip


def counts_of(chain: list[Fact], terms: Terms) -> list[Count]:
    """Everything one chain counts for, in a fixed order. TermsMissing."""
    found = [each for counting in COUNTINGS for each in counting(chain, terms) if each.agency]
    return sorted(found, key=lambda each: (each.day, each.seq, each.measure, each.agency))
