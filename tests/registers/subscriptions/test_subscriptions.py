"""Whoever subscribed is told of a change once; who ended it, or never asked, is told nothing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from tests.registers.publications.writing import (
    NOTICE,
    POLICY,
    TRANSLATED_NOTICE,
    chief,
    corrected,
    editor,
    handed_in,
    published,
)
from tests.standing_in import a_mandate, representing, under
from tests.world import BOOKSHOP, World

from onedoor.channels.notices import reactions
from onedoor.channels.notices.queries import notices_of
from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.models import Entry
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotAllowed, NotFound, Refusal
from onedoor.kernel.time import now, travel
from onedoor.registers.catalogue.events import ServicePublished
from onedoor.registers.catalogue.models import ServiceVersion
from onedoor.registers.catalogue.queries import current_version, version
from onedoor.registers.people.models import Account
from onedoor.registers.people.queries import mailbox_of
from onedoor.registers.publications.actions import (
    hand_in,
    save_draft,
    sign_off,
    take_down,
    turn_back,
)
from onedoor.registers.publications.content import content_of
from onedoor.registers.publications.scanning import Ground
from onedoor.registers.subscriptions import actions, rules
from onedoor.registers.subscriptions import refusals as no
from onedoor.registers.subscriptions.actions import (
    forget_subscriptions_of,
    subscribe,
    tell_a_batch,
    unsubscribe,
    unsubscribe_by_link,
)
from onedoor.registers.subscriptions.models import Change, Subscription, Told
from onedoor.registers.subscriptions.queries import (
    changes_told,
    subscription_for,
    subscriptions_of,
    to_tell,
)

ONE, OTHER, FIRM = "gulnur", "xiayi", "duolang_books"


@pytest.fixture(autouse=True)
def as_it_was(world: World) -> Iterator[None]:
    before = {BOOKSHOP: current_version(BOOKSHOP).pk}
    yield
    world.put_back(before)


def _changes(world: World, promised: int = 0) -> int:
    """The bookshop's promise is another than ever before, told as a publication tells it."""
    promised = promised or 100 + ServiceVersion.objects.filter(service_id=BOOKSHOP).count()

    def more(sheet: Any) -> None:
        sheet["within"]["promised"] = promised

    made = version(world.a_changed_version("sheet", more))
    told = ServicePublished(
        subject=f"service:{BOOKSHOP}", service=BOOKSHOP, version=str(made.pk),
        number=made.number, digest=made.digest, effective=made.effective,
    )  # fmt: skip
    with transaction.atomic():
        record(told, by=SYSTEM)
    world.drain()
    return promised


def _read(by: Actor) -> list[str]:
    return [each.text for each in notices_of(seen_by=by)]


def test_what_changed_is_said_in_a_sentence_to_whoever_subscribed(world: World) -> None:
    # The version before is one of this test, whatever others left in force.
    _changes(world)
    subscribe("service", BOOKSHOP, by=world.cast(ONE))
    _changes(world)
    (text,) = _read(world.cast(ONE))
    assert text.startswith("您关注的，“开书店、卖出版物”的办事指南改了：") and "天" in text
    assert _read(world.cast(OTHER)) == []


def test_nothing_is_preset_and_where_nobody_subscribed_nothing_is_kept(world: World) -> None:
    _changes(world)
    assert Subscription.objects.count() == Change.objects.count() == 0


def test_of_one_change_a_party_is_told_once_however_often_it_is_told(world: World) -> None:
    by = world.cast(ONE)
    subscribe("service", BOOKSHOP, by=by)
    subscribe("event", "开店办厂", by=by)
    _changes(world)
    change = Change.objects.get()
    before = Entry.objects.count()
    assert tell_a_batch(str(change.pk)) == 0
    assert Entry.objects.count() == before
    assert len(_read(by)) == Told.objects.count() == 1
    # By the nearest: the guide itself, not the life event around it.
    assert Told.objects.get().subscription.key == f"service:{BOOKSHOP}"
    with pytest.raises(IntegrityError), transaction.atomic():
        first = Told.objects.get()
        Told.objects.create(
            change=change, subscription=first.subscription, party=by.party, at=now()
        )


def test_a_life_event_tells_of_the_matters_within(world: World) -> None:
    subscribe("event", "开店办厂", by=world.cast(ONE))
    _changes(world)
    (text,) = _read(world.cast(ONE))
    assert text.startswith("您关注的“开店办厂”里，“开书店、卖出版物”的办事指南改了")


def test_a_column_a_topic_a_place_and_a_piece(world: World) -> None:
    for ref, kind, name in (
        (ONE, "column", "policy-documents"),
        (OTHER, "place", "652900000000"),
        ("ayigul", "topic", current_version(BOOKSHOP).parsed.sheet.themes[0]),
        (FIRM, "column", "latest-notices"),
    ):
        subscribe(kind, name, by=world.cast(ref))
    piece = published(POLICY, "policy")
    world.drain()
    for ref in (ONE, OTHER, "ayigul"):
        assert [POLICY.title in each for each in _read(world.cast(ref))] == [True], ref
    assert _read(world.cast(FIRM)) == []
    assert piece.title == POLICY.title


