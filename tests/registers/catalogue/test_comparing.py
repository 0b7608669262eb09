"""What changed between two versions is said in words, in every language, and nothing else is."""

import re
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest

from onedoor.registers import catalogue
from onedoor.registers.catalogue.comparing import PARTS, by_part, differences
from onedoor.registers.catalogue.comparing_rules import test_in_words as in_words
from onedoor.registers.catalogue.definition import (
    Body,
    DecisionTable,
    Document,
    Promise,
    ServiceDefinition,
    say,
)
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.definition.service import Outcome
from onedoor.registers.catalogue.queries import read_packs
from onedoor.registers.catalogue.sentences import words

PACKS = Path(__file__).parents[3] / "packs"
CARD, BUS, CLEAN, LETTER = (
    "identity-card-renewal",
    "school-bus-driver",
    "hygiene-permit",
    "work-permit-notice",
)
CATALOGUE = Path(catalogue.__file__).parent
HAN = re.compile(r"[\u3400-\u9fff]")
Change = Callable[[Any], Any]


@cache
def published(code: str) -> ServiceDefinition:
    (pack,) = [each for each in read_packs(PACKS).services if each.code == code]
    return pack.definition


def changed(code: str, change: Change) -> list[tuple[str, str, str]]:
    """(part, Chinese, English) of each difference once the definition was changed so."""
    old = published(code)
    content = deepcopy(old.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    change(content)
    found = differences(old, ServiceDefinition.model_validate(content))
    return [(each.part, say(each.text), say(each.text, "en")) for each in found]


def rules(content: Any, table: int = 0) -> Any:
    return content["decisions"]["tables"][table]["rules"]


ROW = {
    "when": ['"damaged"', "-"],
    "then": ["10"],
    "words": {"zh": "损坏，10 元", "en": "Damaged, 10"},
}


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (
            lambda it: rules(it).append(ROW),
            "“工本费”：加了一行“损坏，10 元”",
            "“Fee” has the new row “Damaged, 10”",
        ),
        (
            lambda it: rules(it).pop(0),
            "“工本费”：去掉一行“丢失补领，40 元”",
            "“Fee” lost the row “Lost, 40 yuan”",
        ),
        (
            lambda it: rules(it)[0].update(then=["50"]),
            "“工本费”：“丢失补领，40 元”这一行，“应交”从 40 元改为 50 元",
            "“Fee” in the row “Lost, 40 yuan”, “Due” is 50 yuan, before 40 yuan",
        ),
        (
            lambda it: rules(it)[0].update(when=['"lost", "damaged"', "-"]),
            "“工本费”：“丢失补领，40 元”这一行，“为什么换”从“丢了”改为“丢了或坏了”",
            "“Fee” in the row “Lost, 40 yuan”, “Why” is “It is lost or It is damaged”,"
            " before “It is lost”",
        ),
        (
            lambda it: rules(it)[0].update(words={"zh": "丢失", "en": "Lost"}),
            "“工本费”：“丢失补领，40 元”这一行改写为“丢失”",
            "“Fee” words the row “Lost, 40 yuan” as “Lost”",
        ),
        (
            lambda it: it["decisions"]["tables"][0].update(hit="F"),
            "“工本费”：几行都符合时，从“只有一行符合”改为“取最前的一行”",
            "“Fee” takes another way where several rows hold: the first row counts,"
            " before only one row holds",
        ),
        (
            lambda it: it["decisions"].update(version="2026"),
            "“决策表”：从“2003”版改为“2026”版",
            "“The decision tables” follow edition 2026, before 2003",
        ),
        (
            lambda it: it.pop("decisions"),
            "“工本费”：没有了",
            "“Fee” is gone",
        ),
    ],
)
def test_a_change_of_a_table_is_told_row_by_row(change: Change, zh: str, en: str) -> None:
    assert changed(CARD, change) == [("tables", zh, en)]


