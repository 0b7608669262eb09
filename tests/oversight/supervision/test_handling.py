"""From a card to its end: raised from the record, explained, judged, put right, closed."""

from datetime import date, timedelta

import pytest

from onedoor.casework.cases import actions as cases
from onedoor.kernel.actors import Actor
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import travel
from onedoor.oversight.letters.actions import extend_letter, write_letter
from onedoor.oversight.supervision import actions, refusals
from onedoor.oversight.supervision.models import CardWord, RaisedCard
from onedoor.oversight.supervision.queries import (
    card_for,
    cards_for,
    cards_waiting,
    counts_for,
    foretold,
)
from onedoor.oversight.supervision.rebuilding import rebuild_cards
from onedoor.registers.agencies.queries import calendar_for

BEGIN = date(2026, 9, 7)
WATCHER = "government-aksu"


def _late(world, days: int = 12) -> RaisedCard:  # type: ignore[no-untyped-def]
    """An application on which nobody said a word: its card of the five days."""
    case = world.a_submitted_case(begin=BEGIN)
    world.drain()
    with travel(BEGIN + timedelta(days=days)):
        actions.look_at_what_runs()
    return RaisedCard.objects.get(rule="telling-limit", about=case.number)


def _watcher(world) -> Actor:  # type: ignore[no-untyped-def]
    return world.a_clerk(WATCHER, "supervisor")


def _unit(world, card: RaisedCard) -> Actor:  # type: ignore[no-untyped-def]
    return world.a_clerk(card.agency, "supervisor")


def _names(card: RaisedCard) -> list[str]:
    return [entry.name for entry in entries_of(card.subject)]


def test_time_alone_raises_a_card_and_the_same_look_twice_raises_one(world) -> None:  # type: ignore[no-untyped-def]
    card = _late(world)
    assert (card.level, card.watcher, card.state) == ("red", WATCHER, "raised")
    with travel(BEGIN + timedelta(days=12)):
        actions.look_at_what_runs()
    assert _names(card) == ["card.raised"]


def test_a_warning_grows_into_a_card_and_each_level_is_told_once(world) -> None:  # type: ignore[no-untyped-def]
    case = world.a_submitted_case(begin=BEGIN)
    due = calendar_for(case.agency).add_working_days(case.received_on, 5)
    for days in range(-2, 9):
        with travel(due + timedelta(days=days)):
            actions.look_at_what_runs()
    card = RaisedCard.objects.get(rule="telling-limit", about=case.number)
    told = [entry.body["level"] for entry in entries_of(card.subject)]
    assert told == ["warning", "yellow", "red"]


def test_a_warning_passes_when_the_thing_is_done_in_time(world) -> None:  # type: ignore[no-untyped-def]
    case = world.a_submitted_case(begin=BEGIN)
    due = calendar_for(case.agency).add_working_days(case.received_on, 5)
    with travel(due):
        actions.look_at_what_runs()
        card = RaisedCard.objects.get(about=case.number)
        assert (card.level, card.state) == ("warning", "raised")
        with pytest.raises(refusals.OnlyAWarning):
            actions.confirm_card(card.pk, reasons="看过", by=_watcher(world))
        world.mark_all(case)
        cases.accept_case(case.number, by=world.clerk(case, "accept"))
        world.drain()
    card.refresh_from_db()
    assert card.state == "passed"
    assert _names(card) == ["card.raised", "card.passed"]


def test_what_was_moved_is_warned_of_anew_before_its_new_day(world) -> None:  # type: ignore[no-untyped-def]
    """A letter that was extended after its warning: the warning passes, and comes again."""
    begin = date(2026, 12, 7)
    with travel(begin):
        letter = write_letter("consultation", "几天？", agency="press-aksu-city",
                              by=world.cast("xiayi"))  # fmt: skip
    days = calendar_for(letter.agency)
    clerk = world.a_clerk(letter.agency, "window")
    states = []
    for day in range(3, 12):
        with travel(days.add_working_days(begin, day)):
            actions.look_at_what_runs()
            if day == 4:
                extend_letter(str(letter.pk), reason="要问别的机关", by=clerk)
            world.drain()
            states.append(list(RaisedCard.objects.values_list("level", "state")))
    none, warned, gone = [], [("warning", "raised")], [("warning", "passed")]
    assert states == [none, warned, *[gone] * 3, *[warned] * 3, [("yellow", "raised")]]
    (card,) = RaisedCard.objects.all()
    assert _names(card) == ["card.raised", "card.passed", "card.raised", "card.raised"]
    with travel(days.add_working_days(begin, 11)):
        assert rebuild_cards().moved == 0


