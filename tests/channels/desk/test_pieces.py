"""The editors' office by its pages: written, checked, handed in, signed off, taken down."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any, ClassVar

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.casework.forms.files import a_pdf
from tests.registers.publications.test_attached import CITIZEN, PLAIN, attached, pdf
from tests.registers.publications.writing import (
    IN_UYGHUR,
    NOTICE,
    POLICY,
    TRANSLATED_NOTICE,
    TRANSLATED_POLICY,
    a_picture,
    begun,
    corrected,
    handed_in,
    published,
)
from tests.registers.sites.making import made_all
from tests.world import World

from onedoor.channels.look.ground import asked_elsewhere, is_ours
from onedoor.kernel.ports import SiteAnswer
from onedoor.registers.publications.content import content_of
from onedoor.registers.publications.models import Piece, PieceVersion

OFFICE = "/desk/publications/"
EDITOR, CHIEF = "press_aksu_city_editor", "press_aksu_city_chief_editor"
ELSEWHERE = "market_aksu_city_editor"
Seat = Callable[[str], Client]
HERE = "https://www.onedoor.example"
WRITTEN = {
    "column": "latest-notices", "title": "停电通知", "summary": "周五上午停电。",
    "body": "## 时间\n周五 9:00—12:00。", "editor": "马娟", "matter1": "publication-retail",
}  # fmt: skip


def at(piece: Piece, more: str = "") -> str:
    return f"{OFFICE}{piece.pk}/{more}"


def form(piece: Piece, **changes: object) -> dict[str, object]:
    return {**WRITTEN, "revision": Piece.objects.get(pk=piece.pk).revision, **changes}


def test_a_notice_is_written_handed_in_and_signed_off_by_two_people(desk: Seat) -> None:
    editor, chief = desk(EDITOR), desk(CHIEF)
    place = {"agency": "press-aksu-city", "place": "notice/latest-notices"}
    begun_at = editor.post(OFFICE, place)
    piece = Piece.objects.get()
    assert begun_at["Location"] == at(piece)
    answer = editor.post(at(piece), form(piece, do="hand-in"), follow=True)
    assert "已送审" in answer.content.decode()
    assert "停电通知" not in Client().get("/publications").content.decode()
    answer = chief.post(at(piece), {"do": "sign-off"}, follow=True)
    assert "已签发" in answer.content.decode()
    assert "停电通知" in Client().get("/publications").content.decode()
    kept = content_of(PieceVersion.objects.get().content)
    assert kept.matters == ("publication-retail",) and kept.body == WRITTEN["body"]


def test_what_the_scan_stops_is_said_beside_what_was_typed(desk: Seat) -> None:
    piece = begun()
    typed = form(piece, do="hand-in", body="政策文件、ag凯发k8国际的公告")
    answer = desk(EDITOR).post(at(piece), typed)
    said = answer.content.decode()
    assert answer.status_code == 422 and "混进了违法信息" in said
    assert "政策文件、ag凯发k8国际的公告</textarea>" in said
    assert Piece.objects.get().desk_state == "writing" and not PieceVersion.objects.exists()


def test_a_link_of_ours_that_leads_nowhere_stops_and_one_that_leads_to_staff_too(
    desk: Seat, settings: Any
) -> None:
    settings.ONEDOOR_ADDRESS = HERE
    editor = desk(EDITOR)
    for link in (
        "/guide/no-such", "/guide/no-such/checklist", "/together/no-such", "/agencies/no-such",
        "/places/652999000000", "/results/999999", "/answers/999999", "/track/ABCD-EFGH-JKLM",
        "/desk/", "/publications/000000000-2026-00009", "/nothing", f"{HERE}/guide/no-such",
    ):  # fmt: skip
        piece = begun()
        answer = editor.post(at(piece), form(piece, do="hand-in", body=f"看[这里]({link})。"))
        assert answer.status_code == 422 and "链接打不开" in answer.content.decode(), link
    piece = begun()
    body = (
        "看[指南](/guide/publication-retail)、[全部](/services)和[一件事](/together/newborn)，"
        f"[清单]({HERE}/guide/publication-retail/checklist)，[机关](/agencies/press-aksu-city)。"
    )
    assert editor.post(at(piece), form(piece, do="hand-in", body=body)).status_code == 302


def test_a_house_of_state_that_does_not_answer_is_asked_once_and_shown_to_the_chief(
    desk: Seat, settings: Any
) -> None:
    settings.ONEDOOR_PORTS = settings.ONEDOOR_PORTS | {
        "site_reader": "tests.channels.desk.test_pieces.Nobody"
    }
    Nobody.asked.clear()
    body = "见[旧文件](https://www.example.gov.cn/old)和[店](https://shop.example.com/)。"
    piece = begun()
    desk(EDITOR).post(at(piece), form(piece, do="hand-in", body=body))
    assert Nobody.asked == [("https://www.example.gov.cn", "/old")], "strangers are never asked"
    chief = desk(CHIEF)
    assert "链接打不开" in chief.get(at(piece)).content.decode()
    assert chief.post(at(piece), {"do": "sign-off"}).status_code == 422
    keys = [each["kind"] for each in PieceVersion.objects.get().findings]
    assert keys == ["dead", "abroad"] and len(Nobody.asked) == 1


def test_every_link_to_a_house_of_state_is_asked_and_whom_there_is_no_time_for_wants_a_look(
    desk: Seat, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ONEDOOR_PORTS = settings.ONEDOOR_PORTS | {
        "site_reader": "tests.channels.desk.test_pieces.Nobody"
    }
    Nobody.asked.clear()
    links = [f"https://www.example.gov.cn/{number}" for number in range(20)]
    # Such an address is one to press or one that stands there bare.
    pressed = [f"见[文件{each[-2:]}]({each})。" for each in links[1:]]
    body = "\n".join([*pressed, f"见 {links[0]} 。"])
    piece = begun()
    desk(EDITOR).post(at(piece), form(piece, do="hand-in", body=body))
    assert sorted(origin + path for origin, path in Nobody.asked) == sorted(links)
    assert {each["kind"] for each in PieceVersion.objects.get().findings} == {"dead"}
    monkeypatch.setattr("onedoor.channels.look.ground.MOST_ASKED", 15)
    heard = asked_elsewhere(content_of(Piece.objects.get().written))
    assert len(heard.silent) == 15 and len(heard.unasked) == 5
    assert heard.silent | heard.unasked == set(links)


def test_a_link_leads_to_what_the_site_shows_and_to_no_column_that_is_empty(world: World) -> None:
    made_all(world)
    there, here = published(agency="people-government-wensu"), published()
    of_wensu, empty = "http://wensu.localhost:8000/publications", "columns/common-questions"
    for address, is_there in (
        (f"/publications/{here.slug}", True), (f"/publications/{there.slug}", False),
        (f"{of_wensu}/{there.slug}", True), (f"{of_wensu}/{here.slug}", False),
        (f"/publications/columns/{here.column}", True), (f"{of_wensu}/{empty}", False),
        ("/publications/columns/policy-documents", False),
        # What is about to stand there fills it.
        (f"/publications/{empty}", True),
    ):  # fmt: skip
        at_city = is_ours(address, at="aksu-city", column="common-questions")
        assert at_city == is_there, address


class Nobody:
    """A reader of sites to whom no house answers."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def read(self, origin: str, address: str) -> SiteAnswer:
        self.asked.append((origin, address))
        return SiteAnswer(address, 0)


