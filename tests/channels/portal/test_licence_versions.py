"""What a person, a clerk and a stranger read of a licence that others follow."""

from datetime import date

from tests.casework.cases.permits import (
    CANCELLATION,
    EXTENSION,
    SECOND,
    THIRD,
    follow,
    licence_of,
    permit,
    to_decide,
)
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import World

from onedoor.kernel.models import Reading
from onedoor.kernel.time import travel


def test_the_wallet_shows_what_took_the_place_of_what(world: World) -> None:
    first = permit(world)
    second = licence_of(follow(world, EXTENSION, first.number, permit_until="2030-04-12"))
    with travel(THIRD):
        page = text_of(Citizen("tianshan_fruit").get("/mine"))
    assert "已被新证取代" in page and f"由 {second.number} 取代" in page
    assert f"第 2 版，取代 {first.number}" in page


def test_a_cancelled_licence_is_called_cancelled(world: World) -> None:
    first = permit(world)
    follow(world, CANCELLATION, first.number)
    with travel(THIRD):
        page = text_of(Citizen("tianshan_fruit").get("/mine"))
    assert "已注销" in page and "依申请注销" in page


def test_a_stranger_who_checks_the_old_one_reads_of_the_new_one(world: World) -> None:
    first = permit(world)
    second = licence_of(follow(world, EXTENSION, first.number))
    page = text_of(Citizen().get(f"/check/{first.paper.check_code}"))
    assert "是真的，但是已被新证取代" in page and second.number in page


def test_the_clerk_reads_which_licence_it_is_about_and_leaves_a_row(world: World) -> None:
    first = permit(world)
    case = to_decide(world, EXTENSION, first.number)
    world.cast("foreign_experts_aksu_approver")
    with travel(date(2026, 8, 24)):
        clerk = Citizen("foreign_experts_aksu_approver")
        for page in (f"/desk/cases/{case.number}/", f"/desk/cases/{case.number}/decide"):
            seen = text_of(clerk.get(page))
            assert "要延续的证" in seen and first.number in seen
            assert "持证人天山果业有限公司，有效" in seen
    assert Reading.objects.filter(by_kind="staff", what__contains=first.number).count() == 2


def test_the_clerk_reads_that_the_register_has_no_such_licence(world: World) -> None:
    case = to_decide(world, EXTENSION, "阿外许证〔2024〕00031号", SECOND)
    world.cast("foreign_experts_aksu_approver")
    with travel(date(2026, 8, 24)):
        page = text_of(Citizen("foreign_experts_aksu_approver").get(f"/desk/cases/{case.number}/"))
    assert "本平台没有这张证，请核对纸质证" in page
