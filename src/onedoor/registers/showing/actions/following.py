"""What becomes of shows and authorisations when a holder leaves, or turns out to be another."""

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.registers.showing import events
from onedoor.registers.showing.models import Authorisation, Show, Use, UseCopy
from onedoor.registers.showing.queries import chain_of


@transaction.atomic
def end_all_of(party: str, *, made_by: str = "", by: Actor) -> None:
    """End what this party shows and lets others see; with `made_by`, only what that account did."""
    shows = Show.objects.filter(holder=party, opened_at=None, ended_at=None)
    given = Authorisation.objects.select_for_update().filter(holder=party, ended_at=None)
    if made_by:
        shows, given = shows.filter(begun_by=made_by), given.filter(made_by=made_by)
    shows.update(ended_at=now())
    for each in given.order_by("pk"):
        each.ended_at = now()
        each.save(update_fields=["ended_at"])
        told = events.AuthorisationEnded(subject=chain_of(each.licence), authorisation=str(each.pk))
        record(told, by=by)


@transaction.atomic
def follow_the_holder(before: str, party: str) -> None:
    """Whoever held licences as `before` turned out to be `party`; why, says its `account.bound`."""
    for rows in (Show, Authorisation, Use, UseCopy):
        rows.objects.filter(holder=before).update(holder=party)
