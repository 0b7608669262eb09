"""A site at the desk: its own people hide and change; those of another are refused."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.registers.publications.writing import chief, published
from tests.registers.sites.making import made_all
from tests.world import World

from onedoor.kernel.record import entries_of
from onedoor.registers.publications.actions import share_piece
from onedoor.registers.publications.models import Hiding, Piece
from onedoor.registers.sites.queries import cluster_now

Seat = Callable[[str], Client]
CHIEF, EDITOR = "people_government_kuqa_chief_editor", "people_government_kuqa_editor"
ELSEWHERE = "people_government_wensu_chief_editor"
OF_AKSU, HERE = "government-aksu", "/desk/sites/kuqa/"
FORM = {
    "do": "change", "revision": "1", "name-zh": "库车市", "name-en": "Kuqa City", "hue": "#8a3b12",
    "column1": "policy-documents", "column2": "latest-notices", "foot-host": "库车市人民政府办公室",
    "takes_services": ["region"], "takes_pieces": ["policy", "law"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def sites(world: World) -> None:
    made_all(world)


@pytest.fixture
def shared() -> Piece:
    piece = published(agency=OF_AKSU)
    return share_piece(piece.pk, below=True, by=chief(OF_AKSU))


def test_the_rail_leads_to_ones_own_site(desk: Seat) -> None:
    answer = desk(CHIEF).get("/desk/sites/")
    assert answer.status_code == 302 and answer["Location"] == HERE


def test_the_chief_changes_look_columns_rules_and_foot_in_one_form(desk: Seat) -> None:
    answer = desk(CHIEF).post(HERE, FORM, follow=True)
    assert "站点已改" in answer.content.decode()
    site = cluster_now().called("kuqa")
    assert site and (site.hue, site.revision) == ("#8A3B12", 2)
    assert site.columns == ("policy-documents", "latest-notices")
    assert site.foot == {"host": "库车市人民政府办公室"} and site.names["en"] == "Kuqa City"
    assert site.takes_services == {"region"} and site.takes_pieces == {"policy", "law"}


def test_an_unclear_colour_comes_back_with_the_nearest_beside_it(desk: Seat) -> None:
    answer = desk(CHIEF).post(HERE, FORM | {"hue": "#1AA0A0"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "#1A7676" in page and "2.7:1" in page
    assert 'value="#1AA0A0"' in page and cluster_now().called("kuqa").revision == 1  # type: ignore[union-attr]


def test_an_editor_hides_with_a_reason_and_shows_again(desk: Seat, shared: Piece) -> None:
    editor = desk(EDITOR)
    page = editor.get(HERE).content.decode()
    assert shared.title in page and "来自“阿克苏地区”站点" in page
    # Changing the site is for its chief.
    assert "改这个站点" not in page
    assert editor.post(HERE, {"do": "hide", "piece": shared.pk, "why": ""}).status_code == 422
    done = editor.post(HERE, {"do": "hide", "piece": shared.pk, "why": "另有安排"}, follow=True)
    assert "本站不再显示它" in done.content.decode() and "另有安排" in done.content.decode()
    editor.post(HERE, {"do": "show", "piece": shared.pk})
    assert not Hiding.objects.exists()


@pytest.mark.parametrize("given", [FORM, {"do": "hide", "why": "试试"}, {"do": "show"}])
def test_who_is_of_another_site_neither_sees_nor_does_anything(
    desk: Seat, shared: Piece, given: dict[str, object]
) -> None:
    before = cluster_now(), [each.name for each in entries_of(f"piece:{shared.pk}")]
    stranger = desk(ELSEWHERE)
    for answer in (stranger.get(HERE), stranger.post(HERE, {**given, "piece": shared.pk})):
        page = answer.content.decode()
        assert answer.status_code == 403 and "这归“库车市”站点管" in page
        assert shared.title not in page
    after = cluster_now(), [each.name for each in entries_of(f"piece:{shared.pk}")]
    assert after == before and not Hiding.objects.exists()


def test_an_editor_of_the_site_does_not_change_it(desk: Seat) -> None:
    assert desk(EDITOR).post(HERE, FORM).status_code == 403
    assert cluster_now().called("kuqa").revision == 1  # type: ignore[union-attr]


def test_a_piece_of_another_site_is_not_opened_nor_acted_on(desk: Seat) -> None:
    theirs = published(agency="people-government-wensu")
    kuqa = desk(CHIEF)
    address = f"/desk/publications/{theirs.pk}/"
    assert kuqa.get(address).status_code == 403
    for do in ("take-down", "sign-off", "turn-back", "share", "save", "hand-in"):
        assert kuqa.post(address, {"do": do, "why": "试试"}).status_code == 403, do
    theirs.refresh_from_db()
    assert (theirs.state, theirs.shared_below) == ("shown", False)


def test_the_chief_says_at_the_piece_which_sites_show_it(desk: Seat) -> None:
    piece = published(agency=OF_AKSU)
    address = f"/desk/publications/{piece.pk}/"
    chief_of_all = desk("government_aksu_chief_editor")
    assert "给哪些站点看" in chief_of_all.get(address).content.decode()
    given = {"do": "share", "urgent": "yes", "sites": ["wensu"]}
    assert "共享的范围改好了" in chief_of_all.post(address, given, follow=True).content.decode()
    piece.refresh_from_db()
    assert (piece.is_urgent, piece.shared_below, piece.shared_with) == (True, True, ["wensu"])
    # Whoever only writes does not say so.
    editor = desk("government_aksu_editor")
    assert editor.post(address, {"do": "share"}).status_code == 403
    piece.refresh_from_db()
    assert piece.is_urgent


def test_there_is_no_such_site(desk: Seat) -> None:
    assert desk(CHIEF).get("/desk/sites/nowhere/").status_code == 404
