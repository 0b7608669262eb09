"""Figures of many cases, for everybody: numbers, no case."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from onedoor.casework.cases.models import Case
from onedoor.kernel.actors import Actor
from onedoor.kernel.time import days, midnight


@dataclass(frozen=True)
class Outcomes:
    """How many cases were decided and ended in a period, and how many within the promise."""

    decided: int
    on_time: int


def outcomes_between(first: date, last: date, *, seen_by: Actor) -> Outcomes:
    """Figures of all cases that ended from `first` to `last`, both included: for everybody."""
    found = Case.objects.filter(closed_on__range=(first, last), decided_on__isnull=False)
    kept = Q(decided_on__lte=F("promised_due"))
    return Outcomes(**found.aggregate(decided=Count("id"), on_time=Count("id", filter=kept)))


def filed_between(first: date, last: date, *, division: str = "", seen_by: Actor) -> dict[str, int]:
    """How often each service was applied for from `first` to `last`, both included: figures.

    `division` is the beginning of its code: "6529" for all of a prefecture, "" for everywhere.
    """
    found = Case.objects.filter(
        submitted_at__gte=midnight(first), submitted_at__lt=midnight(last + days(1))
    )
    if division:
        found = found.filter(division__startswith=division)
    return dict(found.values_list("service").annotate(Count("id")).order_by())
