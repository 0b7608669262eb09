"""Published answers: with the writer's word, without anybody in them, by two persons."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from onedoor.channels.notices.queries import notices_of
from onedoor.kernel.actors import ANYONE
from onedoor.kernel.codes import iso7812_luhn
from onedoor.kernel.record import entries_of
from onedoor.kernel.redacting import personal, veiled
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import local, travel
from onedoor.oversight.letters import refusals as no
from onedoor.oversight.letters.actions import (
    add_to_letter,
    answer_letter,
    close_letter,
    draft_answer,
    extend_letter,
    release_answer,
    transfer_letter,
    withdraw_answer,
    write_letter,
)
from onedoor.oversight.letters.models import FirstAnswer, PublicAnswer, Rewording
from onedoor.oversight.letters.queries import (
    Unfinished,
    answer_published,
    answers,
    exposures_unfinished,
    figures_of_letters,
    letters_for,
    suggested_draft,
    to_release,
)
from onedoor.oversight.supervision.actions import look_at_what_runs, reckon_chain
from onedoor.registers.agencies.queries import agency, calendar_for

PRESS = "press-aksu-city"
CLEAN = {"title": "开书店要几天", "question": "开书店要几天？", "answer": "十个工作日。"}
NUMBER = "653125199001011236"


def _answered(world, *, agreed: bool = True, text: str = "开书店要几天？"):
    letter = write_letter(
        "consultation", text, agency=PRESS, may_publish=agreed, by=world.cast("xiayi")
    )
    return answer_letter(str(letter.pk), "十个工作日。", by=world.cast("press_aksu_city_window"))


def _published(world, **changes: str) -> PublicAnswer:
    letter = _answered(world)
    clerk, chief = world.cast("press_aksu_city_window"), world.cast("press_aksu_city_supervisor")
    draft_answer(str(letter.pk), **CLEAN | changes, by=clerk)
    return release_answer(str(letter.pk), by=chief)


def test_one_redacts_another_releases_and_then_everybody_reads_it(world) -> None:
    letter = _answered(world)
    clerk, chief = world.cast("press_aksu_city_window"), world.cast("press_aksu_city_supervisor")
    draft_answer(str(letter.pk), **CLEAN, by=clerk)
    assert answers().total == 0 and to_release(seen_by=chief) == 1
    for by, refusal in ((clerk, no.NotTheSupervisor), (world.cast("press_baicheng_window"),
                                                       no.NotTheSupervisor)):  # fmt: skip
        with pytest.raises(refusal):
            release_answer(str(letter.pk), by=by)
    assert answers().total == 0
    found = release_answer(str(letter.pk), by=chief)
    assert release_answer(str(letter.pk), by=chief).pk == found.pk
    assert [each.answer for each in answers().answers] == ["十个工作日。"]
    assert answer_published(found.pk).question == "开书店要几天？"
    assert [each.name for each in entries_of(letter.subject)].count("letter.published") == 1
    withdraw_answer(str(letter.pk), by=chief)
    assert answers().total == 0
    with pytest.raises(NotFound):
        answer_published(found.pk)


def test_whoever_redacted_does_not_release(world) -> None:
    letter, chief = _answered(world), world.cast("press_aksu_city_supervisor")
    with pytest.raises(no.NothingToRelease):
        release_answer(str(letter.pk), by=chief)
    draft_answer(str(letter.pk), **CLEAN, by=chief)
    with pytest.raises(no.TwoPersons):
        release_answer(str(letter.pk), by=chief)
    assert to_release(seen_by=chief) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicAnswer.objects.update(released_by=chief.ref, released_at=letter.sent_at)


def test_without_the_writers_word_or_before_the_answer_nothing_is_published(world) -> None:
    clerk = world.cast("press_aksu_city_window")
    refused = _answered(world, agreed=False)
    open_ = write_letter("consultation", "？？", agency=PRESS, may_publish=True, by=ANYONE)
    for letter, refusal in ((refused, no.WriterSaysNo), (open_, no.NotAnsweredYet)):
        with pytest.raises(refusal):
            draft_answer(str(letter.pk), **CLEAN, by=clerk)
    with pytest.raises(no.NotYoursToAnswer):
        draft_answer(str(refused.pk), **CLEAN, by=world.cast("market_aksu_city_window"))
    assert not PublicAnswer.objects.exists()


@pytest.mark.parametrize("where", ["title", "question", "answer", "result"])
def test_what_tells_who_somebody_is_blocks_the_draft_wherever_it_stands(world, where) -> None:
    letter = _answered(world)
    for said in ("夏依", NUMBER, "138 1234 5678", "6222 0200 0000 0000 000", "a@b.cn"):
        name = world.cast("xiayi").name if said == "夏依" else said
        with pytest.raises(no.StillPersonal):
            draft_answer(
                str(letter.pk), **CLEAN | {where: f"某人 {name} 问"},
                by=world.cast("press_aksu_city_window"),
            )  # fmt: skip
    assert not PublicAnswer.objects.exists()


def test_the_telephone_of_the_office_may_stand_there(world) -> None:
    phone = agency(PRESS).office["phone"]
    assert _published(world, answer=f"打 {phone} 问。").answer.endswith("问。")


def test_the_first_draft_is_veiled(world) -> None:
    name = world.cast("xiayi").name
    letter = _answered(world, text=f"我是{name}，电话 13812345678，开书店要几天？")
    draft = suggested_draft(str(letter.pk), seen_by=world.cast("press_aksu_city_window"))
    assert name not in str(draft) and "13812345678" not in str(draft)
    draft_answer(str(letter.pk), **draft, by=world.cast("press_aksu_city_window"))


def test_exposures_are_public_by_their_kind(world) -> None:
    letter = write_letter("exposure", "窗口总没人", agency=PRESS, by=world.cast("xiayi"))
    above = world.a_clerk("press-aksu", "approver")
    answer_letter(str(letter.pk), "查实了。", by=above)
    assert [row.draft for row in letters_for(seen_by=above, view="publish")] == [""]
    draft_answer(str(letter.pk), **CLEAN, result="加了一个窗口。", by=above)
    release_answer(str(letter.pk), by=world.a_clerk("press-aksu", "supervisor"))
    (found,) = answers(kind="exposure").answers
    assert (found.result, found.accused) == ("加了一个窗口。", PRESS)
    assert letters_for(seen_by=above, view="publish") == []


def _exposed(world, result: str = "") -> PublicAnswer:
    letter = write_letter("exposure", "窗口总没人", agency=PRESS, by=world.cast("xiayi"))
    above = world.a_clerk("press-aksu", "approver")
    answer_letter(str(letter.pk), "查实了。", by=above)
    draft_answer(str(letter.pk), **CLEAN, result=result, by=above)
    return release_answer(str(letter.pk), by=world.a_clerk("press-aksu", "supervisor"))


def test_a_result_is_written_later_while_the_answer_stands(world) -> None:
    with travel(date(2026, 9, 7)):
        key = str(_exposed(world).letter_id)
    above, chief = (world.a_clerk("press-aksu", post) for post in ("approver", "supervisor"))
    with travel(date(2026, 9, 21)):
        draft_answer(key, **CLEAN, result="加了一个窗口。", by=above)
        (stands,) = answers(kind="exposure").answers
        assert (stands.result, stands.changed_at) == ("", None)
        assert to_release(seen_by=chief) == 1
        assert [row.draft for row in letters_for(seen_by=chief, view="publish")] == ["again"]
        with pytest.raises(no.NotTheSupervisor):
            release_answer(key, by=above)
        release_answer(key, by=chief)
    (stands,) = answers(kind="exposure").answers
    assert stands.result == "加了一个窗口。" and stands.drafted_by == above.ref
    assert local(stands.released_at).date() == date(2026, 9, 7)
    assert local(stands.changed_at).date() == date(2026, 9, 21)
    told = [e.body.get("again") for e in entries_of(stands.letter.subject)
            if e.name == "letter.published"]  # fmt: skip
    assert told == [False, True] and not Rewording.objects.exists()
    world.drain()
    assert "有了新的" in notices_of(seen_by=world.cast("xiayi"))[0].text


def test_what_was_exposed_owes_its_result_by_a_day_and_then_a_card(world) -> None:
    """From the first answer on, whether or not anything was published; told once, it is settled."""
    with travel(date(2026, 12, 7)):
        stands = _exposed(world)
    letter, above = stands.letter, world.a_clerk("press-aksu", "approver")
    due = calendar_for(letter.agency).add_working_days(date(2026, 12, 7), 20)
    assert letter.result_by == stands.result_by == due
    with travel(calendar_for(letter.agency).add_working_days(due, 1)):
        look_at_what_runs()
        (late,) = [card for card in reckon_chain(letter.subject)
                   if card.rule == "exposure-without-result"]  # fmt: skip
        assert (late.level, late.agency) == ("yellow", letter.agency)
        draft_answer(str(letter.pk), **CLEAN, result="加了一个窗口。", by=above)
        release_answer(str(letter.pk), by=world.a_clerk("press-aksu", "supervisor"))
    names = [each.name for each in entries_of(letter.subject)]
    assert names.count("letter.result-due") == names.count("letter.resulted") == 1


@pytest.mark.parametrize("how", ["reworded", "withdrawn"])
def test_a_result_that_is_taken_away_is_owed_again(world, how: str) -> None:
    above, chief = (world.a_clerk("press-aksu", post) for post in ("approver", "supervisor"))
    with travel(date(2026, 12, 7)):
        letter = _exposed(world, result="当场改了。").letter
        if how == "withdrawn":
            withdraw_answer(str(letter.pk), by=chief)
        draft_answer(str(letter.pk), **CLEAN, by=above)
        release_answer(str(letter.pk), by=chief)
    assert answers(kind="exposure").answers[0].result == ""
    told = [e for e in entries_of(letter.subject) if e.name.startswith("letter.result")]
    assert [each.name for each in told] == [
        "letter.result-due", "letter.resulted", "letter.result-due",
    ]  # fmt: skip
    assert told[0].body["result_by"] == told[2].body["result_by"]
    with travel(date(2027, 2, 10)):
        look_at_what_runs()
        assert [card.level for card in reckon_chain(letter.subject)
                if card.rule == "exposure-without-result"] == ["red"]  # fmt: skip


def test_told_with_its_result_at_once_nothing_is_owed_and_other_kinds_owe_none(world) -> None:
    with travel(date(2026, 12, 7)):
        stands = _exposed(world, result="当场改了。")
    with travel(date(2027, 2, 10)):
        look_at_what_runs()
        assert not [card for card in reckon_chain(stands.letter.subject)
                    if card.rule == "exposure-without-result"]  # fmt: skip
    assert _answered(world).result_by is None


def test_new_words_are_released_by_another_and_name_nobody_either(world) -> None:
    key, chief = str(_exposed(world).letter_id), world.a_clerk("press-aksu", "supervisor")
    name = world.cast("xiayi").name
    for result, refusal in ((f"{name}满意了。", no.StillPersonal), ("", no.NothingNew)):
        with pytest.raises(refusal):
            draft_answer(key, **CLEAN, result=result, by=chief)
    assert not Rewording.objects.exists()
    draft_answer(key, **CLEAN, result="加了窗口。", by=chief)
    with pytest.raises(no.TwoPersons):
        release_answer(key, by=chief)
    assert answers().answers[0].result == ""
    # Whoever thinks better of it puts the old words back.
    draft_answer(key, **CLEAN, by=chief)
    assert not Rewording.objects.exists()


def test_withdrawn_the_newest_words_wait_as_the_draft(world) -> None:
    key, above = str(_exposed(world).letter_id), world.a_clerk("press-aksu", "approver")
    chief = world.a_clerk("press-aksu", "supervisor")
    draft_answer(key, **CLEAN, result="加了窗口。", by=above)
    withdraw_answer(key, by=chief)
    assert answers().total == 0 and not Rewording.objects.exists()
    assert release_answer(key, by=chief).result == "加了窗口。"


def test_what_the_column_still_lacks_is_counted_for_whoever_answers(world) -> None:
    above = world.a_clerk("press-aksu", "approver")
    chief = world.a_clerk("press-aksu", "supervisor")
    letter = write_letter("exposure", "电话没人接", agency=PRESS, by=world.cast("xiayi"))
    assert exposures_unfinished(seen_by=chief) == Unfinished(unpublished=0, without_result=0)
    answer_letter(str(letter.pk), "修好了。", by=above)
    stands = _exposed(world)
    for by in (above, chief):
        assert exposures_unfinished(seen_by=by) == Unfinished(unpublished=1, without_result=1)
        (row,) = letters_for(seen_by=by, view="result")
        assert (row.id, row.no_result) == (str(stands.letter_id), True)
    for other in (world.cast("press_aksu_city_supervisor"), world.cast("press_baicheng_window")):
        assert exposures_unfinished(seen_by=other) == Unfinished(unpublished=0, without_result=0)
    draft_answer(str(stands.letter_id), **CLEAN, result="加了窗口。", by=above)
    assert exposures_unfinished(seen_by=chief).without_result == 1
    release_answer(str(stands.letter_id), by=chief)
    assert exposures_unfinished(seen_by=chief).without_result == 0
    assert letters_for(seen_by=chief, view="result") == []


def test_answers_are_found_by_word_kind_and_agency_page_by_page(world) -> None:
    one = _published(world)
    _published(world, title="周末", question="周末开门吗？", answer="开。")
    assert [each.pk for each in answers(words="书店 工作日").answers] == [one.pk]
    assert answers(words="书店 周末").total == 0
    assert answers(kind="complaint").total == 0 and answers(agency=PRESS).total == 2
    assert answers(agency="police-aksu-city").total == 0
    assert answers(page=9).page == 1


@pytest.mark.parametrize("words", ["多收", "復印件 退", "復印件 開書店", "ＡＢ 复印件"])
def test_answers_are_found_by_what_came_of_it_and_in_traditional_signs(world, words) -> None:
    one = _published(world, result="多收的复印件退了，编号 AB。")
    _published(world, title="周末", question="周末开门吗？", answer="开。")
    assert [each.pk for each in answers(words=words).answers] == [one.pk]


def test_a_word_that_folds_to_nothing_finds_what_has_it_and_no_more(world) -> None:
    _published(world)
    assert answers(words="\u0301").total == 0


def test_asked_again_it_stays_published_and_is_answered_anew(world) -> None:
    found = _published(world)
    add_to_letter(str(found.letter_id), "那变更呢？", by=world.cast("xiayi"))
    assert answers().total == 1


def test_figures_are_of_offices_and_their_days(world) -> None:
    clerk = world.cast("press_aksu_city_window")
    begin = date(2026, 9, 7)
    with travel(begin):
        made = [
            write_letter("consultation", f"问 {n}", agency=PRESS, by=world.cast("xiayi"))
            for n in range(4)
        ]
    for letter, after in zip(made, (1, 3, 10), strict=False):
        with travel(begin + timedelta(days=after)):
            answer_letter(str(letter.pk), "好。", by=clerk)
    with travel(begin + timedelta(days=20)):
        (one,) = figures_of_letters(30)
        assert (one.agency, one.asked, one.answered, one.in_time, one.late) == (PRESS, 4, 3, 2, 2)
        assert one.median_days == 3 and one.over_five == 2
    with travel(begin + timedelta(days=60)):
        assert figures_of_letters(30) == [] and figures_of_letters(365)[0].asked == 4


def test_more_time_given_for_a_reason_is_not_late_but_counted_beyond_five_days(world) -> None:
    """An agency that gives itself more time for everything is seen to."""
    clerk, writer = world.cast("press_aksu_city_window"), world.cast("xiayi")
    begin = date(2026, 9, 7)
    with travel(begin):
        quick, slow, open_ = (
            write_letter("consultation", f"问 {n}", agency=PRESS, by=writer) for n in range(3)
        )
        answer_letter(str(quick.pk), "好。", by=clerk)
    with travel(begin + timedelta(days=3)):
        for each in (slow, open_):
            extend_letter(str(each.pk), reason="要请上级解释。", by=clerk)
    with travel(begin + timedelta(days=8)):
        answer_letter(str(slow.pk), "好。", by=clerk)
        (one,) = figures_of_letters(30)
        assert (one.asked, one.late, one.over_five) == (3, 0, 2)


def test_asking_again_takes_no_late_answer_and_no_verdict_out_of_the_figures(world) -> None:
    clerk, writer = world.cast("press_aksu_city_window"), world.cast("xiayi")
    begin = date(2026, 9, 7)
    with travel(begin):
        letter = write_letter("consultation", "问", agency=PRESS, by=writer)
    with travel(begin + timedelta(days=14)):
        answer_letter(str(letter.pk), "好。", by=clerk)
        close_letter(str(letter.pk), content=False, by=writer)
        add_to_letter(str(letter.pk), "那变更呢？", by=writer)
        (one,) = figures_of_letters(30)
        assert (one.asked, one.answered, one.in_time, one.late) == (1, 1, 0, 1)
        assert (one.content, one.not_content) == (0, 1)
    with travel(begin + timedelta(days=15)):
        answer_letter(str(letter.pk), "一样。", by=clerk)
        close_letter(str(letter.pk), content=True, by=writer)
        (one,) = figures_of_letters(30)
        assert (one.asked, one.in_time, one.late, one.median_days) == (1, 0, 1, 11)
        assert (one.content, one.not_content) == (1, 0)


def test_letters_answered_before_first_answers_were_kept_get_theirs(world) -> None:
    clerk, writer = world.cast("press_aksu_city_window"), world.cast("xiayi")
    with travel(date(2026, 9, 7)):
        letter = write_letter("consultation", "问", agency=PRESS, by=writer)
        extend_letter(str(letter.pk), reason="要问库车。", by=clerk)
    with travel(date(2026, 9, 21)):
        answer_letter(str(letter.pk), "好。", by=clerk)
        close_letter(str(letter.pk), content=True, by=writer)
        other = _answered(world)
        add_to_letter(str(other.pk), "那变更呢？", by=writer)
    columns = ("letter", "agency", "sent_on", "due_on", "answered_on", "content", "judged")
    before = list(FirstAnswer.objects.order_by("sent_on").values(*columns))
    assert len(before) == 2
    FirstAnswer.objects.all().delete()
    made = import_module("onedoor.oversight.letters.migrations.0005_answers_before")
    with connection.schema_editor() as schema:
        made.from_the_record(apps, schema)
    assert list(FirstAnswer.objects.order_by("sent_on").values(*columns)) == before


def test_a_verdict_is_of_whoever_gave_the_answer_that_is_judged(world) -> None:
    writer = world.cast("xiayi")
    letter = _answered(world)
    add_to_letter(str(letter.pk), "执照呢？", by=writer)
    transfer_letter(
        str(letter.pk), to="market-aksu-city", reason="归它。",
        by=world.cast("press_aksu_city_window"),
    )  # fmt: skip
    answer_letter(str(letter.pk), "三天。", by=world.cast("market_aksu_city_window"))
    close_letter(str(letter.pk), content=True, by=writer)
    found = {each.agency: each for each in figures_of_letters(30)}
    assert (found[PRESS].answered, found[PRESS].content) == (1, 0)
    assert (found["market-aksu-city"].asked, found["market-aksu-city"].content) == (0, 1)


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        (f"身份证{NUMBER}。", ["证件号"]),
        (f"号码：{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}", ["证件号"]),
        ("６５３１２５１９９００１０１１２３６", ["证件号"]),
        ("手机13812345678", ["电话"]),
        ("+86 138-1234-5678", ["电话"]),
        ("13812345678 13912345678", ["电话", "电话"]),
        ("家里 0997-5551234", ["电话"]),
        ("卡号6222020000000000000", ["银行卡号"]),
        ("a.b@c.com", ["邮箱"]),
        ("护照E12345678", ["证件号"]),
        ("阿依古丽说", ["姓名"]),
        ("2026年11月26日交了 3 份，共 1280 元，文号 12345", []),
        ("打 12345，法条第四十二条", []),
        ("卡号6222020000000000008", []),
    ],
)
def test_what_is_personal_is_found_and_what_is_not_is_left(text: str, sorts: list[str]) -> None:
    found = personal(text, names=["阿依古丽", ""])
    assert [each.sort for each in found] == sorts
    assert personal(veiled(text, found), names=["阿依古丽"]) == []


def test_the_check_digit_of_cards_is_checked() -> None:
    assert iso7812_luhn("7992739871") == "3"
    assert iso7812_luhn("7992739871") != "0"
