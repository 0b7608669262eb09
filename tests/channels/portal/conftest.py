"""The people of the sample city have accounts before anybody signs in."""

import pytest
from tests.world import World


@pytest.fixture(autouse=True)
def accounts(world: World) -> None:
    for ref in world.cast.people:
        world.cast(ref)
