"""The rules of time: each gives the clocks of one chain, as stretches of days. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from onedoor.casework.cases.clock import Pause, due_date
from onedoor.kernel.calendar import WorkingCalendar
from onedoor.oversight.supervision.facts import ENDED, Fact
from onedoor.oversight.supervision.terms import Terms
from onedoor.oversight.supervision.timelines import Stretch, Timeline

_OVER = frozenset({"case.decided", *ENDED})


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One clock of one chain: whose it is, what it measures (`key`), and its stretches.

    `since`: when its days began, where another agency had some of them.
    """

    key: str
    agency: str
    service: str
    stretches: tuple[Stretch, ...]
    since: date | None = None


Kind = Callable[[list[Fact], Terms], Iterator[Clock]]


def _clock(
    key: str, agency: str, service: str, line: Timeline, since: date | None = None
) -> Iterator[Clock]:
    if found := line.all():
        yield Clock(
            key=key, agency=agency, service=service, stretches=tuple(found), since=since
        )  # fmt: skip


def telling(chain: list[Fact], terms: Terms) -> Iterator[Clock]:
    """The days in which to accept, turn away or tell all that is missing (行政许可法 32).

    They begin anew when the applicant has answered; a transfer takes what is left along.
    """
    line, agency, service = Timeline(), "", ""
    for fact in chain:
        match fact.name:
            case "application.submitted":
                begins = fact.on("received_on")
                due = _within(fact, terms, begins or fact.day)
                agency, service = fact.agency, fact.body["service"]
                line.run(begins or fact.day, due)
            case "case.corrected":
                line.run(fact.day, _within(fact, terms, fact.day))
            case "case.transferred":
                line.stop(fact.day)
                yield from _clock("", agency, service, line)
                line, agency = Timeline(), fact.agency
                line.run(fact.day, fact.on("answer_by"))
            case "case.accepted" | "case.corrections-requested":
                line.stop(fact.day)
            case name if name in ENDED:
                line.stop(fact.day)
    yield from _clock("", agency, service, line)


def _within(fact: Fact, terms: Terms, begins: date) -> date:
    calendar = terms.calendar(fact.agency)
    return calendar.add_working_days(begins, terms.service(fact).telling)


def delivery(chain: list[Fact], terms: Terms) -> Iterator[Clock]:
    """The days in which to issue and deliver after the decision (行政许可法 44)."""
    line, agency, service = Timeline(), "", ""
    for fact in chain:
        if fact.name == "case.decided":
            agency, service = fact.agency, fact.body["service"]
            days = terms.service(fact).delivery
            line.run(fact.day, terms.calendar(agency).add_working_days(fact.day, days))
        elif fact.name in ("case.delivered", *ENDED):
            line.stop(fact.day)
    yield from _clock("", agency, service, line)


def special(chain: list[Fact], terms: Terms) -> Iterator[Clock]:
    """The days that a procedure which stops the clock was to take (行政许可法 45)."""
    lines: dict[str, tuple[Timeline, str, str, date]] = {}
    for fact in chain:
        if fact.name == "case.suspended" and fact.body["planned_days"]:
            procedure = fact.body["procedure"]
            line = lines[procedure][0] if procedure in lines else Timeline()
            line.run(fact.day, _planned(fact, terms, fact.day))
            lines[procedure] = (line, fact.agency, fact.body["service"], fact.day)
        elif fact.name == "proceeding.arranged" and fact.body["step"] in lines:
            line, _agency, _service, began = lines[fact.body["step"]]
            line.run(fact.day, _planned(fact, terms, began))
        elif fact.name == "case.resumed" and fact.body["procedure"] in lines:
            lines[fact.body["procedure"]][0].stop(fact.day)
        elif fact.name in _OVER:
            for line, *_rest in lines.values():
                line.stop(fact.day)
    for procedure, (line, agency, service, _began) in lines.items():
        yield from _clock(procedure, agency, service, line)


def _planned(fact: Fact, terms: Terms, began: date) -> date:
    days = int(fact.body["planned_days"])
    return terms.calendar(fact.agency).add_working_days(began, days)


def unanswered(chain: list[Fact], terms: Terms) -> Iterator[Clock]:
    """The days in which an agency answers an enquiry about itself."""
    line, agency = Timeline(), ""
    for fact in chain:
        if fact.name == "enquiry.asked":
            agency = fact.agency
            line.run(fact.day, fact.on("due_on"))
        elif fact.name == "enquiry.answered":
            line.stop(fact.day)
    if agency:
        yield from _clock("", agency, "", line)


