"""A paper is issued once for each act, kept whole, and seen by those who may."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import IntegrityError, connections, transaction
from tests.registers.papers.issuing import CASE, issued
from tests.registers.papers.samples import FACTS
from tests.registers.seals_in_force import ready_to_seal, told_of

from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.models import Reading
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import NotFound
from onedoor.registers.papers import rules
from onedoor.registers.papers.actions import Standing, mark_paper
from onedoor.registers.papers.kinds import KINDS
from onedoor.registers.papers.models import Paper, Series
from onedoor.registers.papers.queries import (
    PaperDamaged,
    damaged_papers,
    document_of,
    paper_for,
    papers_of,
)

HOLDER = Actor(kind="person", ref="account-1", party="party-1")
STRANGER = Actor(kind="person", ref="account-2", party="party-2")
CLERK = Actor(kind="staff", ref="staff-1", name="李明", agency="press-baicheng")
OTHER_CLERK = Actor(kind="staff", ref="staff-2", agency="education-baicheng")


def news() -> list[str]:
    return [entry.name for entry in told_of(CASE)]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_numbered_sealed_kept_and_told(kind: str) -> None:
    paper = issued(kind)
    content = port("store").get(paper.digest)
    assert hashlib.sha256(content).hexdigest() == paper.digest
    assert len(content) == paper.size
    assert port("sealer").check(content).trusted
    assert paper.number == f"拜新出{KINDS[kind].word}字〔2026〕第0001号"
    assert news() == ["paper.issued"]


@pytest.mark.django_db
def test_the_same_act_gives_the_same_paper_however_often_it_is_tried() -> None:
    assert issued().id == issued(facts=FACTS["notice"]).id
    assert Paper.objects.count() == 1
    assert Series.objects.get().last == 1
    assert news() == ["paper.issued"]


@pytest.mark.django_db
def test_an_act_that_failed_half_way_keeps_its_number() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(port("store"), "folder", port("store").folder / "file" / "\0")
        with pytest.raises(ValueError, match="null"):
            issued()
    assert not Paper.objects.exists() and news() == []
    assert issued().number.endswith("第0001号")


@pytest.mark.usefixtures("committed")
def test_two_workers_at_one_act_issue_one_paper() -> None:
    ready_to_seal(CASE, "press-baicheng", "拜城县新闻出版局")

    def work(_: int) -> str:
        try:
            return str(issued().id)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(work, range(4)))) == 1
    assert Series.objects.get().last == 1
    assert news() == ["paper.issued"]


@pytest.mark.usefixtures("committed")
def test_a_paper_is_never_issued_inside_a_transaction() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        issued()
    assert not Paper.objects.exists() and not Series.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "facts", "refusal"),
    [
        ("love-letter", FACTS["notice"], rules.UnknownPaper),
        ("correction-notice", replace(FACTS["correction-notice"], items=()), rules.IncompletePaper),
        ("decision-refuse", replace(FACTS["decision-refuse"], remedies=""), rules.IncompletePaper),
        ("non-acceptance", replace(FACTS["non-acceptance"], paragraphs=()), rules.IncompletePaper),
    ],
)
def test_a_paper_that_lacks_what_the_law_asks_is_refused(kind, facts, refusal) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(refusal):
        issued(kind, facts=facts)
    assert not Paper.objects.exists() and not Series.objects.exists() and news() == []


@pytest.mark.django_db
@pytest.mark.parametrize("reader", [HOLDER, CLERK, SYSTEM])
def test_holder_agency_and_system_see_a_paper(reader: Actor) -> None:
    paper = issued()
    assert paper_for(paper.id, seen_by=reader).number == paper.number
    assert [each.id for each in papers_of(CASE, seen_by=reader)] == [paper.id]
    assert document_of(str(paper.id), seen_by=reader).startswith(b"%PDF")


@pytest.mark.django_db
@pytest.mark.parametrize("reader", [STRANGER, OTHER_CLERK, ANYONE])
def test_for_everyone_else_there_is_no_such_paper(reader: Actor) -> None:
    paper = issued()
    for paper_id in (paper.id, "not-an-id"):
        with pytest.raises(NotFound):
            document_of(paper_id, seen_by=reader)
    assert papers_of(CASE, seen_by=reader) == []
    assert not Reading.objects.exists()


@pytest.mark.django_db
def test_a_clerks_look_leaves_a_trace_and_the_holders_none() -> None:
    paper = issued()
    paper_for(paper.id, seen_by=HOLDER)
    paper_for(paper.id, seen_by=CLERK)
    reading = Reading.objects.get()
    assert (reading.by_ref, reading.party, reading.subject) == ("staff-1", "party-1", CASE)
    assert paper.number in reading.what


@pytest.mark.django_db
def test_a_damaged_file_is_refused_and_never_handed_out() -> None:
    paper = issued()
    store = port("store")
    (store.folder / paper.digest[:2] / paper.digest[2:4] / paper.digest).write_bytes(b"%PDF-")
    with pytest.raises(PaperDamaged):
        document_of(paper.id, seen_by=HOLDER)


@pytest.mark.django_db
def test_missing_and_altered_files_are_found_by_number() -> None:
    whole, lost, bent = issued(), issued("receipt"), issued("delivery")
    store = port("store")
    for paper, content in ((lost, None), (bent, b"%PDF-")):
        path = store.folder / paper.digest[:2] / paper.digest[2:4] / paper.digest
        path.unlink() if content is None else path.write_bytes(content)
    found = dict(damaged_papers())
    assert set(found) == {lost.number, bent.number} and whole.number not in found


@pytest.mark.django_db
def test_a_nul_in_a_name_is_dropped_and_the_paper_is_issued() -> None:
    facts = replace(FACTS["acceptance"], addressee="王\0小明")
    assert issued(facts=facts).holder_name == "王小明"


@pytest.mark.django_db
def test_a_paper_is_marked_once_with_its_reasons() -> None:
    paper = issued()
    for _ in range(2):
        mark_paper(paper.id, standing=Standing.WITHDRAWN, reasons="已撤销", by=CLERK)
    assert news() == ["paper.issued", "paper.marked"]
    with pytest.raises(IntegrityError, match="says_why"), transaction.atomic():
        Paper.objects.update(standing_why="")
