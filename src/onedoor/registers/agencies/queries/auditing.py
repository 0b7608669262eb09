"""What the audit administrator reads: who administered what, and who read personal data.

References only: no name of an applicant, no number, no answer. What is marked is an act that an
office should be able to explain; nobody is scored.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from onedoor.kernel import auditing
from onedoor.kernel.actors import Actor
from onedoor.kernel.auditing import MANY, Looks
from onedoor.kernel.calendar import UnknownYear, WorkingCalendar
from onedoor.kernel.models import Entry
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import days, midnight
from onedoor.registers.agencies.models import Agency
from onedoor.registers.agencies.queries.bodies import calendar_at
from onedoor.registers.agencies.queries.holding import clerk_names
from onedoor.registers.agencies.rules import refuse_other_offices

# News of administration and of authority, by the beginning of their names.
ADMINISTRATION = (
    "post.", "leave.", "department.", "authority.", "administrator.", "proposal.", "policy.",
    "rights.", "staff.", "system.", "seal.",
)  # fmt: skip


@dataclass(frozen=True)
class Chronicle:
    """A page of the record of administration, and the names of those who acted."""

    entries: list[Entry]
    names: dict[str, str]


def administration_record(
    *, seen_by: Actor, by: str = "", kind: str = "", before: int = 0, limit: int = 50
) -> Chronicle:
    """What administrators and supervisors did, the newest first; of one kind of news if named."""
    refuse_other_offices("audit", by=seen_by)
    prefixes = (kind,) if kind in ADMINISTRATION else ADMINISTRATION
    entries = auditing.entries_of_kind(prefixes, by=by, before=before, limit=limit)
    refs = {entry.by_ref for entry in entries}
    refs |= {f"account:{value}" for entry in entries for value in _accounts(entry.body)}
    return Chronicle(entries, clerk_names(refs))


def _accounts(body: dict[str, Any]) -> list[str]:
    named = (body.get(key) for key in ("account", "principal", "substitute"))
    return [str(value).removeprefix("account:") for value in named if value]


@dataclass(frozen=True)
class Busy:
    """The looks of one reader on one day, and what about them wants explaining."""

    looks: Looks
    rest_day: bool

    @property
    def late(self) -> int:
        return self.looks.looks if self.rest_day else self.looks.out_of_hours

    @property
    def many(self) -> bool:
        return self.looks.most_in_an_hour >= MANY

    @property
    def is_unusual(self) -> bool:
        return self.many or self.late > 0


def busy_readers(
    first: date, last: date, *, name: str = "", agency: str = "", seen_by: Actor
) -> list[Busy]:
    """Looks of clerks from `first` to `last`, both days included; what is unusual comes first."""
    refuse_other_offices("audit", by=seen_by)
    counted = auditing.looks_counted(
        midnight(first), midnight(last + days(1)), name=name, agency=agency
    )
    places = dict(
        Agency.objects.filter(code__in={each.by_agency for each in counted}).values_list(
            "code", "division_id"
        )
    )
    calendars: dict[str, WorkingCalendar | None] = {}
    found = []
    for each in counted:
        place = places.get(each.by_agency, "")
        if place not in calendars:
            calendars[place] = _calendar(place)
        found.append(Busy(each, _rests(calendars[place], each.day)))
    return sorted(found, key=lambda each: (not each.is_unusual, -each.looks.day.toordinal()))


def _calendar(place: str) -> WorkingCalendar | None:
    try:
        return calendar_at(place) if place else None
    except (Refusal, ValueError):
        return None


def _rests(calendar: WorkingCalendar | None, day: date) -> bool:
    try:
        return calendar is not None and not calendar.is_working(day)
    except UnknownYear:
        return False


def looks_by(ref: str, day: date, *, seen_by: Actor) -> list[Any]:
    """Each look of one reader on one day: when, at which subject, by what right."""
    refuse_other_offices("audit", by=seen_by)
    return auditing.looks_of(ref, midnight(day), midnight(day + days(1)))
