"""Before anything is published the scan finds what was smuggled in, and spares clean texts."""

import re
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from django.conf import settings
from ruamel.yaml import YAML

from onedoor.kernel.codes import iso7064_mod11_2
from onedoor.registers.publications.content import Attached, Content, Point
from onedoor.registers.publications.listed import columns, wording
from onedoor.registers.publications.scanning import (
    Finding,
    Ground,
    Wording,
    scan,
    stops,
    to_look_at,
)
from onedoor.registers.publications.words import finding_word

SOURCES = Path(__file__).parent / "sources"
TAMPERED = "press-2017-tampered"


def seen(body: str, ground: Ground | None = None, **more: Any) -> list[Finding]:
    content = Content(title="题", summary="摘要", body=body, **more)
    return scan(content, wording(), ground)


def kinds(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(each.kind, each.weight) for each in findings if each.weight != "hint"}


# --- The source that was tampered with ----------------------------------------------------------


def test_the_name_of_a_gambling_site_inside_a_plan_of_the_state_is_found() -> None:
    findings = seen((SOURCES / f"{TAMPERED}.txt").read_text("utf-8"))
    assert kinds(findings) == {("spam", "stops"), ("foreign", "look")}
    (spam,) = stops(findings)
    assert "ag凯发k8国际" in spam.quote and spam.basis


def test_it_is_found_by_its_letters_too_when_no_list_knows_the_name() -> None:
    text = (SOURCES / f"{TAMPERED}.txt").read_text("utf-8")
    known = wording()
    found = to_look_at(scan(Content(title="题", body=text), Wording(latin=known.latin)))
    assert {each.say for each in found} == {"ag", "k8"}


def test_a_sign_that_was_lost_on_the_way_is_a_hint() -> None:
    lost = [each for each in seen((SOURCES / f"{TAMPERED}.txt").read_text("utf-8"))
            if each.kind == "lost-sign"]  # fmt: skip
    assert lost and {each.weight for each in lost} == {"hint"}
    assert any("互联网 政务服务" in each.quote for each in lost)


@pytest.mark.parametrize(
    "name", sorted(p.stem for p in SOURCES.glob("*.txt") if p.stem != TAMPERED)
)
def test_its_untouched_siblings_are_let_through(name: str) -> None:
    assert kinds(seen((SOURCES / f"{name}.txt").read_text("utf-8"))) == set()


# --- What is hidden -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["见<a href='http://x.cn'>这里</a>。", "<script>alert(1)</script>", "<!-- 注 -->", "&#20985;",
     "<img src=x onerror=y", "&nbsp;&nbsp;一"],
)  # fmt: skip
def test_code_of_web_pages_stops(text: str) -> None:
    assert ("markup", "stops") in kinds(seen(text))


@pytest.mark.parametrize("style", ["display:none", "visibility: hidden", "font-size:0"])
def test_what_is_styled_away_stops(style: str) -> None:
    found = seen(f'通知<div style="{style}">六合彩</div>')
    assert {("styled-away", "stops"), ("spam", "stops")} <= kinds(found)


@pytest.mark.parametrize("mark", ["\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\U000e0041"])
def test_marks_that_nobody_sees_stop(mark: str) -> None:
    assert ("unseen", "stops") in kinds(seen(f"公{mark}告"))


def test_a_banned_name_split_by_an_unseen_mark_is_found_all_the_same() -> None:
    assert {each.kind for each in stops(seen("到百\u200b家乐去"))} == {"unseen", "spam"}


# --- Links --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "kind", "weight"),
    [
        ("[](https://www.gov.cn/)", "empty-link", "stops"),
        ("[。](https://www.gov.cn/)", "empty-link", "stops"),
        ("[看这里](javascript:alert(1))", "strange-link", "stops"),
        ("[看这里](data:text/html,x)", "strange-link", "stops"),
        ("[看这里](//evil.cn/x)", "strange-link", "stops"),
        ("[看这里](https://gov.cn@evil.cn/)", "strange-link", "stops"),
        ("[看这里](https://xn--80ak6aa92e.com/)", "strange-link", "stops"),
        ("[看这里](https://аpple.com/)", "strange-link", "stops"),
        ("[看这里](http://1.2.3.4/)", "strange-link", "stops"),
        ("[www.gov.cn](https://gov-cn.top/)", "lying-link", "stops"),
        ("[看这里](https://shop.example.com/)", "abroad", "look"),
        ("见 www.shop-example.com 。", "abroad", "look"),
        ("[看这里](/no/such/page)", "dead", "stops"),
    ],
)
def test_links_that_lead_astray_are_found(link: str, kind: str, weight: str) -> None:
    ground = Ground(is_ours=lambda address: address == "/services")
    assert (kind, weight) in kinds(seen(link, ground))


