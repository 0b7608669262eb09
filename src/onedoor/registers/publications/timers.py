"""What time itself brings about: signed pieces go out at their hour, others come to their end."""

from onedoor.kernel.jobs import daily, every
from onedoor.registers.publications.actions import show_what_is_due, take_down_what_has_run_out


@every(minutes=1)
def publish_what_is_due() -> None:
    """Whatever was signed off for this minute is shown."""
    show_what_is_due()


@daily(hour=0, minute=5)
def end_what_has_run_out() -> None:
    """Whatever was to be shown until yesterday is taken down, and says so."""
    take_down_what_has_run_out()
