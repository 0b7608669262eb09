"""What the calendar calls for: reminders, and notes of what ran out; each run is harmless."""

from onedoor.kernel.jobs import daily
from onedoor.registers.licences.actions import note_what_is_over, remind_of_what_is_due


@daily(8, 30)
def remind() -> None:
    """In the morning, when people read their messages."""
    remind_of_what_is_due()


@daily(0, 20)
def note() -> None:
    """Soon after midnight: what ended yesterday holds no more."""
    note_what_is_over()
