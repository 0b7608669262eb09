"""One ground, one licence; what is done to it is seen by everyone who checks it."""

from datetime import date
from typing import Any

import pytest
from tests.registers.papers.samples import LICENCE_FIELDS

from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.models import Reading
from onedoor.kernel.ports import port
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import travel
from onedoor.registers.licences import rules
from onedoor.registers.licences.actions import (
    cancel_licence,
    issue_licence,
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
from onedoor.registers.papers.models import Paper, Series
from onedoor.registers.papers.queries import check_code, check_document

pytestmark = pytest.mark.django_db

CLERK = Actor(kind="staff", ref="s1", agency="press-baicheng")
OTHER = Actor(kind="staff", ref="s2", agency="police-baicheng")
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
    with travel(date(2026, 11, 20)):
        return issue_licence(**(usual | given))


def news() -> list[str]:
    return [entry.name for entry in entries_of("case-1")]


def test_a_licence_is_numbered_by_its_own_rule_and_printed_with_its_number() -> None:
    licence = issued()
    assert licence.number == "新出发阿零字第00001号"
    assert licence.facts[-1] == {"label": "证照编号", "value": licence.number}
    assert licence.paper.number == licence.number
    assert news() == ["paper.issued", "licence.issued"]


def test_one_ground_gives_one_licence() -> None:
    assert issued().number == issued(facts=[("别", "的")]).number
    assert issued("case-2").number == "新出发阿零字第00002号"
    assert news() == ["paper.issued", "licence.issued"]


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
    assert news()[2:] == ["paper.marked", "licence.revoked"]


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
    assert news() == ["paper.issued", "licence.issued"]


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
