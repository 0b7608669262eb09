"""Newer versions of a bundle or its parts, and what runs under older ones: weighed as one, moved
whole, told once, taken back whole."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from tests.world import World

from onedoor.casework.bundles import actions as bundles
from onedoor.casework.bundles.finding import joint_of_draft
from onedoor.casework.bundles.models import BundleDraft, JointCase, JointMove, JointPart
from onedoor.casework.bundles.queries import (
    BundlePlan,
    bundle_for,
    bundle_moves_of,
    bundles_behind,
    parts_under,
    plan_bundle_move,
)
from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.models import Case, Material, Task
from onedoor.casework.cases.move_refusals import (
    ChangedSinceLooked,
    MovedOn,
    NothingToMove,
    UndoneAlready,
)
from onedoor.casework.cases.queries import Onward, outlooks_of_parts
from onedoor.channels.notices.queries import told
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.record import entries_of, verify
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.kernel.time import days, travel
from onedoor.registers.catalogue.queries import (
    bundle,
    bundle_stories,
    current_version,
    version,
)
from onedoor.site.bundle_stories import BundlePlay, check_the_bundle_ends

NEWBORN, RESTAURANT = "newborn", "restaurant"
LEADS = {NEWBORN: "health-aksu-city", RESTAURANT: "market-aksu-city"}
HOUSEHOLD, CARD = "newborn-household", "newborn-social-card"


@pytest.fixture(autouse=True)
def as_it_was(world: World) -> Iterator[None]:
    """Afterwards the versions are in force that were."""
    before: dict[str, UUID] = {}
    for code in LEADS:
        before[code] = bundle(code).current_id
        for part in bundle(code).parsed.parts:
            before[part.service] = current_version(part.service).pk
    yield
    world.put_back(before)


def play(world: World, code: str = NEWBORN, until: int = 1, name: str = "granted") -> BundlePlay:
    found = next(
        each for each in bundle_stories(world.packs, bundle=code) if each.path.stem == name
    )
    played = BundlePlay(code, found.story, world.cast, found.story.begin, until=until)
    played.run()
    return played


def supervisor(world: World, code: str = NEWBORN) -> Actor:
    return world.a_clerk(LEADS[code], "supervisor")


def plan(world: World, code: str = NEWBORN) -> BundlePlan:
    return plan_bundle_move(code, agency=LEADS[code], seen_by=supervisor(world, code))


def counts(found: BundlePlan) -> dict[str, tuple[int, int]]:
    return {kind: (len(found.bundles[kind]), len(found.drafts[kind])) for kind in found.bundles}


def why(found: BundlePlan, kind: str) -> tuple[str, ...]:
    (one,) = found.bundles[kind]
    return one.outlook.why


def move(world: World, code: str = NEWBORN) -> JointMove:
    return bundles.move_bundles(code, agency=LEADS[code], by=supervisor(world, code))


def rows(model: Any, **which: Any) -> list[dict[str, Any]]:
    return [
        {field.attname: getattr(each, field.attname) for field in model._meta.concrete_fields}
        for each in model.objects.filter(**which).order_by("pk")
    ]


def standing(number: str) -> dict[str, Any]:
    """Everything of a bundle, its parts and their cases that a move may touch."""
    joint = JointCase.objects.get(number=number)
    tasks = rows(Task, case__part_of=number)
    return {
        "joint": rows(JointCase, pk=joint.pk),
        "parts": rows(JointPart, joint=joint),
        "files": list(joint.materials.order_by("pk").values_list("pk", "document")),
        "cases": rows(Case, part_of=number),
        # Rows that a move drops and an undo brings back are the same rows.
        "tasks": tasks,
        "materials": list(
            Material.objects.filter(case__part_of=number)
            .order_by("pk")
            .values_list("pk", "document")
        ),
    }


def news(number: str) -> list[tuple[str, str]]:
    """Name and chain of everything recorded of a bundle and of the cases of its parts."""
    chains = [
        f"joint:{number}",
        *Case.objects.filter(part_of=number).values_list("number", flat=True),
    ]
    return [(each.name, chain) for chain in chains for each in entries_of(chain)]


def refused(wanted: type[Refusal], played: BundlePlay, code: str = NEWBORN, **what: Any) -> None:
    """The move is refused, and nothing has moved."""
    before = standing(played.number), news(played.number)
    with pytest.raises(wanted):
        bundles.move_bundles(code, **({"agency": LEADS[code]} | what))
    assert (standing(played.number), news(played.number)) == before
    assert not JointMove.objects.exists()


def shorter(sheet: Any) -> None:
    sheet["within"]["promised"] -= 1


def longer(sheet: Any) -> None:
    sheet["within"]["promised"] += 1


def one_question_more(form: Any) -> None:
    form["sections"][0]["fields"].append(
        {"id": "pet_name", "type": "text", "label": {"zh": "小名叫什么", "en": "The pet name"}}
    )


def test_before_acceptance_a_bundle_moves_whole_with_the_case_that_is_open(world: World) -> None:
    played = play(world)
    opened = world.a_changed_version("sheet", longer, "birth-certificate")
    later = world.a_changed_version("sheet", longer, CARD)
    with travel(played.begin + days(1)):
        assert counts(plan(world)) == {"moves": (1, 0), "needs": (0, 0), "stays": (0, 0)}
        move(world)
        world.drain()
    file = bundle_for(played.number, seen_by=SYSTEM)
    versions = {each.part: each.version_id for each in file.parts}
    assert (versions["birth"], versions["card"]) == (opened, later)
    assert Case.objects.get().version_id == opened
    assert ("bundle.moved", file.joint.subject) in news(played.number)
    assert ("case.moved", Case.objects.get().number) in news(played.number)
    for chain in (file.joint.subject, Case.objects.get().number):
        assert not verify(chain).broken


def test_the_applicant_is_told_once_for_the_whole_and_once_that_it_was_taken_back(
    world: World,
) -> None:
    played = play(world)
    world.a_changed_version("sheet", shorter, "birth-certificate")
    with travel(played.begin + days(1)):
        made = move(world)
        world.drain()
        assert told(f"joint:{played.number}") == ["bundle.submitted", "bundle.moved"]
        bundles.undo_bundle_move(made.pk, by=supervisor(world))
        world.drain()
    assert told(f"joint:{played.number}")[-1] == "bundle.moved-back"
    assert told(Case.objects.get().number) == []


def test_a_move_is_taken_back_whole_while_nothing_has_happened_since(world: World) -> None:
    played = play(world, until=4)
    kept = standing(played.number)

    def promises_less(whole: Any) -> None:
        whole["within"]["promised"] -= 2

    after = world.a_changed_bundle(promises_less, NEWBORN)
    changed = world.a_changed_version("sheet", shorter, HOUSEHOLD)
    with travel(played.begin + days(2)):
        made = move(world)
        joint = JointCase.objects.get()
        assert joint.version_id == after
        assert joint.promised_due < kept["joint"][0]["promised_due"]
        assert Case.objects.get(service=HOUSEHOLD).version_id == changed
        assert standing(played.number) != kept
        bundles.undo_bundle_move(made.pk, by=supervisor(world))
        assert standing(played.number) == kept
        with pytest.raises(UndoneAlready):
            bundles.undo_bundle_move(made.pk, by=supervisor(world))
    assert ("case.moved-back", Case.objects.get(service=HOUSEHOLD).number) in news(played.number)


def test_one_part_that_stays_keeps_the_whole(world: World) -> None:
    played = play(world, until=4)
    world.a_changed_version("sheet", longer, HOUSEHOLD)
    world.a_changed_version("sheet", shorter, CARD)
    with travel(played.begin + days(2)):
        (reason,) = why(plan(world), "stays")
        title = version(JointPart.objects.get(part="household").version_id).parsed.sheet.title
        assert reason.startswith(f"{title}：") and "承诺期限变长" in reason
        refused(NothingToMove, played, by=supervisor(world))


def test_what_is_asked_anew_needs_the_applicant_before_acceptance_and_keeps_the_law_after_it(
    world: World,
) -> None:
    played = play(world)
    world.a_changed_version("form", one_question_more, CARD)
    with travel(played.begin):
        assert why(plan(world), "needs") == ("填“小名叫什么”",)
        refused(NothingToMove, played, by=supervisor(world))
        window = world.cast("health_aksu_city_window")
        points = {each.key: "met" for each in bundle_for(played.number, seen_by=SYSTEM).points}
        bundles.review_bundle(played.number, marks=points, by=window)
        bundles.accept_bundle(played.number, by=window)
        world.drain()
        (reason,) = why(plan(world), "stays")
        assert "受理以后按受理时的规定办" in reason and "填“小名叫什么”" in reason
        refused(NothingToMove, played, by=supervisor(world))


def test_what_the_bundle_itself_makes_harder_does_not_reach_what_was_accepted(
    world: World,
) -> None:
    played = play(world, until=2)

    def harder(whole: Any) -> None:
        whole["within"]["promised"] += 1
        whole["parts"][0]["if_refused"] = "ends-all"

    world.a_changed_bundle(harder, NEWBORN)
    with travel(played.begin + days(1)):
        (reason,) = why(plan(world), "stays")
        assert "联办承诺期限变长" in reason and "办不成时，别的项怎么办变了" in reason
        refused(NothingToMove, played, by=supervisor(world))


def test_what_has_ended_keeps_its_version_and_what_waits_opens_in_the_newer_one(
    world: World,
) -> None:
    played = play(world, until=4)
    ended = JointPart.objects.get(part="birth").version_id
    world.a_changed_version("sheet", shorter, "birth-certificate")
    newer = world.a_changed_version("sheet", shorter, CARD)
    with travel(played.begin + days(2)):
        assert counts(plan(world))["moves"] == (1, 0)
        move(world)
        world.drain()
    assert JointPart.objects.get(part="birth").version_id == ended
    assert Case.objects.get(service="birth-certificate").version_id == ended
    for at, step in list(enumerate(played.story.steps))[4:]:
        played._play(at, step)
    check_the_bundle_ends(played)
    assert Case.objects.get(service=CARD).version_id == newer


def test_a_part_that_the_newer_bundle_does_not_have_keeps_the_whole(world: World) -> None:
    played = play(world, until=4)

    def without(*gone: str) -> Any:
        def change(whole: Any) -> None:
            whole["parts"] = [each for each in whole["parts"] if each["id"] not in gone]

        return change

    world.a_changed_bundle(without("vaccine", "card"), NEWBORN)
    with travel(played.begin + days(2)):
        found = why(plan(world), "stays")
        assert any("已经办了，新版没有这一项" in each for each in found)
        assert any("申请人申请过" in each for each in found)
        refused(NothingToMove, played, by=supervisor(world))


def test_while_the_applicant_is_awaited_nothing_moves(world: World) -> None:
    played = play(world, until=6)
    world.a_changed_version("sheet", shorter, CARD)
    with travel(played.begin + days(3)):
        assert why(plan(world), "stays") == ("正在停止计时，先恢复",)
        refused(NothingToMove, played, by=supervisor(world))


def test_what_was_told_to_be_corrected_is_corrected_as_it_was_told(world: World) -> None:
    played = play(world, RESTAURANT, until=2)
    world.a_changed_version("sheet", shorter, "food-permit")
    with travel(played.begin + days(1)):
        assert why(plan(world, RESTAURANT), "stays") == ("已经一次告知补正，按告知时的规定办",)
        refused(NothingToMove, played, RESTAURANT, by=supervisor(world, RESTAURANT))


def test_what_went_on_since_is_not_taken_back(world: World) -> None:
    played = play(world, until=2)
    world.a_changed_version("sheet", shorter, CARD)
    world.a_changed_version("sheet", shorter, "birth-certificate")
    with travel(played.begin + days(1)):
        made = move(world)
        step = played.story.steps[2]
        played._play(2, step)
        before = standing(played.number)
        with pytest.raises(MovedOn, match="1 件"):
            bundles.undo_bundle_move(made.pk, by=supervisor(world))
    assert standing(played.number) == before and JointMove.objects.get().undone_at is None


def test_only_the_supervisor_of_the_lead_moves_or_weighs_anything(world: World) -> None:
    played = play(world)
    world.a_changed_version("sheet", shorter, CARD)
    for other in (
        world.a_clerk(LEADS[NEWBORN], "approver"),
        world.a_clerk("police-aksu-city", "supervisor"),
        world.cast("xiayi"),
    ):
        refused(NotAllowed, played, by=other)
        with pytest.raises(NotAllowed):
            plan_bundle_move(NEWBORN, agency=LEADS[NEWBORN], seen_by=other)
        assert bundles_behind([LEADS[NEWBORN]], seen_by=other) == []
        assert bundle_moves_of([LEADS[NEWBORN]], seen_by=other) == []
    onward = {Case.objects.get().number: Onward(current_version(CARD).pk, {}, {})}
    for stranger in (world.a_clerk(LEADS[NEWBORN], "approver"), world.cast("xiayi")):
        with pytest.raises(NotAllowed):
            outlooks_of_parts(onward, seen_by=stranger)
    with travel(played.begin):
        made = move(world)
        with pytest.raises(NotAllowed):
            bundles.undo_bundle_move(made.pk, by=world.a_clerk("police-aksu-city", "supervisor"))
    assert JointMove.objects.get().undone_at is None


def test_what_changed_since_it_was_looked_at_is_looked_at_again(world: World) -> None:
    played = play(world)
    world.a_changed_version("sheet", shorter, CARD)
    with travel(played.begin):
        seen = plan(world).seen
        world.a_changed_version("sheet", shorter, CARD)
        refused(ChangedSinceLooked, played, seen=seen, by=supervisor(world))
        bundles.move_bundles(
            NEWBORN, agency=LEADS[NEWBORN], seen=plan(world).seen, by=supervisor(world)
        )


def test_a_draft_follows_by_itself_and_the_dry_run_says_what_it_will_be_asked(
    world: World,
) -> None:
    story = next(iter(bundle_stories(world.packs, bundle=NEWBORN))).story
    mother = world.cast("xiayi")
    with travel(story.begin):
        draft = bundles.begin_bundle(
            NEWBORN, agency=story.at, situation=dict(story.situation), by=mother
        )
        bundles.save_bundle(str(draft.pk), answers=dict(story.answers), by=mother)
        assert counts(plan(world))["moves"] == (0, 0)
        world.a_changed_version("sheet", shorter, CARD)
        assert counts(plan(world))["moves"] == (0, 1)
        world.a_changed_version("form", one_question_more, HOUSEHOLD)
        assert counts(plan(world)) == {"moves": (0, 0), "needs": (0, 1), "stays": (0, 0)}
        (behind,) = bundles_behind([LEADS[NEWBORN]], seen_by=supervisor(world))
        assert (behind.bundles, behind.drafts) == (0, 1)
        with pytest.raises(NothingToMove):
            move(world)
        assert BundleDraft.objects.get().answers == draft.answers | dict(story.answers)
        bundles.save_bundle(str(draft.pk), answers={}, by=mother)
        assert bundles_behind([LEADS[NEWBORN]], seen_by=supervisor(world)) == []


def test_an_answer_that_a_newer_part_no_longer_asks_for_does_not_hold_the_draft_up(
    world: World,
) -> None:
    story = next(iter(bundle_stories(world.packs, bundle=NEWBORN))).story
    mother, without = world.cast("xiayi"), current_version(HOUSEHOLD).pk
    with travel(story.begin):
        world.a_changed_version("form", one_question_more, HOUSEHOLD)
        draft = bundles.begin_bundle(
            NEWBORN, agency=story.at, situation=dict(story.situation), by=mother
        )
        (more,) = [each for each in asked_in(draft) if each.endswith("pet_name")]
        answers = dict(story.answers) | {more: "小月亮"}
        bundles.save_bundle(str(draft.pk), answers=answers, by=mother)
        world.put_back({HOUSEHOLD: without})
        joint = bundles.submit_bundle(str(draft.pk), by=mother)
    assert more in answers and more not in joint.answers
    assert joint.answers.keys() <= dict(story.answers).keys()


def test_answers_for_a_part_that_went_with_the_situation_do_not_hold_the_draft_up(
    world: World,
) -> None:
    story = next(iter(bundle_stories(world.packs, bundle=NEWBORN))).story
    mother, situation = world.cast("xiayi"), dict(story.situation)
    assert situation["insured"] == "insured"
    with travel(story.begin):
        draft = bundles.begin_bundle(NEWBORN, agency=story.at, situation=situation, by=mother)
        bundles.save_bundle(str(draft.pk), answers=dict(story.answers), by=mother)
        fewer = situation | {"insured": "not-insured"}
        draft = bundles.begin_bundle(NEWBORN, agency=story.at, situation=fewer, by=mother)
        gone = draft.answers.keys() - set(asked_in(draft))
        joint = bundles.submit_bundle(str(draft.pk), by=mother)
    assert gone and not gone & joint.answers.keys()
    assert "allowance" not in [each.part for each in joint.parts.all()]


def asked_in(draft: BundleDraft) -> list[str]:
    """Every question of the joint form of a draft, by its name there."""
    return [each.id for each in joint_of_draft(draft).definition.form.all_fields()]


def test_nobody_is_asked_for_a_paper_that_the_bundle_has_already(world: World) -> None:
    """A newer permit of one part asks for what was handed in for another: it is taken over."""
    fire = "fire-inspection"
    whole = current_version(fire).definition["documents"]["documents"]

    def without_a_plan(documents: Any) -> None:
        documents["documents"] = [each for each in whole if each["id"] != "floor_plan"]

    def with_it(documents: Any) -> None:
        documents["documents"] = whole

    world.a_changed_version("documents", without_a_plan, fire)
    played = play(world, RESTAURANT, until=1)
    held = JointCase.objects.get().materials.get(document="doc_floor_plan")
    case = Case.objects.get(service=fire)
    assert not case.materials.filter(document="floor_plan").exists()
    world.a_changed_version("documents", with_it, fire)
    kept = standing(played.number)
    with travel(played.begin):
        assert counts(plan(world, RESTAURANT))["moves"] == (1, 0)
        made = move(world, RESTAURANT)
        assert case.materials.get(document="floor_plan").digest == held.digest
        bundles.undo_bundle_move(made.pk, by=supervisor(world, RESTAURANT))
    assert standing(played.number) == kept


def test_supervisors_read_where_older_versions_run_and_whom_their_matters_follow(
    world: World,
) -> None:
    play(world, until=4)
    police = world.a_clerk("police-aksu-city", "supervisor")
    before = current_version(HOUSEHOLD).pk
    assert bundles_behind([LEADS[NEWBORN]], seen_by=supervisor(world)) == []
    world.a_changed_version("sheet", shorter, HOUSEHOLD)
    (behind,) = bundles_behind([LEADS[NEWBORN]], seen_by=supervisor(world))
    assert (behind.bundle, behind.bundles, behind.drafts) == (NEWBORN, 1, 0)
    (follows,) = parts_under(before, agency="police-aksu-city", seen_by=police)
    assert (follows.bundle, follows.agency, follows.parts) == (NEWBORN, LEADS[NEWBORN], 1)
    assert parts_under(before, agency="police-aksu-city", seen_by=supervisor(world)) == []


def test_everybody_whose_bundle_is_weighed_learns_of_it(world: World) -> None:
    play(world)
    world.a_changed_version("sheet", shorter, CARD)
    with travel(date(2026, 9, 8)):
        plan(world)
    party = JointCase.objects.get().applicant_id
    assert "试算换版" in [look.what for look in world.looks(party)]


def test_a_part_of_a_bundle_does_not_move_alone(world: World) -> None:
    played = play(world)
    before, service = JointPart.objects.get(part="birth").version_id, "birth-certificate"
    world.a_changed_version("sheet", shorter, service)
    kept = standing(played.number)
    with pytest.raises(NothingToMove):
        cases.move_cases(service, old=before, agency=LEADS[NEWBORN], by=supervisor(world))
    assert standing(played.number) == kept


def test_a_part_that_no_longer_waits_opens_with_the_move_and_with_that_something_has_happened(
    world: World,
) -> None:
    played = play(world)

    def vaccine_first(whole: Any) -> None:
        part = next(each for each in whole["parts"] if each["id"] == "vaccine")
        part["after"], part["takes"] = [], []

    def without_the_certificate(documents: Any) -> None:
        documents["documents"] = [
            each for each in documents["documents"] if each["id"] != "birth_certificate"
        ]

    world.a_changed_version("documents", without_the_certificate, "vaccination-record")
    world.a_changed_bundle(vaccine_first, NEWBORN)
    with travel(played.begin):
        assert counts(plan(world))["moves"] == (1, 0)
        made = move(world)
        assert JointPart.objects.get(part="vaccine").state == "open"
        before = standing(played.number)
        with pytest.raises(MovedOn):
            bundles.undo_bundle_move(made.pk, by=supervisor(world))
    assert standing(played.number) == before
