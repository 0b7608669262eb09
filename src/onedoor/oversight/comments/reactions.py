"""What this room does about news."""

from onedoor.kernel.events import on
from onedoor.oversight.comments.actions import follow_the_account, remove_comments_of
from onedoor.registers.people.events import AccountBound, AccountClosed


@on(AccountClosed)
def remove_what_was_told(event: AccountClosed) -> None:
    """Comments go with whoever leaves."""
    if event.last:
        remove_comments_of(event.party)


@on(AccountBound)
def bring_what_was_told_of_guides(event: AccountBound) -> None:
    """Comments go where the account went."""
    follow_the_account(event.before, event.party)