def test_a_chief_ticks_each_thing_to_look_at(desk: Seat) -> None:
    piece = handed_in(replace(NOTICE, body="联系 13800000001。"))
    chief = desk(CHIEF)
    assert chief.post(at(piece), {"do": "sign-off"}).status_code == 422
    assert Piece.objects.get().state == "none"
    key = "mobile|body|138******01"
    assert key in chief.get(at(piece)).content.decode()
    assert chief.post(at(piece), {"do": "sign-off", "looked_at": key}).status_code == 302
    assert Piece.objects.get().state == "shown"


def test_an_editor_of_another_agency_is_kept_out_of_everything(desk: Seat) -> None:
    piece = corrected(published(), files=(a_picture(),))
    stranger, before = desk(ELSEWHERE), Piece.objects.values().get()
    digest = piece.written["files"][0]["digest"]
    for more in ("", "preview", "versions", f"files/{digest}"):
        assert stranger.get(at(piece, more)).status_code == 403
    for do in ("save", "hand-in", "sign-off", "turn-back", "take-down"):
        answer = stranger.post(at(piece), form(piece, do=do, why="x", note="x"))
        assert answer.status_code == 403
    place = {"agency": "press-aksu-city", "place": "notice/latest-notices"}
    assert stranger.post(OFFICE, place).status_code == 403
    assert Piece.objects.values().get() == before
    assert NOTICE.title not in stranger.get(OFFICE).content.decode()


@pytest.mark.parametrize("who", ["press_aksu_city_window", "press_aksu_city_supervisor"])
def test_other_posts_have_no_office(desk: Seat, who: str) -> None:
    assert desk(who).get(OFFICE).status_code == 403
    assert OFFICE not in desk(who).get("/desk/").content.decode()