def test_a_piece_tells_of_its_correction_and_its_end_its_column_does_not(world: World) -> None:
    piece = published()
    subscribe("piece", piece.slug, by=world.cast(FIRM))
    subscribe("column", piece.column, by=world.cast(ONE))
    corrected(piece, note="日期写错了，改到月底", title="图书展销会月底报名")
    world.drain()
    take_down(piece.pk, why="活动取消了。", by=chief())
    world.drain()
    assert ["撤下了：活动取消了。" in each for each in _read(world.cast(FIRM))] == [True, False]
    assert "有更正：日期写错了，改到月底。" in _read(world.cast(FIRM))[1]
    assert _read(world.cast(ONE)) == []


def test_a_translated_piece_is_told_by_its_title_in_every_language(world: World) -> None:
    piece = published(TRANSLATED_NOTICE)
    subscribe("piece", piece.slug, by=world.cast(FIRM))
    take_down(piece.pk, why="活动取消了。", by=chief())
    world.drain()
    titles = {each.language: each.title for each in TRANSLATED_NOTICE.translations}
    assert Change.objects.get(what="down").title == {"zh": TRANSLATED_NOTICE.title, **titles}
    subscribe("column", piece.column, by=world.cast(FIRM))
    published(TRANSLATED_NOTICE)
    world.drain()
    assert Change.objects.get(what="new").title == {"zh": TRANSLATED_NOTICE.title, **titles}


def test_whoever_subscribes_after_a_change_is_not_told_of_it(world: World) -> None:
    subscribe("service", BOOKSHOP, by=world.cast(ONE))
    _changes(world)
    subscribe("service", BOOKSHOP, by=world.cast(OTHER))
    assert tell_a_batch(str(Change.objects.get().pk)) == 0
    assert _read(world.cast(OTHER)) == []


def test_a_change_that_says_nothing_new_is_told_to_nobody(world: World) -> None:
    promised = _changes(world)
    subscribe("service", BOOKSHOP, by=world.cast(ONE))
    _changes(world, promised)
    assert Change.objects.count() == 0 == len(_read(world.cast(ONE)))


def test_many_are_told_batch_by_batch_each_in_a_transaction_of_its_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 3)
    people = [each for each in world.cast.people.values() if each.kind == "person"][:8]
    parties = [world.cast(each.ref).party for each in people]
    Subscription.objects.bulk_create(
        [Subscription(party=each, key=f"service:{BOOKSHOP}", since=now()) for each in parties]
    )
    _changes(world)
    change = Change.objects.get()
    assert set(change.told.values_list("party", flat=True)) == set(parties)
    names = [entry.name for entry in entries_of(f"change:{change.pk}")]
    assert names == ["change.noted", "change.batch-told", "change.batch-told"]
    assert [len(_read(world.cast(each.ref))) for each in people] == [1] * 8


def test_ended_nothing_more_is_told_and_nothing_says_what_it_was(world: World) -> None:
    by = world.cast(ONE)
    made = subscribe("service", BOOKSHOP, by=by)
    _changes(world)
    assert unsubscribe(made.pk, by=by) and not unsubscribe(made.pk, by=by)
    assert not Subscription.objects.exists() and not Told.objects.exists()
    _changes(world)
    assert len(_read(by)) == 1
    kept = json.dumps([[e.name, e.body] for e in entries_of(f"subscription:{made.pk}")])
    assert BOOKSHOP not in kept and by.party not in kept
    assert [e.name for e in entries_of(f"subscription:{made.pk}")] == [
        "subscription.begun", "subscription.told", "subscription.ended",
    ]  # fmt: skip


def test_ended_before_it_is_told_it_is_not_told(world: World) -> None:
    made = subscribe("service", BOOKSHOP, by=world.cast(ONE))
    _changes(world)
    told = str(Told.objects.get().pk)
    assert to_tell(told, seen_by=SYSTEM) is not None
    unsubscribe_by_link(made.pk, by=ANYONE)
    assert to_tell(told, seen_by=SYSTEM) is None


def test_only_the_system_learns_whom_to_tell(world: World) -> None:
    subscribe("service", BOOKSHOP, by=world.cast(ONE))
    _changes(world)
    told = str(Told.objects.get().pk)
    for reader in (ANYONE, world.cast(ONE), world.a_clerk("press-aksu-city")):
        assert to_tell(told, seen_by=reader) is None


@pytest.mark.parametrize(
    ("kind", "name"),
    [("service", "no-such"), ("column", "no-such"), ("topic", "没有"), ("event", ""),
     ("place", "1"), ("piece", "KK1-1"), ("person", "gulnur"), ("bundle", "x"),
     ("event", "a\0b")],
)  # fmt: skip
def test_what_there_is_not_cannot_be_subscribed_to(world: World, kind: str, name: str) -> None:
    with pytest.raises(no.NothingToFollow):
        subscribe(kind, name, by=world.cast(ONE))
    assert not Subscription.objects.exists()


