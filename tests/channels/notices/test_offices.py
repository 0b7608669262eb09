"""Both offices of a supervision card are told of it: at their desks, and by mail."""

from datetime import date, timedelta
from typing import Any

import pytest

from onedoor.channels.notices.actions import open_office_notices
from onedoor.channels.notices.models import OfficeNotice
from onedoor.channels.notices.office_words import of_a_card
from onedoor.channels.notices.queries import (
    office_notices,
    office_notices_of,
    office_notices_unread,
)
from onedoor.kernel.actors import ANYONE
from onedoor.kernel.time import travel
from onedoor.oversight.supervision import actions, refusals
from onedoor.oversight.supervision.events import CardRaised
from onedoor.oversight.supervision.models import RaisedCard
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.queries import office_mailbox

BEGIN = date(2026, 9, 7)
WATCHER = "government-aksu"


def _raised(world: Any, days: int = 12) -> RaisedCard:
    """An application on which nobody said a word: its card of the five days."""
    case = world.a_submitted_case(begin=BEGIN)
    world.drain()
    with travel(BEGIN + timedelta(days=days)):
        actions.look_at_what_runs()
        world.drain()
    return RaisedCard.objects.get(rule="telling-limit", about=case.number)


def test_a_card_lies_on_both_desks_and_in_both_mailboxes(world: Any, mailoutbox: Any) -> None:
    card = _raised(world)
    unit, watcher = world.a_clerk(card.agency, "approver"), world.a_clerk(WATCHER, "supervisor")
    (own,), (watched,) = office_notices(seen_by=unit), office_notices(seen_by=watcher)
    assert own.text == (
        "红牌：没有在五日内答复申请（开书店、卖出版物）。最晚9月22日（周二）说明情况，写明凭据。"
    )
    assert "有一张红牌" in watched.text and own.card == watched.card == card.pk
    told = {mail.to[0]: str(mail.body) for mail in mailoutbox}
    assert set(told) == {f"{card.agency}@aksu.example", f"{WATCHER}@aksu.example"}
    for text in told.values():
        assert text.endswith(f"/desk/supervision/{card.pk}/")


def test_of_a_warning_the_agency_alone_is_told_and_at_its_desk_alone(
    world: Any, mailoutbox: Any
) -> None:
    case = world.a_submitted_case(begin=BEGIN)
    world.drain()
    with travel(calendar_for(case.agency).add_working_days(case.received_on, 5)):
        actions.look_at_what_runs()
        world.drain()
    (told,) = OfficeNotice.objects.all()
    assert (told.office, told.side, told.level) == (case.agency, "agency", "warning")
    assert told.text.endswith("按时办完，它自己就消。")
    assert mailoutbox == []


def test_a_warning_of_what_happened_does_not_say_that_it_passes() -> None:
    news = CardRaised(
        subject="card:1", card="1", rule="out-of-hours", agency="a", about="agency:a", key="",
        level="warning", reached_on=BEGIN, measure=3,
    )  # fmt: skip
    told = of_a_card(news, agency="某局")
    assert told.agency == "预警：非工作时间集中审批。现在只是提醒，不用说明。"
    assert told.watcher == ""


def test_each_word_of_one_side_is_told_to_the_other(world: Any, mailoutbox: Any) -> None:
    card = _raised(world)
    unit, watcher = world.a_clerk(card.agency, "supervisor"), world.a_clerk(WATCHER, "supervisor")
    with travel(BEGIN + timedelta(days=13)):
        actions.explain_card(card.pk, text="窗口停电", evidence="值班记录第 3 页", by=unit)
        actions.confirm_card(card.pk, reasons="停电只有半天", by=watcher)
        due = BEGIN + timedelta(days=17)
        actions.order_correction(card.pk, text="三天里给申请人答复", due_on=due, by=watcher)
        actions.put_right(card.pk, text="已经受理", evidence="受理通知书", by=unit)
        actions.close_card(card.pk, reasons="看过通知书", by=watcher)
        world.drain()
        world.drain()
    told = [(each.event, each.side) for each in office_notices_of(card.pk, seen_by=unit)]
    assert told == [
        ("card.raised", "agency"), ("card.raised", "watcher"), ("card.explained", "watcher"),
        ("card.confirmed", "agency"), ("card.ordered", "agency"), ("card.put-right", "watcher"),
        ("card.closed", "agency"),
    ]  # fmt: skip
    said = "".join(each.text for each in OfficeNotice.objects.all())
    assert "最晚9月24日（周四）整改好" in said and "停电" not in said
    keys = {mail.extra_headers["Message-ID"] for mail in mailoutbox}
    assert len(keys) == len(mailoutbox) == len(told)


