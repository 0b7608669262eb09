"""Opening a visit; setting up the device of a window, and calling up on it what is to be rated."""

import secrets

from django.db import transaction

from onedoor.casework.cases.queries import case_for
from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import is_query_code, new_query_code, query_code
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.oversight.feedback import visiting as rules
from onedoor.oversight.feedback.actions.rating import (
    Matter,
    matter_of,
    visit_as_matter,
    window_with,
)
from onedoor.oversight.feedback.events import VisitOpened, WindowClosed, WindowSetUp
from onedoor.oversight.feedback.models import Rating, Visit, Window
from onedoor.oversight.feedback.rules import NotEndedYet
from onedoor.oversight.feedback.terms import until
from onedoor.registers.people.actions import digest_of


@transaction.atomic
def open_visit(
    agency: str, *, came_for: str, service: str = "", place: str = "", by: Actor
) -> Visit:
    """Give somebody who came to the window a number to rate the visit with; no name is asked.

    NotYourWindow, NoCameFor, NoWindowName.
    """
    if refusal := rules.why_not_open(agency, kind=came_for, place=place, by=by):
        raise refusal
    visit = Visit.objects.create(
        number=new_query_code(), agency=agency, came_for=came_for, service=service,
        place=place.strip(), opened_at=now(), opened_by=by.ref,
        rate_by=until(agency, "rate_within", after=today()).day,
    )  # fmt: skip
    told = VisitOpened(
        subject=visit.subject, agency=agency, came_for=came_for, service=service,
        rate_by=visit.rate_by,
    )  # fmt: skip
    record(told, by=by)
    return visit


@transaction.atomic
def set_up_window(agency: str, *, name: str, by: Actor) -> tuple[Window, str]:
    """Let a device take ratings at a window; with the secret to type into it, shown once.

    NoSuchWindow to whoever does not supervise the agency; NoWindowName.
    """
    if refusal := rules.why_not_set_up(agency, name=name.strip(), by=by):
        raise refusal
    window = Window(
        code=secrets.token_hex(3), agency=agency, name=name.strip(), made_at=now(), made_by=by.ref
    )
    return window, _new_secret(window, by, again=False)


@transaction.atomic
def renew_window(id: str, *, by: Actor) -> tuple[Window, str]:
    """Give the device a new secret; the old one opens nothing any more. NoSuchWindow."""
    window = _supervised(id, by)
    return window, _new_secret(window, by, again=True)


@transaction.atomic
def close_window(id: str, *, by: Actor) -> Window:
    """Take the device out of use. NoSuchWindow."""
    window = _supervised(id, by)
    if window.digest:
        window.digest, window.shows, window.shown_at = "", "", None
        window.save()
        told = WindowClosed(subject=window.subject, window=str(window.pk), agency=window.agency)
        record(told, by=by)
    return window


@transaction.atomic
def call_up(id: str, *, number: str, by: Actor) -> Window:
    """Show on the device what has just been done: a case that ended, or a visit.

    NoSuchWindow, NotYourWindow, UnknownDevice, NoSuchNumber, NotEndedYet, RatedBefore.
    """
    window = Window.objects.select_for_update().filter(pk=id).first()
    if window is None or not by.holds(f"{window.agency}/{rules.RECEIVES}"):
        raise rules.NoSuchWindow()
    matter, kind = _to_show(number, by)
    if refusal := rules.why_not_call_up(
        agency=window.agency,
        of=matter.agency,
        in_use=bool(window.digest),
        rated=Rating.objects.filter(case=matter.name).exists(),
        by=by,
    ):
        raise refusal
    window.shows, window.service, window.came_for = matter.name, matter.service, kind
    window.shown_at = now()
    window.save()
    return window


@transaction.atomic
def put_away(code: str, *, secret: str) -> None:
    """Show nothing on the device any more: it was rated, or whoever stands there would not."""
    window = window_with(secret)
    if window is None or window.code != code:
        raise rules.UnknownDevice()
    window.shows, window.service, window.came_for, window.shown_at = "", "", "", None
    window.save(update_fields=["shows", "service", "came_for", "shown_at"])


def _to_show(number: str, by: Actor) -> tuple[Matter, str]:
    """The visit or the ended case of this number, with what was come for."""
    if is_query_code(number):
        visit = Visit.objects.filter(number=query_code(number)).first()
        if visit is None:
            raise rules.NoSuchNumber(where="number")
        return visit_as_matter(visit), visit.came_for
    case = case_for(number.strip(), seen_by=by, why="请人评价").case
    if case.closed_on is None:
        raise NotEndedYet()
    return matter_of(case), ""


def _supervised(id: str, by: Actor) -> Window:
    window = Window.objects.select_for_update().filter(pk=id).first()
    if window is None or not by.is_staff or not by.holds(f"{window.agency}/{rules.SETS_UP}"):
        raise rules.NoSuchWindow()
    return window


def _new_secret(window: Window, by: Actor, *, again: bool) -> str:
    secret = secrets.token_hex(10).upper()
    window.digest = digest_of(secret)
    window.shows, window.shown_at = "", None
    window.save()
    told = WindowSetUp(
        subject=window.subject, window=str(window.pk), agency=window.agency, again=again
    )
    record(told, by=by)
    return secret
