"""What the hour calls for: shows that nobody opened, a key that grew old."""

from onedoor.kernel.jobs import daily, every
from onedoor.registers.showing.actions import forget_what_is_over
from onedoor.registers.showing.signing import renew_answer_key


@every(minutes=30)
def let_old_shows_go() -> None:
    """Digits that nobody typed are free for others again; counted tries are forgotten."""
    forget_what_is_over()


@daily(3, 40)
def renew_the_key_of_answers() -> None:
    """A key that has signed for half a year makes room for the next."""
    renew_answer_key()
