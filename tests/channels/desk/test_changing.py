"""A supervisor moves what runs under an older version: the change in words, a dry run, an undo."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.world import BOOKSHOP

from onedoor.casework.bundles.models import JointCase, JointMove
from onedoor.casework.cases.models import Case, Move
from onedoor.kernel.time import days, travel
from onedoor.registers.catalogue.queries import bundle, bundle_stories, current_version
from onedoor.site.bundle_stories import BundlePlay

SUPERVISOR = "press_aksu_city_supervisor"


def shorter(sheet: Any) -> None:
    sheet["within"]["promised"] = min(4, sheet["within"]["promised"] - 1)


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


LEAD, INSURER = "health_aksu_city_supervisor", "medical_insurance_aksu_city_supervisor"
NEWBORN, INSURANCE = "newborn", "newborn-medical-insurance"
TOGETHER = f"/desk/changes/health-aksu-city/together/{NEWBORN}/"


@pytest.fixture
def newborn(world) -> Iterator[BundlePlay]:
    """A bundle whose second parts are under way, with newer versions of itself and of one part."""
    told = next(each for each in bundle_stories(world.packs, bundle=NEWBORN)
                if each.path.stem == "granted")  # fmt: skip
    played = BundlePlay(NEWBORN, told.story, world.cast, told.story.begin, until=4)
    played.run()
    before = {INSURANCE: current_version(INSURANCE).pk, NEWBORN: bundle(NEWBORN).current_id}

    def promises_less(whole: Any) -> None:
        whole["within"]["promised"] -= 2

    world.a_changed_version("sheet", shorter, INSURANCE)
    world.a_changed_bundle(promises_less, NEWBORN)
    with travel(played.begin + days(2)):
        yield played
    world.put_back(before)


def test_a_bundle_is_weighed_moved_and_taken_back_whole(world, newborn, desk):
    supervisor = desk(LEAD)
    listed = supervisor.get("/desk/changes/").content.decode()
    assert TOGETHER in listed and "一件事整件换" in listed
    page = supervisor.get(TOGETHER).content.decode()
    assert "“联办承诺期限”：从 20 天改为 18 天" in page and "“承诺期限”：从" in page
    assert "把能换的 1 件一件事换过去" in page
    assert JointCase.objects.get().applicant_name not in page
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    answer = supervisor.post(TOGETHER, {"seen": seen})
    assert answer["Location"] == "/desk/changes/?done=bundles-moved"
    assert JointCase.objects.get().version_id == bundle(NEWBORN).current_id
    page = supervisor.get("/desk/changes/").content.decode()
    undo = f"/desk/changes/together/{JointMove.objects.get().pk}/undo"
    assert undo in page
    history = desk(INSURER).get(
        f"/desk/cases/{Case.objects.get(service=INSURANCE).number}/?see=history"
    )
    assert "换到新版" in history.content.decode()
    assert supervisor.post(undo).status_code == 302
    assert JointCase.objects.get().version_id != bundle(NEWBORN).current_id
    assert "已撤回" in supervisor.get("/desk/changes/").content.decode()


def test_a_stale_look_at_bundles_moves_nothing(world, newborn, desk):
    page = desk(LEAD).post(TOGETHER, {"seen": "0" * 32}).content.decode()
    assert "您看过以后情况变了" in page and not JointMove.objects.exists()


def test_the_plan_of_a_service_says_which_matters_follow_their_bundles(world, newborn, desk):
    old = Case.objects.get(service=INSURANCE).version_id
    address = f"/desk/changes/medical-insurance-aksu-city/{old}/"
    page = desk(INSURER).get(address).content.decode()
    assert "另有 1 件是一件事里的一项，跟着那一件一起换" in page
    assert "生孩子一件事" in page and TOGETHER not in page and "没有能换的" in page
    birth = Case.objects.get(service="birth-certificate").version_id
    assert "另有" not in desk(LEAD).get(f"/desk/changes/health-aksu-city/{birth}/").content.decode()


def test_the_plan_of_a_service_leads_whoever_moves_the_bundle_to_it(world, desk):
    told = next(each for each in bundle_stories(world.packs, bundle=NEWBORN)
                if each.path.stem == "granted")  # fmt: skip
    BundlePlay(NEWBORN, told.story, world.cast, told.story.begin, until=1).run()
    service = "birth-certificate"
    old = current_version(service).pk
    world.a_changed_version("sheet", shorter, service)
    page = desk(LEAD).get(f"/desk/changes/health-aksu-city/{old}/").content.decode()
    world.put_back({service: old})
    assert TOGETHER in page and "另有 1 件" in page


def test_changes_of_bundles_are_for_the_supervisor_of_the_lead(world, newborn, desk):
    for login in ("health_aksu_city_window", INSURER):
        client = desk(login)
        assert client.get(TOGETHER).status_code == 403
        assert client.post(TOGETHER, {"seen": ""}).status_code == 403
    assert not JointMove.objects.exists()
