"""Facts, terms, cards and figures as lines of published files, and back."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from pydantic import ValidationError

from onedoor.kernel.calendar import WorkingCalendar, YearDays
from onedoor.oversight.supervision.cards import Card, CardStep
from onedoor.oversight.supervision.facts import Fact
from onedoor.oversight.supervision.measures import Count
from onedoor.oversight.supervision.rulebook import AssessmentBook, Rulebook
from onedoor.oversight.supervision.standings import Standing
from onedoor.oversight.supervision.terms import ServiceTerms, StepTerms, Terms

Line = dict[str, Any]


class BadLine(ValueError):
    """A line that says nothing that could be read."""


def written(line: Mapping[str, Any]) -> str:
    """The one way a line is written: sorted names, nothing in between."""
    return json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Line:
    """The line. BadLine unless it is written in the one way."""
    try:
        found = json.loads(text)
    except ValueError as fault:
        raise BadLine("no JSON") from fault
    if not isinstance(found, dict) or written(found) != text:
        raise BadLine("not written in the one way")
    return found


def line_of_fact(fact: Fact) -> Line:
    """A public fact as a line."""
    return {
        "subject": fact.subject,
        "seq": fact.seq,
        "name": fact.name,
        "at": fact.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": fact.kind,
        "hand": fact.hand,
        "body": dict(fact.body),
    }


def fact_from(line: Line) -> Fact:
    """The fact of a line; what else stands there is not looked at. BadLine."""
    try:
        return Fact(
            subject=str(line["subject"]),
            seq=int(line["seq"]),
            name=str(line["name"]),
            at=datetime.fromisoformat(line["at"]),
            kind=str(line["kind"]),
            hand=str(line["hand"]),
            body=dict(line["body"]),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise BadLine("no public fact") from fault


def line_of_count(count: Count) -> Line:
    """One thing counted, as a line; its day is that of the file."""
    return {
        "measure": count.measure,
        "agency": count.agency,
        "subject": count.subject,
        "seq": count.seq,
        "of": count.of,
        "amount": count.amount,
    }


def line_of_standing(standing: Standing, until: date) -> Line:
    """How an agency stands in the month so far, as a line: its sums, its points, its place."""
    return {
        "agency": standing.who,
        "until": until.isoformat(),
        "values": {each.indicator.code: [each.amount, each.of] for each in standing.values},
        "points": standing.points,
        "weighed": standing.weighed,
        "place": standing.place,
    }


def line_of_step(card: Card, step: CardStep, edition: date) -> Line:
    """A level that a card reached, as a line."""
    return {
        "card": card.id,
        "rule": card.rule,
        "edition": edition.isoformat(),
        "agency": card.agency,
        "service": card.service,
        "subject": card.subject,
        "key": card.key,
        "level": step.level,
        "on": step.on.isoformat(),
        "measure": step.measure,
    }


def lines_of_terms(
    terms: Terms,
    books: tuple[Rulebook, ...],
    assessments: tuple[AssessmentBook, ...] = (),
    *,
    agencies: Iterable[str],
    services: Iterable[Any],
) -> list[Line]:
    """Rules, indicators, calendars, and what these services and agencies are measured by."""
    found: list[Line] = [
        {"kind": kind, "name": book.place, "says": book.model_dump(mode="json")}
        for kind, some in (("rules", books), ("assessment", assessments))
        for book in some
    ]
    for region, calendar in sorted(terms.calendars.items()):
        for year, days in sorted(calendar.years.items()):
            found.append(_line_of_year(region, year, days))
    for agency in sorted(agencies):
        if agency in terms.places:
            found.append({"kind": "agency", "name": agency, "says": terms.places[agency]})
    for key in sorted(services):
        if key in terms.services:
            says = asdict(terms.services[key])
            found.append({"kind": "service", "name": f"{key[0]}/{key[1]}", "says": says})
    # As JSON gives it back: tuples are lists there.
    return [json.loads(written(line)) for line in found]


def _line_of_year(region: str, year: int, days: YearDays) -> Line:
    return {
        "kind": "calendar",
        "name": f"{region}/{year}",
        "says": {
            "rest": sorted(day.isoformat() for day in days.holidays),
            "work": sorted(day.isoformat() for day in days.workdays),
            "provisional": days.provisional,
        },
    }


@dataclass
class Known:
    """What has been published of rules, limits, places and calendars up to a day."""

    lines: dict[tuple[str, str], Line] = field(default_factory=dict)

    def learn(self, lines: Iterable[Line]) -> bool:
        """Take these lines in; whether any says something new. BadLine."""
        changed = False
        for line in lines:
            try:
                key = (str(line["kind"]), str(line["name"]))
            except KeyError as fault:
                raise BadLine("no term") from fault
            changed = changed or self.lines.get(key) != line
            self.lines[key] = line
        return changed

    def new_among(self, lines: Iterable[Line]) -> list[Line]:
        """Those that say something that was not known."""
        return [line for line in lines if self.lines.get((line["kind"], line["name"])) != line]

    def _of(self, kind: str) -> list[tuple[str, Any]]:
        found = [(name, line["says"]) for (each, name), line in self.lines.items() if each == kind]
        return sorted(found, key=lambda pair: pair[0])

    def books(self) -> tuple[Rulebook, ...]:
        """The rules. BadLine."""
        try:
            return tuple(Rulebook.model_validate(says) for _name, says in self._of("rules"))
        except ValidationError as fault:
            raise BadLine("no rules") from fault

    def assessments(self) -> tuple[AssessmentBook, ...]:
        """The indicators. BadLine."""
        try:
            return tuple(
                AssessmentBook.model_validate(says) for _name, says in self._of("assessment")
            )
        except ValidationError as fault:
            raise BadLine("no indicators") from fault

    def terms(self) -> Terms:
        """All else, and the indicators with it. BadLine."""
        indicators = self.assessments()
        try:
            years: dict[str, dict[int, YearDays]] = {}
            for name, says in self._of("calendar"):
                region, _slash, year = name.partition("/")
                years.setdefault(region, {})[int(year)] = _year(int(year), says)
            services = [_service(says) for _name, says in self._of("service")]
            return Terms(
                services={(each.service, each.version): each for each in services},
                places={name: str(says) for name, says in self._of("agency")},
                calendars={
                    region: WorkingCalendar(known, region=region) for region, known in years.items()
                },
                assessments=indicators,
            )
        except (KeyError, TypeError, ValueError) as fault:
            raise BadLine("no terms") from fault


def _year(year: int, says: Mapping[str, Any]) -> YearDays:
    return YearDays(
        year=year,
        holidays={date.fromisoformat(day): {"zh": ""} for day in says["rest"]},
        workdays=frozenset(date.fromisoformat(day) for day in says["work"]),
        provisional=bool(says["provisional"]),
    )


def _service(says: Mapping[str, Any]) -> ServiceTerms:
    steps = tuple(StepTerms(**{**each, "after": tuple(each["after"])}) for each in says["steps"])
    return ServiceTerms(**{**says, "documents": tuple(says["documents"]), "steps": steps})
