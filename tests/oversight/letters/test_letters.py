"""Letters: anybody writes, whoever is responsible answers in time, nobody is lost on the way."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from onedoor.channels.notices.queries import notices_of
from onedoor.kernel import relay
from onedoor.kernel.actors import ANYONE, Actor, Scope
from onedoor.kernel.readings import readings_of
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import today, travel
from onedoor.oversight.letters import refusals as no
from onedoor.oversight.letters.actions import (
    add_to_letter,
    answer_letter,
    close_letter,
    extend_letter,
    forget_old_letters,
    merge_letters,
    transfer_letter,
    write_letter,
)
from onedoor.oversight.letters.kinds import MOST_DAYS, kinds, limit
from onedoor.oversight.letters.models import Letter, Word
from onedoor.oversight.letters.queries import (
    letter_for,
    letters_for,
    letters_of,
    letters_waiting,
    own_letter,
)
from onedoor.oversight.supervision.actions import look_at_what_runs, reckon_chain
from onedoor.oversight.supervision.models import RaisedCard
from onedoor.registers.agencies.queries import calendar_for

PRESS, ABOVE = "press-aksu-city", "press-aksu"
ASK = "开书店要几天？"
DAY = date(2026, 9, 7)


def _kept() -> list[object]:
    return [list(Letter.objects.values()), list(Word.objects.values())]


def _messages(to: str) -> list[str]:
    folder = Path(settings.ONEDOOR_STATE) / "messages"
    sent = [json.loads(each.read_text("utf-8")) for each in folder.glob("*.json")]
    return [each["text"] for each in sent if each["to"] == to]


def _ask(by: Actor, kind: str = "consultation", text: str = ASK, **more: object) -> Letter:
    return write_letter(kind, text, **{"agency": PRESS, **more}, by=by)


@pytest.mark.parametrize("kind", list(kinds()))
def test_each_kind_lives_from_the_question_to_the_last_word(world, kind: str) -> None:
    writer = world.cast("xiayi")
    with travel(DAY):
        letter = _ask(writer, kind)
        accuses = kinds()[kind].accuses
        assert (letter.agency == PRESS) is (kinds()[kind].owner == "office")
        assert letter.accused == (PRESS if accuses else "")
        clerk = world.a_clerk(letter.agency, kinds()[kind].posts[-1])
        assert [row.id for row in letters_for(seen_by=clerk)] == [str(letter.pk)]
        answer_letter(str(letter.pk), "十个工作日。", by=clerk)
    world.drain()
    assert "有答复了" in notices_of(seen_by=writer)[0].text
    (own,) = letters_of(seen_by=writer)
    assert [word.text for word in own.words] == [ASK, "十个工作日。"]
    assert close_letter(str(letter.pk), content=True, by=writer).content is True
    assert letters_waiting(seen_by=clerk) == 0
    names = [entry.name for entry in entries_of(letter.subject)]
    owes = ["letter.result-due"] if kinds()[kind].result_days else []
    assert names == ["letter.sent", "letter.answered", *owes, "letter.closed"]


@pytest.mark.parametrize("kind", list(kinds()))
def test_every_kind_is_answered_within_five_working_days_over_holidays_too(world, kind) -> None:
    with travel(date(2026, 9, 30)):  # the day before a long rest
        letter = _ask(world.cast("xiayi"), kind)
    days = calendar_for(letter.agency).working_days_between(date(2026, 9, 30), letter.due_on)
    assert days == kinds()[kind].working_days <= MOST_DAYS
    assert letter.due_on >= date(2026, 10, 8)


def test_the_record_says_that_and_never_what_or_who(world) -> None:
    writer = world.cast("xiayi")
    letter = _ask(writer, text="我叫夏依，为什么不办？")
    answer_letter(str(letter.pk), "这就办。", by=world.a_clerk(PRESS))
    told = str([entry.body for entry in entries_of(letter.subject)])
    assert "夏依" not in told and "这就办" not in told and writer.party not in told


@pytest.mark.parametrize("text", ["", "  \n ", "长" * (limit("longest") + 1)])
def test_nothing_and_too_much_are_refused_and_nothing_moves(world, text: str) -> None:
    with pytest.raises((no.NothingWritten, no.TooLong)):
        _ask(world.cast("xiayi"), text=text)
    assert _kept() == [[], []]


def test_clerks_programs_and_whoever_acts_for_another_write_nothing(world) -> None:
    person = world.cast("xiayi")
    for other in (
        world.a_clerk(PRESS),
        Actor(kind="machine", ref="token:1", party=person.party),
        Actor(kind="person", ref="a", party=person.party, person="b", scope=Scope(mandate="m")),
    ):
        with pytest.raises(NotAllowed):
            _ask(other)
    assert _kept() == [[], []]


def test_an_unknown_agency_or_case_or_kind_is_refused(world) -> None:
    writer, case = world.cast("xiayi"), world.a_submitted_case()
    for more, refusal in (
        ({"agency": "nobody"}, no.WhichAgency),
        ({"about": f"case:{case.number}"}, no.NotYourCase),
        ({"about": "case:1"}, no.NotYourCase),
        ({"kind": "praise"}, no.NoSuchKind),
        ({"by": ANYONE, "contact": "不留"}, no.BadContact),
    ):
        with pytest.raises(refusal):
            _ask(**{"by": writer, **more})
    assert _kept() == [[], []]


def test_from_ones_own_case_the_letter_goes_to_the_body_above(world) -> None:
    case = world.a_submitted_case()
    owner = world.cast("duolang_books")
    late = write_letter("late", "过期了还没有结果", about=f"case:{case.number}", by=owner)
    assert (late.accused, late.agency) == (case.agency, ABOVE)
    ask = write_letter("consultation", "还差什么？", about=f"case:{case.number}", by=owner)
    assert ask.agency == case.agency


# --- who sees and handles ---------------------------------------------------------------------


def test_the_accused_neither_see_nor_handle_nor_get_it(world) -> None:
    letter = _ask(world.cast("xiayi"), "complaint")
    accused = world.cast("press_aksu_city_supervisor")
    # Even with a post at the body above besides.
    both = Actor(
        kind="staff", ref="account:both", name="两头", agency=ABOVE,
        posts=accused.posts | {f"{ABOVE}/supervisor"},
    )  # fmt: skip
    before = _kept()
    for by in (accused, both):
        assert letters_for(seen_by=by) == [] and letters_waiting(seen_by=by) == 0
        with pytest.raises(no.NoSuchLetter):
            letter_for(str(letter.pk), seen_by=by)
        with pytest.raises(no.NotYoursToAnswer):
            answer_letter(str(letter.pk), "没有的事", by=by)
    above = world.a_clerk(ABOVE, "supervisor")
    with pytest.raises(no.NotToTheAccused):
        transfer_letter(str(letter.pk), to=PRESS, reason="请自查", by=above)
    assert _kept() == before
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(agency=PRESS)


def test_other_posts_and_other_agencies_handle_nothing(world) -> None:
    letter = _ask(world.cast("xiayi"), "complaint")
    for by in (world.a_clerk(ABOVE, "window"), world.cast("market_aksu_city_supervisor")):
        for act in (
            lambda by=by: answer_letter(str(letter.pk), "好", by=by),
            lambda by=by: extend_letter(str(letter.pk), reason="忙", by=by),
            lambda by=by: transfer_letter(
                str(letter.pk), to="market-aksu-city", reason="归它", by=by
            ),
        ):
            with pytest.raises(no.NotYoursToAnswer):
                act()
        with pytest.raises(no.NoSuchLetter):
            letter_for(str(letter.pk), seen_by=by)


def test_a_named_letter_leaves_its_writer_a_row_of_who_read_it(world) -> None:
    letter = _ask(world.cast("xiayi"))
    seen = letter_for(str(letter.pk), seen_by=world.cast("press_aksu_city_window"))
    assert seen.writer == world.cast("xiayi").name
    looks = [look.what for look in readings_of(seen_by=world.cast("xiayi"))]
    assert looks.count("留言全文") == 1


def test_whoever_stays_unknown_is_unknown_to_the_office_everywhere(world) -> None:
    person = world.cast.people["xiayi"]
    writer = world.cast("xiayi")
    hidden = _ask(writer, "report", "窗口乱收费", hidden=True)
    guest = _ask(ANYONE, "report", "窗口多收了钱", contact="13812345678")
    above = world.a_clerk(ABOVE, "supervisor")
    told = repr(letters_for(seen_by=above))
    for letter in (hidden, guest):
        told += repr(letter_for(str(letter.pk), seen_by=above))
        told += str([(entry.body, entry.by_ref) for entry in entries_of(letter.subject)])
        assert letter.code not in told
    for secret in (
        writer.party,
        writer.ref,
        person.name,
        person.number,
        person.phone,
        "13812345678",
    ):
        assert secret not in told
    world.drain()
    assert "收到了" in notices_of(seen_by=writer)[0].text
    assert any(guest.code in told for told in _messages("13812345678"))


def test_ones_own_case_does_not_say_who_stays_unknown(world) -> None:
    case = world.a_submitted_case()
    owner = world.cast("duolang_books")
    hidden = write_letter(
        "consultation", "还差什么？", about=f"case:{case.number}", hidden=True, by=owner
    )
    assert (hidden.about, hidden.agency) == (f"service:{case.service}", case.agency)
    late = write_letter("late", "没有结果", about=f"case:{case.number}", hidden=True, by=owner)
    assert late.about == f"case:{case.number}", "nobody can look into a matter they do not know"
    # One that was kept with its number before is told without it.
    Letter.objects.filter(pk=hidden.pk).update(about=f"case:{case.number}")
    window = world.a_clerk(case.agency, "window")
    (row,) = letters_for(seen_by=window)
    assert case.number not in repr(row) + repr(letter_for(str(hidden.pk), seen_by=window))


def test_a_code_opens_what_has_no_account_and_nothing_else(world) -> None:
    named, guest = _ask(world.cast("xiayi")), _ask(ANYONE, text="周末开门吗？")
    assert own_letter(guest.code, seen_by=ANYONE).letter.pk == guest.pk
    for code in (named.code, "", "000000000000"):
        with pytest.raises(no.NoSuchLetter):
            own_letter(code, seen_by=ANYONE)
    with pytest.raises(no.NoSuchLetter):
        own_letter(named.code, seen_by=world.cast("ayigul"))
    answer_letter(str(guest.pk), "开。", by=world.cast("press_aksu_city_window"))
    for by, code in ((ANYONE, ""), (world.cast("ayigul"), named.code)):
        with pytest.raises(no.NoSuchLetter):
            close_letter(str(guest.pk), content=True, code=code, by=by)
    assert close_letter(str(guest.pk), content=False, code=guest.code, by=ANYONE).content is False


# --- clocks, transfer, merging ----------------------------------------------------------------


def test_a_transfer_leaves_a_trace_and_the_day_as_it_was(world) -> None:
    writer = world.cast("xiayi")
    letter = _ask(writer)
    moved = transfer_letter(
        str(letter.pk), to="market-aksu-city", reason="营业执照归市场监管。",
        by=world.cast("press_aksu_city_window"),
    )  # fmt: skip
    assert (moved.agency, moved.due_on) == ("market-aksu-city", letter.due_on)
    own = own_letter(letter.code, seen_by=writer)
    assert [(w.act, w.by_agency) for w in own.words] == [("ask", ""), ("transfer", PRESS)]
    with pytest.raises(no.NotYoursToAnswer):
        answer_letter(str(letter.pk), "好", by=world.cast("press_aksu_city_window"))
    before = _kept()
    market = world.cast("market_aksu_city_window")
    for to, reason, refusal in (
        ("market-aksu-city", "归它", no.SameAgency), ("nobody", "归它", no.WhichAgency),
        (PRESS, " ", no.NoReason),
    ):  # fmt: skip
        with pytest.raises(refusal):
            transfer_letter(str(letter.pk), to=to, reason=reason, by=market)
    assert _kept() == before


def test_it_is_extended_once_with_a_reason_and_before_its_day(world) -> None:
    clerk = world.cast("press_aksu_city_window")
    with travel(DAY):
        letter, other = _ask(world.cast("xiayi")), _ask(world.cast("ayigul"), text="别的事")
        with pytest.raises(no.NoReason):
            extend_letter(str(letter.pk), reason="", by=clerk)
        longer = extend_letter(str(letter.pk), reason="要问库车。", by=clerk)
        assert longer.due_on == calendar_for(PRESS).add_working_days(letter.due_on, 5)
        with pytest.raises(no.ExtendedOnce):
            extend_letter(str(letter.pk), reason="还要", by=clerk)
    with travel(other.due_on + timedelta(days=1)), pytest.raises(no.PastItsDay):
        extend_letter(str(other.pk), reason="忘了", by=clerk)


def test_the_same_words_again_are_merged_and_each_writer_gets_the_answer(world) -> None:
    first, again = _ask(world.cast("xiayi")), _ask(ANYONE, text="开书店 要几天?")
    other = _ask(world.cast("ayigul"), text="办下来多久？")
    assert (first.lead, again.lead, other.lead) == (None, first, None)
    clerk = world.cast("press_aksu_city_window")
    merge_letters(str(other.pk), into=str(first.pk), by=clerk)
    assert [row.merged for row in letters_for(seen_by=clerk)] == [2]
    with pytest.raises(no.MergedAlready):
        answer_letter(str(other.pk), "十天", by=clerk)
    answer_letter(str(first.pk), "十个工作日。", by=clerk)
    assert own_letter(again.code, seen_by=ANYONE).words[-1].text == "十个工作日。"
    (own,) = letters_of(seen_by=world.cast("ayigul"))
    assert own.letter.state == "answered" and own.words[-1].text == "十个工作日。"
    # Whoever asks on does so alone.
    asked = add_to_letter(str(other.pk), "那变更呢？", by=world.cast("ayigul"))
    assert (asked.state, asked.lead) == ("open", None)
    assert letters_waiting(seen_by=clerk) == 1


def test_what_is_due_first_leads_and_what_is_unlike_is_not_merged(world) -> None:
    clerk = world.cast("press_aksu_city_window")
    with travel(DAY):
        old = _ask(world.cast("xiayi"))
    with travel(DAY + timedelta(days=1)):
        new = _ask(world.cast("ayigul"), text="多久？")
        idea = _ask(world.cast("ayigul"), "suggestion", "周末开门")
        before = _kept()
        for one, other in ((old, idea), (old, old)):
            with pytest.raises(no.NotTheSame):
                merge_letters(str(one.pk), into=str(other.pk), by=clerk)
        assert _kept() == before
        assert merge_letters(str(old.pk), into=str(new.pk), by=clerk).pk == old.pk


def test_near_its_day_and_late_show_in_the_list(world) -> None:
    with travel(DAY):
        letter = _ask(world.cast("xiayi"))
    clerk = world.cast("press_aksu_city_window")
    for used, near, late in (
        (3, False, False),
        (4, True, False),
        (5, True, False),
        (6, True, True),
    ):
        with travel(calendar_for(PRESS).add_working_days(DAY, used)):
            (row,) = letters_for(seen_by=clerk)
            assert (row.near, row.late) == (near, late)
            assert bool(letters_for(seen_by=clerk, view="late")) is late
    assert letter.due_on == calendar_for(PRESS).add_working_days(DAY, 5)


# --- limits that lose nobody ------------------------------------------------------------------


def test_there_is_an_end_in_one_day_and_the_next_day_begins_anew(world) -> None:
    writer = world.cast("xiayi")
    with travel(DAY):
        for n in range(limit("in_a_day")):
            _ask(writer, text=f"第 {n} 件")
        before = _kept()
        with pytest.raises(no.EnoughToday):
            _ask(writer, text="再一件")
        with pytest.raises(no.EnoughFromHere, match="从这个网络"):
            _ask(ANYONE, sent_today=limit("in_a_day_unknown"))
        assert _kept() == before
        assert _ask(world.cast("ayigul")).pk
    with travel(DAY + timedelta(days=1)):
        assert _ask(writer, text="再一件").pk


def test_one_adds_a_few_words_while_waiting_and_any_number_after_answers(world) -> None:
    writer = world.cast("xiayi")
    letter = _ask(writer)
    for n in range(limit("words_while_waiting") - 1):
        add_to_letter(str(letter.pk), f"还有 {n}", by=writer)
    before = _kept()
    with pytest.raises(no.WaitForTheAnswer):
        add_to_letter(str(letter.pk), "还有", by=writer)
    with pytest.raises(no.NoSuchLetter):
        add_to_letter(str(letter.pk), "还有", by=world.cast("ayigul"))
    with pytest.raises(no.NotAnsweredYet):
        close_letter(str(letter.pk), content=True, by=writer)
    assert _kept() == before
    answer_letter(str(letter.pk), "十天。", by=world.cast("press_aksu_city_window"))
    asked = add_to_letter(str(letter.pk), "从哪天算？", by=writer)
    assert asked.is_open and asked.due_on > today()
    with pytest.raises(no.NothingAnswered):
        answer_letter(str(letter.pk), " ", by=world.cast("press_aksu_city_window"))


def test_letters_of_nobody_are_kept_their_time_and_no_longer(world) -> None:
    with travel(date(2022, 3, 1)):
        guest, waiting = _ask(ANYONE), _ask(ANYONE, text="没人理的事")
        named = _ask(world.cast("xiayi"), text="署名的事")
        for each in (guest, named):
            answer_letter(str(each.pk), "好。", by=world.cast("press_aksu_city_window"))
    with travel(DAY):
        assert forget_old_letters() == 1
    assert set(Letter.objects.values_list("pk", flat=True)) == {waiting.pk, named.pk}


# --- supervision ------------------------------------------------------------------------------


def _cards(letter: Letter) -> list[tuple[str, str]]:
    return [(card.agency, card.level) for card in reckon_chain(letter.subject)]


def test_a_day_before_its_day_there_is_a_warning_and_after_it_a_card(world) -> None:
    with travel(DAY):
        letter = _ask(world.cast("xiayi"))
        assert _cards(letter) == []
    for used, level in ((3, ""), (4, "warning"), (6, "yellow"), (11, "red")):
        with travel(calendar_for(PRESS).add_working_days(DAY, used)):
            assert _cards(letter) == ([(PRESS, level)] if level else [])
            if used == 4:
                assert look_at_what_runs() == 1


def test_answered_in_time_the_warning_passes_and_merged_it_is_watched_with_its_lead(world) -> None:
    with travel(DAY):
        letter, other = _ask(world.cast("xiayi")), _ask(world.cast("ayigul"), text="多久？")
        clerk = world.cast("press_aksu_city_window")
        merge_letters(str(other.pk), into=str(letter.pk), by=clerk)
    with travel(letter.due_on):
        reckon_chain(letter.subject)
        answer_letter(str(letter.pk), "十天。", by=clerk)
        assert [card.state for card in reckon_chain(letter.subject)] == ["passed"]
        assert _cards(other) == []


def test_after_a_transfer_the_card_is_of_whoever_has_it_and_the_clock_goes_on(world) -> None:
    with travel(DAY):
        letter = _ask(world.cast("xiayi"))
    with travel(calendar_for(PRESS).add_working_days(DAY, 3)):
        window = world.cast("press_aksu_city_window")
        transfer_letter(str(letter.pk), to="market-aksu-city", reason="归它。", by=window)
    with travel(calendar_for(PRESS).add_working_days(DAY, 6)):
        assert _cards(letter) == [("market-aksu-city", "yellow")]


def test_extended_it_is_due_later_for_the_watch_too(world) -> None:
    with travel(DAY):
        letter = _ask(world.cast("xiayi"))
        extend_letter(str(letter.pk), reason="要问。", by=world.cast("press_aksu_city_window"))
    with travel(calendar_for(PRESS).add_working_days(DAY, 6)):
        assert _cards(letter) == []


# --- a wrong that was told of ---


def _accused(world, found: str) -> Letter:
    letter = _ask(world.cast("xiayi"), "complaint", "窗口让我交 50 元“加急费”。", wrong="charged")
    return answer_letter(
        str(letter.pk), "查过了。", found=found, by=world.cast("press_aksu_supervisor")
    )


def test_whoever_looks_into_a_wrong_says_whether_it_was_so(world) -> None:
    letter = _ask(world.cast("xiayi"), "complaint", "收了加急费。", wrong="charged")
    for said in ("", "perhaps"):
        before = _kept()
        with pytest.raises(no.FindingNotSaid) as refused:
            answer_letter(str(letter.pk), "查过了。", found=said,
                          by=world.cast("press_aksu_supervisor"))  # fmt: skip
        assert "收了不该收的钱" in refused.value.sentence
        assert _kept() == before


def test_a_wrong_not_on_the_list_of_its_kind_is_not_taken_in(world) -> None:
    for kind, wrong in (("complaint", "ugly"), ("consultation", "charged")):
        with pytest.raises(no.NoSuchWrong):
            _ask(world.cast("xiayi"), kind, "收了加急费。", wrong=wrong)
    assert _kept() == [[], []]


@pytest.mark.parametrize(("found", "level"), [("so", "red"), ("partly", "yellow"), ("not-so", "")])
def test_a_fee_found_unlawful_is_a_card_of_the_agency_that_took_it(world, found, level) -> None:
    with travel(date(2026, 12, 7)):
        letter = _accused(world, found)
        relay.drain()
    cards = RaisedCard.objects.filter(rule="unlawful-fee")
    assert [(card.agency, card.level) for card in cards] == ([(PRESS, level)] if level else [])
    told = [each for each in entries_of(letter.subject) if each.name == "letter.answered"]
    assert told[0].body.get("accused") == (PRESS if level else None)
