"""The command line speaks English, and says what is wrong with what it is given."""

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
