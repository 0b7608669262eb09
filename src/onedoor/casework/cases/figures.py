"""Figures of many cases, for everybody: numbers, no case."""

from datetime import date

from django.db.models import Count

from onedoor.casework.cases.models import Case
from onedoor.kernel.actors import Actor
from onedoor.kernel.time import days, midnight


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
