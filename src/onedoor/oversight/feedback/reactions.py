"""What this room does about news: whoever leaves takes their words with them, not the figures."""

from onedoor.kernel.events import on
from onedoor.oversight.feedback.models import Rating
from onedoor.registers.people.events import AccountClosed


@on(AccountClosed)
def part_ratings_from_whoever_left(event: AccountClosed) -> None:
    """The level counts on; who gave it, and in what words, is gone (个人信息保护法 47)."""
    if event.last:
        Rating.objects.filter(party=event.party).update(party="", text="")
