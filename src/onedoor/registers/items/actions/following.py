"""Services follow the list: what it suspends cannot be applied for, what it cancels is gone."""

from onedoor.registers.catalogue.actions import set_states
from onedoor.registers.items.queries import listed


def follow_the_list() -> int:
    """Set each service to the state its item has today; returns how many changed.

    Run as often as you like. A suspension that begins tomorrow takes effect with tomorrow's run;
    cases that run keep running under the version they began with.
    """
    return set_states({code: each.state for code, each in listed().items()})