@pytest.mark.parametrize(
    "link",
    ["[国务院](https://www.gov.cn/zhengce/)", "[www.gov.cn](https://www.gov.cn/)",
     "[办事](/services)", "[打电话](tel:12345)", "见 https://zwfw.xinjiang.gov.cn 。"],
)  # fmt: skip
def test_links_to_houses_of_state_and_to_ourselves_are_let_through(link: str) -> None:
    ground = Ground(is_ours=lambda address: address == "/services")
    assert kinds(seen(link, ground)) == set()


def test_a_whole_address_of_ours_is_held_to_what_is_there_too() -> None:
    ground = Ground(is_ours=lambda address: "/services" in address, own_hosts={"kuqa.aksu.example"})
    for address, found in (("/services?q=1", set()), ("/gone", {("dead", "stops")})):
        assert kinds(seen(f"[这里](https://kuqa.aksu.example{address})", ground)) == found


def test_a_link_to_a_house_that_does_not_answer_wants_a_look() -> None:
    ground = Ground(silent={"https://www.gov.cn/gone"})
    assert kinds(seen("[旧文件](https://www.gov.cn/gone)", ground)) == {("dead", "look")}


def test_a_link_that_there_was_no_time_to_try_wants_a_look() -> None:
    ground = Ground(unasked={"https://www.gov.cn/zhengce/"})
    assert kinds(seen("[文件](https://www.gov.cn/zhengce/)", ground)) == {("unasked", "look")}


# --- Numbers of persons -------------------------------------------------------------------------


def citizen_number() -> str:
    first = "65299919900101002"
    return first + iso7064_mod11_2(first)


@pytest.mark.parametrize("written", ["{}", "公民身份号码：{}。", "{}（本人）"])
def test_a_citizen_number_stops_and_is_not_repeated_in_the_finding(written: str) -> None:
    number = citizen_number()
    (found,) = stops(seen(written.format(number)))
    assert found.kind == "citizen" and number not in found.quote and number not in found.key


def test_it_is_found_in_full_width_digits_and_in_groups() -> None:
    number = citizen_number()
    wide = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    grouped = f"{number[:6]} {number[6:14]} {number[14:]}"
    assert [[each.kind for each in stops(seen(text))] for text in (wide, grouped)] == [
        ["citizen"], ["citizen"],
    ]  # fmt: skip


def test_a_number_whose_check_digit_is_wrong_is_nobodys() -> None:
    number = citizen_number()
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    assert kinds(seen(wrong)) == set()


@pytest.mark.parametrize("card", ["6222021234567890128", "4111111111111111", "6228480402564890018"])
def test_a_bank_card_is_known_by_its_check_digit(card: str) -> None:
    assert kinds(seen(f"打到{card}")) == {("bank-card", "stops")}
    assert kinds(seen(f"打到{card[:-1]}{(int(card[-1]) + 1) % 10}")) == set()


def test_a_mobile_number_wants_a_look_and_an_office_telephone_does_not() -> None:
    assert kinds(seen("联系 13800000001")) == {("mobile", "look")}
    assert kinds(seen("电话 0997-5551101，或者 12345、96110")) == set()


@pytest.mark.parametrize(
    "number",
    ["92652901929001002J", "11652901129010103C", "652999000139014000", "20261126000100020003",
     "529011017/2026-00003", "国办发〔2017〕47号"],
)  # fmt: skip
def test_numbers_of_firms_and_files_are_no_persons(number: str) -> None:
    assert kinds(seen(f"编号 {number}")) == set()


# --- Words --------------------------------------------------------------------------------------


def test_every_word_of_the_lists_is_found_with_its_ground() -> None:
    known = wording()
    for weight, words in (("spam", known.spam), ("banned", known.banned)):
        for each in words:
            found = [one for one in stops(seen(f"关于{each.word}的事")) if one.kind == weight]
            assert found and found[0].basis, each.word
            assert each.basis in {one.basis for one in found}


def test_a_word_inside_a_longer_one_that_is_right_is_let_through() -> None:
    assert kinds(seen("聋哑人协会今天开会")) == set()
    assert ("banned", "stops") in kinds(seen("聋哑人免费"))


@pytest.mark.parametrize("text", ["下载bet365客户端", "请登录vip彩金", "欢迎来到aoa体育"])
def test_foreign_words_grown_into_a_chinese_sentence_want_a_look(text: str) -> None:
    assert ("foreign", "look") in kinds(seen(text))


