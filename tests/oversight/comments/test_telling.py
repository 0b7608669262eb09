"""Verdicts tell of nobody; a comment is by somebody who did it, and is read before it is seen."""

from datetime import timedelta

import pytest
from tests.world import BOOKSHOP

from onedoor.kernel.actors import ANYONE, Actor, Scope
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import now, travel
from onedoor.oversight.comments import actions, told
from onedoor.oversight.comments import refusals as no
from onedoor.oversight.comments.models import Comment, Report, ShownComment, Verdict
from onedoor.oversight.comments.queries import (
    comments_of,
    comments_shown,
    comments_waiting,
    guide_told,
    guides_told,
)
from onedoor.registers.catalogue.queries import current_version

PRESS = "press-aksu-city"
TOLD = "先把租房合同拍清楚，第三天就有信儿。"


@pytest.fixture
def firm(world) -> Actor:
    """A party whose matter of the bookshop has ended."""
    case = world.a_decided_case(begin=(now() - timedelta(days=20)).date())
    world.drain()
    assert world.again(case).closed_on
    return world.applicant(case)


@pytest.fixture
def editor(world) -> Actor:
    return world.a_clerk(PRESS, "editor")


# --- Verdicts -----------------------------------------------------------------------------------


def test_a_verdict_keeps_and_records_nobody(world) -> None:
    citizen = world.cast("xiayi")
    verdict = actions.give_verdict(
        BOOKSHOP, useful=False, section="materials", reason="unclear", text="要原件吗？", by=citizen
    )
    kept = {field.name for field in Verdict._meta.get_fields()}
    assert kept == {"id", "service", "version", "section", "useful", "reason", "text", "given_at"}
    (entry,) = entries_of(f"verdict:{verdict.pk}")
    assert entry.name == "verdict.given" and entry.by_ref == ANYONE.ref
    assert citizen.party not in str(entry.body) and "原件" not in str(entry.body)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"useful": None}, no.UsefulOrNot),
        ({"useful": False}, no.SayWhy),
        ({"useful": False, "reason": "because"}, no.SayWhy),
        ({"useful": False, "reason": "wrong", "text": "打 13812345678"}, no.TellsWho),
        ({"useful": False, "reason": "wrong", "text": "长" * 301}, no.TooMuchTold),
        ({"useful": True, "given_today": told.limit("verdicts_in_a_day")}, no.EnoughVerdicts),
    ],
)
def test_a_verdict_that_is_refused_leaves_nothing(world, given, refusal) -> None:
    with pytest.raises(refusal):
        actions.give_verdict(BOOKSHOP, by=ANYONE, **given)
    assert not Verdict.objects.exists()


def test_no_clerk_judges_a_guide(world, editor) -> None:
    with pytest.raises(NotAllowed):
        actions.give_verdict(BOOKSHOP, useful=True, by=editor)


def test_editors_see_verdicts_by_section_and_since_the_edition_in_force(world, editor) -> None:
    bad = {"useful": False, "section": "materials", "reason": "unclear", "by": ANYONE}
    actions.give_verdict(BOOKSHOP, **bad)
    before = current_version(BOOKSHOP).pk
    world.a_changed_version("sheet", lambda sheet: None)
    try:
        actions.give_verdict(BOOKSHOP, **bad, text="要不要原件？")
        actions.give_verdict(BOOKSHOP, useful=True, by=ANYONE)
        heard = guide_told(BOOKSHOP, seen_by=editor).sections["materials"]
        assert (heard.useful, heard.not_useful, heard.before) == (0, 1, 1)
        assert heard.reasons == {"unclear": 1} and heard.words[0][2] == "要不要原件？"
        (row,) = guides_told(seen_by=editor)
        assert (row.useful, row.not_useful, row.before, row.waiting) == (1, 1, 1, 0)
    finally:
        world.put_back({BOOKSHOP: before})


# --- Comments -----------------------------------------------------------------------------------


def test_only_who_has_done_it_tells_how(world, firm) -> None:
    with pytest.raises(no.NotDoneYet):
        actions.write_comment(BOOKSHOP, TOLD, by=world.cast("xiayi"))
    with pytest.raises(no.OnlyForOneself):
        actions.write_comment(BOOKSHOP, TOLD, by=ANYONE)
    helper = Actor(
        kind="person", ref="helper", party=firm.party, person="someone",
        scope=Scope(mandate="representative:x"),
    )  # fmt: skip
    with pytest.raises(no.OnlyForOneself):
        actions.write_comment(BOOKSHOP, TOLD, by=helper)
    with travel(now() + timedelta(days=800)), pytest.raises(no.NotDoneYet):
        actions.write_comment(BOOKSHOP, TOLD, by=firm)
    assert not Comment.objects.exists()
    assert actions.write_comment(BOOKSHOP, TOLD, by=firm).state == "waiting"
    with pytest.raises(no.ToldAlready):
        actions.write_comment(BOOKSHOP, "再说一条", by=firm)


@pytest.mark.parametrize("text", ["打 13812345678 找我", "身份证 11010519491231002X", "  "])
def test_what_tells_who_somebody_is_or_nothing_is_not_taken_in(world, firm, text) -> None:
    with pytest.raises(no.NothingTold if not text.strip() else no.TellsWho):
        actions.write_comment(BOOKSHOP, text, by=firm)
    assert not Comment.objects.exists()


