"""What this room does about news: it counts."""

from onedoor.casework.cases.events import (
    ApplicationSubmitted,
    CaseAccepted,
    CaseDecided,
    CaseNews,
    CaseNotAccepted,
    CaseWithdrawn,
)
from onedoor.kernel.events import on
from onedoor.oversight.figures.actions import lay_down

HEARD: tuple[type[CaseNews], ...] = (
    ApplicationSubmitted,
    CaseAccepted,
    CaseNotAccepted,
    CaseDecided,
    CaseWithdrawn,
)


def count_it(event: CaseNews) -> None:
    """Lay it down; told twice, it counts once."""
    assert event.at is not None
    lay_down(event.subject, event.number_in_chain, name=event.name, at=event.at, body=event.body())


for _event in HEARD:
    on(_event)(count_it)
