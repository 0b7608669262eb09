"""Numbers are formed by rules that are data, without gaps."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connections

from onedoor.registers.papers import rules
from onedoor.registers.papers.actions import reserve_number
from onedoor.registers.papers.models import Reserved, Series

AT = datetime(2026, 11, 20, 4, tzinfo=UTC)
RULE = "阿市新出受字〔{year}〕第{seq:04}号"


def reserve(key: str, *, numbering: str = RULE, at: datetime = AT) -> str:
    return reserve_number(key=key, numbering=numbering, at=at)


@pytest.mark.parametrize(
    "template",
    [
        "第号",
        "{seq}{seq}",
        "{seq.__class__}",
        "{seq!r}",
        "{seq:>9999999}",
        "{name}{seq}",
        "{",
        "{0}",
    ],
)
def test_a_rule_with_anything_but_our_words_is_refused(template: str) -> None:
    refusal = rules.why_not_number(template)
    assert isinstance(refusal, rules.BadNumbering)
    assert template in refusal.sentence


@pytest.mark.parametrize(
    "template", [RULE, rules.USUAL_NUMBER, "新出发阿零字第{seq:05}号", "{seq}"]
)
def test_rules_as_agencies_write_them_are_read(template: str) -> None:
    assert rules.why_not_number(template) is None


@pytest.mark.django_db
def test_a_number_follows_its_rule_and_the_next_follows_it() -> None:
    assert [reserve("a"), reserve("b")] == [
        "阿市新出受字〔2026〕第0001号",
        "阿市新出受字〔2026〕第0002号",
    ]


@pytest.mark.django_db
def test_the_same_act_keeps_its_number() -> None:
    assert reserve("a") == reserve("a")
    assert Series.objects.get().last == 1


@pytest.mark.django_db
def test_each_year_and_each_rule_counts_for_itself() -> None:
    reserve("a")
    assert reserve("b", at=datetime(2027, 1, 1, tzinfo=UTC)) == "阿市新出受字〔2027〕第0001号"
    assert reserve("c", numbering="新出发阿零字第{seq:05}号") == "新出发阿零字第00001号"


@pytest.mark.django_db
def test_the_year_is_that_of_china() -> None:
    new_year_in_china = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    assert "2027" in reserve("a", at=new_year_in_china)


@pytest.mark.django_db
def test_a_refused_rule_takes_no_number() -> None:
    with pytest.raises(rules.BadNumbering):
        reserve("a", numbering="{seq.real}")
    assert not Series.objects.exists() and not Reserved.objects.exists()


@pytest.fixture
def _closed_after() -> Iterator[None]:
    yield
    connections.close_all()


def _in_a_thread(key: str) -> str:
    try:
        return reserve(key)
    finally:
        connections.close_all()


@pytest.mark.usefixtures("committed", "_closed_after")
def test_numbers_have_no_gaps_when_many_ask_at_once() -> None:
    keys = [f"case-{count % 30}" for count in range(60)]
    with ThreadPoolExecutor(4) as pool:
        numbers = dict(zip(keys, pool.map(_in_a_thread, keys), strict=True))
    expected = {f"阿市新出受字〔2026〕第{seq:04}号" for seq in range(1, 31)}
    assert set(numbers.values()) == expected
    assert Series.objects.get().last == 30


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "王＊＊"),
        ("艾力·买买提", "艾＊＊"),
        ("John Smith", "J＊＊"),
        ("阿克苏市示范餐饮有限公司", "阿克＊＊公司"),
        ("", ""),
    ],
)
def test_a_stranger_sees_a_masked_name(name: str, shown: str) -> None:
    assert rules.masked(name) == shown


def test_a_check_code_may_be_typed_as_people_type() -> None:
    assert rules.plain_code(" 7k3f-9qwx 2m4t-ooil ") == "7K3F9QWX2M4T0011"
    assert rules.spoken_code("7K3F9QWX2M4T0011") == "7K3F-9QWX-2M4T-0011"
