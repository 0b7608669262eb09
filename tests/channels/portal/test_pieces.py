"""Readers find what agencies publish, see it whole, and are led to where it is done."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.registers.publications.writing import (
    NOTICE,
    POLICY,
    a_picture,
    begun,
    chief,
    corrected,
    handed_in,
    published,
)

from onedoor.channels.portal.ways import ways
from onedoor.registers.publications.actions import sign_off, take_down
from onedoor.registers.publications.listed import columns
from onedoor.registers.publications.scanning import Ground

pytestmark = pytest.mark.usefixtures("world")


def page(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status
    return answer.content.decode()


def text(path: str) -> str:
    """What a reader reads: no tags, no code drawn."""
    bare = re.sub(r"<svg.*?</svg>|<script.*?</script>", "", page(path), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


def address(slug: str) -> str:
    return reverse("portal:piece", args=[slug])


# --- One piece ----------------------------------------------------------------------------------


def test_a_policy_says_what_it_changes_and_leads_to_where_that_is_done() -> None:
    piece = published(POLICY, "policy")
    shown = page(address(piece.slug))
    assert "它改变了什么" in shown and "时间减半" in shown
    point = shown[shown.index("时间减半") : shown.index("全文")]
    assert 'class="btn" href="/guide/publication-retail"' in point


def test_its_facts_stand_beside_it() -> None:
    piece = published(POLICY, "policy")
    said = text(address(piece.slug))
    for words in (piece.index_number, "索引号", "发文字号", "阿市新出〔2026〕12号", "发布机构",
                  "阿克苏市新闻出版（版权）局", "成文日期 2026年11月20日", "发布日期",
                  "责任编辑 努尔比娅"):  # fmt: skip
        assert words in said, words


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("20 November 2026", "2 March 2999")), ("ug", ("2026", "2999"))],
)
def test_its_days_are_said_in_every_language(language: str, words: tuple[str, ...]) -> None:
    piece = published(replace(POLICY, valid_from="2999-03-02"), "policy")
    reader = Client()
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = reader.get(address(piece.slug))
    assert answer.status_code == 200
    for each in words:
        assert each in answer.content.decode()


@pytest.mark.parametrize(
    ("days", "word"),
    [
        ({"valid_until": "2020-01-01"}, "已失效"),
        ({"valid_from": "2999-01-01"}, "尚未施行"),
        ({"valid_from": "2020-01-01"}, "现行有效"),
    ],
)
def test_it_says_whether_it_holds(days: dict[str, str], word: str) -> None:
    piece = published(replace(POLICY, **days), "policy")
    assert f"有效性 {word}" in text(address(piece.slug))


def test_it_can_be_opened_on_a_phone_read_larger_and_corrected() -> None:
    piece = published()
    shown = page(address(piece.slug))
    assert settings.ONEDOOR_ADDRESS + address(piece.slug) in shown and "<svg" in shown
    assert "mode=elder" in shown
    assert f"/mistake?page={address(piece.slug).replace('/', '%2F')}" in shown
    letter = Client().get(f"/mistake?page={address(piece.slug)}", follow=True)
    assert address(piece.slug) in letter.content.decode()


def test_a_correction_is_said_at_its_head() -> None:
    piece = corrected(published(), "时间改到周五。", body="改到周五办。")
    said = text(address(piece.slug))
    assert "有更正 时间改到周五。" in said and "更正日期" in said


def test_questions_about_the_same_matter_stand_below() -> None:
    piece = published(POLICY, "policy")
    asked = published(replace(NOTICE, title="要办吗？", matters=POLICY.matters), "question")
    assert f'href="{address(asked.slug)}"' in page(address(piece.slug))


def test_code_in_a_body_is_shown_as_words_whatever_the_scan_let_through() -> None:
    piece = published(replace(NOTICE, body="小于号 < 和 & 都是字"))
    assert "小于号 &lt; 和 &amp; 都是字" in page(address(piece.slug))


def test_pictures_and_files_are_handed_out_without_power() -> None:
    picture = a_picture()
    paper = replace(picture, name="附件一.ofd", media_type="application/ofd")
    piece = published(replace(NOTICE, body="![会场](地图.png)", files=(picture,)))
    at = reverse("portal:piece-file", args=[piece.slug, picture.digest])
    assert f'<img src="{at}" alt="会场"' in page(address(piece.slug))
    answer = Client().get(at)
    assert answer["Content-Type"] == "image/png" and "sandbox" in answer["Content-Security-Policy"]
    other = handed_in(replace(NOTICE, title="另一条", files=(paper,)))
    # What nobody could read in it the chief has looked at.
    looked_at = {"unread|files|附件一.ofd|"}
    other = sign_off(other.pk, by=chief(), ground=Ground(), looked_at=looked_at)
    saved = Client().get(reverse("portal:piece-file", args=[other.slug, paper.digest]))
    assert saved["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("state", ["draft", "handed in", "taken down", "of another piece"])
def test_files_of_what_is_not_shown_are_not_handed_out(state: str) -> None:
    content = replace(NOTICE, files=(a_picture(),))
    digest = content.files[0].digest
    piece = {"draft": begun, "handed in": handed_in}.get(state, published)(content)
    slug = piece.slug or "112901010-2026-00001"
    if state == "taken down":
        take_down(piece.pk, why="撤", by=chief())
    if state == "of another piece":
        slug = published(replace(NOTICE, title="没有图的")).slug
    answer = Client().get(reverse("portal:piece-file", args=[slug, digest]))
    assert answer.status_code == (410 if state == "taken down" else 404)


def test_what_was_taken_down_answers_410_with_the_reason() -> None:
    piece = published()
    take_down(piece.pk, why="数字有误，正在核对。", by=chief())
    shown = page(address(piece.slug), status=410)
    assert "数字有误，正在核对。" in shown and NOTICE.body[:10] not in shown
    assert page("/publications/000000000-2026-99999", status=404)


def test_a_draft_has_no_address_and_no_reader() -> None:
    piece = begun()
    assert piece.slug == "" and NOTICE.title not in page("/publications")


# --- Lists --------------------------------------------------------------------------------------


def test_a_column_without_pieces_is_shown_nowhere() -> None:
    published()
    said = page("/publications")
    shown = {each.id for each in columns().values() if f"/publications/columns/{each.id}" in said}
    assert shown == {"latest-notices"}
    assert page("/publications/columns/complaints", status=404)
    assert page("/publications/columns/no-such", status=404)


def test_a_column_whose_name_is_something_to_do_leads_there() -> None:
    assert set(ways()) == set(columns())
    for way in ways().values():
        assert Client().get(way.url or reverse(way.otherwise)).status_code == 200


def test_lists_are_narrowed_by_kind_and_agency_and_paged() -> None:
    published(POLICY, "policy")
    elsewhere = published(replace(NOTICE, title="别处的通知"), agency="market-aksu-city")
    for number in range(21):
        published(replace(NOTICE, title=f"第{number}号通知"))
    assert POLICY.title in page("/publications?kind=policy")
    assert "第3号通知" not in page("/publications?kind=policy")
    only = page("/publications?agency=market-aksu-city")
    assert elsewhere.title in only and "第3号通知" not in only
    first, second = page("/publications"), page("/publications?page=2")
    assert "第20号通知" in first and POLICY.title not in first and POLICY.title in second
    assert page("/publications?page=3", status=404) and page("/publications?page=0")


def test_the_menu_leads_to_them() -> None:
    assert '<a href="/publications">公开</a>' in page("/")


def test_the_home_page_shows_the_latest_three_notices_and_policies() -> None:
    assert "通知和政策" not in page("/")
    published(replace(NOTICE, title="问一问"), "question")
    for number in range(4):
        published(replace(NOTICE, title=f"第{number}号通知"))
    home = page("/")
    assert [f"第{n}号通知" in home for n in range(4)] == [False, True, True, True]
    assert "问一问" not in home


def test_the_feed_is_atom_and_names_what_is_shown() -> None:
    piece = published()
    taken = published(replace(NOTICE, title="撤下的"))
    take_down(taken.pk, why="撤", by=chief())
    answer = Client().get("/publications/feed.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert [each.text for each in root.findall("a:entry/a:title", names)] == [NOTICE.title]
    (link,) = root.findall("a:entry/a:link", names)
    assert link.attrib["href"] == settings.ONEDOOR_ADDRESS + address(piece.slug)
    other = Client().get("/publications/feed.xml?column=complaints").content.decode()
    assert NOTICE.title in other, "an unknown column is the whole feed"


def test_the_search_finds_pieces_too() -> None:
    piece = published()
    shown = page("/services?q=展销会")
    assert f'href="{address(piece.slug)}"' in shown


def test_a_kept_page_shows_what_is_published_within_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from onedoor.channels.portal import cache

    moment = [1000.0]
    monkeypatch.setattr(cache, "monotonic", lambda: moment[0])
    reader = Client()
    assert "第一条" not in reader.get("/publications").content.decode()
    piece = published(replace(NOTICE, title="第一条"))
    moment[0] += 1
    assert "第一条" in reader.get("/publications").content.decode()
    assert reader.get(address(piece.slug)).status_code == 200
    take_down(piece.pk, why="撤", by=chief())
    moment[0] += 1
    assert reader.get(address(piece.slug)).status_code == 410
    assert "第一条" not in reader.get("/publications").content.decode()


@pytest.mark.parametrize(
    ("language", "column"), [("en", "Policy documents"), ("ug", "سىياسەت ھۆججەتلىرى")]
)
def test_a_column_is_called_by_its_name_in_the_readers_language(language: str, column: str) -> None:
    piece = published(POLICY, "policy")
    reader = Client()
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for path in (
        address(piece.slug),
        reverse("portal:column", args=["policy-documents"]),
        reverse("portal:open"),
    ):
        page = reader.get(path).content.decode()
        assert column in page and "政策文件" not in page, path