def test_nobody_sees_it_before_an_editor_of_the_agency_lets_it_be_seen(world, firm, editor) -> None:
    comment = actions.write_comment(BOOKSHOP, TOLD, by=firm)
    assert comments_shown(BOOKSHOP) == []
    for post in ("window", "reviewer", "approver", "chief-editor"):
        clerk = world.a_clerk(PRESS, post)
        with pytest.raises(no.NotYoursToModerate):
            guide_told(BOOKSHOP, seen_by=clerk)
        with pytest.raises(no.NotYoursToModerate):
            actions.show_comment(str(comment.pk), by=clerk)
    elsewhere = world.a_clerk("press-kuqa", "editor")
    assert guide_told(BOOKSHOP, seen_by=elsewhere).comments == []
    with pytest.raises(no.NotYoursToModerate):
        actions.show_comment(str(comment.pk), by=elsewhere)
    assert comments_shown(BOOKSHOP) == [] and comments_waiting(seen_by=editor) == 1
    actions.show_comment(str(comment.pk), by=editor)
    (shown,) = comments_shown(BOOKSHOP)
    assert (shown.text, shown.name) == (TOLD, "")
    assert comments_waiting(seen_by=editor) == 0


def test_an_editor_learns_no_name_and_leaves_a_row(world, firm, editor) -> None:
    comment = actions.write_comment(BOOKSHOP, TOLD, by=firm)
    (seen,) = guide_told(BOOKSHOP, seen_by=editor).comments
    assert seen.name == "" and not hasattr(seen, "party")
    look = world.looks(firm.party)[0]
    assert (look.by_ref, look.subject, look.why) == (editor.ref, comment.subject, "审看办事经验")
    assert all(firm.party not in str(entry.body) for entry in entries_of(comment.subject))


def test_who_wishes_is_named(world, firm, editor) -> None:
    from onedoor.registers.people.queries import party_for

    comment = actions.write_comment(BOOKSHOP, TOLD, signed=True, by=firm)
    shown = actions.show_comment(str(comment.pk), by=editor)
    assert shown.name == party_for(firm.party, seen_by=firm).name != ""


def test_a_refusal_says_why_and_moves_nothing_twice(world, firm, editor) -> None:
    comment = actions.write_comment(BOOKSHOP, TOLD, by=firm)
    with pytest.raises(no.SayWhy):
        actions.refuse_comment(str(comment.pk), reason="dull", by=editor)
    actions.refuse_comment(str(comment.pk), reason="elsewhere", note="说的是执照", by=editor)
    (own,) = comments_of(seen_by=firm)
    assert (own.state, own.reason, own.note) == ("refused", "elsewhere", "说的是执照")
    with pytest.raises(no.NotWaiting):
        actions.show_comment(str(comment.pk), by=editor)
    assert comments_shown(BOOKSHOP) == []
    assert actions.write_comment(BOOKSHOP, "改过了", by=firm).state == "waiting"


def test_the_writer_takes_it_back_and_its_words_are_gone(world, firm, editor) -> None:
    comment = actions.write_comment(BOOKSHOP, TOLD, by=firm)
    actions.show_comment(str(comment.pk), by=editor)
    with pytest.raises(no.NoSuchComment):
        actions.withdraw_comment(str(comment.pk), by=world.cast("xiayi"))
    actions.withdraw_comment(str(comment.pk), by=firm)
    assert comments_shown(BOOKSHOP) == [] and Comment.objects.get().text == ""
    names = [entry.name for entry in entries_of(comment.subject)]
    assert names == ["comment.written", "comment.shown", "comment.withdrawn"]


def test_a_report_brings_the_editor_who_keeps_it_or_takes_it_down(world, firm, editor) -> None:
    comment = actions.write_comment(BOOKSHOP, TOLD, by=firm)
    shown = actions.show_comment(str(comment.pk), by=editor)
    with pytest.raises(no.SayWhy):
        actions.report_comment(shown.pk, reason="", by=ANYONE)
    with pytest.raises(no.NotShown):
        actions.keep_comment(str(comment.pk), by=editor)
    actions.report_comment(shown.pk, reason="old", by=ANYONE)
    assert comments_waiting(seen_by=editor) == 1 and comments_shown(BOOKSHOP)
    assert guide_told(BOOKSHOP, seen_by=editor).comments[0].reports == {"old": 1}
    actions.keep_comment(str(comment.pk), by=editor)
    assert comments_waiting(seen_by=editor) == 0 and comments_shown(BOOKSHOP)
    actions.report_comment(shown.pk, reason="old", by=ANYONE)
    actions.take_down_comment(str(comment.pk), reason="wrong", by=editor)
    assert comments_shown(BOOKSHOP) == [] and not Report.objects.exists()


def test_nothing_is_kept_longer_than_its_time(world, firm, editor) -> None:
    comment = actions.write_comment(BOOKSHOP, TOLD, by=firm)
    actions.show_comment(str(comment.pk), by=editor)
    actions.give_verdict(BOOKSHOP, useful=False, reason="old", text="过时", by=ANYONE)
    assert actions.forget_comments() == 0
    with travel(now() + timedelta(days=told.limit("kept_words") + 1)):
        actions.forget_comments()
        assert Verdict.objects.get().text == "" and comments_shown(BOOKSHOP)
    with travel(now() + timedelta(days=told.limit("kept_verdicts") + 1)):
        assert actions.forget_comments() == 2
    assert not Verdict.objects.exists() and not Comment.objects.exists()


def test_comments_go_with_whoever_leaves(world, firm, editor) -> None:
    comment = actions.write_comment(BOOKSHOP, TOLD, by=firm)
    actions.show_comment(str(comment.pk), by=editor)
    actions.remove_comments_of(firm.party)
    assert not Comment.objects.exists() and not ShownComment.objects.exists()
