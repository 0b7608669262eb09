"""A reader of English or Uyghur reads a piece in it, with the Chinese that alone binds."""

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.registers.publications.writing import (
    IN_ENGLISH,
    IN_UYGHUR,
    NOTICE,
    POLICY,
    TRANSLATED_NOTICE,
    TRANSLATED_POLICY,
    a_picture,
    chief,
    published,
)
from tests.world import BOOKSHOP

from onedoor.registers.publications.actions import take_down
from onedoor.registers.subscriptions.names import name_of

pytestmark = pytest.mark.usefixtures("world")
LINE = {
    "en": "This translation is for reading; only the Chinese text is binding.",
    "ug": "تەرجىمىسى ئوقۇش ئۈچۈن؛ پەقەت خەنزۇچە ئەسلىي تېكىستلا كۈچكە ئىگە.",
}
NONE_YET = {
    "en": "There is no English translation yet; below is the Chinese original.",
    "ug": "بۇنىڭ تېخى ئۇيغۇرچە تەرجىمىسى يوق",
}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def page(path: str, language: str = "zh-hans") -> str:
    reader = Client()
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = reader.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def address(slug: str) -> str:
    return reverse("portal:piece", args=[slug])


def main_of(shown: str) -> str:
    return shown[shown.index("<article") : shown.index("</article>")]


# --- One piece ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "said"), [("en", IN_ENGLISH), ("ug", IN_UYGHUR)])
def test_a_notice_is_read_in_ones_language_with_the_chinese_folded_beneath(
    language: str, said: Any
) -> None:
    shown = main_of(page(address(published(TRANSLATED_NOTICE).slug), language))
    told = shown[: shown.index("<details")]
    direction = "rtl" if language == "ug" else "ltr"
    assert f'lang="{language}" dir="{direction}"><h1>{said.title}</h1>' in told
    assert said.summary in told and said.body.splitlines()[0] in told and LINE[language] in told
    assert NOTICE.title not in told and NOTICE.body[:10] not in told
    original = shown[shown.index("<details") :]
    assert '<div class="original" lang="zh-Hans" dir="ltr">' in original
    assert f"<h2>{NOTICE.title}</h2>" in original and NOTICE.body[:10] in original


@pytest.mark.parametrize("kind", ["policy", "law"])
def test_what_binds_stands_beside_its_translation_without_any_script(kind: str) -> None:
    shown = main_of(page(address(published(TRANSLATED_POLICY, kind).slug), "en"))
    assert "<details" not in shown and "two-texts in-step" in shown
    english, original = shown.split('id="original"')
    assert english.index("Half the time") < english.index("It is decided within 5 working days")
    assert english.index("It is decided within") < english.index(LINE["en"])
    assert 'href="/guide/publication-retail"' in english
    assert 'lang="zh-Hans" dir="ltr"' in original
    for words in (POLICY.title, POLICY.summary, "时间减半", "以前 10 天", "自受理之日起"):
        assert words in original and words not in english
    assert "/guide/" not in original


def test_bodies_that_do_not_go_block_by_block_stand_in_two_plain_columns() -> None:
    (english,) = TRANSLATED_POLICY.translations
    other = replace(english, body=f"{english.body}\nA note of the translator.")
    piece = published(replace(POLICY, translations=(other,)), "policy")
    shown = main_of(page(address(piece.slug), "en"))
    assert "two-texts" in shown and "in-step" not in shown


@pytest.mark.parametrize("language", ["en", "ug"])
def test_without_a_translation_the_chinese_is_shown_as_chinese_and_one_line_says_so(
    language: str,
) -> None:
    shown = main_of(page(address(published(POLICY, "policy").slug), language))
    assert NONE_YET[language] in shown and LINE[language] not in shown
    assert f'<div lang="zh-Hans" dir="ltr"><h1>{POLICY.title}</h1>' in shown
    assert '<div class="prose piece-body" lang="zh-Hans" dir="ltr">' in shown


def test_only_what_was_translated_into_ones_own_language_is_shown_in_it() -> None:
    shown = page(address(published(TRANSLATED_POLICY, "policy").slug), "ug")
    assert NONE_YET["ug"] in shown and "Half the time" not in shown


def test_a_chinese_page_says_nothing_new_but_where_the_other_languages_are() -> None:
    piece = published(TRANSLATED_NOTICE)
    shown = main_of(page(address(piece.slug)))
    for each in (IN_ENGLISH, IN_UYGHUR):
        assert each.title not in shown
        way = re.search(rf'<a href="([^"]*)" lang="{each.language}"', shown)
        assert way is not None
        reader = Client()
        answer = reader.get(way[1].replace("&amp;", "&"), follow=True)
        assert answer.redirect_chain[-1][0] == address(piece.slug)
        assert each.title in answer.content.decode()
    other = main_of(page(address(published(replace(NOTICE, title="另一条")).slug)))
    assert "hreflang" not in other and "lang=" not in other


