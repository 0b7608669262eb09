"""Notices: whoever applied is told, once for each event, in a sentence."""

from datetime import date

from onedoor.casework.cases import actions
from onedoor.channels.notices.actions import mark_read
from onedoor.channels.notices.queries import notices_of
from onedoor.kernel.models import News
from onedoor.kernel.time import travel

BEGIN = date(2026, 9, 7)


def test_the_applicant_is_told_of_each_thing_that_concerns_them(world) -> None:
    case = world.a_decided_case(begin=BEGIN)
    told = [each.event for each in reversed(notices_of(seen_by=world.applicant(case)))]
    assert told == ["application.submitted", "case.accepted", "case.decided", "case.closed"]


def test_the_sentence_says_until_when(world) -> None:
    case = world.an_accepted_case(begin=BEGIN)
    newest = notices_of(seen_by=world.applicant(case))[0]
    assert case.service_title in newest.text
    assert f"{case.promised_due.month}月{case.promised_due.day}日" in newest.text


def test_news_heard_twice_are_told_once(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    News.objects.update(done_at=None)
    world.drain()
    assert len(notices_of(seen_by=world.applicant(case))) == 1


def test_nobody_reads_anothers_notices(world) -> None:
    world.a_submitted_case(begin=BEGIN)
    assert notices_of(seen_by=world.cast("tianshan_fruit")) == []


def test_what_is_to_be_corrected_is_counted_in_the_notice(world) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    with travel(date(2026, 9, 8)):
        world.mark_all(case, premises_right="unmet", premises_term="unmet")
        actions.request_corrections(case.number, by=world.clerk(case, "accept"))
        world.drain()
    newest = notices_of(seen_by=world.applicant(case))[0]
    assert "2 处" in newest.text
    assert mark_read(by=world.applicant(case)) == 2
