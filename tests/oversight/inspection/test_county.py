"""A county's site, inspected at its own host as the prefecture's is, by its own rule."""

import json

import pytest
from tests.oversight.inspection.through_django import through_django_at
from tests.registers.publications.writing import chief
from tests.registers.sites.making import made_all
from tests.world import World

from onedoor.channels.look.local import services_at
from onedoor.oversight.inspection import inspecting
from onedoor.oversight.inspection.report import Report, told
from onedoor.registers.catalogue.queries import services
from onedoor.registers.publications.listed import columns
from onedoor.registers.sites.actions import change_site
from onedoor.registers.sites.queries import cluster

KUQA = "kuqa.localhost"
_PAGES = 450


@pytest.fixture
def narrowed(world: World) -> list[str]:
    """Kuqa's site with two columns and without the services of the prefecture; what it shows."""
    made_all(world)
    rule = {"takes_services": frozenset({"region", "nation"}), "columns": tuple(columns())[:2]}
    change_site("kuqa", rule, revision=1, by=chief("people-government-kuqa"))
    return [each.code for each in services_at(cluster().by_slug["kuqa"], services())]


def test_programs_are_listed_at_a_site_what_readers_are(narrowed: list[str]) -> None:
    def listed(host: str) -> list[str]:
        answer = through_django_at(host)("/api/v1/services?size=100")
        return [each["code"] for each in json.loads(answer.body)["items"]]

    assert listed(KUQA) == narrowed
    assert listed("localhost") == [each.code for each in services()] != narrowed


@pytest.mark.long
def test_nothing_is_dead_empty_or_not_found_at_a_countys_site(narrowed: list[str]) -> None:
    report: Report = inspecting.inspect(
        through_django_at(KUQA), origin=f"http://{KUQA}:8000", most=_PAGES
    )
    assert not report.findings, "\n".join(told(report))
    assert report.score == 100 and report.passes
    looked_at = {each.check: each.looked_at for each in report.outcomes}
    assert looked_at["search"] > len(narrowed) * 3 and looked_at["links"] > _PAGES
