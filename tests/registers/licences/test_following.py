"""A licence may follow another: the former holds until then, and is proven for its time after."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.registers.licences.test_licences import CLERK, HOLDER, issued
from tests.registers.seals_in_force import a_matter, told_of

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import travel
from onedoor.registers.issuing.actions import issue_licence
from onedoor.registers.licences import rules
from onedoor.registers.licences.actions import (
    cancel_licence,
    pass_on_licence,
    revoke_licence,
    suspend_licence,
)
from onedoor.registers.licences.queries import (
    Licence,
    licence_named,
    licence_passed_to,
    newest_licence_on,
    standing_of,
)
from onedoor.registers.papers.queries import check_code

pytestmark = pytest.mark.django_db

RENEWED = date(2031, 11, 10)


def news(ground: str) -> list[str]:
    return [entry.name for entry in told_of(ground)]


def renewed(former: Licence, ground: str = "case-2") -> Licence:
    a_matter(ground)
    with travel(RENEWED):
        pass_on_licence(former.number, to=ground, by=SYSTEM)
        return issue_licence(
            kind=former.kind, kind_name=former.kind_name, ground=ground, holder=former.holder,
            holder_name=former.holder_name, agency=former.agency, agency_name=former.agency_name,
            facts=[("单位名称", "拜城县塔里木书店")], valid_from=RENEWED,
            valid_until=date(2036, 11, 19), numbering="新出发阿零字第{seq:05}号", because="延续",
            by=SYSTEM,
        )  # fmt: skip


def test_the_follower_names_the_former_and_counts_its_versions_on() -> None:
    first = issued()
    second = renewed(first)
    assert (second.former_id, second.version) == (first.number, 2)
    third = renewed(second, "case-3")
    assert (third.former_id, third.version) == (second.number, 3)
    told = told_of("case-2")[1]
    assert told.name == "licence.issued"
    assert (told.body["former"], told.body["version"]) == (first.number, 2)


def test_the_former_is_superseded_by_the_act_that_issues_its_follower() -> None:
    first = issued()
    second = renewed(first)
    first.refresh_from_db()
    assert standing_of(first) == "superseded"
    assert first.state_why == f"延续：由 {second.number} 取代"
    assert news("case-1")[3:] == ["licence.passed-on", "paper.marked", "licence.superseded"]
    assert told_of("case-1")[-1].body["follower"] == second.number


def test_it_holds_until_its_follower_is_there() -> None:
    first = issued()
    pass_on_licence(first.number, to="case-2", by=SYSTEM)
    first.refresh_from_db()
    with travel(RENEWED):
        assert standing_of(first) == "valid" and check_code(first.paper.check_code).is_good


def test_whoever_checks_a_superseded_one_reads_from_when_to_when_it_was_valid_and_what_came() -> (
    None
):
    first = issued()
    second = renewed(first)
    check = check_code(first.paper.check_code)
    assert check.verdict == "superseded" and not check.is_good
    said = "".join(check.sentences)
    assert "自2026年11月20日起有效，到2031年11月10日为止" in said and second.number in said
    with travel(RENEWED):
        assert check_code(second.paper.check_code).is_good


def test_asked_again_nothing_is_superseded_twice() -> None:
    first = issued()
    renewed(first)
    before = news("case-1"), news("case-2")
    renewed(first)
    assert (news("case-1"), news("case-2")) == before


@pytest.mark.parametrize("act", [suspend_licence, revoke_licence, cancel_licence])
def test_what_is_not_in_force_gives_way_to_nothing(act: Any) -> None:
    first = issued()
    act(first.number, reasons="停业整顿", by=CLERK)
    before = news("case-1")
    with pytest.raises(rules.LicenceStandsOtherwise):
        pass_on_licence(first.number, to="case-2", by=SYSTEM)
    first.refresh_from_db()
    assert first.passes_to == "" and news("case-1") == before


def test_two_grants_cannot_count_on_the_same_licence() -> None:
    first = issued()
    pass_on_licence(first.number, to="case-2", by=SYSTEM)
    before = news("case-1")
    for act in (
        lambda: pass_on_licence(first.number, to="case-3", by=SYSTEM),
        lambda: cancel_licence(first.number, reasons="依申请", by=SYSTEM),
    ):
        with pytest.raises(rules.PassedOnAlready) as refused:
            act()
        assert "case-2" in refused.value.sentence
    assert news("case-1") == before


def test_one_revoked_on_the_way_stays_revoked_and_is_named_all_the_same() -> None:
    first = issued()
    pass_on_licence(first.number, to="case-2", by=SYSTEM)
    revoke_licence(first.number, reasons="以欺骗手段取得", by=CLERK)
    second = renewed(first)
    first.refresh_from_db()
    assert first.state == "revoked" and second.former_id == first.number


def test_nobody_gets_rid_of_a_suspension_by_a_renewal_under_way() -> None:
    first = issued()
    pass_on_licence(first.number, to="case-2", by=SYSTEM)
    suspend_licence(first.number, reasons="承诺没有兑现", by=CLERK)
    second = renewed(first)
    first.refresh_from_db()
    assert first.state == "superseded"
    assert (second.state, second.state_why) == ("suspended", "承诺没有兑现")
    assert news("case-2") == [
        "paper.issued", "licence.issued", "paper.marked", "licence.suspended",
        "credential.made-with-licence",
    ]  # fmt: skip


def test_of_what_followed_one_another_the_newest_is_found() -> None:
    first = issued()
    assert newest_licence_on("case-1", seen_by=SYSTEM) == first
    third = renewed(renewed(first), "case-3")
    assert newest_licence_on("case-1", seen_by=SYSTEM) == third
    assert newest_licence_on("case-9", seen_by=SYSTEM) is None


def test_a_superseded_licence_stays_so() -> None:
    first = issued()
    renewed(first)
    before = news("case-1")
    for act in (suspend_licence, revoke_licence, cancel_licence):
        refused: type[Refusal] = rules.LicenceStandsOtherwise
        with pytest.raises(refused):
            act(first.number, reasons="再来", by=CLERK)
    assert news("case-1") == before


def test_the_database_keeps_no_version_without_a_former() -> None:
    licence = issued()
    with pytest.raises(IntegrityError), transaction.atomic():
        Licence.objects.filter(pk=licence.pk).update(version=2)


@pytest.mark.parametrize(
    "typed",
    [
        "新出发阿零字〔2026〕第00001号",
        " 新出发阿零字[2026]第 00001 号",
        "新出发阿零字（２０２６）第00001号",
    ],
)
def test_brackets_spaces_and_width_are_forgiven_the_holder(typed: str) -> None:
    issued(numbering="新出发阿零字〔{year}〕第{seq:05}号")
    facts = {"holder": "party-1", "kind": "publication-retail", "seen_by": SYSTEM}
    found = licence_named(typed, **facts)
    assert found is not None and found.holder == "party-1"
    assert licence_named("新出发阿零字〔2026〕第00002号", **facts) is None


def test_what_a_licence_passes_to_is_told_to_whoever_may_see_it() -> None:
    first = issued()
    pass_on_licence(first.number, to="case-2", by=SYSTEM)
    for reader in (SYSTEM, HOLDER, CLERK):
        found = licence_passed_to("case-2", seen_by=reader)
        assert found is not None and found.number == first.number
    assert licence_passed_to("", seen_by=SYSTEM) is None
