"""What the hour brings about: days go by, and limits with them."""

from contextlib import suppress

from onedoor.kernel.jobs import daily
from onedoor.kernel.time import days, today
from onedoor.oversight.supervision.actions import look_at_what_runs
from onedoor.oversight.supervision.publishing import NothingToPublish, publish_through


@daily(0, 20)
def look_at_limits() -> None:
    """Warn before a limit and raise a card after it, for everything that runs."""
    look_at_what_runs()


@daily(1, 10)
def publish_what_is_over() -> None:
    """Publish every day that is over and was not published yet."""
    with suppress(NothingToPublish):
        publish_through(today() - days(1))
