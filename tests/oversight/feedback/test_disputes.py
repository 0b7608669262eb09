"""An agency may object to a bad rating with evidence; its watcher decides; nothing is deleted."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from onedoor.casework.cases.queries import case_for
from onedoor.channels.notices.models import Notice
from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.readings import readings_of
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import at_noon, now, travel
from onedoor.oversight.feedback import disputing as rules
from onedoor.oversight.feedback.actions import (
    decide_dispute,
    find_missing_ratings,
    open_visit,
    raise_dispute,
    rate_by_code,
    rate_case,
)
from onedoor.oversight.feedback.following_up import NamesSomebody, NoWords, YouHandledIt
from onedoor.oversight.feedback.models import Dispute, FollowUp, Rating
from onedoor.oversight.feedback.queries import (
    bad_rating_for,
    bad_ratings,
    dispute_for,
    disputes_for,
    disputes_waiting,
    tallies,
    why_set_aside,
)
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.queries import watcher_of

BEGIN = date(2026, 9, 7)
SAID = {"ground": "mistaken", "reasons": "评的是别的窗口", "evidence": "叫号记录 A032"}


class Rated:
    """A closed matter, rated badly by its applicant; the agency, and who watches it."""

    def __init__(self, world: Any) -> None:
        self.world = world
        case = world.a_decided_case(begin=BEGIN)
        self.case = case_for(case.number, seen_by=SYSTEM).case
        self.person = world.applicant(self.case)
        self.day = self.case.closed_on
        self.later = at_noon(self.day) + timedelta(hours=1)
        with travel(self.day):
            rate_case(self.case.number, level=1, text="等了三个小时", by=self.person)
        self.rating = Rating.objects.get(case=self.case.number)
        self.id = str(self.rating.pk)
        self.supervisor: Actor = world.a_clerk(self.case.agency, "supervisor")
        self.watcher: Actor = world.a_clerk(watcher_of(self.case.agency), "supervisor")

    def disputed(self) -> Dispute:
        return raise_dispute(self.id, **SAID, by=self.supervisor)


@pytest.fixture
def rated(world: Any) -> Rated:
    return Rated(world)


def test_until_it_is_decided_a_rating_counts_as_it_was_given(rated: Rated) -> None:
    with travel(rated.later):
        found = rated.disputed()
    days = calendar_for(rated.case.agency)
    assert (found.upheld, found.decide_by) == (None, days.add_working_days(rated.day, 10))
    told = tallies("agency")[rated.case.agency]
    assert (told.by_level[1], told.set_aside) == (1, 0)


def test_upheld_it_is_kept_and_shown_and_counted_apart(rated: Rated) -> None:
    with travel(rated.later):
        dispute = rated.disputed()
        why = "叫号记录和监控都对得上，评的是另一个窗口。"
        decide_dispute(str(dispute.pk), upheld=True, text=why, by=rated.watcher)
        told = tallies("agency")[rated.case.agency]
        assert (told.total, told.set_aside, Rating.objects.get().level) == (0, 1, 1)
        assert "经核实不计入" in Client().get("/ratings/").content.decode()
        assert why_set_aside(rated.case.number, seen_by=rated.person) == why
        # Nothing is to be called back about any more; the record knows why it counts apart.
        assert FollowUp.objects.get().step == "lifted"
        assert "rating.set-aside" in rated.world.news_of(rated.case)
        assert find_missing_ratings() == []
    rated.world.drain()
    told_to = Notice.objects.get(event="dispute.decided")
    assert told_to.party == str(rated.case.applicant_id) and "可以投诉" in told_to.text


def test_not_upheld_it_counts_on_and_the_person_is_told(rated: Rated) -> None:
    with travel(rated.later):
        dispute = rated.disputed()
        decide_dispute(str(dispute.pk), upheld=False, text="凭据不足。", by=rated.watcher)
        with pytest.raises(rules.DecidedBefore):
            decide_dispute(str(dispute.pk), upheld=True, text="改主意了", by=rated.watcher)
        with pytest.raises(rules.DisputedBefore):
            rated.disputed()
    assert tallies("agency")[rated.case.agency].by_level[1] == 1
    assert "rating.set-aside" not in rated.world.news_of(rated.case)
    rated.world.drain()
    assert "照样算" in Notice.objects.get(event="dispute.decided").text


def test_what_the_person_says_anew_counts_again(rated: Rated) -> None:
    with travel(rated.later):
        dispute = rated.disputed()
        decide_dispute(str(dispute.pk), upheld=True, text="评错了窗口。", by=rated.watcher)
    with travel(rated.day + timedelta(days=1)):
        rate_case(rated.case.number, level=2, text="就是这个窗口", by=rated.person)
        told = tallies("agency")[rated.case.agency]
        assert (told.by_level[2], told.set_aside) == (1, 0)
        assert find_missing_ratings() == []
        assert why_set_aside(rated.case.number, seen_by=rated.person) == ""


def test_an_objection_to_old_words_does_not_touch_new_ones(rated: Rated) -> None:
    with travel(rated.later):
        dispute = rated.disputed()
    with travel(rated.day + timedelta(days=1)):
        rate_case(rated.case.number, level=1, text="再说一次", by=rated.person)
        decide_dispute(str(dispute.pk), upheld=True, text="评错了窗口。", by=rated.watcher)
    assert tallies("agency")[rated.case.agency].by_level[1] == 1


def test_it_needs_a_ground_reasons_and_evidence_in_its_days(rated: Rated) -> None:
    with travel(rated.later):
        for changed, refusal in (
            ({"ground": "annoying"}, rules.NoGround), ({"reasons": " "}, NoWords),
            ({"evidence": ""}, NoWords),
        ):  # fmt: skip
            with pytest.raises(refusal):
                raise_dispute(rated.id, **(SAID | changed), by=rated.supervisor)
    with travel(rated.day + timedelta(days=20)), pytest.raises(rules.TooLateToDispute):
        raise_dispute(rated.id, **SAID, by=rated.supervisor)
    with travel(rated.later):
        rate_case(rated.case.number, level=3, by=rated.person)
        with pytest.raises(rules.NotABadOne):
            raise_dispute(rated.id, **SAID, by=rated.supervisor)
    assert not Dispute.objects.exists()


def test_only_a_supervisor_without_a_hand_in_it_objects_and_only_the_watcher_decides(
    rated: Rated,
) -> None:
    world = rated.world
    hand = next(e.by_ref for e in entries_of(rated.case.number) if e.by_kind == "staff")
    both = world.a_clerk(rated.case.agency, "supervisor", ref=hand)
    with travel(rated.later):
        for by in (world.clerk(rated.case, "accept"), world.a_clerk("market-aksu", "supervisor")):
            with pytest.raises(rules.NoSuchDispute):
                raise_dispute(rated.id, **SAID, by=by)
        with pytest.raises(YouHandledIt):
            raise_dispute(rated.id, **SAID, by=both)
        dispute = rated.disputed()
        decide = {"upheld": True, "text": "属实。"}
        for by in (rated.supervisor, world.a_clerk("market-aksu", "supervisor"), rated.person):
            with pytest.raises(rules.NoSuchDispute):
                decide_dispute(str(dispute.pk), **decide, by=by)
        own = Actor(
            kind="staff", ref="clerk:two", agency=rated.case.agency,
            posts=rated.watcher.posts | rated.supervisor.posts,
        )  # fmt: skip
        with pytest.raises(rules.NotByYourself):
            decide_dispute(str(dispute.pk), **decide, by=own)
        assert disputes_for(seen_by=own) == []
        with pytest.raises(NamesSomebody):
            decide_dispute(
                str(dispute.pk), upheld=True, text="请打 13800000001 问", by=rated.watcher
            )
    assert tallies("agency")[rated.case.agency].by_level[1] == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.update(watcher=rated.case.agency)


def test_a_rating_that_somebody_sets_aside_by_hand_is_found(rated: Rated) -> None:
    with travel(rated.later):
        Rating.objects.update(set_aside_at=now())
        assert find_missing_ratings() == [rated.case.number]


def test_who_reads_the_words_is_written_down_and_whoever_handled_it_reads_none(
    rated: Rated,
) -> None:
    with travel(rated.later):
        (listed,) = bad_ratings(seen_by=rated.supervisor)
        assert (listed.rating.text, listed.may_dispute) == ("", True)
        assert bad_rating_for(rated.id, seen_by=rated.supervisor).rating.text == "等了三个小时"
        hand = next(e.by_ref for e in entries_of(rated.case.number) if e.by_kind == "staff")
        both = rated.world.a_clerk(rated.case.agency, "supervisor", ref=hand)
        told = bad_rating_for(rated.id, seen_by=both)
        assert (told.rating.text, told.may_dispute) == ("", False)
        dispute = rated.disputed()
        assert disputes_waiting(seen_by=rated.watcher) == 1
        file = dispute_for(str(dispute.pk), seen_by=rated.watcher)
        assert file.dispute.rating.text == "等了三个小时"
    looks = readings_of(seen_by=rated.person)
    assert {rated.supervisor.ref, rated.watcher.ref} <= {look.by_ref for look in looks}


def test_without_a_name_the_reasons_are_read_with_the_code(rated: Rated) -> None:
    agency = rated.case.agency
    visit = open_visit(agency, came_for="consult", by=rated.world.a_clerk(agency, "window"))
    rate_by_code(visit.number, level=1, channel="paper", by=ANYONE)
    rating = Rating.objects.get(case=visit.subject)
    dispute = raise_dispute(str(rating.pk), **SAID, by=rated.supervisor)
    decide_dispute(str(dispute.pk), upheld=True, text="同一天拿差评要挟。", by=rated.watcher)
    told = Client().get(f"/rate/{visit.number}").content.decode()
    assert "同一天拿差评要挟" in told and "投诉" in told
