"""Several services applied for as one: what is promised to the applicant, and what is refused."""

from datetime import date

import pytest
from tests.world import World

from onedoor.casework.bundles import actions as bundles
from onedoor.casework.bundles.models import BundleDraft, JointCase, JointPart
from onedoor.casework.bundles.queries import BundleFile, bundle_for, bundles_at, bundles_of
from onedoor.casework.bundles.refusals import (
    AlreadyToldAll,
    ApprovalNeeded,
    JointPointsOpen,
    LongerThanTheLaw,
    NoSuchBundleCase,
    NotAllCorrected,
    NotTheLead,
    NotYours,
    TooLateToTellAll,
)
from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.models import Case
from onedoor.casework.cases.queries import AnswersIncomplete, case_for
from onedoor.casework.cases.refusals import PartOfABundle
from onedoor.channels.notices.queries import told
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import days, travel
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.queries import BundleTold, bundle_stories
from onedoor.registers.papers.queries import papers_of
from onedoor.site.bundle_stories import BundlePlay

LEAD = "health_aksu_city_window"


def story(world: World, bundle: str, name: str = "granted") -> BundleTold:
    return next(
        told for told in bundle_stories(world.packs, bundle=bundle) if told.path.stem == name
    )


def play(world: World, bundle: str, until: int | None = None, name: str = "granted") -> BundlePlay:
    found = story(world, bundle, name)
    played = BundlePlay(bundle, found.story, world.cast, found.story.begin, until=until)
    played.run()
    return played


def file_of(played: BundlePlay) -> BundleFile:
    return bundle_for(played.number, seen_by=SYSTEM)


def moved(number: str) -> tuple[object, ...]:
    """Everything that could have moved."""
    file = bundle_for(number, seen_by=SYSTEM)
    return (
        file.joint.stage,
        file.joint.marks,
        file.joint.statutory_due,
        [(each.part, each.state, each.result, each.case) for each in file.parts],
        [(each.number, each.stage, each.tasks.count()) for each in file.cases.values()],
        len(entries_of(file.joint.subject)),
        len(told(file.joint.subject)),
    )


def test_one_intake_gives_one_number_one_receipt_and_a_case_for_each_part_that_can_begin(
    world: World,
) -> None:
    file = file_of(play(world, "newborn", until=1))
    assert [each.part for each in file.parts if each.state == "open"] == ["birth"]
    assert [each.state for each in file.parts if each.part != "birth"] == ["waiting"] * 5
    case = Case.objects.get()
    assert case.part_of == file.joint.number
    assert case.tasks.get(step="accept").seat == "health-aksu-city/window"
    assert [each.kind for each in papers_of(file.joint.subject, seen_by=SYSTEM)] == ["receipt"]
    assert papers_of(case.subject, seen_by=SYSTEM) == []
    assert told(file.joint.subject) == ["bundle.submitted"]
    assert told(case.subject) == []


def test_pressing_twice_makes_one_bundle(world: World) -> None:
    found = story(world, "newborn").story
    mother = world.cast("xiayi")
    with travel(found.begin):
        draft = bundles.begin_bundle(
            "newborn", agency=found.at, situation=dict(found.situation), by=mother
        )
        bundles.save_bundle(str(draft.pk), answers=dict(found.answers), by=mother)
        first = bundles.submit_bundle(str(draft.pk), by=mother)
        second = bundles.submit_bundle(str(draft.pk), by=mother)
    assert first.pk == second.pk
    assert (JointCase.objects.count(), Case.objects.count()) == (1, 1)


def test_what_a_later_part_lacks_is_refused_at_the_intake_and_nothing_is_opened(
    world: World,
) -> None:
    found = story(world, "newborn").story
    mother = world.cast("xiayi")
    answers = {key: value for key, value in found.answers.items() if key != "card_bank"}
    with travel(found.begin), pytest.raises(AnswersIncomplete) as refused:
        draft = bundles.begin_bundle(
            "newborn", agency=found.at, situation=dict(found.situation), by=mother
        )
        bundles.save_bundle(str(draft.pk), answers=answers, by=mother)
        bundles.submit_bundle(str(draft.pk), by=mother)
    assert [field for field, _ in refused.value.problems] == ["card_bank"]
    assert not JointCase.objects.exists() and not Case.objects.exists()
    assert BundleDraft.objects.get().answers["child_name"] == found.answers["child_name"]


