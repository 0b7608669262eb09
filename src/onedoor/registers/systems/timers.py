"""What the hour calls for: sessions that are gone, keys that grew old, tickets long over."""

from onedoor.kernel.jobs import daily, every
from onedoor.registers.systems.actions import (
    end_sessions_that_are_gone,
    forget_what_is_over,
    rotate_old_keys,
)


@every(minutes=1)
def end_what_is_gone() -> None:
    """A session revoked on another device is over at the systems too."""
    end_sessions_that_are_gone()


@daily(3, 10)
def renew_keys() -> None:
    """A key that has signed for three months makes room for the next."""
    rotate_old_keys()


@daily(3, 25)
def forget_tickets() -> None:
    """Codes and tickets are kept a month after they opened anything."""
    forget_what_is_over()
