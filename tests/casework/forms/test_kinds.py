"""Dates, numbers, telephones, names: as people write them."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from onedoor.casework.forms import contacts, dates, kinds, numbers, texts
from onedoor.casework.forms.texts import Wrong
from onedoor.registers.catalogue.definition import Field


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01", "2026-3-1", "2026/03/01", "2026.3.1", "20260301", "2026年3月1日",
        "2026年03月01号", " 2026 年 3 月 1 日 ", "２０２６－０３－０１", "二〇二六年三月一日",
        "2026 3 1",
        "1 March 2026", "1st Mar. 2026", "1-Mar-2026", "March 1, 2026", "2026-Mar-01",
        "2026-03-01T00:00:00+08:00", "2026、3、1",
    ],
)  # fmt: skip
def test_one_day_written_in_many_ways(written):
    assert dates.read_date(written).isoformat() == "2026-03-01"


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("民国115年3月1日", "民国115年是公历2026年"),
        ("民國元年1月1日", "民国1年是公历1912年"),
        ("03/04/2026", "先写年份"),
        ("26-3-1", "四位"),
        ("2026年3月", "写到日"),
        ("2026-02-30", "没有2026年2月30日"),
        ("3026-01-01", "年份是 3026"),
        ("长期", "年月日"),
        ("1 Foo 2026", "年月日"),
        ("9" * 5000, "年月日"),
    ],
)
def test_a_date_that_could_be_two_days_or_none_is_asked_again(written, help):
    with pytest.raises(Wrong) as wrong:
        dates.read_date(written)
    assert help in wrong.value.sentence.format(label="", **wrong.value.facts)


def test_unambiguous_days_with_the_year_last_are_read():
    assert dates.read_date("31/12/2026") == dates.read_date("12/31/2026")
    assert dates.read_date("二〇二六年十二月三十一日").isoformat() == "2026-12-31"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("85", "85"), ("85.50", "85.5"), ("８５．５", "85.5"), ("1,234,567", "1234567"),
        ("1，234", "1234"), ("1 234", "1234"), ("1,0000", "10000"), ("1.2万", "12000"),
        ("12亿", "1200000000"), (".5", "0.5"), ("+7", "7"), ("-0", "0"), ("85平方米", "85"),
        ("85㎡", None), ("1,23", None), ("1e5", None), ("NaN", None), ("Infinity", None),
        ("1_000", None), ("٣", "3"), ("9" * 400, None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(written, kept):
    if kept is None:
        with pytest.raises(Wrong):
            numbers.read_number(written, unit="平方米")
    else:
        assert numbers.canonical(numbers.read_number(written, unit="平方米")) == kept


@given(some.decimals(min_value=0, max_value=10**12, places=2))
def test_every_amount_survives_being_written_with_separators(amount):
    assert numbers.read_money(f"￥{amount:,.2f}元") == amount


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("13812345678", "13812345678"), ("138 1234 5678", "13812345678"),
        ("+86-138-1234-5678", "13812345678"), ("008613812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"), ("\u202d13812345678\u202c", "13812345678"),
        ("0997-2123456", "0997-2123456"), ("（0997）2123456", "0997-2123456"),
        ("0997-2123456-801", "0997-2123456-801"), ("09972123456转801", "0997-2123456-801"),
        ("+86 997 2123456", "0997-2123456"), ("010 12345678", "010-12345678"),
        ("400-123-4567", "4001234567"), ("+7 (701) 123-45-67", "+77011234567"),
        ("00996 312 123456", "+996312123456"), ("+852 2123 4567", "+85221234567"),
        ("2123456", None), ("1381234567", None), ("138123456789", None), ("电话", None),
        ("+86 1", None), ("1" * 500, None),
    ],
)  # fmt: skip
def test_telephones_of_here_and_abroad(written, kept):
    if kept is None:
        with pytest.raises(Wrong):
            contacts.read_phone(written)
    else:
        assert contacts.read_phone(written) == kept
        assert contacts.read_phone(kept) == kept


def test_mail_and_countries():
    assert contacts.read_email(" Zhang＠Example.COM ") == "Zhang@example.com"
    for wrong in ("zhang", "a@b", "a..b@c.cn", "a@@b.cn", "a b", "<a@b.cn>", "@" * 299):
        with pytest.raises(Wrong):
            contacts.read_email(wrong)
    for written in ("哈萨克斯坦", "KAZ", "kz", "Kazakhstan", " kazakhstan "):
        assert contacts.read_country(written) == "KAZ"
    assert contacts.read_country("Cote d'Ivoire") == "CIV"
    assert len(contacts.countries()) == 249
    with pytest.raises(Wrong):
        contacts.read_country("火星")


def test_every_country_is_known_by_each_of_its_names():
    for language in ("zh", "en", "ug"):
        for code, name in contacts.countries(language).items():
            assert contacts.read_country(name) == contacts.read_country(code) == code


NAMES = (Path(__file__).parent / "names.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_real_names_come_through_unchanged(name):
    kept = texts.name(name)
    assert kept == name or unicodedata.normalize("NFC", kept) == unicodedata.normalize("NFC", name)
    assert texts.name(kept) == kept


def test_there_are_at_least_sixty_names_among_them():
    assert len(set(NAMES)) >= 60


@pytest.mark.parametrize("dot", "•・‧．･∙⋅·.")
def test_look_alike_dots_become_one(dot):
    assert texts.name(f"买买提{dot}艾力 {dot} 江") == "买买提·艾力·江"


def test_names_keep_latin_full_stops_and_lose_only_what_nobody_sees():
    assert texts.name("J. R. Smith") == "J. R. Smith"
    assert texts.name("\u200b ＡＮＮＡ　Ｌｅｅ \ufeff") == "ANNA Lee"
    assert texts.name("\u7530\uf92c") == "\u7530\uf92c"


@pytest.mark.parametrize("name", ["张\x00三", "张\x1b三", "张\ud800三", "123", "···", "--"])
def test_what_is_no_name_or_cannot_be_kept_is_refused(name):
    field = Field(id="name", type="name", label="姓名")
    with pytest.raises(Wrong):
        kinds.answer(field, name)


def test_a_name_of_a_hundred_characters_is_taken_and_one_more_is_not():
    field = Field(id="name", type="name", label="姓名")
    assert kinds.answer(field, "阿" * 100) == "阿" * 100
    with pytest.raises(Wrong) as wrong:
        kinds.answer(field, "阿" * 101)
    assert "最多 100 个字，现在是 101 个" in kinds.sentence_for(field, wrong.value)


def test_codes_are_read_by_their_check_and_explained():
    field = Field(id="number", type="citizen_number", label="身份证号")
    assert kinds.answer(field, " 652999 19850612 0027 ") == "652999198506120027"
    with pytest.raises(Wrong) as wrong:
        kinds.answer(field, "652999198506120028")
    assert kinds.sentence_for(field, wrong.value).startswith("“身份证号”：公民身份号码")


def test_long_text_keeps_its_lines():
    field = Field(id="note", type="long_text", label="说明")
    assert kinds.answer(field, "一\r\n二\t三  \r\n\r\n四\n") == "一\n二 三\n\n四"


def test_a_label_with_braces_breaks_no_sentence():
    field = Field(id="odd", type="number", label="{大小}{0}", unit="{个}")
    with pytest.raises(Wrong) as wrong:
        kinds.answer(field, "x")
    assert "{大小}{0}" in kinds.sentence_for(field, wrong.value)
    assert "{个}" in kinds.missing(field)
