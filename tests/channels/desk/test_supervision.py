"""Cards at the desk: each side reads and does its own; what is published can be fetched and run."""

from datetime import timedelta
from pathlib import Path

import pytest

from onedoor.kernel.time import today
from onedoor.oversight.supervision.actions import publish_through, reckon_chain
from onedoor.oversight.supervision.models import RaisedCard
from onedoor.oversight.supervision.publication import FILES, MANIFEST, name_of
from onedoor.oversight.supervision.verifying import Folder, verify

UNIT, WATCHER = "press_aksu_city_supervisor", "government_aksu_supervisor"


@pytest.fixture
def card(world) -> RaisedCard:  # type: ignore[no-untyped-def]
    told = world.story()
    case = world.play(told, until=1, begin=today() - timedelta(days=21))
    world.drain()
    (found,) = (each for each in reckon_chain(case.number) if each.rule == "telling-limit")
    return found


def test_a_card_says_its_level_by_shape_word_and_letter(card, desk) -> None:  # type: ignore[no-untyped-def]
    for page in ("/desk/supervision/", f"/desk/supervision/{card.pk}/"):
        said = desk(UNIT).get(page).content.decode()
        assert "红牌 R" in said and "#card-red" in said


def test_both_sides_go_the_whole_way_at_the_desk(card, desk) -> None:  # type: ignore[no-untyped-def]
    unit, watcher = desk(UNIT), desk(WATCHER)
    page = f"/desk/supervision/{card.pk}/"
    due = (today() + timedelta(days=9)).isoformat()
    for who, sent in (
        (unit, {"do": "explain", "text": "停电", "evidence": "值班记录"}),
        (watcher, {"do": "confirm", "text": "只停了半天"}),
        (watcher, {"do": "order", "text": "马上答复", "due_on": due}),
        (unit, {"do": "put-right", "text": "受理了", "evidence": "受理通知书"}),
        (watcher, {"do": "close", "text": "看过"}),
    ):
        answer = who.post(page, sent)
        assert answer.status_code == 302, answer.content.decode()
        assert who.get(answer["Location"]).status_code == 200
    card.refresh_from_db()
    assert card.state == "closed"
    said = unit.get(page).content.decode()
    assert all(words in said for words in ("停电", "只停了半天", "马上答复", "受理通知书"))
    assert card.rule and "办结" in unit.get("/desk/supervision/?view=settled").content.decode()


def test_what_is_refused_is_said_beside_its_field_and_nothing_moves(card, desk) -> None:  # type: ignore[no-untyped-def]
    page = f"/desk/supervision/{card.pk}/"
    answer = desk(UNIT).post(page, {"do": "explain", "text": "停电", "evidence": ""})
    assert answer.status_code == 422 and "请写明凭据" in answer.content.decode()
    assert desk(WATCHER).post(page, {"do": "", "text": "x"}).status_code == 422
    assert desk(WATCHER).post(page, {"do": "confirm", "text": "x"}).status_code == 409
    assert desk(UNIT).post(page, {"do": "confirm", "text": "x"}).status_code == 403
    card.refresh_from_db()
    assert card.state == "raised"


def test_who_has_nothing_to_do_with_it_is_kept_out(card, desk) -> None:  # type: ignore[no-untyped-def]
    page = f"/desk/supervision/{card.pk}/"
    assert desk("press_aksu_city_window").get("/desk/supervision/").status_code == 403
    assert desk("education_aksu_city_supervisor").get(page).status_code == 404


def test_anybody_fetches_the_days_and_runs_them_again(card, client, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    days = publish_through(today() - timedelta(days=1))
    assert client.get("/supervision").status_code == 200
    (tmp_path / "keys.json").write_bytes(client.get("/supervision/keys.json").content)
    names = [MANIFEST, *(name_of(part) for part in FILES), *(f"{part}.tree" for part in FILES)]
    for day in days:
        (tmp_path / day.isoformat()).mkdir()
        for name in names:
            answer = client.get(f"/supervision/{day}/{name}")
            assert answer.status_code == 200
            (tmp_path / day.isoformat() / name).write_bytes(answer.content)
    report = verify(Folder(tmp_path))
    assert report.is_well and report.cards >= 3
    for wrong in ("2020-01-01/facts.jsonl", "nothing/facts.jsonl", f"{days[0]}/secret"):
        assert client.get(f"/supervision/{wrong}").status_code == 404
