"""What the hour brings about: each night the sites read their own pages."""

from threading import Thread

from onedoor.kernel.jobs import apart, every
from onedoor.kernel.time import local, now
from onedoor.oversight.inspection.actions import inspect_sites
from onedoor.oversight.inspection.queries import sites_due

# When few visitors are about.
FROM_HOUR = 2


@every(30)
def inspect_each_night() -> Thread | None:
    """Inspect each site once a day, from two in the morning on; a night missed is made up by day.

    The thread in which it is done; None when it is too early, done already, or being done.
    """
    if local(now()).hour < FROM_HOUR or not sites_due():
        return None
    return apart(inspect_sites)