def test_the_rail_leads_an_editor_to_it(desk: Seat) -> None:
    assert OFFICE in desk(EDITOR).get("/desk/").content.decode()


def a_png() -> SimpleUploadedFile:
    buffer = BytesIO()
    Image.new("RGB", (9, 9), "red").save(buffer, "PNG")
    return SimpleUploadedFile("会场.png", buffer.getvalue(), "image/png")


def test_room_is_kept_for_a_picture_before_it_comes(desk: Seat) -> None:
    piece, editor = begun(), desk(EDITOR)
    editor.post(at(piece), form(piece, do="save", file=a_png(), file_words="会场"))
    body = "![会场](会场.png)"
    editor.post(at(piece), form(Piece.objects.get(), do="hand-in", body=body))
    (file,) = content_of(Piece.objects.get().written).files
    desk(CHIEF).post(at(piece), {"do": "sign-off"})
    page = Client().get(f"/publications/{Piece.objects.get().slug}").content.decode()
    assert f'{file.digest}" width="9" height="9"' in page


def test_a_picture_is_uploaded_described_seen_and_taken_off(desk: Seat) -> None:
    piece, editor = begun(), desk(EDITOR)
    editor.post(at(piece), form(piece, do="save", file=a_png(), file_words="会场的图"))
    (file,) = content_of(Piece.objects.get().written).files
    assert (file.name, file.words, file.media_type) == ("会场.png", "会场的图", "image/png")
    assert (file.width, file.height) == (9, 9)
    seen = editor.get(at(piece, f"files/{file.digest}"))
    assert seen["Content-Type"] == "image/png" and file.size == len(seen.getvalue())
    assert "sandbox" in seen["Content-Security-Policy"]
    editor.post(at(piece), form(piece, **{"file-remove": file.digest}))
    assert content_of(Piece.objects.get().written).files == ()


def test_a_list_in_a_file_is_read_when_it_comes_and_stops_the_piece(desk: Seat) -> None:
    piece, editor = begun(), desk(EDITOR)
    bad = SimpleUploadedFile("名单.pdf", pdf(f"{PLAIN}\n{CITIZEN}"), "application/pdf")
    answer = editor.post(at(piece), form(piece, do="hand-in", file=bad))
    said = answer.content.decode()
    assert answer.status_code == 422 and "附件“名单.pdf”：有公民身份号码" in said
    assert CITIZEN not in said
    (file,) = content_of(Piece.objects.get().written).files
    good = SimpleUploadedFile("名单2.pdf", pdf(PLAIN), "application/pdf")
    changed = form(piece, do="hand-in", file=good, **{"file-remove": file.digest})
    assert editor.post(at(piece), changed).status_code == 302
    assert desk(CHIEF).post(at(piece), {"do": "sign-off"}).status_code == 302


def test_a_scanned_file_is_ticked_by_the_chief(desk: Seat) -> None:
    piece, chief = begun(), desk(CHIEF)
    scanned = SimpleUploadedFile("名单.pdf", a_pdf(), "application/pdf")
    desk(EDITOR).post(at(piece), form(piece, do="hand-in", file=scanned))
    page = chief.get(at(piece)).content.decode()
    assert "“名单.pdf”里没有文字" in page
    assert chief.post(at(piece), {"do": "sign-off"}).status_code == 422
    (key,) = re.findall(r'name="looked_at" value="([^"]*)"', page)
    assert chief.post(at(piece), {"do": "sign-off", "looked_at": key}).status_code == 302


def test_a_file_that_came_before_files_were_read_is_read_when_the_draft_is_saved(
    desk: Seat,
) -> None:
    old = replace(attached(pdf(f"{PLAIN}\n{CITIZEN}")), said="")
    piece, editor = begun(replace(NOTICE, files=(old,))), desk(EDITOR)
    assert "读不出来" in editor.get(at(piece)).content.decode()
    editor.post(at(piece), form(piece, do="save"))
    assert "附件“名单.pdf”：有公民身份号码" in editor.get(at(piece)).content.decode()


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"<html><script></script></html>",
     b"MZ\x90\x00", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(x)>>>>endobj"],
)  # fmt: skip
def test_a_file_that_could_do_harm_is_refused_whatever_it_is_called(
    desk: Seat, content: bytes
) -> None:
    piece = begun()
    upload = SimpleUploadedFile("图.png", content, "image/png")
    answer = desk(EDITOR).post(at(piece), form(piece, do="save", file=upload))
    assert answer.status_code >= 400
    assert content_of(Piece.objects.get().written).files == ()


