"""What this room does about news: a published day is laid down."""

from onedoor.kernel.events import on
from onedoor.oversight.assessment.actions import lay_down
from onedoor.oversight.supervision.events import DayPublished


@on(DayPublished)
def lay_its_counts_down(event: DayPublished) -> None:
    """Lay the counts of the day down; told twice, nothing happens twice."""
    lay_down(event.day)
