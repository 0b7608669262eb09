"""Laying down what happened, as the record tells it; and all of it anew."""

import logging
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from onedoor.kernel.record import links_between
from onedoor.kernel.time import days, local, midnight, today
from onedoor.oversight.figures.models import DECIDED, Happened, What
from onedoor.oversight.supervision.queries import TermsMissing, alias, how_decided

log = logging.getLogger(__name__)

COUNTED = {
    "application.submitted": What.RECEIVED,
    "case.accepted": What.ACCEPTED,
    "case.not-accepted": What.TURNED_AWAY,
    "case.withdrawn": What.WITHDRAWN,
    "case.decided": What.GRANTED,
}


def lay_down(subject: str, seq: int, *, name: str, at: datetime, body: dict[str, Any]) -> bool:
    """Lay down one event of a matter; whether it is new. Told twice, it counts once.

    A decision whose terms are not known here cannot be measured: it is left out and logged.
    """
    what = COUNTED[name]
    if what in DECIDED and not body["granted"]:
        what = What.REFUSED
    took: dict[str, Any] = {}
    if what in DECIDED:
        try:
            decided = how_decided(subject, seq)
        except TermsMissing as missing:
            log.warning("a decision cannot be measured: %s", missing)
            return False
        took = {"days": decided.days, "in_time": decided.in_time}
    row = Happened(
        chain=alias(subject), seq=seq, day=local(at).date(), service=body["service"],
        agency=body["agency"], what=what, **took,
    )  # fmt: skip
    with transaction.atomic():
        if Happened.objects.filter(chain=row.chain, seq=seq).exists():
            return False
        Happened.objects.bulk_create([row], ignore_conflicts=True)
    return True


def lay_down_anew() -> int:
    """Forget everything and lay it down again from the record; how many rows.

    For a house that had cases before it had figures. Readers see the figures fill up.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE figures_happened")
    since, before = midnight(date(2000, 1, 1)), midnight(today() + days(1))
    laid = 0
    for link in links_between(since, before, names=sorted(COUNTED)):
        laid += lay_down(
            link["subject"], link["seq"], name=link["name"], at=link["at"], body=link["body"]
        )
    return laid
