"""What time itself brings about: old misses are forgotten."""

from onedoor.kernel.jobs import daily
from onedoor.registers.finding.actions import forget_old_misses


@daily(hour=4)
def forget_what_is_old() -> None:
    """What nobody has asked for half a year goes."""
    forget_old_misses()
