"""Traditional Chinese is made from the page: words are converted, names and values never are."""

from collections.abc import Callable
from html.parser import HTMLParser
from time import process_time

import pytest
from django.test import Client
from django.utils.translation import override

from onedoor.channels.look.known import hours_said
from onedoor.channels.look.script import (
    chinese_marked,
    for_readers,
    traditional,
    traditional_page,
)


def test_words_of_administration_are_written_as_official_publications_write_them() -> None:
    assert traditional("核准后签发证照，不服可以申请行政复议") == (
        "核准後簽發證照，不服可以申請行政復議"
    )
    assert traditional("满60周岁，下周一来窗口核对户口簿") == "滿60周歲，下週一來窗口核對戶口簿"


def test_text_and_what_is_read_aloud_are_converted() -> None:
    page = '<p title="办证"><a aria-label="说明" href="/办">选择</a></p><input placeholder="填写">'
    assert traditional_page(page) == (
        '<p title="辦證"><a aria-label="說明" href="/办">選擇</a></p><input placeholder="填寫">'
    )


def test_what_was_typed_and_what_machines_read_stays() -> None:
    for kept in (
        '<input name="who" value="范里">',
        "<textarea name='said'>我说 <b>里</textarea>",
        "<script>const 里 = '<b>说';</script>",
        "<style>/* 说 */</style>",
        "<code>办</code>",
        '<span lang="ug">说</span>',
        '<p lang="zh-Hans">决定书<b>说</b>明</p>',
        '<option value="说">1</option>',
        "<!-- 说 -->",
    ):
        assert traditional_page(kept) == kept


def test_a_name_stays_wherever_the_page_says_it() -> None:
    page = '<title>为范里办理</title><b><bdi translate="no">范里</bdi></b><p>请范里在村里签名</p>'
    assert traditional_page(page) == (
        '<title>為范里辦理</title><b><bdi translate="no">范里</bdi></b><p>請范里在村裡簽名</p>'
    )


def test_after_a_text_that_stays_the_rest_is_converted() -> None:
    page = '<p translate="no">说<br><i>说</i></p><p>说</p>'
    assert traditional_page(page) == '<p translate="no">说<br><i>说</i></p><p>說</p>'


def test_converting_a_page_costs_no_more_than_reading_it() -> None:
    page = Client().get("/gallery").content.decode()

    def cost(work: Callable[[], object]) -> float:
        spent = []
        for _ in range(7):
            began = process_time()
            work()
            spent.append(process_time() - began)
        return min(spent)

    assert cost(lambda: traditional_page(page)) <= cost(lambda: HTMLParser().feed(page))


@pytest.mark.django_db
def test_the_length_of_a_page_is_that_of_what_is_sent() -> None:
    """A browser believes the header and cuts off the rest."""
    for language in ("zh-hans", "zh-hant", "en", "ug"):
        client = Client()
        client.get(f"/mode?lang={language}")
        page = client.get("/gallery")
        assert int(page.headers["Content-Length"]) == len(page.content), language


def test_chinese_among_other_words_is_marked_as_chinese() -> None:
    page = '<title>《书》</title><p>By 刘芳, of “书店” &amp; co.</p><b lang="zh-Hant">書</b>'
    assert chinese_marked(page) == (
        '<title>《书》</title><p>By <bdi lang="zh-Hans">刘芳</bdi>, of'
        ' <bdi lang="zh-Hans">“书店”</bdi> &amp; co.</p><b lang="zh-Hant">書</b>'
    )


KNOWN = {
    "市书报局": "City Press Bureau", "开书店、卖书": "Open a bookshop", "许可证": "Licence",
    "图书": "Books", "期刊": "Journals",
}  # fmt: skip


