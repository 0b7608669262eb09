"""What this room does about news: who leaves lets nobody see anything any more."""

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import on
from onedoor.registers.people.events import AccountBound, AccountClosed, AccountReleased
from onedoor.registers.showing.actions import end_all_of, follow_the_holder


@on(AccountClosed)
def end_what_others_were_let_see(event: AccountClosed) -> None:
    """No code and no authorisation outlives the last account of its holder."""
    if event.last:
        end_all_of(event.party, by=SYSTEM)


@on(AccountReleased)
def end_what_a_strange_account_let_see(event: AccountReleased) -> None:
    """What an account let others see that was not the person's own is over."""
    end_all_of(event.before, made_by=f"account:{event.account}", by=SYSTEM)


@on(AccountBound)
def bring_what_was_shown(event: AccountBound) -> None:
    """The book of shows and uses goes where the licences went."""
    follow_the_holder(event.before, event.party)
