"""Acting for others: a mandate reaches what it names, and no path leads round it."""

from typing import Any

import pytest
from tests.standing_in import (
    AGENT,
    EVERY_ACT,
    FIRM,
    REPRESENTATIVE,
    a_mandate,
    representing,
    under,
)
from tests.world import BOOKSHOP, World

from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.models import Case, Draft, Material
from onedoor.casework.cases.queries import (
    case_for,
    cases_of,
    draft_for,
    draft_of,
    drafts_of,
    history_of,
    material_for,
    material_page,
    materials_of_draft,
)
from onedoor.casework.forms.uploads import Upload
from onedoor.channels.notices.actions import mark_read
from onedoor.channels.notices.queries import notices_of
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.models import Entry
from onedoor.kernel.readings import readings_of
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import Refusal
from onedoor.oversight.feedback.actions import rate_case
from onedoor.oversight.feedback.queries import rating_of
from onedoor.registers.catalogue.queries import current_version
from onedoor.registers.licences.queries import licence_for, licence_on, licences_of
from onedoor.registers.mandates.queries import who_acted
from onedoor.registers.papers.queries import document_of, paper_for, papers_of
from onedoor.registers.people.queries import party_for
from onedoor.site.stories import Play

OTHER = "work-permit-notice"


def refused(*names: str, does: Any) -> None:
    """The act is refused by one of these names, and no case, draft, file or record has moved."""
    before = _everything()
    with pytest.raises(Refusal) as caught:
        does()
    assert type(caught.value).__name__ in names, caught.value
    assert _everything() == before


def _everything() -> Any:
    return [list(each.objects.order_by("pk").values()) for each in (Case, Draft, Material)] + [
        Entry.objects.count()
    ]


def within(world: World, *acts: str, service: str = BOOKSHOP) -> Actor:
    """The agent of the firm, with these acts of one service."""
    given = {"acts": acts or EVERY_ACT, "services": (service,) if service else ()}
    return under(world, AGENT, a_mandate(world, **given).id)


def a_draft(world: World, by: Actor, service: str = BOOKSHOP) -> Draft:
    story = world.story(service).story
    situation = dict(story.situation)
    draft = cases.begin_draft(service, agency=story.at, situation=situation, by=by)
    return cases.save_draft(str(draft.pk), answers=dict(story.answers), by=by)


def handed_in(world: World, by: Actor) -> Case:
    """A whole application, as the agent writes it for the firm."""
    told = world.story()

    def who(ref: str) -> Actor:
        return by if ref == told.story.applicant else world.cast(ref)

    play: Play = told.play(who, until=1, applicant=told.story.applicant)
    case = play.run()
    assert case is not None
    return case


def an_upload() -> Upload:
    return Upload(
        kind="pdf", media_type="application/pdf", size=10, digest="0" * 64, pages=1, name="a.pdf"
    )


def test_what_an_agent_does_stands_in_the_record_with_both_people(world: World) -> None:
    acting = within(world)
    case = handed_in(world, acting)
    assert (str(case.applicant_id), case.agent) == (world.cast(FIRM).party, acting.person)
    assert case.agent_name == world.cast(AGENT).name
    entry = entries_of(case.subject)[0]
    assert acting.scope is not None
    assert (entry.by_ref, entry.for_party, entry.mandate) == (
        world.cast(AGENT).ref, world.cast(FIRM).party, acting.scope.mandate,
    )  # fmt: skip
    told = who_acted(history_of(case, seen_by=acting), seen_by=acting)
    assert (told[entry.pk].kind["zh"], told[entry.pk].name) == ("经办人", world.cast(AGENT).name)


def test_who_acts_for_themselves_has_no_mandate_beside_their_name(world: World) -> None:
    case = world.a_submitted_case()
    assert (case.agent, who_acted(entries_of(case.subject), seen_by=SYSTEM)) == ("", {})


def test_a_mandate_for_one_service_begins_nothing_else(world: World) -> None:
    acting, story = within(world), world.story(OTHER).story
    begin = {"agency": story.at, "situation": dict(story.situation), "by": acting}
    refused("NotInYourMandate", does=lambda: cases.begin_draft(OTHER, **begin))
    version = current_version(OTHER)
    refused("NotInYourMandate", does=lambda: cases.submit_application(
        version, agency=story.at, situation=dict(story.situation), answers=dict(story.answers),
        given=[], key="k", by=acting))  # fmt: skip


def test_a_mandate_for_one_service_opens_no_draft_of_another(world: World) -> None:
    draft = a_draft(world, world.cast(FIRM))
    acting = within(world, service=OTHER)
    ref = str(draft.pk)
    upload = an_upload()
    for does in (
        lambda: draft_for(ref, seen_by=acting),
        lambda: materials_of_draft(ref, seen_by=acting),
        lambda: cases.save_draft(ref, answers={"name": "x"}, by=acting),
        lambda: cases.submit_draft(ref, by=acting),
        lambda: cases.hand_in(upload, document="premises_proof", draft=ref, by=acting),
    ):
        refused("NoSuchDraft", does=does)
    assert drafts_of(acting.party, seen_by=acting) == []
    assert draft_of(BOOKSHOP, seen_by=acting) is None


