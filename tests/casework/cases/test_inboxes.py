"""The inbox as a list: pages that lose and repeat nothing, counts that stop."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onedoor.casework.cases.queries import inbox, inbox_counts
from onedoor.kernel.time import travel


@pytest.fixture
def waiting(world):
    """Five cases at one window, received on four days, one with no last day."""
    days = (3, 4, 4, 5, 6)
    cases = [world.a_submitted_case(begin=date(2026, 8, day)) for day in days]
    cases[4].tasks.update(due_on=None)
    return cases


def test_page_after_page_every_task_comes_once_and_in_order(world, waiting):
    clerk, after, seen = world.clerk(waiting[0], "accept"), "", []
    while rows := inbox(seen_by=clerk, after=after, limit=2):
        seen += [row.case.number for row in rows]
        after = rows[-1].place
    assert seen == [case.number for case in waiting]


def test_a_full_page_is_one_query_and_one_trace_however_deep(world, waiting):
    clerk = world.clerk(waiting[0], "accept")
    first = inbox(seen_by=clerk, limit=2)
    with CaptureQueriesContext(connection) as asked:
        assert len(inbox(seen_by=clerk, after=first[-1].place, limit=2)) == 2
    assert [each["sql"].lstrip("(").split()[0] for each in asked] == ["SELECT", "INSERT"]


def test_the_counts_of_all_views_are_one_query(world, waiting):
    clerk = world.clerk(waiting[0], "accept")
    with travel(date(2026, 8, 11)), CaptureQueriesContext(connection) as asked:
        assert inbox_counts(seen_by=clerk) == {"mine": 5, "today": 2, "late": 1, "others": 0}
    assert len(asked) == 1


def test_a_row_knows_how_its_points_stand(world, waiting):
    world.mark_all(waiting[0], premises_term="unmet", premises_same="ask")
    row = inbox(seen_by=world.clerk(waiting[0], "accept"))[0]
    assert (row.seen, row.unmet) == (5, 1)


def test_what_is_done_is_listed_the_newest_first(world, waiting):
    case = world.a_decided_case(begin=date(2026, 8, 10))
    clerk = world.cast("press_aksu_city_window")
    rows = inbox(seen_by=clerk, view="done", limit=1)
    assert [row.case.pk for row in rows] == [case.pk]
    assert inbox(seen_by=clerk, view="done", after=rows[-1].place, limit=1) == []


def test_what_is_not_of_the_post_is_never_found(world, waiting):
    stranger = world.a_clerk("press-baicheng")
    assert inbox(seen_by=stranger) == []
    assert inbox(seen_by=stranger, find=waiting[0].number) == []
