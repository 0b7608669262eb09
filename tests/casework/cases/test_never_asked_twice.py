"""What is known from before: offered, agreed to once, shown with its source, undone at a press."""

import pytest
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import BOOKSHOP, World

from onedoor.casework.cases import actions
from onedoor.casework.cases.models import Draft, Material
from onedoor.casework.cases.queries import draft_for, known_for
from onedoor.casework.cases.refusals import NoSuchDraft
from onedoor.kernel.models import Entry
from onedoor.kernel.refusals import Refusal

FIRM = "duolang_books"


def an_empty_draft(world: World, ref: str = FIRM) -> Draft:
    story = world.story().story
    return actions.begin_draft(
        BOOKSHOP, agency=story.at, situation=dict(story.situation), by=world.cast(ref)
    )


def test_nothing_is_used_before_the_person_says_so(world: World) -> None:
    world.a_decided_case()
    draft, by = an_empty_draft(world), world.cast(FIRM)
    known = known_for(draft, seen_by=by)
    assert known.fields > 8
    assert Draft.objects.get().answers == {} and Draft.objects.get().origins == {}
    page = text_of(Citizen(FIRM).get(f"/drafts/{draft.pk}/known"))
    assert "用我以前填过的" in page and "我们已有" in page


def test_once_agreed_the_answers_are_there_with_where_they_come_from(world: World) -> None:
    case, by = world.a_decided_case(), world.cast(FIRM)
    world.drain()
    draft = an_empty_draft(world)
    Citizen(FIRM).post(f"/drafts/{draft.pk}/known")
    kept = Draft.objects.get()
    assert kept.answers["premises_address"] == case.answers["premises_address"]
    assert kept.origins["premises_address"].split(":")[0] in ("case", "licence")
    assert case.answers["premises_address"] not in str(kept.origins)
    assert [each.name for each in Entry.objects.filter(subject=f"draft:{draft.pk}")] == [
        "reuse.agreed"
    ]
    section = next(
        each.id
        for each in draft.version.parsed.form.sections
        if any(field.id == "premises_address" for field in each.fields)
    )
    assert "可以改" in text_of(Citizen(FIRM).get(f"/drafts/{draft.pk}/steps/{section}"))
    actions.save_draft(str(draft.pk), answers={"premises_address": "别处 1 号"}, by=by)
    assert "premises_address" not in Draft.objects.get().origins


def test_whoever_stops_keeps_what_they_wrote_and_nothing_else(world: World) -> None:
    world.a_decided_case()
    draft, by = an_empty_draft(world), world.cast(FIRM)
    actions.save_draft(str(draft.pk), answers={"premises_area": "12"}, by=by)
    actions.use_what_is_known(str(draft.pk), by=by)
    assert Draft.objects.get().answers["premises_area"] == "12"
    assert len(Draft.objects.get().answers) > 5
    Citizen(FIRM).post(f"/drafts/{draft.pk}/known", stop="yes")
    after = Draft.objects.get()
    assert after.answers.get("premises_area") == "12"
    assert after.reuse_agreed_at is None
    assert not [each for each in after.origins.values() if each != "party"]
    assert not after.materials.exists()


def test_nobody_gets_another_partys_answers(world: World) -> None:
    world.a_decided_case()
    draft = an_empty_draft(world, "xinzhi")
    with pytest.raises(NoSuchDraft):
        known_for(draft, seen_by=world.cast(FIRM))
    actions.use_what_is_known(str(draft.pk), by=world.cast("xinzhi"))
    assert set(Draft.objects.get().origins.values()) <= {"party"}
    assert draft_for(str(draft.pk), seen_by=world.cast("xinzhi"))


def test_a_copy_is_trusted_further_only_once_a_named_clerk_saw_the_original(
    world: World,
) -> None:
    case = world.a_submitted_case()
    material = Material.objects.get(case=case)
    assert material.grade == "C"
    with pytest.raises(Refusal):
        actions.see_original(
            case.number, material=str(material.pk), by=world.cast("education_aksu_city_window")
        )
    assert Material.objects.get(case=case).grade == "C"
    clerk = world.clerk(case, "accept")
    actions.see_original(case.number, material=str(material.pk), by=clerk)
    seen = Material.objects.get(case=case)
    assert (seen.grade, seen.checked_by_name) == ("B", clerk.name)
    assert "material.original-seen" in world.news_of(case)
