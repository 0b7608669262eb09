"""The holder's page: a code for a wallet, the copies that are out there, and the end of one."""

import json
import re
import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.channels.identity.wallet.banks import Wallet
from tests.channels.portal.citizen import Citizen, text_of
from tests.registers.credentials.carrying import (
    CLERK,
    TEACHER,
    WALLET,
    carried_by,
    holder,
    in_wallets,
    teacher,
)
from tests.world import World

import vc
from onedoor.kernel.languages import written_day
from onedoor.kernel.time import local, now, travel
from onedoor.registers.credentials.actions import give_credential, print_slip
from onedoor.registers.credentials.models import Credential, Offer
from onedoor.registers.credentials.queries import check_credential
from onedoor.registers.licences.actions import suspend_licence
from onedoor.registers.licences.models import Licence


@pytest.fixture
def licence(world: World) -> Licence:
    return teacher(world)


def her(licence: Licence, more: str = "") -> Any:
    return Citizen("gulnur").proven().get(f"/mine/credentials/{licence.paper_id}{more}")


def test_my_space_leads_there_and_the_page_lists_what_can_be_shown_singly(
    licence: Licence,
) -> None:
    mine = Citizen("gulnur").get("/mine").content.decode()
    assert f"/mine/credentials/{licence.paper_id}" in mine and "给境外机构或别的软件用" in mine
    page = text_of(her(licence))
    for words in (
        "身份证号",
        "资格种类",
        "14、16、18、21、60、65、80：是",
        "还没有。放出去的每一份都会列在这里",
    ):
        assert words in page


def test_a_code_is_made_by_whoever_showed_who_they_are_a_moment_ago(licence: Licence) -> None:
    address = f"/mine/credentials/{licence.paper_id}/offer"
    stale = Citizen("gulnur")
    assert stale.get(address).headers["Location"].startswith("/account/prove?next=")
    assert stale.post(address).status_code == 302 and not Offer.objects.exists()
    asked = text_of(Citizen("gulnur").proven().get(address))
    assert "谁来要都不给" in asked and not Offer.objects.exists()


def test_the_page_opens_a_wallet_that_fetches_the_licence(licence: Licence) -> None:
    citizen = Citizen("gulnur").proven()
    made = citizen.post(f"/mine/credentials/{licence.paper_id}/offer")
    assert made.status_code == 200 and "no-store" in made.headers["Cache-Control"]
    page = made.content.decode()
    link = re.search(r'href="(openid-credential-offer://[^"]+)"', page)
    digits = re.search(r'class="slip-code" dir="ltr">(\d{3}) (\d{3})<', page)
    assert link and digits and "<svg" in page
    wallet = Wallet()
    wallet.scan(link[1].replace("&amp;", "&"))
    ticket = wallet.ask_for_ticket("".join(digits.groups())).json()["access_token"]
    assert wallet.fetch(ticket, f"{TEACHER}.sd-jwt").status_code == 200
    kept = in_wallets().get()
    listed = text_of(citizen.get(f"/mine/credentials/{licence.paper_id}"))
    assert "可以逐项出示" in listed and kept.thumbprint[:8] in listed and "可用" in listed
    readers = text_of(citizen.get("/mine/readings?since=all"))
    assert "数字钱包" in readers


def test_she_stops_one_and_nobody_else_can(world: World, licence: Licence) -> None:
    carried_by(licence, holder(world))
    kept = in_wallets().get()
    address = f"/mine/credentials/{licence.paper_id}/{kept.pk}/stop"
    assert Citizen("patigul").post(address).status_code == 404
    assert in_wallets().get().stopped_at is None
    assert Citizen("gulnur").post(address).headers["Location"].endswith("?done=stopped")
    page = text_of(Citizen("gulnur").get(f"/mine/credentials/{licence.paper_id}?done=stopped"))
    assert "停用了。别人再查这一份" in page and "已停用" in page
    assert Citizen("gulnur").post(address).status_code == 409


def test_the_copy_of_ones_data_names_the_credentials_and_nothing_of_where_they_were_shown(
    world: World, licence: Licence
) -> None:
    carried_by(licence, holder(world))
    held = text_of(Citizen("gulnur").get("/mine/held"))
    assert "不记您出示给谁" in held
    answer = Citizen("gulnur").proven().post("/mine/export")
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        told = json.loads(archive.read("data.json"))
        jsonschema.validate(told, json.loads(archive.read("schema.json")))
    kept, made = told["credentials"]
    assert made["licence"] == licence.number and made["wallet"] == ""
    assert kept["licence"] == licence.number and kept["wallet"] == WALLET.public.thumbprint
    assert kept["format"] == vc.SD_JWT_VC and kept["stopped_at"] is None


