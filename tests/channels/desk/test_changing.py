"""A supervisor moves what runs under an older version: the change in words, a dry run, an undo."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.world import BOOKSHOP

from onedoor.casework.cases.models import Move
from onedoor.registers.catalogue.queries import current_version

SUPERVISOR = "press_aksu_city_supervisor"


def shorter(sheet: Any) -> None:
    sheet["within"]["promised"] = 4


@pytest.fixture
def before(world) -> Iterator[Any]:
    """The version the case began under; a newer one with shorter limits is in force."""
    pk = current_version(BOOKSHOP).pk
    world.a_changed_version("sheet", shorter)
    yield pk
    world.put_back({BOOKSHOP: pk})


def test_the_change_is_read_weighed_made_and_taken_back(world, case, before, desk):
    supervisor = desk(SUPERVISOR)
    listed = supervisor.get("/desk/changes/").content.decode()
    address = f"/desk/changes/press-aksu-city/{before}/"
    assert address in listed and "1 件" in listed
    page = supervisor.get(address).content.decode()
    assert "“承诺期限”：从 5 天改为 4 天" in page
    assert "把能换的 1 件换过去" in page and case.short_number in page
    assert case.applicant_name not in page
    answer = supervisor.post(address, {"expected": "1"})
    assert answer["Location"] == "/desk/changes/?done=moved"
    assert world.again(case).version_id == current_version(BOOKSHOP).pk
    page = supervisor.get("/desk/changes/").content.decode()
    move = Move.objects.get()
    assert f"/desk/changes/{move.pk}/undo" in page
    assert supervisor.post(f"/desk/changes/{move.pk}/undo").status_code == 302
    assert world.again(case).version_id == before
    assert "已撤回" in supervisor.get("/desk/changes/").content.decode()


def test_the_applicant_is_told_and_the_history_tells_it(world, case, before, desk):
    from onedoor.channels.notices.queries import told

    supervisor = desk(SUPERVISOR)
    supervisor.post(f"/desk/changes/press-aksu-city/{before}/")
    world.drain()
    assert "case.moved" in told(case.subject)
    page = supervisor.get(f"/desk/cases/{case.number}/?see=history").content.decode()
    assert "换到新版" in page


def test_a_refused_move_says_why_and_moves_nothing(world, case, before, desk):
    page = desk(SUPERVISOR).post(f"/desk/changes/press-aksu-city/{before}/", {"expected": "9"})
    assert "您看过以后情况变了" in page.content.decode()
    assert world.again(case).version_id == before and not Move.objects.exists()


def test_changes_are_for_supervisors_only(case, before, window):
    assert window.get("/desk/changes/").status_code == 403
    assert window.get(f"/desk/changes/press-aksu-city/{before}/").status_code == 403
    assert window.post(f"/desk/changes/press-aksu-city/{before}/").status_code == 403
