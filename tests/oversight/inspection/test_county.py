"""A county's site, inspected at its own host as the prefecture's is, by its own rule."""

import json

import pytest
from tests.oversight.inspection.through_django import through_django_at
from tests.registers.publications.writing import chief
from tests.registers.sites.making import made_all
from tests.world import World

from onedoor.channels.look.local import services_at
from onedoor.oversight.inspection import inspecting
from onedoor.oversight.inspection.reading import links_of, read
from onedoor.oversight.inspection.report import Report, told
from onedoor.oversight.inspection.walking import inner_address, is_page
from onedoor.registers.catalogue.queries import services
from onedoor.registers.publications.listed import columns
from onedoor.registers.sites.actions import change_site
from onedoor.registers.sites.queries import cluster
from onedoor.site.publishing import publish_pieces

KUQA = "kuqa.localhost"
_PAGES = 450


@pytest.fixture
def narrowed(world: World) -> list[str]:
    """Kuqa's site with two columns and without the services of the prefecture; what it shows."""
    made_all(world)
    # What its own agencies and those of all the others have published.
    assert publish_pieces(world.cast, world.cast.pieces)
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


WAYS = ("/", "/columns", "/questions", "/publications", "/open-government", "/themes", "/events",
        "/agencies", "/most-done")  # fmt: skip


@pytest.mark.parametrize("host", [KUQA, "wensu.localhost", "localhost"])
def test_every_choice_of_every_way_in_leads_to_something_at_every_site(
    narrowed: list[str], host: str
) -> None:
    """Each theme, event, column and place, not three of them for all."""
    fetch, origin = through_django_at(host), f"http://{host}:8000"
    wrong, seen = [], set[str]()
    for way in WAYS:
        page = fetch(way)
        assert is_page(page), way
        for link in links_of(read(page.body.decode())):
            inner = inner_address(link.to, at=page.address, origin=origin)
            if inner is None or not inner[0] or inner[0] in seen or not link.is_followed:
                continue
            seen.add(inner[0])
            answer = fetch(inner[0])
            is_empty = is_page(answer) and "这里还没有可办的事项" in answer.body.decode()
            if answer.status != 200 or is_empty:
                wrong.append(f"{way} → {inner[0]} ({'empty' if is_empty else answer.status})")
    assert not wrong and len(seen) > 100