def test_the_order_of_rows_is_told_only_where_it_decides() -> None:
    assert changed(CARD, lambda it: rules(it).reverse()) == []

    def first_counts(content: Any) -> None:
        content["decisions"]["tables"][0]["hit"] = "F"
        rules(content).reverse()

    told = [zh for _, zh, _ in changed(CARD, first_counts)]
    assert "“工本费”：各行的先后改了" in told


def test_a_row_that_no_story_reaches_says_so_without_a_difference() -> None:
    assert changed(CARD, lambda it: rules(it)[0].update(unreached="没有样例。")) == []


@pytest.mark.parametrize(
    ("test", "zh", "en"),
    [
        ("-", "不限", "anything"),
        (">= 45", "不少于 45", "at least 45"),
        ("[35 .. 45)", "不少于 35、少于 45", "at least 35, below 45"),
        ("]5..7]", "多于 5、不多于 7", "more than 5, at most 7"),
        ('"a", "c"', "甲或 c", "A or c"),
        ('not("a")', "不是甲", "not A"),
        ("true", "是", "yes"),
        ("null", "没有填", "left open"),
        ('list contains(?, "a")', 'list contains(?, "a")', 'list contains(?, "a")'),
    ],
)
def test_a_test_is_read_as_people_say_it(test: str, zh: str, en: str) -> None:
    found = in_words(test, {"a": texts(zh="甲", en="A")})
    assert (say(found), say(found, "en")) == (zh, en)


FEE = {"name": {"zh": "快递费", "en": "Courier"}, "standard": {"zh": "15 元", "en": "15 yuan"},
       "basis": {"law": "价格法"}}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (
            lambda fee: fee.update(charged=False),
            "“这件事”：改为不收费",
            "“The service” is free now",
        ),
        (
            lambda fee: fee.update(pay_online=False),
            "“这件事”：不能在网上交钱了",
            "“The service” can no longer be paid online",
        ),
        (
            lambda fee: fee["items"].append(FEE),
            "“快递费”：新加的，15 元",
            "“Courier” is new: 15 yuan",
        ),
        (lambda fee: fee["items"].pop(), "“丢失补领工本费”：没有了", "“Replacement” is gone"),
        (
            lambda fee: fee["items"][1].update(standard={"zh": "30 元", "en": "30 yuan"}),
            "“丢失补领工本费”：从“40 元”改为“30 元”",
            "“Replacement” is 30 yuan, before 40 yuan",
        ),
        (
            lambda fee: fee["items"][1].update(reduction={"zh": "减半", "en": "half"}),
            "“丢失补领工本费”：减免从“没有”改为“减半”",
            "“Replacement” is reduced by “half”, before “nothing”",
        ),
    ],
)
def test_a_change_of_a_fee_is_told(change: Change, zh: str, en: str) -> None:
    assert changed(CARD, lambda it: change(it["sheet"]["fee"])) == [("fee", zh, en)]


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (
            lambda given: given.pop(),
            "“卫生条件承诺”：不能再承诺了",
            "“Promise on hygiene” can no longer be promised",
        ),
        (
            lambda given: given.append(
                given[0] | {"id": "other", "title": {"zh": "乙", "en": "B"}}
            ),
            "“乙”：新加的：告知承诺（不交，事后核查），管“卫生检测报告”",
            "“B” is new: a promise that is checked afterwards, for “Test report”",
        ),
        (
            lambda given: given[0].update(working_days=10),
            "“卫生条件承诺”：核查的期限从 20 个工作日改为 10 个工作日",
            "“Promise on hygiene” is checked within 10 working days, before 20 working days",
        ),
        (
            lambda given: given[0].update(licence="stands"),
            "“卫生条件承诺”：没有兑现时，从“撤销证照”改为“证照不动”",
            "“Promise on hygiene” means, when broken, that the licence stands; before, that the"
            " licence is revoked",
        ),
        (
            lambda given: given[0].update(closed_to_breakers=False),
            "“卫生条件承诺”：以前没有兑现过的人，从“最多 12 个月不能承诺”改为“照样可以承诺”",
            "“Promise on hygiene” is, to who broke one, open all the same; before, shut for at"
            " most 12 months",
        ),
        (
            lambda given: given[0].update(text="我愿意。"),
            "“卫生条件承诺”：说明改了",
            "“Promise on hygiene” is worded otherwise",
        ),
    ],
)
def test_a_change_of_a_promise_is_told(change: Change, zh: str, en: str) -> None:
    assert changed(CLEAN, lambda it: change(it["sheet"]["promises"])) == [("promises", zh, en)]


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (lambda all: all.pop(), "“司机本人”：不用签名了", "“The driver” no longer signs"),
        (
            lambda all: all.append(all[0] | {"id": "other", "title": {"zh": "乙", "en": "B"}}),
            "“乙”：也要签名，5 个工作日之内",
            "“B” signs as well, within 5 working days",
        ),
        (
            lambda all: all[0].update(level=3),
            "“司机本人”：要的实名等级从第 2 级改为第 3 级",
            "“The driver” has to reach real-name level 3, before 2",
        ),
        (
            lambda all: all[0].update(working_days=9),
            "“司机本人”：签名的期限从 5 个工作日改为 9 个工作日",
            "“The driver” signs within 9 working days, before 5 working days",
        ),
        (
            lambda all: all[0].update(contact="contact_phone"),
            "“司机本人”：签名的链接，改按表单里的“经办人电话”",
            "“The driver” gets the link as the form says under “Contact's telephone”",
        ),
    ],
)
def test_a_change_of_a_signer_is_told(change: Change, zh: str, en: str) -> None:
    assert changed(BUS, lambda it: change(it["sheet"]["signers"])) == [("signers", zh, en)]


