"""What time itself brings about: what was to be shown until a day comes to its end.

What was signed off for an hour goes out by `channels/desk/timers`, which knows our addresses.
"""

from onedoor.kernel.jobs import daily
from onedoor.registers.publications.actions import take_down_what_has_run_out


@daily(hour=0, minute=5)
def end_what_has_run_out() -> None:
    """Whatever was to be shown until yesterday is taken down, and says so."""
    take_down_what_has_run_out()
