"""What the hour brings about: what was told to its applicant and not published yet."""

from onedoor.kernel.jobs import every
from onedoor.oversight.results.actions import publish_what_is_due


@every(30)
def publish_results() -> None:
    """Decisions whose news went astray are published all the same, days before the last one."""
    publish_what_is_due()
