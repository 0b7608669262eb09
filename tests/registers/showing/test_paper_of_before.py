"""Paper of before is shown by a code as what it is: a transcript of grade B."""

from typing import Any

import pytest
from tests.world import World

from onedoor.kernel.actors import ANYONE, Actor, Scope
from onedoor.kernel.models import Reading
from onedoor.kernel.ports import port
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import days, today, travel
from onedoor.registers.people.queries import party_for
from onedoor.registers.showing import refusals as no
from onedoor.registers.showing.actions import (
    begin_transcript_show,
    open_show,
)
from onedoor.registers.showing.models import Show
from onedoor.registers.showing.queries import Shown, shows_of
from onedoor.registers.transcripts.actions import Scan, compare_transcript, enter_transcript
from onedoor.registers.transcripts.queries import Transcript
from onedoor.registers.transcripts.refusals import NoSuchTranscript, NoSuchType
from onedoor.site.samples import drawn_document

FIRM, WINDOW, REVIEWER = "duolang_books", "press_aksu_city_window", "press_aksu_city_reviewer"


def opened(coded: Any) -> Shown:
    return open_show(link=coded.link, place="192.0.2.9", by=ANYONE)


def transcript(world: World, *, compared: bool = True, **given: Any) -> Transcript:
    firm = party_for(world.cast(FIRM).party, seen_by=world.cast(FIRM))
    content = drawn_document("出版物经营许可证", "paper")
    usual: dict[str, Any] = {
        "kind": "publication-business-licence", "kind_name": "出版物经营许可证",
        "number": "旧字第0019号", "holder_name": firm.name, "holder_number": firm.number,
        "facts": [("经营范围", "图书、期刊"), ("负责人", "某某")],
        "issued_on": today() - days(900), "valid_until": today() + days(30),
        "scan": Scan(port("store").put(content), "旧证.pdf", "application/pdf", len(content), 1),
        "by": world.cast(WINDOW),
    }  # fmt: skip
    made = enter_transcript(**(usual | given))
    if compared:
        compare_transcript(made.pk, agrees=True, note="和档案核对", by=world.cast(REVIEWER))
        made.refresh_from_db()
    return made


def shown(world: World, made: Transcript, **given: Any) -> Any:
    usual = {"facts": ["经营范围"], "purpose": "contract", "by": world.cast(FIRM)}
    return begin_transcript_show(made.pk, **(usual | given))


def test_a_compared_transcript_is_shown_as_grade_b_and_its_holder_reads_by_whom(
    world: World,
) -> None:
    made = transcript(world)
    seen = opened(shown(world, made))
    assert (seen.grade, seen.standing, seen.check_code) == ("B", "valid", "")
    assert seen.facts == (("经营范围", "图书、期刊"),) and "某某" not in str(seen)
    (row,) = shows_of(made, seen_by=world.cast(FIRM))
    assert row.opened_at is not None and row.licence is None
    assert Reading.objects.filter(party=made.holder, what__contains="旧字第0019号").exists()
    assert entries_of(f"licence-use:transcript:{made.pk}")[-1].name == "licence.shown"


def test_one_that_ran_out_says_so(world: World) -> None:
    made = transcript(world)
    with travel(today() + days(31)):
        assert opened(shown(world, made)).standing == "expired"


@pytest.mark.parametrize(
    ("made", "given", "refusal"),
    [
        ({"compared": False}, {}, NoSuchTranscript),
        ({"kind": ""}, {}, no.NotOfAType),
        ({}, {"facts": []}, no.NothingChosen),
        ({}, {"facts": ["没有这一项"]}, no.NoSuchFact),
        ({}, {"purpose": "anything"}, no.NoSuchPurpose),
    ],
)
def test_what_may_not_be_shown_is_refused_and_nothing_begun(
    world: World, made: Any, given: Any, refusal: type[Exception]
) -> None:
    found = transcript(world, **made)
    with pytest.raises(refusal):
        shown(world, found, **given)
    assert not Show.objects.exists()


def test_neither_a_stranger_nor_an_agent_for_some_services_shows_it(world: World) -> None:
    made, firm = transcript(world), world.cast(FIRM)
    some = Scope(mandate="m", kind="agent", services=frozenset({"publication-retail"}))
    agent = Actor(kind="person", ref="a", party=firm.party, person="p", scope=some)
    for reader in (world.cast("patigul"), agent):
        with pytest.raises(NoSuchTranscript):
            shown(world, made, by=reader)
        assert shows_of(made, seen_by=reader) == []
    seeing = Scope(mandate="m", kind="agent", acts=frozenset({"see"}))
    onlooker = Actor(kind="person", ref="b", party=firm.party, person="p", scope=seeing)
    with pytest.raises(no.NotYoursToShow):
        shown(world, made, by=onlooker)
    assert not Show.objects.exists()


def test_a_type_that_the_agency_does_not_issue_is_not_entered(world: World) -> None:
    with pytest.raises(NoSuchType) as refused:
        transcript(world, kind="work-permit")
    assert refused.value.where == "kind" and not Transcript.objects.exists()