def test_a_decided_and_closed_case_in_time_has_no_card_that_counts(world) -> None:  # type: ignore[no-untyped-def]
    world.play(world.story())
    world.drain()
    assert [card.rule for card in RaisedCard.objects.exclude(level="warning")] == []


def test_the_whole_way_of_a_card_stands_in_the_record(world) -> None:  # type: ignore[no-untyped-def]
    card = _late(world)
    unit, watcher = _unit(world, card), _watcher(world)
    with travel(BEGIN + timedelta(days=13)):
        actions.explain_card(card.pk, text="窗口停电", evidence="值班记录第 3 页", by=unit)
        actions.confirm_card(card.pk, reasons="停电只有半天", by=watcher)
        actions.order_correction(
            card.pk, text="三天里给申请人答复", due_on=BEGIN + timedelta(days=17), by=watcher
        )
        actions.put_right(card.pk, text="已经受理", evidence="受理通知书", by=unit)
        actions.close_card(card.pk, reasons="看过通知书", by=watcher)
    card.refresh_from_db()
    assert (card.state, card.due_on) == ("closed", None)
    assert _names(card) == [
        "card.raised", "card.explained", "card.confirmed", "card.ordered", "card.put-right",
        "card.closed",
    ]  # fmt: skip
    said = "".join(str(entry.body) for entry in entries_of(card.subject))
    assert "停电" not in said


def test_a_cancelled_card_stays_cancelled_however_late_it_gets(world) -> None:  # type: ignore[no-untyped-def]
    card = _late(world, days=9)
    assert card.level == "yellow"
    with travel(BEGIN + timedelta(days=9)):
        actions.explain_card(card.pk, text="系统故障", evidence="故障单", by=_unit(world, card))
        actions.cancel_card(card.pk, reasons="故障属实", by=_watcher(world))
    with travel(BEGIN + timedelta(days=40)):
        actions.look_at_what_runs()
    card.refresh_from_db()
    assert (card.state, card.level) == ("cancelled", "yellow")


def test_what_becomes_a_card_tomorrow_is_foretold_to_both_sides(world) -> None:  # type: ignore[no-untyped-def]
    case = world.a_submitted_case(begin=BEGIN)
    due = calendar_for(case.agency).add_working_days(case.received_on, 5)
    with travel(due):
        actions.look_at_what_runs()
        card = RaisedCard.objects.get(about=case.number)
        for side in (_unit(world, card), _watcher(world)):
            assert foretold(seen_by=side) == (1, False)
        assert foretold(seen_by=world.a_clerk("market-aksu", "supervisor")) == (0, False)
    before = calendar_for(case.agency).add_working_days(due, -1)
    with travel(before):
        assert foretold(seen_by=_watcher(world)) == (0, False)


def _nothing_moved(card: RaisedCard, state: str = "raised") -> None:
    before = _names(card)
    card.refresh_from_db()
    assert card.state == state
    assert before == ["card.raised"]
    assert not CardWord.objects.filter(card=card).exists()


def test_nobody_watches_over_his_own_agency_and_nothing_moves(world) -> None:  # type: ignore[no-untyped-def]
    card = _late(world)
    both = Actor(
        kind="staff", ref="clerk:both", name="两边", agency=WATCHER,
        posts=frozenset({f"{WATCHER}/supervisor", f"{card.agency}/window"}),
    )  # fmt: skip
    for act in (actions.confirm_card, actions.cancel_card, actions.close_card):
        with pytest.raises(refusals.OwnUnit):
            act(card.pk, reasons="没事", by=both)
        with pytest.raises(refusals.OwnUnit):
            act(card.pk, reasons="没事", by=_unit(world, card))
    _nothing_moved(card)


def test_whoever_had_a_hand_in_the_matter_does_not_judge_it(world) -> None:  # type: ignore[no-untyped-def]
    card = _late(world)
    hand = entries_of(card.about)[0].by_ref
    involved = world.a_clerk(WATCHER, "supervisor", ref=hand)
    with travel(BEGIN + timedelta(days=40)), pytest.raises(refusals.InvolvedYourself):
        actions.confirm_card(card.pk, reasons="看过", by=involved)
    _nothing_moved(card)


def test_the_agency_is_heard_first_and_its_silence_ends_with_its_days(world) -> None:  # type: ignore[no-untyped-def]
    card = _late(world)
    watcher = _watcher(world)
    with travel(card.due_on), pytest.raises(refusals.ExplainFirst):
        actions.confirm_card(card.pk, reasons="看过", by=watcher)
    _nothing_moved(card)
    with travel(card.due_on + timedelta(days=1)):
        actions.confirm_card(card.pk, reasons="到期没有说明", by=watcher)
    card.refresh_from_db()
    assert card.state == "confirmed"


