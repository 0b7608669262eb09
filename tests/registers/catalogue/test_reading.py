"""Whatever stands in a file, the answer is a fault with a line, never an exception."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onedoor.registers.catalogue.queries import check_packs
from onedoor.registers.catalogue.reading import MOST_BYTES, read

SHEET = "stall/service.yaml"


def test_the_good_pack_has_no_fault(pack):
    assert pack.faults() == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("code: a\n\tb: 1\n", 2, "tab"),
        ("a: [1, 2\nb: 3\n", 2, "breaks off"),
        ("a: 1\nb: 2\na: 3\n", 3, "written twice"),
        ("a: &x 1\nb: 2\n", 1, "anchor"),
        ("a: 1\nb: *x\n", 2, "alias"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tag"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("? [a, b]\n: 1\n", 1, "as a key"),
        ('a: "x\\0y"\n', 1, "control character"),
        ('a: "\\ud800"\n', 1, "control character"),
        ("a: \x07\n", 1, "breaks off"),
        ("", 1, "no mapping"),
        ("- 1\n", 1, "no mapping"),
        ("just words\n", 1, "no mapping"),
    ],
)
def test_bad_yaml_is_a_fault_on_its_line(pack, text, line, words):
    found = pack.write(SHEET, text).faults()
    here = [each for each in found if each.file == f"town/{SHEET}" and words in each.problem]
    assert [each.line for each in here] == [line]
    assert all(each.remedy for each in found)


def test_an_alias_bomb_is_not_unfolded(pack):
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20)
    )
    found = pack.write(SHEET, bomb).faults()
    assert any("alias" in each.problem for each in found)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_a_fault(pack, opening):
    found = pack.write(SHEET, "a:\n " + opening * 20_000).faults()
    assert any(each.file == f"town/{SHEET}" for each in found)


def test_a_file_that_is_not_utf_8_names_the_line(pack):
    fault = pack.write(SHEET, "code: a\ntitle: 书".encode("gb18030")).only_fault()
    assert (fault.line, fault.remedy) == (2, "Save it as UTF-8.")


def test_a_file_of_ten_megabytes_is_not_read(pack):
    fault = pack.write(SHEET, b"#" * (10 * MOST_BYTES)).only_fault()
    assert "larger than 1 MB" in fault.problem


def test_a_folder_or_a_pipe_in_place_of_a_file_is_a_fault(pack):
    pack.path(SHEET).unlink()
    os.mkfifo(pack.path(SHEET))
    assert "not a plain file" in pack.only_fault().problem


def test_a_missing_file_is_a_fault(pack):
    pack.path("stall/route.yaml").unlink()
    assert pack.only_fault().file == "town/stall/route.yaml"


def test_a_file_nobody_reads_is_a_fault(pack):
    pack.path("stall/form.yaml").rename(pack.path("stall/forms.yaml"))
    assert "Nothing reads a file of this name." in [each.problem for each in pack.faults()]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path):
    assert "no such folder" in check_packs(tmp_path / "nowhere")[0].problem


def test_codes_keep_their_zeros_and_plain_words_their_meaning(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a: 0012\nb: 12\nc: 1.5\nd: yes\ne: true\nf: 2026-01-01\ng: '12'\nh:\n")
    source, faults = read(path, root=tmp_path)
    assert source and not faults
    assert list(source.content.values()) == ["0012", 12, 1.5, "yes", True, "2026-01-01", "12", None]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300) | st.text("ab:[]{}-?!&*#'\"|>\n\t ,书", max_size=80).map(str.encode))
def test_no_file_at_all_makes_the_reader_raise(tmp_path: Path, content: bytes):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    source, faults = read(path, root=tmp_path)
    assert source is not None or faults
