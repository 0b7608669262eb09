"""What time itself brings about: a change whose day has come takes effect."""

from onedoor.kernel.jobs import every
from onedoor.registers.items.actions import follow_the_list, publish_powers


@every(minutes=10)
def follow_the_day() -> None:
    """Services and powers lists say what the list says today."""
    if follow_the_list():
        publish_powers()
