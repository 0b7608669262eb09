"""The three administrators: founded once at the command line, then proposed and agreed to."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import now, today
from onedoor.registers.agencies import refusals as no
from onedoor.registers.agencies.acts import OFFICES
from onedoor.registers.agencies.events import AdministratorAppointed, AdministratorDismissed
from onedoor.registers.agencies.models import Administrator, Appointment
from onedoor.registers.agencies.rules import refuse_other_offices

# Rights want two security administrators, so two of them can be founded.
FOUNDERS = {"system": 1, "security": 2, "audit": 1}


def why_not_appoint(account_id: Any, office: str) -> Refusal | None:
    """A clerk's account, with no post and no office."""
    if office not in OFFICES:
        return no.UnknownOffice(where="office")
    account = get_user_model()._default_manager.filter(pk=account_id).first()
    if account is None:
        return NotFound(where="account")
    if not account.is_staff or not account.is_active:
        return no.NotAClerk(where="account")
    if Administrator.objects.filter(account_id=account_id, ended_at=None).exists():
        return no.HoldsAnOffice(where="account")
    held = Appointment.objects.filter(
        Q(until=None) | Q(until__gte=today()), account_id=account_id, ended_at=None
    )
    return no.HoldsAPost(where="account") if held.exists() else None


def seat(account_id: Any, office: str, *, by: Actor) -> Administrator:
    """Let the account hold the office, in the running transaction."""
    if refusal := why_not_appoint(account_id, office):
        raise refusal
    administrator = Administrator.objects.create(
        account_id=account_id, office=office, since=today(), given_by=by.ref
    )
    news = AdministratorAppointed(
        subject=f"office:{office}", account=str(account_id), office=office
    )
    record(news, by=by)
    return administrator


@transaction.atomic
def found_office(account_id: Any, office: str, *, by: Actor) -> Administrator:
    """The first administrators of a new installation; refused once the office is held.

    Only from the command line of the machine itself.
    """
    if by.kind != "system":
        raise no.NotThisOffice(office=OFFICES["security"])
    if office not in OFFICES:
        raise no.UnknownOffice(where="office")
    standing = Administrator.objects.select_for_update().filter(office=office, ended_at=None)
    if len(standing) >= FOUNDERS[office]:
        raise no.OfficeIsHeld(office=OFFICES[office])
    return seat(account_id, office, by=by)


@transaction.atomic
def dismiss_administrator(administrator_id: Any, *, reason: str, by: Actor) -> None:
    """End an administrator's office at once; the last of an office stays until another is there."""
    refuse_other_offices("security", by=by)
    if not reason.strip():
        raise no.ReasonNeeded(where="reason")
    standing = list(Administrator.objects.select_for_update().filter(ended_at=None).order_by("pk"))
    leaving = next((each for each in standing if str(each.pk) == str(administrator_id)), None)
    if leaving is None:
        raise NotFound(where=str(administrator_id))
    if sum(each.office == leaving.office for each in standing) == 1:
        raise no.LastOfOffice(office=OFFICES[leaving.office])
    leaving.ended_at = now()
    leaving.save(update_fields=["ended_at"])
    news = AdministratorDismissed(
        subject=f"office:{leaving.office}",
        account=str(leaving.account_id),
        office=leaving.office,
    )
    record(news, by=by)
