"""Finding ratings that somebody took away: the record is held against what is kept."""

from typing import Any

from django.db import transaction

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.kernel.record import entries_of, links_between
from onedoor.kernel.time import days, now
from onedoor.oversight.feedback.events import RatingGiven, RatingMissing
from onedoor.oversight.feedback.models import Rating

# A rating can be changed for ten working days; looked at until all holidays are past as well.
LOOKED_BACK = 40


def find_missing_ratings() -> list[str]:
    """The matters whose newest rating is not kept as it was given; each is told of once."""
    links = links_between(now() - days(LOOKED_BACK), now(), names=(RatingGiven.name,))
    given = {link["subject"]: link for link in links}
    kept = dict(Rating.objects.filter(case__in=given).values_list("case", "level"))
    lost = [each for each in given.values() if kept.get(each["subject"]) != each["body"]["level"]]
    return [link["subject"] for link in lost if _told(link)]


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
