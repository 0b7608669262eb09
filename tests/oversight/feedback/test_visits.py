"""Each visit is rated once: at the window's device, with its slip, by telephone; nobody has to."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from onedoor.casework.cases.queries import case_for
from onedoor.channels.notices.models import Notice
from onedoor.channels.portal.pages.rating import DEVICE
from onedoor.kernel.actors import ANYONE, SYSTEM
from onedoor.kernel.readings import readings_of
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import at_noon, local, now, today, travel
from onedoor.oversight.feedback import rules, visiting
from onedoor.oversight.feedback.actions import (
    call_up,
    close_window,
    find_missing_ratings,
    open_visit,
    put_away,
    rate_at_window,
    rate_by_code,
    rate_by_telephone,
    rate_case,
    renew_window,
    set_up_window,
    tick_at_window,
)
from onedoor.oversight.feedback.models import FollowUp, Rating, Visit, Window
from onedoor.oversight.feedback.queries import (
    at_window,
    rateable,
    tallies,
    visits_today,
    windows_at,
    windows_supervised,
)
from onedoor.oversight.supervision.actions import look_at_what_runs, reckon_chain
from onedoor.oversight.supervision.models import RaisedCard
from onedoor.registers.agencies.queries import calendar_for

BEGIN = date(2026, 9, 7)
PRESS = "press-aksu-city"
# The rules about staff and devices hold from 1 December 2026 on.
RULED = date(2026, 12, 7)
LEVELS = (5, 4, 3, 2, 1)


@pytest.fixture
def closed(world: Any) -> Any:
    case = world.a_decided_case(begin=BEGIN)
    found = case_for(case.number, seen_by=SYSTEM).case
    with travel(found.closed_on):
        yield found


def a_visit(world: Any, came_for: str = "consult", **changes: Any) -> Visit:
    return open_visit(PRESS, came_for=came_for, by=world.a_clerk(PRESS, "window"), **changes)


def a_window(world: Any) -> tuple[Window, str]:
    return set_up_window(PRESS, name="3 号窗口", by=world.a_clerk(PRESS, "supervisor"))


def operator(world: Any) -> Any:
    return world.a_clerk("government-aksu", "hotline")


# --- visits -----------------------------------------------------------------------------------


def test_a_visit_needs_no_name_and_is_rated_once_with_its_number(world: Any) -> None:
    visit = a_visit(world, place="3 号窗口")
    assert visit.rate_by == calendar_for(PRESS).add_working_days(local(visit.opened_at).date(), 10)
    for level in LEVELS:
        rate_by_code(visit.number, level=level, channel="paper", by=ANYONE)
        assert tallies("agency")[PRESS].by_level[level] == 1 == tallies("agency")[PRESS].total
    assert tallies("service") == {}
    assert Rating.objects.get().party == "" and not FollowUp.objects.exists()
    names = [each.name for each in entries_of(visit.subject)]
    assert names == ["visit.opened", *["rating.given"] * 5]
    # The number opens the rating, and stands nowhere in the record.
    assert all(visit.number not in str(each.body) for each in entries_of(visit.subject))
    assert find_missing_ratings() == []


def test_after_its_days_a_visit_is_rated_no_more(world: Any) -> None:
    visit = a_visit(world)
    with travel(visit.rate_by):
        rate_by_code(visit.number, level=2, channel="paper", by=ANYONE)
    with travel(visit.rate_by + timedelta(days=1)):
        with pytest.raises(visiting.VisitOver):
            rate_by_code(visit.number, level=5, channel="paper", by=ANYONE)
        assert "评价期已经过了" in Client().get(f"/rate/{visit.number}").content.decode()
    assert tallies("agency")[PRESS].by_level[2] == 1


def test_only_the_window_of_the_agency_opens_visits(world: Any) -> None:
    for by in (world.a_clerk("education-aksu-city", "window"), world.a_clerk(PRESS, "reviewer")):
        with pytest.raises(visiting.NotYourWindow):
            open_visit(PRESS, came_for="consult", by=by)
    with pytest.raises(visiting.NoCameFor):
        open_visit(PRESS, came_for="nothing", by=world.a_clerk(PRESS, "window"))
    assert not Visit.objects.exists()


def test_the_window_sees_whether_a_visit_was_rated_and_not_how(world: Any) -> None:
    rated, other = a_visit(world), a_visit(world)
    rate_by_code(rated.number, level=1, channel="paper", by=ANYONE)
    told = visits_today(today(), seen_by=world.a_clerk(PRESS, "window"))
    assert {each.visit.pk: each.rated for each in told} == {rated.pk: True, other.pk: False}
    assert not hasattr(told[0], "level")
    assert visits_today(today(), seen_by=world.a_clerk(PRESS, "reviewer")) == []


# --- the device of a window -------------------------------------------------------------------


def test_a_device_shows_what_was_called_up_and_rates_it_once(world: Any) -> None:
    clerk, (window, secret) = world.a_clerk(PRESS, "window"), a_window(world)
    for level in LEVELS:
        visit = a_visit(world)
        call_up(str(window.pk), number=visit.number, by=clerk)
        assert at_window(window.code, secret=secret).shows
        rate_at_window(window.code, secret=secret, level=level)
        with pytest.raises(visiting.RatedBefore):
            rate_at_window(window.code, secret=secret, level=5)
        # What is rated is not called up again, where the clerk looks on.
        with pytest.raises(visiting.RatedBefore):
            call_up(str(window.pk), number=visit.number, by=clerk)
        tick_at_window(window.code, secret=secret, options=["quick", "slow", "nonsense"])
        put_away(window.code, secret=secret)
        given = Rating.objects.get(case=visit.subject)
        assert (given.level, given.channel, given.window) == (level, "window", window.pk)
        assert given.options == (["quick"] if level >= 3 else ["slow"])
        assert not at_window(window.code, secret=secret).shows
    assert tallies("channel")["window"].total == 5


def test_nobody_has_to_rate_and_what_was_not_rated_counts_as_nothing(world: Any) -> None:
    window, secret = a_window(world)
    call_up(str(window.pk), number=a_visit(world).number, by=world.a_clerk(PRESS, "window"))
    put_away(window.code, secret=secret)
    with pytest.raises(visiting.NothingShown):
        rate_at_window(window.code, secret=secret, level=5)
    call_up(str(window.pk), number=a_visit(world).number, by=world.a_clerk(PRESS, "window"))
    with travel(now() + timedelta(minutes=4)):
        assert not at_window(window.code, secret=secret).shows
        with pytest.raises(visiting.NothingShown):
            rate_at_window(window.code, secret=secret, level=5)
    assert tallies("agency") == {} and not Rating.objects.exists()


def test_unknown_and_closed_devices_are_refused(world: Any) -> None:
    supervisor, (window, secret) = world.a_clerk(PRESS, "supervisor"), a_window(world)
    other, others = a_window(world)
    assert secret not in str(Window.objects.values())
    call_up(str(window.pk), number=a_visit(world).number, by=world.a_clerk(PRESS, "window"))
    for code, held in ((window.code, others), (window.code, ""), (other.code, secret)):
        with pytest.raises(visiting.UnknownDevice):
            rate_at_window(code, secret=held, level=5)
        with pytest.raises(visiting.UnknownDevice):
            at_window(code, secret=held)
    _same, renewed = renew_window(str(window.pk), by=supervisor)
    with pytest.raises(visiting.UnknownDevice):
        at_window(window.code, secret=secret)
    close_window(str(window.pk), by=supervisor)
    for held in (renewed, "", secret):
        with pytest.raises(visiting.UnknownDevice):
            at_window(window.code, secret=held)
    with pytest.raises(visiting.UnknownDevice):
        call_up(str(window.pk), number=a_visit(world).number, by=world.a_clerk(PRESS, "window"))
    assert not Rating.objects.exists()


def test_only_a_supervisor_of_the_agency_sets_devices_up(world: Any) -> None:
    window, _secret = a_window(world)
    for by in (world.a_clerk(PRESS, "window"), world.a_clerk("education-aksu-city", "supervisor")):
        with pytest.raises(visiting.NoSuchWindow):
            set_up_window(PRESS, name="9 号", by=by)
        with pytest.raises(visiting.NoSuchWindow):
            close_window(str(window.pk), by=by)
    with pytest.raises(visiting.NoSuchWindow):
        call_up(str(window.pk), number="x", by=world.a_clerk("education-aksu-city", "window"))
    assert [each.window.pk for each in windows_at(seen_by=world.a_clerk(PRESS, "window"))] == [
        window.pk
    ]
    assert windows_supervised(seen_by=world.a_clerk("education-aksu-city", "supervisor")) == []


def test_a_case_is_called_up_once_it_has_ended(world: Any, closed: Any) -> None:
    window, secret = set_up_window(
        closed.agency, name="1 号窗口", by=world.a_clerk(closed.agency, "supervisor")
    )
    clerk, running = world.clerk(closed, "accept"), world.a_submitted_case()
    with pytest.raises(rules.NotEndedYet):
        call_up(str(window.pk), number=running.number, by=clerk)
    call_up(str(window.pk), number=closed.number, by=clerk)
    rate_at_window(window.code, secret=secret, level=2)
    world.drain()
    told = Notice.objects.filter(party=str(closed.applicant_id), event="rating.given").get()
    assert "不满意" in told.text and "改" in told.text
    rate_case(closed.number, level=4, by=world.applicant(closed))
    assert tallies("agency")[closed.agency].by_level[4] == 1


def test_the_device_page_takes_its_secret_once_and_shows_one_thing(world: Any) -> None:
    window, secret = a_window(world)
    page, here = Client(), f"/rate/at/{window.code}"
    assert "这台设备还没有登记" in page.get(here).content.decode()
    assert page.get("/rate/at/nobody").status_code == 404
    assert page.post(here, {"secret": "0" * 20}).status_code == 403
    assert page.post(here, {"level": "5"}).status_code == 403
    assert page.post(here, {"secret": secret.lower()}).status_code == 302
    kept = page.cookies["window"]
    assert kept["httponly"] and kept["path"] == "/rate/"
    idle = page.get(here)
    assert "评不评都行" in idle.content.decode() and idle["Refresh"].startswith("3;")
    call_up(str(window.pk), number=a_visit(world).number, by=world.a_clerk(PRESS, "window"))
    shown = page.get(here)
    assert shown.content.decode().count('class="mood"') == 5 and "不评" in shown.content.decode()
    assert shown["Refresh"] == f"60; url={here}"
    assert page.post(here, {"level": "9"}).status_code == 422
    assert page.post(here, {"level": "1"}).status_code == 302
    assert "哪些地方不好" in page.get(here).content.decode()
    after = page.post(here, {"act": "tick", "options": ["slow"]}, follow=True)
    assert "谢谢您" in after.content.decode()
    assert "<td>1</td>" in Client().get("/ratings/?by=channel").content.decode()
    # Whoever walks away after rating is not shown to the next.
    call_up(str(window.pk), number=a_visit(world).number, by=world.a_clerk(PRESS, "window"))
    page.post(here, {"level": "4"})
    with travel(now() + timedelta(seconds=61)):
        assert "评不评都行" in page.get(here).content.decode()


# --- kiosk, hotline ---------------------------------------------------------------------------


def test_a_kiosk_takes_the_code_or_what_a_scanner_reads(world: Any) -> None:
    visit, page = a_visit(world), Client()
    to = f"/rate/{visit.number}?from=kiosk"
    for typed in (visit.number, f"http://x/rate/{visit.number}?from=paper", visit.number.lower()):
        assert page.get("/rate/kiosk", {"code": typed}).headers["Location"] == to
    assert page.get("/rate/kiosk", {"code": "000000000000"}).status_code == 404
    for level in LEVELS:
        assert page.post(to, {"level": str(level)}).headers["Location"] == "/rate/kiosk?done=1"
        assert tallies("channel")["kiosk"].by_level[level] == 1
    assert page.get(to)["Refresh"].startswith("60;")


@pytest.mark.parametrize(("known", "counts"), [(True, [8, 9]), (False, [])])
def test_a_kiosk_that_is_set_up_as_a_device_is_watched_like_one(
    world: Any, known: bool, counts: list[int]
) -> None:
    """By the cookie with its secret; a strange secret is no device, and the rating counts."""
    window, secret = a_window(world)
    kiosk = Client()
    kiosk.cookies[DEVICE] = secret if known else "0" * len(secret)
    with travel(at_noon(RULED)):
        for _each in range(9):
            to = f"/rate/{a_visit(world).number}?from=kiosk"
            assert kiosk.post(to, {"level": "5"}).headers["Location"] == "/rate/kiosk?done=1"
    assert tallies("channel")["kiosk"].by_level[5] == 9
    told = [each for each in entries_of(window.subject) if each.name == "window.repeated"]
    assert [each.body["count"] for each in told] == counts


def test_an_operator_writes_down_what_a_caller_says_and_the_person_changes_it(
    world: Any, closed: Any
) -> None:
    by = operator(world)
    for level in LEVELS:
        rate_by_telephone(closed.number, level=level, text="原话", by=by)
        assert tallies("channel")["hotline"].by_level[level] == 1
    given = Rating.objects.get()
    assert (given.channel, given.party, given.entered_by) == ("hotline", "", by.ref)
    entry = [each for each in entries_of(closed.subject) if each.name == "rating.given"][-1]
    assert (entry.by_kind, entry.by_ref, entry.body["channel"]) == ("staff", by.ref, "hotline")
    looks = readings_of(seen_by=world.applicant(closed))
    assert by.ref in {look.by_ref for look in looks}
    world.drain()
    assert "话务员" in Notice.objects.filter(event="rating.given").first().text  # type: ignore[union-attr]
    rate_case(closed.number, level=3, by=world.applicant(closed))
    with pytest.raises(visiting.RatedBefore):
        rate_by_telephone(closed.number, level=1, by=by)
    assert tallies("agency")[closed.agency].by_level[3] == 1 == Rating.objects.count()


def test_an_operator_enters_nothing_of_the_own_agency_and_the_attempt_stands_in_the_record(
    world: Any, closed: Any
) -> None:
    visit = open_visit(
        "government-aksu", came_for="consult", by=world.a_clerk("government-aksu", "window")
    )
    with pytest.raises(visiting.NotByItself):
        rate_by_telephone(visit.number, level=5, by=operator(world))
    assert [each.name for each in entries_of(visit.subject)][-1] == "rating.refused"
    with pytest.raises(visiting.NotAnOperator):
        rate_by_telephone(closed.number, level=5, by=world.clerk(closed, "accept"))
    for number in ("000000000000", "没有", closed.number[:-1]):
        with pytest.raises(visiting.NoSuchNumber):
            rate_by_telephone(number, level=5, by=operator(world))
    with pytest.raises(rules.NotEndedYet):
        rate_by_telephone(world.a_submitted_case().number, level=5, by=operator(world))
    with pytest.raises(rules.NoSuchLevel):
        rate_by_telephone(closed.number, level=6, by=operator(world))
    assert not Rating.objects.exists()


# --- attempts to make ratings better -----------------------------------------------------------


def test_a_clerk_who_tries_to_rate_the_own_agency_is_refused_and_found(
    world: Any, closed: Any
) -> None:
    for by in (world.clerk(closed, "accept"), world.a_clerk("education-aksu-city", "window")):
        for _again in range(2):
            with travel(RULED), pytest.raises(rules.NotByStaff):
                rate_by_code(closed.query_code, level=5, channel="code", by=by)
    assert not Rating.objects.exists()
    # Those of the agency rated are told of; of others there is nothing to tell.
    assert world.news_of(closed).count("rating.refused") == 2
    with travel(RULED):
        reckon_chain(closed.subject)
    card = RaisedCard.objects.get(rule="rating-by-own-staff")
    told = (card.agency, card.level, card.measure)
    assert told == (closed.agency, "yellow", 2)


def test_many_ratings_at_one_device_within_an_hour_are_found(world: Any) -> None:
    clerk, (window, secret) = world.a_clerk(PRESS, "window"), a_window(world)
    begin = at_noon(RULED)
    for number in range(15):
        with travel(begin + timedelta(minutes=number)):
            call_up(str(window.pk), number=a_visit(world).number, by=clerk)
            rate_at_window(window.code, secret=secret, level=5)
    with travel(begin + timedelta(minutes=20)):
        counts = [
            each.body["count"]
            for each in entries_of(window.subject)
            if each.name == "window.repeated"
        ]
        assert counts == list(range(8, 16))
        reckon_chain(window.subject)
        card = RaisedCard.objects.get(rule="ratings-at-one-device")
        assert (card.agency, card.level, card.measure) == (PRESS, "yellow", 15)
        look_at_what_runs()
        assert RaisedCard.objects.filter(rule="ratings-at-one-device").count() == 1
    # The record says how many at the device, and nothing of who or from where.
    told = entries_of(window.subject)[-1].body
    assert set(told) == {"window", "agency", "count"}


def test_ratings_spread_over_the_day_are_nothing_to_tell(world: Any) -> None:
    clerk, (window, secret) = world.a_clerk(PRESS, "window"), a_window(world)
    begin = now()
    for number in range(10):
        with travel(begin + timedelta(minutes=10 * number)):
            call_up(str(window.pk), number=a_visit(world).number, by=clerk)
            rate_at_window(window.code, secret=secret, level=5)
    assert "window.repeated" not in [each.name for each in entries_of(window.subject)]


# --- all at once ------------------------------------------------------------------------------


def _by(channel: str, world: Any, level: int) -> str:
    """Rate something new at this level in this way; whose agency it was."""
    if channel == "web":
        case = case_for(world.a_decided_case(begin=BEGIN).number, seen_by=SYSTEM).case
        rate_case(case.number, level=level, by=world.applicant(case))
        return str(case.agency)
    visit = a_visit(world)
    if channel == "window":
        window, secret = a_window(world)
        call_up(str(window.pk), number=visit.number, by=world.a_clerk(PRESS, "window"))
        rate_at_window(window.code, secret=secret, level=level)
    elif channel == "hotline":
        rate_by_telephone(visit.number, level=level, by=operator(world))
    else:
        sent = Client().post(f"/rate/{visit.number}?from={channel}", {"level": str(level)})
        assert sent.status_code == 302
    return PRESS


@pytest.mark.parametrize("channel", ["web", "sms", "paper", "code", "kiosk", "window", "hotline"])
@pytest.mark.parametrize("level", LEVELS)
def test_every_level_on_every_way_stands_on_the_public_page_at_once(
    world: Any, channel: str, level: int
) -> None:
    reader = Client()
    assert "还没有人评过" in reader.get("/ratings/?by=channel").content.decode()
    with travel(now() if channel != "web" else _closing(world)):
        _by(channel, world, level)
        told = reader.get("/ratings/?by=channel")
    cells = ["1" if each == level else "0" for each in LEVELS]
    row = "<td>1</td>" + "".join(f"<td>{each}</td>" for each in cells)
    assert row in told.content.decode()
    # Nobody keeps that page, neither we nor anybody between.
    assert "no-store" in told["Cache-Control"]
    assert Rating.objects.get().channel == channel


def _closing(world: Any) -> date:
    case = case_for(world.a_decided_case(begin=BEGIN).number, seen_by=SYSTEM).case
    return case.closed_on  # type: ignore[return-value]


def test_there_are_no_default_ratings(world: Any, closed: Any) -> None:
    """Who says nothing is not content: neither on the public page nor in the assessment."""
    visit = a_visit(world)
    with travel(visit.rate_by + timedelta(days=30)):
        world.drain()
        assert tallies("agency") == {} and tallies("channel") == {}
        assert "还没有人评过" in Client().get("/ratings/").content.decode()
        for channel in ("default", "web", "window", "hotline"):
            again = a_visit(world)
            rate_by_code(again.number, level=5, channel=channel, by=ANYONE)
    assert set(Rating.objects.values_list("channel", flat=True)) == {"code"}
    assert rateable(visit.number).level is None