def test_a_traditional_page_is_converted_says_so_and_keeps_the_name_of_its_editor() -> None:
    piece = published(replace(NOTICE, body="报名不收费，请带许可证复印件。", editor="范里"))
    shown = page(address(piece.slug), "zh-hant")
    said = main_of(shown)
    assert "報名不收費，請帶許可證複印件。" in said and "圖書展銷會報名開始" in said
    assert "人名和地名以簡體原文為準" in said and "lang=zh-hans" in said
    assert '<bdi translate="no">范里</bdi>' in shown and "範" not in shown
    assert "以简体原文为准" not in page(address(piece.slug))


def test_pictures_say_in_each_language_what_they_show() -> None:
    content = replace(
        NOTICE, body="![会场](地图.png)", files=(a_picture(),),
        translations=(replace(IN_ENGLISH, body="![The venue](地图.png)"),),
    )  # fmt: skip
    shown = main_of(page(address(published(content).slug), "en"))
    told, original = shown.split("<details")
    assert 'alt="The venue"' in told and 'alt="会场"' in original


# --- Lists --------------------------------------------------------------------------------------

LISTS = ["/", "/publications", "/publications/columns/latest-notices", "/services?q=展销会"]


@pytest.mark.parametrize("path", LISTS)
def test_lists_say_the_translated_title_or_the_chinese_marked_as_such(path: str) -> None:
    published(TRANSLATED_NOTICE)
    published(replace(NOTICE, title="没有译文的展销会"))
    english = page(path, "en")
    assert IN_ENGLISH.title in english and NOTICE.title not in english
    assert '<span lang="zh-Hans" dir="ltr">没有译文的展销会</span>' in english
    assert IN_UYGHUR.title in page(path, "ug")
    chinese = page(path)
    assert NOTICE.title in chinese and IN_ENGLISH.title not in chinese


def test_the_search_finds_a_piece_by_the_words_of_its_translated_title() -> None:
    piece = published(TRANSLATED_NOTICE)
    shown = page("/services?q=book fair", "en")
    assert f'href="{address(piece.slug)}"' in shown and IN_ENGLISH.title in shown


def test_a_list_asks_no_more_of_the_database_the_longer_it_is_in_any_language() -> None:
    def asked(listed: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert page("/publications", "en").count(IN_ENGLISH.title) == listed
        return len(queries)

    published(TRANSLATED_NOTICE)
    page("/publications", "ug")
    few = asked(1)
    for number in range(8):
        published(replace(TRANSLATED_NOTICE, title=f"第{number}号"))
    assert 0 < asked(9) <= few


def test_the_feed_of_a_language_tells_each_entry_in_the_language_it_has() -> None:
    piece = published(TRANSLATED_NOTICE)
    published(replace(NOTICE, title="没有译文的"))
    assert "feed.xml?lang=en" in page("/publications", "en")
    assert "feed.xml?lang" not in page("/publications")
    answer = Client().get("/publications/feed.xml?lang=en")
    root = ElementTree.fromstring(answer.content)
    entries = {
        each.findtext("a:title", namespaces=ATOM):
        each.attrib["{http://www.w3.org/XML/1998/namespace}lang"]
        for each in root.findall("a:entry", ATOM)
    }  # fmt: skip
    assert entries == {IN_ENGLISH.title: "en", "没有译文的": "zh-Hans"}
    plain = Client(headers={"accept-language": "en"}).get("/publications/feed.xml")
    assert NOTICE.title in plain.content.decode() and IN_ENGLISH.title not in plain.content.decode()
    assert piece.slug in plain.content.decode()
    assert Client().get("/publications/feed.xml?lang=xx").status_code == 200


# --- Elsewhere ----------------------------------------------------------------------------------


def test_the_assistant_quotes_the_translation_and_shows_the_chinese_beside_it() -> None:
    question = replace(
        NOTICE, title="在小区里开一间小书店，要办出版物零售许可吗？", matters=(BOOKSHOP,),
        translations=(replace(IN_ENGLISH, title="Does a small bookshop need a retail permit?"),),
    )  # fmt: skip
    piece = published(question, "question")
    asked = "/assistant?q=小区里开一间小书店要办出版物零售许可吗"
    shown = page(asked, "en")
    shown = shown[shown.index("<blockquote") : shown.index("</blockquote>")]
    told, original = shown.split("<details")
    assert f'cite="{address(piece.slug)}"' in told
    assert "Does a small bookshop need a retail permit?" in told and LINE["en"] in told
    assert "nothing is charged" in told and "报名不收费" not in told
    assert '<div class="prose" lang="zh-Hans" dir="ltr">' in original and "报名不收费" in original
    chinese = page(asked)
    assert "报名不收费" in chinese and "nothing is charged" not in chinese


def test_what_is_followed_is_called_as_its_reader_calls_it() -> None:
    piece = published(TRANSLATED_NOTICE)
    name = name_of(f"piece:{piece.slug}")
    assert name is not None
    assert (name.zh, name.en, name.ug) == (NOTICE.title, IN_ENGLISH.title, IN_UYGHUR.title)


def test_what_was_taken_down_is_gone_in_every_language() -> None:
    piece = published(TRANSLATED_NOTICE)
    take_down(piece.pk, why="撤", by=chief())
    for language in ("en", "ug"):
        reader = Client()
        reader.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        answer = reader.get(address(piece.slug))
        assert answer.status_code == 410 and IN_ENGLISH.body[:10] not in answer.content.decode()
