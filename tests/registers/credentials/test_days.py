"""How a copy of a licence stood on a day that is over."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.registers.credentials.carrying import CLERK, holder, teacher
from tests.world import World

from onedoor.kernel.languages import written_day
from onedoor.kernel.models import Reading
from onedoor.kernel.time import days, today, travel
from onedoor.registers.credentials.actions import give_credential, print_slip, stop_credential
from onedoor.registers.credentials.days import Span, sentence_of_the_day
from onedoor.registers.credentials.models import Credential
from onedoor.registers.credentials.queries import CredentialCheck, check_credential, check_slip
from onedoor.registers.licences.actions import restore_licence, revoke_licence, suspend_licence

MADE = date(2026, 3, 1)
SPAN = Span(made=MADE, last=date(2026, 5, 30))


@pytest.mark.parametrize(
    ("on", "licence", "told"),
    [
        (date(2026, 2, 28), "not-issued", "那天还没有这份核验单，它是2026年3月1日做的；证照"),
        (date(2026, 3, 1), "in-force", "那天这份核验单可以用，证照那天是有效的"),
        (date(2026, 5, 30), "in-force", "那天这份核验单可以用"),
        (date(2026, 5, 31), "in-force", "已经过期，它只用到2026年5月30日；证照那天是有效的"),
        (date(2026, 4, 1), "suspended", "那天证照正被暂停使用，这份核验单也就不能用"),
        (date(2026, 4, 1), "superseded", "那天证照已被新证取代"),
    ],
)  # fmt: skip
def test_before_it_was_made_in_its_days_and_after_them(on: date, licence: str, told: str) -> None:
    said = sentence_of_the_day("核验单", SPAN, licence=licence, on=on)
    assert said.startswith(written_day(on)) and told in said


def test_from_the_day_its_holder_stopped_it_it_could_not_be_used() -> None:
    span = Span(made=MADE, last=date(2027, 2, 28), stopped=date(2026, 4, 2))
    before, after = (
        sentence_of_the_day("凭证", span, licence="in-force", on=date(2026, 4, day))
        for day in (1, 2)
    )
    assert "可以用" in before and "已经停用" in after


def last_words(found: CredentialCheck) -> str:
    return found.sentences[-1]


@pytest.mark.parametrize("check", [check_credential, check_slip])
def test_the_history_of_the_licence_answers_for_both(
    world: World, check: Callable[..., CredentialCheck]
) -> None:
    with travel(MADE):
        licence, mine = teacher(world, valid_from=MADE), holder(world)
        give = give_credential if check is check_credential else print_slip
        given = give(licence.number, by=mine)
        text = given if isinstance(given, str) else given.text
    for day, act in ((10, suspend_licence), (20, restore_licence), (40, revoke_licence)):
        with travel(MADE + timedelta(days=day)):
            act(licence.number, reasons="依法", by=CLERK)
    stood = {9: "可以用", 10: "正被暂停使用", 19: "正被暂停使用", 20: "可以用", 40: "已经失效"}
    with travel(MADE + timedelta(days=60)):
        for day, words in stood.items():
            found = check(text, on=MADE + timedelta(days=day))
            assert words in last_words(found) and found.verdict == "withdrawn", day
        assert "那天还没有" in last_words(check(text, on=MADE - timedelta(days=1)))
        for none in (None, today(), today() + days(9)):
            assert check(text, on=none) == check(text)


def test_a_credential_that_was_stopped_says_so_of_the_day(world: World) -> None:
    with travel(MADE):
        licence, mine = teacher(world, valid_from=MADE), holder(world)
        made = Credential.objects.get(licence=licence)
    with travel(MADE + timedelta(days=5)):
        stop_credential(str(made.pk), by=mine)
    with travel(MADE + timedelta(days=9)):
        assert "可以用" in last_words(check_credential(made.text, on=MADE + timedelta(days=4)))
        assert "已经停用" in last_words(check_credential(made.text, on=MADE + timedelta(days=5)))


def test_of_an_altered_text_no_day_is_told(world: World) -> None:
    licence = teacher(world)
    text = print_slip(licence.number, by=holder(world)).text
    for changed in (text[:-6] + "AAAAAA", "YM1:"):
        assert "那天" not in "".join(check_slip(changed, on=MADE).sentences)
    assert "那天" not in "".join(check_credential("eyJ.e30.AA", on=MADE).sentences)


def test_a_known_asker_leaves_one_row_for_a_day_of_the_past(world: World) -> None:
    text = Credential.objects.get(licence=teacher(world)).text
    check_credential(text, seen_by=CLERK, on=MADE)
    assert Reading.objects.get(by_kind="staff").why == "公开查验"
