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
from onedoor.registers.papers.models import Paper
from onedoor.registers.papers.queries import check_document


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


def test_the_holder_takes_the_ofd_from_the_wallet_and_from_the_case(world: World) -> None:
    licence = permit(world)
    with travel(THIRD):
        holder = Citizen("tianshan_fruit")
        address = f"/papers/{licence.paper_id}?as=ofd"
        for page in ("/mine", f"/cases/{licence.ground}"):
            seen = holder.get(page).content.decode()
            assert address in seen and "OFD 版式文件" in seen
        file = holder.get(address)
        assert file.headers["Content-Type"] == "application/ofd"
        assert file.headers["Content-Disposition"].endswith(".ofd")
        assert check_document(file.content).is_good
        assert Citizen("patigul").get(address).status_code == 404


def test_where_there_is_no_ofd_the_holder_reads_why(world: World) -> None:
    licence = permit(world)
    why = "照面上有字库里没有的字，请用 PDF。"
    Paper.objects.filter(pk=licence.paper_id).update(ofd_digest="", ofd_size=0, ofd_lack=why)
    with travel(THIRD):
        holder = Citizen("tianshan_fruit")
        for page in ("/mine", f"/cases/{licence.ground}"):
            seen = holder.get(page).content.decode()
            assert why in seen and "as=ofd" not in seen
        assert holder.get(f"/papers/{licence.paper_id}?as=ofd").status_code == 404
