"""A translation is part of the version: checked, signed, corrected and shown with the Chinese."""

from dataclasses import replace

import pytest
from tests.registers.publications.writing import (
    IN_ENGLISH,
    IN_UYGHUR,
    NOTICE,
    POLICY,
    TRANSLATED_NOTICE,
    TRANSLATED_POLICY,
    begun,
    chief,
    editor,
    handed_in,
    published,
)

from onedoor.kernel.codes import iso7064_mod11_2
from onedoor.registers.publications import refusals as no
from onedoor.registers.publications.actions import hand_in, save_draft, sign_off, take_down
from onedoor.registers.publications.comparing import compared
from onedoor.registers.publications.content import (
    Content,
    Point,
    Translation,
    content_of,
    plain_text,
)
from onedoor.registers.publications.listed import wording
from onedoor.registers.publications.models import Piece, PieceVersion
from onedoor.registers.publications.queries import (
    answered_about,
    comparison,
    piece_shown,
    pieces_saying,
    pieces_shown,
)
from onedoor.registers.publications.rules import why_not_keep
from onedoor.registers.publications.scanning import Finding, Ground, scan, stops
from onedoor.registers.publications.words import finding_word

FIRST = "65299919900101002"


def with_english(chinese: Content = NOTICE, **changes: object) -> Content:
    return replace(chinese, translations=(replace(IN_ENGLISH, **changes),))


def seen(content: Content, before: Content | None = None) -> list[Finding]:
    ground = Ground(is_ours=lambda address: address == "/services")
    return scan(content, wording(), ground, before=before)


def told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(each.kind, each.weight, each.where) for each in findings]


# --- What is kept -------------------------------------------------------------------------------


def test_a_piece_without_translations_is_kept_as_it_was_before_there_were_any() -> None:
    """So an old version and a new one that says the same still have the same digest."""
    assert "translations" not in NOTICE.as_json()
    assert content_of(NOTICE.as_json()) == NOTICE


def test_a_translation_is_read_back_as_it_was_written() -> None:
    for content in (TRANSLATED_NOTICE, TRANSLATED_POLICY):
        assert content_of(content.as_json()) == content


def test_it_is_found_by_its_words_too() -> None:
    said = plain_text(TRANSLATED_POLICY)
    assert "Half the time" in said and "以前 10 天，现在 5 天。" in said


def test_a_comparison_tells_what_changed_in_which_language() -> None:
    after = replace(
        TRANSLATED_NOTICE, translations=(replace(IN_ENGLISH, title="Book fair"), IN_UYGHUR)
    )
    changed = [each for each in compared(TRANSLATED_NOTICE, after) if each.change != "same"]
    assert {each.language for each in changed} == {"en"}
    assert [each.text for each in changed] == [IN_ENGLISH.title, "Book fair"]
    begun_now = [each for each in compared(NOTICE, TRANSLATED_NOTICE) if each.change != "same"]
    assert {each.change for each in begun_now} == {"new"}
    assert {each.language for each in begun_now} == {"en", "ug"}


def test_a_translation_is_not_endless_either() -> None:
    refusal = why_not_keep(with_english(title="x" * 401), matters=())
    assert refusal is not None and refusal.where == "en-title"
    assert why_not_keep(TRANSLATED_NOTICE, matters=()) is None


# --- The scan -----------------------------------------------------------------------------------


