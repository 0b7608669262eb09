"""Letters at the desk: what waits, each act, and nobody's name where it is not wished."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from onedoor.kernel.actors import ANYONE
from onedoor.oversight.letters.actions import (
    answer_letter,
    draft_answer,
    release_answer,
    write_letter,
)
from onedoor.oversight.letters.models import Letter, PublicAnswer

PRESS = "press-aksu-city"


@pytest.fixture(autouse=True)
def accounts(world) -> None:
    for ref in ("xiayi", "press_aksu_city_window", "press_aksu_city_supervisor"):
        world.cast(ref)


def _desk(ref: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(login=ref))
    return client


def _letter(world, text: str = "开书店要几天？", **more: object) -> Letter:
    given = {"agency": PRESS, "may_publish": True, **more}
    return write_letter("consultation", text, **given, by=world.cast("xiayi"))


def test_a_letter_is_answered_redacted_and_released_at_the_desk(world) -> None:
    letter, window = _letter(world), _desk("press_aksu_city_window")
    assert letter.title in window.get("/desk/letters/").content.decode()
    url = f"/desk/letters/{letter.pk}/"
    page = window.get(url).content.decode()
    assert world.cast("xiayi").name in page
    assert window.post(url, {"do": "answer", "text": ""}).status_code == 422
    assert window.post(url, {"do": "answer", "text": "十个工作日。"}).status_code == 302
    assert letter.title in window.get("/desk/letters/?view=publish").content.decode()
    said = {"title": "几天", "question": "几天？", "answer": "打 13812345678", "result": ""}
    refused = window.post(url, {"do": "draft", **said})
    assert refused.status_code == 422 and "13812345678" in refused.content.decode()
    assert not PublicAnswer.objects.exists()
    assert window.post(url, {"do": "draft", **said, "answer": "十天。"}).status_code == 302
    assert window.post(url, {"do": "release"}).status_code == 403
    chief = _desk("press_aksu_city_supervisor")
    assert "放行公开" in chief.get(url).content.decode()
    assert chief.post(url, {"do": "release"}).status_code == 302
    assert "几天" in Client().get("/answers/").content.decode()
    assert chief.post(url, {"do": "withdraw"}).status_code == 302
    assert not PublicAnswer.objects.exclude(released_by="").exists()


def test_a_result_is_written_at_the_desk_while_the_answer_stands(world) -> None:
    writer, above = world.cast("xiayi"), world.cast("press_aksu_approver")
    chief = world.cast("press_aksu_supervisor")
    letter = write_letter("exposure", "窗口总没人", agency=PRESS, by=writer)
    url = f"/desk/letters/{letter.pk}/"
    desk, over = _desk("press_aksu_approver"), _desk("press_aksu_supervisor")
    assert "曝光台还差的" not in desk.get("/desk/letters/").content.decode()
    answer_letter(str(letter.pk), "查实了。", by=above)
    assert "件答复了还没公开" in desk.get("/desk/letters/").content.decode()
    said = {"title": "没人", "question": "窗口总没人", "answer": "查实了。", "result": ""}
    draft_answer(str(letter.pk), **said, by=above)
    release_answer(str(letter.pk), by=chief)
    page = over.get("/desk/letters/?view=result").content.decode()
    assert "件公开了还没写结果" in page and letter.title in page
    page = desk.get(url).content.decode()
    assert "还没有写结果" in page and "放行公开" not in page
    assert desk.post(url, {"do": "draft", **said}).status_code == 422
    said["result"] = "加了一个窗口。"
    assert desk.post(url, {"do": "draft", **said}).status_code == 302
    assert "正在改" in Client().get("/exposure/").content.decode()
    assert said["result"] in (page := over.get(url).content.decode()) and "放行公开" in page
    assert over.post(url, {"do": "release"}).status_code == 302
    page = Client().get("/exposure/?x=1").content.decode()
    assert said["result"] in page and "更新" in page and "正在改" not in page
    assert "曝光台还差的" not in over.get("/desk/letters/").content.decode()


def test_transfer_extension_and_merging_at_the_desk(world) -> None:
    letter, other, window = (
        _letter(world),
        _letter(world, "多久？"),
        _desk("press_aksu_city_window"),
    )
    url = f"/desk/letters/{letter.pk}/"
    for wrong in (
        {"do": "extend", "why": ""}, {"do": "merge", "into": ""}, {"do": "merge", "into": "x"},
        {"do": "transfer", "to": "", "reason": "归它"},
    ):  # fmt: skip
        assert window.post(url, wrong).status_code == 422
    assert window.post(url, {"do": "burn"}).status_code == 404
    assert window.post(url, {"do": "extend", "why": "要问库车"}).status_code == 302
    assert window.post(url, {"do": "merge", "into": str(other.pk)}).status_code == 302
    assert "并了 1 件" in window.get("/desk/letters/").content.decode()
    given = {"do": "transfer", "to": "market-aksu-city", "reason": "归它"}
    assert window.post(f"/desk/letters/{other.pk}/", given).status_code == 302
    assert window.get(url).status_code == 404
    assert set(Letter.objects.values_list("agency", flat=True)) == {"market-aksu-city"}


@pytest.mark.parametrize("view", ["open", "late", "answered", "publish", "result", "nonsense"])
def test_whoever_wishes_to_stay_unknown_is_on_no_page_of_the_desk(world, view: str) -> None:
    person, party = world.cast.people["xiayi"], world.cast("xiayi").party
    hidden = _letter(world, hidden=True)
    guest = write_letter(
        "consultation", "周末开门吗？", agency=PRESS, contact="13812345678", by=ANYONE
    )
    window = _desk("press_aksu_city_window")
    pages = [window.get(f"/desk/letters/?view={view}")]
    for letter in (hidden, guest):
        pages.append(window.get(f"/desk/letters/{letter.pk}/"))
        pages.append(window.post(f"/desk/letters/{letter.pk}/", {"do": "answer", "text": ""}))
    told = "".join(page.content.decode() for page in pages)
    secrets = (
        person.name,
        person.number,
        person.phone,
        party,
        "13812345678",
        hidden.code,
        guest.code,
    )
    assert [secret for secret in secrets if secret and secret in told] == []


def test_a_draft_of_a_hidden_letter_names_nobody_either(world) -> None:
    name = world.cast("xiayi").name
    letter = _letter(world, f"我是{name}，开书店要几天？", hidden=True)
    window, url = _desk("press_aksu_city_window"), f"/desk/letters/{letter.pk}/"
    window.post(url, {"do": "answer", "text": "十天。"})
    page = window.get(url).content.decode()
    assert name not in page and "某某" in page


def test_other_clerks_see_nothing(world) -> None:
    world.cast("market_aksu_city_window")
    letter, market = _letter(world), _desk("market_aksu_city_window")
    assert letter.title not in market.get("/desk/letters/").content.decode()
    assert market.get(f"/desk/letters/{letter.pk}/").status_code == 404
    assert market.post(
        f"/desk/letters/{letter.pk}/", {"do": "answer", "text": "好"}
    ).status_code in (403, 404)
    assert Letter.objects.get().state == "open"
