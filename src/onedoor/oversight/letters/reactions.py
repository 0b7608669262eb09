"""What this room does about news."""

from onedoor.kernel.events import on
from onedoor.oversight.letters.actions import follow_the_account, part_letters_from
from onedoor.registers.people.events import AccountBound, AccountClosed


@on(AccountClosed)
def part_letters_from_whoever_left(event: AccountClosed) -> None:
    """Letters stay, and nobody is known as their writer."""
    if event.last:
        part_letters_from(event.party)


@on(AccountBound)
def bring_what_was_written(event: AccountBound) -> None:
    """Letters go where the account went."""
    follow_the_account(event.before, event.party)
