"""Finding ratings that somebody took away: the record is held against what is kept."""

from typing import Any

from django.db import transaction

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.kernel.record import entries_of, links_between
from onedoor.kernel.time import days, now
from onedoor.oversight.feedback.events import RatingGiven, RatingMissing, RatingSetAside
from onedoor.oversight.feedback.models import Rating

# A rating can be changed for ten working days; looked at until all holidays are past as well.
LOOKED_BACK = 40


def find_missing_ratings() -> list[str]:
    """The matters whose newest rating is not kept as it was given, or is counted apart though
    nobody decided so; each is told of once."""
    names = (RatingGiven.name, RatingSetAside.name)
    links = list(links_between(now() - days(LOOKED_BACK), now(), names=names))
    given = {link["subject"]: link for link in links if link["name"] == RatingGiven.name}
    aside = {link["subject"] for link in links if _is_of_the_last(link, given)}
    rows = Rating.objects.filter(case__in=given).values_list("case", "level", "set_aside_at")
    kept = {case: (level, at is not None) for case, level, at in rows}
    lost = [
        link for case, link in given.items()
        if kept.get(case) != (link["body"]["level"], case in aside)
    ]  # fmt: skip
    return [link["subject"] for link in lost if _told(link)]


def _is_of_the_last(link: dict[str, Any], given: dict[str, dict[str, Any]]) -> bool:
    """Whether this sets aside what was said last of a matter."""
    last = given.get(link["subject"])
    return link["name"] == RatingSetAside.name and last is not None and link["seq"] > last["seq"]


@transaction.atomic
def _told(link: dict[str, Any]) -> bool:
    """Say so in the chain of the matter, unless it stands there since that rating."""
    told = [
        each for each in entries_of(link["subject"])
        if each.name == RatingMissing.name and each.seq > link["seq"]
    ]  # fmt: skip
    if told:
        return False
    body = link["body"]
    record(
        RatingMissing(
            subject=link["subject"],
            case=body["case"],
            service=body["service"],
            agency=body["agency"],
        ),
        by=SYSTEM,
    )
    return True
