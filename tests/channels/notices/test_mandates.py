"""Both sides of a mandate read in their inbox what happens to it, and nobody else does."""

from tests.channels.portal.citizen import Citizen
from tests.standing_in import AGENT, FIRM, REPRESENTATIVE, a_mandate, an_offer, representing, under
from tests.world import World

from onedoor.channels.notices.models import Notice
from onedoor.channels.notices.queries import notices_of
from onedoor.kernel.models import News
from onedoor.registers.mandates.actions import (
    change_acts,
    confirm_mandate,
    end_mandate,
)


def _told(world: World, who: str) -> list[str]:
    return [each.event for each in reversed(notices_of(seen_by=world.cast(who)))]


def test_offered_confirmed_changed_and_ended_it_stands_in_both_inboxes(world: World) -> None:
    mandate = an_offer(world)
    confirm_mandate(mandate.id, by=world.cast(REPRESENTATIVE))
    change_acts(mandate.id, acts=["apply"], by=world.cast(REPRESENTATIVE))
    end_mandate(mandate.id, by=world.cast(AGENT))
    world.drain()
    told = ["mandate.offered", "mandate.agreed", "mandate.changed", "mandate.ended"]
    assert _told(world, FIRM) == _told(world, AGENT) == told
    assert _told(world, "zhang_min") == _told(world, "tianshan_fruit") == []


def test_an_offer_that_is_not_agreed_to_is_told_as_that(world: World) -> None:
    mandate = an_offer(world)
    end_mandate(mandate.id, by=world.cast(AGENT))
    world.drain()
    assert _told(world, FIRM)[-1] == _told(world, AGENT)[-1] == "mandate.declined"
    assert "不会生效" in notices_of(seen_by=world.cast(AGENT))[0].text


def test_the_message_leads_to_the_mandate_and_names_nobody(world: World) -> None:
    mandate = a_mandate(world)
    world.drain()
    for who in (FIRM, AGENT):
        page = Citizen(who).get("/mine").content.decode()
        assert f"/mandates/{mandate.id}" in page and "已经确认" in page
        assert Citizen(who).get(f"/mandates/{mandate.id}").status_code == 200
    words = " ".join(Notice.objects.values_list("text", flat=True))
    assert mandate.giver.name not in words and mandate.receiver.name not in words


def test_the_legal_representative_reads_it_for_the_firm_and_an_agent_does_not(
    world: World,
) -> None:
    agent = under(world, AGENT, a_mandate(world).id)
    world.drain()
    events = [each.event for each in notices_of(seen_by=representing(world))]
    assert "mandate.agreed" in events
    assert [each.event for each in notices_of(seen_by=agent)] == []


def test_news_heard_twice_are_told_once_to_each_side(world: World) -> None:
    a_mandate(world)
    world.drain()
    before = Notice.objects.count()
    News.objects.update(done_at=None)
    world.drain()
    assert Notice.objects.count() == before == 4
