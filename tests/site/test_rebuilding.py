"""What follows from the record can be made anew from it, model by model, and nobody sees half."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from typer.testing import CliRunner

from onedoor.kernel import rebuilding
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import travel
from onedoor.oversight.assessment import actions as counting
from onedoor.oversight.assessment.models import Counted, DayLaidDown, MonthSum
from onedoor.oversight.feedback.actions import rate_case
from onedoor.oversight.figures.models import Happened
from onedoor.oversight.supervision import actions
from onedoor.oversight.supervision.models import CardWord, RaisedCard
from onedoor.oversight.supervision.publishing import publish_through
from onedoor.oversight.supervision.rebuilding import STANDS, rebuild_cards
from onedoor.registers.agencies.queries import calendar_for
from onedoor.site import schema
from onedoor.site.cli import app
from onedoor.site.rebuilding import NOT_REBUILT, REBUILT, rebuild_all

BEGIN = date(2026, 9, 7)
MODELS: list[type[Model]] = [RaisedCard, DayLaidDown, Counted, MonthSum, Happened]


@pytest.fixture
def autumn(world: Any) -> Any:
    """A city in which cards were raised, passed, grew, and went all the way; published."""
    world.a_submitted_case(begin=BEGIN)
    heard = world.a_submitted_case(begin=BEGIN)
    done = world.play(world.story(), begin=BEGIN)
    due = calendar_for(heard.agency).add_working_days(heard.received_on, 5)
    for days in range(-1, 6):
        with travel(due + timedelta(days=days)):
            actions.look_at_what_runs()
            if not days:
                world.mark_all(heard)
    with travel(BEGIN + timedelta(days=14)):
        rate_case(done.number, level=1, by=world.applicant(done))
    world.drain()
    _to_the_end(world)
    world.a_submitted_case(begin=BEGIN + timedelta(days=14))
    with travel(BEGIN + timedelta(days=28)):
        actions.look_at_what_runs()
    with travel(BEGIN + timedelta(days=31)):
        publish_through(BEGIN + timedelta(days=30))
        world.drain()
    return world


def _to_the_end(world: Any) -> None:
    """One card is cancelled, one ordered and put right, and one only explained."""
    cards = list(RaisedCard.objects.filter(level__in=["yellow", "red"]).order_by("pk"))
    assert len(cards) >= 3
    with travel(BEGIN + timedelta(days=16)):
        for card in cards[:3]:
            unit = world.a_clerk(card.agency, "supervisor")
            actions.explain_card(card.pk, text="停电", evidence="值班记录", by=unit)
        watcher = world.a_clerk(cards[0].watcher, "supervisor")
        actions.cancel_card(cards[0].pk, reasons="属实", by=watcher)
        actions.confirm_card(cards[1].pk, reasons="不属实", by=watcher)
        actions.order_correction(
            cards[1].pk, text="补办", due_on=BEGIN + timedelta(days=20), by=watcher
        )


@pytest.fixture(params=[0, 1000], ids=["by difference", "by another table"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways come to the same: that of many rows, and that of few."""
    monkeypatch.setattr(rebuilding, "_FEW", request.param)


def _rows(model: type[Model]) -> list[dict[str, Any]]:
    rows = list(model._default_manager.order_by("pk").values())
    # A number that the database gives says nothing.
    return sorted(({k: v for k, v in row.items() if (model, k) not in _GIVEN} for row in rows),
                  key=str)  # fmt: skip


_GIVEN = {(Counted, "id"), (MonthSum, "id"), (Happened, "id")}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_rebuilt_rows_are_the_rows_that_lived(autumn: Any, model: type[Model]) -> None:
    lived = _rows(model)
    assert len(lived) >= 1
    CardWord.objects.all().delete()
    model._default_manager.all().delete()
    made = {each.table: each for each in rebuild_all()}[model._meta.db_table]
    assert _rows(model) == lived
    assert (made.rows, made.new, made.altered, made.gone) == (len(lived), len(lived), 0, 0)


def test_a_table_that_came_in_the_place_of_a_small_one_is_the_same_table(autumn: Any) -> None:
    before = _shape()
    number = _number_of(Counted)
    rebuild_all()
    assert _number_of(Counted) != number, "another came in its place"
    assert _shape() == before
    lived = Counted.objects.first()
    assert lived is not None
    lived.pk, lived.chain = None, "another"
    lived.save()
    assert Counted.objects.filter(chain="another").count() == 1


def _shape() -> set[str]:
    """All that the database says of itself, without rows and the numbers that it gave to them."""
    told = schema._dumped(connection.settings_dict).splitlines()
    return {line for line in told if not line.startswith("\t(") and "setval" not in line}


