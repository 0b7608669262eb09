"""Of a question a count stays; one answered question of ten waits thirty days to be judged."""

from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from tests.world import BOOKSHOP, World

from onedoor.kernel.actors import ANYONE
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import now, travel
from onedoor.oversight.assistant import actions
from onedoor.oversight.assistant import refusals as no
from onedoor.oversight.assistant.models import Sample, Week
from onedoor.oversight.assistant.queries import answer_to, samples_waiting, weeks

ASKED = "开书店要几天"
PRESS = "press-aksu-city"


def _count(question: str = ASKED, *, kept: bool = True) -> None:
    drawn = 0 if kept else 1
    with patch.object(actions.secrets, "randbelow", return_value=drawn):
        actions.count_answer(question, answer_to(question))


def test_a_week_counts_what_was_asked_answered_and_refused(world: World) -> None:
    _count()
    _count(kept=False)
    _count("今天天气怎么样")
    (week,) = weeks()
    assert (week.asked, week.answered, week.refused) == (3, 2, 1)
    assert week.monday.weekday() == 0
    assert Sample.objects.count() == 1


def test_nobody_is_kept_with_a_question_and_numbers_are_taken_out(world: World) -> None:
    _count("开书店要几天，我的电话13812345678")
    assert {field.name for field in Sample._meta.get_fields()} == {
        "id", "text", "service", "parts", "version", "asked_on",
    }  # fmt: skip
    assert not Sample.objects.filter(text__contains="138").exists()
    (kept,) = Sample.objects.all() or [None]
    assert kept is None or "（电话）" in kept.text


def test_a_refused_question_is_never_kept(world: World) -> None:
    _count("今天天气怎么样")
    assert not Sample.objects.exists()


def test_an_editor_of_the_agency_judges_and_the_question_is_gone(world: World) -> None:
    _count()
    editor = world.a_clerk(PRESS, "editor")
    (sample,) = samples_waiting(seen_by=editor)
    assert (sample.service, sample.parts) == (BOOKSHOP, "time")
    actions.judge_sample(sample.pk, right=True, by=editor)
    assert not Sample.objects.exists()
    (week,) = weeks()
    assert (week.judged, week.right) == (1, 1)
    (entry,) = entries_of(f"sample:{sample.pk}")
    assert entry.name == "assistant.answer-judged" and ASKED not in str(entry.body)


def test_a_wrong_answer_counts_as_looked_at_and_not_as_right(world: World) -> None:
    _count()
    sample = Sample.objects.get()
    actions.judge_sample(sample.pk, right=False, by=world.a_clerk(PRESS, "supervisor"))
    (week,) = weeks()
    assert (week.judged, week.right) == (1, 0)


@pytest.mark.parametrize(("agency", "post"), [(PRESS, "window"), ("education-aksu", "editor")])
def test_nobody_else_judges_and_nothing_moves(world: World, agency: str, post: str) -> None:
    _count()
    sample = Sample.objects.get()
    with pytest.raises(no.NotYours):
        actions.judge_sample(sample.pk, right=True, by=world.a_clerk(agency, post))
    assert Sample.objects.count() == 1
    assert Week.objects.get().judged == 0


def test_who_has_no_post_sees_no_question(world: World) -> None:
    _count()
    for reader in (ANYONE, world.cast("xiayi"), world.a_clerk(PRESS, "window")):
        with pytest.raises(no.NotYours):
            samples_waiting(seen_by=reader)
    assert samples_waiting(seen_by=world.a_clerk("education-aksu", "editor")) == []


def test_what_is_gone_cannot_be_judged(world: World) -> None:
    with pytest.raises(no.NoSuchSample):
        actions.judge_sample(uuid4(), right=True, by=world.a_clerk(PRESS, "editor"))


def test_after_thirty_days_the_question_goes_and_its_count_stays(world: World) -> None:
    _count()
    with travel(now() + timedelta(days=30)):
        assert actions.forget_old_samples() == 0
    with travel(now() + timedelta(days=31)):
        assert actions.forget_old_samples() == 1
    assert Week.objects.get().asked == 1
