"""What this room does about news: transcripts go where their holder went."""

from onedoor.kernel.events import on
from onedoor.registers.people.events import AccountBound
from onedoor.registers.transcripts.actions import follow_the_holder


@on(AccountBound)
def bring_what_was_entered(event: AccountBound) -> None:
    """A holder who turned out to be known already finds their paper licences there."""
    follow_the_holder(event.before, event.party)
