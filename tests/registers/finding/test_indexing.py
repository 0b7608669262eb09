"""The index says what is published, and half a drawing is never seen."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from tests.world import World

from onedoor.kernel.actors import Actor
from onedoor.kernel.time import travel
from onedoor.registers.finding.actions import add_word, count_miss, forget_old_misses, index_all
from onedoor.registers.finding.indexing import hints_of, phrase_of, terms_of
from onedoor.registers.finding.models import Entry, Hint, Meaning, Miss, Posting
from onedoor.registers.finding.queries import misses, search
from onedoor.registers.finding.refusals import NotYours

CLERK = Actor(kind="staff", ref="somebody", posts=frozenset({"press-aksu-city/window"}))


def test_drawing_anew_changes_nothing(world: World) -> None:
    def everything() -> list[object]:
        kept = [model.objects.order_by("pk") for model in (Entry, Posting, Meaning)]
        hints = Hint.objects.order_by("key", "text").values_list("key", "text", "count")
        return [*[list(each.values()) for each in kept], list(hints)]

    before = everything()
    assert index_all(world.packs) == Entry.objects.count() == 96
    assert everything() == before


def test_a_drawing_that_fails_leaves_the_former_index(world: World) -> None:
    before = search("护照").found
    with pytest.raises(RuntimeError), transaction.atomic():
        index_all(world.packs)
        Entry.objects.all().delete()
        raise RuntimeError("half way")
    assert search("护照").found == before


def test_a_phrase_is_kept_by_sound_stem_and_sense() -> None:
    phrase = phrase_of("word", "开饭馆 restaurants", {"饭馆": "7", "restaurant": "7"})
    assert terms_of(phrase) == {"p kai fan", "p fan guan", "w restaurant", "s 7"}
    assert {"i kfg", "i fg"} & {key for key, _ in hints_of(phrase)} == {"i kfg"}
    assert ("m restauran", "restaurant") in hints_of(phrase)


def test_only_editors_add_words_and_read_misses(world: World) -> None:
    with pytest.raises(NotYours):
        add_word("护照本", "ordinary-passport", by=CLERK)
    with pytest.raises(NotYours):
        misses(seen_by=CLERK)


def test_what_nobody_asks_for_any_more_is_forgotten(world: World) -> None:
    with travel(date(2026, 1, 5)):
        count_miss("彩票开奖")
    with travel(date(2026, 1, 5) + timedelta(days=100)):
        count_miss("股票行情")
        assert forget_old_misses() == 0
    with travel(date(2026, 1, 5) + timedelta(days=181)):
        assert forget_old_misses() == 1
    assert Miss.objects.count() == 1