def follow_up(chain: list[Fact], terms: Terms) -> Iterator[Clock]:
    """The days in which whoever rated badly is called back, and those in which it is answered."""
    call, answer, agency, service = Timeline(), Timeline(), "", ""
    for fact in chain:
        match fact.name:
            case "follow-up.opened":
                agency, service = fact.agency, fact.body["service"]
                call.run(fact.day, fact.on("call_by"))
                answer.run(fact.day, fact.on("answer_by"))
            case "follow-up.called":
                call.stop(fact.day)
            case "follow-up.answered" | "follow-up.lifted":
                call.stop(fact.day)
                answer.stop(fact.day)
    yield from _clock("call", agency, service, call)
    yield from _clock("answer", agency, service, answer)


def letters(chain: list[Fact], terms: Terms) -> Iterator[Clock]:
    """The days in which an agency answers a letter. A transfer takes what is left along;

    what is merged into another is watched with that one.
    """
    line, agency, since = Timeline(), "", date.min
    for fact in chain:
        match fact.name:
            case "letter.sent":
                agency, since = fact.agency, fact.day
                line.run(fact.day, fact.on("due_on"))
            case "letter.extended":
                agency = fact.agency
                line.run(fact.day, fact.on("due_on"))
            case "letter.transferred":
                line.stop(fact.day)
                yield from _clock("", agency, "", line, since)
                line, agency = Timeline(), fact.agency
                line.run(fact.day, fact.on("due_on"))
            case "letter.answered" | "letter.merged":
                line.stop(fact.day)
    if agency:
        yield from _clock("", agency, "", line, since)


def letter_result(chain: list[Fact], terms: Terms) -> Iterator[Clock]:
    """The days in which the public page tells what came of what somebody exposed; owed by whoever
    has the letter now."""
    line, agency = Timeline(), ""
    due: date | None = None
    for fact in chain:
        match fact.name:
            case "letter.result-due":
                agency, due = fact.agency, fact.on("result_by")
                line.run(fact.day, due)
            case "letter.transferred" if due:
                line.stop(fact.day)
                yield from _clock("result", agency, "", line)
                line, agency = Timeline(), fact.agency
                line.run(fact.day, due)
            case "letter.resulted":
                line.stop(fact.day)
                due = None
    if agency:
        yield from _clock("result", agency, "", line)


def publicity(chain: list[Fact], terms: Terms) -> Iterator[Clock]:
    """The days in which a decision is published; of one kept back by law nothing is awaited."""
    line, agency, service = Timeline(), "", ""
    for fact in chain:
        if fact.name == "result.due":
            agency, service = fact.agency, fact.body["service"]
            line.run(fact.day, fact.on("publish_by"))
        elif fact.name in ("result.published", "result.withheld"):
            line.stop(fact.day)
    yield from _clock("", agency, service, line)


@dataclass
class _Whole:
    """The clock of a whole matter: a last day told by the record, moved on by what stops it."""

    calendar: WorkingCalendar
    limit: str
    told: tuple[date, int] | None = None
    extension: int = 0
    closed: list[Pause] = field(default_factory=list)
    # What holds the clock now, by name, and since when.
    held: dict[str, date] = field(default_factory=dict)
    law: date | None = None
    line: Timeline = field(default_factory=Timeline)

    def tell(self, fact: Fact) -> None:
        """The record names the last day as it stands: from here it is reckoned on."""
        due = fact.on(f"{self.limit}_due")
        self.law = fact.on("statutory_due") or self.law
        if due is not None:
            days = self.calendar.working_days_between(fact.day, due)
            self.told, self.extension, self.closed = (fact.day, days), 0, []
        self.line.run(fact.day, self.due())

    def due(self) -> date | None:
        """The last day now; None while something holds the clock, or nothing was told."""
        if self.told is None or self.held:
            return None
        start, days = self.told
        if days + self.extension <= 0 and not self.closed:
            # Told on or after its last day: nothing to reckon on.
            return self.calendar.add_working_days(start, days) if days else start
        return due_date(start, days, self.closed, self.calendar, self.extension)

    def hold(self, name: str, fact: Fact) -> None:
        """Something stops the clock: the day is not counted any more."""
        self.held.setdefault(name, fact.day)
        self.line.stop(fact.day)

    def let_go(self, name: str, fact: Fact) -> None:
        """That is over; days touched by it are never counted."""
        began = self.held.pop(name, None)
        if began is None:
            return
        if self.told is not None and not self.held:
            start = max(began, self.told[0])
            self.closed.append(Pause(start, fact.day, name))
        self.line.run(fact.day, self.due())

    def extend(self, fact: Fact) -> None:
        """Longer, once (行政许可法 42); the promise never beyond what the law gives."""
        self.extension += int(fact.body["working_days"])
        self.law = fact.on("statutory_due") or self.law
        due = self.due()
        self.line.run(fact.day, min(due, self.law) if due and self.law else due)