def _number_of(model: type[Model]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::regclass::oid", [model._meta.db_table])
        return int(cursor.fetchone()[0])


def test_what_hangs_together_with_other_tables_keeps_its_place(autumn: Any) -> None:
    """Words hang on cards: their table is emptied and filled, never replaced."""
    number = _number_of(RaisedCard)
    CardWord.objects.all().delete()
    RaisedCard.objects.all().delete()
    rebuild_all()
    assert _number_of(RaisedCard) == number and RaisedCard.objects.exists()


def test_the_cards_of_this_city_stand_in_many_ways(autumn: Any) -> None:
    states = set(RaisedCard.objects.values_list("state", flat=True))
    assert {"raised", "explained", "cancelled", "ordered"} <= states
    assert {"warning", "red"} <= set(RaisedCard.objects.values_list("level", flat=True))


@pytest.mark.usefixtures("few")
def test_what_is_right_already_is_not_touched(autumn: Any) -> None:
    before = [_rows(model) for model in MODELS]
    words = list(CardWord.objects.order_by("pk").values())
    assert {each.table: each.moved for each in rebuild_all()} == {
        model._meta.db_table: 0 for model in MODELS
    }
    assert [_rows(model) for model in MODELS] == before
    assert list(CardWord.objects.order_by("pk").values()) == words


@pytest.mark.usefixtures("few")
def test_what_somebody_altered_in_the_tables_is_put_right_and_counted(autumn: Any) -> None:
    lived = [_rows(model) for model in MODELS]
    RaisedCard.objects.filter(level="red").update(level="yellow")
    MonthSum.objects.update(amount=1)
    Counted.objects.filter(pk=Counted.objects.first().pk).delete()
    made = {each.table: each for each in rebuild_all()}
    assert [_rows(model) for model in MODELS] == lived
    assert made["supervision_raisedcard"].altered >= 1
    assert made["assessment_monthsum"].altered >= 1
    assert made["assessment_counted"].new == 1


def test_within_a_transaction_it_is_part_of_it(autumn: Any) -> None:
    before = _rows(Counted)
    with transaction.atomic():
        Counted.objects.all().delete()
        made = {each.table: each for each in rebuild_all()}
        assert made["assessment_counted"].new == len(before)
        transaction.set_rollback(True)
    assert _rows(Counted) == before


def test_one_that_fails_is_told_and_keeps_the_others_from_nothing(
    autumn: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts, cards, figures = _rows(Counted), _rows(RaisedCard), _rows(Happened)
    for model in (Counted, CardWord, RaisedCard, Happened):
        model._default_manager.all().delete()
    monkeypatch.setattr(counting, "published_days", _gone)
    with pytest.raises(FileNotFoundError):
        rebuild_all()
    assert (_rows(Counted), _rows(RaisedCard), _rows(Happened)) == ([], cards, figures)
    monkeypatch.undo()
    rebuild_all()
    assert _rows(Counted) == counts


def _gone() -> list[date]:
    raise FileNotFoundError("the day of 2026-09-07")


def test_a_row_that_no_event_tells_of_goes(autumn: Any) -> None:
    row = RaisedCard.objects.first()
    assert row is not None
    row.pk = "0" * 16
    row.save(force_insert=True)
    assert rebuild_cards().gone == 1
    assert not RaisedCard.objects.filter(pk="0" * 16).exists()


def test_a_card_whose_events_do_not_tell_all_of_it_stays_as_it_is(autumn: Any) -> None:
    """Editions before this one told less when they raised a card."""
    card = RaisedCard.objects.exclude(level="warning").first()
    assert card is not None
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record DISABLE TRIGGER record_is_never_altered")
        cursor.execute(
            "UPDATE record SET body = body - 'watcher' - 'raised_on' WHERE subject = %s",
            [card.subject],
        )
        cursor.execute("ALTER TABLE record ENABLE TRIGGER record_is_never_altered")
    CardWord.objects.all().delete()
    made = rebuild_cards()
    assert (made.moved, made.rows) == (0, RaisedCard.objects.count() - 1)
    assert RaisedCard.objects.filter(pk=card.pk).exists()


def test_every_event_of_a_card_says_where_it_stands(autumn: Any) -> None:
    for card in RaisedCard.objects.all():
        entries = entries_of(card.subject)
        assert {each.name for each in entries} <= STANDS.keys()
        assert STANDS[entries[-1].name] == card.state


def test_every_table_of_oversight_is_made_anew_or_says_why_not() -> None:
    known = {
        f"{model._meta.app_label}.{model.__name__}"
        for model in apps.get_models()
        if model.__module__.startswith("onedoor.oversight.")
    }
    kernel = {"kernel.Head", "kernel.News"}
    assert known | kernel == {*REBUILT, *NOT_REBUILT}
    assert not set(REBUILT) & NOT_REBUILT.keys()
    assert {f"{m._meta.app_label}.{m.__name__}" for m in MODELS} == set(REBUILT)


def test_the_command_tells_what_it_made_and_what_it_did_not(autumn: Any) -> None:
    told = CliRunner().invoke(app, ["oversight", "rebuild"])
    assert told.exit_code == 0, told.output
    assert f"supervision_raisedcard: {RaisedCard.objects.count()} rows" in told.output
    assert "0 new, 0 altered, 0 gone" in told.output
    assert "not rebuilt: kernel.Head" in told.output
