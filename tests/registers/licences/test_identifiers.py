"""Every licence has one identifier, by the rule of GB/T 36904; its type stands in the directory."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.registers.licences.test_licences import issued

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.codes import licence_identifier
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now, travel
from onedoor.registers.licences.actions import (
    Listing,
    pass_on_licence,
    restore_licence,
    revoke_licence,
    suspend_licence,
)
from onedoor.registers.licences.directory import NotInTheDirectory, latest_act, record_of
from onedoor.registers.licences.models import State
from onedoor.registers.licences.queries import Licence
from onedoor.registers.papers.queries import check_document, document_of

pytestmark = pytest.mark.django_db

TYPE, ISSUER, ANOTHER = "116500000105000334001", "11652926129260604Y", "116529266290660668"


def identified(ground: str = "case-1", **given: Any) -> Licence:
    issuer = given.pop("issuer_code", ISSUER)
    return issued(ground, listing=Listing(type_code=TYPE, issuer_code=issuer), **given)


def test_it_names_type_issuer_and_version_and_its_check_character_is_right() -> None:
    found = licence_identifier(identified().identifier)
    assert (found.type, found.issuer, found.version) == (TYPE, ISSUER, 1)
    assert len(found.serial) == 20


def test_asked_again_it_is_the_same_and_no_two_licences_share_one() -> None:
    first, other = identified(), identified("case-2")
    assert identified().identifier == first.identifier != other.identifier


def test_a_follower_keeps_the_serial_and_counts_the_version_on() -> None:
    first = identified()
    pass_on_licence(first.number, to="case-2", by=SYSTEM)
    second = licence_identifier(identified("case-2").identifier)
    assert second == licence_identifier(first.identifier)._replace(version=2)


def test_a_follower_from_another_issuer_begins_a_serial_of_its_own() -> None:
    first = identified()
    pass_on_licence(first.number, to="case-2", by=SYSTEM)
    second = licence_identifier(identified("case-2", issuer_code=ANOTHER).identifier)
    assert (second.issuer, second.version) == (ANOTHER, 1)
    assert second.serial != licence_identifier(first.identifier).serial


def test_both_files_say_it_under_the_seal() -> None:
    licence = identified()
    sealed = document_of(licence.paper_id, seen_by=SYSTEM, as_ofd=True)
    check = check_document(sealed)
    assert check.is_good and check.seal
    assert check.seal.says["证照标识"] == licence.identifier
    assert licence.paper.facts["identifier"] == licence.identifier


def test_without_a_type_code_there_is_no_identifier_and_the_directory_says_so() -> None:
    licence = issued()
    assert licence.identifier == ""
    with pytest.raises(NotInTheDirectory) as refused:
        record_of(licence.number, seen_by=SYSTEM)
    assert "换发以后" in refused.value.sentence


def test_nobody_else_is_told_the_record_of_a_licence() -> None:
    licence = identified()
    stranger = Actor(kind="person", ref="a2", party="party-2")
    with pytest.raises(NotFound):
        record_of(licence.number, seen_by=stranger)


@pytest.mark.parametrize("state", State.values)
def test_every_state_has_its_code(state: str) -> None:
    assert latest_act(Licence(state=state, state_since=now())).isdigit()


@pytest.mark.parametrize(
    ("act", "version", "code"),
    [("issue", 1, "01"), ("renew", 2, "02"), ("change", 2, "09"), ("replace", 2, "09"),
     ("", 1, "01"), ("", 2, "")],
)  # fmt: skip
def test_what_made_it_is_told_by_its_code(act: str, version: int, code: str) -> None:
    assert latest_act(Licence(act=act, version=version)) == code


def test_what_was_last_done_is_told_by_its_code() -> None:
    licence = identified(act="renew")
    told = [latest_act(Licence.objects.get(pk=licence.pk))]
    for act in (suspend_licence, restore_licence, revoke_licence):
        told.append(latest_act(act(licence.number, reasons="核查", by=SYSTEM)))
    assert told == ["02", "03", "06", "05"]


def test_what_runs_out_is_told_as_run_out() -> None:
    licence = identified(valid_until=date(2026, 12, 1))
    with travel(datetime(2027, 1, 5, tzinfo=UTC)):
        assert latest_act(licence) == "04"
