"""What is known from before: offered, agreed to once, shown with its source, undone at a press."""

import pytest
from tests.channels.portal.citizen import Citizen, text_of
from tests.standing_in import AGENT, a_mandate, representing, under
from tests.world import BOOKSHOP, World

from onedoor.casework.cases import actions
from onedoor.casework.cases.models import Draft, Material
from onedoor.casework.cases.queries import draft_for, known_for, reused_in
from onedoor.casework.cases.refusals import NoSuchDraft
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.models import Entry
from onedoor.kernel.refusals import Refusal
from onedoor.registers.licences.actions import suspend_licence
from onedoor.registers.licences.models import Licence
from onedoor.site.stories import until_applied

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


def drafted(world: World, service: str, ref: str, by: Actor | None = None) -> Draft:
    """The sample person begins this service anew and agrees to what is known being used."""
    story = world.story(service).story
    actor = by or world.cast(ref)
    draft = actions.begin_draft(service, agency=story.at, situation=dict(story.situation), by=actor)
    return actions.use_what_is_known(str(draft.pk), by=actor)


def test_rows_come_along_and_each_may_be_changed_or_left_out(world: World) -> None:
    world.a_submitted_case("foreign-degree-recognition")
    draft = drafted(world, "foreign-degree-recognition", "yu_jie")
    assert draft.answers["stays"] == [{"stay_from": "2023-09-12", "stay_to": "2024-09-20"}]
    assert draft.origins["stays"].startswith("case:")
    section = next(
        each.id
        for each in draft.version.parsed.form.sections
        if any(field.id == "stays" for field in each.fields)
    )
    address = f"/drafts/{draft.pk}/steps/{section}"
    citizen = Citizen("yu_jie")
    page = citizen.get(address)
    assert 'name="stays-0-stay_from' in page.content.decode()
    assert "把一行清空，就是删去" in text_of(page)
    citizen.post(address, **{"stays": "", "stays-0-stay_from": "", "stays-0-stay_to": ""})
    left = Draft.objects.get()
    assert left.answers["stays"] == []
    assert "stays" not in left.origins


def test_a_statement_inside_a_row_is_made_anew_and_amounts_of_the_year_are_asked_anew(
    world: World,
) -> None:
    case = world.a_submitted_case("subsistence-allowance")
    applicant = world.story("subsistence-allowance").story.applicant
    draft = drafted(world, "subsistence-allowance", applicant)
    names = [each["member_name"] for each in case.answers["members"]]
    assert [each["member_name"] for each in draft.answers["members"]] == names
    assert all("agrees" not in row for row in draft.answers["members"])
    assert draft.answers["has_vehicle"] is False
    assert not {"wages", "farming", "savings"} & set(draft.answers)


def test_several_choices_taken_over_go_on_as_they_stand(world: World) -> None:
    case = world.a_submitted_case()
    draft, citizen = drafted(world, BOOKSHOP, FIRM), Citizen(FIRM)
    address = f"/drafts/{draft.pk}/steps/business"
    page = citizen.get(address)
    assert page.content.decode().count('type="hidden" name="scope"') == len(case.answers["scope"])
    kept = {"scope": case.answers["scope"], "online_address": "网店", "visit_time": "morning"}
    answer = citizen.post(address, **kept, paper_wanted="yes")
    assert "faults" not in answer["Location"]
    assert Draft.objects.get().answers["scope"] == case.answers["scope"]
    assert Draft.objects.get().origins["scope"].startswith("case:")


def test_a_licence_in_force_says_its_number_itself_and_is_named_as_the_source(
    world: World,
) -> None:
    case = world.a_decided_case("private-school")
    world.drain()
    licence = Licence.objects.get(ground=case.number)
    draft = drafted(world, "private-school-change", "starlight")
    assert draft.answers["school_licence_number"] == licence.number
    assert draft.origins["school_licence_number"] == f"licence:{licence.number}"
    # What is printed on it is the licence's word, the rest only what was once written.
    reused = reused_in(draft, seen_by=world.cast("starlight"))
    assert reused["school_licence_number"].source == "来自您的民办学校办学许可证，可以改"
    suspend_licence(licence.number, reasons="停业整顿。", by=SYSTEM)
    draft.delete()
    assert (
        "school_licence_number" not in drafted(world, "private-school-change", "starlight").answers
    )


def test_what_is_said_of_others_is_never_put_together_from_two(world: World) -> None:
    world.a_submitted_case("work-permit-short")
    other = world.a_submitted_case("work-permit-extension")
    draft = drafted(world, "work-permit-cancellation", "tianshan_fruit")
    # The latest matter is about one expert; the other's passport is not mixed into it.
    assert draft.answers["passport_number"] == other.answers["passport_number"]
    assert draft.answers["foreigner_name"] == other.answers["foreigner_name"]
    again = drafted(world, "work-permit-short", "tianshan_fruit")
    assert again.answers["foreigner_name"] != other.answers["foreigner_name"]


def test_the_representatives_number_comes_from_the_register_for_firm_and_representative_only(
    world: World,
) -> None:
    number = world.cast.people["ayigul"].number
    for by in (world.cast(FIRM), representing(world)):
        draft = drafted(world, BOOKSHOP, FIRM, by)
        assert draft.answers["head_number"] == number
        assert draft.origins["head_number"] == "party"
        draft.delete()
    mandate = a_mandate(world)
    draft = drafted(world, BOOKSHOP, FIRM, under(world, AGENT, mandate.id))
    assert draft.answers["firm_name"]
    assert "head_number" not in draft.answers


def test_an_agent_is_filled_in_only_what_the_mandate_lets_them_see(world: World) -> None:
    told = next(
        each
        for each in world.stories
        if each.service == "prepacked-food-record" and each.story.applicant == FIRM
    )
    world.play(told, until=until_applied(told.story))
    own = drafted(world, BOOKSHOP, FIRM)
    assert own.origins["premises_address"] != "party"
    own.delete()
    # Of one service only: what the firm said in another is not the agent's to read.
    agent = under(world, AGENT, a_mandate(world).id)
    draft = drafted(world, BOOKSHOP, FIRM, agent)
    assert set(draft.origins.values()) <= {"party"}
    draft.delete()
    wide = under(world, AGENT, a_mandate(world, services=(BOOKSHOP, "prepacked-food-record")).id)
    seen = drafted(world, BOOKSHOP, FIRM, wide).origins
    assert seen["premises_address"] == own.origins["premises_address"]
