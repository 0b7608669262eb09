"""The page that teaches writing a service is followed to the letter, and does what it says."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

TOP = Path(__file__).parents[2]
PAGE = (TOP / "docs" / "writing-a-service.md").read_text("utf-8")
CHINESE = (TOP / "docs" / "writing-a-service.zh.md").read_text("utf-8")
FILE = re.compile(r"^`(packs/[^`]+)`\n\n```yaml\n(.*?)^```$", re.M | re.S)
FILES = dict(FILE.findall(PAGE))
COMMANDS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.M | re.S)
(TYPED,) = re.findall(r"^```text\n(.*?)^```$", PAGE, re.M | re.S)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The packs of the product with the folder that the page makes, and its files."""
    place = tmp_path_factory.mktemp("writing")
    shutil.copytree(TOP / "packs", place / "packs")
    made = COMMANDS[0].split()
    assert made[:2] == ["mkdir", "-p"]
    (place / made[2]).mkdir(parents=True)
    for name, content in FILES.items():
        (place / name).write_text(content, "utf-8")
    yield place


def does(place: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """One command of the page, in that place."""
    script = Path(sys.executable).with_name("onedoor")
    return subprocess.run(
        [script, *words],
        input=typed,
        capture_output=True,
        text=True,
        cwd=place,
        env=os.environ | {"ONEDOOR_PACKS": str(place / "packs")},
        timeout=500,
    )


def test_the_chinese_page_makes_the_same_files_and_types_the_same() -> None:
    told = dict(FILE.findall(CHINESE))
    assert list(told) == list(FILES) and len(FILES) == 7
    for name, content in FILES.items():
        assert told[name] == content, name
    blocks = re.compile(r"^```.*?^```$", re.M | re.S)
    assert blocks.findall(CHINESE) == blocks.findall(PAGE)


def test_both_pages_have_the_same_sections_and_lead_to_each_other() -> None:
    numbers = re.compile(r"^## (\d+)\.", re.M)
    assert numbers.findall(CHINESE) == numbers.findall(PAGE) == [str(n) for n in range(1, 10)]
    named = [re.findall(r"`(/guide/[^`]+|onedoor [^`]+)`", page) for page in (CHINESE, PAGE)]
    assert {re.sub(r"\s+", " ", each) for each in named[0]} == {
        re.sub(r"\s+", " ", each) for each in named[1]
    }
    assert "(writing-a-service.md)" in CHINESE and "(writing-a-service.zh.md)" in PAGE
    assert "(docs/writing-a-service.zh.md)" in (TOP / "README.zh.md").read_text("utf-8")


def test_every_command_of_the_page_is_one_there_is() -> None:
    from typer.testing import CliRunner

    from onedoor.site.cli import app

    lines = [line.split() for block in COMMANDS[1:] for line in block.splitlines()]
    assert len(lines) == 6 and all(line[0] == "onedoor" for line in lines)
    for line in lines:
        words = line[1:3] if line[1] in ("packs", "story") else line[1:2]
        assert CliRunner().invoke(app, [*words, "--help"]).exit_code == 0


def test_the_service_is_sound_and_every_path_of_it_is_walked(place: Path) -> None:
    checked = does(place, "packs", "check")
    assert "the packs are sound" in checked.stdout, checked.stdout + checked.stderr
    (line,) = [each for each in checked.stdout.splitlines() if each.startswith("reading-room:")]
    assert " 0 open" in line


def test_the_recorded_story_is_written_as_it_was_typed_and_all_play(place: Path) -> None:
    told = does(place, "story", "new", "reading-room", "at-the-weekend", typed=TYPED)
    assert told.returncode == 0, told.stdout + told.stderr
    file = place / "packs/press-broadcast/reading-room/stories/at-the-weekend.yaml"
    story = YAML(typ="safe", pure=True).load(file.read_text("utf-8"))
    assert story["situation"] == {"for_whom": "unsure"}
    assert story["answers"]["person_name"] == "古丽努尔·阿卜杜热合曼"
    assert story["steps"][1] == {"day": 1, "who": "press_aksu_city_window", "does": "accept"}
    played = does(place, "story", "play", "reading-room")
    assert "4 stories, 0 broken" in played.stdout, played.stdout + played.stderr


def test_answers_that_will_not_do_are_asked_again_and_an_early_end_writes_nothing(
    place: Path,
) -> None:
    stories = place / "packs/press-broadcast/reading-room/stories"
    before = sorted(stories.iterdir())
    typed = TYPED.replace("unsure\n\n", "unsure\n\n12\n").split("weekend\n1 press")[0]
    told = does(place, "story", "new", "reading-room", "broken-off", typed=typed)
    assert told.returncode == 1
    assert "nothing was written" in told.stdout
    assert "身份证" in told.stdout or "号码" in told.stdout
    assert sorted(stories.iterdir()) == before
