"""What the hour calls for: keys that grew old, offers long over."""

from onedoor.kernel.jobs import daily
from onedoor.registers.credentials.actions import (
    forget_old_offers,
    let_go_of_old_texts,
    renew_old_issuing_key,
)


@daily(3, 40)
def renew_the_key_that_signs() -> None:
    """A key that has signed for a year makes room for the next."""
    renew_old_issuing_key()


@daily(3, 50)
def let_go_of_what_ran_out() -> None:
    """What can no longer be shown is not kept."""
    let_go_of_old_texts()


@daily(3, 45)
def forget_offers() -> None:
    """Offers are forgotten the day after."""
    forget_old_offers()