@pytest.mark.parametrize(
    "text",
    ["把PDF传上来", "用微信App扫一扫", "打开 OneDoor 看一看", "面积 20m 以上", "宽210mm",
     "A4纸打印",
     "发邮件到 office@example.gov.cn 问", "C1驾照", "办eID", "GB/T 36904标准"],
)  # fmt: skip
def test_letters_we_use_are_let_through(text: str) -> None:
    assert kinds(seen(text)) == set()


@pytest.mark.parametrize(
    ("text", "word"),
    [("本次采购由 xyzbet 平台支持", "xyzbet"), ("本次会议 в которой 讨论", "в которой"),
     ("请按照بۇ通知办理", "بۇ"), ("打到微信号 abcd1234", "abcd1234"), ("下载ａｇ看看", "ａｇ"),
     ("由ⓑⓔⓣ平台承办", "ⓑⓔⓣ"), ("365bet平台", "bet"), ("由“xyzbet”平台支持", "xyzbet"),
     ("到카지노去", "카지노"), ("请看カジノ一页", "カジノ"), ("由 Bétclic 支持", "Bétclic"),
     ("[xyzbet](https://www.gov.cn/)平台", "xyzbet"), ("αβγ 公司承办", "αβγ"),
     ("见 shop-bet.com 上的说明", "shop-bet.com"), ("由 аpple 公司承办", "аpple")],
)  # fmt: skip
def test_words_of_other_writings_want_a_look_with_a_blank_beside_them_or_without(
    text: str, word: str
) -> None:
    (found,) = [each for each in seen(text) if each.weight != "hint"]
    assert (found.kind, found.weight, found.say) == ("foreign", "look", word)
    assert word in found.quote


@pytest.mark.parametrize(
    "text",
    ["执行 GB/T 36904 标准", "按 GB/T36904-2018 办", "发到 office@example.gov.cn 问",
     "填写 附件1_list.xlsx 后上传", "面积 20㎡ 以上", "浓度 5 μg/m³ 以下", "第ⅲ类 Ⅲ 级", "α 射线",
     "世界贸易组织（WTO）成员", "世界贸易组织（World Trade Organization）成员", "PM2.5 浓度",
     "打开 zwfw.xinjiang.gov.cn 看", "Notice on Power Cuts", "用 Chrome 打开", "２０２６年Ａ座",
     "《通知》\nئۇقتۇرۇش", "温度 26℃，占 50％", "第①项、№3"],
)  # fmt: skip
def test_abbreviations_units_codes_and_addresses_are_no_foreign_words(text: str) -> None:
    assert kinds(seen(text)) == set()


def test_a_title_in_another_language_wants_no_more_than_a_look() -> None:
    for text in ("通知（ئۇقتۇرۇش）全文", "《Notice》的译文", "歌剧“Калинка”上演"):
        assert {weight for _kind, weight in kinds(seen(text))} <= {"look"}


@pytest.mark.parametrize(
    ("text", "found"),
    [("到凯 发娱乐", ("spam", "stops")), ("到百\u3000家 乐去", ("spam", "stops")),
     ("到百\u3164家乐去", ("spam", "stops")), ("ＯＮＬＩＮＥ ｃａｓｉｎｏ", ("spam", "stops")),
     ("到⽼虎机去", ("spam", "stops")), ("残 废人优先", ("banned", "look"))],
)  # fmt: skip
def test_words_of_the_lists_are_found_in_wide_letters_and_in_parts(
    text: str, found: tuple[str, str]
) -> None:
    assert found in kinds(seen(text))
    quote = next(each.quote for each in seen(text) if each.kind == found[0])
    assert "".join(quote.split()) in re.sub("[\\s\u3164]", "", text)


@pytest.mark.parametrize("text", ["责任编辑：李凯 发布日期：今天", "李凯 发言", "由王凯发布",
                                  "姓\u3000\u3000名", "第一行写凯\n发在第二行"])  # fmt: skip
def test_the_end_of_a_name_and_what_follows_it_are_no_spam(text: str) -> None:
    assert kinds(seen(text)) == set()


def test_two_numbers_beside_each_other_are_two_and_two_days_are_no_card() -> None:
    assert kinds(seen("张三 13800000001 6222021234567890128")) == {
        ("mobile", "look"), ("bank-card", "stops"),
    }  # fmt: skip
    assert kinds(seen("打到 6222 0212 3456 7890 128")) == {("bank-card", "stops")}
    days = "、".join(f"2026-11-{n:02}—2027-11-{n:02}" for n in range(1, 31))
    assert kinds(seen(days)) == set()


