"""A compared paper of before stands in for a document whose type it is: grade B, no upload."""

from copy import deepcopy
from typing import Any

import pytest
from django.db.models import Max
from tests.channels.portal.citizen import Citizen, text_of
from tests.registers.showing.test_paper_of_before import FIRM, transcript
from tests.world import BOOKSHOP, World

from onedoor.casework.cases import actions
from onedoor.casework.cases.models import Case, Draft, Material
from onedoor.casework.cases.queries import known_for
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import days, now, today, travel
from onedoor.registers.catalogue.actions import digest_of
from onedoor.registers.catalogue.models import ServiceVersion
from onedoor.registers.transcripts.actions import compare_transcript, name_the_type
from onedoor.registers.transcripts.models import Transcript

TYPE, DOCUMENT = "publication-business-licence", "premises_proof"


def a_draft(world: World, *, named: tuple[str, ...] = (TYPE,)) -> Draft:
    """Of a service whose one document may be a licence of these types."""
    story = world.story().story
    draft = actions.begin_draft(
        BOOKSHOP, agency=story.at, situation=dict(story.situation), by=world.cast(FIRM)
    )
    known = draft.version
    definition = deepcopy(known.definition)
    for each in definition["documents"]["documents"]:
        if each["id"] == DOCUMENT:
            each["satisfied_by"] = list(named)
    digest = digest_of(definition)
    newest = ServiceVersion.objects.filter(service=known.service).aggregate(n=Max("number"))["n"]
    version = ServiceVersion.objects.filter(digest=digest).first() or ServiceVersion.objects.create(
        service=known.service, number=newest + 1, definition=definition, digest=digest,
        published_at=now(), published_by="test", effective=known.effective,
    )  # fmt: skip
    Draft.objects.filter(pk=draft.pk).update(version=version)
    return Draft.objects.get(pk=draft.pk)


LAND_WINDOW, LAND_REVIEWER = (
    f"natural_resources_aksu_city_{post}" for post in ("window", "reviewer")
)


def a_deed(world: World, *, named: bool = True) -> Transcript:
    """The deed of the shop's house, compared; its type named by a clerk of the land office."""
    paper = transcript(
        world, kind="", kind_name="房屋所有权证", number="阿房权证字第0071号", compared=False,
        facts=[("坐落", "阿克苏市南大街 12 号"), ("用途", "商业")], by=world.cast(LAND_WINDOW),
    )  # fmt: skip
    compare_transcript(paper.pk, agrees=True, note="和房产档案核对", by=world.cast(LAND_REVIEWER))
    if named:
        name_the_type(
            paper.pk, kind="real-estate-certificate", because="样证", by=world.cast(LAND_WINDOW)
        )
    return paper


def test_a_deed_of_before_stands_in_for_the_proof_of_premises_of_a_bookshop_as_published(
    world: World,
) -> None:
    """The pack itself names the type: nothing is changed for this test."""
    firm, story = world.cast(FIRM), world.story().story
    paper = a_deed(world, named=False)
    draft = actions.begin_draft(BOOKSHOP, agency=story.at, situation=dict(story.situation), by=firm)
    assert known_for(draft, seen_by=firm).documents == 0
    name_the_type(
        paper.pk, kind="real-estate-certificate", because="1998 年样证", by=world.cast(LAND_WINDOW)
    )
    assert known_for(draft, seen_by=firm).documents == 1
    (file,) = brought(draft, world)
    assert (file.document, file.grade, file.origin) == (DOCUMENT, "B", f"transcript:{paper.pk}")


def brought(draft: Draft, world: World) -> list[Material]:
    actions.use_what_is_known(str(draft.pk), by=world.cast(FIRM))
    return list(Material.objects.filter(draft=draft))


def test_it_is_offered_counted_and_brought_as_the_scan_that_was_compared(world: World) -> None:
    paper, draft = transcript(world), a_draft(world)
    assert known_for(draft, seen_by=world.cast(FIRM)).documents == 1
    (file,) = brought(draft, world)
    assert (file.document, file.grade, file.digest) == (DOCUMENT, "B", paper.scan)
    assert file.origin == f"transcript:{paper.pk}"
    assert (file.checked_by, file.checked_at) == (paper.compared_by, paper.compared_at)
    page = text_of(Citizen(FIRM).get(f"/drafts/{draft.pk}/known"))
    assert "您补录的纸质证，不用交（B 级）" in page and "此件经与原件核对无误" in page


def test_the_record_tells_how_many_documents_were_spared_and_not_which(world: World) -> None:
    firm, story = world.cast(FIRM), world.story().story
    a_deed(world)
    draft = actions.begin_draft(BOOKSHOP, agency=story.at, situation=dict(story.situation), by=firm)
    brought(draft, world)
    actions.save_draft(str(draft.pk), answers=dict(story.answers), by=firm)
    case = actions.submit_draft(str(draft.pk), by=firm)
    (told,) = [each for each in entries_of(case.subject) if each.name == "application.submitted"]
    assert (told.body["spared"], told.body["handed_in"]) == (1, 0)


def test_taken_back_it_is_gone_and_the_paper_stays(world: World) -> None:
    paper, draft = transcript(world), a_draft(world)
    brought(draft, world)
    actions.stop_using_what_is_known(str(draft.pk), by=world.cast(FIRM))
    assert not Material.objects.filter(draft=draft).exists()
    assert Transcript.objects.filter(pk=paper.pk, state="compared").exists()


@pytest.mark.parametrize(
    ("paper", "named", "later"),
    [
        ({"compared": False}, (TYPE,), 0),
        ({"kind": ""}, (TYPE,), 0),
        ({}, (), 0),
        ({}, ("work-permit",), 0),
        ({}, (TYPE,), 31),
    ],
)
def test_not_compared_of_no_type_or_another_or_run_out_it_stands_in_for_nothing(
    world: World, paper: dict[str, Any], named: tuple[str, ...], later: int
) -> None:
    transcript(world, **paper)
    draft = a_draft(world, named=named)
    with travel(today() + days(later)):
        assert known_for(draft, seen_by=world.cast(FIRM)).documents == 0
        assert brought(draft, world) == []
    assert not Case.objects.exists()
