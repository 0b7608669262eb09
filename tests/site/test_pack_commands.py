"""The commands of packs count every path and every row, and say what publishing would change."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onedoor.registers.catalogue.queries import ServicePack, read_packs, survey_of
from onedoor.site.cli import app
from onedoor.site.pack_commands import lines_of_all, lines_of_paths

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
