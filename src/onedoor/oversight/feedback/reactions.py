"""What this room does about news: whoever leaves takes their words with them, not the figures; and
what somebody said under an account goes where the account goes."""

from onedoor.kernel.events import on
from onedoor.oversight.feedback.actions import bring_what_was_said, part_with_what_was_said
from onedoor.registers.people.events import AccountBound, AccountClosed


@on(AccountClosed)
def part_ratings_from_whoever_left(event: AccountClosed) -> None:
    """The level counts on; who gave it, and in what words, is gone (个人信息保护法 47)."""
    if event.last:
        part_with_what_was_said(event.party)


@on(AccountBound)
def bring_ratings_along(event: AccountBound) -> None:
    """What a self-declared party rated and asked is that of the party it turned out to be."""
    bring_what_was_said(event.before, event.party)
