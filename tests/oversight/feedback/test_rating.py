"""Ratings: one for each matter, by its applicant, after the end; all five levels count alike."""

from datetime import date, timedelta

import pytest

from onedoor.casework.cases.queries import case_for
from onedoor.casework.cases.refusals import NoSuchCase
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.time import travel
from onedoor.oversight.feedback import rules
from onedoor.oversight.feedback.actions import rate_case
from onedoor.oversight.feedback.queries import rating_of, tally_of

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