def test_nobody_subscribes_looks_or_ends_for_another(world: World) -> None:
    made = subscribe("service", BOOKSHOP, by=world.cast(FIRM))
    acting = representing(world)
    agent = under(world, "gulnur", str(a_mandate(world).id))
    for by in (acting, agent, ANYONE, SYSTEM, world.a_clerk("press-aksu-city")):
        with pytest.raises(Refusal):
            subscribe("column", "latest-notices", by=by)
        with pytest.raises(Refusal):
            unsubscribe(made.pk, by=by)
        assert subscriptions_of(seen_by=by) == [] == changes_told(made.pk, seen_by=by)
        with pytest.raises(NotFound):
            subscription_for(made.pk, seen_by=by)
    assert not unsubscribe(made.pk, by=world.cast(ONE))
    assert [each.subscription.pk for each in subscriptions_of(seen_by=world.cast(FIRM))] == [
        made.pk
    ]


def test_there_is_an_end_to_how_many_and_a_known_way(world: World, monkeypatch: Any) -> None:
    by = world.cast(ONE)
    subscribe("service", BOOKSHOP, by=by)
    with pytest.raises(no.NoSuchWay):
        subscribe("column", "latest-notices", also="fax", by=by)
    monkeypatch.setattr(rules, "MOST", 1)
    with pytest.raises(no.TooManySubscriptions):
        subscribe("column", "latest-notices", by=by)
    # What one has can still be told by another way.
    assert subscribe("service", BOOKSHOP, also="sms", by=by).also == "sms"
    assert Subscription.objects.get().also == "sms"


def test_by_mail_with_one_click_for_the_mail_program(world: World, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    by = world.cast(ONE)
    Account.objects.filter(party=by.party).update(email="gulnur@example.org")
    try:
        subscribe("service", BOOKSHOP, also="mail", by=by)
        _changes(world)
        (sent,) = mail.outbox
        assert sent.to == ["gulnur@example.org"] and "/off/" in sent.body
        link = sent.extra_headers["List-Unsubscribe"].strip("<>")
        assert link in sent.body and link.startswith("http")
        assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    finally:
        Account.objects.filter(party=by.party).update(email="")


def test_only_the_house_that_writes_learns_a_mailbox(world: World) -> None:
    party = world.cast(ONE).party
    administrator = world.cast("admin_system")
    for reader in (ANYONE, world.cast(OTHER), world.a_clerk("press-aksu-city"), administrator):
        with pytest.raises(NotAllowed):
            mailbox_of(party, seen_by=reader)
    assert mailbox_of(party, seen_by=SYSTEM) == ""


def test_by_short_message_only_where_it_was_chosen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, str, str]] = []
    monkeypatch.setattr(
        reactions,
        "send_link",
        lambda to, text, *, title, key, off: sent.append((to, text, off)),
    )
    subscribe("service", BOOKSHOP, also="sms", by=world.cast(FIRM))
    subscribe("service", BOOKSHOP, by=world.cast(ONE))
    _changes(world)
    ((to, text, link),) = sent
    assert to == world.cast.people[FIRM].phone
    assert text.endswith(f"不想再收：{link}") and link.startswith("http")


def test_who_leaves_subscribes_to_nothing(world: World) -> None:
    by = world.cast(ONE)
    subscribe("service", BOOKSHOP, by=by)
    forget_subscriptions_of(by.party)
    assert not Subscription.objects.exists()


def test_what_a_self_declared_party_subscribed_to_follows_its_account_once(world: World) -> None:
    by, before = world.cast(ONE), str(uuid4())
    with travel(now()):
        subscribe("service", BOOKSHOP, by=by)
    rows = [f"service:{BOOKSHOP}", "column:latest-notices"]
    Subscription.objects.bulk_create(
        [Subscription(party=before, key=each, since=now()) for each in rows]
    )
    actions.follow_the_account(before, by.party)
    actions.follow_the_account(before, by.party)
    held = Subscription.objects.values_list("party", "key")
    assert set(held) == {(by.party, each) for each in rows}


def test_what_was_turned_back_before_it_was_ever_shown_is_new_and_no_correction(
    world: World,
) -> None:
    """Two versions were handed in; readers are shown the first they ever see."""
    piece = handed_in(NOTICE)
    turn_back(piece.pk, why="写上时间", by=chief())
    again = replace(content_of(piece.written), summary="周五上午九点。")
    piece.refresh_from_db()
    saved = save_draft(piece.pk, again, revision=piece.revision, by=editor())
    hand_in(saved.pk, by=editor(), ground=Ground(), note="补了时间")
    subscribe("column", piece.column, by=world.cast(ONE))
    shown = sign_off(saved.pk, by=chief(), ground=Ground())
    world.drain()
    assert len(_read(world.cast(ONE))) == 1
    page = Client().get(f"/publications/{shown.slug}").content.decode()
    assert "更正日期" not in page and "补了时间" not in page
