"""Clerks at their desks: signed in as accounts of the sample city, on a day of the story."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client

from onedoor.casework.cases.models import Case
from onedoor.kernel.time import travel
from onedoor.registers.people.queries import account_called

APPLIED = date(2026, 8, 10)
Seat = Callable[[str], Client]


@pytest.fixture(autouse=True)
def next_day() -> Iterator[None]:
    """The day after the story's application."""
    with travel(date(2026, 8, 11)):
        yield


@pytest.fixture
def desk(world) -> Seat:
    """The browser of the clerk (or citizen) with this login."""

    def sits(login: str) -> Client:
        world.cast(login)
        client = Client()
        client.force_login(account_called(login))
        return client

    return sits


@pytest.fixture
def window(desk: Seat) -> Client:
    return desk("press_aksu_city_window")


@pytest.fixture
def case(world) -> Case:
    """A bookshop's application, received yesterday."""
    return world.a_submitted_case(begin=APPLIED)
