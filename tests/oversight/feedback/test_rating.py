"""Ratings: one for each matter, by its applicant, after the end; all five levels count alike."""

from datetime import date, timedelta

import pytest
from django.test import Client

from onedoor.casework.cases.queries import case_for
from onedoor.casework.cases.refusals import NoSuchCase
from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import midnight, now, travel
from onedoor.oversight.feedback import rules
from onedoor.oversight.feedback.actions import (
    find_missing_ratings,
    find_old_missing_ratings,
    missing,
    rate_by_code,
    rate_case,
)
from onedoor.oversight.feedback.models import Rating
from onedoor.oversight.feedback.queries import rateable, rating_of, tallies, tally_of

BEGIN = date(2026, 9, 7)


def _closed(world):
    case = world.a_decided_case(begin=BEGIN)
    return case_for(case.number, seen_by=SYSTEM).case


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_every_level_posts_and_counts(world, level: int) -> None:
    case = _closed(world)
    with travel(case.closed_on):
        rate_case(case.number, level=level, by=world.applicant(case))
    assert tally_of(case.service).by_level[level] == 1
    assert tally_of(case.service).total == 1


def test_a_rating_may_be_changed_and_still_counts_once(world) -> None:
    case = _closed(world)
    with travel(case.closed_on):
        rate_case(case.number, level=1, text="等太久", by=world.applicant(case))
        rate_case(case.number, level=4, by=world.applicant(case))
    rating = rating_of(case.number, seen_by=world.applicant(case))
    assert rating and (rating.level, tally_of(case.service).total) == (4, 1)
    assert world.news_of(case).count("rating.given") == 2


def test_nobody_else_may_rate_and_nothing_is_kept(world) -> None:
    case = _closed(world)
    with travel(case.closed_on):
        with pytest.raises(NoSuchCase):
            rate_case(case.number, level=5, by=world.cast("tianshan_fruit"))
        with pytest.raises(rules.NotYoursToRate):
            rate_case(case.number, level=5, by=world.clerk(case, "accept"))
    assert tally_of(case.service).total == 0


def test_before_the_end_and_long_after_it_there_is_no_rating(world) -> None:
    running = world.a_submitted_case(begin=BEGIN)
    with pytest.raises(rules.NotEndedYet):
        rate_case(running.number, level=5, by=world.applicant(running))
    case = _closed(world)
    with travel(case.closed_on + timedelta(days=30)), pytest.raises(rules.RatingOver):
        rate_case(case.number, level=5, by=world.applicant(case))
    assert tally_of(case.service).total == 0


@pytest.mark.parametrize("level", [0, 6, -1])
def test_there_are_five_levels(world, level: int) -> None:
    case = _closed(world)
    with travel(case.closed_on), pytest.raises(rules.NoSuchLevel):
        rate_case(case.number, level=level, by=world.applicant(case))


# --- by the code of the matter ----------------------------------------------------------------


@pytest.mark.parametrize("channel", [*rules.BY_CODE, "nonsense"])
def test_every_way_posts_every_level_and_all_count_alike(world, channel: str) -> None:
    case = _closed(world)
    with travel(case.closed_on):
        for level in rules.LEVELS:
            rate_by_code(case.query_code, level=level, channel=channel, by=ANYONE)
            assert tallies("agency")[case.agency].by_level[level] == 1
            assert tallies("service")[case.service].total == 1
    assert rateable(case.query_code).level == 1


def test_the_applicant_has_the_last_word_over_whoever_has_the_code(world) -> None:
    case = _closed(world)
    with travel(case.closed_on):
        rate_by_code(case.query_code, level=5, channel="sms", by=ANYONE)
        rate_case(case.number, level=2, by=world.applicant(case))
        with pytest.raises(rules.RatedByTheApplicant):
            rate_by_code(case.query_code, level=5, channel="sms", by=ANYONE)
        rate_by_code(case.query_code, level=1, channel="sms", by=world.applicant(case))
    assert tally_of(case.service).by_level[1] == 1 == tally_of(case.service).total
    assert rateable(case.query_code).level is None


