"""A piece is written by one, signed off by another, shown as a version, corrected, taken down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from tests.registers.publications.writing import (
    AGENCY,
    NOTICE,
    POLICY,
    begun,
    chief,
    clerk,
    corrected,
    editor,
    handed_in,
    published,
)
from tests.world import World

from onedoor.kernel.actors import ANYONE, Actor
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import now, today, travel
from onedoor.registers.publications import refusals as no
from onedoor.registers.publications.actions import (
    begin_piece,
    hand_in,
    save_draft,
    show_what_is_due,
    sign_off,
    take_down,
    take_down_what_has_run_out,
    turn_back,
)
from onedoor.registers.publications.content import Attached, content_of
from onedoor.registers.publications.models import Piece, PieceVersion
from onedoor.registers.publications.queries import (
    comparison,
    counts,
    file_for,
    latest,
    piece_for,
    piece_shown,
    pieces_at,
    pieces_saying,
    pieces_shown,
    questions_about,
    stamp,
    versions_of,
)
from onedoor.registers.publications.scanning import Ground

ELSEWHERE = "market-aksu-city"
pytestmark = pytest.mark.usefixtures("world")


def told(piece: Piece) -> list[str]:
    return [each.name for each in entries_of(f"piece:{piece.pk}")]


def everything() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = list(Piece.objects.order_by("pk").values_list())
    return rows + list(PieceVersion.objects.order_by("pk").values_list("pk", "digest"))


def refused(refusal: type[Refusal], act: Callable[[], object]) -> None:
    """The act is refused, and nothing has moved."""
    before = everything()
    with pytest.raises(refusal):
        act()
    assert everything() == before


# --- The usual way ------------------------------------------------------------------------------


def test_what_is_signed_off_is_shown_at_once_with_its_number_and_its_record() -> None:
    piece = published()
    shown = piece_shown(piece.slug)
    assert shown.content == NOTICE and shown.version == 1 and shown.on == today()
    assert piece.index_number.endswith(f"/{today().year}-00001")
    assert told(piece) == [
        "piece.begun", "piece.handed-in", "piece.signed-off", "piece.published",
    ]  # fmt: skip


def test_the_index_number_has_the_organisation_code_and_counts_without_gaps(world: World) -> None:
    first, second = published(), published(replace(NOTICE, title="另一条"))
    elsewhere = published(agency=ELSEWHERE)
    year = today().year
    assert (first.serial, second.serial, elsewhere.serial) == (1, 2, 1)
    code = first.index_number.partition("/")[0]
    assert len(code) == 9 and first.index_number == f"{code}/{year}-00001"
    assert not elsewhere.index_number.startswith(code)


def test_nothing_is_shown_before_somebody_has_signed() -> None:
    piece = handed_in()
    assert pieces_shown() == ([], 0) and counts().all == 0
    refused(no.NoSuchPiece, lambda: piece_shown(piece.slug))


def test_what_was_handed_in_cannot_be_altered_even_in_the_database() -> None:
    version = published().shown
    assert version is not None
    for act in ("UPDATE publications_pieceversion SET note = 'x'",
                "DELETE FROM publications_pieceversion"):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)
    assert PieceVersion.objects.get().digest == version.digest


def test_a_correction_is_the_next_version_and_says_what_it_changed() -> None:
    piece = corrected(published(), "时间改到周五。", body="改到周五办。")
    shown = piece_shown(piece.slug)
    assert (shown.version, shown.note, shown.content.body) == (2, "时间改到周五。", "改到周五办。")
    assert [each.number for each in versions_of(piece.pk, seen_by=editor())] == [2, 1]
    changes = [each.change for each in comparison(piece.pk, 1, 2, seen_by=editor())]
    assert {"gone", "new"} <= set(changes)


def test_readers_see_the_former_version_until_the_correction_is_signed_off() -> None:
    piece = published()
    save_draft(piece.pk, replace(NOTICE, body="草稿"), revision=piece.revision, by=editor())
    assert piece_shown(piece.slug).content.body == NOTICE.body
    hand_in(piece.pk, by=editor(), ground=Ground(), note="改了")
    assert piece_shown(piece.slug).content.body == NOTICE.body


def test_what_is_taken_down_answers_with_the_day_and_the_reason() -> None:
    piece = published()
    take_down(piece.pk, why="数字有误，正在核对。", by=chief())
    with pytest.raises(no.TakenDown) as answer:
        piece_shown(piece.slug)
    assert answer.value.status == 410 and "数字有误，正在核对。" in answer.value.sentence
    assert NOTICE.title in answer.value.sentence and pieces_shown() == ([], 0)
    assert told(piece)[-1] == "piece.taken-down"


def test_what_was_taken_down_can_be_put_right_and_shown_again_under_its_number() -> None:
    piece = published()
    number = piece.index_number
    down = take_down(piece.pk, why="有误。", by=chief())
    again = corrected(down, "数字核对过了。", body="核对过的数字。")
    assert again.index_number == number and piece_shown(again.slug).version == 2


def test_the_stamp_changes_with_every_publication_and_every_end() -> None:
    stamps = [stamp()]
    piece = published()
    stamps.append(stamp())
    piece = corrected(piece, body="新的。")
    stamps.append(stamp())
    take_down(piece.pk, why="撤", by=chief())
    stamps.append(stamp())
    assert len(set(stamps)) == 4


def clear(piece: Piece) -> Ground:
    """Nothing has changed since the signature."""
    return Ground()


# --- The hour -----------------------------------------------------------------------------------


def test_what_is_signed_off_for_later_goes_out_at_its_hour_and_not_before() -> None:
    hour = now() + timedelta(hours=2)
    piece = handed_in(goes_out_at=hour)
    piece = sign_off(piece.pk, by=chief(), ground=Ground())
    assert piece.desk_state == "due" and show_what_is_due(clear) == 0 and counts().all == 0
    with travel(hour + timedelta(seconds=30)):
        assert show_what_is_due(clear) == 1 and show_what_is_due(clear) == 0
        assert counts().all == 1
    assert told(piece)[-1] == "piece.published"


def test_what_has_become_unfit_since_the_signature_does_not_go_out_and_says_why() -> None:
    hour = now() + timedelta(hours=2)
    piece = begun(replace(NOTICE, body="先看[办事指南](/guide/old)。"))
    there = Ground(is_ours=lambda address: True)
    hand_in(piece.pk, by=editor(), ground=there, goes_out_at=hour)
    sign_off(piece.pk, by=chief(), ground=there)
    with travel(hour + timedelta(seconds=30)):
        assert show_what_is_due(lambda piece: Ground(is_ours=lambda address: False)) == 0
    piece.refresh_from_db()
    assert (piece.state, piece.desk_state, piece.waiting) == ("none", "writing", None)
    assert counts().all == 0
    assert "/guide/old" in piece.turned_back_why and "没有发布" in piece.turned_back_why
    assert told(piece)[-1] == "piece.turned-back"
    with travel(hour + timedelta(minutes=2)):
        assert show_what_is_due(clear) == 0


def test_a_signature_can_be_taken_back_before_its_hour() -> None:
    hour = now() + timedelta(hours=2)
    piece = sign_off(handed_in(goes_out_at=hour).pk, by=chief(), ground=Ground())
    piece = turn_back(piece.pk, why="先等一等", by=chief())
    with travel(hour + timedelta(minutes=1)):
        assert show_what_is_due(clear) == 0
    assert piece.desk_state == "writing" and piece.turned_back_why == "先等一等"


def test_what_is_shown_until_a_day_is_taken_down_the_day_after() -> None:
    last = today() + timedelta(days=3)
    piece = published(shown_until=last)
    with travel(last):
        assert take_down_what_has_run_out() == 0
    with travel(last + timedelta(days=1)):
        assert take_down_what_has_run_out() == 1 and take_down_what_has_run_out() == 0
        with pytest.raises(no.TakenDown, match="已经到期"):
            piece_shown(piece.slug)


@pytest.mark.parametrize("asked", [1, None])
def test_the_end_of_what_is_shown_changes_with_the_signature_and_not_before(
    asked: int | None,
) -> None:
    """Whoever hands a correction in cannot take down, nor keep for ever, what a chief signed."""
    last = today() + timedelta(days=3)
    piece = published(shown_until=last)
    until = today() + timedelta(days=asked) if asked else None
    saved = save_draft(piece.pk, replace(NOTICE, body="改了。"), revision=piece.revision,
                       by=editor(AGENCY))  # fmt: skip
    waits = hand_in(saved.pk, by=editor(AGENCY), ground=Ground(), note="改了", shown_until=until)
    assert (waits.shown_until, waits.asked_until) == (last, until)
    assert piece_shown(piece.slug).shown_until == last
    with travel(today() + timedelta(days=2)):
        assert take_down_what_has_run_out() == 0
    turn_back(piece.pk, why="先不改", by=chief(AGENCY))
    assert piece_shown(piece.slug).shown_until == last
    hand_in(saved.pk, by=editor(AGENCY), ground=Ground(), note="改了", shown_until=until)
    signed = sign_off(piece.pk, by=chief(AGENCY), ground=Ground())
    assert (signed.shown_until, signed.asked_until) == (until, None)
    with travel(last + timedelta(days=1)):
        assert take_down_what_has_run_out() == (1 if asked else 0)


def test_an_hour_gone_by_and_an_end_before_the_beginning_are_refused() -> None:
    piece = begun()
    for more in ({"goes_out_at": now() - timedelta(minutes=1)},
                 {"shown_until": today() - timedelta(days=1)}):  # fmt: skip
        refused(
            no.WrongDays, lambda more=more: hand_in(piece.pk, by=editor(), ground=Ground(), **more)
        )


# --- Who may ------------------------------------------------------------------------------------

STRANGERS = {
    "anybody": ANYONE,
    "another post": clerk("approver"),
    "the editor of another agency": editor(ELSEWHERE),
    "the chief of another agency": chief(ELSEWHERE),
    "a person": Actor(kind="person", ref="p", posts=frozenset({f"{AGENCY}/editor"})),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_writes_hands_in_signs_takes_down_or_sees(who: str) -> None:
    by = STRANGERS[who]
    draft, waiting, shown = begun(), handed_in(), published()
    acts: list[Callable[[], object]] = [
        lambda: begin_piece("notice", "latest-notices", agency=AGENCY, by=by, content=NOTICE),
        lambda: save_draft(draft.pk, POLICY, revision=1, by=by),
        lambda: hand_in(draft.pk, by=by, ground=Ground()),
        lambda: sign_off(waiting.pk, by=by, ground=Ground()),
        lambda: turn_back(waiting.pk, why="改", by=by),
        lambda: take_down(shown.pk, why="撤", by=by),
        lambda: piece_for(draft.pk, seen_by=by),
        lambda: versions_of(waiting.pk, seen_by=by),
        lambda: comparison(waiting.pk, 0, 1, seen_by=by),
        lambda: file_for(waiting.pk, "0" * 64, seen_by=by),
    ]
    for act in acts:
        before = everything()
        with pytest.raises(Refusal) as why:
            act()
        assert why.value.status == 403 and everything() == before
    assert AGENCY not in {each.agency for each in pieces_at(seen_by=by)}


def test_an_editor_is_told_that_it_is_another_agencys() -> None:
    draft = begun()
    refused(
        no.NotYourAgency, lambda: save_draft(draft.pk, NOTICE, revision=1, by=editor(ELSEWHERE))
    )


def test_an_editor_does_not_sign_and_a_chief_does_not_write() -> None:
    piece = handed_in()
    refused(no.NotAChief, lambda: sign_off(piece.pk, by=editor(), ground=Ground()))
    refused(no.NotAnEditor, lambda: begin_piece(
        "notice", "latest-notices", agency=AGENCY, by=chief(), content=NOTICE))  # fmt: skip


def test_nobody_signs_off_what_they_handed_in_whatever_posts_they_hold() -> None:
    both = replace(editor(), posts=frozenset({f"{AGENCY}/editor", f"{AGENCY}/chief-editor"}))
    piece = begun()
    hand_in(piece.pk, by=both, ground=Ground())
    refused(no.OwnPiece, lambda: sign_off(piece.pk, by=both, ground=Ground()))
    assert sign_off(piece.pk, by=chief(), ground=Ground()).state == "shown"


# --- What it must say ---------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["title", "body", "editor"])
def test_a_piece_that_lacks_what_readers_need_is_not_handed_in(field: str) -> None:
    piece = begun(replace(NOTICE, **{field: " "}))
    with pytest.raises(no.Lacking) as why:
        hand_in(piece.pk, by=editor(), ground=Ground())
    assert why.value.where == field


def test_a_policy_says_when_it_was_issued() -> None:
    piece = begun(replace(POLICY, issued_on=""), "policy")
    refused(no.Lacking, lambda: hand_in(piece.pk, by=editor(), ground=Ground()))


def test_a_matter_that_does_not_exist_is_refused() -> None:
    refused(no.NoSuchMatter, lambda: begun(replace(POLICY, matters=("no-such",)), "policy"))


def test_a_kind_stands_only_where_its_column_takes_it() -> None:
    refused(no.WrongKind, lambda: begin_piece(
        "notice", "common-questions", agency=AGENCY, by=editor(), content=NOTICE))  # fmt: skip


def test_a_picture_without_words_is_not_handed_in() -> None:
    picture = Attached(digest="0" * 64, name="图.png", media_type="image/png", size=1)
    piece = begun(replace(NOTICE, files=(picture,)))
    refused(no.Lacking, lambda: hand_in(piece.pk, by=editor(), ground=Ground()))


def test_what_the_scan_stops_is_not_handed_in_and_every_fault_is_named() -> None:
    piece = begun(replace(NOTICE, body="政策文件、ag凯发k8国际的公告。<b>"))
    with pytest.raises(no.NotFitToShow) as why:
        hand_in(piece.pk, by=editor(), ground=Ground())
    assert {each.kind for each in why.value.findings} == {"spam", "markup"}
    assert why.value.where == "body" and not PieceVersion.objects.exists()


def test_what_became_dead_meanwhile_is_not_signed_off() -> None:
    piece = handed_in(replace(NOTICE, body="看[这里](/services)。"))
    gone = Ground(is_ours=lambda address: False)
    refused(no.NotFitToShow, lambda: sign_off(piece.pk, by=chief(), ground=gone))


def test_what_wants_a_look_is_signed_off_only_by_who_has_looked_at_each() -> None:
    piece = handed_in(replace(NOTICE, body="联系 13800000001，下载xyzbet客户端。"))
    with pytest.raises(no.NotLookedAt) as why:
        sign_off(piece.pk, by=chief(), ground=Ground())
    keys = [each.key for each in why.value.findings]
    assert len(keys) == 2
    refused(no.NotLookedAt, lambda: sign_off(
        piece.pk, by=chief(), ground=Ground(), looked_at=keys[:1]))  # fmt: skip
    assert sign_off(piece.pk, by=chief(), ground=Ground(), looked_at=keys).state == "shown"
    (entry,) = [each for each in entries_of(f"piece:{piece.pk}") if each.name == "piece.signed-off"]
    assert entry.body["looked_at"] == 2


def test_a_correction_without_a_word_of_what_it_corrects_is_refused() -> None:
    piece = published()
    save_draft(piece.pk, replace(NOTICE, body="新"), revision=piece.revision, by=editor())
    refused(no.Lacking, lambda: hand_in(piece.pk, by=editor(), ground=Ground()))


def test_what_says_the_same_is_no_correction() -> None:
    piece = published()
    saved = save_draft(piece.pk, content_of(piece.written), revision=piece.revision, by=editor())
    refused(no.NothingChanged, lambda: hand_in(saved.pk, by=editor(), ground=Ground(), note="改"))


def test_whoever_saves_over_a_colleague_is_told_first() -> None:
    piece = begun()
    colleague = replace(editor(), ref="clerk:colleague", name="同事甲")
    save_draft(piece.pk, replace(NOTICE, title="同事的"), revision=1, by=colleague)
    with pytest.raises(no.ChangedMeanwhile, match="同事甲"):
        save_draft(piece.pk, replace(NOTICE, title="我的"), revision=1, by=editor())
    assert Piece.objects.get(pk=piece.pk).written["title"] == "同事的"


def test_what_waits_is_not_written_over() -> None:
    piece = handed_in()
    refused(no.NotNow, lambda: save_draft(
        piece.pk, POLICY, revision=piece.revision, by=editor()))  # fmt: skip
    refused(no.NotNow, lambda: hand_in(piece.pk, by=editor(), ground=Ground()))


def test_turning_back_and_taking_down_say_why() -> None:
    waiting, shown = handed_in(), published()
    refused(no.Lacking, lambda: turn_back(waiting.pk, why=" ", by=chief()))
    refused(no.Lacking, lambda: take_down(shown.pk, why=" ", by=chief()))


# --- Lists --------------------------------------------------------------------------------------


def test_lists_are_narrowed_and_paged_and_count_what_is_shown() -> None:
    notice, policy = published(), published(POLICY, "policy")
    elsewhere = published(replace(NOTICE, title="别处的"), agency=ELSEWHERE)
    assert [each.slug for each in pieces_shown()[0]] == [
        elsewhere.slug, policy.slug, notice.slug,
    ]  # fmt: skip
    assert [each.slug for each in pieces_shown(kind="policy")[0]] == [policy.slug]
    assert [each.slug for each in pieces_shown(agency=ELSEWHERE)[0]] == [elsewhere.slug]
    assert [each.slug for each in pieces_shown(column="latest-notices", size=1, page=2)[0]] == [
        notice.slug
    ]
    told = counts()
    assert told.columns == {"latest-notices": 2, "policy-documents": 1} and told.all == 3
    assert [each.kind for each in latest(["policy"], most=3)] == ["policy"]


def test_questions_about_the_same_matter_stand_beside_a_policy() -> None:
    policy = published(POLICY, "policy")
    question = published(
        replace(NOTICE, title="要办吗？", matters=("publication-retail",)), "question"
    )
    published(replace(NOTICE, title="别的？"), "question")
    found = questions_about(["publication-retail"], without=policy.slug)
    assert [each.slug for each in found] == [question.slug]


def test_a_piece_is_found_by_its_words() -> None:
    piece = published()
    assert [each.slug for each in pieces_saying("展销会 报名")] == [piece.slug]
    assert pieces_saying("没有这样的") == pieces_saying("展") == []


def test_it_is_found_in_traditional_signs_too_whichever_the_piece_is_written_in() -> None:
    piece, old = published(), published(replace(NOTICE, body="借书证上写着“圖書館”。"))
    assert [each.slug for each in pieces_saying("圖書展銷會 報名")] == [old.slug, piece.slug]
    assert [each.slug for each in pieces_saying("圖書館")] == [old.slug]
