"""Keys that do not belong to a database are refused at the start; changing keys loses nothing."""

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as ours
from django.db import connection
from typer.testing import CliRunner

from onedoor.kernel.actors import SYSTEM
from onedoor.registers.people.actions import keep_party
from onedoor.site import doctor, keys
from onedoor.site.cli import app
from onedoor.site.models import mark, marks_beginning

NUMBER = "652999198506120027"


def _key(length: int = 16) -> str:
    return base64.b64encode(os.urandom(length)).decode()


@pytest.fixture
def noted(db: None) -> None:
    keys.refuse_keys_that_do_not_fit()


def test_the_first_start_notes_the_keys_and_the_next_one_accepts_them(noted: None) -> None:
    assert mark("keys") and marks_beginning("key:")
    keys.refuse_keys_that_do_not_fit()
    assert keys.why_they_do_not_fit() == ""


def test_the_mark_gives_no_key_away(noted: None) -> None:
    given = ours.ONEDOOR_DATA_KEYS
    known = {given["index"], *given["seal"].values()}
    assert not known & {mark("keys"), *marks_beginning("key:").values()}


def test_another_index_key_is_refused_with_a_sentence_and_nothing_is_noted(
    noted: None, settings: Any
) -> None:
    before = mark("keys")
    settings.ONEDOOR_DATA_KEYS = {**settings.ONEDOOR_DATA_KEYS, "index": _key(32)}
    with pytest.raises(keys.KeysDoNotFit, match=r"Put back the right data-keys\.json"):
        keys.refuse_keys_that_do_not_fit()
    assert mark("keys") == before


def test_a_sealing_key_that_is_missing_or_another_is_refused(noted: None, settings: Any) -> None:
    held = settings.ONEDOOR_DATA_KEYS
    for seal in ({"2": _key()}, {"1": _key()}):
        settings.ONEDOOR_DATA_KEYS = {**held, "seal": seal, "current": next(iter(seal))}
        with pytest.raises(keys.KeysDoNotFit, match="sealing key 1"):
            keys.refuse_keys_that_do_not_fit()


def test_a_database_older_than_the_marks_is_asked_what_sealed_it(db: None, settings: Any) -> None:
    keep_party(kind="person", name="林", number_kind="citizen", number=NUMBER, by=SYSTEM)
    settings.ONEDOOR_DATA_KEYS = {
        **settings.ONEDOOR_DATA_KEYS, "seal": {"9": _key()}, "current": "9",
    }  # fmt: skip
    with pytest.raises(keys.KeysDoNotFit, match="sealed with the key 1"):
        keys.refuse_keys_that_do_not_fit()


def test_the_doctor_tells_whether_the_keys_fit(noted: None, settings: Any) -> None:
    assert all(finding.well for finding in doctor._keys())
    settings.ONEDOOR_DATA_KEYS = {**settings.ONEDOOR_DATA_KEYS, "index": _key(32)}
    arithmetic, fit = doctor._keys()
    assert arithmetic.well and not fit.well
    assert "data-keys.json" in fit.mend


def test_a_rotated_key_seals_and_after_resealing_the_old_one_may_go(
    noted: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = keep_party(kind="person", name="林", number_kind="citizen", number=NUMBER, by=SYSTEM)
    monkeypatch.setenv("ONEDOOR_STATE", str(tmp_path))
    settings.ONEDOOR_STATE = str(tmp_path)
    (tmp_path / "data-keys.json").write_text(json.dumps(settings.ONEDOOR_DATA_KEYS))
    assert keys.rotate() == "2"
    written = json.loads((tmp_path / "data-keys.json").read_text())
    assert (written["current"], set(written["seal"])) == ("2", {"1", "2"})
    assert written["index"] == settings.ONEDOOR_DATA_KEYS["index"]
    assert (tmp_path / "data-keys.json").stat().st_mode & 0o077 == 0
    settings.ONEDOOR_DATA_KEYS = written
    keys.refuse_keys_that_do_not_fit()
    assert keys.reseal_everything() == (1, ["1"])
    settings.ONEDOOR_DATA_KEYS = {**written, "seal": {"2": written["seal"]["2"]}}
    keys.refuse_keys_that_do_not_fit()
    party.refresh_from_db()
    assert party.number == NUMBER


def test_keys_are_not_rotated_under_a_running_product_nor_over_given_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEDOOR_STATE", str(tmp_path))
    (tmp_path / "run.json").write_text(json.dumps({"address": "http://127.0.0.1:1"}))
    refused = CliRunner().invoke(app, ["keys", "rotate"])
    assert refused.exit_code == 1 and "stop it first" in refused.output
    monkeypatch.setenv("ONEDOOR_DATA_KEYS", "{}")
    refused = CliRunner().invoke(app, ["keys", "rotate"])
    assert refused.exit_code == 2 and "ONEDOOR_DATA_KEYS" in refused.output
    assert not (tmp_path / "data-keys.json").exists()


def test_a_plain_number_is_not_in_a_dump_of_the_people(noted: None) -> None:
    keep_party(kind="person", name="林", number_kind="citizen", number=NUMBER, by=SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(people_party::text, '|') FROM people_party")
        (dump,) = cursor.fetchone()
    assert NUMBER not in dump and "1." in dump
