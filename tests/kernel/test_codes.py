"""Codes against published vectors, and against every single slip of the hand."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.kernel import codes
from onedoor.kernel.codes import (
    BadCode,
    CaseNumberRule,
    CodeCharacter,
    CodeCheck,
    CodeDate,
    CodeLength,
    CodeShape,
)
from onedoor.kernel.time import travel

SAMPLE = "11010519491231002X"
BODIES = [
    "11100000000013338W",
    "11430000006122244L",
    "12441500196720244T",
    "11100000MB0341032Y",
    "115330010152566901",
    "113700000045046442",
]
IMPLEMENTATION = "1153300101525669014000139014000"


def with_check(seventeen: str) -> str:
    return seventeen + codes.iso7064_mod11_2(seventeen)


def test_the_classic_citizen_number_is_read_however_it_was_typed() -> None:
    for text in (
        SAMPLE,
        SAMPLE.lower(),
        " 110105 19491231 002x",
        "１１０１０５１９４９１２３１００２Ｘ",
    ):
        assert codes.citizen_number(text) == SAMPLE
    assert codes.birth_date(SAMPLE) == date(1949, 12, 31)
    assert not codes.is_male(SAMPLE)
    assert codes.is_male(with_check("11010519491231003"))


@given(st.integers(0, 16), st.sampled_from("0123456789"))
def test_any_single_wrong_digit_of_a_citizen_number_is_caught(place: int, digit: str) -> None:
    wrong = SAMPLE[:place] + digit + SAMPLE[place + 1 :]
    if wrong != SAMPLE:
        with pytest.raises(BadCode):
            codes.citizen_number(wrong)


@pytest.mark.parametrize(
    ("text", "refusal", "said"),
    [
        ("1101051949123100", CodeLength, "应有 18 位，您填了 16 位"),
        ("11010519491231O02X", CodeCharacter, "第 15 位是“O”"),
        (with_check("11010519490231002"), CodeDate, "19490231"),
        (with_check("11010518490228002"), CodeDate, "18490228"),
        ("110105194912310021", CodeCheck, "有一位抄错了"),
    ],
)
def test_a_wrong_citizen_number_is_told_what_is_wrong(
    text: str, refusal: type[BadCode], said: str
) -> None:
    with pytest.raises(refusal) as refused:
        codes.citizen_number(text)
    assert said in refused.value.sentence
    assert refused.value.sentence.startswith("公民身份号码")
    assert refused.value.status == 422


def test_nobody_is_born_tomorrow() -> None:
    number = with_check("65290120261123001")
    with travel(date(2026, 11, 23)):
        assert codes.citizen_number(number) == number
    with travel(date(2026, 11, 22)), pytest.raises(CodeDate):
        codes.citizen_number(number)


def test_residence_permits_are_those_of_the_three_regions() -> None:
    number = with_check("83000019800101001")
    assert codes.residence_permit(number) == number
    with pytest.raises(CodeShape):
        codes.residence_permit(SAMPLE)


def test_permanent_residence_cards_of_both_forms_are_read() -> None:
    new = with_check("91184019800101001")
    assert codes.permanent_residence(new) == new
    assert codes.permanent_residence("usa110080010105") == "USA110080010105"
    for wrong in (SAMPLE, "US1110080010105", new[:-1] + ("0" if new[-1] != "0" else "1")):
        with pytest.raises(BadCode):
            codes.permanent_residence(wrong)


def test_passports_are_read_leniently() -> None:
    assert codes.passport("e 1234-5678") == "E12345678"
    for wrong in ("ABCDEFG", "1234", "護照123456"):
        with pytest.raises(CodeShape):
            codes.passport(wrong)


@pytest.mark.parametrize("body", BODIES)
def test_published_credit_codes_pass(body: str) -> None:
    assert codes.credit_code(body.lower()) == body
    assert codes.organisation_code(body[8:17]) == body[8:17]


@given(st.sampled_from(BODIES), st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLWXY"))
def test_any_single_wrong_character_of_a_credit_code_is_caught(
    body: str, place: int, character: str
) -> None:
    wrong = body[:place] + character + body[place + 1 :]
    if wrong != body:
        with pytest.raises(BadCode):
            codes.credit_code(wrong)


def test_letters_that_credit_codes_never_use_are_named() -> None:
    with pytest.raises(CodeCharacter) as refused:
        codes.credit_code("1110000000001333OW")
    assert "第 17 位是“O”" in refused.value.sentence


def test_the_licence_check_character_agrees_with_published_identifiers() -> None:
    assert codes.iso7064_mod37_36("A12425GABC1234002") == "M"
    for text, check in [
        ("11100000000013338W01111430000006122244L20230000403001", "U"),
        ("11100000000013338W03211220000013544541J2430599001", "F"),
        ("11100000000013338W00911330105002500287C2025052201002", "0"),
        ("11100000MB03271699022340100000000016001", "9"),
    ]:
        assert codes.iso7064_mod37_36(text) == check


PUBLISHED = [
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    "1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F",
    "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
]


@pytest.mark.parametrize("identifier", PUBLISHED)
def test_published_licence_identifiers_are_read_and_written_again(identifier: str) -> None:
    found = codes.licence_identifier(identifier)
    assert str(found) == identifier
    assert codes.licence_identifier(identifier.removeprefix(f"{codes.LICENCE_ARC}.")) == found
    assert codes.licence_type_code(found.type) == found.type


def test_a_version_that_is_wrong_by_one_is_seen_in_a_licence_identifier() -> None:
    with pytest.raises(CodeCheck):
        codes.licence_identifier(PUBLISHED[0].replace(".001.", ".002."))


@pytest.mark.parametrize(
    "wrong",
    [
        "", "1.2.156.3005.2", "一", PUBLISHED[0] + ".1", PUBLISHED[0].replace(".", ""),
        PUBLISHED[0].replace("20230000403", "2023-0000403" * 9),
        PUBLISHED[0].replace("013338W", "013339W"), PUBLISHED[0].removesuffix("U"),
    ],
)  # fmt: skip
def test_what_is_no_licence_identifier_is_refused_with_a_sentence(wrong: str) -> None:
    with pytest.raises(BadCode) as refused:
        codes.licence_identifier(wrong)
    assert refused.value.sentence.endswith("。")


def test_catalogue_codes_may_end_in_y() -> None:
    assert codes.catalogue_code("00013112700y") == "00013112700Y"
    assert codes.catalogue_code("000139014000") == "000139014000"
    assert codes.handling_item("00013112800001") == "00013112800001"
    for wrong in ("0001311270Y0", "00013901400", "00013901400X"):
        with pytest.raises(BadCode):
            codes.catalogue_code(wrong)


def test_an_implementation_code_is_body_level_and_basic_code() -> None:
    assert codes.implementation_code(IMPLEMENTATION) == IMPLEMENTATION
    parts = codes.implementation_parts(IMPLEMENTATION)
    assert parts == ("115330010152566901", "4", "000139014000")
    assert codes.handling_code(IMPLEMENTATION + "01") == IMPLEMENTATION + "01"
    assert codes.handling_code(IMPLEMENTATION) == IMPLEMENTATION
    for wrong in (IMPLEMENTATION[:-1], IMPLEMENTATION[:18] + "9" + IMPLEMENTATION[19:]):
        with pytest.raises(BadCode):
            codes.implementation_code(wrong)


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("650000", "650000000000", "region"),
        ("652900", "652900000000", "prefecture"),
        ("652926", "652926000000", "county"),
        ("652926100", "652926100000", "township"),
        ("652926100001", "652926100001", "village"),
    ],
)
def test_divisions_are_twelve_digits_with_a_level(text: str, code: str, level: str) -> None:
    assert codes.division_code(text) == code
    assert codes.division_level(code) == level
    with pytest.raises(BadCode):
        codes.division_code("00" + text[2:])


def test_the_official_number_is_implementation_code_day_and_serial() -> None:
    number = codes.OFFICIAL_NUMBER.number(
        item="12441500196720244T3442199806003", division="", on=date(2022, 6, 23), seq=68
    )
    assert number == "12441500196720244T3442199806003" + "202206230068"


def test_a_number_rule_is_a_template() -> None:
    rule = CaseNumberRule("{division}-{date:%y%m%d}-{seq:5}{check}")
    number = rule.number(item="x", division="652926000000", on=date(2026, 11, 22), seq=8)
    assert number.startswith("652926000000-261122-00008")
    assert number[-1] == codes.iso7064_mod37_36("65292600000026112200008")
    random = CaseNumberRule("{date:%y%m}{random:8}")
    assert re.fullmatch(
        "2611[0-9A-HJKMNP-TV-Z]{8}",
        random.number(item="", division="", on=date(2026, 11, 1), seq=1),
    )


@pytest.mark.parametrize(
    "template", ["{item}{date:%Y}", "{year}{seq:4}", "{check}{seq:4}", "{item}{random}"]
)
def test_a_rule_that_cannot_tell_two_cases_apart_or_is_misspelt_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="\\{"):
        CaseNumberRule(template)


def test_a_number_longer_than_the_standard_allows_is_refused() -> None:
    with pytest.raises(ValueError, match="50 places"):
        codes.OFFICIAL_NUMBER.number(item="9" * 40, division="", on=date(2026, 1, 1), seq=1)


def test_numbers_are_shown_in_fours() -> None:
    assert codes.group_in_fours("261117000008") == "2611 1700 0008"


def test_a_query_code_survives_what_hands_do_to_it() -> None:
    for _ in range(200):
        code = codes.new_query_code()
        sloppy = codes.group_in_fours(code).lower().replace("0", "o").replace("1", "l")
        assert codes.query_code(sloppy) == code
        assert codes.is_query_code(code)


@given(st.integers(0, 11), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_any_single_wrong_character_of_a_query_code_is_caught(place: int, character: str) -> None:
    code = codes.new_query_code()
    wrong = code[:place] + character + code[place + 1 :]
    assert codes.is_query_code(wrong) == (wrong == code)
    assert not codes.is_query_code(code[:-1])
    assert not codes.is_query_code(code[:-1] + "U")


@pytest.mark.parametrize("dot", ["·", "•", "・", "‧", "．", ".", " · "])
def test_the_dot_in_a_name_is_always_the_same(dot: str) -> None:
    assert codes.person_name(f" 买买提{dot}艾力 ") == "买买提·艾力"


def test_long_names_and_names_in_other_scripts_are_kept_as_written() -> None:
    long = "·".join(["阿卜杜热合曼"] * 16)
    for name in (long, "J. R. O’Neill-Smith", "Müller", "مۇھەممەت ئەلى", "Ωλ"):
        assert codes.person_name(name) == name
    assert len(long) > 100


@pytest.mark.parametrize("text", ["", "  ", "张3", "<b>", "·张", "李" * 201])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(BadCode):
        codes.person_name(text)


def test_masks_leave_just_enough_to_recognise_oneself() -> None:
    assert codes.mask_name("张伟") == "张*"
    assert codes.mask_name("古丽·买买提") == "古丽·**"
    assert codes.mask_name("Ada Lovelace") == "Ada L***"
    assert codes.mask_number(SAMPLE) == "1101**********002X"
    assert codes.mask_number("E1234567") == "E******7"
    assert codes.mask_phone("13812342071") == "138****2071"
    assert codes.mask_phone("12345") == "*****"
    assert codes.mask_name("") == ""


@given(st.text(alphabet="0123456789ABCX", min_size=5, max_size=20))
def test_of_a_masked_number_at_least_two_fifths_stay_hidden(number: str) -> None:
    masked = codes.mask_number(number)
    assert len(masked) == len(number)
    assert masked.count("*") * 5 >= len(number) * 2
