"""The command line speaks English, and says what is wrong with what it is given."""

from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner

from onedoor.site.cli import app

COMMANDS = [
    ["run"],
    ["worker"],
    ["doctor"],
    ["packs", "check"],
    ["packs", "publish"],
    ["packs", "schema"],
    ["story", "play"],
    ["verify", "record"],
    ["verify", "file"],
    ["verify", "slip"],
    ["schema", "dump"],
    ["schema", "check"],
    ["token", "create"],
    ["admin", "appoint"],
    ["search", "rebuild"],
    ["search", "ask"],
    ["draw"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help_in_english(words):
    told = CliRunner().invoke(app, [*words, "--help"])
    assert told.exit_code == 0
    assert "Usage" in told.output
    assert told.output.replace("│", "").replace("─", "").translate(FRAME).isascii()


FRAME = {ord(sign): " " for sign in "╭╮╰╯…"}


def test_a_file_that_is_not_there_is_named(tmp_path):
    told = CliRunner().invoke(app, ["verify", "file", str(tmp_path / "lost.pdf")])
    assert told.exit_code == 2
    assert "lost.pdf" in told.output


@pytest.mark.parametrize("name", ["easyofd-text", "easyofd-pictures", "pdf2ofd"])
def test_an_ofd_of_other_software_is_drawn_as_pdf_and_as_svg(name: str, tmp_path: Path) -> None:
    theirs = Path(__file__).parents[1] / "ofd" / "others" / f"{name}.ofd"
    out = tmp_path / "drawn.pdf"
    told = CliRunner().invoke(app, ["draw", str(theirs), "--to", str(out)])
    assert told.exit_code == 0 and "2 pages drawn" in told.output, told.output
    pages = pypdfium2.PdfDocument(out)
    assert len(pages) == 2
    assert all(min(each.render().to_pil().convert("L").getextrema()) < 240 for each in pages)
    told = CliRunner().invoke(app, ["draw", str(theirs), "--to", str(tmp_path / "svg")])
    assert sorted(each.name for each in (tmp_path / "svg").iterdir()) == ["001.svg", "002.svg"]


def test_letters_without_a_font_in_the_file_are_drawn_in_ours_and_that_is_said(
    tmp_path: Path,
) -> None:
    theirs = Path(__file__).parents[1] / "ofd" / "others" / "easyofd-text.ofd"
    out = tmp_path / "drawn.pdf"
    told = CliRunner().invoke(app, ["draw", str(theirs), "--to", str(out)])
    assert "用相近的字体代替" in told.output
    words = pypdfium2.PdfDocument(out)[0].get_textpage().get_text_range()
    assert "出版物经营许可证" in "".join(words.split())


def test_what_is_no_ofd_is_refused_with_a_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.ofd").write_bytes(b"PK\x03\x04 nothing")
    told = CliRunner().invoke(app, ["draw", str(tmp_path / "a.ofd")])
    assert told.exit_code == 1 and "这不是完整的 OFD 文件" in told.output
    assert [each.name for each in tmp_path.iterdir()] == ["a.ofd"]
