"""What the desk owes to the hour: signed pieces go out, if nothing stops them at that moment."""

from onedoor.channels.look.ground import ground_of
from onedoor.kernel.jobs import every
from onedoor.registers.publications.actions import show_what_is_due


@every(minutes=1)
def publish_what_is_due() -> None:
    """Whatever was signed off for this minute is scanned once more and shown."""
    show_what_is_due(ground_of)
