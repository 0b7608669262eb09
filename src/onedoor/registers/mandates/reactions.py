"""What this room does about news: what a stranger gave away in somebody's name ends."""

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import on
from onedoor.registers.mandates.actions import end_what_it_gave
from onedoor.registers.people.events import AccountReleased


@on(AccountReleased)
def end_what_a_strange_account_gave(event: AccountReleased) -> None:
    """Nobody comes back by a mandate that the account itself had given under the person's name."""
    end_what_it_gave(event.account, giver=event.before, by=SYSTEM)