def test_by_code_no_clerk_rates_nobody_is_named_and_days_hold(world) -> None:
    case, running = _closed(world), world.a_submitted_case(begin=BEGIN)
    with travel(case.closed_on):
        for by in (world.clerk(case, "accept"), Actor(kind="machine", ref="token:1", party="x")):
            with pytest.raises(rules.NotByStaff):
                rate_by_code(case.query_code, level=5, channel="window", by=by)
        for code, level, refusal in (
            (case.query_code, 6, rules.NoSuchLevel), (case.query_code, 0, rules.NoSuchLevel),
            (running.query_code, 5, rules.NotEndedYet), ("000000000000", 5, NoSuchCase),
        ):  # fmt: skip
            with pytest.raises(refusal):
                rate_by_code(code, level=level, channel="sms", by=ANYONE)
    with travel(case.closed_on + timedelta(days=30)), pytest.raises(rules.RatingOver):
        rate_by_code(case.query_code, level=5, channel="sms", by=ANYONE)
    assert tally_of(case.service).total == 0
    with travel(case.closed_on):
        other = world.cast("xiayi")
        rate_by_code(case.query_code, level=4, channel="paper", by=other)
    assert Rating.objects.get().party == ""
    (entry,) = [each for each in entries_of(case.subject) if each.name == "rating.given"]
    assert other.ref not in (entry.by_ref, *map(str, entry.body.values()))


def test_what_was_rated_stands_on_the_public_page_at_once(world) -> None:
    case = _closed(world)
    page = Client()
    assert "还没有人评过" in page.get("/ratings/").content.decode()
    with travel(case.closed_on):
        assert f"/rate/{case.query_code}" in page.get(f"/track/{case.query_code}").content.decode()
        assert page.post(f"/rate/{case.query_code}?from=sms", {}).status_code == 422
        sent = page.post(f"/rate/{case.query_code}?from=sms", {"level": "1", "text": "慢"})
        assert sent.status_code == 302
        for url in ("/ratings/", "/ratings/?by=service"):
            told = page.get(url).content.decode()
            assert "<td>0%</td>" in told and "慢" not in told
    assert Rating.objects.get().channel == "sms"
    assert page.get("/rate/000000000000").status_code == 404


def test_a_rating_that_somebody_took_away_is_found_and_told_once(world) -> None:
    case = _closed(world)
    with travel(case.closed_on):
        rate_case(case.number, level=1, by=world.applicant(case))
        assert find_missing_ratings() == []
        Rating.objects.filter(case=case.number).update(level=5)
        assert find_missing_ratings() == [case.number]
        assert find_missing_ratings() == []
        rate_case(case.number, level=2, by=world.applicant(case))
        Rating.objects.filter(case=case.number).delete()
        assert find_missing_ratings() == [case.number]
    assert world.news_of(case).count("rating.missing") == 2


@pytest.mark.parametrize("moved", [{"agency": "press-kuqa"}, {"service": "water-permit"}])
def test_a_rating_put_down_to_another_agency_or_service_is_found(world, moved: dict) -> None:  # type: ignore[type-arg]
    case = _closed(world)
    with travel(case.closed_on):
        rate_case(case.number, level=1, by=world.applicant(case))
        Rating.objects.filter(case=case.number).update(**moved)
        assert find_missing_ratings() == [case.number]
        assert find_missing_ratings() == []
    told = [each for each in entries_of(case.subject) if each.name == "rating.missing"]
    assert [each.body["agency"] for each in told] == [case.agency]


@pytest.mark.parametrize("at_once", [1, 1000])
def test_a_rating_taken_away_long_after_is_found_by_the_look_at_all_and_told_once(
    world, monkeypatch, at_once: int
) -> None:
    monkeypatch.setattr("onedoor.oversight.feedback.actions.missing.AT_ONCE", at_once)
    gone, bettered, untouched = (_closed(world) for _ in range(3))
    with travel(gone.closed_on):
        for case in (gone, bettered, untouched):
            rate_case(case.number, level=1, by=world.applicant(case))
    with travel(gone.closed_on + timedelta(days=100)):
        assert find_old_missing_ratings() == []
        Rating.objects.filter(case=gone.number).delete()
        Rating.objects.filter(case=bettered.number).update(level=5)
        assert find_missing_ratings() == []
        assert sorted(find_old_missing_ratings()) == sorted([gone.number, bettered.number])
        assert find_old_missing_ratings() == []
    for case, told in ((gone, 1), (bettered, 1), (untouched, 0)):
        assert world.news_of(case).count("rating.missing") == told


def test_a_rating_changed_while_the_record_is_read_is_not_taken_for_one_taken_away(
    world, monkeypatch
) -> None:
    case = _closed(world)
    with travel(case.closed_on):
        rate_case(case.number, level=1, by=world.applicant(case))
        read = list(missing.links_between(midnight(case.closed_on), now(), names=missing._NAMES))
        rate_case(case.number, level=4, by=world.applicant(case))
        monkeypatch.setattr(missing, "links_between", lambda *_args, **_names: iter(read))
        assert find_missing_ratings() == []
    assert "rating.missing" not in world.news_of(case)
