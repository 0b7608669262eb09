"""Applying: one draft, one case however often it is pressed, nothing lost."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connections

from onedoor.casework.cases import actions, refusals
from onedoor.casework.cases.models import Case, Draft, Material
from onedoor.casework.cases.queries import draft_for
from onedoor.casework.forms.uploads import inspect
from onedoor.kernel.actors import Actor
from onedoor.kernel.ports import port
from onedoor.kernel.time import travel
from onedoor.registers.catalogue.queries import current_version
from onedoor.site.samples import drawn_document

SERVICE = "publication-retail"
WORKDAY = date(2026, 9, 8)


@pytest.fixture(autouse=True)
def on_a_working_day():
    with travel(WORKDAY):
        yield


@pytest.fixture(autouse=True)
def as_it_was(world):
    """Afterwards the version is in force that was."""
    before = {SERVICE: current_version(SERVICE).pk}
    yield
    world.put_back(before)


def _draft(world, ref: str = "duolang_books", **changes) -> Draft:
    told = world.story(SERVICE)
    by = world.cast(ref)
    begun = actions.begin_draft(
        SERVICE, agency=told.story.at, situation=dict(told.story.situation), by=by
    )
    answers = dict(told.story.answers) | changes
    draft = actions.save_draft(str(begun.pk), answers=answers, by=by)
    for document in told.story.documents:
        _hand_in(draft, document, by=by)
    return draft


def _hand_in(draft: Draft, document: str, *, by: Actor, mark: str = "") -> Material:
    content = drawn_document(document, mark)
    wanted = next(each for each in draft.version.parsed.documents.documents if each.id == document)
    upload = inspect(content, name="扫描件.pdf", document=wanted)
    port("store").put(content)
    return actions.hand_in(upload, document=document, draft=str(draft.pk), by=by)


def test_one_has_one_draft_for_a_service_and_finds_it_again(world) -> None:
    first = _draft(world)
    again = actions.begin_draft(
        SERVICE, agency=first.agency, situation=first.situation, by=world.cast("duolang_books")
    )
    assert again.pk == first.pk
    assert again.answers == first.answers


def test_pressing_twice_makes_one_case(world) -> None:
    draft, by = _draft(world), world.cast("duolang_books")
    first = actions.submit_draft(str(draft.pk), by=by)
    assert actions.submit_draft(str(draft.pk), by=by).number == first.number
    assert world.news_of(first) == ["application.submitted", "step.opened"]


def test_two_tabs_pressing_at_the_same_moment_make_one_case(world) -> None:
    draft, by, numbers = _draft(world), world.cast("duolang_books"), set()
    start = threading.Barrier(2)

    def press() -> None:
        with travel(WORKDAY):
            start.wait()
            numbers.add(actions.submit_draft(str(draft.pk), by=by).number)
        connections.close_all()

    tabs = [threading.Thread(target=press) for _ in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(numbers) == 1
    assert Case.objects.count() == 1


def test_an_incomplete_application_is_refused_and_the_draft_stays_as_it_was(world) -> None:
    draft = _draft(world, firm_name="")
    with pytest.raises(refusals.AnswersIncomplete) as refused:
        actions.submit_draft(str(draft.pk), by=world.cast("duolang_books"))
    assert refused.value.where == "firm_name"
    assert not Case.objects.exists()
    kept = draft_for(str(draft.pk), seen_by=world.cast("duolang_books"))
    assert kept.answers["phone"] == draft.answers["phone"]


def test_a_missing_document_is_named(world) -> None:
    draft, by = _draft(world), world.cast("duolang_books")
    for material in draft.materials.all():
        actions.take_back(str(material.pk), by=by)
    with pytest.raises(refusals.DocumentsMissing) as refused:
        actions.submit_draft(str(draft.pk), by=by)
    assert "经营场所证明" in refused.value.sentence
    assert not Case.objects.exists()


def test_nobody_can_hand_in_what_the_guide_does_not_ask_for(world) -> None:
    draft, by = _draft(world), world.cast("duolang_books")
    before = draft.materials.count()
    content = drawn_document("x", "")
    wanted = draft.version.parsed.documents.documents[0]
    upload = inspect(content, name="x.pdf", document=wanted)
    with pytest.raises(refusals.NotThisDocument):
        actions.hand_in(upload, document="marriage_certificate", draft=str(draft.pk), by=by)
    assert draft.materials.count() == before


def test_the_same_file_handed_in_twice_is_kept_once(world) -> None:
    draft, by = _draft(world), world.cast("duolang_books")
    one = _hand_in(draft, "premises_proof", by=by, mark="again")
    two = _hand_in(draft, "premises_proof", by=by, mark="again")
    assert one.pk == two.pk


def test_another_persons_draft_does_not_exist(world) -> None:
    draft, stranger = _draft(world), world.cast("tianshan_fruit")
    for act in (
        lambda: actions.save_draft(str(draft.pk), answers={"phone": "1"}, by=stranger),
        lambda: actions.submit_draft(str(draft.pk), by=stranger),
        lambda: draft_for(str(draft.pk), seen_by=stranger),
    ):
        with pytest.raises(refusals.NoSuchDraft):
            act()
    assert not Case.objects.exists()


def test_a_person_cannot_apply_for_what_only_firms_may(world) -> None:
    told = world.story("work-permit-notice")
    with pytest.raises(refusals.WrongApplicant) as refused:
        actions.begin_draft(
            told.service, agency=told.story.at, situation={}, by=world.cast("ayigul")
        )
    assert "企业" in refused.value.sentence


def test_outside_the_intake_window_the_next_one_is_named(world) -> None:
    told = world.story("teacher-qualification")
    with travel(date(2026, 7, 15)), pytest.raises(refusals.NotOpenYet) as refused:
        actions.begin_draft(
            told.service, agency=told.story.at, situation={}, by=world.cast("gulnur")
        )
    assert "2026" in refused.value.sentence
    assert not Draft.objects.exists()


def test_drafts_are_forgotten_when_their_time_is_over_and_not_before(world) -> None:
    draft = _draft(world)
    with travel(draft.expires_on):
        assert actions.forget_old_drafts() == 0
    with travel(date.fromordinal(draft.expires_on.toordinal() + 1)):
        assert actions.forget_old_drafts() > 0
    assert not Draft.objects.exists()


def test_case_numbers_count_on_within_a_day(world) -> None:
    numbers = [
        actions.submit_draft(str(_draft(world).pk), by=world.cast("duolang_books")).number
        for _ in range(3)
    ]
    assert [number[-12:] for number in numbers] == [f"20260908000{n}" for n in (1, 2, 3)]
    assert len({Case.objects.get(number=number).query_code for number in numbers}) == 3


def test_what_comes_on_a_day_of_rest_is_received_the_next_working_day(world) -> None:
    with travel(date(2026, 9, 12)):
        case = actions.submit_draft(str(_draft(world).pk), by=world.cast("duolang_books"))
    assert case.received_on == date(2026, 9, 14)


def test_a_draft_follows_a_newer_version_and_the_applicant_is_told_before_it_is_sent(world) -> None:
    draft, by = _draft(world), world.cast("duolang_books")
    newer = world.a_newer_version(SERVICE)
    with pytest.raises(refusals.ServiceChanged):
        actions.submit_draft(str(draft.pk), by=by)
    assert not Case.objects.exists()
    case = actions.submit_draft(str(draft.pk), by=by)
    assert case.version_id == newer


def test_an_answer_that_a_newer_version_no_longer_asks_for_is_left_out_when_the_draft_is_sent(
    world,
) -> None:
    draft, by = _draft(world), world.cast("duolang_books")
    world.a_changed_version("form", _without("phone"), SERVICE)
    with pytest.raises(refusals.ServiceChanged):
        actions.submit_draft(str(draft.pk), by=by)
    assert "phone" in Draft.objects.get().answers
    case = actions.submit_draft(str(draft.pk), by=by)
    assert case.answers.keys() == draft.answers.keys() - {"phone"}


def test_a_file_for_a_document_that_a_newer_version_dropped_does_not_hold_the_draft_up(
    world,
) -> None:
    draft, by = _draft(world), world.cast("duolang_books")
    (gone, *kept) = sorted({each.document for each in draft.materials.all()})
    world.a_changed_version("documents", _without(gone), SERVICE)
    with pytest.raises(refusals.ServiceChanged):
        actions.submit_draft(str(draft.pk), by=by)
    assert draft.materials.filter(document=gone).exists()
    case = actions.submit_draft(str(draft.pk), by=by)
    assert sorted({each.document for each in case.materials.all()}) == kept
    assert not Material.objects.filter(document=gone).exists()


def test_a_branch_that_a_newer_version_no_longer_asks_about_does_not_hold_the_draft_up(
    world,
) -> None:
    draft, by = _draft(world), world.cast("duolang_books")
    Draft.objects.filter(pk=draft.pk).update(situation=draft.situation | {"asked_once": "yes"})
    case = actions.submit_draft(str(draft.pk), by=by)
    assert case.situation == draft.situation


def test_what_nobody_asks_is_refused_where_it_is_given_directly(world) -> None:
    told, by = world.story(SERVICE), world.cast("duolang_books")
    with pytest.raises(refusals.AnswersIncomplete) as refused:
        actions.submit_application(
            current_version(SERVICE),
            agency=told.story.at,
            situation=dict(told.story.situation),
            answers=dict(told.story.answers) | {"shoe_size": "42"},
            given=[],
            key="by-machine",
            by=by,
        )
    assert [field for field, _ in refused.value.problems] == ["shoe_size"]
    assert not Case.objects.exists()


def _without(id: str) -> Callable[[Any], None]:
    """A form or list of documents in which this one is not asked for any more."""

    def change(content: Any) -> None:
        for group in [content, *content.get("sections", [])]:
            for name in ("fields", "documents"):
                if name in group:
                    group[name] = [each for each in group[name] if each["id"] != id]

    return change


def test_day_and_serial_alone_name_one_case_whatever_the_service(world) -> None:
    bookshop = actions.submit_draft(str(_draft(world).pk), by=world.cast("duolang_books"))
    other = world.a_submitted_case("subsistence-allowance", begin=WORKDAY)
    assert bookshop.short_number == "2026 0908 0001"
    assert other.short_number == "2026 0908 0002"
