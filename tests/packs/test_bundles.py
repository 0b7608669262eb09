"""Every story of every bundle, played through the real actions on the days it tells."""

from pathlib import Path

import pytest

from onedoor.registers.catalogue.queries import BundleTold, bundle_stories
from onedoor.site.bundle_stories import BundlePlay, check_the_bundle_ends

PACKS = Path(__file__).parents[2] / "packs"


@pytest.mark.parametrize(
    "told", bundle_stories(PACKS), ids=lambda told: f"{told.bundle}/{told.path.stem}"
)
def test_the_bundle_goes_as_it_is_told(world, told: BundleTold) -> None:
    play = BundlePlay(told.bundle, told.story, world.cast, told.story.begin)
    play.run()
    check_the_bundle_ends(play)
