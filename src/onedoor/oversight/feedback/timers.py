"""What the hour brings about: old looks are forgotten, and ratings held against the record."""

from threading import Thread

from onedoor.kernel.jobs import apart, daily, weekly
from onedoor.kernel.readings import forget_old_readings
from onedoor.oversight.feedback.actions import find_missing_ratings, find_old_missing_ratings


@daily(3, 40)
def forget_looks() -> None:
    """个人信息保护法 47 (3): what has been kept its time is removed."""
    forget_old_readings()


@daily(0, 5)
def look_for_missing_ratings() -> None:
    """Before limits are looked at and the day is published, so that a card is among it."""
    find_missing_ratings()


@weekly(7, 4, 15)
def look_for_old_missing_ratings() -> Thread | None:
    """Every rating there ever was, on Sunday before morning; apart, as that takes minutes."""
    return apart(find_old_missing_ratings)
