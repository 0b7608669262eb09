"""What the hour brings about: days go by, and limits with them."""

from onedoor.kernel.jobs import daily
from onedoor.oversight.supervision.actions import look_at_what_runs


@daily(0, 20)
def look_at_limits() -> None:
    """Warn before a limit and raise a card after it, for everything that runs."""
    look_at_what_runs()