def test_a_mandate_for_one_service_sees_no_case_file_paper_or_licence_of_another(
    world: World,
) -> None:
    case = world.play(world.story())
    world.drain()
    firm = world.cast(FIRM)
    material = case.materials.first()
    paper = papers_of(case.subject, seen_by=SYSTEM)[0]
    (licence,) = licences_of(firm.party, seen_by=SYSTEM)
    acting = within(world, service=OTHER)
    for does in (
        lambda: case_for(case.number, seen_by=acting),
        lambda: history_of(case, seen_by=acting),
        lambda: material_for(str(material.pk), seen_by=acting),
        lambda: material_page(str(material.pk), 1, seen_by=acting),
        lambda: rate_case(case.number, level=1, by=acting),
        lambda: cases.correct_case(case.number, answers={"name": "x"}, by=acting),
        lambda: cases.withdraw_case(case.number, by=acting),
        lambda: cases.hand_in(an_upload(), document="premises_proof", case=case.number, by=acting),
    ):
        refused("NoSuchCase", "NotInYourMandate", does=does)
    for does in (
        lambda: paper_for(paper.pk, seen_by=acting),
        lambda: document_of(paper.pk, seen_by=acting),
        lambda: licence_for(licence.number, seen_by=acting),
    ):
        refused("NotFound", does=does)
    assert cases_of(firm.party, seen_by=acting) == []
    assert papers_of(case.subject, seen_by=acting) == []
    assert licences_of(firm.party, seen_by=acting) == []
    assert licence_on(case.subject, seen_by=acting) is None
    assert notices_of(seen_by=acting) == []
    assert rating_of(case.number, seen_by=acting) is None
    # With the service in it, the same paths open.
    allowed = within(world, service=BOOKSHOP)
    assert case_for(case.number, seen_by=allowed).case == case
    assert document_of(paper.pk, seen_by=allowed).startswith(b"%PDF")
    assert licences_of(firm.party, seen_by=allowed) == [licence]
    assert notices_of(seen_by=allowed) != []


def test_a_mandate_for_one_act_does_no_other(world: World) -> None:
    case = world.play(world.story())
    world.drain()
    paper = papers_of(case.subject, seen_by=SYSTEM)[0]
    seeing = within(world, "see")
    assert case_for(case.number, seen_by=seeing).case == case
    assert papers_of(case.subject, seen_by=seeing) != []
    refused("NotYoursToCollect", does=lambda: document_of(paper.pk, seen_by=seeing))
    refused("NotForTheHelper", does=lambda: rate_case(case.number, level=5, by=seeing))
    refused("NotInYourMandate", does=lambda: a_draft(world, seeing))
    draft = a_draft(world, world.cast(FIRM))
    refused("NoSuchDraft", does=lambda: draft_for(str(draft.pk), seen_by=seeing))
    refused("NoSuchDraft", does=lambda: cases.submit_draft(str(draft.pk), by=seeing))


def test_withdrawing_and_correcting_are_asked_for_one_by_one(world: World) -> None:
    case = world.a_submitted_case()
    applying = within(world, "apply")
    refused("NotInYourMandate", does=lambda: cases.withdraw_case(case.number, by=applying))
    refused("NotInYourMandate", does=lambda: cases.correct_case(case.number, by=applying))
    upload = an_upload()
    refused("NotInYourMandate", does=lambda: cases.hand_in(
        upload, document="premises_proof", case=case.number, by=applying))  # fmt: skip
    assert cases.withdraw_case(case.number, by=within(world, "withdraw")).stage == "withdrawn"


def test_a_key_used_before_does_not_tell_a_case_that_the_mandate_does_not_reach(
    world: World,
) -> None:
    case = world.a_submitted_case()
    acting = within(world, service=OTHER)
    draft = case.request_key.removeprefix("draft:")
    refused("NotInYourMandate", does=lambda: cases.submit_draft(draft, by=acting))


def test_a_file_of_a_draft_is_taken_back_only_within_the_mandate(world: World) -> None:
    draft = a_draft(world, world.cast(FIRM))
    file = cases.hand_in(
        an_upload(), document="premises_proof", draft=str(draft.pk), by=world.cast(FIRM)
    )
    for acting in (within(world, service=OTHER), within(world, "see")):
        refused("NotInYourMandate", does=lambda by=acting: cases.take_back(str(file.pk), by=by))
        refused("NoSuchCase", does=lambda by=acting: material_for(str(file.pk), seen_by=by))