def test_of_a_cancelled_card_the_agency_learns_that_it_does_not_count(world: Any) -> None:
    card = _raised(world)
    unit, watcher = world.a_clerk(card.agency, "supervisor"), world.a_clerk(WATCHER, "supervisor")
    with travel(BEGIN + timedelta(days=13)):
        actions.explain_card(card.pk, text="系统故障", evidence="故障单", by=unit)
        actions.cancel_card(card.pk, reasons="故障属实", by=watcher)
        world.drain()
    assert office_notices(seen_by=unit)[0].text == "“没有在五日内答复申请”的红牌撤销了，不计入。"


def test_opened_by_whoever_speaks_for_the_office_and_by_nobody_else(world: Any) -> None:
    card = _raised(world)
    unit, watcher = world.a_clerk(card.agency, "approver"), world.a_clerk(WATCHER, "supervisor")
    others = (
        world.a_clerk(card.agency, "window"), world.a_clerk("market-aksu", "supervisor"),
        world.cast("xiayi"), ANYONE,
    )  # fmt: skip
    for other in others:
        assert office_notices(seen_by=other) == office_notices_of(card.pk, seen_by=other) == []
        assert office_notices_unread(seen_by=other) == 0
        assert open_office_notices(OfficeNotice.objects.all(), by=other) == 0
    assert office_notices_unread(seen_by=unit) == office_notices_unread(seen_by=watcher) == 1
    assert open_office_notices([], by=unit) == 0
    # All lie before them; opened is what is told to their own office.
    assert open_office_notices(office_notices_of(card.pk, seen_by=unit), by=unit) == 1
    assert office_notices_unread(seen_by=unit) == 0
    # The other side reads when its notice was opened; its own is still new.
    opened = {each.side: each.read_at for each in office_notices_of(card.pk, seen_by=watcher)}
    assert opened["agency"] is not None and opened["watcher"] is None


def test_what_was_not_shown_is_not_opened(world: Any) -> None:
    """A page shows so many; the others stay new, and so does what came meanwhile."""
    first, _second = _raised(world), _raised(world)
    unit = world.a_clerk(first.agency, "supervisor")
    shown = office_notices(seen_by=unit, limit=1)
    assert open_office_notices(shown, by=unit) == 1 == office_notices_unread(seen_by=unit)


def test_told_twice_it_lies_there_once_and_opening_again_moves_nothing(world: Any) -> None:
    card = _raised(world)
    unit = world.a_clerk(card.agency, "supervisor")
    open_office_notices(office_notices(seen_by=unit), by=unit)
    first = OfficeNotice.objects.get(side="agency").read_at
    with travel(BEGIN + timedelta(days=12)):
        actions.look_at_what_runs()
        world.drain()
        assert open_office_notices(office_notices(seen_by=unit), by=unit) == 0
    assert OfficeNotice.objects.get(side="agency").read_at == first
    assert OfficeNotice.objects.count() == 2


def test_the_mailbox_is_the_places_and_never_published() -> None:
    from onedoor.registers.catalogue.queries import rulebooks

    assert office_mailbox("press-aksu-city") == "press-aksu-city@aksu.example"
    assert office_mailbox("nobody") == ""
    assert all("example" not in book.model_dump_json() for book in rulebooks())


def test_who_judges_in_its_own_matter_is_refused_and_nobody_is_told(world: Any) -> None:
    card = _raised(world)
    unit = world.a_clerk(card.agency, "supervisor")
    with travel(BEGIN + timedelta(days=13)):
        with pytest.raises(refusals.OwnUnit):
            actions.cancel_card(card.pk, reasons="不算", by=unit)
        world.drain()
    assert OfficeNotice.objects.count() == 2