def test_whoever_saves_over_a_colleague_is_told_and_may_then_mean_it(desk: Seat) -> None:
    piece, editor = begun(), desk(EDITOR)
    old = form(piece, do="save", title="我的标题")
    editor.post(at(piece), form(piece, do="save", title="同事的标题"))
    answer = editor.post(at(piece), old)
    assert answer.status_code == 409 and "我的标题" in answer.content.decode()
    assert Piece.objects.get().written["title"] == "同事的标题"
    assert editor.post(at(piece), form(piece, title="我的标题")).status_code == 302
    assert Piece.objects.get().written["title"] == "我的标题"


def test_versions_are_compared_line_by_line(desk: Seat) -> None:
    piece = corrected(published(), body="改到周五办。")
    page = desk(EDITOR).get(at(piece, "versions"), {"before": 1, "after": 2}).content.decode()
    assert "<ins>" in page and "改到周五办。" in page and "<del>" in page
    assert (
        "一字不差"
        in desk(EDITOR).get(at(piece, "versions"), {"before": 1, "after": 1}).content.decode()
    )


def test_a_preview_shows_the_draft_to_its_agency_alone(desk: Seat) -> None:
    piece = begun()
    assert NOTICE.title in desk(CHIEF).get(at(piece, "preview")).content.decode()


def test_an_hour_and_an_end_are_taken_from_the_form(desk: Seat) -> None:
    piece = begun()
    typed = form(piece, do="hand-in", goes_out_on="2099年1月2日", goes_out_hour="09:00",
                 shown_until="2099年2月1日")  # fmt: skip
    assert desk(EDITOR).post(at(piece), typed).status_code == 302
    kept = Piece.objects.get()
    assert (
        kept.goes_out_at is not None and kept.goes_out_at.isoformat() == "2099-01-02T01:00:00+00:00"
    )
    assert (kept.shown_until, str(kept.asked_until)) == (None, "2099-02-01")
    piece = begun()
    wrong = desk(EDITOR).post(at(piece), form(piece, do="hand-in", goes_out_on="明天"))
    assert wrong.status_code == 422 and "年月日" in wrong.content.decode()


def test_a_chief_turns_back_and_takes_down_with_a_reason(desk: Seat) -> None:
    waiting, shown, chief = handed_in(), published(), desk(CHIEF)
    assert chief.post(at(waiting), {"do": "turn-back", "why": ""}).status_code == 422
    chief.post(at(waiting), {"do": "turn-back", "why": "日期写错了"})
    assert "日期写错了" in desk(EDITOR).get(at(waiting)).content.decode()
    chief.post(at(shown), {"do": "take-down", "why": "正在核对"})
    assert Client().get(f"/publications/{shown.slug}").status_code == 410


# --- Translations -------------------------------------------------------------------------------

IN_ENGLISH = {
    "en-title": "Power cut", "en-summary": "No power on Friday morning.",
    "en-body": "## Time\nFriday, 9:00 to 12:00.",
}  # fmt: skip


def test_a_translation_is_written_beneath_the_chinese_and_read_once_both_are_signed(
    desk: Seat,
) -> None:
    piece, editor, chief = begun(), desk(EDITOR), desk(CHIEF)
    assert editor.post(at(piece), form(piece, do="hand-in", **IN_ENGLISH)).status_code == 302
    waiting = chief.get(at(piece)).content.decode()
    assert '<article class="card piece" lang="en" dir="ltr">' in waiting and "Power cut" in waiting
    assert chief.post(at(piece), {"do": "sign-off"}).status_code == 302
    (kept,) = content_of(PieceVersion.objects.get().content).translations
    assert (kept.language, kept.title) == ("en", "Power cut")
    reader = Client(headers={"accept-language": "en"})
    assert "Power cut" in reader.get("/publications").content.decode()


def test_the_fields_of_uyghur_run_from_right_to_left(desk: Seat) -> None:
    page = desk(EDITOR).get(at(begun(TRANSLATED_NOTICE))).content.decode()
    field = page[page.index('<textarea id="ug-body"') :].partition("</textarea>")[0]
    assert 'lang="ug"' in field and 'dir="rtl"' in field and IN_UYGHUR.body in field
    assert "英文译文（写了）" in page and "维吾尔文译文（写了）" in page
    other = desk(EDITOR).get(at(begun())).content.decode()
    assert "英文译文（没有写）" in other


