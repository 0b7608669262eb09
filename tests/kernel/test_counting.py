"""What is counted on every page is asked anew each time, in a question put together once."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from onedoor.kernel import counting
from onedoor.kernel.actors import Actor
from onedoor.kernel.models import Reading
from onedoor.kernel.readings import trace
from onedoor.kernel.time import now, today, travel

_CLERK = Actor(kind="staff", ref="clerk:1", agency="a-body")
_OTHER = Actor(kind="staff", ref="clerk:2", agency="a-body")
_asked: list[str] = []


def _looks_of_today(reader: Actor) -> QuerySet[Reading]:
    _asked.append(reader.ref)
    return Reading.objects.filter(by_ref=reader.ref, at__date=today())


def _nothing(reader: Actor) -> QuerySet[Reading]:
    return Reading.objects.filter(Q(pk__in=[]))


def test_the_question_is_put_together_once_for_a_reader_and_a_day(world) -> None:
    _asked.clear()
    counting._question.cache_clear()
    assert counting.counted(_looks_of_today, _CLERK) == 0
    trace(by=_CLERK, party="somebody", subject="case:1", what="name", why="test")
    assert counting.counted(_looks_of_today, _CLERK) == 1, "what is there now is counted"
    assert counting.counted(_looks_of_today, _OTHER) == 0
    assert _asked == ["clerk:1", "clerk:2"]
    with travel(now() + timedelta(days=1)):
        assert counting.counted(_looks_of_today, _CLERK) == 0
    assert _asked == ["clerk:1", "clerk:2", "clerk:1"]


def test_where_nothing_can_be_nothing_is_asked(world) -> None:
    assert counting.counted(_nothing, _CLERK) == 0
