"""What is published can be run again by anybody, and no byte of it can be altered unseen."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.oversight.supervision.planted import (
    ASSESSMENTS,
    BOOKS,
    BUREAU,
    OTHER,
    TERMS,
    Told,
    a_clean_case,
    day,
)

import vc
from onedoor.kernel.time import each_day
from onedoor.oversight.supervision import lines
from onedoor.oversight.supervision.cards import all_cards
from onedoor.oversight.supervision.facts import Fact
from onedoor.oversight.supervision.publication import (
    FILES,
    KEYS,
    MANIFEST,
    Day,
    RulesReachBack,
    all_counts,
    counts_on,
    figures_on,
    files_of,
    keys_file,
    name_of,
    standings_on,
    steps_of,
    why_not_publish_rules,
)
from onedoor.oversight.supervision.verifying import Folder, Report, verify

KEY = vc.Key.make()
FIRST, LAST = day(0), day(20)


def _facts() -> list[Fact]:
    late = Told("late").submitted().accepted(1, promised=10, statutory=15).looked_at().decided(14)
    away = Told("away", OTHER).submitted(2).then("case.not-accepted", 4, ground="")
    rated = a_clean_case("rated", OTHER).then("rating.given", 8, hand="p", level=1)
    again = Told("again").submitted(1).then("case.corrections-requested", 2)
    again.then("case.withdrawn", 3)
    complaint = Told("letter:1", OTHER).then(
        "letter.sent", 3, hand="p", kind="complaint", due_on=day(8)
    )
    complaint.then("letter.answered", 6, kind="complaint")
    offer = Told("offer:bureau").then(
        "offer.surveyed", 1, hand="system", items=4, offered=3, guides=5, complete=4
    )
    use = Told("licence-use:1").then("licence.used", 5, case_known=True)
    more = (late, away, rated, a_clean_case(), again, complaint, offer, use)
    return [fact for told in more for fact in told.facts]


def publish_to(
    folder: Path,
    facts: list[Fact] | None = None,
    change: Callable[[Day], Day] = lambda made: made,
    key: vc.Key = KEY,
) -> Path:
    """All days from the first to the last, published by whoever holds the key."""
    facts = _facts() if facts is None else facts
    cards = all_cards(facts, books=BOOKS, terms=TERMS, until=LAST)
    counts = all_counts(facts, TERMS)
    known, previous = lines.Known(), None
    said = lines.lines_of_terms(
        TERMS, BOOKS, ASSESSMENTS, agencies=TERMS.places, services=TERMS.services
    )
    for each in each_day(FIRST, LAST):
        of_day = sorted((f for f in facts if f.day == each), key=lambda f: (f.at, f.subject, f.seq))
        made = Day(
            day=each,
            terms=known.new_among(said),
            facts=[lines.line_of_fact(fact) for fact in of_day],
            cards=steps_of(cards, each, BOOKS),
            figures=figures_on(facts, cards, day=each),
            counts=counts_on(counts, each),
            standings=standings_on(counts, books=ASSESSMENTS, terms=TERMS, day=each),
            heads=["ab" * 32],
        )
        known.learn(made.terms)
        files = files_of(change(made), previous=previous, key=key)
        previous = files[MANIFEST]
        place = folder / each.isoformat()
        place.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (place / name).write_bytes(content)
    (folder / KEYS).write_bytes(keys_file([key.public]))
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_to(tmp_path_factory.mktemp("published"))


def _said(report: Report) -> list[str]:
    return [str(each) for each in report.found]


def test_what_was_published_truly_recomputes_without_a_difference(published: Path) -> None:
    report = verify(Folder(published))
    assert _said(report) == []
    assert report.days == len(each_day(FIRST, LAST))
    assert report.cards == 4 and report.figures > 20


def test_a_part_of_the_days_can_be_recomputed_alone(published: Path) -> None:
    report = verify(Folder(published), first=day(10), last=day(12))
    assert report.is_well and 0 < report.figures < verify(Folder(published)).figures


@pytest.mark.parametrize("part", FILES)
def test_any_byte_that_is_flipped_is_found_in_its_line(published: Path, part: str) -> None:
    """Every file of three days, forty bytes each at random, any of their bits."""
    chance = random.Random(part)
    flips = 0
    for each in (FIRST, day(4), day(14)):
        for name in (name_of(part), f"{part}.tree"):
            file = published / each.isoformat() / name
            whole = file.read_bytes()
            for _ in range(40 if whole else 0):
                at = chance.randrange(len(whole))
                broken = bytearray(whole)
                broken[at] ^= 1 << chance.randrange(8)
                file.write_bytes(bytes(broken))
                try:
                    report = verify(Folder(published), first=each, last=each)
                finally:
                    file.write_bytes(whole)
                line = whole[:at].count(b"\n") + 1
                found = [f for f in report.found if (f.day, f.file) == (each.isoformat(), name)]
                # A line end that is lost joins two lines: it is the first of them that is named.
                assert line in {f.line for f in found}, (name, at, _said(report))
                flips += 1
    assert flips >= 40


def test_a_flipped_byte_of_manifest_or_keys_is_found(published: Path) -> None:
    chance = random.Random(1)
    for path in (published / day(4).isoformat() / MANIFEST, published / KEYS):
        whole = path.read_bytes()
        for _ in range(60):
            broken = bytearray(whole)
            broken[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            path.write_bytes(bytes(broken))
            try:
                report = verify(Folder(published), first=day(4), last=day(4))
            finally:
                path.write_bytes(whole)
            assert path.name in {found.file for found in report.found}


def test_a_day_taken_away_or_a_file_added_is_found(tmp_path: Path) -> None:
    import shutil

    publish_to(tmp_path)
    (tmp_path / day(3).isoformat() / "more.txt").write_text("x")
    assert [f.file for f in verify(Folder(tmp_path)).found] == ["more.txt"]
    shutil.rmtree(tmp_path / day(3).isoformat())
    assert any("never published" in each for each in _said(verify(Folder(tmp_path))))


def test_another_key_signs_nothing_of_the_house(tmp_path: Path) -> None:
    publish_to(tmp_path, key=vc.Key.make())
    report = verify(Folder(tmp_path), keys=keys_file([KEY.public]))
    assert {found.file for found in report.found} == {MANIFEST}


# --- a house that lies, and signs it ---


def test_a_card_left_out_of_a_signed_day_is_named(tmp_path: Path) -> None:
    def hide(made: Day) -> Day:
        return replace(made, cards=[c for c in made.cards if c["rule"] != "no-ground"])

    found = _said(verify(Folder(publish_to(tmp_path, change=hide))))
    assert len(found) == 1 and "reckoned, and not published" in found[0]


def test_a_card_that_no_fact_bears_is_named(tmp_path: Path) -> None:
    def invent(made: Day) -> Day:
        more = [{**card, "card": "F" * 16} for card in made.cards if card["rule"] == "no-ground"]
        return replace(made, cards=[*made.cards, *more])

    found = _said(verify(Folder(publish_to(tmp_path, change=invent))))
    assert len(found) == 1 and "not to be reckoned" in found[0]


def test_a_figure_that_was_made_better_and_a_place_with_it_are_named(tmp_path: Path) -> None:
    def polish(made: Day) -> Day:
        if made.day != LAST:
            return made
        better = [
            {
                **line,
                "values": {**line["values"], "in-time": [20_000, 2]},
                "points": 1000,
                "place": 1,
            }
            if line["agency"] == BUREAU
            else line
            for line in made.standings
        ]
        return replace(made, standings=better)

    found = _said(verify(Folder(publish_to(tmp_path, change=polish))))
    named = {each.split(": ")[2].split(" is ")[0] for each in found}
    assert {"values", "points"} <= named <= {"values", "points", "place"}
    assert all("standings.jsonl" in each and BUREAU in each for each in found)


def test_a_count_that_was_left_out_is_named(tmp_path: Path) -> None:
    def hide(made: Day) -> Day:
        return replace(made, counts=[c for c in made.counts if c["measure"] != "in-time"])

    found = _said(verify(Folder(publish_to(tmp_path, change=hide))))
    assert len(found) == 3 and all("reckoned, and not published" in each for each in found)


@pytest.mark.parametrize(
    "measure", ["corrected", "one-visit", "sharing", "complaints-answered", "covered",
                "guides-complete", "in-time", "content"],
)  # fmt: skip
def test_a_count_that_was_altered_is_named_with_what_it_should_be(
    tmp_path: Path, measure: str
) -> None:
    altered = []

    def polish(made: Day) -> Day:
        at = next((n for n, c in enumerate(made.counts) if c["measure"] == measure), None)
        if at is None or altered:
            return made
        altered.append(made.counts[at])
        better = [*made.counts]
        better[at] = {**better[at], "amount": better[at]["amount"] + 1}
        return replace(made, counts=better)

    found = _said(verify(Folder(publish_to(tmp_path, change=polish))))
    (was,) = altered
    assert len(found) == 1 and "counts.jsonl" in found[0]
    assert f"amount is {was['amount'] + 1}, reckoned {was['amount']}" in found[0]


@pytest.mark.parametrize("code", ["overdue", "bad", "covered", "complaints-answered"])
def test_an_indicator_that_was_altered_is_named(tmp_path: Path, code: str) -> None:
    def polish(made: Day) -> Day:
        if made.day != LAST:
            return made
        better = [{**line, "values": {**line["values"], code: [0, 1]}} for line in made.standings]
        return replace(made, standings=better)

    found = _said(verify(Folder(publish_to(tmp_path, change=polish))))
    assert found and all("standings.jsonl" in each and "values" in each for each in found)


def test_a_fact_of_what_is_offered_that_was_altered_shows_in_its_count(tmp_path: Path) -> None:
    def boast(made: Day) -> Day:
        facts = [
            {**line, "body": {**line["body"], "offered": 4}}
            if line["name"] == "offer.surveyed"
            else line
            for line in made.facts
        ]
        return replace(made, facts=facts)

    found = _said(verify(Folder(publish_to(tmp_path, change=boast))))
    assert any("covered" in each and "reckoned 40000" in each for each in found)


def test_an_event_left_out_shows_in_what_follows_from_it(tmp_path: Path) -> None:
    def forget(made: Day) -> Day:
        kept = [line for line in made.facts if line["name"] != "case.not-accepted"]
        return replace(made, facts=kept)

    found = _said(verify(Folder(publish_to(tmp_path, change=forget))))
    assert any("not to be reckoned" in each for each in found)


# --- rules ---


def _rules(**change: object) -> list[lines.Line]:
    (line,) = (
        each
        for each in lines.lines_of_terms(TERMS, BOOKS, agencies=(), services=())
        if each["kind"] == "rules"
    )
    rules = [
        {**rule, **change} if rule["code"] == "step-order" else rule
        for rule in line["says"]["rules"]
    ]
    return [{**line, "says": {**line["says"], "rules": rules}}]


def test_published_indicators_reach_forward_only() -> None:
    def said(**change: object) -> list[lines.Line]:
        (line,) = (
            each
            for each in lines.lines_of_terms(TERMS, (), ASSESSMENTS, agencies=(), services=())
            if each["kind"] == "assessment"
        )
        editions = [{**line["says"]["editions"][0], **change}]
        return [{**line, "says": {**line["says"], "editions": editions}}]

    known = lines.Known()
    known.learn(said())
    later = said()
    later[0]["says"]["editions"].append(
        {**later[0]["says"]["editions"][0], "valid_from": "2026-04-01"}
    )
    why_not_publish_rules(known, later, date(2026, 3, 10))
    with pytest.raises(RulesReachBack):
        why_not_publish_rules(known, later, date(2026, 4, 1))
    with pytest.raises(RulesReachBack):
        why_not_publish_rules(known, said(enough=10), date(2026, 3, 10))


def _edition(day_: date, **steps: int) -> dict[str, object]:
    return {"valid_from": day_.isoformat(), "hours": [8, 21],
            "steps": {"warning": None, "yellow": None, "red": None} | steps}  # fmt: skip


def test_published_rules_reach_forward_only() -> None:
    known = lines.Known()
    known.learn(_rules())
    first = _rules()[0]["says"]["rules"]
    old = next(rule for rule in first if rule["code"] == "step-order")["editions"]
    tomorrow = _rules(editions=[*old, _edition(day(11), red=1)])
    why_not_publish_rules(known, tomorrow, day(10))
    for editions in ([*old, _edition(day(10), red=1)], [_edition(date(2024, 1, 1), red=9)]):
        with pytest.raises(RulesReachBack):
            why_not_publish_rules(known, _rules(editions=editions), day(10))
    with pytest.raises(RulesReachBack):
        why_not_publish_rules(known, _rules(kind="skipped"), day(10))
    gone = _rules()
    gone[0]["says"]["rules"] = gone[0]["says"]["rules"][1:]
    with pytest.raises(RulesReachBack):
        why_not_publish_rules(known, gone, day(10))
