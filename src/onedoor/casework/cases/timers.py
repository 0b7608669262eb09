"""What time itself brings about, run by the worker again and again; each run is harmless."""

from onedoor.casework.cases.actions import accept_what_is_deemed, forget_old_drafts
from onedoor.kernel.jobs import daily, every


@every(minutes=10)
def accept_the_silent() -> None:
    """行政许可法 32 (4): silence accepts."""
    accept_what_is_deemed()


@daily(3, 20)
def forget_drafts() -> None:
    """Drafts are kept no longer than was promised."""
    forget_old_drafts()
