"""One ground, one licence; what is done to it is seen by everyone who checks it."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.gateways.sealed import a_sealed_ofd
from tests.ofd import specimen
from tests.registers.papers.samples import LICENCE_FIELDS
from tests.registers.seals_in_force import a_seal_in_force, an_agency, ready_to_seal, told_of

import ofd
from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.models import Reading
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import travel
from onedoor.registers.issuing.actions import issue_licence
from onedoor.registers.licences import rules
from onedoor.registers.licences.actions import (
    cancel_licence,
    restore_licence,
    revoke_licence,
    suspend_licence,
)
from onedoor.registers.licences.queries import (
    Licence,
    licence_for,
    licence_on,
    licences_of,
    standing_of,
)
from onedoor.registers.papers import sealing
from onedoor.registers.papers.models import Paper, Series
from onedoor.registers.papers.queries import (
    check_code,
    check_document,
    damaged_papers,
    document_of,
)

pytestmark = pytest.mark.django_db

CLERK = Actor(
    kind="staff", ref="s1", agency="press-baicheng", posts=frozenset({"press-baicheng/approver"})
)
OTHER = Actor(kind="staff", ref="s2", agency="police-baicheng")
ISSUED = ["paper.issued", "licence.issued", "credential.made-with-licence"]
HOLDER = Actor(kind="person", ref="a1", party="party-1")


def issued(ground: str = "case-1", **given: Any) -> Licence:
    usual: dict[str, Any] = {
        "kind": "publication-retail",
        "kind_name": "出版物经营许可证",
        "ground": ground,
        "holder": "party-1",
        "holder_name": "拜城县塔里木书店",
        "agency": "press-baicheng",
        "agency_name": "拜城县新闻出版局",
        "facts": LICENCE_FIELDS[:5],
        "valid_from": date(2026, 11, 20),
        "valid_until": date(2031, 11, 19),
        "numbering": "新出发阿零字第{seq:05}号",
        "by": SYSTEM,
    }
    facts = usual | given
    ready_to_seal(ground, facts["agency"], facts["agency_name"])
    with travel(date(2026, 11, 20)):
        return issue_licence(**facts)


def news() -> list[str]:
    return [entry.name for entry in told_of("case-1")]


def test_a_licence_is_numbered_by_its_own_rule_and_printed_with_its_number() -> None:
    licence = issued()
    assert licence.number == "新出发阿零字第00001号"
    assert licence.facts[-1] == {"label": "证照编号", "value": licence.number}
    assert licence.paper.number == licence.number
    assert news() == ISSUED


def test_one_ground_gives_one_licence() -> None:
    assert issued().number == issued(facts=[("别", "的")]).number
    assert issued("case-2").number == "新出发阿零字第00002号"
    assert news() == ISSUED


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"valid_until": date(2026, 11, 19)}, rules.BadValidity),
        ({"facts": []}, rules.NothingPrinted),
        ({"layout": "round"}, rules.UnknownLayout),
    ],
)
def test_a_licence_that_makes_no_sense_is_refused(
    given: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        issued(**given)
    assert not Licence.objects.exists() and not Paper.objects.exists()
    assert not Series.objects.exists() and news() == []


def test_the_portrait_layout_and_an_open_end_are_possible() -> None:
    licence = issued(layout="portrait", valid_until=None)
    assert check_code(licence.paper.check_code).is_good
    assert licence.paper.kind == "licence-portrait"


def test_a_revoked_licence_shows_as_such_to_whoever_checks_it() -> None:
    licence = issued()
    document = port("store").get(licence.paper.digest)
    revoke_licence(licence.number, reasons="以欺骗手段取得", by=CLERK)
    check = check_document(document)
    assert check.verdict == "withdrawn" and "以欺骗手段取得" in "".join(check.sentences)
    assert news()[3:] == ["paper.marked", "licence.revoked"]


def test_a_suspended_licence_can_be_restored() -> None:
    licence = issued()
    code = licence.paper.check_code
    suspend_licence(licence.number, reasons="停业整顿", by=CLERK)
    assert check_code(code).verdict == "suspended"
    restore_licence(licence.number, reasons="整顿合格", by=CLERK)
    with travel(date(2027, 1, 1)):
        assert check_code(code).is_good


def test_a_cancelled_licence_stays_cancelled() -> None:
    licence = issued()
    cancel_licence(licence.number, reasons="持证人申请", by=CLERK)
    before = news()
    for act in (suspend_licence, restore_licence, revoke_licence, cancel_licence):
        with pytest.raises(rules.LicenceStandsOtherwise) as refused:
            act(licence.number, reasons="再来", by=CLERK)
        assert "注销" in refused.value.sentence
    assert news() == before


@pytest.mark.parametrize(
    ("by", "reasons", "refusal"),
    [(OTHER, "理由", rules.NotIssuedByYou), (CLERK, "  ", rules.ReasonsNeeded)],
)
def test_only_the_issuer_with_reasons_may_touch_it(
    by: Actor, reasons: str, refusal: type[Refusal]
) -> None:
    licence = issued()
    with pytest.raises(refusal):
        revoke_licence(licence.number, reasons=reasons, by=by)
    assert Licence.objects.get().state == "valid"
    assert news() == ISSUED


def test_a_licence_runs_out_by_arithmetic() -> None:
    licence = issued()
    for day, standing in ((date(2031, 11, 19), "valid"), (date(2031, 11, 20), "expired")):
        with travel(day):
            assert standing_of(licence) == standing


def test_holder_and_issuer_see_it_and_nobody_else() -> None:
    licence = issued()
    assert licence_for(licence.number, seen_by=HOLDER).number == licence.number
    assert not Reading.objects.exists()
    assert [each.number for each in licences_of("party-1", seen_by=CLERK)] == [licence.number]
    assert Reading.objects.get().party == "party-1"
    for reader in (OTHER, ANYONE):
        assert licences_of("party-1", seen_by=reader) == []
        assert licence_on("case-1", seen_by=reader) is None
        with pytest.raises(NotFound):
            licence_for(licence.number, seen_by=reader)


def as_ofd(licence: Licence) -> bytes:
    return document_of(licence.paper_id, seen_by=HOLDER, as_ofd=True)


def test_a_licence_is_made_as_ofd_too_sealed_by_its_agency_and_saying_what_the_pdf_says() -> None:
    licence = issued()
    paper, content = licence.paper, as_ofd(licence)
    assert (paper.ofd_digest, paper.ofd_size) == (sha256(content).hexdigest(), len(content))
    assert paper.ofd_lack == ""
    assert port("store").get(paper.ofd_digest) == content
    report = port("ofd_sealer").check(content)
    assert report.trusted and report.own and report.signer == "拜城县新闻出版局"
    assert report.says["证照编号"] == licence.number
    assert report.says["持证主体"] == licence.holder_name
    for each in licence.facts:
        assert report.says[each["label"]] == each["value"]
    page = "".join(ofd.draw(content).text.split())
    for each in licence.facts:
        assert "".join(each["value"].split()) in page, each
    assert told_of("case-1")[0].body["ofd"] == paper.ofd_digest


def test_both_files_are_recognised_and_one_revocation_reaches_both() -> None:
    licence = issued()
    files = [document_of(licence.paper_id, seen_by=HOLDER), as_ofd(licence)]
    with travel(date(2026, 12, 1)):
        for content in files:
            check = check_document(content)
            assert check.is_good and check.number == licence.number
        assert "不具有法律效力" in check_document(files[1]).sentences[-2]
        revoke_licence(licence.number, reasons="以欺骗手段取得", by=CLERK)
        for content in files:
            check = check_document(content)
            assert check.verdict == "withdrawn" and "以欺骗手段取得" in "".join(check.sentences)


def test_an_ofd_under_our_seal_that_we_never_issued_is_not_ours() -> None:
    an_agency()
    seal = sealing.make(a_seal_in_force())
    sealed = port("ofd_sealer").seal(
        specimen.plain_unsealed(), seal=sealing.named_of(seal), at=(133, 217), ground="case-1"
    )
    check = check_document(sealed)
    assert check.verdict == "foreign" and not check.number
    assert "印章登记" not in "".join(check.sentences)


def test_a_seal_under_our_root_that_nobody_approved_is_told_to_be_in_no_register() -> None:
    check = check_document(a_sealed_ofd(port("ofd_sealer")))
    assert check.verdict == "foreign" and "不在本平台的印章登记里" in "".join(check.sentences)


@pytest.mark.parametrize(
    ("holder", "why"),
    [
        ("ئايگۈل تۇرسۇن", "维吾尔文等要连写的文字"),
        ("王\U00031000", "字库里没有的字（\U00031000）"),
    ],
)
def test_what_cannot_be_drawn_as_ofd_is_issued_as_pdf_and_says_why(holder: str, why: str) -> None:
    licence = issued(holder_name=holder, facts=[("姓名", holder)])
    paper = licence.paper
    assert why in paper.ofd_lack and "请用 PDF" in paper.ofd_lack
    assert (paper.ofd_digest, paper.ofd_size) == ("", 0)
    assert document_of(paper.pk, seen_by=HOLDER).startswith(b"%PDF-")
    with pytest.raises(NotFound):
        as_ofd(licence)


def test_more_than_a_page_holds_is_issued_as_pdf_and_says_why() -> None:
    licence = issued(facts=[(f"事项{n}", "国内版图书、报纸、期刊零售" * 8) for n in range(30)])
    assert "排不下" in licence.paper.ofd_lack


def test_an_ofd_is_read_by_whoever_may_read_the_pdf_and_the_look_is_traced() -> None:
    licence = issued()
    with pytest.raises(NotFound):
        document_of(licence.paper_id, seen_by=OTHER, as_ofd=True)
    before = Reading.objects.count()
    assert document_of(licence.paper_id, seen_by=CLERK, as_ofd=True)
    assert Reading.objects.count() == before + 1


def test_a_machine_that_reckons_wrong_issues_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(port("ofd_sealer"), "_is_tested", False)
    monkeypatch.setattr("ofd.sm2._ABC", "0" * 64)
    with pytest.raises(Refusal, match="自检没有通过"):
        issued()
    assert not Licence.objects.exists() and not Paper.objects.exists() and not news()
    monkeypatch.undo()
    assert issued().number == "新出发阿零字第00001号"


def test_an_ofd_gone_from_the_store_is_found_by_verify() -> None:
    licence = issued()
    digest = licence.paper.ofd_digest
    assert not list(damaged_papers())
    next(Path(settings.ONEDOOR_STATE).rglob(digest)).unlink()
    assert [number for number, _why in damaged_papers()] == [licence.number]
