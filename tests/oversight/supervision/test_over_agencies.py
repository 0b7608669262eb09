"""What shows only over a whole agency becomes a row that somebody handles, whichever day it was."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from tests.oversight.supervision.test_publishing import cards_published
from tests.world import BOOKSHOP

from onedoor.casework.cases.events import CaseDecided
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import Event, record
from onedoor.kernel.time import ZONE, travel
from onedoor.oversight.feedback.events import RatingGiven
from onedoor.oversight.supervision import actions, reactions
from onedoor.oversight.supervision.models import RaisedCard
from onedoor.oversight.supervision.publishing import publish_through, write_publications
from onedoor.registers.showing.events import LicenceUsed

AGENCY, OTHER_SERVICE = "press-aksu-city", "disability-subsidy"
# All rules hold by then; it is the last day of its month, and of the year.
LAST = date(2026, 12, 31)
RULES = {"out-of-hours", "query-without-case", "ratings-in-bulk", "unlike-outcomes"}


def _decided(
    number: int, *, granted: bool, service: str = BOOKSHOP, alike: str | None = None
) -> Event:
    return CaseDecided(
        subject=f"case-{number}", case=f"case-{number}", party="party:1", service=service,
        version=1, agency=AGENCY, division="652901000000", granted=granted, said=True, alike=alike,
    )  # fmt: skip


def _used(number: int) -> Event:
    return LicenceUsed(
        subject=f"licence:{number}", system="", authorisation="", law="", purpose="",
        agency=AGENCY, use=number, case_known=False,
    )  # fmt: skip


def _rated(number: int) -> Event:
    return RatingGiven(
        subject=f"case-{number}", case=f"case-{number}", service=BOOKSHOP, agency=AGENCY, level=5,
        channel="paper",
    )  # fmt: skip


def _a_bad_night(clerk: Actor) -> None:
    """At eleven on the last evening of the month: each of the four rules is broken, one of them for
    two services, so that there are five cards in the month."""
    events = [_decided(number, granted=True) for number in range(10)]
    for first, service in ((100, BOOKSHOP), (200, OTHER_SERVICE)):
        events += [
            _decided(first + more, granted=more % 2 == 0, service=service, alike="standard:1")
            for more in range(6)
        ]
    events += [_used(number) for number in range(10)]
    events += [_rated(number) for number in range(30)]
    with travel(datetime.combine(LAST, time(23), ZONE)), transaction.atomic():
        record(*events, by=clerk)


@pytest.fixture
def bad_night(world: Any) -> None:
    _a_bad_night(world.a_clerk(AGENCY, "approver"))


def _rows() -> set[tuple[str, str, date]]:
    return set(RaisedCard.objects.values_list("rule", "level", "level_on"))


def test_what_happened_on_the_last_evening_of_a_month_is_raised_in_the_next(world: Any) -> None:
    with travel(datetime.combine(LAST, time(0, 20), ZONE)):
        actions.look_at_what_runs()
    _a_bad_night(world.a_clerk(AGENCY, "approver"))
    assert not RaisedCard.objects.exists()
    with travel(LAST + timedelta(days=1)):
        actions.look_at_what_runs()
        raised = _rows()
        assert {rule for rule, _level, _on in raised} == RULES | {"cards-repeated"}
        assert {on for _rule, _level, on in raised} == {LAST}
        actions.look_at_what_runs()
    assert _rows() == raised and RaisedCard.objects.count() == 6


@pytest.mark.usefixtures("bad_night")
def test_nights_that_were_missed_are_made_up_for_a_week() -> None:
    with travel(LAST + timedelta(days=7)):
        actions.look_at_what_runs()
    assert {rule for rule, _level, _on in _rows()} == RULES | {"cards-repeated"}


@pytest.mark.usefixtures("bad_night")
def test_every_card_that_is_published_over_an_agency_is_a_row_here(tmp_path: Path) -> None:
    with travel(LAST + timedelta(days=1)):
        actions.look_at_what_runs()
        publish_through(LAST)
    write_publications(tmp_path)
    published = {rule for rule, _level in cards_published(tmp_path)}
    rows = set(RaisedCard.objects.values_list("rule", flat=True))
    # Of the matters themselves, which are only half here, no row was asked for.
    assert published - {"step-skipped"} == rows == RULES | {"cards-repeated"}


def _now(*events: Event, by: Actor, world: Any) -> list[tuple[str, str]]:
    """The cards there are as soon as the news of these are heard; no night lies between."""
    with travel(datetime.combine(date(2026, 12, 10), time(22), ZONE)):
        with transaction.atomic():
            record(*events, by=by)
        world.drain()
        return sorted(RaisedCard.objects.values_list("rule", "level"))


def test_what_shows_over_an_agency_shows_at_once(world: Any) -> None:
    """Not only in the night: the last of them raises the card."""
    clerk = world.a_clerk(AGENCY, "approver")
    many = {
        "out-of-hours": [_decided(number, granted=True) for number in range(10)],
        "query-without-case": [_used(number) for number in range(10)],
        "ratings-in-bulk": [_rated(number) for number in range(30)],
        "unlike-outcomes": [
            _decided(100 + more, granted=more % 2 == 0, alike="standard:1") for more in range(6)
        ],
    }
    for rule, events in many.items():
        before = _now(*events[:-1], by=clerk, world=world)
        assert (rule, "yellow") not in before, rule
        after = _now(events[-1], by=clerk, world=world)
        assert (rule, "yellow") in after, rule


def test_cards_that_are_many_in_a_month_show_with_the_last_of_them(world: Any) -> None:
    clerk = world.a_clerk(AGENCY, "approver")
    _a_bad_night(clerk)
    with travel(datetime.combine(LAST, time(23, 30), ZONE)):
        world.drain()
    assert {rule for rule, _level, _on in _rows()} >= RULES | {"cards-repeated"}
    at_once = _rows()
    with travel(LAST + timedelta(days=1)):
        actions.look_at_what_runs()
    assert _rows() == at_once


def test_what_is_in_hours_or_has_a_name_or_a_case_is_asked_of_nobody(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look at the whole agency costs something: only what can show there asks for it."""
    monkeypatch.setattr(reactions, "reckon_day_of", _nobody_asks)
    monkeypatch.setattr(reactions, "reckon_agencies", _nobody_asks)
    clerk = world.a_clerk(AGENCY, "approver")
    with travel(datetime.combine(date(2026, 12, 10), time(11), ZONE)):
        with transaction.atomic():
            used = replace(_used(1), case_known=True)
            record(_decided(1, granted=True), replace(_rated(2), channel="web"), used, by=clerk)
        world.drain()


def _nobody_asks(*_asked: Any, **_more: Any) -> None:
    raise AssertionError("nobody should have asked")