def test_the_file_made_with_the_licence_is_taken_along_and_stopped_by_its_holder(
    licence: Licence,
) -> None:
    citizen, address = Citizen("gulnur"), f"/mine/credentials/{licence.paper_id}"
    taken = citizen.post(f"{address}/file")
    assert "attachment" in taken["Content-Disposition"] and "no-store" in taken["Cache-Control"]
    text = taken.content.decode()
    found = check_credential(text)
    assert found.is_good and "做成凭证文件" in " ".join(found.sentences)
    made = Credential.objects.get(thumbprint="")
    assert text == made.text
    citizen.post(f"{address}/{made.pk}/stop")
    assert check_credential(text).verdict == "withdrawn"


def test_nobody_else_takes_the_file_and_nobody_takes_it_by_a_link(licence: Licence) -> None:
    address = f"/mine/credentials/{licence.paper_id}/file"
    assert Citizen("patigul").post(address).status_code == 404
    assert Citizen("gulnur").get(address).status_code == 405


def test_another_person_and_a_licence_not_in_force_get_no_code(
    world: World, licence: Licence
) -> None:
    address = f"/mine/credentials/{licence.paper_id}"
    assert Citizen("patigul").get(address).status_code == 404
    assert Citizen("patigul").proven().post(f"{address}/offer").status_code == 404
    suspend_licence(licence.number, reasons="年检", by=CLERK)
    page = text_of(Citizen("gulnur").get(address))
    assert "这张证照现在是" in page and "做一个领取码" not in page.split("用您的钱包扫一扫")[1]
    assert Citizen("gulnur").proven().post(f"{address}/offer").status_code == 409
    assert not Offer.objects.exists()


# --- the public check ---


def test_a_pasted_credential_is_checked_with_what_it_shows(world: World, licence: Licence) -> None:
    text = carried_by(licence, holder(world))
    shown = vc.present(
        text, show=[("age_equal_or_over", "60")], key=WALLET, nonce="n",
        audience="https://bank.example", at=int(now().timestamp()),
    )  # fmt: skip
    # As people paste: broken into lines.
    broken = "\n".join(shown[at : at + 76] for at in range(0, len(shown), 76))
    page = text_of(Citizen().post("/check", credential=broken))
    for words in (
        "是真的，现在有效", "温宿县教育局", "签名密钥", "满 60 周岁", "https://bank.example",
        "证照目前有效",
    ):  # fmt: skip
        assert words in page
    assert "古丽努尔" not in page and licence.number not in page


def test_a_day_of_the_past_is_answered_for_credential_and_slip(
    world: World, licence: Licence
) -> None:
    made, mine = local(now()).date(), holder(world)
    credential = give_credential(licence.number, by=mine)
    slip = print_slip(licence.number, by=mine).text
    suspend_licence(licence.number, reasons="年检", by=CLERK)
    before = made - timedelta(days=1)
    day_before, day = written_day(before), written_day(made)
    with travel(now() + timedelta(days=2)):
        for text, what in ((credential, "凭证"), (slip, "核验单")):
            page = text_of(
                Citizen().post("/check", credential=text, credential_on=before.isoformat())
            )
            assert f"{day_before}那天还没有这份{what}" in page and "证照那天还没有签发" in page
            page = text_of(
                Citizen().post("/check", credential=text, credential_on=made.isoformat())
            )
            assert f"{day}那天证照正被暂停使用，这份{what}也就不能用" in page
            file = SimpleUploadedFile("kept.txt", text.encode())
            page = text_of(Citizen().post("/check", paper=file, paper_on=before.isoformat()))
            assert f"{day_before}那天还没有这份{what}" in page


def test_a_day_that_cannot_be_read_is_asked_for_again_and_what_was_pasted_stays(
    world: World,
) -> None:
    answer = Citizen().post("/check", credential="eyJabc", credential_on="去年")
    assert answer.status_code == 422 and 'id="credential_on-error"' in answer.content.decode()
    assert "eyJabc" in answer.content.decode()


def test_an_uploaded_one_and_a_tampered_one(world: World, licence: Licence) -> None:
    text = carried_by(licence, holder(world), format=vc.VC_JWT)
    file = SimpleUploadedFile("licence.jwt", text.encode())
    page = text_of(Citizen().post("/check", paper=file))
    assert "是真的，现在有效" in page and "古丽努尔" in page
    for bad in (text[:-30] + "A" + text[-29:], text[:40] + "B" + text[41:], text[:-4]):
        answer = Citizen().post("/check", credential=bad)
        assert answer.status_code == 200 and "不要采用" in text_of(answer)
        assert "古丽努尔" not in text_of(answer)


@pytest.mark.parametrize("junk", ["ey", "eyJhbGciOiJub25lIn0.e30.", "随便写的", "e\0y", "~" * 999])
def test_junk_gets_a_sentence(world: World, junk: str) -> None:
    page = text_of(Citizen().post("/check", credential=junk))
    assert "不是能查验的数字凭证" in page


def test_nothing_pasted_is_asked_for_again(world: World) -> None:
    answer = Citizen().post("/check", credential="  ")
    assert answer.status_code == 422 and "粘贴到这里" in text_of(answer)
