"""What this room does about news: with whoever leaves, every mandate of theirs is over."""

from onedoor.kernel.events import on
from onedoor.registers.mandates.actions import end_mandates_of
from onedoor.registers.people.events import AccountClosed


@on(AccountClosed)
def end_what_was_given_and_received(event: AccountClosed) -> None:
    """Nobody acts for a party that left, and it acts for nobody."""
    if event.last:
        end_mandates_of(event.party, reason="一方注销了账号，授权随之终止")
