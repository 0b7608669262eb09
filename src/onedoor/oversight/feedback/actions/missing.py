"""Finding ratings that somebody took away: the record is held against what is kept."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import transaction

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.kernel.record import entries_of, first_moment, links_between
from onedoor.kernel.time import days, now
from onedoor.kernel.turns import take_turn_of
from onedoor.oversight.feedback.events import RatingGiven, RatingMissing, RatingSetAside
from onedoor.oversight.feedback.models import Rating

# A rating can be changed for ten working days; each night looked at until all holidays are past as
# well. Older ones are looked at once a week.
LOOKED_BACK = 40
# So many matters are held against the store at once, however many there are.
AT_ONCE = 1000
_NAMES = (RatingGiven.name, RatingSetAside.name)


class _Said(NamedTuple):
    """What is told of a rating by the record, and by the store: the two are one."""

    level: int
    agency: str
    service: str
    set_aside: bool


def find_missing_ratings() -> list[str]:
    """The matters rated of late whose newest rating is not kept as it was given, is put down to
    another agency or service, or counted apart though nobody decided so; each is told of once."""
    return _look_since(now() - days(LOOKED_BACK))


def find_old_missing_ratings() -> list[str]:
    """The same of every rating there ever was: none is safe to take away because it is old."""
    first = first_moment([RatingGiven.name])
    return _look_since(first) if first else []


def _look_since(since: datetime) -> list[str]:
    """Chain by chain as they come out of the record, so that no more than some are held at once."""
    chains = groupby(links_between(since, now(), names=_NAMES), key=itemgetter("subject"))
    found: list[str] = []
    while batch := {
        subject: _as_recorded((link["name"], link["body"]) for link in links)
        for subject, links in islice(chains, AT_ONCE)
    }:
        rows = Rating.objects.filter(case__in=batch)
        kept = {
            case: _Said(level, agency, service, at is not None)
            for case, level, agency, service, at in rows.values_list(
                "case", "level", "agency", "service", "set_aside_at"
            )
        }
        lost = [name for name, said in batch.items() if said and said != kept.get(name)]
        found += [name for name in lost if _told(name)]
    return found


def _as_recorded(links: Iterable[tuple[str, dict[str, Any]]]) -> _Said | None:
    """What was said last of a matter; None where a decision stands alone: its rating is older."""
    said: _Said | None = None
    for name, body in links:
        if name == RatingGiven.name:
            said = _Said(body["level"], body["agency"], body["service"], set_aside=False)
        elif name == RatingSetAside.name and said:
            said = said._replace(set_aside=True)
    return said


@transaction.atomic
def _told(subject: str) -> bool:
    """Say so in the chain of the matter, unless it stands there since that rating. Looked at once
    more, with the rating held: it may have been changed since the record was read."""
    take_turn_of(f"rating {subject}")
    row = Rating.objects.select_for_update().filter(case=subject).first()
    chain = entries_of(subject)
    said = _as_recorded((each.name, each.body) for each in chain)
    kept = row and _Said(row.level, row.agency, row.service, row.set_aside_at is not None)
    newest = max((each.seq for each in chain if each.name == RatingGiven.name), default=0)
    told = any(each.name == RatingMissing.name and each.seq > newest for each in chain)
    if said is None or said == kept or told:
        return False
    record(
        RatingMissing(subject=subject, case=subject, service=said.service, agency=said.agency),
        by=SYSTEM,
    )
    return True
