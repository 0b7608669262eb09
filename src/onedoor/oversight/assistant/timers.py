"""What time itself brings about: questions kept for judging are forgotten."""

from onedoor.kernel.jobs import daily
from onedoor.oversight.assistant.actions import forget_old_samples


@daily(hour=4, minute=10)
def forget_what_is_old() -> None:
    """Questions older than thirty days go."""
    forget_old_samples()
