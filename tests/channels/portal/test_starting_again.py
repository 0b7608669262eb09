"""Whoever applied before begins with what is known, by one press, and only if they wish."""

from tests.channels.portal.citizen import Citizen
from tests.world import World

from onedoor.casework.cases.models import Draft
from onedoor.kernel.record import entries_of

ALLOWANCE, GRANDMOTHER, AT = "elderly-allowance", "grandma_meng", "civil-affairs-aksu-city"
WORDS, START = "用以前填过的，开始", f"/apply/{ALLOWANCE}"


def applied_before(world: World) -> Citizen:
    told = next(each for each in world.stories if each.service == ALLOWANCE and each.story.sample)
    world.play(told)
    return Citizen(GRANDMOTHER)


def test_who_never_applied_is_not_offered_what_is_not_known(world: World) -> None:
    page = Citizen(GRANDMOTHER).get(START).content.decode()
    assert WORDS not in page and "checked" not in page


def test_one_press_leads_to_the_last_look_when_everything_is_known(world: World) -> None:
    again = applied_before(world)
    page = again.get(START).content.decode()
    assert WORDS in page
    assert f'value="{AT}" checked' in page, "the place where one applied last is chosen"
    sent = again.post(START, at=AT, known="yes")
    draft = Draft.objects.get(service=ALLOWANCE)
    assert sent.url == f"/drafts/{draft.pk}/check"
    assert draft.reuse_agreed_at is not None
    assert draft.answers["full_age"] and draft.answers["person_name"] == "孟秀英"
    assert "reuse.agreed" in {each.name for each in entries_of(f"draft:{draft.pk}")}
    shown = again.get(sent.url).content.decode()
    assert f"/drafts/{draft.pk}/known" in shown, "what was used can be looked at, and taken back"


def test_who_presses_the_other_button_gives_no_leave(world: World) -> None:
    again = applied_before(world)
    again.post(START, at=AT)
    draft = Draft.objects.get(service=ALLOWANCE)
    assert draft.reuse_agreed_at is None and draft.answers == {}
