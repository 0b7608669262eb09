"""An agency looks after the licences it issued: found by name, reminded of, and acted on by law."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.world import BOOKSHOP

from onedoor.channels.notices.models import Notice
from onedoor.channels.notices.queries import told
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.models import Reading
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import at_noon, travel
from onedoor.registers.licences.models import Duty
from onedoor.registers.licences.queries import Licence, licence_on, standing_of

OURS, APPROVER, ELSEWHERE = (
    "press_aksu_city_window", "press_aksu_city_approver", "education_aksu_city_window",
)  # fmt: skip
LAW = "出版管理条例第六十五条"


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    """A day on which the licence of the story is out."""
    with travel(date(2026, 9, 1)):
        yield


@pytest.fixture
def licence(world: Any) -> Licence:
    case = world.play(world.story(BOOKSHOP))
    world.drain()
    found = licence_on(case.number, seen_by=SYSTEM)
    assert found is not None
    return found


def address(licence: Licence) -> str:
    return f"/desk/licences/{licence.paper_id}/"


def again(licence: Licence) -> Licence:
    return Licence.objects.get(pk=licence.pk)


def test_a_licence_is_found_by_its_number_identifier_or_whole_holder_and_each_look_is_a_row(
    licence: Licence, desk: Any
) -> None:
    clerk = desk(OURS)
    for typed in (licence.number, licence.identifier, licence.holder_name):
        before = Reading.objects.filter(party=licence.holder).count()
        page = clerk.get("/desk/licences/", {"q": typed}).content.decode()
        assert address(licence) in page
        assert Reading.objects.filter(party=licence.holder).count() == before + 1
    page = clerk.get("/desk/licences/", {"q": licence.holder_name[:2]}).content.decode()
    assert address(licence) not in page and "没有这样的证照" in page


def test_another_agency_finds_none_and_opens_none(licence: Licence, desk: Any) -> None:
    stranger = desk(ELSEWHERE)
    page = stranger.get("/desk/licences/", {"q": licence.number}).content.decode()
    assert address(licence) not in page
    assert stranger.get(address(licence)).status_code == 404


def test_the_approver_suspends_with_basis_and_reasons_and_the_holder_reads_them(
    licence: Licence, desk: Any, world: Any
) -> None:
    approver = desk(APPROVER)
    said = {"do": "suspend", "reasons": "停业整顿", "basis": LAW}
    answer = approver.post(address(licence), said)
    assert answer.status_code == 302
    assert standing_of(again(licence)) == "suspended"
    world.drain()
    assert "licence.suspended" in told(licence.ground)
    notice = Notice.objects.get(subject=licence.ground, event="licence.suspended").text
    assert LAW in notice and "停业整顿" in notice and "行政复议" in notice
    approver.post(address(licence), said | {"do": "restore", "reasons": "整顿好了"})
    assert standing_of(again(licence)) == "valid"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"do": "revoke", "reasons": "骗取许可"}, "哪部法律"),
        ({"do": "revoke", "basis": LAW}, "请写明理由"),
        ({"basis": LAW, "reasons": "x"}, "先选"),
        ({"do": "restore", "basis": LAW, "reasons": "x"}, "不能这样处理"),
    ],
)
def test_an_act_that_lacks_something_is_refused_and_nothing_moves(
    licence: Licence, desk: Any, said: dict[str, str], sentence: str
) -> None:
    before = [each.name for each in entries_of(licence.ground)]
    answer = desk(APPROVER).post(address(licence), said)
    assert answer.status_code in (409, 422) and sentence in answer.content.decode()
    assert [each.name for each in entries_of(licence.ground)] == before
    assert again(licence).state == "valid"


def test_who_is_no_approver_acts_on_none(licence: Licence, desk: Any) -> None:
    clerk = desk(OURS)
    assert 'value="revoke"' not in clerk.get(address(licence)).content.decode()
    said = {"do": "revoke", "reasons": "x", "basis": LAW}
    answer = clerk.post(address(licence), said)
    assert answer.status_code == 403 and "审批岗" in answer.content.decode()
    assert again(licence).state == "valid"


def test_what_is_to_be_checked_stands_on_the_list_until_it_has_passed(
    licence: Licence, desk: Any
) -> None:
    duty = Duty.objects.get(licence=licence, kind="check")
    with travel(at_noon(duty.due_on)):
        clerk = desk(OURS)
        page = clerk.get("/desk/licences/?view=check").content.decode()
        assert address(licence) in page and "年度核验" in page
        answer = clerk.post(address(licence), {"do": "failed"})
        assert answer.status_code == 422
        clerk.post(address(licence), {"do": "passed"})
        assert address(licence) not in clerk.get("/desk/licences/?view=check").content.decode()
    assert entries_of(licence.ground)[-1].name == "licence.checked"
