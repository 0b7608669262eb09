"""The page of one's own level: says why, shows each way, goes the way, and leads back unharmed."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from tests.channels.portal.citizen import text_of
from tests.gateways.outside import Twin, free_port
from tests.world import World

from onedoor.casework.cases.actions import begin_draft
from onedoor.casework.cases.models import Case, Draft
from onedoor.channels.look.doors import actor_for
from onedoor.kernel.actors import SYSTEM
from onedoor.registers.catalogue.queries import current_version
from onedoor.registers.licences.models import Licence
from onedoor.registers.people.actions import end_proofs, keep_party, open_account
from onedoor.registers.people.models import Account, Check, Party
from onedoor.registers.people.numbers import index_of
from onedoor.registers.people.queries import assurance_of
from onedoor.site.twins import describe

_serial = count(1)
# Somebody of the sample city's file; other tests may know them already.
NAME, NUMBER = "王建国", "652999195606072110"


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    note = describe(free_port, host="127.0.0.1", address="http://testserver")
    twin = Twin("register", note, tmp_path_factory.mktemp("twin"))
    yield note["register"]
    twin.stop()


@pytest.fixture
def me(world: World, line: dict[str, Any], settings: Any) -> Iterator[Account]:
    """Somebody who has only said who they are."""
    settings.ONEDOOR_REGISTER = line
    known = list(_of_the_number())
    _forget_the_number()
    party = keep_party(kind="person", name="小王", number_kind="none", number="", by=SYSTEM)
    yield open_account(f"level-{next(_serial)}", "a-long-password", party=party, by=SYSTEM)
    Draft.objects.all().delete()
    _forget_the_number()
    # Who had it before has it again: parties outlive a test.
    for party in known:
        party.save()


def _of_the_number() -> QuerySet[Party]:
    return Party.objects.filter(number_index=index_of("citizen", NUMBER, ""))


def _forget_the_number() -> None:
    """Nobody has shown this number before, whatever other tests did."""
    _of_the_number().update(number_kind="none", number="", number_index="")


@pytest.fixture
def browser(me: Account) -> Client:
    client = Client(HTTP_HOST="testserver")
    client.force_login(me)
    return client


def _given(**changed: str) -> dict[str, str]:
    return {
        "register-kind": "citizen", "register-name": NAME, "register-number": NUMBER,
    } | changed  # fmt: skip


def test_the_page_says_why_a_service_needs_more_and_shows_each_way(browser: Client) -> None:
    page = text_of(browser.get("/level", {"service": "teacher-qualification", "next": "/mine"}))
    for words in (
        "要 3 级，您现在 0 级", "教师资格只发给本人", "填好的都还在", "现在核对姓名和号码",
        "出示这里签发的证照", "到窗口核实", "电话" if "电话" in page else "12345",
    ):  # fmt: skip
        assert words in page


def test_a_match_raises_me_and_leads_back_to_the_draft_with_everything_in_it(
    browser: Client, me: Account
) -> None:
    sheet = current_version("subsistence-allowance").parsed.sheet
    draft = begin_draft(
        sheet.code, agency=sheet.offerings[0].agency, situation={}, by=actor_for(me)
    )
    Draft.objects.filter(pk=draft.pk).update(answers={"kept": "填过的"})
    back = f"/drafts/{draft.pk}/check"
    assert "提交前要先核实身份" in text_of(browser.get(back))
    pressed = browser.post(f"/drafts/{draft.pk}/submit", {"signed": "yes"})
    assert pressed.status_code in (403, 422)
    assert f"/level?service={sheet.code}&amp;next=" in pressed.content.decode()
    assert not Case.objects.exists()
    done = browser.post("/level/register", _given(next=back, service=sheet.code))
    assert (done.status_code, done.url) == (302, back)
    assert "提交前要先核实身份" not in text_of(browser.get(back))
    assert Draft.objects.get(pk=draft.pk).answers == {"kept": "填过的"}
    assert assurance_of(me) == 2


def test_what_did_not_match_is_said_at_the_field_and_the_number_is_not_written_back(
    browser: Client,
) -> None:
    answer = browser.post("/level/register", _given(**{"register-name": "别人"}))
    page = answer.content.decode()
    assert answer.status_code == 422 and "没有对上" in page and 'value="别人"' in page
    assert NUMBER not in page and 'href="#register-number"' in page
    wrong = browser.post("/level/register", _given(**{"register-number": "123"}))
    assert wrong.status_code == 422 and Check.objects.count() == 1


def test_my_number_is_masked_until_i_ask_for_it(browser: Client) -> None:
    browser.post("/level/register", _given())
    page = browser.get("/level").content.decode()
    assert NUMBER not in page and "6529**********2110" in page
    shown = browser.get("/level?show=1")
    assert NUMBER in shown.content.decode() and "no-store" in shown.headers["Cache-Control"]


def test_every_question_stands_on_my_page_with_its_receipt(browser: Client) -> None:
    browser.post("/level/register", _given())
    page = text_of(browser.get("/level"))
    assert "居民身份证：对上了，回执 PR-" in page


def test_a_register_that_is_down_keeps_what_was_typed_and_points_to_the_window(
    browser: Client, settings: Any
) -> None:
    settings.ONEDOOR_REGISTER = {"url": "http://127.0.0.1:1", "client": "c", "secret": "s"}
    answer = browser.post("/level/register", _given())
    page = text_of(answer)
    assert answer.status_code == 503 and "窗口" in page and f'value="{NAME}"' in (
        answer.content.decode())  # fmt: skip


def test_after_going_a_way_one_stays_on_this_site(browser: Client) -> None:
    done = browser.post("/level/register", _given(next="https://evil.example/"))
    assert done.url == "/level"


def test_an_error_of_ours_shows_nobody_the_number(
    browser: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*given: Any, **more: Any) -> None:
        raise ZeroDivisionError

    from onedoor.gateways import identity_register

    monkeypatch.setattr(identity_register, "ask", broken)
    browser.raise_request_exception = False
    answer = browser.post("/level/register", _given())
    assert answer.status_code == 500
    assert NUMBER not in answer.content.decode() and NUMBER not in caplog.text


@pytest.fixture
def printed(world: World) -> Licence:
    """A licence in force of a person whom a clerk has seen, who has no account any more."""
    case = world.a_decided_case("individual-business")
    world.drain()
    holder = Party.objects.get(pk=case.applicant_id)
    assert holder.kind == "person"
    return Licence.objects.select_related("paper").get(ground=case.number)


def _shown(licence: Licence, number: str) -> dict[str, str]:
    return {"licence-code": licence.paper.check_code, "licence-number": number}


def test_a_licence_in_hand_is_not_enough_while_its_holder_has_an_account(
    browser: Client, me: Account, printed: Licence
) -> None:
    holder = Party.objects.get(pk=printed.holder)
    answer = browser.post("/level/licence", _shown(printed, holder.number))
    assert answer.status_code == 409 and assurance_of(me) == 0


def test_a_licence_in_hand_of_a_person_seen_at_a_window_raises_to_level_three(
    browser: Client, me: Account, printed: Licence
) -> None:
    holder = Party.objects.get(pk=printed.holder)
    holder.accounts.update(closed_at="2026-01-01T00:00:00Z")
    try:
        done = browser.post("/level/licence", _shown(printed, holder.number))
        assert done.status_code == 302
        again = Account.objects.get(pk=me.pk)
        assert again.party_id == holder.pk and assurance_of(again) == 3
    finally:
        holder.accounts.update(closed_at=None)
        Account.objects.filter(pk=me.pk).update(party=keep_party(
            kind="person", name="小王", number_kind="none", number="", by=SYSTEM))  # fmt: skip


def test_a_wrong_number_a_wrong_code_and_a_holder_nobody_has_seen_prove_nothing(
    browser: Client, me: Account, printed: Licence
) -> None:
    holder = Party.objects.get(pk=printed.holder)
    for given in (
        _shown(printed, NUMBER),
        _shown(printed, holder.number) | {"licence-code": "0000 0000 0000"},
        _shown(printed, ""),
    ):
        answer = browser.post("/level/licence", given)
        assert answer.status_code == 422 and "没有核对成" in answer.content.decode()
    mine = holder.accounts.get()
    end_proofs(holder, "window", account=mine, reason="test", by=SYSTEM)
    try:
        assert browser.post("/level/licence", _shown(printed, holder.number)).status_code == 422
    finally:
        from onedoor.registers.people.actions import prove

        prove(holder, "window", account=mine, basis="样例城市", by=SYSTEM)
    assert assurance_of(me) == 0 and Check.objects.filter(kind="licence").count() == 4


def test_a_revoked_licence_proves_nothing(browser: Client, me: Account, printed: Licence) -> None:
    holder = Party.objects.get(pk=printed.holder)
    Licence.objects.filter(pk=printed.pk).update(state="revoked", state_why="x")
    assert browser.post("/level/licence", _shown(printed, holder.number)).status_code == 422
    assert assurance_of(me) == 0


def test_the_guide_says_the_level_why_and_how_before_anybody_starts(world: World) -> None:
    page = text_of(Client().get("/guide/teacher-qualification"))
    assert "3 级：本人已核实" in page and "教师资格只发给本人" in page
    assert "带证件到任一窗口核一次" in page and "提交前做到就行" in page


def test_the_start_says_what_will_be_needed(browser: Client) -> None:
    sheet = current_version("teacher-qualification").parsed.sheet
    answers = {f"s.{each.id}": each.options[0].value for each in sheet.situations}
    page = text_of(browser.get("/apply/teacher-qualification", answers, follow=True))
    assert "提交前要先核实身份" in page


def test_whoever_is_sure_enough_is_told_so_and_led_back(world: World) -> None:
    world.cast("ayigul")
    client = Client()
    client.force_login(Account.objects.get(login="ayigul"))
    page = text_of(client.get("/level", {"service": "teacher-qualification", "next": "/mine"}))
    assert "够了" in page and "回去接着办" in page and "现在核对姓名和号码" not in page