def test_a_draft_for_the_firm_is_never_submitted_for_oneself_nor_the_other_way_round(
    world: World,
) -> None:
    acting, oneself = within(world, service=""), world.cast(AGENT)
    for_firm = a_draft(world, acting)
    refused("NoSuchDraft", does=lambda: cases.submit_draft(str(for_firm.pk), by=oneself))
    refused("NoSuchDraft", does=lambda: cases.save_draft(str(for_firm.pk), answers={}, by=oneself))
    service = "individual-business"
    own = a_draft(world, oneself, service)
    refused("NoSuchDraft", does=lambda: cases.submit_draft(str(own.pk), by=acting))
    refused("NoSuchDraft", does=lambda: draft_for(str(own.pk), seen_by=acting))


def test_the_mandate_of_one_firm_opens_nothing_of_another(world: World) -> None:
    acting = within(world, service="")
    strange = a_draft(world, world.cast("tianshan_fruit"))
    refused("NoSuchDraft", does=lambda: draft_for(str(strange.pk), seen_by=acting))
    refused("NoSuchDraft", does=lambda: cases.submit_draft(str(strange.pk), by=acting))
    party = world.cast("tianshan_fruit").party
    refused("NoSuchCase", does=lambda: cases_of(party, seen_by=acting))
    refused("NoSuchDraft", does=lambda: drafts_of(party, seen_by=acting))
    refused("NotAllowed", does=lambda: party_for(party, seen_by=acting))


def test_a_mandate_never_raises_the_level_of_whoever_acts(world: World) -> None:
    from dataclasses import replace

    unsure = replace(within(world), level=1)
    draft = a_draft(world, unsure)
    refused("AssuranceTooLow", does=lambda: cases.submit_draft(str(draft.pk), by=unsure))


def test_the_giver_sees_who_looked_and_by_what_right(world: World) -> None:
    acting, firm = within(world), world.cast(FIRM)
    case = world.a_submitted_case()
    # That the agent may act for it at all was a look by itself.
    before = {each.pk for each in readings_of(seen_by=firm)}
    case_for(case.number, seen_by=firm)
    assert {each.pk for each in readings_of(seen_by=firm)} == before
    case_for(case.number, seen_by=acting)
    case_for(case.number, seen_by=acting)
    material_for(str(case.materials.first().pk), seen_by=acting)
    party_for(firm.party, seen_by=acting)
    fresh = [each for each in readings_of(seen_by=firm) if each.pk not in before]
    looks = [(each.by_name, each.what) for each in fresh]
    name = world.cast(AGENT).name
    assert [what for who, what in looks if who == name] == [
        "主体信息", f"材料 {case.materials.first().document}", "办件全卷",
    ]  # fmt: skip


def test_a_helper_reads_no_message_in_the_persons_stead(world: World) -> None:
    case = world.a_submitted_case()
    world.drain()
    acting, firm = within(world), world.cast(FIRM)
    assert [each.subject for each in notices_of(seen_by=acting)] == [case.subject]
    assert mark_read(by=acting) == 0
    assert notices_of(seen_by=firm)[0].read_at is None


def test_a_leaving_colleagues_matters_go_to_another_in_one_act(world: World) -> None:
    acting = within(world, service="")
    case, draft = handed_in(world, acting), a_draft(world, acting, OTHER)
    leaver, taker = acting.person, world.cast("zhang_min").party
    firm, agent = representing(world), {"receiver": "zhang_min", "services": ()}

    def hand(by: Actor = firm, to: str = taker, **more: Any) -> int:
        return cases.hand_over_matters(leaver, to=to, by=by, **more)

    refused("HandedToNobody", does=hand)
    a_mandate(world, receiver="zhang_min", services=(OTHER,))
    refused("HandedToNobody", does=hand)
    a_mandate(world, **agent)
    refused("NotYourCase", does=lambda: hand(by=acting))
    refused("HandedToNobody", does=lambda: hand(to=leaver))
    refused("NotYourCase", does=lambda: hand(by=Actor(kind="anyone", ref="anyone")))
    assert hand(ending=True) == 2
    case, draft = Case.objects.get(pk=case.pk), Draft.objects.get(pk=draft.pk)
    assert {case.agent, draft.agent} == {taker}
    assert case.agent_name == world.cast("zhang_min").name
    last = entries_of(case.subject)[-1]
    assert (last.name, last.for_party) == ("case.handed-over", world.cast(FIRM).party)
    from onedoor.registers.mandates.queries import choices_of

    assert choices_of(seen_by=world.cast(AGENT)) == []
    assert world.cast(REPRESENTATIVE).party != leaver


def test_another_firm_hands_on_nothing_of_ours(world: World) -> None:
    acting = within(world)
    handed_in(world, acting)
    a_mandate(
        world, giver="tianshan_fruit", by="li_qiang", agreed=("li_qiang",), receiver="zhang_min"
    )
    theirs = world.cast("tianshan_fruit")
    taker = world.cast("zhang_min").party
    moved = cases.hand_over_matters(acting.person, to=taker, by=theirs)
    assert moved == 0
    assert Case.objects.get().agent == acting.person
