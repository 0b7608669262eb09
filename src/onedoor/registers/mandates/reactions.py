"""What this room does about news: what a stranger gave ends, and all of whoever leaves."""

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import on
from onedoor.registers.mandates.actions import end_mandates_of, end_what_it_gave
from onedoor.registers.people.events import AccountClosed, AccountReleased


@on(AccountReleased)
def end_what_a_strange_account_gave(event: AccountReleased) -> None:
    """Nobody comes back by a mandate that the account itself had given under the person's name."""
    end_what_it_gave(event.account, giver=event.before, by=SYSTEM)


@on(AccountClosed)
def end_what_was_given_and_received(event: AccountClosed) -> None:
    """Nobody acts for a party that left, and it acts for nobody."""
    if event.last:
        end_mandates_of(event.party, reason="一方注销了账号，授权随之终止")