def test_what_one_part_needs_of_the_father_another_may_leave_open(world: World) -> None:
    """The certificate names the father; the household would do without him."""
    found = story(world, "newborn").story
    mother = world.cast("xiayi")
    alone = {key: each for key, each in found.answers.items() if not key.startswith("father_")}
    with travel(found.begin):
        draft = bundles.begin_bundle(
            "newborn", agency=found.at, situation=dict(found.situation), by=mother
        )
        bundles.save_bundle(str(draft.pk), answers=alone | {"father_name": ""}, by=mother)
        with pytest.raises(AnswersIncomplete) as refused:
            bundles.submit_bundle(str(draft.pk), by=mother)
        assert [field for field, _ in refused.value.problems] == ["father_name"]
        bundles.begin_bundle(
            "newborn",
            agency=found.at,
            situation=dict(found.situation) | {"birth_parents": "mother-only"},
            by=mother,
        )
        assert bundles.submit_bundle(str(draft.pk), by=mother).number


def test_only_the_lead_looks_accepts_and_tells_and_others_move_nothing(world: World) -> None:
    played = play(world, "newborn", until=1)
    before = moved(played.number)
    police = world.cast("police_aksu_city_window")
    key = file_of(played).points[0].key
    for act in (
        lambda: bundles.review_bundle(played.number, marks={key: "met"}, by=police),
        lambda: bundles.accept_bundle(played.number, by=police),
        lambda: bundles.request_bundle_corrections(played.number, by=police),
    ):
        with pytest.raises(NotTheLead):
            act()
    assert moved(played.number) == before


def test_nothing_is_accepted_while_a_point_of_any_part_is_open(world: World) -> None:
    played = play(world, "newborn", until=1)
    with travel(played.begin):
        before = moved(played.number)
        with pytest.raises(JointPointsOpen):
            bundles.accept_bundle(played.number, by=world.cast(LEAD))
    assert moved(played.number) == before


def test_one_notice_tells_what_is_missing_in_all_parts_and_only_once(world: World) -> None:
    played = play(world, "restaurant", until=2)
    file = file_of(played)
    (line,) = file.joint.told
    assert line["document"] == "doc_floor_plan"
    assert line["parts"] == ["办食品经营许可", "消防安全检查"] or len(line["parts"]) == 2
    kinds = [each.kind for each in papers_of(file.joint.subject, seen_by=SYSTEM)]
    assert kinds == ["receipt", "correction-notice"]
    before = moved(played.number)
    clerk = world.cast("market_aksu_city_window")
    with travel(played.begin + days(2)):
        with pytest.raises(AlreadyToldAll):
            bundles.request_bundle_corrections(played.number, by=clerk)
        with pytest.raises(NotAllCorrected):
            bundles.correct_bundle(played.number, by=world.cast("tursun"))
    assert moved(played.number) == before


def test_after_five_working_days_nothing_more_may_be_asked_for(world: World) -> None:
    played = play(world, "restaurant", until=1)
    clerk = world.cast("market_aksu_city_window")
    points = {each.key: "unmet" for each in file_of(played).points}
    with travel(played.begin + days(8)):
        bundles.review_bundle(played.number, marks=points, by=clerk)
        before = moved(played.number)
        with pytest.raises(TooLateToTellAll):
            bundles.request_bundle_corrections(played.number, by=clerk)
    assert moved(played.number) == before


def test_a_shared_paper_is_looked_at_once_for_every_part_that_uses_it(world: World) -> None:
    file = file_of(play(world, "restaurant", until=1))
    (plan,) = [each for each in file.points if each.document == "doc_floor_plan"]
    assert {part for part, _ in plan.members} == {"food", "fire"}


def test_the_result_of_one_part_serves_the_next_and_its_papers_are_not_looked_at_again(
    world: World,
) -> None:
    played = play(world, "newborn", until=4)
    file = file_of(played)
    states = {each.part: each.state for each in file.parts}
    assert states == {
        "birth": "ended", "household": "open", "insurance": "open", "vaccine": "ended",
        "card": "waiting", "allowance": "open",
    }  # fmt: skip
    stages = {each.service: each.stage for each in file.cases.values()}
    assert stages["newborn-household"] == stages["maternity-allowance"] == "accepted"
    assert "bundle.part-opened" in [each.name for each in entries_of(file.joint.subject)]


def test_a_part_of_a_bundle_is_not_told_corrected_or_taken_back_by_itself(world: World) -> None:
    played = play(world, "newborn", until=1)
    case = Case.objects.get()
    before = moved(played.number)
    with travel(played.begin):
        with pytest.raises(PartOfABundle):
            cases.withdraw_case(case.number, by=world.cast("xiayi"))
        with pytest.raises(PartOfABundle):
            cases.request_corrections(case.number, by=world.cast(LEAD))
        with pytest.raises(PartOfABundle):
            cases.correct_case(case.number, answers={}, by=world.cast("xiayi"))
    assert moved(played.number) == before


