"""What can be seen of visits and of the devices at windows: by whoever is at the window, by whoever
supervises it, and by the device itself. Nothing of persons is there to be seen."""

from dataclasses import dataclass
from datetime import date, timedelta

from onedoor.kernel.actors import Actor
from onedoor.kernel.time import midnight, now
from onedoor.oversight.feedback.actions.rating import is_showing, window_with
from onedoor.oversight.feedback.known import of_window
from onedoor.oversight.feedback.models import Rating, Visit, Window
from onedoor.oversight.feedback.visiting import (
    RECEIVES,
    SETS_UP,
    NoSuchVisit,
    NoSuchWindow,
    UnknownDevice,
)

__all__ = [
    "AtWindow",
    "Visit",
    "VisitRow",
    "Window",
    "WindowRow",
    "at_window",
    "visit_for",
    "visits_today",
    "windows_at",
    "windows_supervised",
]


@dataclass(frozen=True, kw_only=True)
class AtWindow:
    """What a device shows: the window, what is to be rated, and what was just given."""

    name: str
    agency: str
    shows: bool
    service: str
    came_for: str
    level: int | None


@dataclass(frozen=True, kw_only=True)
class WindowRow:
    """A device as the desk lists it."""

    window: Window
    in_use: bool
    is_showing: bool


@dataclass(frozen=True, kw_only=True)
class VisitRow:
    """A visit as the window lists it: whether it was rated, not how."""

    visit: Visit
    rated: bool


def at_window(code: str, *, secret: str) -> AtWindow:
    """What stands on the device that has this secret. UnknownDevice to any other; NoSuchWindow."""
    window = window_with(secret)
    if window is None or window.code != code:
        raise UnknownDevice() if Window.objects.filter(code=code).exists() else NoSuchWindow()
    showing, given = is_showing(window), None
    if showing:
        given = Rating.objects.filter(case=window.shows, window=window.pk).first()
    # Whoever went away after rating is not shown to the next.
    back = timedelta(seconds=of_window("back_after_seconds"))
    if given and given.spoken_at < now() - back:
        showing, given = False, None
    return AtWindow(
        name=window.name,
        agency=window.agency,
        shows=showing,
        service=window.service,
        came_for=window.came_for,
        level=given.level if given else None,
    )


def windows_at(*, seen_by: Actor) -> list[WindowRow]:
    """The devices in use at the windows where the reader receives people."""
    found = Window.objects.filter(agency__in=seen_by.agencies_as(RECEIVES)).exclude(digest="")
    return [_row(each) for each in found.order_by("agency", "name")]


def windows_supervised(*, seen_by: Actor) -> list[WindowRow]:
    """Every device of the agencies that the reader supervises."""
    found = Window.objects.filter(agency__in=seen_by.agencies_as(SETS_UP))
    return [_row(each) for each in found.order_by("agency", "name")]


def _row(window: Window) -> WindowRow:
    return WindowRow(window=window, in_use=bool(window.digest), is_showing=is_showing(window))


def visits_today(on: date, *, seen_by: Actor, limit: int = 20) -> list[VisitRow]:
    """The visits of that day at the reader's windows, the newest first."""
    mine = Visit.objects.filter(agency__in=seen_by.agencies_as(RECEIVES))
    found = list(mine.filter(opened_at__gte=midnight(on)).order_by("-opened_at")[:limit])
    names = [each.subject for each in found]
    rated = set(Rating.objects.filter(case__in=names).values_list("case", flat=True))
    return [VisitRow(visit=each, rated=each.subject in rated) for each in found]


def visit_for(id: str, *, seen_by: Actor) -> Visit:
    """A visit at the reader's window, to print its slip. NoSuchVisit to others."""
    mine = Visit.objects.filter(agency__in=seen_by.agencies_as(RECEIVES))
    found = mine.filter(pk=id).first()
    if found is None:
        raise NoSuchVisit()
    return found
