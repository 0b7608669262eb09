"""`onedoor oversight fetch` and `verify`: anybody downloads what is published, and from the folder
alone it recomputes, and names what differs."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.journeys.conftest import served
from tests.oversight.supervision.planted import day
from tests.oversight.supervision.test_publication import publish_to

from onedoor.kernel.time import travel
from onedoor.oversight.supervision.publishing import publish_through
from onedoor.site import fetching


def _run(*words: str, command: str = "verify") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onedoor.site.cli", "oversight", command, *words],
        capture_output=True, text=True, timeout=120,
        # Whoever runs it has neither the house's database nor its state.
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path), "ONEDOOR_STATE": "/nowhere",
             "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_to(tmp_path_factory.mktemp("published"))


def test_without_database_it_recomputes_and_says_how_much(folder: Path) -> None:
    told = _run("--dir", str(folder))
    assert (told.returncode, told.stderr) == (0, "")
    assert "recomputed 4 cards" in told.stdout and "0 differences" in told.stdout


def test_an_altered_line_is_named_with_its_day_and_ends_with_one(folder: Path) -> None:
    file = folder / day(1).isoformat() / "facts.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b'"deemed":false', b'"deemed":true', 1))
    told = _run("--dir", str(folder), "--from", day(1).isoformat(), "--to", day(1).isoformat())
    file.write_bytes(whole)
    assert told.returncode == 1
    assert f"{day(1)}/facts.jsonl, line " in told.stdout


def test_an_empty_folder_proves_nothing(tmp_path: Path) -> None:
    told = _run("--dir", str(tmp_path))
    assert told.returncode == 1 and "nothing is published here" in told.stdout


BEGIN = date(2026, 9, 7)


@pytest.fixture
def site(world: Any) -> Iterator[str]:
    """A site with a week of published days, as anybody reaches it."""
    world.a_submitted_case(begin=BEGIN)
    with travel(BEGIN + timedelta(days=8)):
        publish_through(BEGIN + timedelta(days=7))
    with served() as here:
        yield here


def test_a_stranger_fetches_what_is_published_and_recomputes_it(site: str, tmp_path: Path) -> None:
    here = tmp_path / "days"
    told = _run(site, "--dir", str(here), command="fetch")
    assert (told.returncode, told.stderr) == (0, ""), told.stdout
    days = sorted(each for each in here.iterdir() if each.is_dir())
    assert f"{len(days)} days published" in told.stdout and len(days) >= 8
    assert "0 differences" in _run("--dir", str(here)).stdout
    again = _run(site, "--dir", str(here), command="fetch")
    assert " 1 files fetched" in again.stdout, "the keys alone: what lies there is left"
    (days[-1] / "facts.jsonl").unlink()
    assert " 2 files fetched" in _run(site, "--dir", str(here), command="fetch").stdout


def test_the_page_names_both_commands_and_the_site(world: Any) -> None:
    page = Client(HTTP_HOST="localhost").get("/supervision").content.decode()
    assert "onedoor oversight fetch http://localhost --dir days" in page
    assert "onedoor oversight verify --dir days" in page


@pytest.mark.parametrize(
    "told",
    [
        {"days": [{"day": "2026-09-07", "files": ["../../keys.json"]}]},
        {"days": [{"day": "2026-09-07", "files": ["/etc/passwd"]}]},
        {"days": [{"day": "../2026-09-07", "files": ["facts.jsonl"]}]},
        {"days": "none"}, [], {},
    ],
)  # fmt: skip
def test_a_site_writes_nothing_where_it_likes(told: Any) -> None:
    with pytest.raises(fetching.CannotFetch):
        fetching._days(json.dumps(told).encode())


def test_what_is_no_site_is_said_so(tmp_path: Path) -> None:
    for site in ("file:///etc", "http://127.0.0.1:9"):
        told = _run(site, "--dir", str(tmp_path / "days"), command="fetch")
        assert told.returncode == 1 and site.partition("//")[0] in told.stdout
    assert not (tmp_path / "days").exists()