def test_that_a_signer_signs_always_is_told() -> None:
    ((part, zh, en),) = changed(BUS, lambda it: it["sheet"]["signers"][0].pop("when"))
    assert part == "signers" and zh.endswith("改为“都要”") and "is asked always" in en


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (
            lambda got: got.update(act="renew"),
            "“批准以后”：从“补换居民身份证领取凭证”改为“延续居民身份证领取凭证”",
            "“A grant” renews “Slip of the Identity Card”; before, it replaces"
            " “Slip of the Identity Card”",
        ),
        (
            lambda got: got.pop("act"),
            "“批准以后”：从“补换居民身份证领取凭证”改为“发新证”",
            "“A grant” issues a new one; before, it replaces “Slip of the Identity Card”",
        ),
        (
            lambda got: got.update(of="person_number"),
            "“改哪一张证”：从“本人手里的那一张”改为“表单里填的身份证号”",
            "“Which licence it is” is told by the answer to “Identity number”, before by what"
            " the applicant holds",
        ),
        (
            lambda got: got.update(delivery=["download"]),
            "“居民身份证”：领取方式改为自己下载",
            "“Identity card” is handed over: download",
        ),
    ],
)
def test_what_a_grant_does_to_a_licence_is_told(change: Change, zh: str, en: str) -> None:
    assert changed(CARD, lambda it: change(it["sheet"]["outcome"])) == [("outcome", zh, en)]


@pytest.mark.parametrize("code", [CARD, BUS, CLEAN, LETTER])
def test_what_did_not_change_is_not_told(code: str) -> None:
    assert changed(code, lambda it: None) == []


def test_every_part_has_a_heading_in_every_language() -> None:
    def change(content: Any) -> None:
        content["sheet"]["fee"]["charged"] = False
        rules(content).pop()

    content = published(CARD).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    change(content)
    found = by_part(differences(published(CARD), ServiceDefinition.model_validate(content)))
    assert [say(PARTS[part]) for part, _ in found] == ["收费", "决策表"]
    assert all(each.en and each.ug for each in PARTS.values())


RETAIL = "publication-retail"


