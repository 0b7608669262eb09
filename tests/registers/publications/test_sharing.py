"""Publications are of a site; who edits for one touches nothing of another; sharing is a rule."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from tests.registers.publications.writing import (
    NOTICE,
    POLICY,
    begun,
    chief,
    editor,
    handed_in,
    published,
)
from tests.registers.sites.making import made, made_all
from tests.world import World

from onedoor.kernel import relay
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import Refusal
from onedoor.registers.publications import refusals as no
from onedoor.registers.publications.actions import (
    begin_piece,
    hand_in,
    hide_piece,
    save_draft,
    share_piece,
    show_piece_again,
    sign_off,
    take_down,
    turn_back,
)
from onedoor.registers.publications.content import content_of
from onedoor.registers.publications.models import Hiding, Piece
from onedoor.registers.publications.queries import (
    counts,
    latest,
    piece_for,
    piece_shown,
    pieces_received,
    pieces_saying,
    pieces_shown,
    stamp,
)
from onedoor.registers.publications.scanning import Ground
from onedoor.registers.sites.actions import change_site
from onedoor.registers.sites.refusals import NoSuchSite, NotYourSite

OF_KUQA, OF_WENSU, OF_AKSU = "people-government-kuqa", "people-government-wensu", "government-aksu"
OF_THE_CITY = "press-aksu-city"
ALL = ("aksu", "aksu-city", "kuqa", "wensu")


@pytest.fixture(autouse=True)
def sites(world: World) -> None:
    made_all(world)


def told(piece: Piece) -> list[str]:
    return [each.name for each in entries_of(f"piece:{piece.pk}")]


def seen_at(piece: Piece) -> list[str]:
    """The sites that list the piece; each opens it, and those that do not list it do not."""
    listed = [each for each in ALL if piece.slug in {row.slug for row in pieces_shown(at=each)[0]}]
    for each in ALL:
        if each in listed:
            assert piece_shown(piece.slug, at=each).slug == piece.slug
        else:
            with pytest.raises(no.ShownElsewhere):
                piece_shown(piece.slug, at=each)
    return listed


def test_a_piece_is_of_the_site_of_its_agency_and_shown_there_alone() -> None:
    assert published(agency=OF_KUQA).site == "kuqa"
    assert seen_at(published(agency=OF_WENSU)) == ["wensu"]
    assert seen_at(published(agency=OF_THE_CITY)) == ["aksu-city"]
    assert seen_at(published(agency=OF_AKSU)) == ["aksu"]


ACTS: list[tuple[str, Callable[[Piece], object]]] = [
    ("save", lambda piece: save_draft(
        piece.pk, replace(NOTICE, title="改了"), revision=1, by=editor(OF_KUQA))),
    ("hand in", lambda piece: hand_in(piece.pk, by=editor(OF_KUQA), ground=Ground())),
    ("turn back", lambda piece: turn_back(piece.pk, why="不好", by=chief(OF_KUQA))),
    ("sign off", lambda piece: sign_off(piece.pk, by=chief(OF_KUQA), ground=Ground())),
    ("take down", lambda piece: take_down(piece.pk, why="不要", by=chief(OF_KUQA))),
    ("share", lambda piece: share_piece(piece.pk, below=True, by=chief(OF_KUQA))),
]  # fmt: skip


@pytest.mark.parametrize("act", [act for _name, act in ACTS], ids=[name for name, _act in ACTS])
@pytest.mark.parametrize("stage", [begun, handed_in, published])
def test_who_edits_for_one_site_is_refused_everything_of_another(
    act: Callable[[Piece], object], stage: Callable[..., Piece]
) -> None:
    theirs = stage(agency=OF_WENSU)
    before = Piece.objects.values().get(pk=theirs.pk), told(theirs)
    with pytest.raises(no.NotYourSitesPiece) as refused:
        act(theirs)
    assert "温宿县" in refused.value.sentence and "什么都没有改" in refused.value.sentence
    assert (Piece.objects.values().get(pk=theirs.pk), told(theirs)) == before


def test_nor_is_anything_of_it_seen_or_begun_there() -> None:
    theirs = begun(agency=OF_WENSU)
    with pytest.raises(no.NotYourAgency):
        piece_for(theirs.pk, seen_by=chief(OF_KUQA))
    with pytest.raises(no.NotYourAgency):
        begin_piece("notice", "latest-notices", agency=OF_WENSU, by=editor(OF_KUQA))
    assert Piece.objects.count() == 1


def test_what_the_prefecture_shares_below_is_shown_by_every_site_within_at_once() -> None:
    piece = published(agency=OF_AKSU)
    before = stamp()
    share_piece(piece.pk, below=True, by=chief(OF_AKSU))
    assert seen_at(piece) == list(ALL)
    assert piece_shown(piece.slug, at="kuqa").site == "aksu"
    # Pages kept in memory learn of it.
    assert stamp() != before
    assert told(piece)[-1] == "piece.shared"
    share_piece(piece.pk, below=False, by=chief(OF_AKSU))
    assert seen_at(piece) == ["aksu"]


def test_a_county_shares_with_those_it_names_and_nothing_flows_up_or_beside_by_itself() -> None:
    piece = published(agency=OF_KUQA)
    share_piece(piece.pk, below=True, by=chief(OF_KUQA))
    assert seen_at(piece) == ["kuqa"]
    share_piece(piece.pk, below=False, sites=["wensu", "aksu", "kuqa"], by=chief(OF_KUQA))
    assert seen_at(piece) == ["aksu", "kuqa", "wensu"]
    with pytest.raises(NoSuchSite):
        share_piece(piece.pk, below=False, sites=["nowhere"], by=chief(OF_KUQA))
    assert seen_at(piece) == ["aksu", "kuqa", "wensu"]


def test_a_site_takes_only_the_kinds_its_rule_names_but_urgent_notices_always() -> None:
    rule = {"takes_pieces": frozenset({"policy"})}
    change_site("kuqa", rule, revision=1, by=chief(OF_KUQA))
    notice, policy = published(agency=OF_AKSU), published(POLICY, "policy", OF_AKSU)
    for each in (notice, policy):
        share_piece(each.pk, below=True, by=chief(OF_AKSU))
    assert "kuqa" not in seen_at(notice) and "wensu" in seen_at(notice)
    assert "kuqa" in seen_at(policy)
    share_piece(notice.pk, below=False, urgent=True, by=chief(OF_AKSU))
    assert seen_at(notice) == list(ALL)
    # What is urgent stands first, whatever is newer.
    newest = published(replace(NOTICE, title="更新的一条"), agency=OF_KUQA)
    assert [row.slug for row in latest(["notice"], most=5, at="kuqa")] == [notice.slug, newest.slug]


def test_what_is_shared_by_name_keeps_to_the_rule_of_who_receives_it() -> None:
    rule = {"takes_pieces": frozenset({"policy"})}
    change_site("wensu", rule, revision=1, by=chief(OF_WENSU))
    notice = published(agency=OF_KUQA)
    with pytest.raises(no.KindNotTaken) as told:
        share_piece(notice.pk, below=False, sites=["aksu", "wensu"], by=chief(OF_KUQA))
    assert "温宿县" in told.value.sentence and told.value.where == "sites"
    assert seen_at(notice) == ["kuqa"]
    # A rule that changes later counts as well, and back again.
    share_piece(notice.pk, below=False, sites=["aksu"], by=chief(OF_KUQA))
    assert seen_at(notice) == ["aksu", "kuqa"]
    change_site("aksu", rule, revision=1, by=chief(OF_AKSU))
    assert seen_at(notice) == ["kuqa"]


def test_only_a_notice_is_urgent() -> None:
    policy = published(POLICY, "policy", OF_AKSU)
    with pytest.raises(no.OnlyNoticesAreUrgent):
        share_piece(policy.pk, below=True, urgent=True, by=chief(OF_AKSU))
    with pytest.raises(IntegrityError), transaction.atomic():
        Piece.objects.filter(pk=policy.pk).update(is_urgent=True, shared_below=True)
    assert seen_at(policy) == ["aksu"]


def test_a_site_hides_what_is_shared_with_it_by_a_reason_and_changes_nothing_of_it() -> None:
    piece = published(agency=OF_AKSU)
    share_piece(piece.pk, below=True, by=chief(OF_AKSU))
    before = Piece.objects.values().get(pk=piece.pk)
    with pytest.raises(no.Lacking):
        hide_piece(piece.pk, at="kuqa", why=" ", by=editor(OF_KUQA))
    hide_piece(piece.pk, at="kuqa", why="本市另有安排", by=editor(OF_KUQA))
    assert seen_at(piece) == ["aksu", "aksu-city", "wensu"]
    assert Piece.objects.values().get(pk=piece.pk) == before
    assert told(piece)[-1] == "piece.hidden"
    with pytest.raises(no.HiddenAlready):
        hide_piece(piece.pk, at="kuqa", why="再一次", by=editor(OF_KUQA))
    (row,) = pieces_received("kuqa", seen_by=editor(OF_KUQA))
    assert row.hidden and row.hidden.why == "本市另有安排"
    show_piece_again(piece.pk, at="kuqa", by=chief(OF_KUQA))
    assert seen_at(piece) == list(ALL) and told(piece)[-1] == "piece.shown-again"
    with pytest.raises(no.NotHidden):
        show_piece_again(piece.pk, at="kuqa", by=chief(OF_KUQA))


def test_nobody_hides_for_another_site_nor_what_is_their_own_nor_what_is_urgent() -> None:
    shared, own = published(agency=OF_AKSU), published(agency=OF_KUQA)
    share_piece(shared.pk, below=False, urgent=True, by=chief(OF_AKSU))
    tries: list[tuple[type[Refusal], Piece, str, str]] = [
        (NotYourSite, shared, "kuqa", OF_WENSU), (NotYourSite, shared, "kuqa", OF_AKSU),
        (NoSuchSite, shared, "nowhere", OF_KUQA), (no.NotReceived, own, "kuqa", OF_KUQA),
        (no.NotReceived, own, "wensu", OF_WENSU), (no.UrgentStays, shared, "kuqa", OF_KUQA),
    ]  # fmt: skip
    for refusal, piece, at, agency in tries:
        with pytest.raises(refusal):
            hide_piece(piece.pk, at=at, why="试一试", by=editor(agency))
    with pytest.raises(NotYourSite):
        pieces_received("kuqa", seen_by=editor(OF_WENSU))
    assert not Hiding.objects.exists() and seen_at(shared) == list(ALL)


def test_hiding_is_over_when_the_piece_becomes_urgent() -> None:
    piece = published(agency=OF_AKSU)
    share_piece(piece.pk, below=True, by=chief(OF_AKSU))
    hide_piece(piece.pk, at="kuqa", why="本市另有安排", by=editor(OF_KUQA))
    share_piece(piece.pk, below=True, urgent=True, by=chief(OF_AKSU))
    assert "kuqa" in seen_at(piece)


def test_taken_down_is_taken_down_everywhere_at_once() -> None:
    piece = published(agency=OF_AKSU)
    share_piece(piece.pk, below=True, by=chief(OF_AKSU))
    take_down(piece.pk, why="写错了日子", by=chief(OF_AKSU))
    for each in ALL:
        assert not pieces_shown(at=each)[0]
        with pytest.raises(no.TakenDown):
            piece_shown(piece.slug, at=each)


def test_lists_counts_and_search_of_a_site_say_the_same() -> None:
    own, other = published(agency=OF_KUQA), published(agency=OF_WENSU)
    assert counts("kuqa").all == 1 and counts().all == 2
    assert [row.slug for row in pieces_saying("图书展销会", at="kuqa")] == [own.slug]
    assert [row.slug for row in pieces_saying("图书展销会", at="wensu")] == [other.slug]


def test_what_was_written_before_a_site_was_made_follows_it(world: World) -> None:
    piece = published(agency="people-government-shaya")
    assert piece.site == "aksu"
    made(world, "shaya")
    relay.drain()
    piece.refresh_from_db()
    assert piece.site == "shaya" and seen_at(piece) == []
    assert [row.slug for row in pieces_shown(at="shaya")[0]] == [piece.slug]


def test_the_system_takes_down_for_every_site() -> None:
    piece = published(agency=OF_KUQA)
    take_down(piece.pk, why="到期", by=SYSTEM)
    assert content_of(piece.written).title == NOTICE.title
    assert not pieces_shown(at="kuqa")[0]