def whole(limit: str) -> Kind:
    """The clock of the whole matter by one of its limits: "promised" or "statutory"."""

    def clocks(chain: list[Fact], terms: Terms) -> Iterator[Clock]:
        found: _Whole | None = None
        agency = service = ""
        for fact in chain:
            if fact.name == "case.accepted":
                agency, service = fact.agency, fact.body["service"]
                found = found or _Whole(terms.calendar(agency), limit)
                found.tell(fact)
            elif found is not None:
                _turn(found, fact, terms)
        if found is not None:
            yield from _clock("", agency, service, found.line)

    return clocks


def _turn(found: _Whole, fact: Fact, terms: Terms) -> None:
    """What one fact does to the clock of the whole."""
    match fact.name:
        case "case.suspended":
            found.hold(fact.body["procedure"], fact)
        case "case.resumed":
            found.let_go(fact.body["procedure"], fact)
        case "promise.lapsed" if fact.body["effect"] != "ends":
            found.hold(f"promise {fact.body['promise']}", fact)
        case "promise.handed-in":
            found.let_go(f"promise {fact.body['promise']}", fact)
        case "step.opened" if _stops_the_clock(fact, terms):
            found.hold(fact.body["step"], fact)
        case "step.finished" | "step.silent" | "step.returned":
            found.let_go(fact.body["step"], fact)
        case "case.extended":
            found.extend(fact)
        case "case.moved":
            found.tell(fact)
        case name if name in _OVER:
            found.line.stop(fact.day)
            found.told = None


def _stops_the_clock(fact: Fact, terms: Terms) -> bool:
    """Whether the days of this step are not the agency's (行政许可法 45)."""
    step = next((s for s in terms.service(fact).steps if s.id == fact.body["step"]), None)
    return step is not None and not step.counts


@dataclass
class _Turns:
    """The steps whose turn it is: the line of each at each body, and the last days now running."""

    lines: dict[tuple[str, str], Timeline] = field(default_factory=dict)
    dues: dict[tuple[str, str], date] = field(default_factory=dict)

    def open(self, fact: Fact) -> None:
        """It is a body's turn, until a day."""
        key = (fact.body["step"], fact.body["seat"].partition("/")[0])
        if due := fact.on("due_on"):
            self.dues[key] = due
            self.lines.setdefault(key, Timeline()).run(fact.day, due)

    def close(self, step: str | None, on: date) -> None:
        """The step has its word, whichever body's turn it was; None: all of them."""
        for key in [each for each in self.dues if step in (None, each[0])]:
            self.lines[key].stop(on)
            del self.dues[key]

    def stand(self, but: str, on: date) -> None:
        """The matter stands, and its steps with it, but for the one it stands for."""
        for key in self.dues:
            if key[0] != but:
                self.lines[key].stop(on)

    def go_on(self, but: str, since: date, on: date, terms: Terms) -> None:
        """Steps that stood with the matter have as many days left as they had."""
        for key, due in list(self.dues.items()):
            if key[0] != but:
                calendar = terms.calendar(key[1])
                before = calendar.add_working_days(since, -1)
                due = calendar.add_working_days(due, calendar.working_days_between(before, on))
                self.dues[key] = due
                self.lines[key].run(on, due)


def step(chain: list[Fact], terms: Terms) -> Iterator[Clock]:
    """The days of each step, against the body whose turn it is. They stand while the matter does.

    Acceptance and decision are not among them: `telling` and the whole watch those.
    """
    turns, stood, service = _Turns(), None, ""
    for fact in chain:
        service = service or fact.body.get("service", "")
        match fact.name:
            case "step.opened" if fact.body["step"] not in ("accept", "decide"):
                turns.open(fact)
            case "step.finished" | "step.silent" | "step.returned":
                turns.close(fact.body["step"], fact.day)
            case "case.suspended" if stood is None:
                stood = fact.day
                turns.stand(fact.body["procedure"], fact.day)
            case "case.resumed" if stood is not None:
                turns.go_on(fact.body["procedure"], stood, fact.day, terms)
                stood = None
            case name if name in _OVER:
                turns.close(None, fact.day)
    for (name, agency), line in turns.lines.items():
        yield from _clock(name, agency, service, line)


CLOCKS: dict[str, Kind] = {
    "whole-promised": whole("promised"),
    "whole-statutory": whole("statutory"),
    "step": step,
    "telling": telling,
    "delivery": delivery,
    "special": special,
    "unanswered": unanswered,
    "letter": letters,
    "letter-result": letter_result,
    "publicity": publicity,
    "follow-up": follow_up,
}
