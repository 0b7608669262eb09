"""Promises and signatures of others, in a browser without script."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from tests.channels.portal.citizen import Citizen, text_of
from tests.registers.seals_in_force import a_matter
from tests.world import BOOKSHOP, World

from onedoor.casework.cases import actions
from onedoor.casework.cases import promise_refusals as no
from onedoor.casework.cases.models import Case, Draft, GivenPromise, Signing
from onedoor.casework.cases.queries import case_for, promises_to_look_at
from onedoor.channels.notices.queries import told
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.models import Entry
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import days, travel
from onedoor.registers.issuing.actions import issue_licence
from onedoor.registers.licences.actions import pass_on_licence, restore_licence
from onedoor.registers.licences.queries import licence_for, licence_on, standing_of
from onedoor.site.stories import Play, until_applied

PERMIT = "work-permit-notice"


def a_draft(world: World, ref: str = "duolang_books", service: str = BOOKSHOP) -> Draft:
    story, by = world.story(service).story, world.cast(ref)
    draft = actions.begin_draft(service, agency=story.at, situation=dict(story.situation), by=by)
    return actions.save_draft(str(draft.pk), answers=dict(story.answers), by=by)


def the_promised_story(world: World, until: str = "") -> Play:
    told = next(each for each in world.stories if each.file.stem == "with-a-promise")
    does = [step.does for step in told.story.steps]
    play = told.play(world.cast, until=does.index(until) if until else None)
    play.run()
    return play


def test_one_is_told_first_and_what_was_signed_is_kept_word_for_word(world: World) -> None:
    draft, firm = a_draft(world), Citizen("duolang_books")
    page = text_of(firm.get(f"/drafts/{draft.pk}/promises/premises"))
    assert "先告诉您" in page and "收回许可证" in page
    url = f"/drafts/{draft.pk}/promises/premises"
    assert firm.post(url).status_code == 422
    assert not GivenPromise.objects.exists()
    firm.post(url, signed="yes")
    kept = GivenPromise.objects.get()
    sheet = draft.version.parsed.promise("premises")
    assert kept.words["text"]["zh"] == sheet.text.zh and kept.version_id == draft.version_id
    case = actions.submit_draft(str(draft.pk), by=world.cast("duolang_books"))
    asked = [each.id for each in case_for(case.number, seen_by=SYSTEM).documents]
    assert "premises_proof" not in asked
    assert "promise.given" in world.news_of(case)


def test_a_promise_taken_back_lets_its_document_be_asked_for_again(world: World) -> None:
    draft, by = a_draft(world), world.cast("duolang_books")
    actions.sign_promise(str(draft.pk), promise="premises", by=by)
    Citizen("duolang_books").post(f"/drafts/{draft.pk}/promises/premises", back="yes")
    with pytest.raises(Refusal) as refused:
        actions.submit_draft(str(draft.pk), by=by)
    assert refused.value.code == "documents-missing" and not Case.objects.exists()


def test_a_broken_promise_stops_the_licence_and_shuts_the_way_until_repaired(
    world: World,
) -> None:
    play = the_promised_story(world, until="object_to_finding")
    case, by = play.case, world.cast("duolang_books")
    licence = licence_on(case.number, seen_by=SYSTEM)
    assert standing_of(licence) == "suspended"
    given = GivenPromise.objects.get(case=case)
    with travel(given.looked_on):
        draft = a_draft(world)
        with pytest.raises(no.PromiseClosed):
            actions.sign_promise(str(draft.pk), promise="premises", by=by)
        assert not GivenPromise.objects.filter(draft=draft).exists()
    with travel(given.looked_on + days(30)):
        actions.settle_what_is_broken()
        assert standing_of(licence_on(case.number, seen_by=SYSTEM)) == "revoked"
    with travel(given.closed_until + days(1)):
        actions.sign_promise(str(draft.pk), promise="premises", by=by)


def test_a_broken_promise_stops_the_licence_that_was_renewed_meanwhile(world: World) -> None:
    play = the_promised_story(world, until="object_to_finding")
    given = GivenPromise.objects.get(case=play.case)
    first = licence_on(play.case.number, seen_by=SYSTEM)
    with travel(given.looked_on + days(1)):
        restore_licence(first.number, reasons="试", by=SYSTEM)
        a_matter("renewal")
        pass_on_licence(first.number, to="renewal", by=SYSTEM)
        renewed = issue_licence(
            kind=first.kind, kind_name=first.kind_name, ground="renewal", holder=first.holder,
            holder_name=first.holder_name, agency=first.agency, agency_name=first.agency_name,
            facts=[("单位名称", "多浪书屋")], valid_from=given.looked_on, valid_until=None,
            numbering="新出发阿零字第{seq:05}号", because="延续", by=SYSTEM,
        )  # fmt: skip
        given.state = "to-check"
        given.save()
        actions.check_promise(
            play.case.number, promise="premises", kept=False, reasons="房主没有租。",
            evidence="照片", by=world.cast("press_aksu_city_reviewer"),
        )  # fmt: skip
    assert standing_of(licence_for(renewed.number, seen_by=SYSTEM)) == "suspended"
    assert standing_of(licence_for(first.number, seen_by=SYSTEM)) == "superseded"


def test_a_repaired_promise_opens_the_way_at_once(world: World) -> None:
    play = the_promised_story(world)
    given = GivenPromise.objects.get(case=play.case)
    assert (given.state, given.closed_until) == ("repaired", None)
    draft = a_draft(world)
    actions.sign_promise(str(draft.pk), promise="premises", by=world.cast("duolang_books"))


def test_an_objection_that_holds_gives_the_licence_back(world: World) -> None:
    play = the_promised_story(world, until="answer_finding")
    case, given = play.case, GivenPromise.objects.get(case=play.case)
    with travel(given.objected_on):
        checker = world.cast("press_aksu_city_reviewer")
        with pytest.raises(Refusal):
            actions.answer_finding(
                case.number, promise="premises", upheld=True, reasons="看了", by=checker
            )
        desk = Citizen("press_aksu_city_approver")
        url = f"/desk/cases/{case.number}/promises/premises"
        assert "我们和二房东签了合同" in text_of(desk.get(url))
        assert desk.post(url, do="objection", found="yes", reasons="合同有效").status_code == 302
        assert standing_of(licence_on(case.number, seen_by=SYSTEM)) == "valid"
    assert GivenPromise.objects.get().state == "cleared"


def test_the_posts_see_what_they_have_to_look_at_and_nobody_else_does(world: World) -> None:
    tale = next(each for each in world.stories if each.file.stem == "with-a-promise")
    does = [step.does for step in tale.story.steps]
    case = tale.play(world.cast, until=does.index("decide") + 1).run()
    given = GivenPromise.objects.get(case=case)
    assert given.state == "to-check"
    with travel(given.due_on):
        reviewer = world.cast("press_aksu_city_reviewer")
        assert [each.pk for each in promises_to_look_at(seen_by=reviewer)] == [given.pk]
        assert promises_to_look_at(seen_by=world.cast("education_aksu_city_window")) == []
        desk = Citizen("press_aksu_city_reviewer")
        assert "经营场所承诺" in text_of(desk.get("/desk/promises"))
        rail = desk.get("/desk/promises").content.decode().split("<main")[0]
        assert 'aria-current="page"' in rail and "要核查的承诺" in rail
        url = f"/desk/cases/{case.number}/promises/premises"
        assert desk.post(url, do="check", found="no", reasons="没有").status_code == 422
        assert desk.post(url, do="check", found="yes").status_code == 302
    assert GivenPromise.objects.get().state == "kept"
    assert "promise.kept" in world.news_of(case)
    world.drain()
    assert "promise.kept" in told(case.subject)


def test_what_is_not_handed_in_in_time_stops_the_clock_and_its_coming_starts_it(
    world: World,
) -> None:
    told = next(each for each in world.stories if each.file.stem == "plan-later")
    does = [step.does for step in told.story.steps]
    play = told.play(world.cast, until=does.index("accept") + 1)
    case = play.run()
    given = GivenPromise.objects.get(case=case)
    with travel(given.due_on):
        actions.look_after_the_deferred()
        assert GivenPromise.objects.get().state == "given"
        assert "promise.due" in world.news_of(case)
    with travel(given.due_on + days(1)):
        actions.look_after_the_deferred()
        actions.look_after_the_deferred()
        assert world.again(case).suspended
        assert world.news_of(case).count("promise.lapsed") == 1
        play._hand_in("floor_plan", "drawn", case=case.number, by=world.cast("old_street"))
        actions.hand_in_promised(case.number, promise="plan_later", by=world.cast("old_street"))
        assert not world.again(case).suspended


def _link(to: str) -> str:
    """The newest link sent to this mailbox or telephone."""
    state = Path(settings.ONEDOOR_STATE)
    from django.core import mail

    letters = [each.body for each in mail.outbox if to in each.to]
    files = [json.loads(each.read_text("utf-8")) for each in (state / "messages").glob("*.json")]
    letters += [each["text"] for each in files if each["to"] == to]
    return re.search(r"/sign/\S+", letters[-1])[0]


def test_a_foreigner_signs_by_the_link_what_the_employer_wrote(world: World, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    draft, firm = a_draft(world, "tianshan_fruit", PERMIT), Citizen("tianshan_fruit")
    world.cast("aidar"), world.cast("exset")
    assert "外国人本人" in text_of(firm.get(f"/drafts/{draft.pk}/signers"))
    assert firm.post(f"/drafts/{draft.pk}/signers", signer="foreigner").status_code == 302
    link = _link("aidar@example.com")
    assert Citizen().get(link).status_code == 302
    foreigner = Citizen("aidar")
    page = text_of(foreigner.get(link))
    assert "果树栽培专家" in page and "Please sign" in page
    assert foreigner.post(link).status_code == 422
    assert Signing.objects.get().state == "asked"
    assert foreigner.post(link, signed="yes").status_code == 200
    assert Signing.objects.get().state == "signed"
    assert "签好了" in text_of(firm.get(f"/drafts/{draft.pk}/signers"))
    names = [each.name for each in Entry.objects.filter(subject=f"draft:{draft.pk}")]
    assert names == ["signing.asked", "signing.signed"]


def asked(world: World) -> tuple[Draft, str]:
    draft = a_draft(world, "tianshan_fruit", PERMIT)
    (one,) = actions.ask_to_sign(str(draft.pk), by=world.cast("tianshan_fruit"))
    return draft, one.token


def test_a_link_is_kept_as_a_digest_and_opens_nothing_after_its_last_day(world: World) -> None:
    draft, token = asked(world)
    signing = Signing.objects.get()
    assert token not in (signing.token, str(signing.pk))
    with travel(signing.expires_on + days(1)), pytest.raises(no.NoSuchSigning):
        actions.sign(token, by=world.cast("aidar"))
    with travel(signing.expires_on + days(1)):
        actions.let_links_expire()
    assert Signing.objects.get().state == "expired"
    assert draft.signings.count() == 1


def test_a_change_after_signing_voids_the_signature(world: World) -> None:
    draft, token = asked(world)
    actions.sign(token, by=world.cast("aidar"))
    by = world.cast("tianshan_fruit")
    actions.save_draft(str(draft.pk), answers={"annual_pay": "30"}, by=by)
    assert Signing.objects.get().state == "signed"
    actions.save_draft(str(draft.pk), answers={"annual_pay": "10"}, by=by)
    assert Signing.objects.get().state == "void"
    assert "重新签" in text_of(Citizen("tianshan_fruit").get(f"/drafts/{draft.pk}/signers"))


def test_a_link_asked_back_opens_nothing_and_a_new_one_takes_its_place(world: World) -> None:
    draft, token = asked(world)
    by = world.cast("tianshan_fruit")
    (again,) = actions.ask_to_sign(str(draft.pk), signer="foreigner", by=by)
    with pytest.raises(no.NoSuchSigning):
        actions.sign(token, by=world.cast("aidar"))
    actions.revoke_signing(str(draft.pk), signer="foreigner", by=by)
    with pytest.raises(no.NoSuchSigning):
        actions.sign(again.token, by=world.cast("aidar"))


def test_a_case_shows_who_signed_it(world: World) -> None:
    told = world.story(PERMIT)
    play = told.play(world.cast, until=until_applied(told.story))
    case = play.run()
    assert "case.cosigned" in world.news_of(case)
    page = text_of(Citizen("tianshan_fruit").get(f"/cases/{case.number}"))
    assert "Aidar Nurlanovich Sarsenov" in page