def test_a_whole_translation_raises_no_alarm() -> None:
    assert told(seen(TRANSLATED_NOTICE)) == []
    assert told(seen(TRANSLATED_POLICY)) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("See <b>this</b>.", "markup"),
        ('See <p style="display:none">this</p>.', "styled-away"),
        ("See th\u200bis.", "unseen"),
        ("See \u202ethis.", "unseen"),
        ("See [this](/no/such/page).", "dead"),
        ("See [this](javascript:alert(1)).", "strange-link"),
        ("See [www.gov.cn](https://gov-cn.top/).", "lying-link"),
        ("See [](https://www.gov.cn/).", "empty-link"),
        (f"Number {FIRST}{iso7064_mod11_2(FIRST)}.", "citizen"),
        ("Pay to 6222021234567890128.", "bank-card"),
        ("Play 百家乐 here.", "spam"),
        ("Play at our online casino.", "spam"),
        ("He is of the 维族.", "banned"),
    ],
)
def test_what_stops_a_chinese_text_stops_a_translation(body: str, kind: str) -> None:
    for language in ("en", "ug"):
        whole = replace(TRANSLATED_NOTICE, translations=tuple(
            replace(each, body=f"{each.body}\n{body}") if each.language == language else each
            for each in TRANSLATED_NOTICE.translations
        ))  # fmt: skip
        assert (kind, "stops", f"{language}-body") in told(seen(whole))


def test_mobile_numbers_and_links_elsewhere_want_a_look_in_every_language() -> None:
    body = f"{IN_ENGLISH.body}\nCall 13800000001 or see [a shop](https://shop.example.com/)."
    found = told(seen(with_english(body=body)))
    assert ("mobile", "look", "en-body") in found and ("abroad", "look", "en-body") in found


def test_foreign_words_are_strange_in_chinese_alone() -> None:
    body = f"{IN_ENGLISH.body}\nThe《出版管理条例》applies; ask the 阿克苏市新闻出版局office."
    assert told(seen(with_english(body=body))) == []
    mixed = f"{IN_UYGHUR.body}\nbet365نى چۈشۈرۈڭ، PDFنى تاپشۇرۇڭ."
    assert told(seen(replace(NOTICE, translations=(replace(IN_UYGHUR, body=mixed),)))) == []
    assert ("foreign", "look", "body") in told(seen(replace(NOTICE, body="下载bet365客户端")))


def test_long_lines_are_a_hint_in_chinese_alone() -> None:
    assert told(seen(with_english(body="All work and no play. " * 60))) == []


def test_a_whole_chinese_sentence_left_in_it_is_a_hint_and_a_name_is_none() -> None:
    left = with_english(body=f"{IN_ENGLISH.body}\n展销会在文化广场办，报名不收费。")
    assert told(seen(left)) == [("chinese-left", "hint", "en-body")]


def test_what_is_in_another_language_than_it_says_wants_a_look() -> None:
    swapped = replace(IN_ENGLISH, language="ug")
    found = told(seen(replace(NOTICE, translations=(swapped,))))
    assert found == [("other-language", "look", "ug-body")]


# --- Begun means whole --------------------------------------------------------------------------


@pytest.mark.parametrize("lacking", ["title", "summary", "body"])
def test_a_translation_that_lacks_a_part_of_the_chinese_stops(lacking: str) -> None:
    (found,) = stops(seen(with_english(**{lacking: " "})))
    assert (found.kind, found.where) == ("half-translated", f"en-{lacking}")


def test_fewer_points_than_the_chinese_has_stop_and_so_do_more() -> None:
    (english,) = TRANSLATED_POLICY.translations
    fewer = replace(POLICY, translations=(replace(english, points=()),))
    assert [each.where for each in stops(seen(fewer))] == ["en-point1-heading", "en-point1-text"]
    more = replace(english, points=(*english.points, Point(heading="More", text="Than there is")))
    found = stops(seen(replace(POLICY, translations=(more,))))
    assert {each.kind for each in found} == {"no-original"}


def test_what_says_more_than_the_chinese_stops() -> None:
    (found,) = stops(seen(with_english(replace(NOTICE, summary=""))))
    assert (found.kind, found.where) == ("no-original", "en-summary")


def test_whoever_writes_is_told_in_words_what_is_missing_where() -> None:
    (half,) = stops(seen(with_english(body="")))
    assert finding_word(half).startswith("英文译文没有写完，还缺正文：展销会")
    (english,) = TRANSLATED_POLICY.translations
    fewer = replace(POLICY, translations=(replace(english, language="ug", points=()),))
    assert "维吾尔文译文没有写完，还缺第 1 点的小标题" in finding_word(stops(seen(fewer))[0])


