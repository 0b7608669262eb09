"""`onedoor oversight verify`: from a folder alone it recomputes, and names what differs."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.oversight.supervision.planted import day
from tests.oversight.supervision.test_publication import publish_to


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onedoor.site.cli", "oversight", "verify", *words],
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