def test_the_clock_over_all_is_forty_five_working_days_and_grows_once_with_an_approval(
    world: World,
) -> None:
    played = play(world, "newborn", until=2)
    joint = file_of(played).joint
    assert joint.accepted_on == date(2026, 9, 7)
    working = calendar_for(joint.agency)
    assert joint.statutory_due == working.add_working_days(date(2026, 9, 7), 45)
    head = world.cast("health_aksu_city_approver")
    with travel(played.begin + days(20)):
        before = moved(played.number)
        for words, refusal in (
            (
                {"working_days": 16, "reasons": "人多", "approval": "阿政批〔2026〕8号"},
                LongerThanTheLaw,
            ),
            ({"working_days": 15, "reasons": "人多", "approval": " "}, ApprovalNeeded),
        ):
            with pytest.raises(refusal):
                bundles.extend_bundle(played.number, by=head, **words)
        with pytest.raises(NotTheLead):
            bundles.extend_bundle(
                played.number, working_days=15, reasons="人多", approval="阿政批〔2026〕8号",
                by=world.cast(LEAD),
            )  # fmt: skip
        assert moved(played.number) == before
        bundles.extend_bundle(
            played.number, working_days=15, reasons="人多", approval="阿政批〔2026〕8号", by=head
        )
    assert file_of(played).joint.statutory_due == working.add_working_days(date(2026, 9, 7), 60)


def test_days_in_which_the_applicant_is_awaited_do_not_count(world: World) -> None:
    played = play(world, "newborn", until=6)
    file = file_of(played)
    assert file.joint.statutory_due is None
    pause = file.joint.pauses.get()
    assert (pause.reason, pause.began_on) == ("later-answer", date(2026, 9, 9))


def test_refused_what_the_rest_needs_the_rest_waits_and_goes_on_once_it_is_granted(
    world: World,
) -> None:
    played = play(world, "newborn", until=3)
    birth = next(each for each in file_of(played).parts if each.part == "birth")
    head = world.cast("health_aksu_city_approver")
    with travel(played.begin + days(1)):
        cases.decide_case(birth.case, granted=False, reasons="分娩记录对不上。", by=head)
        world.drain()
    file = file_of(played)
    assert {each.state for each in file.parts} == {"ended", "waiting"}
    assert file.joint.is_open and file.joint.statutory_due is None
    again = next(told for told in world.stories if told.service == "birth-certificate"
                 and told.story.sample)  # fmt: skip
    case = again.play(world.cast, begin=played.begin + days(3)).run()
    assert case and case.stage == "closed" and case.granted, case
    world.drain()
    states = {each.part: each.state for each in file_of(played).parts}
    assert states["birth"] == "ended" and states["household"] == "open"


def test_telling_a_bundle_twice_of_its_part_changes_nothing(world: World) -> None:
    played = play(world, "newborn", until=5)
    before = moved(played.number)
    for case in Case.objects.values_list("number", flat=True):
        bundles.follow_the_part(case)
        bundles.go_on_with(case)
    assert moved(played.number) == before


def test_strangers_see_nothing_and_others_with_a_part_see_the_whole_with_a_trace(
    world: World,
) -> None:
    played = play(world, "newborn", until=4)
    for stranger in (world.cast("yasin"), world.cast("press_aksu_city_window")):
        with pytest.raises(NoSuchBundleCase):
            bundle_for(played.number, seen_by=stranger)
        assert [each.number for each in bundles_at(seen_by=stranger)] == []
    with pytest.raises(NotYours):
        bundles.withdraw_bundle(played.number, by=world.cast("yasin"))
    police = world.cast("police_aksu_city_reviewer")
    assert bundle_for(played.number, seen_by=police).joint.number == played.number
    party = JointCase.objects.get().applicant_id
    assert police.ref in [look.by_ref for look in world.looks(party)]
    mother = world.cast("xiayi")
    assert [each.number for each in bundles_of(mother.party, seen_by=mother)] == [played.number]


def test_answers_are_sealed_and_the_record_holds_none_of_them(world: World) -> None:
    from django.db import connection

    played = play(world, "newborn", until=9)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers::text FROM bundles_jointcase UNION ALL"
                       " SELECT answers::text FROM bundles_jointpart")  # fmt: skip
        kept = " ".join(row[0] for row in cursor.fetchall())
    assert "652999" not in kept and "迪娜" not in kept
    told_of = " ".join(str(each.body) for each in entries_of(file_of(played).joint.subject))
    assert "652999199503160079" not in told_of and "迪娜" not in told_of
    part = JointPart.objects.get(part="card")
    case = case_for(part.case, seen_by=SYSTEM).case
    assert case.answers["holder_number"] == part.answers["holder_number"]
