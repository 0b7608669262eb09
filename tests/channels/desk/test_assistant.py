"""At the desk an editor says whether the assistant was right, of the agency's own guides."""

from collections.abc import Callable
from unittest.mock import patch

from django.test import Client
from tests.world import World

from onedoor.oversight.assistant import actions
from onedoor.oversight.assistant.models import Sample, Week
from onedoor.oversight.assistant.queries import answer_to

Seat = Callable[[str], Client]
ASKED = "家里能开书店吗"


def _kept() -> Sample:
    with patch.object(actions.secrets, "randbelow", return_value=0):
        actions.count_answer(ASKED, answer_to(ASKED))
    return Sample.objects.get()


def test_an_editor_reads_the_question_and_says_it_was_wrong(world: World, desk: Seat) -> None:
    sample = _kept()
    client = desk("press_aksu_city_supervisor")
    page = client.get("/desk/assistant/").content.decode()
    assert ASKED in page and "家里能开书店吗？" in page
    sent = client.post("/desk/assistant/", {"sample": str(sample.pk), "right": "no"})
    assert sent.status_code == 302 and sent.url.endswith("?done=answer-judged")
    week = Week.objects.get()
    assert (week.judged, week.right) == (1, 0) and not Sample.objects.exists()


def test_one_that_is_gone_is_refused_in_words(world: World, desk: Seat) -> None:
    client = desk("press_aksu_city_supervisor")
    page = client.post("/desk/assistant/", {"sample": "x", "right": "yes"}).content.decode()
    assert "没有这条问题" in page


def test_whoever_edits_nothing_stays_outside(world: World, desk: Seat) -> None:
    _kept()
    assert desk("press_aksu_city_window").get("/desk/assistant/").status_code == 403
    assert Week.objects.get().judged == 0
