"""A case told fact by fact, so that exactly one thing can be wrong with it."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from onedoor.kernel.calendar import WorkingCalendar, YearDays
from onedoor.kernel.time import ZONE
from onedoor.oversight.supervision.cards import Card, all_cards
from onedoor.oversight.supervision.facts import Fact
from onedoor.oversight.supervision.rulebook import (
    AssessmentBook,
    Rulebook,
    assessments_in,
    rulebooks_in,
)
from onedoor.oversight.supervision.terms import ServiceTerms, StepTerms, Terms

BUREAU, OTHER, SERVICE = "bureau", "neighbour", "some-permit"
MONDAY = date(2026, 3, 2)
LATER = date(2026, 12, 31)

CALENDAR = WorkingCalendar({year: YearDays(year=year) for year in range(2024, 2029)}, "650000")


def the_rules() -> Rulebook:
    """The rules that the product brings, read from its packs."""
    (book,) = rulebooks_in(Path(__file__).parents[3] / "packs")
    return book


def the_indicators() -> AssessmentBook:
    """What the product brings to assess by, read from its packs."""
    (book,) = assessments_in(Path(__file__).parents[3] / "packs")
    return book


def since_ever(book: Rulebook) -> Rulebook:
    """The newest edition of each rule alone, as if it had held from before the first fact: here
    kinds are tried, not since when a place has them."""
    first = date(2024, 1, 1)
    newest = [rule.editions[-1].model_copy(update={"valid_from": first}) for rule in book.rules]
    rules = tuple(
        rule.model_copy(update={"editions": (edition,)})
        for rule, edition in zip(book.rules, newest, strict=True)
    )
    return book.model_copy(update={"rules": rules})


def asked_since_ever(book: AssessmentBook) -> AssessmentBook:
    """The newest edition alone, as if it had held from before the first fact."""
    newest = book.editions[-1].model_copy(update={"valid_from": date(2024, 1, 1)})
    return book.model_copy(update={"editions": (newest,)})


BOOKS = (since_ever(the_rules()),)
ASSESSMENTS = (asked_since_ever(the_indicators()),)
TERMS = Terms(
    services={
        (SERVICE, 1): ServiceTerms(
            service=SERVICE,
            version=1,
            documents=("form", "plan"),
            visits=1,
            online=3,
            steps=(
                StepTerms(id="look"),
                StepTerms(id="visit", after=("look",)),
                StepTerms(id="notice", after=("visit",), always=False, counts=False),
            ),
        )
    },
    places={BUREAU: "652901000000", OTHER: "652902000000", "centre": "652900000000"},
    calendars={"650000": CALENDAR},
    assessments=ASSESSMENTS,
)


def day(count: int) -> date:
    """The `count`-th working day after the Monday on which everything begins."""
    return CALENDAR.add_working_days(MONDAY, count)


class Told:
    """A chain of facts. Days count working days after the first Monday."""

    def __init__(self, subject: str = "case-1", agency: str = BUREAU) -> None:
        self.subject, self.agency, self.facts = subject, agency, list[Fact]()

    def then(
        self, name: str, on: int | date = 0, /, hour: int = 11, hand: str = "a", **body: Any
    ) -> "Told":
        """One fact more, by a clerk unless `hand` is "system"."""
        when = on if isinstance(on, date) else day(on)
        base: dict[str, Any] = {
            "service": SERVICE, "version": 1, "agency": self.agency, "division": "652901000000",
        }  # fmt: skip
        plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in body.items()}
        self.facts.append(
            Fact(
                subject=self.subject,
                seq=len(self.facts) + 1,
                name=name,
                at=datetime.combine(when, time(hour), ZONE) + timedelta(seconds=len(self.facts)),
                kind="system" if hand == "system" else "staff",
                hand=hand,
                body=base | plain,
            )
        )
        return self

    def submitted(self, on: int = 0, documents: tuple[str, ...] = ("form", "plan")) -> "Told":
        return self.then(
            "application.submitted", on, hand="p", received_on=day(on), documents=list(documents)
        )

    def accepted(self, on: int = 1, promised: int = 10, statutory: int = 20) -> "Told":
        return self.then(
            "case.accepted", on, hand="a", accepted_on=day(on), deemed=False,
            promised_due=day(on + promised), statutory_due=day(on + statutory),
        )  # fmt: skip

    def opened(self, step: str, on: int, days: int = 3, seat: str = "") -> "Told":
        seat = seat or f"{self.agency}/reviewer"
        return self.then(
            "step.opened", on, hand="system", step=step, seat=seat, due_on=day(on + days)
        )

    def finished(self, step: str, on: int, outcome: str = "agree", said: bool = True) -> "Told":
        seat = f"{self.agency}/reviewer"
        return self.then(
            "step.finished", on, hand="b", step=step, seat=seat, outcome=outcome, said=said
        )

    def decided(self, on: int, granted: bool = True, hand: str = "c", **body: Any) -> "Told":
        return self.then("case.decided", on, hand=hand, granted=granted, **({"said": True} | body))

    def closed(self, on: int) -> "Told":
        return self.then("case.delivered", on).then("case.closed", on, outcome="granted")

    def looked_at(self) -> "Told":
        """The two steps that everybody has, in time and in order."""
        self.opened("look", 1).finished("look", 2)
        return self.opened("visit", 2).finished("visit", 3)

    def cards(self, until: date = LATER) -> list[Card]:
        return all_cards(self.facts, books=BOOKS, terms=TERMS, until=until)


def a_clean_case(subject: str = "clean", agency: str = BUREAU) -> Told:
    """Everything in time, in order and by different hands."""
    return Told(subject, agency).submitted().accepted().looked_at().decided(5).closed(6)


def levels(cards: list[Card], rule: str) -> list[tuple[str, date]]:
    """What a rule raised: each level with its day."""
    return [(step.level, step.on) for card in cards if card.rule == rule for step in card.steps]
