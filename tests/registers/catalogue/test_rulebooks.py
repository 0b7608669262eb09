"""The rules of supervision are checked with the packs: who owns them exists and can confirm."""

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from onedoor.registers.catalogue.books import BadRules
from onedoor.registers.catalogue.checking import faults_in
from onedoor.registers.catalogue.definition import RatingsBook, ResultsBook, Rulebook
from onedoor.registers.catalogue.packs import read_packs
from onedoor.registers.catalogue.queries import ratings_in, results_in, rulebooks_in

GOOD = Path(__file__).with_name("pack")
RULE = {
    "code": "late", "kind": "step", "title": "超时", "says": "办晚了。",
    "basis": [{"law": "行政许可法"}],
    "editions": [{"valid_from": "2026-01-01", "steps": {"yellow": 1, "red": 5}}],
}  # fmt: skip
LAW = {"law": "行政许可法"}
BOOK = {"place": "990100000000", "owner": "hall", "deputy": "law", "rules": [RULE]}


def test_the_rules_of_the_house_can_be_read() -> None:
    (book,) = rulebooks_in(Path(__file__).parents[3] / "packs")
    assert book.watcher_of("press-aksu-city") == book.owner
    assert book.watcher_of(book.owner) == book.deputy != book.owner


def test_an_owner_whom_nobody_knows_and_a_place_that_is_none_are_faults(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(GOOD, packs)
    text = (
        "place: '000000000001'\nowner: nobody\ndeputy: nobody-else\nrules:\n"
        "  - {code: late, kind: step, title: 超时, says: 晚了。, basis: [{law: 行政许可法}],"
        " editions: [{valid_from: 2026-01-01, steps: {red: 1}}]}\n"
    )
    (packs / "town" / "supervision.yaml").write_text(text, "utf-8")
    found = [each for each in faults_in(read_packs(packs)) if "supervision.yaml" in str(each)]
    said = "\n".join(map(str, found))
    assert len(found) == 3
    assert "nobody" in said and "nobody-else" in said and "000000000001" in said


def test_rules_that_cannot_be_read_stop_the_watch_aloud(tmp_path: Path) -> None:
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "supervision.yaml").write_text("place: x\nowner: hall\n", "utf-8")
    with pytest.raises(BadRules):
        rulebooks_in(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"deputy": "hall"},
        {"rules": [RULE, RULE]},
        {"rules": [RULE | {"kind": "scoring-persons"}]},
        {"rules": [RULE | {"editions": []}]},
        {"rules": [RULE | {"editions": [{"valid_from": "2026-01-01", "steps": {}}]}]},
        {"rules": [RULE | {"editions": [
            {"valid_from": "2026-01-01", "steps": {"yellow": 5, "red": 1}}]}]},
        {"rules": [RULE | {"editions": [
            {"valid_from": "2026-02-01", "steps": {"red": 1}},
            {"valid_from": "2026-01-01", "steps": {"red": 2}}]}]},
    ],
)  # fmt: skip
def test_unsound_rules_are_refused(change: dict) -> None:  # type: ignore[type-arg]
    Rulebook.model_validate(BOOK)
    with pytest.raises(ValidationError):
        Rulebook.model_validate(BOOK | change)


def test_a_book_of_results_names_services_and_lines_that_there_are(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(GOOD, packs)
    text = (Path(__file__).parents[3] / "packs/aksu/results.yaml").read_text("utf-8")
    (packs / "town" / "results.yaml").write_text(text, "utf-8")
    found = [str(each) for each in faults_in(read_packs(packs)) if "results.yaml" in str(each)]
    said = "\n".join(found)
    assert "Nobody is called `government-aksu`" in said
    assert "No service is called `ordinary-passport`" in said
    assert "No licence has a line “经营项目”" in said


@pytest.mark.parametrize(
    "change",
    [
        {"kinds": ()},
        {"within": {"working_days": 0, "basis": LAW}},
        {"unpublished": [{"services": ["a"], "ground": "shy", "why": "不", "basis": LAW}]},
        {"categories": [{"name": "登记", "services": ["a"]}, {"name": "认可", "services": ["a"]}]},
        {"few": {"least": 0, "basis": LAW}},
    ],
)
def test_an_unsound_book_of_results_is_refused(change: dict) -> None:  # type: ignore[type-arg]
    (book,) = results_in(Path(__file__).parents[3] / "packs")
    good = book.model_dump(mode="json")
    assert ResultsBook.model_validate(good) == book
    with pytest.raises(ValidationError):
        ResultsBook.model_validate(good | change)


def test_what_no_book_names_stays_unpublished() -> None:
    (book,) = results_in(Path(__file__).parents[3] / "packs")
    assert book.why_unpublished("x", "administrative-licence", granted=True) == ""
    assert book.why_unpublished("x", "administrative-payment", granted=True) == "kind"
    assert book.why_unpublished("x", "administrative-licence", granted=False) == "refusal"
    assert book.why_unpublished("resettlement", book.kinds[0], granted=True) == "person"
    assert (book.category_of("x"), book.category_of("taxi-driver")) == ("普通", "认可")


def test_the_days_of_ratings_are_checked_with_the_packs(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(GOOD, packs)
    text = (Path(__file__).parents[3] / "packs/aksu/ratings.yaml").read_text("utf-8")
    (packs / "town" / "ratings.yaml").write_text(text, "utf-8")
    found = "\n".join(str(e) for e in faults_in(read_packs(packs)) if "ratings.yaml" in str(e))
    assert "Nobody is called `government-aksu`" in found
    assert ratings_in(packs)[0].owner == "government-aksu"
    (packs / "town" / "ratings.yaml").write_text(text.replace("call_within", "calls"), "utf-8")
    assert [each for each in faults_in(read_packs(packs)) if "ratings.yaml" in str(each)]
    with pytest.raises(BadRules):
        ratings_in(packs)


def test_unsound_days_of_ratings_are_refused() -> None:
    (book,) = ratings_in(Path(__file__).parents[3] / "packs")
    good = book.model_dump(mode="json")
    assert RatingsBook.model_validate(good) == book
    (edition,) = good["editions"]
    for editions in (
        [],
        [edition, edition],
        [edition | {"call_within": {"working_days": 0, "basis": LAW}}],
        [{key: value for key, value in edition.items() if key != "answer_within"}],
        [edition | {"told_from": {"count": 1, "basis": LAW}}],
    ):
        with pytest.raises(ValidationError):
            RatingsBook.model_validate(good | {"editions": editions})
