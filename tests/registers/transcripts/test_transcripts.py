"""A paper licence counts for something once two clerks of its agency have looked, and no sooner."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import World

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.models import Reading
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotFound
from onedoor.registers.people.queries import party_for
from onedoor.registers.transcripts import refusals as no
from onedoor.registers.transcripts.actions import (
    Scan,
    compare_transcript,
    enter_transcript,
    name_the_type,
)
from onedoor.registers.transcripts.models import Transcript
from onedoor.registers.transcripts.queries import transcript_for, transcripts_at, transcripts_of
from onedoor.site.samples import drawn_document

HOLDER = "duolang_books"
WINDOW, REVIEWER = "press_aksu_city_window", "press_aksu_city_reviewer"
ELSEWHERE, OTHER = "press_baicheng_window", "patigul"


@pytest.fixture
def people(world: World) -> dict[str, Actor]:
    return {ref: world.cast(ref) for ref in (HOLDER, WINDOW, REVIEWER, ELSEWHERE, OTHER)}


def entered(people: dict[str, Actor], **given: Any) -> Transcript:
    holder = party_for(people[HOLDER].party, seen_by=SYSTEM)
    usual: dict[str, Any] = {
        "kind_name": "出版物经营许可证", "number": "旧字第0019号", "holder_name": holder.name,
        "holder_number": holder.number, "facts": [("经营范围", "图书、期刊")],
        "issued_on": date(2020, 3, 1), "valid_until": None,
        "scan": Scan("0" * 64, "旧证.pdf", "application/pdf", 9, 1), "by": people[WINDOW],
    }  # fmt: skip
    return enter_transcript(**(usual | given))


def test_only_what_was_compared_is_the_holders_to_see(people: dict[str, Actor]) -> None:
    made, holder = entered(people), people[HOLDER]
    assert transcripts_of(holder.party, seen_by=holder) == []
    with pytest.raises(NotFound):
        transcript_for(made.pk, seen_by=holder)
    compare_transcript(made.pk, agrees=True, note="和 2020 年档案核对", by=people[REVIEWER])
    (one,) = transcripts_of(holder.party, seen_by=holder)
    assert one.compared_by == people[REVIEWER].ref
    names = [entry.name for entry in entries_of(f"transcript:{made.pk}")]
    assert names == ["transcript.entered", "transcript.compared"]


def test_who_entered_it_does_not_compare_it(people: dict[str, Actor]) -> None:
    made = entered(people)
    with pytest.raises(no.OwnEntry):
        compare_transcript(made.pk, agrees=True, note="看过", by=people[WINDOW])
    assert Transcript.objects.get().state == "entered"


@pytest.mark.parametrize(
    ("who", "note", "refusal"),
    [(ELSEWHERE, "看过", no.NoSuchTranscript), (HOLDER, "看过", no.NoSuchTranscript),
     (REVIEWER, " ", no.Lacking)],
)  # fmt: skip
def test_who_may_not_compare_it_or_does_not_say_with_what(
    people: dict[str, Actor], who: str, note: str, refusal: type[Exception]
) -> None:
    made = entered(people)
    with pytest.raises(refusal):
        compare_transcript(made.pk, agrees=True, note=note, by=people[who])
    assert Transcript.objects.get().state == "entered"


def test_compared_once_it_stays_so(people: dict[str, Actor]) -> None:
    made = entered(people)
    compare_transcript(made.pk, agrees=False, note="档案里没有", by=people[REVIEWER])
    with pytest.raises(no.ComparedAlready):
        compare_transcript(made.pk, agrees=True, note="再看", by=people[REVIEWER])
    assert transcripts_of(people[HOLDER].party, seen_by=people[HOLDER]) == []
    # What did not agree may be entered again, put right.
    assert entered(people).pk != made.pk


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"number": ""}, no.Lacking),
        ({"facts": []}, no.Lacking),
        ({"scan": Scan("", "", "")}, no.Lacking),
        ({"issued_on": None}, no.Lacking),
        ({"issued_on": date(2099, 1, 1)}, no.WrongDays),
        ({"valid_until": date(2019, 1, 1)}, no.WrongDays),
        ({"holder_name": "别的人", "holder_number": "650102199001011234"}, no.NobodyCalledSo),
    ],
)
def test_what_lacks_something_is_not_entered(
    people: dict[str, Actor], given: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        entered(people, **given)
    assert not Transcript.objects.exists()


def test_only_a_window_enters_and_a_number_once(people: dict[str, Actor]) -> None:
    with pytest.raises(no.OnlyAtTheWindow):
        entered(people, by=people[REVIEWER])
    entered(people)
    with pytest.raises(no.EnteredAlready):
        entered(people)
    assert Transcript.objects.count() == 1


def test_another_agency_sees_none_and_each_look_is_a_row(people: dict[str, Actor]) -> None:
    entered(people)
    assert transcripts_at(seen_by=people[ELSEWHERE]) == []
    assert len(transcripts_at(seen_by=people[REVIEWER])) == 1
    rows = Reading.objects.filter(party=people[HOLDER].party, subject__startswith="transcript:")
    assert [each.by_ref for each in rows] == [people[REVIEWER].ref]


def test_from_the_window_to_the_wallet(people: dict[str, Actor]) -> None:
    holder = party_for(people[HOLDER].party, seen_by=SYSTEM)
    scan = SimpleUploadedFile("旧证.pdf", drawn_document("旧证", "t"), "application/pdf")
    answer = Citizen(WINDOW).post(
        "/desk/paper-licences/new", kind_name="出版物经营许可证", number="旧字第0020号",
        holder_name=holder.name, holder_number=holder.number, issued_on="2020年3月1日",
        facts="经营范围：图书\n期刊\n经营方式：零售", scan=scan,
    )  # fmt: skip
    assert answer.status_code == 302, text_of(answer)
    made = Transcript.objects.get()
    assert made.facts[0] == {"label": "经营范围", "value": "图书 期刊"}
    own = Citizen(WINDOW).post(f"/desk/paper-licences/{made.pk}/", do="agrees", note="看过")
    assert own.status_code == 403
    other = Citizen(REVIEWER)
    assert "对着档案核对" in text_of(other.get(f"/desk/paper-licences/{made.pk}/"))
    other.post(f"/desk/paper-licences/{made.pk}/", do="agrees", note="和档案核对")
    wallet = Citizen(HOLDER)
    assert "旧字第0020号" in text_of(wallet.get("/mine/licences"))
    page = text_of(wallet.get(f"/mine/paper-licences/{made.pk}"))
    assert "B 级" in page and "此件经与原件核对无误" in page
    assert wallet.get(f"/mine/paper-licences/{made.pk}/scan").content.startswith(b"%PDF")
    assert Citizen(OTHER).get(f"/mine/paper-licences/{made.pk}").status_code == 404


# --- a type named later ---

TYPE = "publication-business-licence"


def typed(people: dict[str, Actor], made: Transcript, **given: Any) -> Transcript:
    usual = {"kind": TYPE, "because": "编号规则和样证一致", "by": people[WINDOW]}
    return name_the_type(made.pk, **(usual | given))


@pytest.mark.parametrize("compared_first", [True, False])
def test_a_named_clerk_says_of_what_type_it_is_and_why(
    people: dict[str, Actor], compared_first: bool
) -> None:
    made = entered(people)
    if compared_first:
        compare_transcript(made.pk, agrees=True, note="和档案核对", by=people[REVIEWER])
    found = typed(people, made)
    assert (found.kind, found.named_by, found.named_because) == (
        TYPE, people[WINDOW].ref, "编号规则和样证一致",
    )  # fmt: skip
    told = entries_of(f"transcript:{made.pk}")[-1]
    assert told.name == "transcript.typed" and told.body["kind"] == TYPE


@pytest.mark.parametrize(
    ("given", "refusal"),
    [({"by": REVIEWER}, no.OnlyAtTheWindow), ({"by": HOLDER}, no.OnlyAtTheWindow),
     ({"by": ELSEWHERE}, no.NoSuchTranscript), ({"because": " "}, no.Lacking),
     ({"kind": "work-permit"}, no.NoSuchType), ({"kind": ""}, no.NoSuchType)],
)  # fmt: skip
def test_who_has_no_such_duty_or_names_no_type_of_the_agency_or_no_reason_changes_nothing(
    people: dict[str, Actor], given: dict[str, Any], refusal: type[Exception]
) -> None:
    made = entered(people)
    if "by" in given:
        given = given | {"by": people[given["by"]]}
    with pytest.raises(refusal):
        typed(people, made, **given)
    assert Transcript.objects.get().kind == ""
    assert [each.name for each in entries_of(f"transcript:{made.pk}")] == ["transcript.entered"]


def test_named_once_it_stays_so_and_what_was_turned_down_gets_none(
    people: dict[str, Actor],
) -> None:
    made = entered(people)
    typed(people, made)
    with pytest.raises(no.TypeNamedAlready):
        typed(people, made, kind="publication-wholesale-licence")
    other = entered(people, number="旧字第0020号")
    compare_transcript(other.pk, agrees=False, note="档案里没有", by=people[REVIEWER])
    with pytest.raises(no.TurnedDown):
        typed(people, other)


def test_the_page_names_the_type_and_says_who_did(people: dict[str, Actor]) -> None:
    made = entered(people)
    window, address = Citizen(WINDOW), f"/desk/paper-licences/{made.pk}/"
    assert "没有定" in text_of(window.get(address))
    assert "定种类" not in text_of(Citizen(REVIEWER).get(address))
    refused = window.post(address, do="type", kind=TYPE, because="")
    assert "凭什么认定是这一种" in text_of(refused) and Transcript.objects.get().kind == ""
    window.post(address, do="type", kind=TYPE, because="编号规则和样证一致")
    page = text_of(window.get(address))
    assert "编号规则和样证一致" in page and people[WINDOW].name in page and "没有定" not in page
