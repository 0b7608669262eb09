"""One act makes four likenesses of a licence that say the same, or makes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.registers.licences.test_licences import issued
from tests.registers.seals_in_force import told_of

import slip
import vc
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import travel
from onedoor.registers.credentials import giving
from onedoor.registers.credentials.models import Credential, Slip
from onedoor.registers.credentials.queries import check_credential, check_slip
from onedoor.registers.issuing.comparing import LikenessesDiffer
from onedoor.registers.licences.actions import Listing, pass_on_licence
from onedoor.registers.licences.models import Duty, Licence
from onedoor.registers.papers import making
from onedoor.registers.papers.models import Paper
from onedoor.registers.seals.models import SealUse

pytestmark = pytest.mark.django_db

TYPE, ISSUER = "116500000105000334001", "11652926129260604Y"
DAY = date(2026, 11, 20)


def identified(ground: str = "case-1", **given: Any) -> Licence:
    return issued(ground, listing=Listing(type_code=TYPE, issuer_code=ISSUER), **given)


def claims_of(text: str) -> dict[str, Any]:
    return vc.opened(vc.parse(text)).claims


def test_all_four_are_there_when_the_licence_is() -> None:
    licence = identified()
    credential, printed = Credential.objects.get(), Slip.objects.get()
    assert licence.paper.digest and licence.paper.ofd_digest
    assert credential.licence_id == printed.licence_id == licence.number
    assert credential.thumbprint == "" and printed.given_at is None and printed.lack == ""
    with travel(DAY):
        assert check_credential(credential.text).is_good and check_slip(printed.text).is_good


def test_they_say_the_same_identifier_number_holder_issuer_and_days() -> None:
    licence = identified()
    claims = claims_of(Credential.objects.get().text)
    told = slip.read(Slip.objects.get().text).facts
    assert claims["licence_identifier"] == licence.identifier
    assert claims["licence_number"] == told.number == licence.number
    assert claims["issuing_authority"] == told.agency == licence.agency_name
    assert claims["expiry_date"] == told.ends == "2031-11-19"
    assert told.holder == licence.holder_name and told.begins == "2026-11-20"


def test_that_they_were_made_is_one_event_of_the_same_act() -> None:
    identified()
    names = [each.name for each in told_of("case-1")]
    assert names == ["paper.issued", "licence.issued", "credential.made-with-licence"]
    told = entries_of("case-1")[-1].body
    assert told["credential"] == str(Credential.objects.get().pk)
    assert told["last_day"] == "2027-02-18"


def test_asked_again_nothing_more_is_made() -> None:
    identified()
    before = (Credential.objects.get().text, Slip.objects.get().text)
    identified()
    assert (Credential.objects.get().text, Slip.objects.get().text) == before


def test_what_is_kept_of_them_lies_sealed() -> None:
    from django.db import connection

    identified()
    with connection.cursor() as cursor:
        cursor.execute("SELECT c.text, s.text FROM credentials_credential c, credentials_slip s")
        credential, printed = cursor.fetchone()
    assert "eyJ" not in credential and "YM1:" not in printed


# --- a maker that errs ---


def _other_holder(**said: Any) -> dict[str, Any]:
    fields = [dict(each) for each in said["facts"]["fields"]]
    fields[0]["value"] = "另一家书店"
    return said | {"facts": said["facts"] | {"fields": fields}}


def pdf_errs(monkeypatch: pytest.MonkeyPatch) -> None:
    right = making.render
    monkeypatch.setattr(making, "render", lambda **said: right(**_other_holder(**said)))


def ofd_errs(monkeypatch: pytest.MonkeyPatch) -> None:
    right = making.ofd_page.drawn
    monkeypatch.setattr(making.ofd_page, "drawn", lambda **said: right(**_other_holder(**said)))


def credential_errs(monkeypatch: pytest.MonkeyPatch) -> None:
    right = giving.as_sd_jwt

    def wrong(licence: Licence, *rest: Any, **more: Any) -> str:
        told = Licence(**{each.attname: getattr(licence, each.attname)
                          for each in Licence._meta.concrete_fields})  # fmt: skip
        told.identifier = told.identifier.replace(".001.", ".002.")
        return right(told, *rest, **more)

    monkeypatch.setattr(giving, "as_sd_jwt", wrong)


def slip_errs(monkeypatch: pytest.MonkeyPatch) -> None:
    right = slip.issue

    def wrong(facts: slip.Facts, **more: Any) -> str:
        return right(replace(facts, ends="2099-12-31"), **more)

    monkeypatch.setattr(slip, "issue", wrong)


@pytest.mark.parametrize(
    ("errs", "likeness", "fact"),
    [
        (pdf_errs, "PDF 文件", "单位名称"),
        (ofd_errs, "OFD 版式文件", "单位名称"),
        (credential_errs, "数字凭证", "证照标识"),
        (slip_errs, "离线核验单", "有效期至"),
    ],
)
def test_one_that_says_otherwise_lets_nothing_be_issued(
    monkeypatch: pytest.MonkeyPatch,
    errs: Callable[[pytest.MonkeyPatch], None],
    likeness: str,
    fact: str,
) -> None:
    errs(monkeypatch)
    with pytest.raises(LikenessesDiffer) as refused:
        identified()
    assert likeness in refused.value.sentence and fact in refused.value.sentence
    assert told_of("case-1") == []
    for kept in (Licence, Paper, Credential, Slip, SealUse, Duty):
        assert not kept.objects.exists(), kept


def test_the_former_keeps_its_place_when_its_follower_differs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    former = identified()
    pass_on_licence(former.number, to="case-2", by=SYSTEM)
    before = [each.name for each in entries_of("case-1")]
    slip_errs(monkeypatch)
    with pytest.raises(LikenessesDiffer):
        identified("case-2")
    assert Licence.objects.get().state == "valid"
    assert [each.name for each in entries_of("case-1")] == before and told_of("case-2") == []


def test_tried_again_with_a_right_maker_it_is_issued_under_the_same_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as once:
        slip_errs(once)
        with pytest.raises(LikenessesDiffer):
            identified()
    assert identified().number == "新出发阿零字第00001号"


# --- what the makers may meet ---


@pytest.mark.parametrize(
    "value",
    [
        "ئابدۇراخمان ئوبۇلقاسىم",
        "Griffith Office Ltd. / Ada Lovelace-Byron & Co., 阿克苏地区温宿县分公司及其附属机构联合体",
        "第一行\n第二行，到很远很远的地方去办一件很要紧的事情而且一行排不下要换到下一行去",
        "𠮷野家（龍）\u3000①号　２０２６",
        "e\u0301toile \u200b零宽",
        "😀 店",
    ],
)
def test_whatever_stands_on_its_face_the_licence_is_issued(value: str) -> None:
    licence = issued(facts=[("单位名称", value), ("备  注", "有")])
    assert Slip.objects.get(licence=licence).text and Credential.objects.get(licence=licence).text


def test_where_a_code_cannot_hold_the_facts_the_slip_says_so() -> None:
    long = "".join(chr(0x4E00 + 37 * at % 20000) for at in range(198))
    licence = issued(holder_name=long, kind_name=long[:120][::-1])
    told = Slip.objects.get(licence=licence)
    assert told.text == "" and "印不下" in told.lack
    assert entries_of("case-1")[-1].body["last_day"] is None


def test_of_a_licence_that_has_run_out_already_nothing_is_made_to_carry() -> None:
    licence = issued(valid_from=date(2026, 11, 1), valid_until=date(2026, 11, 19))
    assert licence.paper.ofd_digest and not Slip.objects.exists()
    assert not Credential.objects.exists()
