"""Every story of every pack, played through the real actions on the days it tells."""

from pathlib import Path

import pytest

from onedoor.site.city import Told, stories
from onedoor.site.stories import check_the_end

PACKS = Path(__file__).parents[2] / "packs"


@pytest.mark.parametrize(
    "told", list(stories(PACKS)), ids=lambda told: f"{told.service}/{told.file.stem}"
)
def test_the_story_goes_as_it_is_told(world, told: Told) -> None:
    play = told.play(world.cast)
    play.run()
    check_the_end(play)
