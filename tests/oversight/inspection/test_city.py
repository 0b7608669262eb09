"""The product itself, inspected: the test city, through Django's client in the place of a line."""

import pytest
from tests.oversight.inspection.through_django import ORIGIN, through_django
from tests.world import World

from onedoor.oversight.inspection import inspecting
from onedoor.oversight.inspection.report import Report

pytestmark = pytest.mark.long

_PAGES = 450


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {}


@pytest.fixture
def report(world: World, reports: dict[str, Report]) -> Report:
    """Inspected once for all tests of this file."""
    if not reports:
        reports["city"] = inspecting.inspect(through_django, origin=ORIGIN, most=_PAGES)
    return reports["city"]


def test_no_bottom_line_is_crossed(report: Report) -> None:
    crossed = [each for each in report.outcomes if each.is_bottom_line and each.findings]
    assert not crossed, "\n".join(each.said for one in crossed for each in one.findings)
    assert report.passes


def test_nothing_is_empty_nameless_or_incomplete(report: Report) -> None:
    assert not report.findings, "\n".join(each.said for each in report.findings)
    assert report.score == 100


def test_every_guide_was_looked_at_and_every_service_asked_for(report: Report) -> None:
    looked_at = {each.check: each.looked_at for each in report.outcomes}
    assert looked_at["guides"] >= 93 * 6
    assert looked_at["search"] > 93 * 3
    assert looked_at["downloads"] > 20 and looked_at["links"] > _PAGES
