"""Sites at the terminal: made by one command, all of it or nothing; the sample city has ten."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from django.conf import settings
from tests.registers.sites.making import people_of
from tests.world import World
from typer.testing import CliRunner

from onedoor.kernel import relay
from onedoor.registers.catalogue.queries import sample_city
from onedoor.registers.publications.models import Piece
from onedoor.registers.publications.queries import pieces_shown
from onedoor.registers.sites import colours
from onedoor.registers.sites.models import SiteKept
from onedoor.registers.sites.queries import cluster_now
from onedoor.site import site_commands
from onedoor.site.cli import app
from onedoor.site.publishing import publish_pieces
from onedoor.site.sites import make_sites

MAKE = [
    "sites", "make", "kuqa", "--division", "652902000000", "--office", "people-government-kuqa",
    "--editor", "people_government_kuqa_editor", "--chief", "people_government_kuqa_chief_editor",
    "--host", "www.kuqa.example", "--column", "latest-notices", "--name-ug", "كۇچار شەھىرى",
]  # fmt: skip


@pytest.fixture(autouse=True)
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a database that is there already."""
    monkeypatch.setattr(site_commands, "product", lambda **_: nullcontext())


def test_one_command_makes_a_site(world: World) -> None:
    people_of(world)
    done = CliRunner().invoke(app, [*MAKE, "--hue", "#8A3B12"])
    assert done.exit_code == 0, done.output
    assert "库车市 is at http://www.kuqa.example" in done.output
    site = cluster_now().called("kuqa")
    assert site and site.names == {"zh": "库车市", "en": "Kuqa City", "ug": "كۇچار شەھىرى"}
    listed = CliRunner().invoke(app, ["sites", "list"]).output
    assert "kuqa" in listed and "#8A3B12" in listed


def test_a_wrong_word_makes_nothing_and_says_why(world: World) -> None:
    people_of(world)
    for more, sentence in (
        (["--hue", "#FFD500"], "最接近又看得清的是 #896500"),
        (["--column", "gossip"], "there is no column gossip"),
        (["--editor", "nobody"], "要两个人"),
        (["--division", "652999000000"], "nothing was made"),
    ):
        done = CliRunner().invoke(app, [*MAKE, *more])
        assert done.exit_code == 1 and sentence in done.output
    assert not SiteKept.objects.exists()


def test_a_colour_is_tried_at_the_terminal() -> None:
    assert CliRunner().invoke(app, ["sites", "hue", colours.USUAL]).exit_code == 0
    tried = CliRunner().invoke(app, ["sites", "hue", "#FFD500"])
    assert tried.exit_code == 1 and "#896500" in tried.output


def test_the_sample_city_makes_the_ten_sites_and_fills_them(world: World) -> None:
    city = sample_city(Path(settings.ONEDOOR_PACKS))
    assert make_sites(world.cast, city.sites) == 10
    publish_pieces(world.cast, city.pieces)
    relay.drain()
    sites = cluster_now().sites
    assert [len(each.reach) for each in sites] == [4] + [6] * 9
    assert len({each.hue for each in sites}) == 10 and all(colours.is_clear(s.hue) for s in sites)
    assert all({"zh", "en", "ug"} <= set(each.names) for each in sites)
    assert not Piece.objects.filter(site="").exists()
    urgent = Piece.objects.get(is_urgent=True)
    for each in sites:
        listed = [row.slug for row in pieces_shown(at=each.slug, size=100)[0]]
        assert urgent.slug in listed and len(listed) >= 5, each.slug
