"""A supervisor keeps the agency's own seals: asks, reads what each was used for, stops at once."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from tests.world import World

from onedoor.kernel.actors import SYSTEM
from onedoor.registers.papers import sealing
from onedoor.registers.seals.actions import keep_use
from onedoor.registers.seals.models import Seal, State
from onedoor.registers.seals.queries import A_PAGE, seals

PRESS = "press-aksu-city"
SHEET = {
    "kind": "licence", "keeper": f"{PRESS}/window", "valid_from": "2026-01-01",
    "valid_until": "2036-12-31", "basis": "启用电子证照",
}  # fmt: skip


def sits(world: World, login: str) -> Client:
    world.cast(login)
    client = Client()
    client.force_login(get_user_model().objects.get(login=login))
    return client


@pytest.fixture
def supervisor(world: World) -> Client:
    return sits(world, "press_aksu_city_supervisor")


@pytest.fixture
def seal(world: World) -> Seal:
    (found,) = seals(seen_by=SYSTEM, agency=PRESS, state="in-force")
    return sealing.make(found)


def test_the_supervisor_sees_the_agencys_seals_alone_and_asks_for_one(
    supervisor: Client, seal: Seal
) -> None:
    shown = supervisor.get(reverse("desk:seals")).content.decode()
    assert shown.count(f'href="{reverse("desk:seal", args=[seal.pk])}"') == 1
    assert Seal.objects.exclude(agency=PRESS).exists() and shown.count("/desk/seals/") <= 4
    answer = supervisor.post(reverse("desk:seals"), SHEET)
    assert answer.status_code == 302
    asked = Seal.objects.get(state=State.ASKED)
    assert (asked.agency, asked.kind, asked.keeper) == (PRESS, "licence", f"{PRESS}/window")


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(supervisor: Client) -> None:
    answer = supervisor.post(reverse("desk:seals"), SHEET | {"valid_from": "soon"})
    text = answer.content.decode()
    assert answer.status_code == 422 and 'href="#valid_from"' in text and "启用电子证照" in text
    again = supervisor.post(reverse("desk:seals"), SHEET | {"kind": "agency"})
    assert again.status_code == 409 and "已经有一枚" in again.content.decode()
    assert not Seal.objects.filter(state=State.ASKED).exists()


def test_the_log_names_the_case_and_is_paged(
    supervisor: Client, seal: Seal, django_assert_max_num_queries: Any
) -> None:
    for number in range(A_PAGE + 1):
        keep_use(
            seal.pk, paper=f"key-{number}", digest=f"{number:064x}", ofd_digest="",
            subject=f"652901-{number}", by=SYSTEM,
        )  # fmt: skip
    address = reverse("desk:seal", args=[seal.pk])
    # The page, and what the rail counts for a supervisor.
    with django_assert_max_num_queries(20):
        text = supervisor.get(address).content.decode()
    assert f"652901-{A_PAGE}" in text and "page=2" in text
    assert "652901-0<" in supervisor.get(address, {"page": "2"}).content.decode()


def test_it_is_stopped_at_once_with_a_reason(supervisor: Client, seal: Seal) -> None:
    address = reverse("desk:seal", args=[seal.pk])
    refused = supervisor.post(address, {"words": " "})
    assert refused.status_code == 422 and 'href="#words"' in refused.content.decode()
    assert supervisor.post(address, {"words": "密钥遗失"}).status_code == 302
    assert Seal.objects.get(pk=seal.pk).state == State.STOPPED
    assert "密钥遗失" in supervisor.get(address).content.decode()


@pytest.mark.parametrize("login", ["press_aksu_city_window", "education_aksu_city_window"])
def test_nobody_else_at_the_desk_sees_or_stops_them(world: World, seal: Seal, login: str) -> None:
    client = sits(world, login)
    for name in ("desk:seal", "desk:seal-picture"):
        assert client.get(reverse(name, args=[seal.pk])).status_code == 403
    assert client.post(reverse("desk:seals"), SHEET).status_code == 403
    stopping = client.post(reverse("desk:seal", args=[seal.pk]), {"words": "丢了"})
    assert stopping.status_code == 403
    assert Seal.objects.get(pk=seal.pk).state == State.IN_FORCE


def test_a_supervisor_of_another_agency_finds_none_of_them(world: World, seal: Seal) -> None:
    other = next(
        ref for ref, each in world.cast.staff.items()
        if any(post.endswith("/supervisor") and not post.startswith(PRESS) for post in each.posts)
    )  # fmt: skip
    client = sits(world, other)
    assert client.get(reverse("desk:seals")).status_code == 200
    for name in ("desk:seal", "desk:seal-picture"):
        assert client.get(reverse(name, args=[seal.pk])).status_code == 404
    client.post(reverse("desk:seal", args=[seal.pk]), {"words": "丢了"})
    assert Seal.objects.get(pk=seal.pk).state == State.IN_FORCE
