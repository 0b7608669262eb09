"""At the terminal a slip is checked with the keys alone, and what is brought is told apart."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from typer.testing import CliRunner

import slip
from onedoor.kernel.time import now
from onedoor.site.cli import app

KEY = generate_private_key(SECP256R1())


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    at = int(now().timestamp())
    facts = slip.Facts(title="教师资格证书", number="1", holder="古丽努尔", agency="温宿县教育局")
    text = slip.issue(facts, issuer="x", at=at, until=at + 999, kid=b"k", key=KEY)
    keys = ((b"k", slip.BundleKey(KEY.public_key(), at - 9, at + 999)),)
    bundle = slip.Bundle("x", at, at + 999, keys).dump()
    (tmp_path / "slip.txt").write_text(text, "utf-8")
    (tmp_path / "keys.json").write_bytes(bundle)
    return tmp_path / "slip.txt", tmp_path / "keys.json"


def told(*words: object) -> tuple[int, str]:
    answer = CliRunner().invoke(app, ["verify", *map(str, words)])
    return answer.exit_code, answer.output


def test_the_keys_alone_prove_a_slip(files: tuple[Path, Path]) -> None:
    text, keys = files
    code, said = told("slip", text, "--keys", keys)
    assert code == 0 and "教师资格证书" in said and "没有联网" in said


def test_a_changed_one_is_refused_and_says_nothing_of_what_it_claims(
    files: tuple[Path, Path],
) -> None:
    text, keys = files
    text.write_text(text.read_text("utf-8")[:-6] + "AAAAAA", "utf-8")
    code, said = told("slip", text, "--keys", keys)
    assert code == 1 and "不要采用" in said and "教师资格证书" not in said


def test_what_is_no_bundle_is_said_to_be_none(files: tuple[Path, Path]) -> None:
    text, _keys = files
    assert told("slip", text, "--keys", text)[0] == 2


def test_a_word_that_is_no_command_is_taken_for_a_file_or_a_code(tmp_path: Path) -> None:
    code, said = told(tmp_path / "lost.pdf")
    assert code == 2 and "there is no file" in said
