"""Every story of every pack, played through the real actions on the days it tells.

Each paper that is written on the way can be read in every language, of the same values.
"""

from pathlib import Path

import pytest
from tests.read_beside import faults_of

from onedoor.kernel.actors import SYSTEM
from onedoor.registers.papers.queries import papers_of
from onedoor.site.city import Told, stories
from onedoor.site.stories import check_the_end

PACKS = Path(__file__).parents[2] / "packs"


@pytest.mark.parametrize(
    "told", list(stories(PACKS)), ids=lambda told: f"{told.service}/{told.file.stem}"
)
def test_the_story_goes_as_it_is_told(world, told: Told) -> None:
    play = told.play(world.cast)
    case = play.run()
    check_the_end(play)
    if case is not None:
        papers = papers_of(case.subject, seen_by=SYSTEM)
        assert faults_of(papers, world.again(case)) == []
