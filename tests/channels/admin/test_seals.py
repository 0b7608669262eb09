"""The administrators' pages of seals: one asks, another approves, and the log names no case."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.channels.admin.conftest import Office
from tests.world import World

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.ports import port
from onedoor.registers.papers import sealing
from onedoor.registers.seals.actions import keep_use, stop_seal
from onedoor.registers.seals.models import Seal, State
from onedoor.registers.seals.queries import A_PAGE, seals

PRESS = "press-aksu-city"


@pytest.fixture
def seal(world: World) -> Seal:
    (found,) = seals(seen_by=SYSTEM, agency=PRESS, state="in-force")
    return sealing.make(found)


def page(client: Client, seal: Seal, **asked: Any) -> str:
    answer = client.get(reverse("seals:seal", args=[seal.pk]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, seal: Seal, do: str, words: str = "", **more: str) -> Any:
    return client.post(reverse("seals:seal", args=[seal.pk]), {"do": do, "words": words} | more)


def asked_for(client: Client, **given: str) -> Any:
    sheet = {
        "agency": PRESS, "kind": "licence", "keeper": f"{PRESS}/window", "basis": "启用电子证照",
        "valid_from": "2026-01-01", "valid_until": "2036-12-31",
    }  # fmt: skip
    return client.post(reverse("seals:ask"), sheet | given)


def test_one_asks_another_approves_and_the_third_only_looks(office: Office, world: World) -> None:
    system, security, audit = (office(f"admin_{name}") for name in ("system", "security", "audit"))
    assert asked_for(system).status_code == 302
    waiting = Seal.objects.get(state=State.ASKED)
    assert "1 枚印章等着批准" in security.get(reverse("seals:list")).content.decode()
    for client, may in ((system, False), (audit, False), (security, True)):
        assert ('value="approve"' in page(client, waiting)) is may
    for client in (system, audit):
        assert send(client, waiting, "approve").status_code == 403
    assert Seal.objects.get(pk=waiting.pk).state == State.ASKED
    assert send(security, waiting, "approve", "同意").status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.settled_by_name) == (State.IN_FORCE, "苏丽娜·买买提")
    record = audit.get(reverse("admin:record"), {"kind": "seal."}).content.decode()
    assert "批准印章" in record and "申请印章" in record


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    office: Office, world: World
) -> None:
    client = office("admin_system")
    for changed, where in (
        ({"basis": ""}, "#basis"),
        ({"valid_from": ""}, "#valid_from"),
        ({"valid_from": "32.13.2026"}, "#valid_from"),
        ({"valid_until": "2020-01-01"}, "#valid_until"),
        ({"keeper": "education-aksu-city/window"}, "#keeper"),
        ({"kind": "agency"}, "#agency"),
    ):
        answer = asked_for(client, **changed)
        text = answer.content.decode()
        assert answer.status_code == 422 and f'href="{where}"' in text, changed
        assert "启用电子证照" in text or "basis" in changed
    assert not Seal.objects.filter(state=State.ASKED).exists()


def test_who_does_not_keep_seals_cannot_ask(office: Office, world: World) -> None:
    for login in ("admin_security", "admin_audit", "press_aksu_city_window"):
        assert asked_for(office(login)).status_code == 403
    assert not Seal.objects.filter(state=State.ASKED).exists()


def test_a_stop_wants_a_reason_and_is_shown(office: Office, seal: Seal) -> None:
    client = office("admin_security")
    assert send(client, seal, "stop").status_code == 422
    assert Seal.objects.get(pk=seal.pk).state == State.IN_FORCE
    assert send(client, seal, "stop", "密钥遗失").status_code == 302
    text = page(client, seal)
    assert "密钥遗失" in text and "已停用" in text and 'value="stop"' not in text


def test_a_replacement_is_filled_in_from_the_seal_and_takes_its_place(
    office: Office, seal: Seal
) -> None:
    system, security = office("admin_system"), office("admin_security")
    sheet = system.get(reverse("seals:ask"), {"replaces": str(seal.pk)}).content.decode()
    assert seal.name in sheet and str(seal.pk) in sheet
    given = {"replaces": str(seal.pk), "kind": "agency", "keeper": seal.keeper}
    assert asked_for(system, **given).status_code == 302
    new = Seal.objects.get(state=State.ASKED)
    send(security, new, "approve")
    seal.refresh_from_db()
    assert seal.state == State.STOPPED and "由新印章取代" in page(system, seal)


def test_the_system_administrator_hands_it_over(office: Office, seal: Seal) -> None:
    send(office("admin_system"), seal, "hand-over", keeper=f"{PRESS}/window")
    assert Seal.objects.get(pk=seal.pk).keeper == f"{PRESS}/window"
    refused = send(office("admin_security"), seal, "hand-over", keeper=f"{PRESS}/supervisor")
    assert refused.status_code == 403


def test_the_picture_is_given_and_of_a_seal_not_made_there_is_none(
    office: Office, seal: Seal
) -> None:
    client = office("admin_audit")
    address = reverse("seals:picture", args=[seal.pk])
    answer = client.get(address)
    assert answer["Content-Type"] == "image/png" and answer.content.startswith(b"\x89PNG")
    assert address in page(client, seal)
    unmade = Seal.objects.filter(made_at=None).first()
    assert unmade and client.get(reverse("seals:picture", args=[unmade.pk])).status_code == 404


def test_the_log_is_paged_names_no_case_and_asks_the_database_little(
    office: Office, seal: Seal, django_assert_max_num_queries: Any
) -> None:
    client = office("admin_audit")
    for number in range(A_PAGE + 1):
        keep_use(
            seal.pk, paper=f"secret-key-{number}", digest=f"{number:064x}", ofd_digest="",
            subject="652901-secret", by=SYSTEM,
        )  # fmt: skip
    with django_assert_max_num_queries(14):
        text = page(client, seal)
    assert f"{A_PAGE + 1} 次" in text and "page=2" in text and "secret" not in text
    assert "page=3" not in page(client, seal, page="2")


def test_the_list_is_paged_searched_and_asks_the_database_little(
    office: Office, world: World, django_assert_max_num_queries: Any
) -> None:
    client = office("admin_system")
    with django_assert_max_num_queries(12):
        text = client.get(reverse("seals:list")).content.decode()
    assert "page=2" in text and port("sealer").caution in text
    name = seals(seen_by=SYSTEM, agency=PRESS)[0].name
    found = client.get(reverse("seals:list"), {"q": name, "state": "in-force"}).content.decode()
    assert name in found and "page=2" not in found
    stop_seal(seals(seen_by=SYSTEM, agency=PRESS)[0].pk, reasons="试", by=SYSTEM)
    assert name in client.get(reverse("seals:list"), {"state": "stopped"}).content.decode()


def test_a_seal_whose_days_are_over_is_not_shown_as_in_use(office: Office, seal: Seal) -> None:
    Seal.objects.filter(pk=seal.pk).update(valid_until=date(2020, 1, 1))
    try:
        assert "不在有效期" in page(office("admin_system"), seal)
    finally:
        Seal.objects.filter(pk=seal.pk).update(valid_until=date(2049, 12, 30))
