"""What time itself brings about, run by the worker again and again; each run is harmless."""

from onedoor.casework.cases.actions import (
    accept_what_is_deemed,
    end_what_was_never_corrected,
    forget_old_drafts,
    hear_the_silent,
    let_links_expire,
    look_after_the_deferred,
    settle_what_is_broken,
)
from onedoor.kernel.jobs import daily, every


@every(minutes=10)
def accept_the_silent() -> None:
    """行政许可法 32 (4): silence accepts."""
    accept_what_is_deemed()


@every(minutes=10)
def hear_other_bodies() -> None:
    """What the silence of a body that was asked means, where a law says so."""
    hear_the_silent()


@daily(3, 40)
def end_the_uncorrected() -> None:
    """What was missing never came: the case ends, as was published."""
    end_what_was_never_corrected()


@daily(3, 20)
def forget_drafts() -> None:
    """Drafts are kept no longer than was promised."""
    forget_old_drafts()


@daily(3, 40)
def look_after_promises() -> None:
    """Deferred documents, findings nobody objected to, links whose time is over."""
    look_after_the_deferred()
    settle_what_is_broken()
    let_links_expire()
