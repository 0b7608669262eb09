"""`onedoor site inspect`: over the line, without a database, to a verdict that a program reads."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.oversight.inspection.planted import GUIDE, OWNER, Site
from tests.oversight.inspection.served import MOVED, Told, serving

from onedoor.gateways.site_reader import HttpSiteReader


@pytest.fixture
def address() -> Iterator[str]:
    with serving(Site()) as address:
        yield address


def _run(*words: str, state: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onedoor.site.cli", "site", "inspect", *words],
        capture_output=True, text=True, timeout=120,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": ":".join(sys.path), "LANG": "C.UTF-8",
             "ONEDOOR_STATE": str(state), "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"},
    )  # fmt: skip


def test_a_whole_site_passes_and_ends_with_nought(address: str, tmp_path: Path) -> None:
    told = _run(address, state=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert "得分 100，合格" in told.stdout and "只舍不入" in told.stdout
    assert Told.agents == {agent for agent in Told.agents if "OneDoor-inspection" in agent}


def test_a_dead_link_fails_the_site_and_the_report_is_a_file(address: str, tmp_path: Path) -> None:
    Told.site = Site({f"{GUIDE}/form": None})
    file = tmp_path / "report.json"
    told = _run(address, "--json", str(file), state=tmp_path)
    report = json.loads(file.read_text("utf-8"))
    assert told.returncode == 1 and "不合格" in told.stdout
    assert f"{GUIDE}：链接打不开：{GUIDE}/form (404)" in told.stdout
    assert report["passes"] is False and report["score"] < 100
    assert {each["owner"] for each in report["findings"]} == {OWNER}


def test_where_nobody_answers_the_site_fails(tmp_path: Path) -> None:
    told = _run("http://127.0.0.1:9", state=tmp_path)
    assert told.returncode == 1 and "首页打不开（0）" in told.stdout


def test_what_is_no_address_is_refused(tmp_path: Path) -> None:
    told = _run("ftp://127.0.0.1/", state=tmp_path)
    assert told.returncode == 2 and "is no address of a site" in told.stderr


def test_the_reader_follows_on_the_same_host_only(address: str) -> None:
    reader = HttpSiteReader()
    moved, away, lost = (reader.read(address, at) for at in MOVED)
    assert (moved.address, moved.status) == ("/track", 200) and moved.body
    assert (away.status, away.kind, away.body) == (200, "", b"")
    assert lost.status == 0
    assert reader.read(address, "/gone").status == 404


def test_what_is_too_large_counts_as_silence(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onedoor.gateways.site_reader.LARGEST", 100)
    assert HttpSiteReader().read(address, "/").status == 0