def test_half_a_translation_is_not_handed_in_and_everything_typed_stays(desk: Seat) -> None:
    piece = begun()
    half = {**IN_ENGLISH, "en-body": "", "ug-title": "ئۇقتۇرۇش", "ug-body": "تېكىست"}
    answer = desk(EDITOR).post(at(piece), form(piece, do="hand-in", **half))
    said = answer.content.decode()
    assert answer.status_code == 422 and not PieceVersion.objects.exists()
    assert "英文译文没有写完，还缺正文" in said and "维吾尔文译文没有写完，还缺摘要" in said
    assert '<a href="#en-body">' in said and '<details class="fold" open>' in said
    for typed in ("Power cut", "No power on Friday morning.", "ئۇقتۇرۇش", "تېكىست"):
        assert typed in said


@pytest.mark.parametrize(
    "wrong", [{"goes_out_on": "明天"}, {"en-title": "x" * 401}, {"revision": "0"}]
)
def test_a_bad_input_elsewhere_keeps_the_translation_that_was_typed(
    desk: Seat, wrong: dict[str, str]
) -> None:
    piece = begun()
    answer = desk(EDITOR).post(at(piece), form(piece, do="hand-in", **{**IN_ENGLISH, **wrong}))
    assert answer.status_code in (409, 422)
    said = answer.content.decode()
    assert "No power on Friday morning." in said and "Friday, 9:00 to 12:00." in said


def test_points_keep_their_places_in_every_language(desk: Seat) -> None:
    piece = begun(POLICY, "policy")
    points = {
        "point1-heading": "一", "point1-text": "甲", "point1-matter": "publication-retail",
        "point2-heading": "", "point2-text": "", "point3-heading": "三", "point3-text": "丙",
        "en-title": "T", "en-point3-heading": "Three", "en-point3-text": "C",
        "column": "policy-documents", "issued_on": "2026年11月20日",
    }  # fmt: skip
    desk(EDITOR).post(at(piece), form(piece, do="save", **points))
    content = content_of(Piece.objects.get().written)
    assert [each.heading for each in content.points] == ["一", "三"]
    assert [each.heading for each in content.translations[0].points] == ["", "Three"]


def test_preview_and_comparison_show_translations_in_their_own_direction(desk: Seat) -> None:
    piece, editor = published(TRANSLATED_NOTICE), desk(EDITOR)
    assert f"<h2>{IN_UYGHUR.title}</h2>" in editor.get(at(piece, "preview")).content.decode()
    typed = {
        f"{each.language}-{name}": getattr(each, name)
        for each in TRANSLATED_NOTICE.translations
        for name in ("title", "summary", "body")
    }
    chinese = {"title": NOTICE.title, "summary": NOTICE.summary, "body": NOTICE.body,
               "editor": NOTICE.editor, "matter1": ""}  # fmt: skip
    changed = {**typed, "ug-title": "كىتاب يەرمەنكىسى"}
    assert editor.post(at(piece), form(piece, do="save", **chinese, **changed)).status_code == 302
    page = editor.get(at(piece, "versions"), {"before": 1, "after": 0}).content.decode()
    assert '<li class="new" lang="ug" dir="rtl">' in page and "كىتاب يەرمەنكىسى" in page
    gone = re.findall(r'<li class="gone" lang="([^"]*)"', page)
    assert gone == ["ug"]


def test_a_chief_ticks_a_translation_that_was_left_behind(desk: Seat) -> None:
    piece, editor, chief = published(TRANSLATED_POLICY, "policy"), desk(EDITOR), desk(CHIEF)
    (english,) = TRANSLATED_POLICY.translations
    typed = {
        "column": "policy-documents", "title": POLICY.title, "summary": POLICY.summary,
        "body": "## 一、办理时间\n自受理之日起 3 个工作日内作出决定。", "editor": POLICY.editor,
        "document_number": POLICY.document_number, "issued_on": "2026年11月20日",
        "point1-heading": "时间减半", "point1-text": POLICY.points[0].text,
        "point1-matter": "publication-retail", "matter1": "publication-retail",
        "note": "改成 3 天。", "revision": piece.revision, "do": "hand-in",
        **dict(english.texts()),
    }  # fmt: skip
    assert "译文可能跟不上" not in editor.get(at(piece)).content.decode()
    assert editor.post(at(piece), typed).status_code == 302
    page = chief.get(at(piece)).content.decode()
    assert "译文可能跟不上" in page
    assert chief.post(at(piece), {"do": "sign-off"}).status_code == 422
    (key,) = re.findall(r'name="looked_at" value="([^"]*)"', page)
    assert chief.post(at(piece), {"do": "sign-off", "looked_at": key}).status_code == 302
    assert Piece.objects.get().shown.number == 2  # type: ignore[union-attr]
