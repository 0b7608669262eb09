"""Administrators at their pages: signed in as accounts of the sample city."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from tests.world import World

Office = Callable[[str], Client]


@pytest.fixture
def office(world: World) -> Office:
    """The browser of whoever has this login."""

    def sits(login: str) -> Client:
        world.cast(login)
        client = Client()
        client.force_login(get_user_model().objects.get(login=login))
        return client

    return sits