@pytest.mark.parametrize(
    ("chinese", "said"),
    [
        ("市书报局", "City Press Bureau"),
        ("“开书店、卖书”", "“Open a bookshop”"),
        ("许可证 零字第1号", 'Licence <bdi lang="zh-Hans">零字第1号</bdi>'),
        ("零字第1号, 市书报局", '<bdi lang="zh-Hans">零字第1号</bdi>, City Press Bureau'),
        ("图书、期刊", "Books, Journals"),
        ("到 2026年3月1日", '<bdi lang="zh-Hans">到</bdi> 1 March 2026'),
        ("我2026年3月1日交的", '<bdi lang="zh-Hans">我2026年3月1日交的</bdi>'),
        ("2026年13月1日", '2026<bdi lang="zh-Hans">年13月1日</bdi>'),
        # Half of a list is not said: it would be in two languages.
        ("图书、磁带", '<bdi lang="zh-Hans">图书、磁带</bdi>'),
        ("市书报局的人", '<bdi lang="zh-Hans">市书报局的人</bdi>'),
    ],
)
def test_what_packs_say_in_a_language_is_said_in_it(chinese: str, said: str) -> None:
    """The record keeps names and titles in Chinese; a page says them as the packs in force do."""
    with override("en"):
        assert chinese_marked(f"<p>{chinese}</p>", KNOWN) == f"<p>{said}</p>"


def test_what_somebody_is_called_or_typed_is_never_said_otherwise() -> None:
    for kept in (
        '<b translate="no"><bdi lang="zh-Hans">图书</bdi></b>',
        '<p lang="zh-Hans">图书</p>',
    ):
        plain = kept.replace('<bdi lang="zh-Hans">图书</bdi>', "图书")
        assert chinese_marked(plain, KNOWN) == kept


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "working days 10:00—14:00, 15:30—19:30 (Beijing time)"),
        ("ug", "خىزمەت كۈنلىرى 10:00—14:00، 15:30—19:30 (بېيجىڭ ۋاقتى)"),
    ],
)
def test_a_window_says_in_every_language_when_it_is_open(language: str, said: str) -> None:
    with override(language):
        assert hours_said("工作日 10:00—14:00，15:30—19:30（北京时间）") == said
        assert hours_said("周六上午也开") == "周六上午也开"


def test_titles_and_options_are_said_as_well() -> None:
    page = "<title>图书 - 一门</title><option>市书报局</option>"
    said = "<title>Books - 一门</title><option>City Press Bureau</option>"
    assert chinese_marked(page, KNOWN) == said


def test_words_between_two_chinese_names_are_not_read_as_chinese() -> None:
    """Digits and capitals inside do, or it would be cut and run the wrong way."""
    page = "<p>apply to 市政府 within 60 days, or sue at 市法院</p><p>市路 16 号 A 座 OFD 文件</p>"
    assert chinese_marked(page) == (
        '<p>apply to <bdi lang="zh-Hans">市政府</bdi> within 60 days, or sue at'
        ' <bdi lang="zh-Hans">市法院</bdi></p>'
        '<p><bdi lang="zh-Hans">市路 16 号 A 座 OFD 文件</bdi></p>'
    )
    assert chinese_marked("<p>市政府 غا ياكى 市法院 دا</p>").count("<bdi") == 2


def test_what_holds_no_tags_is_marked_by_its_own() -> None:
    assert chinese_marked('<option value="1">书店</option>') == (
        '<option lang="zh-Hans" value="1">书店</option>'
    )


def test_only_readers_of_traditional_get_it() -> None:
    client = Client()
    simplified = client.get("/gallery").content.decode()
    assert "办理" in simplified and "辦理" not in simplified
    client.get("/mode?lang=zh-hant")
    read_in_traditional = client.get("/gallery").content.decode()
    assert "辦理" in read_in_traditional and "办理" not in read_in_traditional


@pytest.mark.django_db
def test_telephones_and_days_with_dashes_never_run_backwards_on_uyghur_pages() -> None:
    """Among letters that run to the left, 0997-5551101 reads 5551101-0997."""
    page = (
        "<title>0997-5551101</title><p>تېلېفون 0997-5551101، 2026-11-20</p>"
        '<b dir="ltr">0997-5551101</b><script>"0997-5551101"</script><option>0997-5551101</option>'
    )
    kept = for_readers(page, "ug")
    assert kept == page.replace(
        "تېلېفون 0997-5551101، 2026-11-20",
        'تېلېفون <bdi dir="ltr">0997-5551101</bdi>، <bdi dir="ltr">2026-11-20</bdi>',
    )
    assert for_readers(page, "en") == page
