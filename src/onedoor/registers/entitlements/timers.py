"""What the calendar calls for; each run is harmless."""

from onedoor.kernel.jobs import daily
from onedoor.registers.entitlements.actions import look_where_it_is_due


@daily(7, 20)
def look_again() -> None:
    """On birthdays, and when a licence has ended: of whoever asked."""
    look_where_it_is_due()
