"""The month from which more is asked: what the city did is counted, published, and recomputes."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.events import record
from onedoor.kernel.time import today, travel
from onedoor.oversight.assessment.actions import lay_down_anew
from onedoor.oversight.assessment.models import Counted, DayLaidDown, MonthSum
from onedoor.oversight.assessment.periods import period_of
from onedoor.oversight.assessment.queries import Assessment, assessment_of, behind, books
from onedoor.oversight.feedback.actions import rate_case
from onedoor.oversight.feedback.events import RatingSetAside
from onedoor.oversight.inspection.report import Report
from onedoor.oversight.inspection.surveying import survey_offers
from onedoor.oversight.letters.actions import answer_letter, transfer_letter, write_letter
from onedoor.oversight.supervision.publishing import (
    differs_from_record,
    file_of_day,
    publish_through,
    write_publications,
)
from onedoor.oversight.supervision.verifying import Folder, verify
from onedoor.registers.catalogue.definition.assessment import MEASURES
from onedoor.registers.licences.models import Licence
from onedoor.registers.showing.actions import authorise, use_at_desk

BEGIN = date(2026, 12, 1)
RATED = date(2026, 12, 15)
LAST = date(2027, 1, 6)
PRESS, ABOVE, OTHER = "press-aksu-city", "press-aksu", "justice-aksu"
NEW = {
    "overdue", "corrected", "one-visit", "sharing", "bad", "complaints-answered", "covered",
    "guides-complete", "consultation-days", "follow-ups-mended",
}  # fmt: skip


@pytest.fixture
def december(world: Any) -> Any:
    """A matter before the month and two in it, complaints, a survey; a rating that fell later."""
    world.play(world.story(), begin=BEGIN - timedelta(days=14))
    done = world.play(world.story(), begin=BEGIN)
    world.play(world.story(), begin=BEGIN + timedelta(days=1))
    with travel(BEGIN):
        survey_offers([world.story().service])
    _complaints(world, world.applicant(done))
    with travel(RATED):
        rate_case(done.number, level=1, by=world.applicant(done))
        _look_up(world, done)
    with travel(LAST - timedelta(days=1)), transaction.atomic():
        fell = RatingSetAside(
            subject=done.subject, case=done.number, service=done.service,
            agency=done.agency, dispute="",
        )  # fmt: skip
        record(fell, by=SYSTEM)
    world.drain()
    with travel(LAST + timedelta(days=1)):
        publish_through(LAST)
        world.drain()
    return world


def _complaints(world: Any, writer: Any) -> None:
    """One answered, one handed on and waiting, one that nobody has looked at; and a question."""
    with travel(BEGIN):
        asked = write_letter("consultation", "几天办好？", agency=PRESS, by=writer)
        letters = [
            write_letter("complaint", text, agency=PRESS, by=writer)
            for text in ("态度不好", "不让进门", "推来推去")
        ]
    with travel(BEGIN + timedelta(days=2)):
        clerk = world.a_clerk(letters[0].agency, "supervisor")
        answer_letter(str(letters[0].pk), "查过了，已经改了", by=clerk)
        transfer_letter(str(letters[1].pk), to=OTHER, reason="归他们管", by=clerk)
        answer_letter(str(asked.pk), "十个工作日。", by=world.a_clerk(PRESS, "window"))


def _look_up(world: Any, done: Any) -> None:
    """A clerk of the agency looks at what its holder let it see."""
    (licence,) = Licence.objects.filter(ground=done.subject)
    given = authorise(
        licence.number, to=f"agency:{PRESS}", facts=[licence.facts[0]["label"]],
        purpose="contract", until=today() + timedelta(days=3), by=world.applicant(done),
    )  # fmt: skip
    clerk = world.a_clerk(PRESS, "window")
    use_at_desk(given.pk, item="出版物零售", case=done.number, reason="核对", by=clerk)


def _found(period: str = "2026-12", by: str = "agency") -> Assessment:
    found = assessment_of(books()[0], period_of(period), by=by)
    assert found is not None
    return found


def _said(who: str, period: str = "2026-12") -> dict[str, tuple[int, int]]:
    standing = _found(period).standing(who)
    assert standing is not None
    return {each.indicator.code: (each.amount, each.of) for each in standing.values}


def test_what_the_city_did_in_the_month_is_what_is_said(december: Any) -> None:
    said = _said(PRESS)
    assert said["overdue"] == (0, 2) and said["in-time"] == (20_000, 2)
    assert said["corrected"] == (0, 2)
    assert said["one-visit"] == (20_000, 2)
    assert said["sharing"] == (1, 2)
    assert said["bad"] == said["content"] == (10_000, 2)
    assert said["covered"] == (10_000, 1)
    assert said["guides-complete"] == (10_000, 1)
    assert said["consultation-days"] == (2, 1)
    assert said["follow-ups-mended"] == (0, 1)
    assert _said(ABOVE)["complaints-answered"] == (10_000, 2)
    assert _said(OTHER)["complaints-answered"] == (0, 1)


def test_the_published_lines_the_pages_and_the_rows_say_one_number(december: Any) -> None:
    content = file_of_day(date(2026, 12, 31), "standings.jsonl") or b""
    published = {
        line["agency"]: line["values"] for line in map(json.loads, content.decode().splitlines())
    }
    seen = set()
    for by in ("agency", "division"):
        found = _found(by=by)
        for standing in found.standings:
            for value in standing.values:
                told = behind(found, standing.who, value.indicator.code, page=1)
                assert (told.amount, told.of) == (value.amount, value.of)
                assert sum(row.amount for row in told.rows) == value.amount
                if by == "agency":
                    said = published[standing.who][value.indicator.code]
                    assert said == [value.amount, value.of]
                seen |= {value.indicator.code} if told.total else set()
    assert seen >= NEW


def test_anybody_reads_the_same_numbers_on_the_pages_and_in_the_files_for_programs(
    december: Any,
) -> None:
    (line,) = (
        each
        for each in Client().get("/assessment/2026-12.json").json()["lines"]
        if each["who"] == PRESS
    )
    for code, (amount, of) in _said(PRESS).items():
        assert line[f"{code} of"] == of
        if not of:
            continue
        unit = 100 if MEASURES[code] == "percent" else 1
        assert line[code] == round(amount / of / unit, 4)
        assert Client().get(f"/assessment/2026-12/{PRESS}/{code}").status_code == 200
    page = Client().get(f"/assessment/2026-12/{PRESS}").text
    for words in ("超期办结率", "补正率", "最多跑一次率", "0.5 次调用", "事项覆盖率", "指南完整率"):
        assert words in page
    assert Client().get(f"/assessment/2027-01/{PRESS}").status_code == 200
    with travel(RATED):
        how = Client().get("/assessment/indicators").text
    assert "投诉办结率" in how and "差评率" in how
    # By which any month was assessed, and the next will be, stays to be read.
    for edition in books()[0].editions:
        page = Client().get(f"/assessment/indicators?from={edition.valid_from}").text
        assert ("投诉办结率" in page) == (edition.valid_from >= date(2026, 12, 1))
        assert f'href="?from={edition.valid_from}"' in how
    assert Client().get("/assessment/indicators?from=2026-13-99").status_code == 404


def test_a_spreadsheet_holds_what_the_page_says(december: Any) -> None:
    answer = Client().get("/assessment/2026-12.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].endswith('filename="assessment-2026-12.csv"')
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    told = Client().get("/assessment/2026-12.json").json()["lines"]
    assert [
        {name: "" if value is None else str(value) for name, value in line.items()}
        for line in told
    ] == lines  # fmt: skip
    assert any(line["who"] == PRESS for line in lines)


def test_it_recomputes_from_the_files_and_a_number_that_somebody_changed_is_found(
    december: Any, tmp_path: Path
) -> None:
    write_publications(tmp_path)
    assert [str(each) for each in verify(Folder(tmp_path)).found] == []
    for day in (BEGIN, RATED, LAST - timedelta(days=1)):
        assert differs_from_record(day) == []
    file = tmp_path / BEGIN.isoformat() / "counts.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if b'"covered"' in line and b'"of":1,' in line)
    lines[at] = lines[at].replace(b'"of":1,', b'"of":2,')
    file.write_bytes(b"".join(lines))
    found = [each for each in verify(Folder(tmp_path)).found if each.file == "counts.jsonl"]
    assert {each.line for each in found} == {at + 1}
    assert any("of is 2, reckoned 1" in each.problem for each in found)


def test_nothing_of_a_person_is_in_what_is_said_of_offers(december: Any) -> None:
    content = file_of_day(BEGIN, "facts.jsonl") or b""
    facts = [json.loads(line) for line in content.decode().splitlines()]
    told = [each["body"] for each in facts if each["name"] == "offer.surveyed"]
    assert len(told) > 10
    for body in told:
        assert set(body) == {"agency", "items", "offered", "guides", "complete"}


def test_a_rating_of_last_month_that_is_set_aside_takes_itself_off(december: Any) -> None:
    """The month in which it falls has one less than none, and says nothing by it."""
    (row,) = MonthSum.objects.filter(month=date(2027, 1, 1), measure="content")
    assert (row.agency, row.amount, row.of) == (PRESS, 0, -1)
    standing = _found("2027-01").standing(PRESS)
    assert standing is not None
    values = {each.indicator.code: each.value for each in standing.values}
    assert values["content"] is None and values["bad"] is None
    year, before = _said(PRESS, "2026"), _said(PRESS)
    assert before["content"] == before["bad"] == (10_000, 2)
    assert year["overdue"][1] == 3 and year["corrected"] == before["corrected"]


def test_counts_made_anew_are_the_counts_that_lived(december: Any) -> None:
    def rows() -> list[Any]:
        told = Counted.objects.order_by("chain", "seq", "measure", "agency")
        return list(told.values_list("day", "chain", "seq", "measure", "agency", "of", "amount"))

    lived = rows()
    assert {each[3] for each in lived} >= NEW - {"overdue", "bad"}
    assert [each.moved for each in lay_down_anew()] == [0, 0, 0]
    for model in (Counted, MonthSum, DayLaidDown):
        model._default_manager.all().delete()
    lay_down_anew()
    assert rows() == lived


@pytest.mark.parametrize("left", [0, 1])
def test_a_report_knows_whether_it_read_the_whole_site(left: int) -> None:
    assert Report(address="", pages=1, left=left, outcomes=()).is_whole is (left == 0)
