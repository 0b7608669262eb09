"""Laying down once a month what each agency offers, and which of its guides lack nothing."""

from collections.abc import Collection

from django.db import transaction

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.kernel.record import links_between
from onedoor.kernel.time import midnight, month_of, months_after, today
from onedoor.oversight.inspection.events import OfferSurveyed
from onedoor.registers.catalogue.queries import offers, services_called
from onedoor.registers.items.queries import items_of_bodies


def is_surveyed() -> bool:
    """Whether this month has its survey."""
    month = month_of(today())
    span = (midnight(month), midnight(months_after(month, 1)))
    return next(links_between(*span, names=[OfferSurveyed.name]), None) is not None


@transaction.atomic
def survey_offers(complete: Collection[str]) -> list[OfferSurveyed]:
    """Record of each agency what it offers today; `complete` are the services whose guide lacks
    nothing. Public: offices alone."""
    given, guides = items_of_bodies(), offers()
    known = services_called({code for codes in guides.values() for code in codes})
    told = []
    for agency in sorted(given.keys() | guides.keys()):
        own = [code for code in guides.get(agency, []) if code in known]
        items = given.get(agency, set())
        told.append(
            OfferSurveyed(
                subject=f"offer:{agency}",
                agency=agency,
                items=len(items),
                offered=len(items & {known[code].catalogue_code for code in own}),
                guides=len(own),
                complete=len(set(own) & set(complete)),
            )
        )
    if told:
        record(*told, by=SYSTEM)
    return told
