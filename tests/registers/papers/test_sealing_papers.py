"""Nothing is sealed without a seal in force and a case behind it; each sealing is a row."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from tests.registers.papers.issuing import AT, CASE, issued
from tests.registers.papers.samples import FACTS
from tests.registers.seals_in_force import (
    APPROVES,
    a_matter,
    a_seal_asked_for,
    a_seal_in_force,
    an_agency,
    told_of,
)

from onedoor.gateways.remote_signer import RemoteSigner
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.ports import port
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import travel
from onedoor.registers.agencies.models import Agency
from onedoor.registers.papers.actions import issue_paper
from onedoor.registers.papers.models import Paper, Reserved, Series
from onedoor.registers.papers.queries import check_document
from onedoor.registers.papers.rules import NothingBehindIt
from onedoor.registers.papers.sealing import make_approved
from onedoor.registers.papers.timers import make_approved_seals
from onedoor.registers.seals.actions import approve_seal, stop_seal
from onedoor.registers.seals.models import Seal, SealUse, State
from onedoor.registers.seals.rules import NoSealInForce

CODE, NAME = "press-baicheng", "拜城县新闻出版局"


def issue(**given: Any) -> Paper:
    """As the rooms above do it, with nothing made ready."""
    usual: dict[str, Any] = {
        "kind": "acceptance", "subject": CASE, "agency": CODE, "agency_name": NAME,
        "title": "受理通知书", "facts": FACTS["acceptance"], "holder": "party-1", "at": AT,
        "key": f"{CASE}:acceptance", "by": SYSTEM, "mark": "拜新出",
    }  # fmt: skip
    return issue_paper(**(usual | given))


def nothing_moved() -> bool:
    return not (
        Paper.objects.exists()
        or Reserved.objects.exists()
        or Series.objects.exists()
        or SealUse.objects.exists()
        or told_of(CASE)
    )


@pytest.fixture
def ready(db: None) -> Seal:
    an_agency()
    a_matter(CASE)
    return a_seal_in_force()


@pytest.mark.django_db
def test_a_paper_names_its_seal_and_the_use_names_the_paper() -> None:
    paper = issued("licence-landscape")
    seal, use = Seal.objects.get(), SealUse.objects.get()
    assert (use.seal_id, use.paper, use.subject) == (seal.pk, paper.key, CASE)
    assert (use.digest, use.ofd_digest) == (paper.digest, paper.ofd_digest)
    assert use.by_ref == SYSTEM.ref
    (told,) = told_of(CASE)
    assert told.body["seal"] == str(seal.pk)


@pytest.mark.django_db
def test_what_was_made_of_the_seal_is_written_down_at_its_first_use_and_once() -> None:
    issued()
    issued("receipt")
    seal = Seal.objects.get()
    assert seal.made_at and "制章" in seal.maker and seal.es_id == seal.pk.hex
    assert len(seal.pdf_certificate) == len(seal.sm2_certificate) == 64
    assert port("store").get(seal.picture).startswith(b"\x89PNG")
    names = [each.name for each in entries_of(f"seal:{seal.pk}")]
    assert names == ["seal.asked", "seal.approved", "seal.made"]


def test_without_anything_recorded_of_the_matter_nothing_is_sealed_or_numbered(ready: Seal) -> None:
    with pytest.raises(NothingBehindIt, match="652926-2"):
        issue(subject="652926-2")
    # What is recorded of something else than a matter is no ground either.
    with pytest.raises(NothingBehindIt):
        issue(subject=f"seal:{ready.pk}")
    assert nothing_moved() and not Seal.objects.get().made_at


@pytest.mark.parametrize("why", ["none", "asked", "stopped", "renamed", "over"])
@pytest.mark.django_db
def test_without_a_seal_in_force_nothing_is_sealed_or_numbered(why: str) -> None:
    an_agency()
    a_matter(CASE)
    if why == "asked":
        a_seal_asked_for()
    elif why == "stopped":
        stop_seal(a_seal_in_force().pk, reasons="密钥遗失", by=SYSTEM)
    elif why == "renamed":
        a_seal_in_force()
        Agency.objects.update(name="拜城县文化旅游局")
    elif why == "over":
        a_seal_in_force(valid_until=date(2016, 1, 1))
    with pytest.raises(NoSealInForce):
        issue(agency_name=Agency.objects.get().name)
    assert nothing_moved()


def test_a_paper_that_waited_for_its_seal_is_issued_once_the_seal_is_approved(
    committed: None,
) -> None:
    an_agency()
    a_matter(CASE)
    seal = a_seal_asked_for()
    with pytest.raises(NoSealInForce):
        issue()
    approve_seal(seal.pk, by=APPROVES)
    assert issue().number.endswith("第0001号")


@pytest.mark.django_db
def test_an_approved_seal_is_made_by_the_worker_before_anybody_uses_it() -> None:
    an_agency()
    seal, asked = a_seal_in_force(), a_seal_asked_for(kind="licence")
    make_approved_seals()
    for each in (seal, asked):
        each.refresh_from_db()
    assert seal.made_at and not asked.made_at and not SealUse.objects.exists()
    assert make_approved() == 0


def test_a_seal_that_cannot_be_made_now_holds_up_no_other(
    ready: Seal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    where = {"url": "http://127.0.0.1:1", "client": "onedoor", "secret": "s"}
    monkeypatch.setattr(port("sealer"), "_signer", RemoteSigner(where, patience=0.5))
    monkeypatch.setattr(port("sealer"), "_folder", tmp_path)
    assert make_approved() == 0 and not Seal.objects.get().made_at
    monkeypatch.undo()
    assert make_approved() == 1


def test_a_seal_stopped_while_a_paper_is_on_its_way_seals_it_no_more(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_agency()
    a_matter(CASE)
    seal = a_seal_in_force()
    put, stopped = port("store").put, threading.Event()

    def stop(_: int) -> None:
        try:
            stop_seal(seal.pk, reasons="密钥遗失", by=SYSTEM)
        finally:
            connections.close_all()

    def put_after_the_stop(content: bytes) -> str:
        if content.startswith(b"%PDF") and not stopped.is_set():
            stopped.set()
            with ThreadPoolExecutor(1) as pool:
                list(pool.map(stop, [0]))
        return str(put(content))

    monkeypatch.setattr(port("store"), "put", put_after_the_stop)
    with pytest.raises(NoSealInForce):
        issue()
    assert stopped.is_set() and not Paper.objects.exists() and not SealUse.objects.exists()
    assert told_of(CASE) == [] and Seal.objects.get(pk=seal.pk).state == State.STOPPED


@pytest.mark.django_db
def test_what_was_sealed_before_the_stop_holds_and_says_since_when_the_seal_is_stopped() -> None:
    with travel(date(2026, 11, 21)):
        paper = issued()
        content = port("store").get(paper.digest)
    with travel(date(2026, 11, 25)):
        stop_seal(Seal.objects.get().pk, reasons="机关撤并", by=SYSTEM)
    with travel(date(2026, 12, 1)):
        check = check_document(content)
    said = "".join(check.sentences)
    assert check.is_good
    assert "自2026年11月25日起停用" in said and "机关撤并" in said and "停用之前" in said


@pytest.mark.django_db
def test_whoever_checks_learns_whose_seal_it_is_who_made_it_and_its_days() -> None:
    paper = issued()
    with travel(date(2026, 11, 21)):
        check = check_document(port("store").get(paper.digest))
    said = "".join(check.sentences)
    assert "机关印章" in said and "制章" in said and "2049年12月30日" in said
    assert "停用" not in said


def test_while_the_signing_server_is_down_nothing_moves_and_the_next_try_succeeds(
    ready: Seal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    where = {"url": "http://127.0.0.1:1", "client": "onedoor", "secret": "s"}
    for name in ("sealer", "ofd_sealer"):
        monkeypatch.setattr(port(name), "_signer", RemoteSigner(where, patience=0.5))
        monkeypatch.setattr(port(name), "_folder", tmp_path / name)
    with pytest.raises(OSError):
        issue()
    assert nothing_moved() and not Seal.objects.get().made_at
    monkeypatch.undo()
    assert issue().number.endswith("第0001号")
