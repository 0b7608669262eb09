"""Laying down what happened, as the record tells it."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction

from onedoor.kernel.time import local
from onedoor.oversight.figures.models import COUNTED, DECIDED, Happened, What
from onedoor.oversight.figures.rebuilding import rebuild_figures
from onedoor.oversight.supervision.queries import TermsMissing, alias, how_decided

__all__ = ["lay_down", "rebuild_figures"]

log = logging.getLogger(__name__)


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