# --- Left behind --------------------------------------------------------------------------------


def test_a_translation_that_did_not_move_with_the_chinese_wants_a_look() -> None:
    after = replace(TRANSLATED_NOTICE, body=NOTICE.body.replace("文化广场", "体育馆"))
    found = seen(after, before=TRANSLATED_NOTICE)
    assert told(found) == [
        ("left-behind", "look", "en-body"), ("left-behind", "look", "ug-body"),
    ]  # fmt: skip
    assert "译文可能跟不上" in finding_word(found[0]) and "体育馆" in found[0].quote


def test_what_moved_with_it_or_is_new_or_did_not_need_to_is_let_through() -> None:
    after = replace(NOTICE, body=NOTICE.body.replace("文化广场", "体育馆"))
    moved = IN_ENGLISH.body.replace("Culture Square", "sports hall")
    assert told(seen(with_english(after, body=moved), before=with_english())) == []
    assert told(seen(with_english(after), before=NOTICE)) == []
    assert told(seen(with_english(replace(NOTICE, editor="马娟")), before=with_english())) == []
    assert told(seen(with_english(), before=with_english(title="Book fair"))) == []


def test_only_the_part_that_changed_is_told() -> None:
    (english,) = TRANSLATED_POLICY.translations
    point = replace(POLICY.points[0], text="以前 10 天，现在 3 天。")
    after = replace(TRANSLATED_POLICY, points=(point,))
    assert told(seen(after, before=TRANSLATED_POLICY)) == [
        ("left-behind", "look", "en-point1-text")
    ]
    said = replace(english, points=(Point(heading="Half the time", text="Now 3 days, not 10."),))
    followed = replace(after, translations=(said,))
    assert told(seen(followed, before=TRANSLATED_POLICY)) == []


# --- With the Chinese, by the same two people ---------------------------------------------------

world = pytest.mark.usefixtures("world")


@world
def test_it_goes_out_with_the_version_it_is_part_of_and_not_before() -> None:
    piece = published()
    shown = piece_shown(piece.slug)
    save_draft(piece.pk, TRANSLATED_NOTICE, revision=piece.revision, by=editor())
    hand_in(piece.pk, by=editor(), ground=Ground(), note="加了译文。")
    assert piece_shown(piece.slug) == shown and pieces_saying("book fair") == []
    sign_off(piece.pk, by=chief(), ground=Ground())
    now = piece_shown(piece.slug)
    assert now.version == 2 and now.content == TRANSLATED_NOTICE
    assert now.titles == {"zh": NOTICE.title, "en": IN_ENGLISH.title, "ug": IN_UYGHUR.title}
    assert [each["kind"] for each in now.translated["en"]] == ["paragraph", "list"]
    assert PieceVersion.objects.get(number=1).translated == {}


@world
def test_half_a_translation_is_not_handed_in_and_nothing_moves() -> None:
    piece = begun(with_english(body=""))
    before = list(Piece.objects.values())
    with pytest.raises(no.NotFitToShow) as answer:
        hand_in(piece.pk, by=editor(), ground=Ground())
    assert answer.value.where == "en-body" and "还缺正文" in answer.value.sentence
    assert list(Piece.objects.values()) == before and not PieceVersion.objects.exists()


@world
def test_whoever_signs_has_looked_at_a_translation_that_was_left_behind() -> None:
    piece = published(TRANSLATED_NOTICE)
    after = replace(TRANSLATED_NOTICE, body=NOTICE.body.replace("文化广场", "体育馆"))
    save_draft(piece.pk, after, revision=piece.revision, by=editor())
    hand_in(piece.pk, by=editor(), ground=Ground(), note="换了地方。")
    with pytest.raises(no.NotLookedAt) as answer:
        sign_off(piece.pk, by=chief(), ground=Ground())
    assert piece_shown(piece.slug).version == 1
    keys = [each.key for each in answer.value.findings]
    sign_off(piece.pk, by=chief(), ground=Ground(), looked_at=keys)
    assert piece_shown(piece.slug).version == 2


