"""Each rule of entitlements rests on a law, reads what it names, and its stories are played."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from onedoor.kernel.time import age_on
from onedoor.registers.catalogue.definition import EntitlementRule, EntitlementStory, say
from onedoor.registers.catalogue.entitlementchecks import check_entitlements
from onedoor.registers.catalogue.entitling import (
    HeldLicence,
    Known,
    holds_of,
    next_birthday,
    story_ends_otherwise,
)
from onedoor.registers.catalogue.queries import check_packs, entitlement_rules, read_packs

PACKS = Path(settings.ONEDOOR_PACKS)
RULES = entitlement_rules(PACKS)
STORIES = [
    pytest.param(rule, story, id=f"{rule.code}: {say(story.who)}")
    for rule in RULES
    for story in rule.stories
]


@pytest.mark.parametrize(("rule", "story"), STORIES)
def test_who_is_told_and_who_is_not(rule: EntitlementRule, story: EntitlementStory) -> None:
    names = {each.licence: each.licence for each in story.holds}
    plain = story.model_copy(update={"because": ""})
    assert story_ends_otherwise(rule, plain, names) == ""


def test_there_are_rules_and_each_says_whom_it_tells_and_whom_not() -> None:
    assert {each.code for each in RULES} >= {"elderly-allowance", "disability-subsidy"}
    assert all({each.told for each in rule.stories} == {True, False} for rule in RULES)


@pytest.fixture
def faults(tmp_path: Path) -> Callable[[str, str], list[str]]:
    """What is said of the rules when one of their words is another."""

    def after(word: str, other: str) -> list[str]:
        text = (PACKS / "aksu" / "entitlements.yaml").read_text("utf-8")
        assert word in text
        (tmp_path / "aksu").mkdir()
        (tmp_path / "aksu" / "entitlements.yaml").write_text(text.replace(word, other, 1), "utf-8")
        packs = read_packs(PACKS)
        assert packs.faults == [] == list(check_entitlements(packs))
        packs.root, packs.entitlements = tmp_path, []
        packs.take_books(tmp_path / "aksu", "entitlements.yaml")
        return [each.problem for each in [*packs.faults, *check_entitlements(packs)]]

    return after


@pytest.mark.parametrize(
    ("word", "other", "problem"),
    [
        ("    basis:\n      - {law: 老年人权益保障法, article: 第三十三条}\n", "",
         "The rule `elderly-allowance` rests on no law."),
        ("{id: age, source: age, basis: {law: 个人信息保护法, article: 第十三条第一款第一项}}",
         "{id: age, source: age}", "`rules[1].reads[1].basis` is missing."),
        ("licence: disability-certificate, basis", "licence: disabled-certificate, basis",
         "There is no licence `disabled-certificate`."),
        ("fills: {full_age: age}", "fills: {whole_age: age}",
         "The form of `elderly-allowance` has no field `whole_age`."),
        ("when: {fact: age, at_least: 80}", "when: {fact: income, below: 80}",
         "`income` is read from nowhere."),
        ("at_least: 80", "at_least: 81", "they are not told"),
        ("service: startup-loan", "service: start-loan", "There is no service `start-loan`."),
        ("fills: {on_allowance: allowance}", "fills: {}", "`allowance` is read, and nothing"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_rule_fails_the_check(
    faults: Callable[[str, str], list[str]], word: str, other: str, problem: str
) -> None:
    found = faults(word, other)
    assert any(problem in each for each in found), found


def test_the_check_of_packs_looks_at_them(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(PACKS, packs)
    file = packs / "aksu" / "entitlements.yaml"
    file.write_text(file.read_text("utf-8").replace("at_least: 80", "at_least: 81"), "utf-8")
    assert {each.file for each in check_packs(packs)} == {"aksu/entitlements.yaml"}


def test_nothing_is_said_of_a_reason_that_is_not_there() -> None:
    """What is not known tells nobody anything, for or against."""
    known = Known(None, [HeldLicence("business-licence", "营业执照")])
    assert [rule.code for rule in RULES if holds_of(rule, known, on=date(2026, 9, 7))] == []


def test_years_are_whole_and_who_was_born_on_a_leap_day_turns_in_march() -> None:
    leap = date(1948, 2, 29)
    assert (age_on(leap, date(2028, 2, 28)), age_on(leap, date(2028, 2, 29))) == (79, 80)
    assert next_birthday(leap, date(2026, 9, 7)) == date(2027, 3, 1)
    assert next_birthday(leap, date(2027, 3, 1)) == date(2028, 2, 29)
    assert next_birthday(date(1950, 9, 7), date(2026, 9, 7)) == date(2027, 9, 7)
