"""A machine that reckons SM2, SM3 or SM4 wrong starts nothing, and says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onedoor.site.starting import WrongArithmetic, prove_arithmetic

# What each start is given: a vector of a standard that no arithmetic will ever give.
_WRONG = {
    "SM2": "import ofd.sm2; ofd.sm2._VECTOR = (ofd.sm2._VECTOR[1], ofd.sm2._VECTOR[0])",
    "SM3": "import ofd.sm2; ofd.sm2._ABC = '0' * 64",
}
_STARTS = {
    "run": "from onedoor.site.cli import app; app(['run', '--no-sample'])",
    "web": "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'onedoor.site.settings';"
    "import onedoor.site.wsgi",
    "worker": "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'onedoor.site.settings';"
    "import django; django.setup(); from onedoor.site.worker import work; work()",
    "signing server": "from onedoor.site.cli import app; app(['seals', 'serve', '--port', '1'])",
}


def started(program: str, state: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "ONEDOOR_STATE": str(state)},
    )  # fmt: skip


@pytest.mark.parametrize("start", _STARTS)
def test_nothing_starts_where_a_vector_does_not_come_out(start: str, tmp_path: Path) -> None:
    wrong = _WRONG["SM2" if start == "run" else "SM3"]
    ended = started(f"{wrong}; {_STARTS[start]}", tmp_path)
    assert ended.returncode == 1
    assert "nothing is started" in ended.stdout + ended.stderr
    assert not (tmp_path / "cluster").exists() and not (tmp_path / "signer").exists()


def test_here_they_come_out_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    assert prove_arithmetic() == "libcrypto"
    monkeypatch.setattr("ofd.sm2._libcrypto", lambda: None)
    assert prove_arithmetic() == "plain"


def test_sm4_is_proved_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onedoor.kernel.secrecy._SM4_PRINTED", bytes(16))
    with pytest.raises(WrongArithmetic, match="SM4 does not give"):
        prove_arithmetic()
