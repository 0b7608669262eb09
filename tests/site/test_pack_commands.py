"""The commands of packs count every path and every row, and say what publishing would change."""

import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onedoor.registers.catalogue.queries import ServicePack, current_version, read_packs, survey_of
from onedoor.site.cli import app
from onedoor.site.pack_commands import lines_of_all, lines_of_changes, lines_of_paths

PACKS = Path(__file__).parents[2] / "packs"


@pytest.fixture(scope="module")
def packs() -> tuple[ServicePack, ...]:
    return tuple(read_packs(PACKS).services)


def counts(line: str) -> list[int]:
    """The numbers of a line behind its name: paths, walked, made of walked parts, …"""
    return [int(each) for each in re.findall(r"(\d+) [a-z]", line.partition(": ")[2])]


def test_the_last_lines_sum_up_what_stands_above_them(packs: tuple[ServicePack, ...]) -> None:
    above = [counts(lines_of_paths(each, whole=False)[0]) for each in packs]
    paths = lines_of_all(packs)[0]
    assert paths.startswith(f"all {len(packs)} services: ")
    assert counts(paths) == [sum(column) for column in zip(*above, strict=True)]
    total, *parts = counts(paths)[:5]
    assert total == sum(parts)
    assert " 0 open" in paths


def test_rows_of_tables_are_covered_or_not(packs: tuple[ServicePack, ...]) -> None:
    with_tables = [each.definition.decisions for each in packs if each.definition.decisions]
    tables = [table for each in with_tables for table in each.tables]
    line = lines_of_all(packs)[-1]
    total, covered, left, excused = re.findall(r"\d+", line.partition(": ")[2])
    assert line.startswith(f"all {len(tables)} decision tables: ")
    assert int(total) == sum(len(each.rules) for each in tables) == int(covered) + int(left)
    assert left == excused, "a row is told by no story, and nothing says why"


def test_a_story_less_leaves_rows_that_are_not_covered(packs: tuple[ServicePack, ...]) -> None:
    (one,) = [each for each in packs if each.code == "work-permit-notice"]
    mute = ServicePack(**(vars(one) | {"stories": ()}))
    assert " 0 covered by a story" in lines_of_all([mute])[-1]
    assert " 0 walked" in lines_of_all([mute])[0]
    assert " 0 open" not in lines_of_all([mute])[0]


def test_each_path_of_one_service_is_named_with_its_class(packs: tuple[ServicePack, ...]) -> None:
    (one,) = [each for each in packs if each.code == "publication-retail"]
    found = survey_of(one)
    head, *lines = lines_of_paths(one, whole=True)
    named = [line.split()[0] for line in lines]
    assert len(lines) == found.total > 0
    for kind, paths in (
        ("walked", found.walked),
        ("composed", found.composed),
        ("excused", found.excused),
        ("open", found.open),
    ):
        assert named.count(kind) == len(paths)
        for path in paths:
            assert any(f"{kind:<10}{path.first}" in line for line in lines)
    assert all(
        found.walked[0].stories[0] in line for line in lines if found.walked[0].first in line
    )
    assert head.startswith("publication-retail: ")


def test_the_check_ends_with_the_sums_and_one_service_has_none() -> None:
    told = CliRunner().invoke(app, ["packs", "check", str(PACKS)])
    assert told.exit_code == 0, told.output
    assert [line.split(": ")[0].split()[-1] for line in told.output.splitlines()[-2:]] == [
        "services",
        "tables",
    ]
    one = CliRunner().invoke(app, ["packs", "paths", "publication-retail", "--packs", str(PACKS)])
    assert one.exit_code == 0 and "all " not in one.output


def test_what_publishing_would_change_is_said_in_both_languages(world, packs) -> None:
    (one,) = [each for each in packs if each.code == "identity-card-renewal"]
    assert "nothing that is carried out has changed" in lines_of_changes(one)[0]

    def dearer(sheet: Any) -> None:
        sheet["fee"]["items"][1]["standard"] = {"zh": "60 元", "en": "60 yuan"}
        sheet["outcome"]["act"] = "renew"

    before = current_version(one.code).pk
    world.a_changed_version("sheet", dearer, one.code)
    head, *lines = lines_of_changes(one)
    assert head.startswith("identity-card-renewal: 2 changes since version ")
    assert lines == [
        "  收费",
        "    “丢失补领工本费”：从“60 元”改为“40 元”",
        "  办理结果",
        "    “批准以后”：从“延续居民身份证领取凭证”改为“补换居民身份证领取凭证”",
    ]
    assert "    “Replacement” is 40 yuan, before 60 yuan" in lines_of_changes(one, "en")
    world.put_back({one.code: before})
