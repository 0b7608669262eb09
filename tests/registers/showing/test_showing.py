"""A licence is shown as its holder chose: for a minute, once, and never unseen by the holder."""

from datetime import timedelta

import pytest
from tests.registers.licences.test_licences import CLERK, HOLDER, issued

from onedoor.kernel.actors import ANYONE, SYSTEM, Actor, Scope
from onedoor.kernel.models import Reading
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now, travel
from onedoor.registers.licences.actions import suspend_licence
from onedoor.registers.licences.models import Licence
from onedoor.registers.licences.queries import licences_of
from onedoor.registers.showing import refusals as no
from onedoor.registers.showing.actions import (
    Coded,
    begin_show,
    end_show,
    forget_what_is_over,
    open_show,
    renew_show,
)
from onedoor.registers.showing.models import Show, Tried
from onedoor.registers.showing.queries import show_for, show_waits, shows_of
from onedoor.registers.showing.rules import TRIES

pytestmark = pytest.mark.django_db

STRANGER = Actor(kind="person", ref="a2", party="party-2")


@pytest.fixture
def licence() -> Licence:
    return issued()


def begun(licence: Licence, **given: object) -> Coded:
    labels = [each["label"] for each in licence.facts[:2]]
    usual: dict[str, object] = {"facts": labels, "purpose": "inspection", "by": HOLDER}
    return begin_show(licence.number, **(usual | given))  # type: ignore[arg-type]


def opened(coded: Coded, **given: object) -> object:
    usual: dict[str, object] = {"link": coded.link, "place": "192.0.2.1", "by": ANYONE}
    return open_show(**(usual | given))  # type: ignore[arg-type]


def test_whoever_opens_it_sees_the_chosen_lines_and_nothing_else(licence: Licence) -> None:
    seen = opened(begun(licence))
    assert seen.facts == tuple((each["label"], each["value"]) for each in licence.facts[:2])
    assert seen.standing == "valid" and seen.kind_name == licence.kind_name
    hidden = licence.facts[3]["value"]
    assert hidden not in str(seen)


def test_it_says_how_the_licence_stands_at_the_moment_it_is_opened(licence: Licence) -> None:
    coded = begun(licence)
    suspend_licence(licence.number, reasons="查处期间", by=SYSTEM)
    assert opened(coded).standing == "suspended"


def test_eight_digits_open_it_as_the_link_does(licence: Licence) -> None:
    coded = begun(licence)
    spoken = " ".join(coded.digits)
    assert opened(coded, link="", digits=spoken).kind_name == licence.kind_name


def test_it_opens_once(licence: Licence) -> None:
    coded = begun(licence)
    opened(coded)
    with pytest.raises(no.ShownAlready):
        opened(coded)
    with pytest.raises(no.ShownAlready):
        opened(coded, link="", digits=coded.digits)
    with pytest.raises(no.ShownAlready):
        show_waits(coded.link)
    assert len(entries_of(f"licence-use:{licence.ground}")) == 1


def test_after_sixty_seconds_it_opens_nothing(licence: Licence) -> None:
    begin = now()
    with travel(begin):
        coded = begun(licence)
    with travel(begin + timedelta(seconds=58)):
        assert show_waits(coded.link) == coded.show.until
    with travel(begin + timedelta(seconds=61)), pytest.raises(no.ShowIsOver):
        opened(coded)
    assert show_for(coded.show.pk, seen_by=HOLDER).opened_at is None
    assert entries_of(f"licence-use:{licence.ground}") == []


def test_a_new_code_ends_the_old_one(licence: Licence) -> None:
    old = begun(licence)
    new = renew_show(old.show.pk, by=HOLDER)
    with pytest.raises(no.NoSuchShow):
        opened(old)
    assert opened(new).kind_name == licence.kind_name


def test_no_code_stands_in_the_database(licence: Licence) -> None:
    coded = begun(licence)
    row = str(Show.objects.filter(pk=coded.show.pk).values().get())
    assert coded.link not in row and coded.digits not in row


def test_what_was_opened_or_ended_is_not_renewed(licence: Licence) -> None:
    first, second = begun(licence), begun(licence)
    opened(first)
    end_show(second.show.pk, by=HOLDER)
    for coded in (first, second):
        with pytest.raises(no.ShowEnded):
            renew_show(coded.show.pk, by=HOLDER)
    with pytest.raises(no.ShowIsOver):
        opened(second)


def test_a_show_is_renewed_for_half_an_hour(licence: Licence) -> None:
    begin = now()
    with travel(begin):
        coded = begun(licence)
    with travel(begin + timedelta(minutes=29)):
        renew_show(coded.show.pk, by=HOLDER)
    with travel(begin + timedelta(minutes=31)), pytest.raises(no.ShowEnded):
        renew_show(coded.show.pk, by=HOLDER)


def test_the_holder_reads_who_looked_and_who_they_say_they_are(licence: Licence) -> None:
    coded = begun(licence)
    opened(coded, opener="拜城县巴扎物业", why="进场核对")
    (row,) = Reading.objects.filter(party="party-1", subject=f"show:{coded.show.pk}")
    assert (row.by_kind, row.by_name, row.why) == ("anyone", "拜城县巴扎物业", "进场核对")
    (show,) = shows_of(licence, seen_by=HOLDER)
    assert (show.opener, show.purpose) == ("拜城县巴扎物业", "inspection")


def test_a_clerk_who_opens_it_is_named_as_such(licence: Licence) -> None:
    coded = begun(licence)
    opened(coded, opener="自称别人", by=CLERK)
    (row,) = Reading.objects.filter(subject=f"show:{coded.show.pk}")
    assert (row.by_kind, row.by_ref) == ("staff", CLERK.ref)


def test_who_keeps_guessing_is_stopped_and_others_are_not(licence: Licence) -> None:
    coded = begun(licence)
    for n in range(TRIES):
        with pytest.raises(no.NoSuchShow):
            opened(coded, link="", digits=f"{n:08}")
    with pytest.raises(no.TriedTooOften):
        opened(coded)
    assert opened(coded, place="192.0.2.2").kind_name == licence.kind_name
    assert "192.0.2.1" not in str(Tried.objects.values().get())


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"facts": []}, no.NothingChosen),
        ({"facts": ["工资"]}, no.NoSuchFact),
        ({"purpose": "curiosity"}, no.NoSuchPurpose),
        ({"by": STRANGER}, NotFound),
        ({"by": Actor(kind="person", ref="a3", party="party-1", person="p",
                      scope=Scope(mandate="m", acts=frozenset({"see"})))}, no.NotYoursToShow),
    ],
)  # fmt: skip
def test_what_may_not_be_shown_begins_no_show(
    licence: Licence, given: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        begun(licence, **given)
    assert not Show.objects.exists()


def test_nobody_else_reads_renews_or_ends_a_show(licence: Licence) -> None:
    coded = begun(licence)
    for act in (renew_show, end_show):
        with pytest.raises(no.NoSuchShow):
            act(coded.show.pk, by=STRANGER)
    with pytest.raises(no.NoSuchShow):
        show_for(coded.show.pk, seen_by=STRANGER)
    assert shows_of(licence, seen_by=STRANGER) == []
    assert opened(coded).kind_name == licence.kind_name


def test_what_nobody_opened_lets_its_digits_go(licence: Licence) -> None:
    coded = begun(licence)
    with travel(now() + timedelta(hours=1)):
        forget_what_is_over()
    assert Show.objects.get(pk=coded.show.pk).ended_at is not None
    assert licences_of("party-1", seen_by=HOLDER) == [licence]
