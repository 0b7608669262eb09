"""Clerks of an agency without a system open what holders let it see, and nothing beyond."""

from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from tests.casework.cases.permits import THIRD, permit
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import World

from onedoor.kernel.time import days, travel
from onedoor.registers.licences.models import Licence
from onedoor.registers.showing.actions import authorise, end_authorisation
from onedoor.registers.showing.models import Authorisation, Use

CLERK, STRANGER, HOLDER = "education_aksu_city_window", "press_aksu_city_window", "tianshan_fruit"
MATTER = {"item": "民办学校审批", "case": "JY-18", "reason": "核对举办者资格"}


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    with travel(THIRD):
        yield


@pytest.fixture
def licence(world: World) -> Licence:
    return permit(world)


@pytest.fixture
def given(world: World, licence: Licence) -> Authorisation:
    return authorise(
        licence.number, to="agency:education-aksu-city", facts=[licence.facts[0]["label"]],
        purpose="handling", until=date(2026, 12, 31), by=world.cast(HOLDER),
    )  # fmt: skip


def words(answer: Any) -> str:
    return unescape(text_of(answer))


def test_the_list_names_holder_kind_purpose_and_last_day_and_no_line(
    licence: Licence, given: Authorisation, desk: Any
) -> None:
    page = words(desk(CLERK).get("/desk/authorised/"))
    for said in (licence.holder_name, licence.kind_name, "办理政务服务事项", "2026年12月31日"):
        assert said.replace(" ", "") in page.replace(" ", "")
    assert licence.facts[1]["value"] not in page
    assert licence.kind_name not in words(desk(STRANGER).get("/desk/authorised/"))


def test_the_lines_come_out_when_it_is_said_why_and_the_holder_reads_who_saw_them(
    licence: Licence, given: Authorisation, desk: Any
) -> None:
    address, clerk = f"/desk/authorised/{given.pk}/", desk(CLERK)
    value, hidden = licence.facts[0]["value"], licence.facts[1]["value"]
    before = words(clerk.get(address))
    assert licence.facts[0]["label"] in before and value not in before.replace(
        licence.holder_name, ""
    )
    lacking = clerk.post(address, MATTER | {"reason": ""})
    assert lacking.status_code == 422 and "请写明理由" in words(lacking)
    assert not Use.objects.exists()
    page = words(clerk.post(address, MATTER))
    assert value in page and hidden not in page
    assert (
        f"此件由{licence.agency_name}提供，仅供办理政务服务事项时使用，有效期至2026年12月31日"
        in page
    )
    holder = Citizen(HOLDER)
    name = world_name(clerk)
    for told in (f"/mine/licences/{licence.ground}", f"/mine/authorisations/{given.pk}"):
        seen = words(holder.get(told))
        assert "JY-18" in seen and "核对举办者资格" in seen and name in seen
    assert name in words(holder.get("/mine/readings"))


def world_name(client: Any) -> str:
    """The clerk's name, as the row of the use has it."""
    return str(Use.objects.get().operator)


@pytest.mark.parametrize("how", ["ended", "past"])
def test_what_is_over_is_refused_in_a_sentence(
    licence: Licence, given: Authorisation, desk: Any, world: World, how: str
) -> None:
    clerk, day = desk(CLERK), THIRD
    if how == "ended":
        end_authorisation(given.pk, by=world.cast(HOLDER))
    else:
        day = date(2026, 12, 31) + days(1)
    with travel(day):
        clerk = desk(CLERK)
        for answer in (
            clerk.get(f"/desk/authorised/{given.pk}/"),
            clerk.post(f"/desk/authorised/{given.pk}/", MATTER),
        ):
            assert answer.status_code == 410
            assert "授权已经终止，或者过了最后一天" in words(answer)
            assert licence.holder_name not in words(answer)
        assert licence.kind_name not in words(clerk.get("/desk/authorised/"))
    assert not Use.objects.exists()


def test_a_clerk_of_another_agency_is_told_nothing(
    licence: Licence, given: Authorisation, desk: Any
) -> None:
    stranger = desk(STRANGER)
    for answer in (
        stranger.get(f"/desk/authorised/{given.pk}/"),
        stranger.post(f"/desk/authorised/{given.pk}/", MATTER),
    ):
        assert answer.status_code == 404 and licence.holder_name not in words(answer)
    assert not Use.objects.exists()