def in_uyghur(code: str, change: Change) -> list[str]:
    old = published(code)
    content = deepcopy(old.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    change(content)
    found = differences(old, ServiceDefinition.model_validate(content))
    return [say(each.text, "ug") for each in found]


@pytest.mark.parametrize(
    ("change", "ug"),
    [
        (
            lambda it: it["sheet"]["within"].update(promised=3),
            "«ۋەدە قىلىنغان مۇددەت»: ئىلگىرى 5 كۈن، ھازىر 3 كۈن",
        ),
        (
            lambda it: it["route"]["steps"][0].update(working_days=2),
            "«تەكشۈرۈش»: ئىلگىرى 3 خىزمەت كۈنى، ھازىر 2 خىزمەت كۈنى",
        ),
        (
            lambda it: it["sheet"]["promises"][0].update(licence="stands"),
            "«تىجارەت ئورنى ۋەدىسى»: ئورۇندالمىسا: ئىلگىرى «كىنىشكا بىكار قىلىنىدۇ»،"
            " ھازىر «كىنىشكا ئۆز پېتى تۇرىدۇ»",
        ),
        (
            lambda it: it["sheet"]["situations"][0]["options"].pop(2),
            "«دۇكان ئورنى قانداق كەلگەن؟»: «باشقىلار بېرىپ تۇرغان» دېگەن جاۋاب ئېلىۋېتىلدى",
        ),
    ],
    ids=("limit", "step", "promise", "answer"),
)
def test_a_change_is_told_in_uyghur(change: Change, ug: str) -> None:
    assert ug in in_uyghur(RETAIL, change)


def test_of_a_service_whole_in_uyghur_nothing_that_changed_is_told_in_chinese() -> None:
    def much(content: Any) -> None:
        sheet, route = content["sheet"], content["route"]
        sheet["within"].update(promised=3, statutory=15)
        sheet["promises"].pop()
        sheet["situations"].pop(2)
        content["documents"]["documents"].pop(1)
        content["form"]["sections"][0]["fields"].pop(2)
        route["steps"][0].update(working_days=2, body={"function": "own", "place": "region"})

    told = in_uyghur(RETAIL, much)
    assert len(told) >= 8
    assert [each for each in told if HAN.search(each)] == []


def test_every_sentence_is_said_by_somebody_and_nobody_says_what_is_not_written() -> None:
    source = "".join(file.read_text("utf-8") for file in CATALOGUE.glob("*.py"))
    asked = set(re.findall(r"sentence\(\s*\"([a-z]+)\", \"([a-z-]+)\"", source))
    assert [each for each in sorted(asked) if each[1] not in words(each[0])] == []
    # Words that are put together: of a promise's fields, of an outcome's kinds, of models' fields.
    by_value = {"parts", "names", "sources", "promises", "outcomes", "policies"}
    for group in ("changed", "values", "conditions", "days", "bodies"):
        known = set(words(group)) - {"prefecture", "region", "same"}
        assert [each for each in sorted(known) if f'"{each}"' not in source] == [], group
    assert {group for group, _ in asked} - by_value <= {
        "changed", "values", "conditions", "days", "bodies"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("group", "model", "field", "before"),
    [
        ("promises", Promise, "kind", ""),
        ("promises", Promise, "licence", "licence-"),
        ("promises", Promise, "unkept", "unkept-"),
        ("outcomes", Outcome, "type", ""),
        ("outcomes", Outcome, "act", ""),
        ("outcomes", Outcome, "delivery", ""),
        ("sources", Document, "source", ""),
        ("bodies", Body, "place", ""),
        ("policies", DecisionTable, "hit", ""),
        ("policies", DecisionTable, "aggregate", ""),
    ],
)
def test_whatever_a_pack_may_choose_has_its_words(
    group: str, model: Any, field: str, before: str
) -> None:
    choice = model.model_fields[field].annotation
    if get_origin(choice) is tuple:
        choice = get_args(choice)[0]
    assert {f"{before}{each}" for each in get_args(choice) if each} - set(words(group)) == set()
