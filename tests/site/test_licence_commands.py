"""A licence as the national directory takes it, at the terminal: told, and read by its holder."""

import json
from contextlib import nullcontext
from typing import Any

import pytest
from tests.channels.api.test_licences import BUREAU
from tests.registers.licences.test_identifiers import ISSUER, TYPE
from tests.registers.licences.test_licences import issued
from tests.world import World
from typer.testing import CliRunner

from onedoor.kernel.models import Reading
from onedoor.registers.licences.actions import Listing
from onedoor.registers.licences.models import Licence
from onedoor.site import licence_commands
from onedoor.site.cli import app


@pytest.fixture(autouse=True)
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a database that is there already."""
    monkeypatch.setattr(licence_commands, "product", lambda **_: nullcontext())


@pytest.fixture
def holder(world: World) -> str:
    return str(world.cast("duolang_books").party)


def _listed(holder: str) -> Licence:
    listing = Listing(type_code=TYPE, issuer_code=ISSUER)
    return issued(holder=holder, agency_name=BUREAU, listing=listing)


@pytest.fixture
def licence(holder: str) -> Licence:
    return _listed(holder)


def said(which: str, code: int = 0) -> str:
    ended = CliRunner().invoke(app, ["licences", "record", which])
    assert ended.exit_code == code, ended.output
    return ended.output


def test_number_and_identifier_give_the_same_record(licence: Licence) -> None:
    told: dict[str, Any] = json.loads(said(licence.number))
    assert told == json.loads(said(licence.identifier))
    assert told["certificate_source_id"] == licence.identifier
    assert told["certificate_number"] == licence.number
    assert told["certificate_type_code"] == licence.type_code
    assert told["certificate_holder"] == licence.holder_name
    assert (told["issue_date"], told["valid_until"]) == ("2026-11-20", "2031-11-19")
    assert told["status"].isdigit() and told["former_source_id"] == ""


def test_the_look_is_a_row_in_the_name_of_whoever_sits_there(licence: Licence) -> None:
    said(licence.number)
    row = Reading.objects.get(party=licence.holder)
    assert row.by_ref.startswith("operator:") and row.why == "报送证照目录"
    assert licence.number in row.what


def test_what_there_is_not_is_refused_in_a_sentence_and_leaves_no_row(holder: str) -> None:
    unlisted = issued(holder=holder, agency_name=BUREAU)
    assert "换发以后" in said(unlisted.number, code=1)
    assert said("没有这张证", code=1).strip().endswith("。")
    assert "电子证照标识" in said("1.2.156.3005.2.x", code=1)
    assert not Reading.objects.exists()
