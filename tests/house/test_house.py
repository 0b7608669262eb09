"""The house rules (docs/house.md) hold in the product; what each catches is in the test beside."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house import habits, walls
from tests.house.source import room_of, rooms

TOP = Path(__file__).parents[2]
ROOT = TOP / "src" / "onedoor"
PACKS = TOP / "packs"
# Packages beside it that know nothing of services: what is said of code in general holds there too.
ALONE = tuple(TOP / "src" / name for name in ("dmn", "ofd", "slip", "vc"))

# Rooms whose queries hand out what is known about people.
WATCHED = ("casework.cases", "registers.people", "registers.licences")

# Public queries there that name no reader, each with its reason.
ANYBODY = {
    "registers.licences.standing_of": "reads a licence that was already handed out to its reader",
}

# Modules of the doors whose Chinese is matter, not speech: the gallery's made-up content.
NO_SPEECH = ("look/samples*",)
GALLERY = "gallery"


def none(trespasses: list[str]) -> None:
    assert not trespasses, "\n" + "\n".join(trespasses)


def test_rooms_are_entered_only_by_their_front_doors() -> None:
    none(walls.back_doors(ROOT))


def test_rows_of_another_room_are_read_never_searched() -> None:
    none(walls.rows_of_others(ROOT))


def test_foreign_keys_point_down_or_sideways() -> None:
    none(walls.keys_upward(ROOT, walls.order_of_rooms(TOP / "pyproject.toml")))


def test_every_room_stands_in_the_order_of_rooms() -> None:
    order = walls.order_of_rooms(TOP / "pyproject.toml")
    standing = {room_of(room.relative_to(ROOT).parts) for room in rooms(ROOT)}
    assert standing == set(order)


def test_pages_never_write() -> None:
    none(habits.writing_pages(ROOT))


def test_only_the_kernel_reads_the_machine_clock() -> None:
    none(habits.stray_clocks(ROOT))
    none([each for root in ALONE for each in habits.stray_clocks(root)])


def test_nothing_hooks_on_row_signals() -> None:
    none(habits.row_signals(ROOT))


def test_modules_and_functions_stay_short() -> None:
    none(habits.too_long(ROOT))
    none([each for root in ALONE for each in habits.too_long(root)])


def test_no_file_is_named_for_nothing() -> None:
    none(habits.forbidden_files(ROOT))
    none([each for root in ALONE for each in habits.forbidden_files(root)])


def test_every_room_says_what_it_is_for() -> None:
    none(habits.rooms_without_words(ROOT))


def test_every_query_about_people_names_its_reader() -> None:
    none(habits.readers_unnamed(ROOT, WATCHED, ANYBODY))


def test_the_code_knows_no_pack_by_name() -> None:
    none(habits.packs_by_name(ROOT, PACKS))
    none([each for root in ALONE for each in habits.packs_by_name(root, PACKS)])


def test_styles_say_start_and_end_never_left_and_right() -> None:
    none(habits.physical_sides(ROOT))


def test_every_chinese_sentence_of_the_doors_can_be_translated() -> None:
    none(habits.unspoken_chinese(ROOT / "channels", NO_SPEECH))
    none(habits.unspoken_templates(ROOT / "channels", GALLERY))


def test_packages_that_stand_alone_say_what_they_are_and_have_a_contract() -> None:
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    alone = {each["source_modules"][0]: each["forbidden_modules"]
             for each in contracts["contracts"] if each["type"] == "forbidden"}  # fmt: skip
    assert {root.name for root in ALONE} == {
        path.parent.name for path in (TOP / "src").glob("*/__init__.py") if path.parent != ROOT
    }
    for root in ALONE:
        assert {"onedoor", "django", "pydantic"} <= set(alone[root.name])
        assert (root / "README.md").exists() and (root / "py.typed").exists()


def test_the_import_contracts_hold() -> None:
    told = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=TOP,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stdout