@world
def test_a_changed_translation_is_a_change_and_the_same_one_is_none() -> None:
    piece = published(TRANSLATED_NOTICE)
    save_draft(piece.pk, TRANSLATED_NOTICE, revision=piece.revision, by=editor())
    with pytest.raises(no.NothingChanged):
        hand_in(piece.pk, by=editor(), ground=Ground(), note="没有改。")
    changed = replace(
        TRANSLATED_NOTICE, translations=(replace(IN_ENGLISH, title="Book fair"), IN_UYGHUR)
    )
    save_draft(piece.pk, changed, revision=piece.revision + 1, by=editor())
    hand_in(piece.pk, by=editor(), ground=Ground(), note="英文标题。")
    lines = comparison(piece.pk, 1, PieceVersion.objects.latest("number").number, seen_by=editor())
    assert [each.text for each in lines if each.change == "new"] == ["Book fair"]


@world
def test_lists_know_the_translated_title_without_opening_a_version(
    django_assert_num_queries: object,
) -> None:
    published(TRANSLATED_NOTICE)
    for number in range(3):
        published(replace(NOTICE, title=f"第{number}号"))
    with django_assert_num_queries(2) as asked:  # type: ignore[operator]
        rows, total = pieces_shown()
    assert total == 4 and not any("pieceversion" in each["sql"] for each in asked.captured_queries)
    (row,) = [each for each in rows if each.translated]
    assert row.translated["en"] == {"title": IN_ENGLISH.title, "summary": IN_ENGLISH.summary}


@world
@pytest.mark.parametrize("query", ["book fair", "BOOK Square", "يەرمەنكىسىگە", "展销会"])
def test_a_piece_is_found_by_words_of_its_translations(query: str) -> None:
    piece = published(TRANSLATED_NOTICE)
    published(replace(NOTICE, title="另一条", summary="别的。", body="别的事。"))
    assert [each.slug for each in pieces_saying(query)] == [piece.slug]


@world
def test_a_translation_that_was_taken_out_is_gone_from_lists_and_search() -> None:
    piece = published(TRANSLATED_NOTICE)
    save_draft(piece.pk, NOTICE, revision=piece.revision, by=editor())
    hand_in(piece.pk, by=editor(), ground=Ground(), note="先撤掉译文。")
    sign_off(piece.pk, by=chief(), ground=Ground())
    assert pieces_saying("book fair") == [] and pieces_shown()[0][0].translated == {}


@world
def test_what_is_taken_down_is_taken_down_in_every_language() -> None:
    piece = published(TRANSLATED_NOTICE)
    take_down(piece.pk, why="有误。", by=chief())
    assert pieces_saying("book fair") == []
    with pytest.raises(no.TakenDown):
        piece_shown(piece.slug)


@world
def test_a_translated_question_answers_in_its_own_language() -> None:
    asked = replace(
        NOTICE, title="要办吗？", matters=("publication-retail",),
        translations=(replace(IN_ENGLISH, title="Is a permit needed?"),),
    )  # fmt: skip
    piece = published(asked, "question")
    questions = [question for slug, question, _about in answered_about(["publication-retail"])
                 if slug == piece.slug]  # fmt: skip
    assert questions == ["要办吗？", "Is a permit needed?"]


@world
def test_only_the_editors_of_its_agency_write_a_translation() -> None:
    piece = handed_in(TRANSLATED_NOTICE)
    elsewhere = editor("market-aksu-city")
    with pytest.raises(no.NotYourAgency):
        save_draft(piece.pk, NOTICE, revision=piece.revision, by=elsewhere)
    assert content_of(Piece.objects.get().written) == TRANSLATED_NOTICE


def test_an_empty_translation_is_not_begun() -> None:
    assert not Translation(language="en", points=(Point(),)).is_begun
    assert Translation(language="ug", title="ئۇقتۇرۇش").is_begun
