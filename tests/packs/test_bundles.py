"""Every story of every bundle, played through the real actions on the days it tells."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.read_beside import faults_of

from onedoor.kernel.actors import SYSTEM
from onedoor.registers.catalogue.bundlechecks import check_bundles
from onedoor.registers.catalogue.packs import read_packs
from onedoor.registers.catalogue.queries import BundleTold, bundle_stories
from onedoor.registers.licences.queries import licence_on
from onedoor.registers.papers.queries import papers_of
from onedoor.site.bundle_stories import BundlePlay, check_the_bundle_ends

PACKS = Path(__file__).parents[2] / "packs"


@pytest.mark.parametrize(
    "told", bundle_stories(PACKS), ids=lambda told: f"{told.bundle}/{told.path.stem}"
)
def test_the_bundle_goes_as_it_is_told(world, told: BundleTold) -> None:
    play = BundlePlay(told.bundle, told.story, world.cast, told.story.begin)
    play.run()
    check_the_bundle_ends(play)
    if play.file is not None:
        joint = play.file.joint
        assert faults_of(papers_of(joint.subject, seen_by=SYSTEM), joint) == []


def test_the_plate_says_what_was_permitted_and_the_qualification_stays_the_drivers(world) -> None:
    """校车安全管理条例 16: plate, owner, driver, route, times, stops, issuer, last day."""
    told = next(each for each in bundle_stories(PACKS, bundle="school-bus") if each.story.sample)
    play = BundlePlay(told.bundle, told.story, world.cast, told.story.begin)
    play.run()
    assert play.file is not None
    cases = {each.part: each.case for each in play.file.parts}
    plate = licence_on(cases["plate"], seen_by=SYSTEM)
    assert plate is not None
    said = {each["label"]: each["value"] for each in plate.facts}
    answers = told.story.answers
    assert said["所有人"] == answers["firm_name"]
    assert said["号牌号码"] == answers["vehicle_plate"]
    assert said["驾驶人"] == answers["driver_name"]
    assert said["停靠站点"] == answers["school_bus_stops"]
    assert said["发牌单位"] == "温宿县公安局"
    # The school handed it in; nothing is kept as if the school were the one who may drive.
    assert licence_on(cases["driver"], seen_by=SYSTEM) is None
    permit = licence_on(cases["permit"], seen_by=SYSTEM)
    assert permit is not None and permit.holder == plate.holder


def test_a_bundle_asks_for_no_signature_that_nobody_could_give() -> None:
    packs = read_packs(PACKS)
    assert list(check_bundles(packs)) == []
    at, pack = next((n, each) for n, each in enumerate(packs.bundles)
                    if each.bundle.code == "school-bus")  # fmt: skip
    open_part = pack.bundle.part("driver").model_copy(update={"situation": {}})
    parts = (open_part, *pack.bundle.parts[1:])
    packs.bundles[at] = replace(pack, bundle=pack.bundle.model_copy(update={"parts": parts}))
    (fault, *others) = check_bundles(packs)
    assert "`driver` has to sign school-bus-driver" in fault.problem
    assert others == []
