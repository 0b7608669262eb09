"""What this room does about news: a licence came or went, an account moved or closed."""

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import on
from onedoor.registers.entitlements.actions import (
    follow_the_account,
    forget_entitlements_of,
    look,
)
from onedoor.registers.licences import events as licences
from onedoor.registers.licences.queries import licence_for
from onedoor.registers.people.events import AccountBound, AccountClosed


def look_at_the_holder(event: licences.LicenceNews) -> None:
    """A licence came or stands otherwise: whoever asked is looked at anew, nobody else."""
    look(licence_for(event.number, seen_by=SYSTEM).holder)


for _kind in (
    licences.LicenceIssued,
    licences.LicenceSuspended,
    licences.LicenceRestored,
    licences.LicenceRevoked,
    licences.LicenceCancelled,
):
    on(_kind)(look_at_the_holder)


@on(AccountClosed)
def forget_what_was_found(event: AccountClosed) -> None:
    """It goes with the last account of a party (个人信息保护法 47)."""
    if event.last:
        forget_entitlements_of(event.party)


@on(AccountBound)
def bring_what_was_asked(event: AccountBound) -> None:
    """It goes where the account went."""
    follow_the_account(event.before, event.party)
