"""The house publishes its days; they recompute, name nobody, and hold the record to its word."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from onedoor.kernel.record import entries_of
from onedoor.kernel.time import travel
from onedoor.oversight.supervision import actions
from onedoor.oversight.supervision.models import Publication, RaisedCard
from onedoor.oversight.supervision.publication import MANIFEST
from onedoor.oversight.supervision.publishing import (
    DayNotOver,
    NothingToPublish,
    differs_from_record,
    publish_through,
    write_publications,
)
from onedoor.oversight.supervision.reckoning import reckoned
from onedoor.oversight.supervision.verifying import Folder, verify
from onedoor.registers.catalogue.queries import rulebooks

BEGIN = date(2026, 9, 7)
LAST = BEGIN + timedelta(days=20)


def _history(world):  # type: ignore[no-untyped-def]
    """One case on which nobody said a word, and one that went its way; a card cancelled."""
    silent = world.a_submitted_case(begin=BEGIN)
    done = world.play(world.story(), begin=BEGIN)
    world.drain()
    with travel(BEGIN + timedelta(days=9)):
        actions.look_at_what_runs()
        card = RaisedCard.objects.get(rule="telling-limit", about=silent.number)
        unit = world.a_clerk(card.agency, "supervisor")
        actions.explain_card(card.pk, text="停电", evidence="值班记录", by=unit)
        watcher = world.a_clerk(card.watcher, "supervisor")
        actions.cancel_card(card.pk, reasons="属实", by=watcher)
    return silent, done


def test_what_the_house_publishes_recomputes_from_the_files_alone(world, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    _history(world)
    with travel(LAST + timedelta(days=1)):
        days = publish_through(LAST)
    assert (days[-1], Publication.objects.count()) == (LAST, len(days))
    write_publications(tmp_path)
    report = verify(Folder(tmp_path))
    assert [str(each) for each in report.found] == []
    assert report.facts > 10 and report.cards >= 2
    text = (tmp_path / LAST.isoformat() / "figures.jsonl").read_text("utf-8")
    assert '"cancelled":1' in text


def cards_published(folder: Path) -> set[tuple[str, str]]:
    """The rule and the level of every line of a card that is published there."""
    return {
        (line.split('"rule":"')[1].split('"')[0], line.split('"level":"')[1].split('"')[0])
        for file in folder.glob("*/cards.jsonl")
        for line in file.read_text("utf-8").splitlines()
    }


def test_the_rows_of_the_house_and_the_publication_say_the_same_cards(
    world, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    _history(world)
    with travel(LAST):
        actions.look_at_what_runs()
    with travel(LAST + timedelta(days=1)):
        publish_through(LAST)
    write_publications(tmp_path)
    published = cards_published(tmp_path)
    rows = set(RaisedCard.objects.exclude(state="cancelled").values_list("rule", "level"))
    assert rows <= published


def test_nobody_is_in_what_is_published(world, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    cases = _history(world)
    with travel(LAST + timedelta(days=1)):
        publish_through(LAST)
    write_publications(tmp_path)
    said = "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.*") if path.is_file())
    for case in cases:
        refs = {entry.by_ref for entry in entries_of(case.subject)} - {"system"}
        for secret in (case.number, str(case.applicant_id), case.applicant_name, *refs):
            assert secret not in said
    assert "停电" not in said


def test_at_what_hour_a_person_acted_is_not_published(world, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    world.a_submitted_case(begin=BEGIN)
    with travel(LAST + timedelta(days=1)):
        publish_through(LAST)
    write_publications(tmp_path)
    facts = [
        json.loads(line)
        for file in tmp_path.glob("*/facts.jsonl")
        for line in file.read_text("utf-8").splitlines()
    ]
    acted = [fact["at"] for fact in facts if fact["kind"] == "person"]
    assert acted and {at[10:] for at in acted} == {"T04:00:00.000000+00:00"}


def test_a_day_is_published_once_and_only_when_it_is_over(world) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NothingToPublish):
        publish_through(BEGIN)
    world.a_submitted_case(begin=BEGIN)
    with travel(LAST), pytest.raises(DayNotOver):
        publish_through(LAST)
    assert not Publication.objects.exists()
    with travel(LAST + timedelta(days=1)):
        publish_through(LAST)
        kept = list(Publication.objects.values_list("day", "files"))
        assert publish_through(LAST) == []
    assert list(Publication.objects.values_list("day", "files")) == kept


def test_later_days_follow_those_that_were_published(world, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    _history(world)
    middle = BEGIN + timedelta(days=8)
    for last in (middle, LAST):
        with travel(last + timedelta(days=1)):
            publish_through(last)
    write_publications(tmp_path)
    assert verify(Folder(tmp_path)).is_well


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE record SET body = jsonb_set(body, '{agency}', '\"market-aksu\"') WHERE id = %s",
        "UPDATE record SET at = at + interval '1 second' WHERE id = %s",
        "UPDATE record SET by_ref = 'account:x' WHERE id = %s",
        "DELETE FROM record WHERE subject = (SELECT subject FROM record WHERE id = %s)",
    ],
)
def test_a_record_altered_after_publication_is_found(world, harm: str) -> None:  # type: ignore[no-untyped-def]
    silent, _done = _history(world)
    with travel(LAST + timedelta(days=1)):
        publish_through(LAST)
    entry = entries_of(silent.subject)[0]
    day = Publication.objects.order_by("day")[0].day
    assert differs_from_record(day) == []
    with transaction.atomic(), connection.cursor() as cursor:
        # What the guards of the database would refuse, somebody with its keys could do.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(harm, [entry.pk])
    assert differs_from_record(day) != []


def test_over_months_it_is_the_same_whether_published_at_once_or_night_by_night(
    world, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    _history(world)
    last = date(2026, 11, 3)
    with travel(last + timedelta(days=1)):
        publish_through(last)
        at_once = {each.day: each.files for each in Publication.objects.all()}
        write_publications(tmp_path)
        assert [str(each) for each in verify(Folder(tmp_path)).found] == []
        Publication.objects.all().delete()
        for day in at_once:
            publish_through(day)
        for each in Publication.objects.all():
            # The manifest is signed anew each time; all that it names is the same to the byte.
            assert {**each.files, MANIFEST: ""} == {**at_once[each.day], MANIFEST: ""}


def test_of_a_month_no_more_is_held_than_it_asks_for(world) -> None:  # type: ignore[no-untyped-def]
    _silent, done = _history(world)
    found = reckoned(date(2026, 11, 1), date(2026, 11, 3), rules=rulebooks())
    assert {fact.name for fact in found.facts} == {"card.cancelled"}
    assert not (found.cards or found.counts or found.proofs or found.heads)
    assert ("agency", done.agency) in found.named_by(date(2026, 11, 1))
    assert ("agency", done.agency) not in found.named_by(BEGIN - timedelta(days=1))