def test_without_reasons_or_evidence_nothing_moves(world) -> None:  # type: ignore[no-untyped-def]
    card = _late(world)
    unit = _unit(world, card)
    for text, evidence, refusal in (
        (" ", "记录", refusals.NoReasons),
        ("停电", " ", refusals.NoEvidence),
        ("停" * 2001, "记录", refusals.TooLong),
    ):
        with pytest.raises(refusal):
            actions.explain_card(card.pk, text=text, evidence=evidence, by=unit)
    with travel(card.due_on + timedelta(days=1)), pytest.raises(refusals.NoReasons):
        actions.cancel_card(card.pk, reasons="", by=_watcher(world))
    _nothing_moved(card)


def test_the_wrong_side_and_the_wrong_turn_are_refused(world) -> None:  # type: ignore[no-untyped-def]
    card = _late(world)
    watcher, unit = _watcher(world), _unit(world, card)
    window = world.a_clerk(card.agency, "window")
    with pytest.raises(refusals.NotYourCard):
        actions.explain_card(card.pk, text="一", evidence="二", by=window)
    with pytest.raises(refusals.NotYourCard):
        actions.explain_card(card.pk, text="一", evidence="二", by=watcher)
    with pytest.raises(refusals.NotNow):
        actions.put_right(card.pk, text="一", evidence="二", by=unit)
    with travel(card.due_on + timedelta(days=1)), pytest.raises(refusals.NotNow):
        actions.order_correction(card.pk, text="改", due_on=date(2027, 1, 4), by=watcher)
    with pytest.raises(refusals.NoSuchCard):
        actions.confirm_card(card.pk, reasons="看过", by=world.a_clerk("market-aksu", "supervisor"))
    _nothing_moved(card)


def test_an_order_has_a_day_to_come(world) -> None:  # type: ignore[no-untyped-def]
    card = _late(world)
    watcher = _watcher(world)
    day = card.due_on + timedelta(days=1)
    with travel(day):
        actions.confirm_card(card.pk, reasons="到期没有说明", by=watcher)
        for due in (None, day):
            with pytest.raises(refusals.DueInThePast):
                actions.order_correction(card.pk, text="改", due_on=due, by=watcher)
    card.refresh_from_db()
    assert card.state == "confirmed"


def test_an_order_that_is_overdue_waits_for_the_watcher_too(world) -> None:  # type: ignore[no-untyped-def]
    card = _late(world)
    watcher, unit = _watcher(world), _unit(world, card)
    day = card.due_on + timedelta(days=1)
    with travel(day):
        actions.confirm_card(card.pk, reasons="到期没有说明", by=watcher)
        due = day + timedelta(days=3)
        actions.order_correction(card.pk, text="改", due_on=due, by=watcher)
    for later, waits in ((due, 0), (due + timedelta(days=1), 1)):
        with travel(later):
            assert (cards_waiting(seen_by=watcher), cards_waiting(seen_by=unit)) == (waits, 1)


def test_each_side_sees_its_own_and_nobody_else_sees_any(world) -> None:  # type: ignore[no-untyped-def]
    card = _late(world)
    unit, watcher = _unit(world, card), _watcher(world)
    assert [each.pk for each in cards_for(seen_by=unit)] == [card.pk]
    assert [each.pk for each in cards_for(seen_by=watcher)] == [card.pk]
    assert (counts_for(seen_by=watcher).red, cards_waiting(seen_by=unit)) == (1, 1)
    assert card_for(card.pk, seen_by=unit).acts == ("explain",)
    strangers = (
        world.a_clerk("market-aksu", "supervisor"), world.a_clerk(card.agency, "window"),
        world.cast("tianshan_fruit"),
    )  # fmt: skip
    for stranger in strangers:
        assert cards_for(seen_by=stranger) == []
        with pytest.raises(refusals.NoSuchCard):
            card_for(card.pk, seen_by=stranger)


def test_the_applicant_learns_who_looked_at_the_course_of_a_card(world) -> None:  # type: ignore[no-untyped-def]
    card = _late(world)
    card_for(card.pk, seen_by=_watcher(world))
    party = entries_of(card.about)[0].body["party"]
    assert [look.what for look in world.looks(party)][:1] == ["监察牌和办理经过"]


def test_who_watches_others_is_watched_by_another(world) -> None:  # type: ignore[no-untyped-def]
    from onedoor.registers.catalogue.queries import rulebooks, watcher_of

    (book,) = rulebooks()
    assert watcher_of(book.owner) == book.deputy
    assert watcher_of("press-aksu-city") == book.owner