@pytest.mark.parametrize("sign", ["a", "[", "[](", "![", "(", "<a", "&#", "1 ", "1-", "a.", "a@",
                                  "x汉", "汉 ", "开凯发", "凯 发", "\u200b汉", "www.", "в "],
)  # fmt: skip
def test_no_text_however_hostile_holds_the_scan_up(sign: str) -> None:
    """Eight times the text costs some eight times as much; what grows with the square, 64."""

    def cost(signs: int) -> float:
        begun = process_time()
        seen(sign * (signs // len(sign)))
        return process_time() - begun

    # Below a twentieth of a second the clock tells more of itself than of the text.
    assert cost(160_000) < 24 * max(cost(20_000), 0.05)


def test_every_field_that_readers_see_is_scanned() -> None:
    content = Content(
        title="百家乐一", summary="百家乐二", body="百家乐三", editor="百家乐四",
        points=(Point(heading="百家乐五", text="百家乐六"),),
        files=(Attached(digest="0" * 64, name="百家乐七.pdf", media_type="application/pdf", size=1,
                        words="百家乐八"),),
    )  # fmt: skip
    assert len(stops(scan(content, wording()))) == 8


# --- For readers' sake --------------------------------------------------------------------------


def test_hints_help_and_never_stop() -> None:
    long = "这一句很长" * 30
    findings = scan(
        Content(
            title="题" * 60, body=f"{long}\n{long * 4}", points=(Point(heading="变", text="化"),)
        ),
        wording(),
    )
    hints = {each.kind for each in findings if each.weight == "hint"}
    assert hints == {"long-title", "no-summary", "no-matter", "long-sentence", "long-paragraph"}
    assert stops(findings) == to_look_at(findings) == []


def test_every_kind_of_finding_has_a_sentence() -> None:
    bodies = ["<b>", '<b style="display:none">', "公\u200b告", "百家乐", "残废人",
              "届时", "下载bet365端", "[](https://a.gov.cn)", "[坏](x:y)", "[gov.cn](https://b.cn)",
              "[外](https://b.com)", "13800000001", citizen_number(), "6222021234567890128",
              "互联网 政务", "句" * 401]  # fmt: skip
    ground = Ground(is_ours=lambda address: False)
    findings = [each for body in [*bodies, "[死](/x)"] for each in seen(body, ground)]
    findings += scan(Content(title="题" * 60, points=(Point(heading="变"),)), wording())
    assert len({each.kind for each in findings}) == 21
    assert all(finding_word(each) for each in findings)


def test_the_clean_texts_of_every_guide_raise_no_alarm() -> None:
    """All that the guides of the packs say: thousands of sentences that people wrote."""
    alarms, count = [], 0
    for file in sorted(Path(settings.ONEDOOR_PACKS).glob("*/*/service.yaml")):
        lines = texts_of(YAML(typ="safe").load(file.read_text("utf-8")))
        count += len(lines)
        findings = scan(Content(title="题", summary="摘要", body="\n".join(lines)), wording())
        alarms += [(file.parent.name, each.kind, each.quote) for each in findings
                   if each.weight != "hint"]  # fmt: skip
    assert alarms == []
    assert count > 3000


def test_all_pieces_of_the_sample_cities_raise_no_alarm() -> None:
    lines = [
        line
        for file in sorted(Path(settings.ONEDOOR_PACKS).glob("*/sample-city/publications.yaml"))
        for line in texts_of(YAML(typ="safe").load(file.read_text("utf-8")))
    ]
    (alarms,) = [kinds(seen("\n".join(lines)))]
    assert alarms == set() and len(lines) > 80


def texts_of(told: Any) -> list[str]:
    """The Chinese sentences in a file of a pack."""
    if isinstance(told, str):
        return [told] if any("\u4e00" <= sign <= "\u9fff" for sign in told) else []
    if isinstance(told, dict):
        return [text for each in told.values() for text in texts_of(each)]
    if isinstance(told, list):
        return [text for each in told for text in texts_of(each)]
    return []


def test_the_ten_columns_are_those_the_plan_of_aksu_names() -> None:
    plan = (SOURCES / "aksu-2017.txt").read_text("utf-8")
    start = plan.index("规划在线咨询") + len("规划")
    named = plan[start : plan.index("等栏目", start)].split("、")
    assert len(named) == 10
    assert {each.name for each in columns().values()} == set(named)


def test_a_picture_is_no_link_and_its_file_name_no_foreign_word() -> None:
    assert kinds(seen("![会场的图](会场plan.png)")) == set()
